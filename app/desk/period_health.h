#pragma once
#include "app/desk/desk.h"
#include "app/models/period_report.h"

namespace slipway::desk {

/// How each probe was in a period: from points where raw samples were summed up, and from those that were not
/// yet. What could not be read is missing. Main thread; nothing is answered once `owner` is gone.
base::Future<QList<models::ProbeHealth>> periodHealth(Desk& desk, const models::Period& period,
                                                      QObject* owner);

} // namespace slipway::desk
