#pragma once
#include "app/domain/project.h"
#include "app/domain/spoken.h"
#include "app/domain/world.h"

namespace slipway::domain {

/// A condition for starting a deployment: met or not, with the reason and the proof.
struct Gate {
    QString id; ///< stable: "deployed-before", "soaked", "fresh", "not-bad", "freeze", "line", "free"
    QString title;
    QString detail; ///< in words, the same on screen, on the command line and in the ledger
    bool met = false;
    bool timeWillMeet = false; ///< waiting is enough
    QString soon{};            ///< of one that is met: when it will close, "in 1 h 58 min"; empty: not soon
};

/// What the gates look at beside the ledger.
struct GateFacts {
    qint64 nowMs = 0; ///< UTC
    qint64 soakedMs =
        0; ///< observed healthy time of the environment before, since the candidate is live there
    bool healthyBefore = false;  ///< it is up or degraded right now
    QList<FreezeSpan> freezes{}; ///< of the environment, those around now
};

/// "stopped by mira at 2026-11-20 16:00 UTC: the payment provider is down".
QString stoppedWords(const LineStop& stop);

/// Every gate between the candidate and the environment, in a fixed order.
QList<Gate> gates(const Project& project, const World& world, const Environment& environment,
                  const Candidate& candidate, const GateFacts& facts);

} // namespace slipway::domain
