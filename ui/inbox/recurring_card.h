#pragma once
#include "ui/inbox/line_card.h"
#include "ui/widgets/context.h"

namespace slipway::ui {

/// One checklist that comes back: how often, how it stands, and for whom.
class RecurringCard : public LineCard {
    Q_OBJECT
public:
    explicit RecurringCard(QWidget* parent = nullptr);
    void set(const models::RecurringView& view);
    QString checklist() const { return m_checklist; }

private:
    QString m_checklist;
};

} // namespace slipway::ui
