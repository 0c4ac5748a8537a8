#pragma once
#include "ui/widgets/card.h"
#include "ui/widgets/context.h"

namespace slipway::ui {

class Button;
class Chip;
class GlyphLabel;
class Label;

/// One thing that waits for a person: what, of which deployment, for whom and since when.
class InboxCard : public Card {
    Q_OBJECT
public:
    explicit InboxCard(QWidget* parent = nullptr);
    void set(const models::InboxLine& view, qint64 nowMs);
    const domain::InboxItem& item() const { return m_item; }

Q_SIGNALS:
    /// To do it, where it is the current actor's; else to look at it.
    void acted();

private:
    domain::InboxItem m_item;
    GlyphLabel* m_glyph;
    Label* m_what;
    Label* m_where;
    Chip* m_tier;
    Label* m_since;
    Button* m_act;
};

} // namespace slipway::ui
