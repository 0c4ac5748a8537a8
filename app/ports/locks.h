#pragma once
#include "app/base/result.h"
#include "app/domain/ids.h"

#include <memory>

namespace slipway::ports {

/// Held while it lives; the operating system lets go of it when the process dies.
class Lock {
public:
    virtual ~Lock() = default;
};

/// The locks between processes of one desk. Never wait: Error{Busy} with the holder's
/// process ID in `detail` when somebody else has it.
class Locks {
public:
    virtual ~Locks() = default;
    virtual base::Result<std::unique_ptr<Lock>> drive(const domain::DeploymentId& deployment) = 0;
    virtual base::Result<std::unique_ptr<Lock>> observe() = 0;
};

} // namespace slipway::ports
