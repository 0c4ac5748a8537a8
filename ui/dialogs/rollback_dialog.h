#pragma once
#include "ui/dialogs/framed_dialog.h"
#include "ui/widgets/context.h"

namespace slipway::ui {

class CheckBox;
class NoteEdit;

/// The road back: what would be undone, what stays, and the reason that starts it.
class RollbackDialog : public FramedDialog {
    Q_OBJECT
public:
    RollbackDialog(const Context& context, const QString& deployment, QWidget* parent);

Q_SIGNALS:
    /// The rollback's deployment; empty when it is the answer to a failure and not opened yet.
    void started(const QString& deployment);

private:
    void fill(const models::ReleaseView& release);
    void begin();

    Context m_context;
    QString m_deployment, m_environment;
    NoteEdit* m_reason;
    CheckBox* m_bad;
    Button* m_start;
};

} // namespace slipway::ui
