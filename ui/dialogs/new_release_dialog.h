#pragma once
#include "ui/dialogs/framed_dialog.h"
#include "ui/widgets/context.h"

namespace slipway::ui {

class ComboBox;

/// Chooses what is released where; its gates come next.
class NewReleaseDialog : public FramedDialog {
    Q_OBJECT
public:
    NewReleaseDialog(const Context& context, QWidget* parent);

Q_SIGNALS:
    void chosen(const QString& version, const QString& environment);

private:
    ComboBox* m_version;
    ComboBox* m_environment;
};

} // namespace slipway::ui
