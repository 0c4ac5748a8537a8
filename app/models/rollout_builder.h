#pragma once
#include "app/domain/project.h"
#include "app/domain/world.h"
#include "app/models/views.h"

namespace slipway::models {

/// "rolling: batches of 2, then healthy for 30s"; empty for one host after the other.
QString strategyText(const domain::Environment& environment, const domain::Plan& plan);
/// "in its first 15 min: down for 1 min rolls back by itself"; empty: no guard.
QString guardText(const domain::Plan& plan);
/// "2 hosts at a time · stop at the first failure"; empty where only one host takes part.
QString hostLimitText(const domain::Plan& plan, const domain::Step& step);
MatrixView matrixView(const domain::Deployment& deployment);
QList<WaiverView> waiverViews(const domain::Deployment& deployment);
/// The newest complete rehearsal or rollback in the environment or the one before it in the lifecycle.
WayBackView wayBackView(const domain::Project& project, const domain::World& world,
                        const domain::EnvironmentName& environment);
/// What a rehearsal on the environment would run; there must be something to rehearse.
RehearsalView rehearsalView(const domain::Project& project, const domain::World& world,
                            const domain::Environment& environment);

} // namespace slipway::models
