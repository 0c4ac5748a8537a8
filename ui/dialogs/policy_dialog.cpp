#include "ui/dialogs/policy_dialog.h"

#include "ui/dialogs/change_list.h"

#include <QVBoxLayout>

namespace slipway::ui {

PolicyDialog::PolicyDialog(const Context& context, const models::PolicyView& policy, QWidget* parent)
    : FramedDialog("policyDialog", domain::Tier::Production, parent) {
    setHeading(
        tr("Accept who may sign, and how"),
        tr("slipway.yaml says this of people and production since %1 accepted it. It counts once a person "
           "who could sign before has signed it; until then nothing is signed for production.")
            .arg(policy.acceptedBy));
    body()->addWidget(new ChangeList(policy.changes, "policyLines"), 1);
    auto* accept = addButton(Button::Kind::Primary, tr("Accept and sign"), "acceptPolicy");
    accept->setGlyph(Glyph::Pen);
    accept->setOffered(policy.accept.allowed, policy.accept.why);
    if (!policy.accept.allowed)
        setFootnote(policy.accept.why);
    connect(accept, &Button::clicked, this, [this, actions = &context.actions, digest = policy.digest] {
        await(actions->acceptPolicy(digest), [this](const base::Result<void>&) { this->accept(); });
    });
}

} // namespace slipway::ui
