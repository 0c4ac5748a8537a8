#pragma once
#include "app/domain/health.h"
#include "app/engine/parts.h"

namespace slipway::engine {

/// Keeps samples of one environment that became known later (Sample::isFilledIn), in time order, where
/// nothing was seen from here and nothing was filled in before. Answers how many are new. `periods`: for so
/// many of its own what was seen from here speaks. Main thread.
base::Future<int> fillIn(const Parts& parts, const domain::EnvironmentName& environment,
                         const QList<domain::Sample>& seen, double periods, QObject* owner);

} // namespace slipway::engine
