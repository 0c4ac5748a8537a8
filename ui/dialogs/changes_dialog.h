#pragma once
#include "app/models/views.h"
#include "ui/dialogs/framed_dialog.h"

namespace slipway::ui {

/// What changed since it was signed, line by line; only to be read.
class ChangesDialog : public FramedDialog {
    Q_OBJECT
public:
    ChangesDialog(const models::ReleaseView& release, QWidget* parent);
};

} // namespace slipway::ui
