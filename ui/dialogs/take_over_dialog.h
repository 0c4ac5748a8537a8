#pragma once
#include "ui/dialogs/framed_dialog.h"
#include "ui/widgets/context.h"

namespace slipway::ui {

class Facts;
class Label;
class NoteEdit;

/// Takes an environment from the desk that holds it: who that is, what they were doing, what
/// happens to it, and the reason.
class TakeOverDialog : public FramedDialog {
    Q_OBJECT
public:
    TakeOverDialog(const Context& context, const QString& deployment, QWidget* parent);

private:
    void refresh();

    Context m_context;
    QString m_deployment;
    Facts* m_facts;
    Label* m_effect;
    NoteEdit* m_reason;
    Button* m_take;
};

} // namespace slipway::ui
