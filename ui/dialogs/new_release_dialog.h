#pragma once
#include "ui/dialogs/framed_dialog.h"
#include "ui/widgets/context.h"

class QComboBox;

namespace slipway::ui {

/// Chooses what is released where; its gates come next.
class NewReleaseDialog : public FramedDialog {
    Q_OBJECT
public:
    NewReleaseDialog(const Context& context, QWidget* parent);

Q_SIGNALS:
    void chosen(const QString& version, const QString& environment);

private:
    QComboBox* m_version;
    QComboBox* m_environment;
};

} // namespace slipway::ui
