#pragma once
#include "app/domain/deployment.h"
#include "app/engine/parts.h"

#include <functional>

namespace slipway::engine {

/// Compares the stored output of a deployment's ended attempts with the digests that their entries recorded.
/// Reads every byte of it, on the store's thread. `untilMs`: only of attempts that had ended by then, UTC.
/// Answers one sentence about the first that is not what was recorded, or none. Error: it cannot be read now.
/// Main thread; nothing is answered once `context` is gone.
void checkEvidence(const Parts& parts, const domain::Deployment& deployment, qint64 untilMs, QObject* context,
                   std::function<void(const base::Result<QString>&)> then);

/// How many attempts of the deployment have output that can be compared.
int recordedOutputs(const domain::Deployment& deployment);

} // namespace slipway::engine
