#pragma once
#include "app/models/release_builder.h"

namespace slipway::models {

/// The checkpoints of a deployment's watch, in their order, with what the current actor may do about each.
QList<CheckpointView> checkpointViews(const ReleaseInput& input, const domain::Deployment& deployment);

} // namespace slipway::models
