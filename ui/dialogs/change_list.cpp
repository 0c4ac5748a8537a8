#include "ui/dialogs/change_list.h"

#include "ui/widgets/card.h"
#include "ui/widgets/label.h"

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

ChangeList::ChangeList(const QList<domain::Change>& changes, const char* name, QWidget* parent)
    : QScrollArea(parent) {
    auto* content = new QWidget;
    content->setObjectName(QStringLiteral("scrolled"));
    auto* list = new QVBoxLayout(content);
    list->setContentsMargins(0, 0, 6, 0);
    list->setSpacing(3);
    for (const domain::Change& change : changes) {
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
    setObjectName(QLatin1StringView(name));
    setAccessibleName(tr("What changed, line by line"));
    setWidget(content);
    setWidgetResizable(true);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumHeight(leastHeight);
}

} // namespace slipway::ui
