#pragma once
#include "app/domain/agenda.h"
#include "app/domain/gates.h"

#include <variant>

namespace slipway::domain {

/// Who wants to act: a person of the project, or in a solo workspace the desk's user.
struct Actor {
    QString name;
    bool hasKey = false;  ///< a key of theirs is on this desk, and valid now
    QString key{};        ///< its fingerprint
    QString keyTrouble{}; ///< there is one, but it does not count now: why
    QString publicKey{};
};

// What somebody can want to do.
struct StartDeployment {
    EnvironmentName environment;
    Candidate candidate;
    bool again = false; ///< deploy the version that is already live
    GateFacts facts;
    QString emergency{}; ///< why gates and approvals are passed by; empty: they are not
};
struct SignStep {
    DeploymentId deployment;
    StepId step;
    qint64 nowMs = 0;
    bool isConfirmed = true; ///< who works alone has typed the name of the production environment
};
/// Takes the actor's own sign-off back, before anything started on it.
struct TakeBack {
    DeploymentId deployment;
    StepId step;
    QString reason;
};
struct AnswerItem {
    DeploymentId deployment;
    StepId step;
};
struct RetryFailed {
    DeploymentId deployment;
};
/// Goes on without a step's failed attempt (or failed item).
struct WaiveStep {
    DeploymentId deployment;
    StepId step;
    HostName host; ///< empty: the step's only place
    QString reason;
};
/// Leaves a host out of the rest of the deployment.
struct ExcludeHost {
    DeploymentId deployment;
    HostName host;
    QString reason;
};
/// Takes the environment's lock from another desk, which its hosts refuse from then on.
struct TakeOverLock {
    DeploymentId deployment;
    QString reason;
};
struct Rehearse {
    EnvironmentName environment;
};
struct Abandon {
    DeploymentId deployment;
};
struct Pause {
    DeploymentId deployment;
};
struct Resume {
    DeploymentId deployment;
};
struct StopStep {
    DeploymentId deployment;
    StepId step;
};
struct RollBack {
    EnvironmentName environment;
    QString reason;
    DeploymentId deployment{}; ///< that is meant to be undone; empty: whatever a rollback there undoes
};
/// Closes an environment to new deployments, until somebody opens it again.
struct StopLine {
    EnvironmentName environment;
    QString reason;
};
struct OpenLine {
    EnvironmentName environment;
    QString reason;
};
/// Lets a candidate (no commit: any) pass a closed gate until then.
struct WaiveGate {
    EnvironmentName environment;
    Candidate candidate;
    QString gate;
    QString reason;
    qint64 untilMs = 0;
    GateFacts facts;
};
struct CountersignWaiver {
    QString waiver;
    qint64 nowMs = 0;
};
/// A release that was marked bad may be promoted again.
struct ClearBad {
    QString commit;
    QString reason;
    qint64 nowMs = 0;
};
/// Looks at an emergency or a rollback afterwards.
struct Review {
    DeploymentId deployment;
    QString note;
    qint64 nowMs = 0;
};
/// Lets what the file says now of people and production count (policy.h).
struct AcceptPolicy {
    qint64 nowMs = 0;
};
/// Signs a recurring checklist for the period that is on.
struct SignRecurring {
    QString checklist;
    QList<RecurringItem> items; ///< one answer to each of its items, in their order
    qint64 nowMs = 0;
};
/// As it is when nothing was found, to ask who may.
SignRecurring allPassed(const RecurringChecklist& checklist, qint64 nowMs);
struct SignCheckpoint {
    DeploymentId deployment;
    base::Milliseconds after{0};
    qint64 nowMs = 0;
};
/// Accepts a checkpoint that did not pass as it is; also the second signature under that, where policy wants
/// one.
struct WaiveCheckpoint {
    DeploymentId deployment;
    base::Milliseconds after{0};
    QString reason;
};
/// Lets it be judged again, on the time from now on.
struct ExtendCheckpoint {
    DeploymentId deployment;
    base::Milliseconds after{0};
    base::Milliseconds by{0}; ///< judged so long from now
    QString reason;
};
/// People are about to work on an environment, for so long.
struct BeginMaintenance {
    EnvironmentName environment;
    base::Milliseconds lasts{0};
    QString reason;
};
/// Of what people began; what is planned ends by itself.
struct EndMaintenance {
    EnvironmentName environment;
    qint64 nowMs = 0;
    qint64 plannedUntilMs = 0; ///< UTC, of what slipway.yaml plans for now; 0: nothing
};
/// Turns something off at once, without a release.
struct ThrowSwitch {
    EnvironmentName environment;
    QString name;
    QString reason;
};
/// The plan rolls a deployment back by itself; asked by no person.
struct PlanRollBack {
    DeploymentId deployment;
};
using Action = std::variant<StartDeployment, SignStep, AnswerItem, RetryFailed, Abandon, Pause, Resume,
                            StopStep, RollBack, SignCheckpoint, WaiveStep, ExcludeHost, TakeOverLock,
                            Rehearse, StopLine, OpenLine, TakeBack, WaiveGate, CountersignWaiver, ClearBad,
                            Review, AcceptPolicy, SignRecurring, WaiveCheckpoint, ExtendCheckpoint,
                            PlanRollBack, BeginMaintenance, EndMaintenance, ThrowSwitch>;

struct Ruling {
    bool allowed = false;
    QString why; ///< empty when allowed; else one sentence with the reason
    explicit operator bool() const { return allowed; }
};

/// The one function that says what is open to whom, and why not. Window, command line and
/// tests ask it; the engine asks it again right before it appends.
Ruling allowed(const Action& action, const Actor& actor, const Project& project, const World& world);

/// The stable name of an action for the ledger's `refused` entries.
QString actionName(const Action& action);

/// What a rollback of the environment would undo; null when there is nothing to.
const Deployment* rollbackTarget(const World& world, const EnvironmentName& environment);

} // namespace slipway::domain
