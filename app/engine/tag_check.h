#pragma once
#include "app/engine/parts.h"

namespace slipway::engine {

/// Whether the tag that `question` names carries an SSH signature, over this name and this commit, by
/// somebody who may vouch for it now: a person of slipway.yaml whose key is valid; in a solo workspace one of
/// this desk's own keys. `detail` says who, or why not. Errors: the repository or ssh-keygen could not be
/// asked. Main thread; nothing is answered once `context` is gone.
base::Future<domain::GitAnswer> checkTag(const Parts& parts, const domain::GitQuestion& question,
                                         base::Limit limit, QObject* context);

/// The question for the tag of a candidate.
domain::GitQuestion tagQuestion(const domain::Candidate& candidate);

} // namespace slipway::engine
