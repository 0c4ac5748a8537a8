#pragma once
#include "ui/dialogs/framed_dialog.h"
#include "ui/widgets/context.h"

class QLineEdit;

namespace slipway::ui {

/// Asks for the passphrase of a private key, at most three times, or for a security key's PIN; it stays in
/// memory only.
class PassphraseDialog : public FramedDialog {
    Q_OBJECT
public:
    PassphraseDialog(const Context& context, const models::PassphraseQuestion& question, QWidget* parent);
    QString keyPath() const { return m_question.keyPath; }

private:
    void unlock();
    models::Actions& m_actions;
    models::PassphraseQuestion m_question;
    QLineEdit* m_words;
    int m_tries = 0;
};

} // namespace slipway::ui
