#pragma once
#include "app/domain/alerts.h"
#include "app/domain/world.h"
#include "app/engine/lanes.h"

#include <QSet>

namespace slipway::engine {

/// What is wrong now, and of what nobody can tell.
struct Troubles {
    QList<domain::Trouble> list;
    QSet<QString> unknown; ///< keys of those that may still last: not observed, or only suspected
};

/// The key of the trouble that a probe of its own is down.
QString troubleKey(const ProbeQuestion& question);
/// Of an environment's critical probes: each that is down. A host on which everything that is asked there is
/// down is one trouble; its probes are told with it and not one by one, but for those that were told before.
Troubles troublesOf(const domain::EnvironmentName& environment, const QList<Lane>& lanes);
/// Of deployments: those that wait for a decision, and checkpoints that failed and nobody has decided on.
QList<domain::Trouble> troublesOf(const domain::World& world);

} // namespace slipway::engine
