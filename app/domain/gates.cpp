#include "app/domain/gates.h"

#include <QCoreApplication>

namespace slipway::domain {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("gates", text);
}

Gate deployedBefore(const World& world, const EnvironmentName& before, const Candidate& candidate) {
    Gate gate{QStringLiteral("deployed-before"), tr("Deployed to %1").arg(before.text()), {}, false, false};
    const Deployment* newest = world.newest(before);
    const Deployment* live = world.running(before);
    if (!live) {
        gate.detail = tr("nothing was deployed to %1 yet").arg(before.text());
    } else if (live->candidate.commit != candidate.commit) {
        gate.detail = tr("%1 runs %2 (%3), not %4")
                          .arg(before.text(), live->candidate.version, live->candidate.commit.left(7),
                               candidate.version);
    } else if (newest && newest->isOpen()) {
        gate.detail = tr("%1 to %2 is under way there (%3)")
                          .arg(newest->candidate.version, before.text(), newest->id.text());
    } else {
        gate.met = true;
        gate.detail = tr("%1, same commit %2").arg(live->id.text(), candidate.commit.left(7));
    }
    return gate;
}

Gate soaked(const PromoteFrom& from, const GateFacts& facts, bool sameCandidateThere) {
    Gate gate{QStringLiteral("soaked"),
              tr("Soaked %1 in observed health").arg(spokenDuration(from.soak.count())),
              {},
              false,
              false};
    gate.met = sameCandidateThere && facts.soakedMs >= from.soak.count();
    if (!sameCandidateThere)
        gate.detail = tr("starts when this version is live on %1").arg(from.environment.text());
    else {
        gate.detail = tr("%1 of %2 observed healthy on %3")
                          .arg(spokenDuration(facts.soakedMs), spokenDuration(from.soak.count()),
                               from.environment.text());
        gate.timeWillMeet = !gate.met;
    }
    return gate;
}

Gate fresh(const PromoteFrom& from, const GateFacts& facts, const Deployment* live) {
    Gate gate{QStringLiteral("fresh"),
              tr("At most %1 old").arg(spokenDuration(from.maxAge.count())),
              {},
              false,
              false};
    if (!live) {
        gate.detail = tr("nothing is live on %1").arg(from.environment.text());
        return gate;
    }
    const qint64 age = facts.nowMs - live->liveAtMs;
    gate.met = age <= from.maxAge.count();
    gate.detail = tr("live on %1 for %2").arg(from.environment.text(), spokenDuration(age));
    return gate;
}

} // namespace

QString spokenDuration(qint64 ms) {
    const qint64 seconds = qMax<qint64>(0, ms) / 1000;
    const qint64 minutes = seconds / 60;
    const qint64 hours = minutes / 60;
    const qint64 days = hours / 24;
    if (seconds < 60)
        return tr("%1 s").arg(seconds);
    if (minutes < 60)
        return seconds % 60 && minutes < 10 ? tr("%1 min %2 s").arg(minutes).arg(seconds % 60)
                                            : tr("%1 min").arg(minutes);
    if (hours < 48)
        return minutes % 60 ? tr("%1 h %2 min").arg(hours).arg(minutes % 60) : tr("%1 h").arg(hours);
    return tr("%1 days").arg(days);
}

QList<Gate> gates(const Project& project, const World& world, const Environment& environment,
                  const Candidate& candidate, const GateFacts& facts) {
    QList<Gate> list;
    if (environment.promoteFrom && project.environment(environment.promoteFrom->environment)) {
        const PromoteFrom& from = *environment.promoteFrom;
        const Gate before = deployedBefore(world, from.environment, candidate);
        const Deployment* live = world.running(from.environment);
        const bool same = live && live->candidate.commit == candidate.commit;
        list.append(before);
        if (from.soak.count() > 0)
            list.append(soaked(from, facts, same));
        if (same && !facts.healthyBefore)
            list.append(Gate{QStringLiteral("healthy-before"),
                             tr("%1 is healthy now").arg(from.environment.text()),
                             tr("it is not seen healthy right now"), false, true});
        if (from.maxAge.count() > 0)
            list.append(fresh(from, facts, same ? live : nullptr));
    }
    Gate notBad{QStringLiteral("not-bad"), tr("Not a bad release"), {}, true, false};
    if (const BadRelease* bad = world.isBad(candidate.commit)) {
        notBad.met = false;
        notBad.detail = tr("%1 was marked bad by %2: %3").arg(bad->version, bad->by, bad->reason);
    } else
        notBad.detail = tr("%1 was never marked bad").arg(candidate.version);
    list.append(notBad);

    Gate free{QStringLiteral("free"),
              tr("Nothing else under way on %1").arg(environment.name.text()),
              {},
              true,
              false};
    if (const Deployment* open = world.open(environment.name)) {
        free.met = false;
        free.detail =
            tr("%1 (%2), started by %3").arg(open->id.text(), open->candidate.version, open->startedBy);
    } else
        free.detail = tr("no deployment is open there");
    list.append(free);
    return list;
}

} // namespace slipway::domain
