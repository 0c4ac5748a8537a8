#pragma once
#include "app/domain/deployment.h"
#include "app/domain/world.h"
#include "app/engine/parts.h"

namespace slipway::engine {

/// How far around a moment windows are looked for, in milliseconds: back to where one that is on may have
/// begun, and on to where the next one may end.
inline constexpr qint64 aroundBackMs = 7 * 86'400'000LL;
inline constexpr qint64 aroundAheadMs = 62 * 86'400'000LL;

/// The freezes of an environment around a moment.
QList<domain::FreezeSpan> freezesAround(const Parts& parts, const domain::EnvironmentName& environment,
                                        qint64 nowMs);

/// The freeze that keeps a deployment's phases and batches from beginning now; nothing when none does. The
/// way back is never closed, nor its rehearsal (rule 10), nor an emergency, nor what a waiver lets pass.
/// `step`: what would begin.
std::optional<domain::FreezeHold> freezeHold(const Parts& parts, const domain::World& world,
                                             const domain::Deployment& deployment,
                                             const domain::StepId& step);

} // namespace slipway::engine
