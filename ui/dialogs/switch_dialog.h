#pragma once
#include "ui/dialogs/framed_dialog.h"
#include "ui/widgets/context.h"

namespace slipway::ui {

class ComboBox;
class Label;
class NoteEdit;

/// Throws a kill switch of an environment, with a reason, and shows how it was read back.
class SwitchDialog : public FramedDialog {
    Q_OBJECT
public:
    SwitchDialog(const Context& context, const models::EnvironmentView& environment, QWidget* parent);

private:
    void showChosen(const QList<models::SwitchView>& switches);
    ComboBox* m_names;
    Label* m_request;
    NoteEdit* m_reason;
    Button* m_throw;
};

} // namespace slipway::ui
