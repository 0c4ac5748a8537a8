#pragma once
#include "app/domain/world.h"
#include "app/engine/parts.h"

namespace slipway::engine {

/// The maintenance that an environment is in at a moment: what people said of it or what slipway.yaml plans;
/// where both are on, the one that ends later. None: it is in none.
std::optional<domain::Maintenance> maintenanceAt(const Parts& parts, const domain::World& world,
                                                 const domain::EnvironmentName& environment, qint64 nowMs);

/// Of that only what slipway.yaml plans, windows that overlap or touch as one; where the environment stands
/// under policy, only once that was accepted.
std::optional<domain::Maintenance> plannedMaintenance(const Parts& parts, const domain::World& world,
                                                      const domain::EnvironmentName& environment,
                                                      qint64 nowMs);

} // namespace slipway::engine
