#pragma once
#include "app/workspace/checks.h"

namespace slipway::workspace {

/// Whether every environment's strategy fits its hosts, probes and steps.
void checkStrategies(const domain::Project& project, const Places& places, Report& report);

} // namespace slipway::workspace
