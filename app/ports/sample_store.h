#pragma once
#include "app/base/async.h"
#include "app/domain/health.h"

namespace slipway::ports {

/// What probes saw. Only the process that holds the observer lock appends.
class SampleStore {
public:
    virtual ~SampleStore() = default;
    virtual base::Future<void> append(QList<domain::Sample> samples) = 0;
    /// All samples of an environment with from <= timeMs < to, ordered by probe, host, time.
    virtual base::Future<QList<domain::Sample>> read(domain::EnvironmentName environment, qint64 fromMs,
                                                     qint64 toMs) = 0;
};

} // namespace slipway::ports
