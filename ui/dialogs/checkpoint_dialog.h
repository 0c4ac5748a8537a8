#pragma once
#include "ui/dialogs/framed_dialog.h"
#include "ui/widgets/context.h"

namespace slipway::ui {

/// Signs one checkpoint of a watch, with what was observed for it.
class CheckpointDialog : public FramedDialog {
    Q_OBJECT
public:
    CheckpointDialog(const Context& context, const QString& deployment, qint64 afterMs, QWidget* parent);
};

} // namespace slipway::ui
