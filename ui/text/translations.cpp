#include "ui/text/translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>
#include <cstring>

namespace slipway::ui {
namespace {

/// lupdate 6.4 does not see C++17's nested namespaces: it files the texts of
/// slipway::ui::TopBar under TopBar, while tr() asks for the full name.
class PlainContextTranslator final : public QTranslator {
public:
    using QTranslator::QTranslator;
    QString translate(const char* context, const char* source, const char* comment,
                      int number) const override {
        const QString found = QTranslator::translate(context, source, comment, number);
        const char* colon = context == nullptr ? nullptr : std::strrchr(context, ':');
        return found.isNull() && colon != nullptr ? QTranslator::translate(colon + 1, source, comment, number)
                                                  : found;
    }
};

} // namespace

void installTranslations() {
    for (const QLocale& locale : {QLocale(QLocale::English), QLocale()}) {
        auto* translator = new PlainContextTranslator(QCoreApplication::instance());
        if (translator->load(locale, QStringLiteral("slipway"), QStringLiteral("_"),
                             QStringLiteral(":/translations")))
            QCoreApplication::installTranslator(translator);
        else
            delete translator;
    }
    // Qt's own texts, such as the menu of a field, where their package is installed.
    auto* ofQt = new QTranslator(QCoreApplication::instance());
    if (ofQt->load(QLocale(), QStringLiteral("qtbase"), QStringLiteral("_"),
                   QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(ofQt);
    else
        delete ofQt;
}

} // namespace slipway::ui
