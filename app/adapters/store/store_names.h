#pragma once
#include "app/domain/ids.h"

namespace slipway::adapters {

/// Whether the deployment's name ("dep-" and up to 32 letters or digits) is safe as a file name.
bool isFileName(const domain::DeploymentId& deployment);
/// Whether the attempt's name (a ULID) is safe as a file name.
bool isFileName(const domain::AttemptId& attempt);

} // namespace slipway::adapters
