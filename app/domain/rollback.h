#pragma once
#include "app/domain/project.h"

#include <QPair>

namespace slipway::domain {

/// The way back from what a deployment recorded as done: the undo of each done step in
/// reverse order on the same hosts reversed, then the environment's post-deploy requests,
/// waits and commands that change nothing, for `context.candidate` (the previous version).
/// `done` is in the order recorded; steps without an undo are left out.
Plan rollbackPlan(const Plan& original, const PlanContext& context,
                  const QList<QPair<StepId, QList<HostName>>>& done, const Project& project,
                  const Environment& environment);

} // namespace slipway::domain
