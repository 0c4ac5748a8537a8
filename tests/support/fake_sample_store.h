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
            [this, environment, fromMs, toMs] {
                QList<domain::Sample> found;
                for (const auto& sample : samples)
                    if (sample.environment == environment && sample.timeMs >= fromMs && sample.timeMs < toMs)
                        found.append(sample);
                std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
                    return std::tuple(a.probe.text(), a.host.text(), a.timeMs) <
                           std::tuple(b.probe.text(), b.host.text(), b.timeMs);
                });
                return base::Result<QList<domain::Sample>>(found);
            });
    }

private:
    FakeFuse& m_fuse;
};

} // namespace slipway::support
