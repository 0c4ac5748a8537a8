#include "app/domain/exception_rules.h"
#include "app/domain/kill_switch.h"
#include "app/domain/policy.h"
#include "app/domain/rule_parts.h"

#include <QCoreApplication>
#include <algorithm>

namespace slipway::domain {

namespace {

constexpr qint64 longestMaintenanceMs = 86'400'000;

QString tr(const char* text) {
    return QCoreApplication::translate("rules", text);
}

Ruling knownActor(const Actor& actor, const Project& project) {
    if (project.solo() || project.person(PersonName(actor.name)))
        return yes();
    return no(tr("“%1” is not among the people of slipway.yaml.").arg(actor.name));
}

/// An attempt of which nobody can say whether it still runs: nothing may be tried or undone
/// beside it (J5).
const Attempt* unknownAttempt(const Deployment& deployment) {
    for (const Attempt& attempt : deployment.attempts)
        if (attempt.isUnknown())
            return &attempt;
    return nullptr;
}

Ruling nothingUnknown(const Deployment& deployment) {
    if (const Attempt* attempt = unknownAttempt(deployment))
        return no(tr("Whether “%1” still runs on %2 is not known (%3). The host is asked again as soon as it "
                     "answers.")
                      .arg(attempt->step.text(), attempt->host.text(), attempt->summary));
    return yes();
}

bool isTroubled(const Deployment& deployment, const StepId& step, const HostName& host) {
    const auto failed = troubled(deployment);
    return std::any_of(failed.begin(), failed.end(), [&](const Attempt* attempt) {
        return attempt->step == step && attempt->host == host;
    });
}

/// Whether hosts besides this one still take part.
bool others(const Deployment& deployment, const HostName& host) {
    for (const Step& step : deployment.plan.steps)
        for (const HostName& other : step.hosts)
            if (other != host && !deployment.exclusion(other))
                return true;
    return false;
}

const Step* withoutWayBack(const Deployment& deployment) {
    for (const auto& [id, hosts] : deployment.toUndo())
        if (const Step* step = deployment.plan.step(id); step && !step->undo().isOpen())
            return step;
    return nullptr;
}

/// A canary whose plan takes it back as soon as something of its deploy phase has failed for certain.
bool canaryFailed(const Deployment& deployment) {
    if (!deployment.isOpen() || !deployment.planFixed || !deployment.plan.rollout.rollsBack ||
        deployment.rollbackDecided || !deployment.planChange.isEmpty() || deployment.lock.isLost)
        return false;
    const Next todo = next(deployment);
    const Step* step = deployment.plan.step(todo.step);
    const Attempt* attempt = step ? deployment.attempt(todo.step, todo.host) : nullptr;
    return todo.what == Next::What::Decide && step && step->phase == Phase::Deploy && attempt &&
           attempt->verdict == Verdict::Failed;
}

struct Rules {
    const Actor& actor;
    const Project& project;
    const World& world;

    /// What going on after a failure needs.
    Ruling decision(const DeploymentId& id, const QString& reason) const {
        if (auto open = openDeployment(world, id); !open)
            return open;
        const Deployment& deployment = *world.deployment(id);
        if (deployment.rollbackDecided)
            return no(tr("This deployment is being rolled back."));
        if (next(deployment).what != Next::What::Decide)
            return no(tr("Nothing waits for a decision."));
        return reason.trimmed().isEmpty() ? no(tr("This decision needs a reason.")) : yes();
    }

    Ruling operator()(const StartDeployment& start) const {
        const Environment* environment = project.environment(start.environment);
        if (!environment)
            return no(tr("There is no environment “%1”.").arg(start.environment.text()));
        const Deployment* running = world.running(start.environment);
        if (running && running->candidate.commit == start.candidate.commit && !start.again)
            return no(tr("%1 is already live on %2 (%3). Say so explicitly to deploy it again.")
                          .arg(start.candidate.version, start.environment.text(), running->id.text()));
        if (!start.emergency.trimmed().isEmpty())
            return emergencyRule(start, *environment, actor, project, world);
        QStringList closed;
        for (const Gate& gate : gates(project, world, *environment, start.candidate, start.facts))
            if (!gate.isPassed())
                closed.append(tr("%1: %2").arg(gate.title,
                                               gate.waiverWords.isEmpty()
                                                   ? gate.detail
                                                   : gate.detail + QStringLiteral("; ") + gate.waiverWords));
        if (!closed.isEmpty())
            return no(tr("Not every gate is met. %1.").arg(closed.join(QStringLiteral("; "))));
        return yes();
    }

    /// Rule 14: with nobody beside them, a person takes a while and says for which environment.
    Ruling approvesAlone(const SignStep& sign, const Deployment& deployment,
                         const PersonQuestion& question) const {
        const Environment* environment = project.environment(deployment.environment);
        if (!project.solo() || !environment || environment->tier != Tier::Production)
            return yes();
        const qint64 leftMs = standsSinceMs(deployment) + question.coolDown.count() - sign.nowMs;
        if (question.coolDown.count() > 0 && leftMs > 0)
            return no(tr("Who works alone takes a while before approving for %1: sign in %2.")
                          .arg(environment->name.text(), spokenDuration(leftMs)));
        return sign.isConfirmed
                   ? yes()
                   : no(tr("Who works alone types the name of the environment to approve for it: %1.")
                            .arg(environment->name.text()));
    }

    Ruling operator()(const SignStep& sign) const {
        if (auto open = openDeployment(world, sign.deployment); !open)
            return open;
        const Deployment& deployment = *world.deployment(sign.deployment);
        const Step* step = deployment.plan.step(sign.step);
        const auto question = step ? step->question() : std::nullopt;
        if (!question)
            return no(tr("“%1” is not an item of this deployment that is signed.").arg(sign.step.text()));
        if (isComplete(deployment.verdict(*step)))
            return no(tr("“%1” is already signed.").arg(step->title));
        if (!deployment.planChange.isEmpty())
            return no(
                tr("The plan changed after it was fixed; a sign-off would not hold. Abandon this deployment "
                   "and start again."));
        if (deployment.rollbackDecided)
            return no(tr("This deployment is being rolled back."));
        if (const Step* current = currentStep(deployment); current && current->id != step->id)
            return no(tr("“%1” is to do before it.").arg(current->title));
        if (auto role = roleRule(question->role, actor, project); !role)
            return role;
        if (auto key = keyRule(actor, project); !key)
            return key;
        if (auto policy = policyRule(deployment.environment, project, world); !policy)
            return policy;
        if (question->fourEyes && project.solo())
            return no(tr("Four eyes need more than one person, and this workspace names none."));
        if (auto alone = approvesAlone(sign, deployment, *question); !alone)
            return alone;
        if (question->fourEyes && deployment.startedBy == actor.name)
            return no(tr("%1 started this deployment and does not count for four eyes.").arg(actor.name));
        if (!question->strangers.isEmpty())
            return no(tr("%1 wrote a commit of this release and is nobody of slipway.yaml, so nobody can "
                         "tell who may "
                         "sign. Add the address to the person's `email` and start again.")
                          .arg(question->strangers.join(QStringLiteral(", "))));
        if (question->authors.contains(actor.name))
            return no(tr("%1 wrote a commit of this release and does not count for “%2”.")
                          .arg(actor.name, step->title));
        for (const SignOff& signOff : deployment.signatures.value(step->id))
            if (signOff.person.text() == actor.name)
                return no(tr("%1 has already signed “%2”.").arg(actor.name, step->title));
            else if (question->fourEyes && !actor.key.isEmpty() && signOff.keyFingerprint == actor.key)
                return no(tr("%1 has signed “%2” with the same key; four eyes need two keys.")
                              .arg(signOff.person.text(), step->title));
        return yes();
    }

    /// What its check could measure is not for people to say.
    static Ruling answerChecked(const Deployment& deployment, const Step& step) {
        const QList<HostName> places = step.places();
        const bool isOpen = std::any_of(places.begin(), places.end(), [&](const HostName& host) {
            return deployment.hostVerdict(step, host) == Verdict::Inconclusive;
        });
        if (!isOpen)
            return no(tr("“%1” takes its verdict from its check; people answer it only where the check could "
                         "not say.")
                          .arg(step.title));
        if (deployment.rollbackDecided)
            return no(tr("This deployment is being rolled back."));
        return next(deployment).what == Next::What::Decide ? yes() : no(tr("Nothing waits for a decision."));
    }

    Ruling operator()(const AnswerItem& answer) const {
        if (auto open = openDeployment(world, answer.deployment); !open)
            return open;
        const Deployment& deployment = *world.deployment(answer.deployment);
        const Step* step = deployment.plan.step(answer.step);
        const auto question = step ? step->question() : std::nullopt;
        if (step && step->isChecked())
            return answerChecked(deployment, *step);
        if (!question)
            return no(tr("“%1” is not an item of this deployment.").arg(answer.step.text()));
        if (question->isSigned())
            return no(tr("“%1” is not answered but signed.").arg(step->title));
        if (isComplete(deployment.verdict(*step)))
            return no(tr("“%1” is already answered.").arg(step->title));
        if (const Step* current = currentStep(deployment); current && current->id != step->id)
            return no(tr("“%1” is to do before it.").arg(current->title));
        return yes();
    }

    Ruling operator()(const RetryFailed& retry) const {
        if (auto open = openDeployment(world, retry.deployment); !open)
            return open;
        const Deployment& deployment = *world.deployment(retry.deployment);
        if (deployment.rollbackDecided)
            return no(tr("This deployment is being rolled back."));
        if (next(deployment).what != Next::What::Decide)
            return no(tr("Nothing has failed that could be tried again."));
        return nothingUnknown(deployment);
    }

    Ruling operator()(const Abandon& abandon) const {
        if (auto open = openDeployment(world, abandon.deployment); !open)
            return open;
        const Deployment& deployment = *world.deployment(abandon.deployment);
        // What ran before a first deployment is not known: there is no way back, so it may be left as it is.
        if (!deployment.toUndo().isEmpty() && !deployment.previous.isNone())
            return no(tr("Hosts have been changed already; roll back instead."));
        if (next(deployment).what == Next::What::Await)
            return no(tr("A step is still running; stop it first."));
        return nothingUnknown(deployment);
    }

    Ruling operator()(const Pause& pause) const {
        if (auto open = openDeployment(world, pause.deployment); !open)
            return open;
        return world.deployment(pause.deployment)->paused ? no(tr("It is already paused.")) : yes();
    }

    Ruling operator()(const Resume& resume) const {
        if (auto open = openDeployment(world, resume.deployment); !open)
            return open;
        return world.deployment(resume.deployment)->paused ? yes() : no(tr("It is not paused."));
    }

    Ruling operator()(const StopStep& stop) const {
        if (auto open = openDeployment(world, stop.deployment); !open)
            return open;
        bool asked = false;
        for (const Attempt& attempt : world.deployment(stop.deployment)->attempts) {
            if (attempt.step != stop.step || attempt.verdict != Verdict::Running)
                continue;
            if (!attempt.stopAsked)
                return yes();
            asked = true;
        }
        return asked ? no(tr("It was already asked to stop.")) : no(tr("This step is not running."));
    }

    Ruling operator()(const RollBack& rollback) const {
        if (!project.environment(rollback.environment))
            return no(tr("There is no environment “%1”.").arg(rollback.environment.text()));
        if (rollback.reason.trimmed().isEmpty())
            return no(tr("A rollback needs a reason."));
        const Deployment* target = rollbackTarget(world, rollback.environment);
        if (!target)
            return no(
                tr("Nothing was deployed to %1 that could be rolled back.").arg(rollback.environment.text()));
        if (!rollback.deployment.isEmpty() && target->id != rollback.deployment)
            return no(tr("A rollback of %1 would undo %2, not %3.")
                          .arg(rollback.environment.text(), target->id.text(), rollback.deployment.text()));
        if (target->kind == DeploymentKind::Rollback && target->isOpen())
            return no(tr("%1 is already rolling back there.").arg(target->id.text()));
        if (target->previous.isNone())
            return no(tr("What ran before %1 is not known, so there is nothing to go back to.")
                          .arg(target->candidate.version));
        if (target->touched().isEmpty())
            return no(tr("%1 has not changed any host; abandon it instead.").arg(target->id.text()));
        if (target->toUndo().isEmpty())
            return no(tr("The traffic was not switched to %1, so %2 still serves; abandon it instead.")
                          .arg(target->candidate.version, target->previous.version));
        return nothingUnknown(*target);
    }

    Ruling operator()(const PlanRollBack& back) const {
        const Deployment* deployment = world.deployment(back.deployment);
        const bool isGuarded =
            deployment && deployment->isWatched() && deployment->tripped && deployment->tripped->rollsBack;
        if (!isGuarded && !(deployment && canaryFailed(*deployment)))
            return no(tr("Its plan has nothing to roll back by itself."));
        return (*this)(RollBack{deployment->environment, QStringLiteral("-"), deployment->id});
    }

    Ruling operator()(const WaiveStep& waive) const {
        if (auto open = decision(waive.deployment, waive.reason); !open)
            return open;
        const Deployment& deployment = *world.deployment(waive.deployment);
        const Step* step = deployment.plan.step(waive.step);
        if (!step)
            return no(tr("“%1” is not a step of this deployment.").arg(waive.step.text()));
        if (step->asksPerson() ? deployment.verdict(*step) != Verdict::Failed
                               : !isTroubled(deployment, waive.step, waive.host))
            return no(tr("“%1” has not failed there.").arg(step->title));
        if (step->isRequired())
            return no(tr("“%1” is required.").arg(step->title));
        return nothingUnknown(deployment);
    }

    Ruling operator()(const ExcludeHost& exclude) const {
        if (auto open = decision(exclude.deployment, exclude.reason); !open)
            return open;
        const Deployment& deployment = *world.deployment(exclude.deployment);
        const Attempt* failed = nullptr;
        for (const Attempt* attempt : troubled(deployment))
            if (attempt->host == exclude.host)
                failed = attempt;
        if (!failed || exclude.host.isEmpty())
            return no(tr("Nothing has failed on “%1”.").arg(exclude.host.text()));
        const Step& step = *deployment.plan.step(failed->step);
        if (step.isRequired())
            return no(tr("“%1” is required on every host.").arg(step.title));
        if (deployment.plan.rollout.kind == Strategy::Kind::BlueGreen)
            return no(tr("The whole side has to run %1 before the traffic moves.")
                          .arg(deployment.candidate.version));
        if (!others(deployment, exclude.host))
            return no(tr("No other host would be left."));
        return nothingUnknown(deployment);
    }

    Ruling operator()(const TakeOverLock& take) const {
        if (auto open = openDeployment(world, take.deployment); !open)
            return open;
        const LockStanding& lock = world.deployment(take.deployment)->lock;
        if (!lock.holder || lock.takeOver)
            return no(tr("Nobody else holds this environment."));
        return take.reason.trimmed().isEmpty() ? no(tr("Taking over needs a reason.")) : yes();
    }

    Ruling operator()(const Rehearse& rehearse) const {
        const Environment* environment = project.environment(rehearse.environment);
        if (!environment)
            return no(tr("There is no environment “%1”.").arg(rehearse.environment.text()));
        if (environment->tier == Tier::Production)
            return no(tr("A rollback is rehearsed before production, not on it."));
        if (const Deployment* open = world.open(rehearse.environment))
            return no(tr("%1 is under way there.").arg(open->id.text()));
        const Deployment* live = world.running(rehearse.environment);
        if (!live || live->kind == DeploymentKind::Rollback)
            return no(
                tr("Nothing was deployed to %1 that could be rolled back.").arg(rehearse.environment.text()));
        if (live->previous.isNone())
            return no(tr("What ran before %1 is not known, so there is nothing to go back to.")
                          .arg(live->candidate.version));
        if (const Step* step = withoutWayBack(*live))
            return no(tr("“%1” has no undo, so going back and forward again would not end where it began.")
                          .arg(step->title));
        return live->toUndo().isEmpty() ? no(tr("%1 has not changed any host.").arg(live->id.text())) : yes();
    }

    Ruling operator()(const StopLine& stop) const {
        if (!project.environment(stop.environment))
            return no(tr("There is no environment “%1”.").arg(stop.environment.text()));
        if (const LineStop* stopped = world.lineStop(stop.environment))
            return no(tr("The line of %1 is stopped already, by %2: %3.")
                          .arg(stop.environment.text(), stopped->by, stopped->reason));
        return stop.reason.trimmed().isEmpty() ? no(tr("Stopping the line needs a reason.")) : yes();
    }

    Ruling operator()(const OpenLine& open) const {
        if (!project.environment(open.environment))
            return no(tr("There is no environment “%1”.").arg(open.environment.text()));
        if (!world.lineStop(open.environment))
            return no(tr("The line of %1 is open.").arg(open.environment.text()));
        return open.reason.trimmed().isEmpty() ? no(tr("Opening the line needs a reason.")) : yes();
    }

    // As open as a rollback: what makes safe waits for nobody.
    Ruling operator()(const ThrowSwitch& thrown) const {
        const Environment* environment = project.environment(thrown.environment);
        if (!environment)
            return no(tr("There is no environment “%1”.").arg(thrown.environment.text()));
        if (!killSwitch(*environment, thrown.name))
            return no(
                tr("%1 has no switch “%2” in slipway.yaml.").arg(thrown.environment.text(), thrown.name));
        return thrown.reason.trimmed().isEmpty() ? no(tr("Throwing a switch needs a reason.")) : yes();
    }

    Ruling operator()(const BeginMaintenance& begin) const {
        if (!project.environment(begin.environment))
            return no(tr("There is no environment “%1”.").arg(begin.environment.text()));
        if (begin.lasts.count() < 60'000 || begin.lasts.count() > longestMaintenanceMs)
            return no(tr("Maintenance takes from one minute to a day; begin it again when it takes longer."));
        return begin.reason.trimmed().isEmpty() ? no(tr("Maintenance needs a reason.")) : yes();
    }

    Ruling operator()(const EndMaintenance& end) const {
        if (!project.environment(end.environment))
            return no(tr("There is no environment “%1”.").arg(end.environment.text()));
        if (world.maintenance(end.environment, end.nowMs))
            return yes();
        return end.plannedUntilMs > 0
                   ? no(tr("The maintenance of %1 until %2 is planned in slipway.yaml; to end it before its "
                           "time, change it there.")
                            .arg(end.environment.text(), spokenInstant(end.plannedUntilMs)))
                   : no(tr("%1 is not in maintenance.").arg(end.environment.text()));
    }

    template <class Exception>
    Ruling operator()(const Exception& exception) const {
        return exceptionRule(exception, actor, project, world);
    }
};

} // namespace

Ruling openDeployment(const World& world, const DeploymentId& id) {
    const Deployment* deployment = world.deployment(id);
    if (!deployment)
        return no(tr("There is no deployment %1.").arg(id.text()));
    return deployment->isOpen() ? yes() : no(tr("%1 is already live or ended.").arg(id.text()));
}

Ruling roleRule(const QString& role, const Actor& actor, const Project& project) {
    const Person* person = project.person(PersonName(actor.name));
    if (project.solo() || (person && person->hasRole(role)))
        return yes();
    return no(tr("This needs the role “%1”; %2 has %3.")
                  .arg(role, actor.name, person ? person->roles.join(QStringLiteral(", ")) : QString()));
}

Ruling keyRule(const Actor& actor, const Project& project) {
    if (project.solo() || actor.hasKey)
        return yes();
    if (!actor.keyTrouble.isEmpty())
        return no(tr("The key of %1 on this computer does not count: %2.").arg(actor.name, actor.keyTrouble));
    return no(tr("No private key of %1 is on this computer.").arg(actor.name));
}

Ruling policyRule(const EnvironmentName& name, const Project& project, const World& world) {
    const Environment* environment = project.environment(name);
    if (!environment || !isUnderPolicy(project, world, *environment) || isPolicyInForce(project, world))
        return yes();
    return no(
        tr("slipway.yaml has changed who may sign or what production asks for since %1 accepted it at %2; "
           "that has to be accepted first: slipway accept-policy.")
            .arg(world.policy->by, spokenInstant(world.policy->atMs)));
}

const Deployment* rollbackTarget(const World& world, const EnvironmentName& environment) {
    if (const Deployment* open = world.open(environment))
        return open;
    const Deployment* running = world.running(environment);
    return running && running->kind != DeploymentKind::Rollback ? running : nullptr;
}

Ruling allowed(const Action& action, const Actor& actor, const Project& project, const World& world) {
    const bool isPlans = std::holds_alternative<PlanRollBack>(action);
    if (auto known = knownActor(actor, project); !known && !isPlans)
        return known;
    return std::visit(Rules{actor, project, world}, action);
}

QString actionName(const Action& action) {
    static const char* const names[] = {"start",
                                        "sign",
                                        "answer",
                                        "retry",
                                        "abandon",
                                        "pause",
                                        "resume",
                                        "stop",
                                        "rollback",
                                        "sign-checkpoint",
                                        "waive",
                                        "exclude",
                                        "take-over",
                                        "rehearse",
                                        "stop-line",
                                        "open-line",
                                        "take-back",
                                        "waive-gate",
                                        "countersign",
                                        "clear-bad",
                                        "review",
                                        "accept-policy",
                                        "sign-recurring",
                                        "waive-checkpoint",
                                        "extend-checkpoint",
                                        "plan-rollback",
                                        "begin-maintenance",
                                        "end-maintenance",
                                        "throw-switch"};
    return QString::fromLatin1(names[action.index()]);
}

} // namespace slipway::domain
