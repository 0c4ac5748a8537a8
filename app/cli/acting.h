#pragma once
#include "app/cli/session.h"

namespace slipway::cli {

/// Says what was done and ends the session.
void finishDone(Session& session, const QString& words);
/// Ends the session with the act's answer: its error, or these words.
void finishWith(Session& session, const base::Future<void>& future, const QString& words);
/// The step with this id, or with this title; null when there is none.
const domain::Step* stepNamed(const domain::Deployment& deployment, const QString& name);

} // namespace slipway::cli
