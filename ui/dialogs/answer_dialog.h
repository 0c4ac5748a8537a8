#pragma once
#include "ui/dialogs/framed_dialog.h"
#include "ui/widgets/context.h"

namespace slipway::ui {

class NoteEdit;

/// Asks for the verdict on an item that needs no signature, or whose check could not say.
class AnswerDialog : public FramedDialog {
    Q_OBJECT
public:
    AnswerDialog(const Context& context, const QString& deployment, const QString& step, QWidget* parent);

private:
    void answer(models::Actions::Answered answered);

    Context m_context;
    QString m_deployment, m_step;
    bool m_isChecked = false; ///< its check could not say
    NoteEdit* m_note;
};

} // namespace slipway::ui
