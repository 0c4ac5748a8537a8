#pragma once
#include "app/base/result.h"
#include "app/domain/candidate.h"
#include "app/domain/environment.h"
#include "app/domain/guard.h"
#include "app/domain/step_kind.h"
#include "app/domain/step_template.h"
#include "app/domain/strategy.h"
#include "app/domain/watch_rule.h"
#include "app/domain/watched_log.h"

#include <QJsonObject>

namespace slipway::domain {

/// A step of one deployment, with every word fixed.
struct Step {
    StepId id;
    Phase phase = Phase::PreDeploy;
    QString kind;
    QString title;
    QString why;
    QJsonObject params;
    QList<HostName>
        hosts;           ///< where it is attempted, in order; empty: once, from this computer or by a person
    Variables variables; ///< common to its hosts
    QMap<HostName, Variables> hostVariables;
    QList<SecretSource> secrets{}; ///< what it gets beside its variables; their values are in no plan
    StepId undoes{};               ///< in a rollback: the step of the undone deployment
    QString ifFails{};             ///< as the file's

    /// Where it is attempted; one empty name: once, from this computer or by a person.
    QList<HostName> places() const { return hosts.isEmpty() ? QList<HostName>{HostName()} : hosts; }
    bool asksPerson() const;
    bool isChecked() const;                         ///< an item that takes its verdict from a check
    std::optional<PersonQuestion> question() const; ///< of a step that asks people; else none
    bool changesHosts() const;
    bool isRequired() const; ///< offers neither waiver nor exclusion
    Undo undo() const;
    Operation operation(const HostName& host) const; ///< host empty for steps without hosts
    QString digest(const HostName& host) const;      ///< SHA-256 over what will be done; binds an attempt
    friend bool operator==(const Step&, const Step&) = default;
};

struct CheckpointPlan {
    base::Milliseconds after{0};
    QString statement;
    QString role{};           ///< who signs it; empty: anybody
    QList<WatchRule> rules{}; ///< beside that enough was observed; none: the usual one (watch.h)
    friend bool operator==(const CheckpointPlan&, const CheckpointPlan&) = default;
};

struct Plan {
    EnvironmentName environment;
    QList<Step> steps;
    base::Milliseconds watchFor{0}; ///< 0: no watch
    QList<CheckpointPlan> checkpoints;
    Rollout rollout;
    Guard guard{};
    base::Milliseconds witness{0}; ///< so often a witness on each host looks; 0: none is left
    QList<WatchedLog> logs{};      ///< kept from each host during the watch
    const Step* step(const StepId& id) const;
    friend bool operator==(const Plan&, const Plan&) = default;
};

QJsonObject toJson(const Plan& plan);
base::Result<Plan> planFromJson(const QJsonObject& object);

/// Everything an expansion needs beside the file.
struct PlanContext {
    DeploymentId deployment;
    Candidate candidate;
    Candidate previous; ///< none when nothing known runs there
    QString side{};     ///< blue-green: the side that does not serve
};

/// The variables every step of a deployment sees: SLIPWAY_REF, SLIPWAY_COMMIT,
/// SLIPWAY_PREVIOUS, SLIPWAY_PREVIOUS_COMMIT, SLIPWAY_DEPLOYMENT, SLIPWAY_ENVIRONMENT.
Variables deploymentVariables(const EnvironmentName& environment, const PlanContext& context);

} // namespace slipway::domain
