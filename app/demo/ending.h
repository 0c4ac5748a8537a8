#pragma once
#include "app/demo/demo_info.h"

namespace slipway::demo {

/// Ends every process of the demo (SSH servers and sessions, services, running steps; not
/// its keeper): asks them first, then kills, and returns once none is left. Blocks up to
/// ten seconds; Timeout names what would not go.
base::Result<void> endProcesses(const DemoInfo& demo);

/// Ends processes of demos whose keeper is gone (after a crash), of this user. Best effort.
void sweepLeftovers();

} // namespace slipway::demo
