#pragma once
#include "app/domain/deployment.h"

namespace slipway::domain {

namespace entry {
inline constexpr char evidenceExpired[] = "evidence.expired"; ///< step, attempt: by the driver
} // namespace entry

/// How long what a step saw counts until the first changing step begins (`fresh` in slipway.yaml); 0: without
/// end.
base::Milliseconds freshFor(const Step& step);

/// Passed attempts whose evidence is too old for a first changing step to begin on. None once one has begun:
/// what it began on holds.
QList<const Attempt*> outdatedEvidence(const Deployment& deployment, qint64 nowMs);

/// Sets an attempt aside, so that its step is asked again, where its evidence is as old as the entry claims;
/// else nothing changes.
void applyEvidenceExpired(Deployment& deployment, const Entry& entry);

} // namespace slipway::domain
