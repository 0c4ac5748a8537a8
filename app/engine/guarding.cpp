#include "app/engine/guarding.h"

#include "app/domain/spoken.h"
#include "app/domain/watch.h"
#include "app/engine/lanes.h"

namespace slipway::engine {

using namespace domain;

namespace {

constexpr qint64 roundMs = 2000;

/// The stretch in which the environment is down now; none: it is not.
std::optional<Stretch> downNow(const QList<Stretch>& health) {
    if (health.isEmpty() || health.last().state != HealthState::Down)
        return {};
    Stretch whole = health.last();
    for (auto it = health.crbegin(); it != health.crend() && it->state == HealthState::Down; ++it)
        whole.from = it->from;
    return whole;
}

} // namespace

Guarding::Guarding(const Parts& parts, History& history, Acts& acts, Observer& observer, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_history(history)
    , m_acts(acts)
    , m_observer(observer) {}

void Guarding::begin() {
    round();
}

void Guarding::round() {
    if (m_observer.isObserving() && m_history.isReady())
        for (const DeploymentId& id : m_history.world().order)
            if (const Deployment* deployment = m_history.deployment(id); deployment->isWatched())
                look(*deployment);
    m_parts.clock.callAfter(roundMs, this, [this] { round(); });
}

void Guarding::look(const Deployment& deployment) {
    if (deployment.tripped) {
        if (deployment.tripped->rollsBack)
            rollBack(deployment.id);
        return;
    }
    const qint64 now = m_parts.clock.now().utcMs;
    if (!isGuarded(deployment, now) || m_looking.contains(deployment.id))
        return;
    if (const Checkpoint* failed = failedUnderGuard(deployment, now)) {
        trip(deployment, tr("the checkpoint after %1 failed: %2")
                             .arg(spokenDuration(failed->after.count()), failed->summary));
        return;
    }
    m_looking.insert(deployment.id);
    base::deliver(m_parts.samples.read(deployment.environment, deployment.liveAtMs, now + 1), this,
                  [this, id = deployment.id, now](const base::Result<QList<Sample>>& samples) {
                      if (samples.ok())
                          judge(id, *samples, now);
                      else
                          m_looking.remove(id); // looked at again with the next round
                  });
}

void Guarding::judge(const DeploymentId& id, const QList<Sample>& samples, qint64 nowMs) {
    const Deployment* deployment = m_history.deployment(id);
    const Environment* environment =
        deployment ? m_parts.source.project().environment(deployment->environment) : nullptr;
    if (!environment) {
        m_looking.remove(id);
        return;
    }
    const auto questions = probeQuestions(m_parts.source.project(), *environment);
    const auto health = m_queue.run<QList<Stretch>>(
        [questions, samples, from = deployment->liveAtMs, nowMs]() -> base::Result<QList<Stretch>> {
            return healthOf(questions, samples, from, nowMs);
        });
    base::deliver(health, this, [this, id](const base::Result<QList<Stretch>>& found) {
        m_looking.remove(id);
        const Deployment* known = m_history.deployment(id);
        if (!found.ok() || !known || !known->isWatched() || known->tripped)
            return;
        const Guard& guard = known->plan.guard;
        const auto down = downNow(*found);
        if (down && down->from <= known->liveAtMs + guard.lasts.count() &&
            down->to - down->from >= guard.down.count())
            trip(*known,
                 tr("down for %1 since %2: %3")
                     .arg(spokenDuration(down->to - down->from), spokenInstant(down->from), down->reason));
    });
}

void Guarding::trip(const Deployment& deployment, const QString& what) {
    if (m_acting.contains(deployment.id))
        return;
    m_acting.insert(deployment.id);
    const bool rollsBack = deployment.plan.guard.rollsBack;
    QList<Draft> drafts{
        {chainOf(deployment.id),
         QString::fromLatin1(entry::guardTripped),
         QStringLiteral("slipway"),
         {{QStringLiteral("what"), what},
          {QStringLiteral("action"), rollsBack ? QStringLiteral("roll-back") : QStringLiteral("hold")}}}};
    if (!rollsBack && !m_history.world().lineStop(deployment.environment))
        drafts.append({workspaceChain(),
                       QString::fromLatin1(entry::lineStopped),
                       QStringLiteral("slipway"),
                       {{QStringLiteral("environment"), deployment.environment.text()},
                        {QStringLiteral("reason"),
                         tr("the guard of %1 (%2) holds: %3")
                             .arg(deployment.candidate.version, deployment.id.text(), what)}}});
    m_history.append(std::move(drafts), this, [this, id = deployment.id](const base::Result<void>&) {
        m_acting.remove(id);
        if (const Deployment* known = m_history.deployment(id); known && known->tripped)
            look(*known);
    });
}

void Guarding::consider(const DeploymentId& id) {
    if (m_history.isReady() && m_acts.allowed(PlanRollBack{id}))
        rollBack(id);
}

void Guarding::rollBack(const DeploymentId& id) {
    if (m_acting.contains(id) || !m_acts.allowed(PlanRollBack{id}))
        return;
    m_acting.insert(id);
    base::deliver(m_acts.rollbackByPlan(id), this, [this, id](const base::Result<DeploymentId>& done) {
        m_acting.remove(id);
        if (done.ok())
            Q_EMIT opened(*done);
    });
}

} // namespace slipway::engine
