#pragma once
#include "app/cli/session.h"

namespace slipway::cli {

/// Prints the plan and the gates of a deployment that is not opened: exit 0 when it may start now, 4 when a
/// gate or rule says no.
void dryRun(Session& session, const QString& version, const domain::EnvironmentName& environment,
            QObject* owner);

} // namespace slipway::cli
