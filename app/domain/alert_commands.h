#pragma once
#include "app/domain/project.h"
#include "app/domain/world.h"

namespace slipway::domain {

/// What to type when something is wrong on an environment: the way back, its kill switches, the new lines of
/// its logs, each where there is one, and the note for an issue tracker.
QStringList alertCommands(const Project& project, const World& world, const EnvironmentName& environment);

} // namespace slipway::domain
