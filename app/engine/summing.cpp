#include "app/engine/summing.h"

#include "app/engine/lanes.h"

namespace slipway::engine {

using namespace domain;

namespace {

constexpr qint64 roundMs = 600'000;
constexpr qint64 pauseMs = 200; ///< between two hours: others want the store, too
constexpr qint64 dayMs = 86'400'000;
/// The board shows a day of raw samples.
constexpr qint64 rawMs = dayMs + hourPointMs;
/// A state at the start of an hour may rest on what was answered before.
constexpr qint64 contextMs = hourPointMs;
constexpr qint64 minutesForMs = 90 * dayMs;
constexpr qint64 hoursForMs = 2 * 366 * dayMs;

} // namespace

Summing::Summing(const Parts& parts, History& history, Observer& observer, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_history(history)
    , m_observer(observer) {}

void Summing::begin() {
    if (m_hasBegun)
        return;
    m_hasBegun = true;
    round();
}

void Summing::round() {
    m_parts.clock.callAfter(roundMs, this, [this] { round(); });
    if (!m_observer.isObserving() || !m_history.isReady())
        return;
    QList<EnvironmentName> all;
    for (const Environment& environment : m_parts.source.project().environments)
        if (!environment.probes.isEmpty())
            all.append(environment.name);
    next(all);
}

void Summing::next(QList<EnvironmentName> left) {
    const qint64 now = m_parts.clock.now().utcMs;
    if (left.isEmpty()) {
        base::deliver(m_parts.samples.thin(now - minutesForMs, now - hoursForMs), this,
                      [](const base::Result<void>&) {}); // tried again with the next round
        return;
    }
    const Environment* environment = m_parts.source.project().environment(left.first());
    base::deliver(m_parts.samples.summedUntil(left.first()), this,
                  [this, left, environment, now](const base::Result<qint64>& until) mutable {
                      const qint64 from = until.ok() ? *until - *until % hourPointMs : 0;
                      if (from <= 0 || from + hourPointMs > now - rawMs || !m_observer.isObserving()) {
                          left.removeFirst();
                          next(left);
                          return;
                      }
                      sumHour(*environment, from, left);
                  });
}

bool Summing::isEvidence(const EnvironmentName& environment, qint64 fromMs, qint64 toMs) const {
    for (const Deployment& deployment : m_history.world().deployments) {
        if (deployment.environment != environment || deployment.liveAtMs == 0)
            continue;
        const qint64 ends = deployment.endedAtMs
                                ? deployment.endedAtMs
                                : std::max(deployment.watchEndsAtMs(), m_parts.clock.now().utcMs);
        if (deployment.plan.watchFor.count() > 0 && fromMs < ends && toMs > deployment.liveAtMs - dayMs)
            return true;
    }
    return false;
}

void Summing::sumHour(const Environment& environment, qint64 fromMs, const QList<EnvironmentName>& left) {
    const qint64 toMs = fromMs + hourPointMs;
    const auto questions = probeQuestions(m_parts.source.project(), environment);
    base::deliver(
        m_parts.samples.read(environment.name, fromMs - contextMs, toMs), this,
        [this, name = environment.name, questions, fromMs, toMs,
         left](const base::Result<QList<Sample>>& samples) {
            if (!samples.ok())
                return; // the next round goes on here
            const auto points = m_queue.run<QList<HealthPoint>>(
                [questions, samples = *samples, fromMs, toMs]() -> base::Result<QList<HealthPoint>> {
                    const auto minutes = engine::minutePoints(questions, samples, fromMs, toMs);
                    return minutes + hourPoints(minutes);
                });
            base::deliver(
                points, this, [this, name, fromMs, toMs, left](const base::Result<QList<HealthPoint>>& sums) {
                    if (!sums.ok())
                        return;
                    base::deliver(
                        m_parts.samples.sumUp(name, fromMs, toMs, *sums, isEvidence(name, fromMs, toMs)),
                        this, [this, left](const base::Result<void>& done) {
                            if (done.ok())
                                m_parts.clock.callAfter(pauseMs, this, [this, left] { next(left); });
                        });
                });
        });
}

} // namespace slipway::engine
