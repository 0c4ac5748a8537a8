#pragma once
#include "app/engine/acts.h"
#include "app/engine/lanes.h"
#include "app/models/views.h"

namespace slipway::models {

/// What the samples of the last 24 hours say about one environment.
struct HealthFacts {
    domain::HealthState health = domain::HealthState::Unobserved;
    QString reason;
    QList<domain::Bucket> day;
    domain::Availability availability;
    qint64 p95Us = -1;
    double errorShare = -1;
    QList<ProbeView> probes;
};
/// Pure and heavy (tens of milliseconds for a day of fast probes): not for the main thread.
HealthFacts healthFacts(const QList<engine::ProbeQuestion>& questions, const engine::KeptSamples& samples,
                        qint64 nowMs);

/// One line for each probe, those in trouble first; a probe that is asked on few hosts has one for each
/// of them, as long as there are not more lines than `most`. Pure.
QList<ProbeGroupView> probeGroups(const QList<ProbeView>& probes, qsizetype most);

/// What the board knows of one environment beside the fold.
struct EnvironmentFacts {
    HealthFacts health;
    domain::GateFacts gates; ///< for promoting into this environment
    std::optional<ports::CommitRange>
        fromBefore; ///< from what runs here to what runs in the environment before
    std::optional<domain::Maintenance> maintenance{}; ///< that is on, as engine::maintenanceAt() says
};

struct BoardInput {
    const domain::Project& project;
    const domain::World& world;
    const engine::HostReader& hosts;
    const engine::Acts& acts;
    const QHash<domain::EnvironmentName, EnvironmentFacts>& facts;
    ports::RepositoryState repository;
    qint64 nowMs = 0;
};

/// Everything but the ledger line and the observer line of the board. Pure.
BoardView boardView(const BoardInput& input);

/// The project's recurring checklists, in the file's order. Pure.
QList<RecurringView> recurringViews(const domain::Project& project, const domain::World& world,
                                    const engine::Acts& acts, qint64 nowMs);

/// Latency with p50 and p95 over equal slices of [from, to); at most `most` slices. Pure.
QList<LatencyPoint> latencyPoints(const QList<engine::Lane>& lanes, qint64 fromMs, qint64 toMs, int most,
                                  qint64 leastMs = 5000);

} // namespace slipway::models
