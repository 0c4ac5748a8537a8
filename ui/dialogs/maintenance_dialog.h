#pragma once
#include "ui/dialogs/framed_dialog.h"
#include "ui/widgets/context.h"

namespace slipway::ui {

/// Says that people work on an environment, for how long and why, also while maintenance is planned; or
/// that they are done.
class MaintenanceDialog : public FramedDialog {
    Q_OBJECT
public:
    MaintenanceDialog(const Context& context, const models::EnvironmentView& environment, QWidget* parent);

private:
    void askToBegin(const Context& context, const models::EnvironmentView& environment);
    void askToEnd(const Context& context, const models::EnvironmentView& environment);
};

} // namespace slipway::ui
