#include "app/engine/maintenance.h"

#include "app/domain/policy.h"
#include "app/engine/freezes.h"

namespace slipway::engine {

using namespace domain;

std::optional<Maintenance> maintenanceAt(const Parts& parts, const World& world,
                                         const EnvironmentName& environment, qint64 nowMs) {
    const Maintenance* said = world.maintenance(environment, nowMs);
    const auto planned = plannedMaintenance(parts, world, environment, nowMs);
    if (said && (!planned || said->untilMs >= planned->untilMs))
        return *said;
    return planned;
}

std::optional<Maintenance> plannedMaintenance(const Parts& parts, const World& world,
                                              const EnvironmentName& name, qint64 nowMs) {
    const ProjectSource& source = parts.source;
    const Environment* environment = source.project().environment(name);
    // Asked every second, and most of the time there is none.
    if (!environment || source.maintenance(name, nowMs, nowMs + 1).isEmpty() ||
        !isMaintenanceAccepted(source.project(), world, *environment, source.plannedMaintenance(name)))
        return {};
    const auto on = outlook(source.maintenance(name, nowMs - aroundBackMs, nowMs + aroundAheadMs), nowMs).now;
    if (!on)
        return {};
    return Maintenance{on->reasons.join(QStringLiteral(", ")), QStringLiteral("slipway.yaml"), on->startMs(),
                       on->endMs(), true};
}

} // namespace slipway::engine
