#include "app/engine/backfill.h"

#include "app/engine/filling.h"
#include "app/engine/lanes.h"

#include <algorithm>

namespace slipway::engine {

using namespace domain;
using namespace std::chrono_literals;

namespace {

constexpr qint64 dayMs = 86'400'000;
/// Shorter gaps cost more than they tell.
constexpr qint64 shortestMs = 30'000;
constexpr auto askWithin = 30s;
/// Who does not answer is asked again after so long, then twice that, and so on up to five minutes.
constexpr qint64 againMs = 10'000;
constexpr qint64 longestAgainMs = 300'000;
/// After waking the probes need so long to notice what they missed.
constexpr qint64 wakingMs = 60'000;

/// Whether its kind can be asked of the past at all.
bool canTell(const ProbeQuestion& question, qint64 nowMs) {
    const ProbeKind* kind = probeKind(question.probe.kind);
    return kind && kind->pastLook(question.probe, question.variables, {nowMs - dayMs, nowMs}, nowMs);
}

} // namespace

struct Backfill::Missed {
    ProbeQuestion question;
    Gap gap;
    qint64 foundAtMs = 0;
    qint64 nextBootMs = 0;
    int tries = 0;
    bool isAsking = false;
};

Backfill::Backfill(const Parts& parts, History& history, Observer& observer, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_history(history)
    , m_observer(observer) {
    connect(&observer, &Observer::missed, this,
            [this](const ProbeQuestion& question, qint64 fromMs, qint64 toMs) {
                if (canTell(question, m_parts.clock.now().utcMs))
                    miss(question, {fromMs, toMs});
            });
}

void Backfill::begin() {
    if (m_hasBegun || !m_observer.isObserving())
        return;
    m_hasBegun = true;
    const qint64 now = m_parts.clock.now().utcMs;
    for (const Environment& environment : m_parts.source.project().environments) {
        const auto questions = probeQuestions(m_parts.source.project(), environment);
        if (std::none_of(questions.begin(), questions.end(),
                         [now](const ProbeQuestion& one) { return canTell(one, now); }))
            continue;
        m_asksPast.insert(environment.name);
        findIn(environment, now);
    }
    round();
}

void Backfill::findIn(const Environment& environment, qint64 nowMs) {
    m_reading.insert(environment.name);
    base::deliver(m_parts.samples.read(environment.name, nowMs - dayMs, nowMs), this,
                  [this, environment, nowMs](const base::Result<QList<Sample>>& samples) {
                      m_reading.remove(environment.name);
                      // Before the first look nothing was watched, and nothing was missed.
                      if (!samples.ok() || samples->isEmpty())
                          return;
                      const qint64 from = samples->first().timeMs;
                      for (const Lane& lane : lanesOf(probeQuestions(m_parts.source.project(), environment),
                                                      *samples, from, nowMs)) {
                          if (lane.samples.isEmpty() || !canTell(lane.question, nowMs))
                              continue;
                          for (const Stretch& stretch : lane.stretches)
                              if (stretch.state == HealthState::Unobserved &&
                                  stretch.from >= lane.samples.first().timeMs)
                                  miss(lane.question, {stretch.from, stretch.to});
                      }
                  });
}

void Backfill::miss(const ProbeQuestion& question, const Gap& gap) {
    const qint64 now = m_parts.clock.now().utcMs;
    const Gap known{std::max(gap.fromMs, now - dayMs), gap.toMs};
    if (known.toMs - known.fromMs < shortestMs || !m_hasBegun)
        return;
    const auto missed = std::make_shared<Missed>(Missed{question, known, now});
    m_missed.append(missed);
    ask(missed);
}

void Backfill::round() {
    m_parts.clock.callAfter(Rounds::everyMs, this, [this] { round(); });
    const base::Instant now = m_parts.clock.now();
    m_rounds.begun(now.utcMs);
    m_missed.removeIf([&](const std::shared_ptr<Missed>& one) {
        return !one->isAsking && one->gap.toMs < now.utcMs - dayMs;
    });
    for (const auto& missed : QList(m_missed))
        if (!missed->isAsking && missed->nextBootMs <= now.bootMs)
            ask(missed);
}

void Backfill::ask(const std::shared_ptr<Missed>& missed) {
    missed->isAsking = true;
    ++missed->tries;
    const ProbeQuestion& question = missed->question;
    const Variables variables = variablesOf(question, m_history.world().running(question.environment));
    const auto look = probeKind(question.probe.kind)
                          ->pastLook(question.probe, variables, missed->gap, m_parts.clock.now().utcMs);
    const base::Limit limit{askWithin, {}};
    if (const auto* http = look ? std::get_if<HttpQuestion>(&*look) : nullptr)
        base::deliver(m_parts.http.ask(*http, limit), this,
                      [this, missed](const base::Result<HttpAnswer>& answer) {
                          if (answer.ok())
                              told(missed, *answer);
                          else
                              notTold(missed);
                      });
    else if (const auto* host = look ? std::get_if<HostLook>(&*look) : nullptr)
        base::deliver(m_parts.shell.query(*question.host, host->script, host->variables, limit), this,
                      [this, missed](const base::Result<ports::RemoteShell::QueryAnswer>& answer) {
                          if (answer.ok())
                              told(missed, HostSight{answer->exitCode, answer->output});
                          else
                              notTold(missed);
                      });
    else
        done(missed);
}

void Backfill::told(const std::shared_ptr<Missed>& missed, const ProbeSight& sight) {
    const ProbeQuestion& question = missed->question;
    const auto past = judgePast(question.probe, missed->gap, sight);
    if (!past.ok()) {
        notTold(missed);
        return;
    }
    QList<Sample> seen;
    for (const PastSeen& one : *past) {
        Sample sample;
        sample.environment = question.environment;
        sample.probe = question.probe.name;
        sample.host = question.hostName();
        sample.timeMs = one.timeMs;
        sample.everyMs = one.everyMs;
        sample.outcome = one.seen.outcome;
        sample.reason = one.seen.reason;
        sample.value = one.seen.value;
        sample.isFilledIn = true;
        seen.append(sample);
    }
    // The gap is known to be one: what was seen before it speaks for its own period.
    base::deliver(fillIn(m_parts, question.environment, seen, 1, this), this,
                  [this, missed](const base::Result<int>& count) {
                      if (!count.ok()) {
                          notTold(missed);
                          return;
                      }
                      if (*count > 0)
                          Q_EMIT filledIn(missed->question.environment);
                      done(missed);
                  });
}

void Backfill::notTold(const std::shared_ptr<Missed>& missed) {
    missed->isAsking = false;
    missed->nextBootMs =
        m_parts.clock.now().bootMs + std::min(longestAgainMs, againMs << std::min(missed->tries - 1, 5));
}

void Backfill::done(const std::shared_ptr<Missed>& missed) {
    m_missed.removeOne(missed);
}

bool Backfill::isDone(const EnvironmentName& environment, qint64 untilMs) const {
    if (!m_asksPast.contains(environment))
        return true;
    const qint64 now = m_parts.clock.now().utcMs;
    const bool hasJustWoken = m_rounds.isLate(now) || now - m_rounds.wokeAtMs() < wakingMs;
    if (hasJustWoken || m_reading.contains(environment))
        return false;
    return std::none_of(m_missed.begin(), m_missed.end(), [&](const std::shared_ptr<Missed>& one) {
        return one->question.environment == environment && one->gap.fromMs < untilMs &&
               now - one->foundAtMs < patienceMs;
    });
}

} // namespace slipway::engine
