#pragma once
#include "ui/dialogs/framed_dialog.h"
#include "ui/widgets/context.h"

namespace slipway::ui {

/// What slipway.yaml changed of people and production, to be accepted with a signature.
class PolicyDialog : public FramedDialog {
    Q_OBJECT
public:
    PolicyDialog(const Context& context, const models::PolicyView& policy, QWidget* parent);
};

} // namespace slipway::ui
