#pragma once
#include "app/domain/project.h"
#include "app/models/timeline.h"
#include "app/models/views.h"
#include "app/ports/report_printer.h"

namespace slipway::models {

struct ReportInput {
    const domain::Project& project;
    const domain::Deployment& deployment;
    QList<domain::Entry> entries; ///< of its chain, in order
    WatchView watch;              ///< `deployment` empty: it was never live
    qint64 nowMs = 0;             ///< UTC
    QString writtenBy{};          ///< program and version
};

/// What happened, who answered for it and how it can be proven. Pure; times are UTC, which the report says.
ports::Report deploymentReport(const ReportInput& input);
/// "2026-11-25 20:31:07", UTC; empty for 0.
QString reportTime(qint64 ms);
QString resultText(const domain::Deployment& deployment); ///< "rolled back by dep-01J…"
/// What a waiver goes on without: a step, a gate, or a host.
QString waivedText(const domain::Plan& plan, const domain::Waiver& waiver);
QString kindText(domain::DeploymentKind kind); ///< "deployment", "rollback", "rehearsal"

} // namespace slipway::models
