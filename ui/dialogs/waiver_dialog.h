#pragma once
#include "ui/dialogs/framed_dialog.h"
#include "ui/widgets/context.h"

namespace slipway::ui {

class ComboBox;
class NoteEdit;

/// Lets a version pass a closed gate: why, and for how long.
class WaiverDialog : public FramedDialog {
    Q_OBJECT
public:
    WaiverDialog(const Context& context, const models::PromotionView& promotion, const models::GateView& gate,
                 QWidget* parent);

private:
    ComboBox* m_within;
    NoteEdit* m_reason;
};

} // namespace slipway::ui
