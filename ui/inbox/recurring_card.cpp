#include "ui/inbox/recurring_card.h"

#include "ui/text/states.h"
#include "ui/widgets/button.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>

namespace slipway::ui {

RecurringCard::RecurringCard(QWidget* parent)
    : Card(parent)
    , m_title(new Label(Type::Strong))
    , m_words(new Label(Type::Body))
    , m_state(new Chip)
    , m_open(new Button(Button::Kind::Plain, {}, "openRecurring")) {
    m_title->setWordWrap(true);
    m_words->setWordWrap(true);
    m_words->setInk("muted");
    m_state->setWhole(true);
    auto* words = new QVBoxLayout;
    words->setSpacing(3);
    words->addWidget(m_title);
    words->addWidget(m_words);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 11, 14, 11);
    layout->setSpacing(12);
    layout->addLayout(words, 1);
    layout->addWidget(m_state);
    layout->addWidget(m_open);
    connect(m_open, &Button::clicked, this, &RecurringCard::opened);
}

void RecurringCard::set(const models::RecurringView& view) {
    m_checklist = view.checklist.name;
    m_title->setText(view.checklist.title);
    QStringList words{domain::everyWords(view.checklist), view.words};
    if (view.standing.isDue())
        words << tr("for %1").arg(view.people);
    m_words->setText(words.join(QStringLiteral(" · ")));
    m_state->set(lookOf(view.standing));
    m_open->setWords(view.sign.allowed ? tr("Sign…") : tr("Open"));
    m_open->setAccessibleName(tr("%1: %2, %3").arg(m_open->text(), view.checklist.title, m_state->text()));
}

} // namespace slipway::ui
