#pragma once
#include "app/domain/plan.h"
#include "app/engine/parts.h"

namespace slipway::engine {

/// Finds every artifact of the plan and puts its size and SHA-256 into the variables of its step, so that
/// they are part of what people sign. `mayLack`: what cannot be found stays without instead of being an
/// error. Calls `done` on the owner's thread, in a later turn when there is an artifact.
void bindArtifacts(const Parts& parts, domain::Plan plan, bool mayLack, QObject* owner,
                   std::function<void(base::Result<domain::Plan>)> done);

/// The plan as it was before its artifacts were bound.
domain::Plan withoutArtifacts(domain::Plan plan);

} // namespace slipway::engine
