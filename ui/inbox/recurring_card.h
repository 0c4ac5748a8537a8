#pragma once
#include "ui/widgets/card.h"
#include "ui/widgets/context.h"

namespace slipway::ui {

class Button;
class Chip;
class Label;

/// One checklist that comes back: how often, how it stands, and for whom.
class RecurringCard : public Card {
    Q_OBJECT
public:
    explicit RecurringCard(QWidget* parent = nullptr);
    void set(const models::RecurringView& view);
    QString checklist() const { return m_checklist; }

Q_SIGNALS:
    void opened();

private:
    QString m_checklist;
    Label* m_title;
    Label* m_words;
    Chip* m_state;
    Button* m_open;
};

} // namespace slipway::ui
