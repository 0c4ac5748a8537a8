#pragma once
#include "ui/dialogs/framed_dialog.h"
#include "ui/widgets/context.h"

namespace slipway::ui {

/// A rehearsal of the way back: what will run, that the soak begins anew, and why it is closed
/// when it is.
class RehearsalDialog : public FramedDialog {
    Q_OBJECT
public:
    RehearsalDialog(const Context& context, const QString& environment, QWidget* parent);

Q_SIGNALS:
    void started(const QString& deployment);

private:
    void fill(const models::EnvironmentView& view);

    Context m_context;
    QString m_environment;
    Button* m_start;
};

} // namespace slipway::ui
