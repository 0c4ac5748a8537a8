#pragma once
#include "app/adapters/ssh/session.h"

namespace slipway::adapters {

/// Proves who we are: the host's identity file, or else the agent's keys and then the usual files of
/// ~/.ssh. At most six keys are shown. Error{LoginRefused} names user and keys tried.
base::Result<void> login(Session& session, const domain::Host& host, Waiter& waiter);

} // namespace slipway::adapters
