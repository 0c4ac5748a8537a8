#pragma once
#include "ui/dialogs/framed_dialog.h"
#include "ui/widgets/context.h"

namespace slipway::ui {

class ComboBox;
class NoteEdit;

/// What becomes of a checkpoint that did not pass: roll back, accept it as it is, or judge it again later.
/// Says so when somebody decides meanwhile.
class CheckpointDecisionDialog : public FramedDialog {
    Q_OBJECT
public:
    CheckpointDecisionDialog(const Context& context, const QString& deployment, qint64 afterMs,
                             QWidget* parent);

Q_SIGNALS:
    void rollbackAsked(const QString& deployment);

private:
    models::CheckpointView checkpoint() const;
    void build(const models::WatchView& watch, const models::CheckpointView& checkpoint);
    void refresh();

    Context m_context;
    QString m_deployment;
    qint64 m_afterMs;
    NoteEdit* m_reason;
    ComboBox* m_span;
    Button* m_rollback;
    Button* m_extend;
    Button* m_accept;
};

} // namespace slipway::ui
