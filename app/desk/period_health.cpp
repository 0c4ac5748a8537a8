#include "app/desk/period_health.h"

#include "app/engine/lanes.h"

#include <memory>

namespace slipway::desk {

using namespace domain;

namespace {

/// Longer periods are told from hours.
constexpr qint64 minutesUpToMs = 7 * 86'400'000LL;
constexpr qint64 contextMs = hourPointMs;

/// One environment after the other.
class Reading : public QObject {
public:
    Reading(Desk& desk, const models::Period& period, QObject* owner)
        : QObject(owner)
        , m_desk(desk)
        , m_period(period) {
        for (const Environment& environment : desk.project().environments)
            if (!environment.probes.isEmpty())
                m_left.append(environment);
    }
    base::Future<QList<models::ProbeHealth>> begin() {
        auto future = m_promise.future();
        next();
        return future;
    }

private:
    void next() {
        if (m_left.isEmpty()) {
            m_promise.finish(m_found);
            deleteLater();
            return;
        }
        const qint64 length =
            m_period.untilMs - m_period.sinceMs > minutesUpToMs ? hourPointMs : minutePointMs;
        base::deliver(
            m_desk.parts().samples.points(m_left.first().name, length, m_period.sinceMs, m_period.untilMs),
            this, [this](const base::Result<QList<HealthPoint>>& points) {
                m_points = points.valueOr(QList<HealthPoint>());
                findRaw();
            });
    }

    void findRaw() {
        base::deliver(m_desk.parts().samples.summedUntil(m_left.first().name), this,
                      [this](const base::Result<qint64>& until) {
                          const qint64 whole = until.valueOr(0) - until.valueOr(0) % minutePointMs;
                          readRaw(std::max(m_period.sinceMs - m_period.sinceMs % minutePointMs, whole));
                      });
    }

    void readRaw(qint64 fromMs) {
        const qint64 toMs = std::min(m_period.untilMs, m_desk.parts().clock.now().utcMs);
        if (fromMs >= toMs) {
            take(m_points);
            return;
        }
        base::deliver(m_desk.parts().samples.read(m_left.first().name, fromMs - contextMs, toMs), this,
                      [this, fromMs, toMs](const base::Result<QList<Sample>>& samples) {
                          sum(samples.valueOr(QList<Sample>()), fromMs, toMs);
                      });
    }

    void sum(const QList<Sample>& samples, qint64 fromMs, qint64 toMs) {
        const auto questions = engine::probeQuestions(m_desk.project(), m_left.first());
        base::deliver(m_queue.run<QList<HealthPoint>>(
                          [questions, samples, fromMs, toMs]() -> base::Result<QList<HealthPoint>> {
                              return engine::minutePoints(questions, samples, fromMs, toMs);
                          }),
                      this, [this](const base::Result<QList<HealthPoint>>& fresh) {
                          take(m_points + fresh.valueOr(QList<HealthPoint>()));
                      });
    }

    void take(const QList<HealthPoint>& points) {
        const Environment environment = m_left.takeFirst();
        const qint64 window = std::min(m_period.untilMs, m_desk.parts().clock.now().utcMs) - m_period.sinceMs;
        for (const engine::ProbeQuestion& question : engine::probeQuestions(m_desk.project(), environment)) {
            models::ProbeHealth health{environment.name, question.label(), {}, {}};
            QList<HealthPoint> its;
            for (const HealthPoint& point : points)
                if (point.probe == question.probe.name && point.host == question.hostName())
                    its.append(point);
            health.availability = availability(its, std::max<qint64>(window, 0));
            for (const HealthPoint& point : its)
                health.sum.add(point);
            m_found.append(health);
        }
        next();
    }

    Desk& m_desk;
    models::Period m_period;
    QList<Environment> m_left;
    QList<HealthPoint> m_points;
    QList<models::ProbeHealth> m_found;
    base::Promise<QList<models::ProbeHealth>> m_promise;
    base::WorkQueue m_queue{QStringLiteral("period")};
};

} // namespace

base::Future<QList<models::ProbeHealth>> periodHealth(Desk& desk, const models::Period& period,
                                                      QObject* owner) {
    auto* reading = new Reading(desk, period, owner); // deletes itself once it has answered
    return reading->begin();
}

} // namespace slipway::desk
