#pragma once
#include "app/domain/deployment.h"

namespace slipway::domain {

// What entries make of a deployment's checkpoints; only deployment_fold.cpp asks these. An entry about a
// checkpoint that the plan does not have changes nothing.

void applyCheckpointEvaluated(Deployment& deployment, const Entry& entry);
/// A waiver of one who may, or the second signature under it.
void applyCheckpointWaived(Deployment& deployment, const Entry& entry, const SignOff& signOff);
/// It is judged again at `dueAt`, on the time since this entry.
void applyCheckpointExtended(Deployment& deployment, const Entry& entry);

/// "checkpoint after 4 h": how waivers and lists name it.
QString checkpointTitle(base::Milliseconds after);

QJsonArray toJson(const QList<RuleFinding>& findings);

} // namespace slipway::domain
