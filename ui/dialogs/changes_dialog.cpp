#include "ui/dialogs/changes_dialog.h"

#include "ui/widgets/card.h"
#include "ui/widgets/label.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace slipway::ui {
namespace {

constexpr int leastHeight = 240;

/// "− old" or "+ new": the sign says it, the ink helps.
Label* line(QChar sign, const QString& words, Tone tone) {
    QString text = words;
    text.replace(QLatin1Char('\n'), QStringLiteral("\n  "));
    auto* label = new Label(Type::Mono, QString(sign) + QLatin1Char(' ') + text);
    label->setWordWrap(true);
    label->setInk(tone);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

ChangesDialog::ChangesDialog(const models::ReleaseView& release, QWidget* parent)
    : FramedDialog("changesDialog", release.tier, parent) {
    setHeading(tr("What changed since it was signed"),
               tr("%1 The sign-offs do not count for that. Abandon %2 and start again.")
                   .arg(release.changed, release.deployment));
    cancel()->setWords(tr("Close"));
    auto* content = new QWidget;
    content->setObjectName(QStringLiteral("scrolled"));
    auto* list = new QVBoxLayout(content);
    list->setContentsMargins(0, 0, 6, 0);
    list->setSpacing(3);
    for (const domain::Change& change : release.changes) {
        if (list->count() > 0) {
            list->addSpacing(4);
            list->addWidget(new Rule);
            list->addSpacing(4);
        }
        auto* where = new Label(Type::Strong, change.where);
        where->setWordWrap(true);
        list->addWidget(where);
        if (!change.was.isEmpty())
            list->addWidget(line(u'−', change.was, Tone::Failed));
        if (!change.now.isEmpty())
            list->addWidget(line(u'+', change.now, Tone::Passed));
    }
    list->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setObjectName(QStringLiteral("changedLines"));
    scroll->setAccessibleName(tr("What changed, line by line"));
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::StrongFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumHeight(leastHeight);
    body()->addWidget(scroll, 1);
}

} // namespace slipway::ui
