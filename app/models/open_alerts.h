#pragma once
#include "app/domain/world.h"
#include "app/engine/acts.h"
#include "app/models/views.h"

namespace slipway::models {

/// What people are told of now, with what can be done about it where it is; in the order given. Pure.
QList<OpenAlertView> openAlertViews(const domain::Project& project, const domain::World& world,
                                    const engine::Acts& acts, const QList<domain::Incident>& incidents);

} // namespace slipway::models
