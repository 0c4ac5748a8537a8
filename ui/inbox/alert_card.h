#pragma once
#include "ui/widgets/card.h"
#include "ui/widgets/context.h"

namespace slipway::ui {

class Button;
class Chip;
class GlyphLabel;
class Label;

/// Something that is wrong now: what, where, why and since when, and what can be done about it at once.
class AlertCard : public Card {
    Q_OBJECT
public:
    explicit AlertCard(QWidget* parent = nullptr);
    void set(const models::OpenAlertView& view, qint64 nowMs);
    const models::OpenAlertView& alert() const { return m_alert; }

Q_SIGNALS:
    void rollbackAsked();
    void switchAsked();
    void noteAsked();
    void watchAsked();

private:
    models::OpenAlertView m_alert;
    GlyphLabel* m_glyph;
    Label* m_what;
    Label* m_where;
    Label* m_since;
    Chip* m_tier;
    Button* m_rollback;
    Button* m_switch;
    Button* m_note;
    Button* m_watch;
};

} // namespace slipway::ui
