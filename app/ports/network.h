#pragma once
#include "app/base/async.h"
#include "app/domain/probe_kind.h"

namespace slipway::ports {

/// Looks at names and ports from this computer. Errors, in the sight: Unreachable (refused, reset, TLS),
/// Timeout, NotFound (the name has no address), Observer (the fault is here: resolver, no route), BadInput.
class Network {
public:
    virtual ~Network() = default;
    /// The future always holds a sight. May be called from any thread.
    virtual base::Future<domain::NetworkSight> look(domain::NetworkLook look, base::Limit limit) = 0;
};

} // namespace slipway::ports
