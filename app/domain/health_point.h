#pragma once
#include "app/domain/health.h"
#include "app/domain/histogram.h"

namespace slipway::domain {

/// What one probe (at one host) was like in a minute or an hour: what stays when raw samples go. Two of the
/// same probe add up to one over both.
struct HealthPoint {
    ProbeName probe;
    HostName host;
    qint64 fromMs = 0; ///< UTC
    qint64 lengthMs = 0;
    qint64 upMs = 0, degradedMs = 0, downMs = 0, maintenanceMs = 0; ///< the rest was not observed
    int answered = 0, failed = 0;                                   ///< questions
    Histogram latency{}; ///< of those that were answered, where that is what a user waits
    int values = 0;      ///< measured numbers
    double valueSum = 0, valueLeast = 0, valueMost = 0;
    void add(const HealthPoint& other);
    friend bool operator==(const HealthPoint&, const HealthPoint&) = default;
};

inline constexpr qint64 minutePointMs = 60'000;
inline constexpr qint64 hourPointMs = 3'600'000;

/// The minutes of one probe between two whole minutes, from its samples and stretches; `waits`: its duration
/// is latency. None for minutes without anything observed.
QList<HealthPoint> minutePoints(const ProbeName& probe, const HostName& host, bool waits,
                                const QList<Sample>& samples, const QList<Stretch>& stretches, qint64 fromMs,
                                qint64 toMs);
/// The whole of them for each probe and host, as one point over that hour.
QList<HealthPoint> hourPoints(const QList<HealthPoint>& minutes);

/// Availability over points of one probe; what no point tells of was not observed.
Availability availability(const QList<HealthPoint>& points, qint64 windowMs);

} // namespace slipway::domain
