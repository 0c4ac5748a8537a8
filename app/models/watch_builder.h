#pragma once
#include "app/engine/lanes.h"
#include "app/models/views.h"
#include "app/ports/alert_store.h"

namespace slipway::models {

/// What a watch is summed up from.
struct WatchSource {
    QList<engine::ProbeQuestion> questions;
    qint64 liveAtMs = 0, toMs = 0;
    QList<domain::WatchRule> criteria{};
    qint64 closeFromMs = 0, closeToMs = 0; ///< a part that is looked at closely; both 0: none
};
/// What the samples since it went live say, beside those of the day before. Heavy: for a thread of its own.
WatchView watchSums(const WatchSource& source, const engine::KeptSamples& samples,
                    const engine::KeptSamples& dayBefore = {});

/// What was done in the environment while it was watched: deployments, rollbacks, sign-offs, alerts.
QList<WatchMark> watchMarks(const domain::World& world, const domain::Deployment& deployment, qint64 toMs,
                            const QList<ports::OutboxLine>& told);

/// Everything the page shows as one table (RFC 4180, UTF-8): states, latency and measured numbers. Texts of
/// others cannot become a formula of a spreadsheet.
QByteArray watchCsv(const WatchView& watch);

} // namespace slipway::models
