#pragma once
#include "app/engine/parts.h"

#include <functional>

namespace slipway::engine {

/// Which side of a blue-green environment serves, as its command `active` says; empty when none does yet.
/// Asked on the first host without a side, or else on the first one. Errors: HostUnfit when the answer names
/// no side, and those of RemoteShell::query. Main thread, in a later turn; nothing is answered once `owner`
/// is gone.
void askServingSide(const Parts& parts, const domain::Project& project,
                    const domain::Environment& environment, QObject* owner,
                    std::function<void(const base::Result<QString>&)> then);

} // namespace slipway::engine
