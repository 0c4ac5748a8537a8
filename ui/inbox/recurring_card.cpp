#include "ui/inbox/recurring_card.h"

namespace slipway::ui {

RecurringCard::RecurringCard(QWidget* parent) : LineCard("openRecurring", parent) {}

void RecurringCard::set(const models::RecurringView& view) {
    m_checklist = view.checklist.name;
    QStringList words{domain::everyWords(view.checklist), view.words};
    if (view.standing.isDue())
        words << tr("for %1").arg(view.people);
    const Look state = lookOf(view.standing);
    setLine(view.checklist.title, words.join(QStringLiteral(" · ")), state);
    const QString offer = view.sign.allowed ? tr("Sign…") : tr("Open");
    setOffer(offer, tr("%1: %2, %3").arg(offer, view.checklist.title, state.word));
}

} // namespace slipway::ui
