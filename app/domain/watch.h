#pragma once
#include "app/domain/deployment.h"
#include "app/domain/health.h"

#include <QTimeZone>

namespace slipway::domain {

/// What a checkpoint found in the time it is judged on.
struct CheckpointFinding {
    Verdict verdict = Verdict::Inconclusive; ///< passed, failed or inconclusive
    QString summary;                         ///< "99.9 % up of 97 % observed"
    QList<RuleFinding> rules;                ///< in the plan's order
};

/// Failed: a critical rule is broken on what was observed. Passed: at least 95 % observed, no gap over
/// 15 minutes, and every rule holds. Else inconclusive: what was not observed is not green, and a rule that
/// is not critical asks a person (monitoring.md A3). Where no rule says how long the environment is to be up,
/// it is 99 % of the observed time, and not down at the end. Heavy: for a thread of its own.
CheckpointFinding evaluateCheckpoint(const CheckpointPlan& plan, const WatchEvidence& evidence);

/// Until when what was found at this time is signed: ten o'clock of the first day from Monday to Friday that
/// leaves two hours, in that zone. UTC.
qint64 nextWorkingMorningMs(qint64 fromMs, const QTimeZone& zone);

/// Whether the deployment's guard is on at a moment. One that is still waiting for its time to pass when the
/// watch's first minutes end is heard out.
bool isGuarded(const Deployment& deployment, qint64 nowMs);
/// The failed checkpoint that its guard acts upon; null: there is none, or it has acted.
const Checkpoint* failedUnderGuard(const Deployment& deployment, qint64 nowMs);

/// "99.93 % up of 97 % observed": the only way availability is ever spoken of.
QString availabilityWords(const Availability& availability);

} // namespace slipway::domain
