#pragma once
#include "app/base/duration.h"
#include "app/domain/ids.h"

#include <QJsonObject>

namespace slipway::domain {

/// A read-only question asked again and again. Its texts may hold $VARIABLES of the host
/// and environment; a probe whose texts use a host's variable is asked once per host.
struct Probe {
    ProbeName name;
    QString kind = QStringLiteral("http"); ///< key of a ProbeKind
    QJsonObject params{};          ///< under "main" the value behind the kind's key, else by field name
    QString degraded{}, failing{}; ///< what the measured number must not be: "> 80"; empty: no limit
    base::Milliseconds under{0};   ///< slower answers are degraded; 0: no limit
    base::Milliseconds every{15'000};
    base::Milliseconds timeout{5'000};
    int failsAfter = 3;    ///< so many failures in a row confirm that it is down
    int recoversAfter = 2; ///< so many successes that it is up again
    bool critical = true;  ///< false: it degrades its environment, and never takes it down
    QString ifFails{};     ///< shown while it is not up: what to look at, or a link; may be empty
    friend bool operator==(const Probe&, const Probe&) = default;
};

} // namespace slipway::domain
