#pragma once
#include "ui/dialogs/framed_dialog.h"
#include "ui/widgets/context.h"

class QLineEdit;

namespace slipway::ui {

class Facts;
class NoteEdit;
class OutcomeList;
class QuoteBox;

/// What a person signs, word for word, and the two buttons that do it: go and no-go. Says so
/// when what would be signed changes while it is open.
class SignOffDialog : public FramedDialog {
    Q_OBJECT
public:
    SignOffDialog(const Context& context, const QString& deployment, const QString& step, QWidget* parent);

private:
    void refresh();
    void setFacts(const models::ReleaseView& release, const models::StepView& step, int counted);
    void sign(bool go);

    Context m_context;
    QString m_deployment, m_step, m_fingerprint;
    QuoteBox* m_statement;
    Facts* m_facts;
    OutcomeList* m_evidence;
    NoteEdit* m_note;
    QLineEdit* m_typed; ///< the environment's name, of who approves for production alone
    Button* m_noGo;
    Button* m_sign;
};

} // namespace slipway::ui
