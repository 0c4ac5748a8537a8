#include "app/models/checkpoint_views.h"

#include "app/domain/spoken.h"

#include <QCoreApplication>

namespace slipway::models {

using namespace domain;

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("release", text);
}

Offer offer(const Ruling& ruling) {
    return {ruling.allowed, ruling.why};
}

QList<RuleFinding> askedRules(const Plan& plan, base::Milliseconds after) {
    QList<RuleFinding> rules;
    for (const CheckpointPlan& planned : plan.checkpoints)
        if (planned.after == after)
            for (const WatchRule& rule : planned.rules)
                rules.append({ruleWords(rule), Verdict::Waiting, {}, rule.critical});
    return rules;
}

QString checkpointWaiverWords(const Checkpoint& checkpoint) {
    if (checkpoint.waivers.isEmpty())
        return {};
    const SignOff& first = checkpoint.waivers.first();
    if (checkpoint.verdict != Verdict::Waived)
        return tr("%1 would accept it (%2); somebody else with the role “%3” has to sign that too")
            .arg(first.person.text(), first.note, checkpoint.countersign);
    return checkpoint.waivers.size() > 1
               ? tr("accepted by %1 with %2: %3")
                     .arg(first.person.text(), checkpoint.waivers.last().person.text(), first.note)
               : tr("accepted by %1: %2").arg(first.person.text(), first.note);
}

} // namespace

QList<CheckpointView> checkpointViews(const ReleaseInput& input, const Deployment& deployment) {
    QList<CheckpointView> views;
    for (const Checkpoint& checkpoint : deployment.checkpoints) {
        CheckpointView view;
        view.afterMs = checkpoint.after.count();
        view.dueAtMs = checkpoint.dueAtMs;
        view.statement = checkpoint.statement;
        view.verdict = checkpoint.verdict;
        if (view.verdict == Verdict::Waiting && view.dueAtMs && view.dueAtMs <= input.nowMs)
            view.verdict = Verdict::Ready;
        view.summary = checkpoint.summary;
        if (!checkpoint.signatures.isEmpty()) {
            view.signedBy = checkpoint.signatures.first().person.text();
            view.signedAtMs = checkpoint.signatures.first().atMs;
        }
        view.sign = offer(input.allowed(SignCheckpoint{deployment.id, checkpoint.after, input.nowMs}));
        view.role = checkpoint.role;
        view.fromMs = checkpoint.fromMs;
        view.signByMs = checkpoint.signByMs;
        view.isOverdue = checkpoint.signByMs > 0 && input.nowMs > checkpoint.signByMs &&
                         view.signedBy.isEmpty() && checkpoint.verdict != Verdict::Waived;
        view.rules = checkpoint.rules;
        if (checkpoint.verdict == Verdict::Waiting)
            view.rules = askedRules(deployment.plan, checkpoint.after);
        view.waive =
            offer(input.allowed(WaiveCheckpoint{deployment.id, checkpoint.after, QStringLiteral("-")}));
        view.extend = offer(input.allowed(ExtendCheckpoint{deployment.id, checkpoint.after,
                                                           base::Milliseconds(60'000), QStringLiteral("-")}));
        view.waiverWords = checkpointWaiverWords(checkpoint);
        for (const CheckpointExtension& extension : checkpoint.extensions)
            view.extensions.append(
                tr("extended by %1 until %2: %3")
                    .arg(extension.person.text(), spokenInstant(extension.dueAtMs), extension.reason));
        views.append(view);
    }
    return views;
}

} // namespace slipway::models
