#include "app/engine/troubles.h"

#include "app/domain/agenda.h"
#include "app/domain/spoken.h"

#include <QCoreApplication>
#include <algorithm>

namespace slipway::engine {

using namespace domain;

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("alerts", text);
}

bool isDown(const Lane& lane) {
    return !lane.stretches.isEmpty() && lane.stretches.last().state == HealthState::Down;
}

/// When the stretch that is on began, also where it has changed its reason.
qint64 downSince(const Lane& lane) {
    qint64 since = lane.stretches.last().from;
    for (auto stretch = lane.stretches.rbegin();
         stretch != lane.stretches.rend() && stretch->state == HealthState::Down; ++stretch)
        since = stretch->from;
    return since;
}

QString keyOf(const EnvironmentName& environment, const HostName& host, const QString& probe) {
    return QStringLiteral("%1/%2/%3").arg(environment.text(), host.text(), probe);
}

/// So long nothing was seen of an environment before people hear that nobody can see it.
constexpr qint64 blindMs = 120'000;

/// Asked for all the time, and not one question could be put: nothing is said about the environment, but
/// somebody has to know that nobody watches it. None where something was seen, or nobody asks.
std::optional<Trouble> blindness(const EnvironmentName& environment, const QList<Lane>& lanes) {
    std::optional<Trouble> trouble;
    qint64 since = 0;
    for (const Lane& lane : lanes) {
        if (lane.samples.isEmpty())
            continue;
        const Sample& last = lane.samples.last();
        if (last.outcome != SampleOutcome::ObserverError || lane.stretches.isEmpty() ||
            lane.stretches.last().state != HealthState::Unobserved)
            return {};
        since = qMax(since, lane.stretches.last().from);
        if (!trouble)
            trouble = Trouble{keyOf(environment, {}, {}),
                              environment,
                              tr("nothing of %1 can be seen from here").arg(environment.text()),
                              last.reason,
                              0,
                              {}};
    }
    if (!trouble || lanes.isEmpty() || lanes.first().stretches.last().to - since < blindMs)
        return {};
    trouble->sinceMs = since;
    return trouble;
}

} // namespace

QString troubleKey(const ProbeQuestion& question) {
    return keyOf(question.environment, question.hostName(), question.probe.name.text());
}

Troubles troublesOf(const EnvironmentName& environment, const QList<Lane>& lanes) {
    Troubles troubles;
    if (const auto blind = blindness(environment, lanes))
        troubles.list.append(*blind);
    QMap<HostName, QList<const Lane*>> byHost;
    for (const Lane& lane : lanes)
        if (lane.question.probe.critical && !lane.question.hostName().isEmpty())
            byHost[lane.question.hostName()].append(&lane);
    QMap<HostName, QString> hostsDown;
    for (auto it = byHost.begin(); it != byHost.end(); ++it) {
        const QList<const Lane*>& mine = it.value();
        if (mine.size() < 2 ||
            !std::all_of(mine.begin(), mine.end(), [](const Lane* lane) { return isDown(*lane); })) {
            // While one of its probes is not observed nobody knows whether all of them are down.
            if (std::any_of(mine.begin(), mine.end(), [](const Lane* lane) {
                    return lane->stretches.isEmpty() ||
                           lane->stretches.last().state == HealthState::Unobserved ||
                           lane->stretches.last().state == HealthState::Suspect;
                }))
                troubles.unknown.insert(keyOf(environment, it.key(), {}));
            continue;
        }
        qint64 since = downSince(*mine.first());
        for (const Lane* lane : mine)
            since = qMin(since, downSince(*lane));
        hostsDown.insert(it.key(), keyOf(environment, it.key(), {}));
        troubles.list.append(
            {keyOf(environment, it.key(), {}),
             environment,
             tr("nothing on %1 answers (%2 probes)").arg(it.key().text(), QString::number(mine.size())),
             mine.first()->samples.isEmpty() ? QString() : mine.first()->samples.last().reason,
             since,
             {}});
    }
    for (const Lane& lane : lanes) {
        if (!lane.question.probe.critical)
            continue;
        const HostName host = lane.question.hostName();
        const QString key = troubleKey(lane.question);
        if (isDown(lane))
            troubles.list.append({key, environment, tr("%1 is down").arg(lane.question.label()),
                                  lane.samples.isEmpty() ? QString() : lane.samples.last().reason,
                                  downSince(lane), hostsDown.value(host)});
        else if (lane.stretches.isEmpty() || lane.stretches.last().state == HealthState::Unobserved ||
                 lane.stretches.last().state == HealthState::Suspect ||
                 lane.stretches.last().state == HealthState::Maintenance)
            troubles.unknown.insert(key);
    }
    return troubles;
}

QList<Trouble> troublesOf(const World& world) {
    QList<Trouble> list;
    for (const Deployment& deployment : world.deployments) {
        if (deployment.isOpen() && deployment.planFixed && next(deployment).what == Next::What::Decide) {
            const Next stands = next(deployment);
            const Step* step = deployment.plan.step(stands.step);
            const Attempt* attempt = step ? deployment.attempt(stands.step, stands.host) : nullptr;
            list.append(
                {deployment.id.text(),
                 deployment.environment,
                 tr("%1 (%2) waits for a decision: “%3”")
                     .arg(deployment.candidate.version, deployment.id.text(), step ? step->title : QString()),
                 attempt ? attempt->summary : QString(),
                 standsSinceMs(deployment),
                 {}});
        }
        // Told while its rollback runs, and while nobody has opened the line again.
        const bool isHeld = deployment.tripped && !deployment.tripped->rollsBack && deployment.isWatched() &&
                            world.lineStop(deployment.environment);
        const bool isTakenBack =
            deployment.tripped && deployment.tripped->rollsBack && deployment.isWatched();
        if (isHeld || isTakenBack)
            list.append({deployment.id.text() + QStringLiteral("/guard"),
                         deployment.environment,
                         isHeld ? tr("the guard of %1 holds: the line of %2 is stopped")
                                      .arg(deployment.candidate.version, deployment.environment.text())
                                : tr("the guard of %1 rolls %2 back")
                                      .arg(deployment.candidate.version, deployment.environment.text()),
                         deployment.tripped->what,
                         deployment.tripped->atMs,
                         {}});
        if (!deployment.isWatched())
            continue;
        for (const Checkpoint& checkpoint : deployment.checkpoints)
            if (checkpoint.verdict == Verdict::Failed)
                list.append({QStringLiteral("%1/%2").arg(deployment.id.text()).arg(checkpoint.after.count()),
                             deployment.environment,
                             tr("the checkpoint of %1 at %2 failed: %3")
                                 .arg(deployment.candidate.version, base::durationText(checkpoint.after),
                                      checkpoint.statement),
                             checkpoint.summary,
                             checkpoint.evaluatedAtMs,
                             {}});
    }
    return list;
}

} // namespace slipway::engine
