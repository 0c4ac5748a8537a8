#pragma once
#include "app/domain/deployment.h"
#include "app/domain/project.h"
#include "app/domain/world.h"

#include <QPair>

namespace slipway::domain {

/// The way back from what a deployment recorded as done: the undo of each done step in
/// reverse order on the same hosts reversed (restarts after all others), then the environment's post-deploy
/// requests, waits and commands that change nothing, for `context.candidate` (the previous version).
/// `done` is in the order recorded; steps without an undo are left out. As many hosts at a time as
/// the strategy changes at once.
Plan rollbackPlan(const Plan& original, const PlanContext& context,
                  const QList<QPair<StepId, QList<HostName>>>& done, const Project& project,
                  const Environment& environment);

/// What runs is taken back and deployed again: rollbackPlan() to `context.previous`, then the deploy and
/// post-deploy steps of `live` that ask no person. `live` is the deployment that runs.
Plan rehearsalPlan(const Deployment& live, const PlanContext& context, const Project& project,
                   const Environment& environment);

/// How long the way back took in a rehearsal or rollback, from the first intent to the last outcome on
/// the version before; nothing while it is not complete.
std::optional<base::Milliseconds> wayBackTook(const Deployment& deployment);

/// The newest deployment that has gone the way back, on the environment or on the one before it; null when
/// none.
const Deployment* wayBackGone(const Project& project, const World& world, const EnvironmentName& environment);

} // namespace slipway::domain
