#pragma once
#include "app/engine/parts.h"

namespace slipway::engine {

/// What became of each host, in the order asked.
using Reached = QList<QPair<domain::Host, base::Result<ports::HostFacts>>>;

/// Connects to all hosts side by side and calls `f` when every one has answered, always in a later turn
/// and never when the owner is gone. Main thread.
void reachHosts(const Parts& parts, const QList<domain::Host>& hosts, QObject* owner,
                std::function<void(const Reached&)> f);

} // namespace slipway::engine
