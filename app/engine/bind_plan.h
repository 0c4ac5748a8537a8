#pragma once
#include "app/domain/plan.h"
#include "app/engine/parts.h"

namespace slipway::engine {

/// Puts what the plan only names into the variables of its steps, so that it is part of what people sign: the
/// size and SHA-256 of every artifact, and the repository of the remote origin where a question to a forge
/// names none. `mayLack`: what cannot be found stays without instead of being an error. Calls `done` on the
/// owner's thread, in a later turn when there is something to find.
void bindPlan(const Parts& parts, domain::Plan plan, bool mayLack, QObject* owner,
              std::function<void(base::Result<domain::Plan>)> done);

/// The plan as it was before it was bound.
domain::Plan unboundPlan(domain::Plan plan);

} // namespace slipway::engine
