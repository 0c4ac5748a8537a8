#pragma once
#include "app/base/error.h"

#include <QString>

namespace slipway::adapters {

/// The Error for a failed libgit2 call. Copies libgit2's thread-local text, so it must be
/// called at once and on the thread of the call.
base::Error gitError(int code, const QString& where);

} // namespace slipway::adapters
