#pragma once
#include "app/domain/health_point.h"
#include "app/domain/project.h"
#include "app/domain/world.h"
#include "app/ports/report_printer.h"

namespace slipway::models {

struct Period {
    qint64 sinceMs = 0; ///< UTC
    qint64 untilMs = 0; ///< exclusive
};

/// How one probe (at one host) was in a period.
struct ProbeHealth {
    domain::EnvironmentName environment;
    QString label;
    domain::Availability availability;
    domain::HealthPoint sum; ///< all of its points as one
};

/// What was deployed in a period and what was done without: rollbacks, waivers, self-approvals. Acts
/// count by their own time, deployments by their start. Pure; times are UTC.
ports::Report periodReport(const domain::Project& project, const domain::World& world, const Period& period,
                           qint64 nowMs, const QString& writtenBy, const QList<ProbeHealth>& health = {});

} // namespace slipway::models
