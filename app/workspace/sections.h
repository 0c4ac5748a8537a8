#pragma once
#include "app/domain/project.h"
#include "app/workspace/typed.h"

namespace slipway::workspace {

// The parts of the file, each read into `project` with its own mistakes reported. What needs
// more than one part to judge is in checks.h.

/// Everything under `contacts:`; needs the environments.
void readContacts(const Node& node, domain::Project& project, Report& report);
/// Everything under `recurring:`; needs the people.
void readRecurring(const Node& node, domain::Project& project, Report& report);
/// Everything under `alerts:`; needs the environments and the secrets.
void readAlerts(const Node& node, domain::Project& project, Report& report);
/// Everything under `people:`.
void readPeople(const Node& node, domain::Project& project, Report& report);
/// Everything under a `secrets:`: names and sources.
QList<domain::SecretSource> readSecrets(const Node& node, Report& report);
/// "64MiB" in bytes; 0 when it is reported.
qint64 readOutputLimit(const Node& node, Report& report);
/// Everything under `environments:`. Relative `identity` paths start at project.folder.
void readEnvironments(const Node& node, domain::Project& project, Report& report);
/// One entry of an environment's `hosts:`; nothing when it is reported.
/// A path as people write it: absolute, below ~, or from the workspace's folder.
QString pathFrom(const QString& text, const QString& folder);
std::optional<domain::Host> readHost(const Node& node, const QString& folder, Report& report);
/// An environment's `freeze:`.
QList<domain::FreezeWindow> readFreezes(const Node& node, Report& report);
/// An environment's `maintenance:`, written like `freeze:` without `overrun`.
QList<domain::FreezeWindow> readMaintenance(const Node& node, Report& report);
/// An environment's `waivers:`.
domain::WaiverPolicy readWaivers(const Node& node, Report& report);
/// An environment's `emergency:`: the role that may start one, empty for everybody; nothing when there is
/// none.
std::optional<QString> readEmergency(const Node& node, Report& report);
/// An environment's `rollback-ready:`; nothing when it says false.
std::optional<base::Milliseconds> readRollbackReady(const Node& node, Report& report);
/// An environment's `gates:`.
QList<domain::StepTemplate> readGates(const Node& node, Report& report);
/// One step of the plan, or one that is written like it.
std::optional<domain::StepTemplate> readStep(const Node& node, domain::Phase phase, Report& report);
/// An environment's `switches:`.
QList<domain::KillSwitch> readSwitches(const Node& node, Report& report);
/// An environment's `strategy:`.
domain::Strategy readStrategy(const Node& node, Report& report);
/// One entry of an environment's `probes:`; nothing when it is reported.
std::optional<domain::Probe> readProbe(const Node& node, Report& report);
/// Everything under `watch:` of the plan.
void readWatch(const Node& node, domain::Project& project, Report& report);
/// Everything under `plan:`. Returns the map of each step in project.steps, in its order.
std::vector<const Node*> readPlan(const Node& node, domain::Project& project, Report& report);

} // namespace slipway::workspace
