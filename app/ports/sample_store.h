#pragma once
#include "app/base/async.h"
#include "app/domain/health_point.h"

namespace slipway::ports {

/// What probes saw. Only the process that holds the observer lock writes.
class SampleStore {
public:
    virtual ~SampleStore() = default;
    virtual base::Future<void> append(QList<domain::Sample> samples) = 0;
    /// All samples of an environment with from <= timeMs < to, in time order.
    virtual base::Future<QList<domain::Sample>> read(domain::EnvironmentName environment, qint64 fromMs,
                                                     qint64 toMs) = 0;
    /// Until when an environment was summed up; where it never was, when its first sample was taken; 0: there
    /// is none.
    virtual base::Future<qint64> summedUntil(domain::EnvironmentName environment) = 0;
    /// Keeps the points of [from, to), minutes and hours, and that it is summed up until then; takes the raw
    /// samples of that time away unless `keepsRaw`. All of it or nothing.
    virtual base::Future<void> sumUp(domain::EnvironmentName environment, qint64 fromMs, qint64 toMs,
                                     QList<domain::HealthPoint> points, bool keepsRaw) = 0;
    /// Takes away minutes that began before the first time, and hours that began before the second (UTC).
    virtual base::Future<void> thin(qint64 minutesBeforeMs, qint64 hoursBeforeMs) = 0;
    /// Points of that length with from <= fromMs < to, ordered by time, probe, host.
    virtual base::Future<QList<domain::HealthPoint>> points(domain::EnvironmentName environment,
                                                            qint64 lengthMs, qint64 fromMs, qint64 toMs) = 0;
};

} // namespace slipway::ports
