#pragma once
#include "app/engine/lanes.h"
#include "app/models/views.h"

namespace slipway::models {

/// What the samples of a watch say between two instants. Heavy: for a thread of its own.
WatchView watchSums(const QList<engine::ProbeQuestion>& questions, const QList<domain::Sample>& samples,
                    qint64 fromMs, qint64 toMs, qint64 liveAtMs);

/// Everything the page shows as one table (RFC 4180, UTF-8): states, latency and measured numbers. Texts of
/// others cannot become a formula of a spreadsheet.
QByteArray watchCsv(const WatchView& watch);

} // namespace slipway::models
