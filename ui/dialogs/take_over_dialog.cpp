#include "ui/dialogs/take_over_dialog.h"

#include "ui/dialogs/note_edit.h"
#include "ui/text/quantities.h"
#include "ui/text/states.h"
#include "ui/widgets/facts.h"
#include "ui/widgets/label.h"

#include <QVBoxLayout>

namespace slipway::ui {
namespace {

/// A driver shows a sign of life every 20 s; three missed ones, and it has most likely gone.
constexpr qint64 deadAfterMs = 60'000;

} // namespace

TakeOverDialog::TakeOverDialog(const Context& context, const QString& deployment, QWidget* parent)
    : FramedDialog("takeOverDialog", domain::Tier::Development, parent)
    , m_context(context)
    , m_deployment(deployment)
    , m_facts(new Facts(true))
    , m_effect(new Label(Type::Body))
    , m_reason(new NoteEdit(tr("Reason (required, kept in the ledger)"), "takeOverReason"))
    , m_take(addButton(Button::Kind::Danger, tr("Take over"), "confirmTakeOver")) {
    m_effect->setWordWrap(true);
    body()->addWidget(m_facts);
    body()->addWidget(m_effect);
    body()->addWidget(m_reason);
    connect(m_reason, &NoteEdit::changed, this, &TakeOverDialog::refresh);
    connect(m_take, &Button::clicked, this, [this] {
        await(m_context.actions.takeOver(m_deployment, m_reason->words()),
              [this](const base::Result<void>&) { accept(); });
    });
    connect(&context.feed, &models::Feed::releaseChanged, this, [this](const QString& changed) {
        if (changed == m_deployment)
            refresh();
    });
    refresh();
}

void TakeOverDialog::refresh() {
    const models::ReleaseView release = m_context.feed.release(m_deployment);
    const models::LockView& lock = release.lock;
    if (lock.holder.isEmpty()) {
        // Given back meanwhile: there is nobody left to take it from.
        reject();
        return;
    }
    setTier(release.tier);
    setHeading(tr("Take %1 over from %2?").arg(release.environment, lock.holder),
               tr("For %1 · %2")
                   .arg(deploymentTitle(release.kind, release.version, release.environment), m_deployment));
    QList<Facts::Fact> facts{
        {tr("Holder"), lock.holder, Type::Strong},
        {tr("Is doing"), tr("%1 · %2").arg(lock.holderReason, lock.holderOwner), Type::Body},
        {tr("Since"),
         tr("%1 (%2)").arg(dayAndTime(lock.holderSinceMs, m_context.nowMs()),
                           ago(lock.holderSinceMs, m_context.nowMs())),
         Type::Body},
        {tr("Says"), lock.holderHost, Type::Body}};
    const bool isAlive = lock.holderSilentMs < deadAfterMs;
    facts << Facts::Fact{tr("Sign of life"),
                         isAlive
                             ? tr("%1 before it was asked: its Slipway lives").arg(span(lock.holderSilentMs))
                             : tr("none for %1").arg(span(lock.holderSilentMs)),
                         isAlive ? Type::Strong : Type::Body};
    facts << Facts::Fact{tr("Runs there"),
                         lock.holderRunning > 0 ? tr("%1 of their steps").arg(lock.holderRunning)
                                                : tr("nothing"),
                         lock.holderRunning > 0 ? Type::Strong : Type::Body};
    // Where the other deployment is in this ledger too, it can be said how far it is.
    const models::ReleaseView other = m_context.feed.release(lock.holderOwner);
    for (const models::StepView& step : other.steps)
        if (step.id == other.currentStep)
            facts.insert(2, {tr("Stands at"), tr("%1 · %2").arg(step.title, lookOf(step).word), Type::Body});
    m_facts->set(facts);
    m_effect->setText(
        tr("Every host of %1 refuses %2 from then on. A step of theirs that runs now goes on to its "
           "end; nothing after it starts. Talk to them first: two releases may mix.")
            .arg(release.environment, lock.holder));
    const bool reasoned = !m_reason->words().isEmpty();
    m_take->setOffered(lock.takeOver.allowed && reasoned,
                       lock.takeOver.allowed ? tr("Write the reason first") : lock.takeOver.why);
    setFootnote(lock.takeOver.allowed ? (reasoned ? QString() : tr("Needs a reason")) : lock.takeOver.why);
}

} // namespace slipway::ui
