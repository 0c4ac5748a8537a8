#include "app/domain/health_point.h"

#include <QHash>
#include <algorithm>

namespace slipway::domain {

void HealthPoint::add(const HealthPoint& other) {
    const qint64 end = std::max(fromMs + lengthMs, other.fromMs + other.lengthMs);
    fromMs = std::min(fromMs, other.fromMs);
    lengthMs = end - fromMs;
    upMs += other.upMs;
    degradedMs += other.degradedMs;
    downMs += other.downMs;
    maintenanceMs += other.maintenanceMs;
    answered += other.answered;
    failed += other.failed;
    latency.add(other.latency);
    if (other.values > 0) {
        valueLeast = values > 0 ? std::min(valueLeast, other.valueLeast) : other.valueLeast;
        valueMost = values > 0 ? std::max(valueMost, other.valueMost) : other.valueMost;
        valueSum += other.valueSum;
        values += other.values;
    }
}

QList<HealthPoint> minutePoints(const ProbeName& probe, const HostName& host, bool waits,
                                const QList<Sample>& samples, const QList<Stretch>& stretches, qint64 fromMs,
                                qint64 toMs) {
    const auto count = static_cast<int>((toMs - fromMs) / minutePointMs);
    const QList<Bucket> states = buckets(stretches, fromMs, fromMs + count * minutePointMs, count);
    QList<HealthPoint> all;
    for (int i = 0; i < count; ++i) {
        const Bucket& state = states.at(i);
        all.append({probe, host, fromMs + i * minutePointMs, minutePointMs, state.upMs, state.degradedMs,
                    state.downMs, state.maintenanceMs});
    }
    for (const Sample& sample : samples) {
        const qint64 at = (sample.timeMs - fromMs) / minutePointMs;
        if (sample.timeMs < fromMs || at >= count || sample.outcome == SampleOutcome::ObserverError)
            continue;
        HealthPoint& point = all[at];
        const bool hasFailed = sample.outcome == SampleOutcome::Fail;
        ++(hasFailed ? point.failed : point.answered);
        if (waits && !hasFailed)
            point.latency.add(sample.tookUs);
        if (sample.value) {
            HealthPoint value;
            value.fromMs = point.fromMs;
            value.lengthMs = point.lengthMs;
            value.values = 1;
            value.valueSum = value.valueLeast = value.valueMost = *sample.value;
            point.add(value);
        }
    }
    all.removeIf([](const HealthPoint& point) {
        return point.upMs + point.degradedMs + point.downMs + point.maintenanceMs == 0 &&
               point.answered == 0 && point.failed == 0;
    });
    return all;
}

QList<HealthPoint> hourPoints(const QList<HealthPoint>& minutes) {
    QMap<QPair<QString, QString>, HealthPoint> all;
    for (const HealthPoint& minute : minutes) {
        const QPair key{minute.probe.text(), minute.host.text()};
        if (const auto known = all.find(key); known != all.end())
            known->add(minute);
        else
            all.insert(key, minute);
    }
    QList<HealthPoint> hours = all.values();
    for (HealthPoint& hour : hours) {
        hour.fromMs -= hour.fromMs % hourPointMs;
        hour.lengthMs = hourPointMs;
    }
    return hours;
}

Availability availability(const QList<HealthPoint>& points, qint64 windowMs) {
    Availability sum;
    sum.windowMs = windowMs;
    for (const HealthPoint& point : points) {
        sum.upMs += point.upMs + point.degradedMs;
        sum.downMs += point.downMs;
        sum.windowMs -= point.maintenanceMs;
    }
    return sum;
}

} // namespace slipway::domain
