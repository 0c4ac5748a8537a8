#pragma once
#include "app/ports/sample_store.h"
#include "tests/support/fake_fuse.h"

#include <algorithm>
#include <tuple>

namespace slipway::support {

/// Samples in memory.
class FakeSampleStore final : public ports::SampleStore {
public:
    explicit FakeSampleStore(FakeFuse& fuse) : m_fuse(fuse) {}

    QList<domain::Sample> samples;
    bool writable = true;
    bool readable = true;

    base::Future<void> append(QList<domain::Sample> more) override {
        return m_fuse.call<void>(QStringLiteral("samples.append"), base::ErrorKind::Storage,
                                 base::ErrorKind::Storage, [this, more]() -> base::Result<void> {
                                     if (!writable)
                                         return base::Error{base::ErrorKind::Storage, {}, {}};
                                     samples += more;
                                     return {};
                                 });
    }
    base::Future<QList<domain::Sample>> read(domain::EnvironmentName environment, qint64 fromMs,
                                             qint64 toMs) override {
        return m_fuse.call<QList<domain::Sample>>(
            QStringLiteral("samples.read"), base::ErrorKind::Storage, base::ErrorKind::Storage,
            [this, environment, fromMs, toMs]() -> base::Result<QList<domain::Sample>> {
                if (!readable)
                    return base::Error{base::ErrorKind::Storage, {}, {}};
                QList<domain::Sample> found;
                for (const auto& sample : samples)
                    if (sample.environment == environment && sample.timeMs >= fromMs && sample.timeMs < toMs)
                        found.append(sample);
                std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
                    return std::tuple(a.probe.text(), a.host.text(), a.timeMs) <
                           std::tuple(b.probe.text(), b.host.text(), b.timeMs);
                });
                return found;
            });
    }

    QList<domain::HealthPoint> kept; ///< of all environments
    QMap<domain::EnvironmentName, qint64> summed;

    base::Future<qint64> summedUntil(domain::EnvironmentName environment) override {
        qint64 until = summed.value(environment, 0);
        if (until == 0)
            for (const auto& sample : samples)
                if (sample.environment == environment && (until == 0 || sample.timeMs < until))
                    until = sample.timeMs;
        return base::ready<qint64>(until);
    }
    base::Future<void> sumUp(domain::EnvironmentName environment, qint64 fromMs, qint64 toMs,
                             QList<domain::HealthPoint> points, bool keepsRaw) override {
        kept += points;
        summed.insert(environment, toMs);
        if (!keepsRaw)
            samples.removeIf([&](const domain::Sample& sample) {
                return sample.environment == environment && sample.timeMs >= fromMs && sample.timeMs < toMs;
            });
        return base::ready<void>(base::Result<void>());
    }
    base::Future<void> thin(qint64, qint64) override { return base::ready<void>(base::Result<void>()); }
    base::Future<QList<domain::HealthPoint>> points(domain::EnvironmentName, qint64 lengthMs, qint64 fromMs,
                                                    qint64 toMs) override {
        QList<domain::HealthPoint> found;
        for (const auto& point : kept)
            if (point.lengthMs == lengthMs && point.fromMs >= fromMs && point.fromMs < toMs)
                found.append(point);
        return base::ready<QList<domain::HealthPoint>>(found);
    }

private:
    FakeFuse& m_fuse;
};

} // namespace slipway::support
