#include "ui/shell/save_file.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSettings>
#include <QStandardPaths>

namespace slipway::ui {

namespace {

const QString folderKey = QStringLiteral("save/folder");

QString suffixOf(const QString& format) {
    static const QRegularExpression suffix(QStringLiteral("\\*\\.(\\w+)"));
    return suffix.match(format).captured(1);
}

} // namespace

void askWhereToSave(QWidget* parent, const SaveQuestion& question,
                    const std::function<void(const QString& path)>& then) {
    auto* dialog = new QFileDialog(parent, question.title);
    dialog->setObjectName(QLatin1StringView(question.name));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setDirectory(
        QSettings()
            .value(folderKey, QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation))
            .toString());
    if (question.formats.isEmpty()) {
        dialog->selectFile(question.file);
    } else {
        dialog->setNameFilters(question.formats);
        const auto propose = [dialog, file = question.file](const QString& format) {
            dialog->setDefaultSuffix(suffixOf(format));
            dialog->selectFile(file + QLatin1Char('.') + suffixOf(format));
        };
        propose(question.formats.first());
        QObject::connect(dialog, &QFileDialog::filterSelected, dialog, propose);
    }
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, [then](const QString& path) {
        QSettings().setValue(folderKey, QFileInfo(path).absolutePath());
        then(path);
    });
    dialog->open();
}

} // namespace slipway::ui
