#pragma once
#include "app/adapters/ssh/passphrases.h"
#include "app/adapters/ssh/route.h"
#include "app/adapters/ssh/session.h"

namespace slipway::adapters {

/// Proves who we are, in OpenSSH's order: the agent's keys that are configured, its others unless
/// only the configured ones may be used, then key files. At most six keys are shown.
/// Error{LoginRefused} names user and keys; Error{PassphraseNeeded} a key file that could be tried.
/// `why` tells in words what libssh2 could not try, when that is so.
base::Result<void> login(Session& session, const Hop& hop, const Passphrases& passphrases, Waiter& waiter,
                         QString& why);

} // namespace slipway::adapters
