#pragma once
#include "app/domain/project.h"
#include "app/domain/world.h"

namespace slipway::domain {

/// A condition for starting a deployment: met or not, with the reason and the proof.
struct Gate {
    QString id; ///< stable: "deployed-before", "soaked", "fresh", "not-bad", "free"
    QString title;
    QString detail; ///< in words, the same on screen, on the command line and in the ledger
    bool met = false;
    bool timeWillMeet = false; ///< waiting is enough
};

/// What the gates look at beside the ledger.
struct GateFacts {
    qint64 nowMs = 0; ///< UTC
    qint64 soakedMs =
        0; ///< observed healthy time of the environment before, since the candidate is live there
    bool healthyBefore = false; ///< it is up or degraded right now
};

/// Every gate between the candidate and the environment, in a fixed order.
QList<Gate> gates(const Project& project, const World& world, const Environment& environment,
                  const Candidate& candidate, const GateFacts& facts);

/// "2 h 5 min", "20 s": how rules speak of time.
QString spokenDuration(qint64 ms);

} // namespace slipway::domain
