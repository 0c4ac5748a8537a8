#pragma once
#include "app/models/views.h"
#include "ui/widgets/card.h"

namespace slipway::ui {

class Button;
class Chip;
class GlyphLabel;
class Label;

/// One checkpoint of a watch: its statement, how it went, who signed or must, or that somebody has to
/// decide.
class CheckpointCard : public Card {
    Q_OBJECT
public:
    explicit CheckpointCard(QWidget* parent = nullptr);
    void set(const models::CheckpointView& checkpoint, qint64 nowMs);

Q_SIGNALS:
    void signAsked(qint64 afterMs);
    void decideAsked(qint64 afterMs);

private:
    qint64 m_afterMs = 0;
    bool m_decides = false; ///< the button asks for a decision, not for a signature
    Label* m_hour;
    Chip* m_state;
    GlyphLabel* m_glyph;
    Label* m_statement;
    Label* m_detail;
    Button* m_sign;
};

} // namespace slipway::ui
