#pragma once
#include "app/domain/project.h"
#include "app/workspace/typed.h"

namespace slipway::workspace {

/// Where things stand that are judged once everything is read; null where absent.
struct Places {
    const Node* environments = nullptr;
    std::vector<const Node*> steps; ///< the map of each step in project.steps
    const Node* watch = nullptr;    ///< of the plan
};

/// What only the whole file shows: names that exist, roles that can be filled whoever starts
/// (rule 6), variables that are defined wherever they are used, hosts to run on.
void checkProject(const domain::Project& project, const Places& places, Report& report);

/// Reports probes and roles of the watch that nobody has.
void checkWatch(const domain::Project& project, const Node& watch, Report& report);

/// Reports a name that no environment has.
void checkEnvironmentIs(const domain::EnvironmentName& name, const domain::Project& project,
                        const Node& place, Report& report);
/// Reports a role that nobody has; not in a solo workspace, and not an empty one.
void checkRoleIsHeld(const QString& role, const domain::Project& project, const Node& place, Report& report);

} // namespace slipway::workspace
