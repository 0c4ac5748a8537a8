#include "app/engine/observed_health.h"

#include "app/engine/lanes.h"

#include <QCoreApplication>

namespace slipway::engine {

using namespace domain;

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("engine", text);
}

/// The newest unbroken healthy time at the end of `stretches`; the moment after the last sample has not
/// been seen by anybody and is passed over.
HealthAnswer answerFrom(const QList<Stretch>& stretches) {
    HealthAnswer answer;
    bool atEnd = true;
    for (auto it = stretches.crbegin(); it != stretches.crend(); ++it) {
        switch (it->state) {
        case HealthState::Unobserved:
        case HealthState::Maintenance:
            if (atEnd)
                continue;
            return answer;
        case HealthState::Up:
        case HealthState::Degraded:
            answer.healthy += base::Milliseconds(it->to - it->from);
            atEnd = false;
            continue;
        case HealthState::Suspect:
        case HealthState::Down:
            if (atEnd) {
                answer.isDown = it->state == HealthState::Down;
                answer.reason = it->reason;
            }
            return answer;
        }
    }
    if (atEnd)
        answer.reason = tr("nothing was observed yet");
    return answer;
}

} // namespace

base::Future<HealthAnswer> observedHealth(const Parts& parts, const HealthQuestion& question, qint64 fromMs,
                                          QObject* owner) {
    const Environment* environment = parts.source.project().environment(question.environment);
    QList<ProbeQuestion> asked;
    if (environment)
        for (const ProbeQuestion& probe : probeQuestions(parts.source.project(), *environment))
            if (question.host.isEmpty() || !probe.host || probe.hostName() == question.host)
                asked += probe;
    if (asked.isEmpty()) {
        HealthAnswer nothing;
        nothing.reason = tr("no probe looks at it");
        return base::ready<HealthAnswer>(nothing);
    }
    auto promise = std::make_shared<base::Promise<HealthAnswer>>();
    const qint64 toMs = parts.clock.now().utcMs;
    base::deliver(parts.samples.read(question.environment, fromMs, toMs + 1), owner,
                  [promise, asked, fromMs, toMs](const base::Result<QList<Sample>>& samples) {
                      HealthAnswer answer;
                      if (samples.ok())
                          answer = answerFrom(healthOf(asked, *samples, fromMs, toMs));
                      else
                          answer.reason = samples.error().detail;
                      promise->finish(answer);
                  });
    return promise->future();
}

} // namespace slipway::engine
