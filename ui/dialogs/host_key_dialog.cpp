#include "ui/dialogs/host_key_dialog.h"

#include "ui/widgets/facts.h"
#include "ui/widgets/label.h"

#include <QVBoxLayout>

namespace slipway::ui {

HostKeyDialog::HostKeyDialog(const Context& context, const models::HostKeyQuestion& question, QWidget* parent)
    : FramedDialog("hostKeyDialog", domain::Tier::Development, parent)
    , m_question(question) {
    setHeading(tr("Is this really %1?").arg(question.hostName),
               tr("Slipway meets this host for the first time and will remember its key. Compare the "
                  "fingerprint with "
                  "one that you got another way, for example from the host's console: "
                  "ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub"));
    auto* facts = new Facts(true);
    body()->addWidget(facts);
    facts->set({{tr("Host"), question.host, Type::Body},
                {tr("Key type"), question.keyType},
                {tr("Fingerprint"), question.fingerprint}});
    setFootnote(tr("Without it nothing runs on this host"));
    Button* trust = addButton(Button::Kind::Primary, tr("It is the same: trust it"), "trustHostKey");
    connect(trust, &Button::clicked, this, [this, &actions = context.actions] {
        const QString key = m_question.keyType + QLatin1Char(' ') + m_question.fingerprint;
        await(actions.acceptHostKey(m_question.hostName, key),
              [this](const base::Result<void>&) { accept(); });
    });
}

} // namespace slipway::ui
