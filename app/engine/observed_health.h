#pragma once
#include "app/engine/parts.h"

namespace slipway::engine {

/// What the environment's probes saw since `fromMs` (UTC), for the health step: those of the question's
/// host and those that are asked once. Reads samples that the observer wrote, also of another process.
base::Future<domain::HealthAnswer> observedHealth(const Parts& parts, const domain::HealthQuestion& question,
                                                  qint64 fromMs, QObject* owner);

} // namespace slipway::engine
