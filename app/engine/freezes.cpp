#include "app/engine/freezes.h"

namespace slipway::engine {

using namespace domain;

QList<FreezeSpan> freezesAround(const Parts& parts, const EnvironmentName& environment, qint64 nowMs) {
    return parts.source.freezes(environment, nowMs - aroundBackMs, nowMs + aroundAheadMs);
}

std::optional<FreezeHold> freezeHold(const Parts& parts, const World& world, const Deployment& deployment,
                                     const StepId& step) {
    if (deployment.kind != DeploymentKind::Deploy)
        return {};
    const qint64 nowMs = parts.clock.now().utcMs;
    const GateWaiver* waiver = world.gateWaiver(deployment.environment, QStringLiteral("freeze"),
                                                deployment.candidate.commit, nowMs);
    if (!deployment.emergency.isEmpty() || (waiver && waiver->stands(nowMs)))
        return {};
    const QList<FreezeSpan> spans = freezesAround(parts, deployment.environment, nowMs);
    if (const auto now = outlook(spans, nowMs).now)
        return FreezeHold{step, frozenWords(*now, nowMs), now->startMs(), now->endMs()};
    // What has begun to change hosts is brought to its end while it may: half done for a whole freeze is
    // worse.
    const auto usual = usualMs(world, deployment.environment);
    if (!usual || !deployment.touched().isEmpty())
        return {};
    const qint64 left = qMax<qint64>(0, *usual - workedMs(deployment));
    if (const FreezeSpan* refused = refusedOverrun(spans, nowMs, left))
        return FreezeHold{step, overrunWords(*refused, nowMs, left), refused->startMs, refused->endMs};
    return {};
}

} // namespace slipway::engine
