#pragma once
#include "app/base/result.h"
#include "app/domain/project.h"

namespace slipway::desk {

/// The private folder of one workspace's data, made when missing: the first of
/// $SLIPWAY_DATA_HOME/<id>, the workspace's own .slipway/data (only when it exists, is ours and
/// 0700; the demo has one), $XDG_DATA_HOME/slipway/<id>. Error{Storage} when it cannot be made
/// or is not private.
base::Result<QString> dataFolder(const domain::Project& project);

} // namespace slipway::desk
