#pragma once
#include "app/domain/deployment.h"
#include "app/domain/health.h"

namespace slipway::domain {

/// What a checkpoint found in the time since go-live.
struct CheckpointFinding {
    Verdict verdict = Verdict::Inconclusive; ///< passed, failed or inconclusive
    QString summary;                         ///< "99.9 % up of 97 % observed"
};

/// Passed: at least 95 % observed, no gap over 15 minutes, at least 99 % of the observed time up
/// and not down at the end. Failed: less than 99 % up, or down at the end, on what was observed.
/// Else inconclusive: what was not observed is not green (monitoring.md A3).
CheckpointFinding evaluateCheckpoint(const QList<Stretch>& worstOfAll);

/// "99.93 % up of 97 % observed": the only way availability is ever spoken of.
QString availabilityWords(const Availability& availability);

} // namespace slipway::domain
