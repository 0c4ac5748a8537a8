#include "ui/dialogs/passphrase_dialog.h"

#include "ui/widgets/facts.h"
#include "ui/widgets/label.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace slipway::ui {

namespace {
constexpr int mostTries = 3;
}

PassphraseDialog::PassphraseDialog(const Context& context, const models::PassphraseQuestion& question,
                                   QWidget* parent)
    : FramedDialog("passphraseDialog", domain::Tier::Development, parent)
    , m_actions(context.actions)
    , m_question(question)
    , m_words(new QLineEdit) {
    if (question.isPin)
        setHeading(
            tr("PIN of the security key for %1").arg(question.hostName),
            tr("This key signs only with its PIN, and locks itself after some wrong ones. Slipway keeps "
               "the PIN in memory until it is closed, and writes it nowhere."));
    else
        setHeading(tr("Passphrase for the key to %1").arg(question.hostName),
                   tr("This private key is encrypted. Slipway keeps the passphrase in memory until it is "
                      "closed, and writes it nowhere."));
    auto* facts = new Facts(true);
    body()->addWidget(facts);
    facts->set({{tr("Key"), question.keyPath}});
    m_words->setObjectName(QStringLiteral("passphrase"));
    m_words->setAccessibleName(question.isPin ? tr("PIN") : tr("Passphrase"));
    m_words->setEchoMode(QLineEdit::Password);
    body()->addWidget(m_words);
    setFootnote(tr("Other hosts do not wait for this"));
    Button* button = addButton(Button::Kind::Primary,
                               question.isPin ? tr("Use the PIN") : tr("Unlock the key"), "unlockKey");
    connect(button, &Button::clicked, this, &PassphraseDialog::unlock);
    connect(m_words, &QLineEdit::returnPressed, this, &PassphraseDialog::unlock);
    if (question.wasWrong)
        setProblem(tr("The PIN that was given before is wrong."));
    m_words->setFocus();
}

void PassphraseDialog::unlock() {
    const base::Secret secret(m_words->text().toUtf8());
    m_words->clear();
    if (secret.isEmpty())
        return;
    base::deliver(
        m_actions.unlockKey(m_question.keyPath, secret), this, [this](const base::Result<void>& result) {
            if (result.ok())
                accept();
            else if (result.error().kind != base::ErrorKind::PassphraseNeeded)
                setProblem(sentence(result.error()));
            else if (++m_tries == mostTries)
                reject();
            else
                setProblem(tr("This is not its passphrase. Tries left: %1.").arg(mostTries - m_tries));
        });
}

} // namespace slipway::ui
