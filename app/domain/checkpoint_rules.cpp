#include "app/domain/exception_rules.h"
#include "app/domain/rule_parts.h"

#include <QCoreApplication>

namespace slipway::domain {

namespace {

constexpr base::Milliseconds shortestExtension{60'000};

QString tr(const char* text) {
    return QCoreApplication::translate("rules", text);
}

/// What every act on a checkpoint needs: it is there, and its deployment is watched.
Ruling watchedCheckpoint(const World& world, const DeploymentId& id, base::Milliseconds after) {
    const Deployment* deployment = world.deployment(id);
    if (!deployment || !deployment->isWatched())
        return no(tr("This deployment is not being watched."));
    return deployment->checkpoint(after) ? yes() : no(tr("There is no such checkpoint."));
}

/// It did not pass, and nobody has decided.
Ruling undecided(const Checkpoint& checkpoint) {
    if (checkpoint.verdict == Verdict::Waived)
        return no(tr("%1 has accepted it: %2.")
                      .arg(checkpoint.waivers.first().person.text(), checkpoint.waivers.first().note));
    if (checkpoint.verdict == Verdict::Passed)
        return no(tr("It passed; there is nothing to decide."));
    return checkpoint.isUndecided() ? yes() : no(tr("Its rules were not evaluated yet."));
}

/// A checkpoint without a role is anybody's.
Ruling heldRule(const QString& role, const Actor& actor, const Project& project) {
    return role.isEmpty() ? yes() : roleRule(role, actor, project);
}

Ruling signs(const Deployment& deployment, const Actor& actor, const Project& project, const World& world) {
    if (auto policy = policyRule(deployment.environment, project, world); !policy)
        return policy;
    return keyRule(actor, project);
}

} // namespace

Ruling exceptionRule(const SignCheckpoint& sign, const Actor& actor, const Project& project,
                     const World& world) {
    if (auto watched = watchedCheckpoint(world, sign.deployment, sign.after); !watched)
        return watched;
    const Deployment& deployment = *world.deployment(sign.deployment);
    const Checkpoint& checkpoint = *deployment.checkpoint(sign.after);
    if (!checkpoint.signatures.isEmpty())
        return no(tr("It was signed by %1.").arg(checkpoint.signatures.first().person.text()));
    if (sign.nowMs < checkpoint.dueAtMs)
        return no(tr("It is due in %1.").arg(spokenDuration(checkpoint.dueAtMs - sign.nowMs)));
    if (checkpoint.verdict == Verdict::Waiting)
        return no(tr("Its rules are being evaluated."));
    if (checkpoint.verdict != Verdict::Passed)
        return no(tr("It did not pass (%1); only a passed checkpoint is signed.").arg(checkpoint.summary));
    if (auto role = heldRule(checkpoint.role, actor, project); !role)
        return role;
    return signs(deployment, actor, project, world);
}

Ruling exceptionRule(const WaiveCheckpoint& waive, const Actor& actor, const Project& project,
                     const World& world) {
    if (auto watched = watchedCheckpoint(world, waive.deployment, waive.after); !watched)
        return watched;
    const Deployment& deployment = *world.deployment(waive.deployment);
    const Checkpoint& checkpoint = *deployment.checkpoint(waive.after);
    if (auto open = undecided(checkpoint); !open)
        return open;
    QString role;
    if (!checkpoint.waivers.isEmpty()) {
        const SignOff& first = checkpoint.waivers.first();
        if (first.person.text() == actor.name || (!actor.key.isEmpty() && actor.key == first.keyFingerprint))
            return no(tr("%1 would accept it; the second signature is another person's, with another key.")
                          .arg(first.person.text()));
        role = checkpoint.countersign;
    } else {
        const Environment* environment = project.environment(deployment.environment);
        role = environment && environment->waivers ? environment->waivers->by : checkpoint.role;
    }
    if (auto held = heldRule(role, actor, project); !held)
        return held;
    if (waive.reason.trimmed().isEmpty())
        return no(tr("Accepting it needs a reason."));
    return signs(deployment, actor, project, world);
}

Ruling exceptionRule(const ExtendCheckpoint& extend, const Actor& actor, const Project& project,
                     const World& world) {
    if (auto watched = watchedCheckpoint(world, extend.deployment, extend.after); !watched)
        return watched;
    const Deployment& deployment = *world.deployment(extend.deployment);
    const Checkpoint& checkpoint = *deployment.checkpoint(extend.after);
    if (auto open = undecided(checkpoint); !open)
        return open;
    if (auto held = heldRule(checkpoint.role, actor, project); !held)
        return held;
    if (extend.by < shortestExtension || extend.by > deployment.plan.watchFor)
        return no(tr("It can be extended by one minute up to the length of the watch, %1.")
                      .arg(spokenDuration(deployment.plan.watchFor.count())));
    if (extend.reason.trimmed().isEmpty())
        return no(tr("Extending it needs a reason."));
    return signs(deployment, actor, project, world);
}

} // namespace slipway::domain
