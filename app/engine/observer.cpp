#include "app/engine/observer.h"

#include "app/domain/checkpoints.h"
#include "app/domain/watch.h"
#include "app/engine/lanes.h"
#include "app/engine/maintenance.h"

#include <QCoreApplication>
#include <algorithm>

namespace slipway::engine {

using namespace domain;
using namespace std::chrono_literals;

namespace {
constexpr qint64 takeOverMs = 1000;
/// Not all at once; and not each by itself, because waking costs more than asking.
constexpr qint64 askedTogether = 20;
constexpr qint64 togetherEveryMs = 200;
constexpr qint64 flushMs = 200;
constexpr qint64 watchRoundMs = 1000;
constexpr qint64 dayMs = 86'400'000;
constexpr qint64 hourMs = 3'600'000;
/// Clocks that part by more than this did so for a reason; timers are late by less (monitoring.md A3).
constexpr qint64 clockSlackMs = 2000;
constexpr qint64 wakingMs = 60'000;
/// Samples kept in memory while the store cannot be written; older ones go first.
constexpr qsizetype mostPending = 10'000;
} // namespace

/// What a checkpoint is judged by, apart from samples.
struct Observer::Judging {
    DeploymentId deployment;
    CheckpointPlan plan;
    QList<ProbeQuestion> questions;
    qint64 fromMs = 0, toMs = 0, liveAtMs = 0;
};

struct Observer::Asked {
    ProbeQuestion question;
    qint64 dueBootMs = 0;
    qint64 unseenFromMs = 0; ///< UTC: until then something was seen, or nobody watched anyway
};

Observer::Observer(const Parts& parts, History& history, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_history(history) {}

Observer::~Observer() {
    m_stop.request_stop();
}

void Observer::begin() {
    takeLock();
}

void Observer::takeLock() {
    auto lock = m_parts.locks.observe();
    if (!lock.ok()) {
        m_parts.clock.callAfter(takeOverMs, this, [this] { takeLock(); });
        return;
    }
    m_lock = *std::move(lock);
    Q_EMIT observingChanged();
    const Project& project = m_parts.source.project();
    qint64 count = 0;
    for (const Environment& environment : project.environments)
        for (const ProbeQuestion& question : probeQuestions(project, environment)) {
            const qint64 spread = count++ / askedTogether * togetherEveryMs;
            auto asked = std::make_shared<Asked>(
                Asked{question, m_parts.clock.now().bootMs + spread, m_parts.clock.now().utcMs + spread});
            schedule(asked, spread);
        }
    watchRound();
}

void Observer::schedule(const std::shared_ptr<Asked>& asked, qint64 afterMs) {
    m_parts.clock.callAfter(afterMs, this, [this, asked] { ask(asked); });
}

void Observer::ask(const std::shared_ptr<Asked>& asked) {
    lookAtClocks();
    const Probe& probe = asked->question.probe;
    const auto now = m_parts.clock.now();
    Sample sample;
    sample.environment = asked->question.environment;
    sample.probe = probe.name;
    sample.host = asked->question.hostName();
    sample.timeMs = now.utcMs;
    sample.bootMs = now.bootMs;
    sample.everyMs = probe.every.count();
    const base::Limit limit{probe.timeout + 2s, m_stop.get_token()};
    // A look knows which deployment it looks at, like the steps of that.
    const Variables variables = variablesOf(asked->question, m_history.world().running(sample.environment));
    auto judge = [this, asked, sample, variables](const ProbeSight& sight, base::Milliseconds took) mutable {
        const Seen seen = judgeProbe(asked->question.probe, variables, sight, took);
        sample.tookUs = took.count() * 1000;
        sample.outcome = seen.outcome;
        sample.reason = seen.reason;
        sample.value = seen.value;
        saw(asked, sample);
    };
    const ProbeLook look = probeKind(probe.kind)->look(probe, variables);
    if (const auto* http = std::get_if<HttpQuestion>(&look)) {
        base::deliver(
            m_parts.http.ask(*http, limit), this, [judge](const base::Result<HttpAnswer>& result) mutable {
                const HttpAnswer answer = result.ok() ? *result : HttpAnswer{0, {}, {}, result.error()};
                judge(answer, answer.took);
            });
    } else if (const auto* network = std::get_if<NetworkLook>(&look)) {
        base::deliver(m_parts.network.look(*network, limit), this,
                      [judge](const base::Result<NetworkSight>& result) mutable {
                          const NetworkSight sight = result.ok() ? *result : NetworkSight{result.error()};
                          judge(sight, sight.took);
                      });
    } else {
        const auto& command = std::get<HostLook>(look);
        base::deliver(m_parts.shell.query(*asked->question.host, command.script, command.variables, limit),
                      this,
                      [this, judge, asked,
                       sample](const base::Result<ports::RemoteShell::QueryAnswer>& answer) mutable {
                          if (answer.ok()) {
                              judge(HostSight{answer->exitCode, answer->output}, answer->took);
                              return;
                          }
                          using base::ErrorKind;
                          const ErrorKind kind = answer.error().kind;
                          // A host that cannot be reached at all is the target's fault as far as anybody can
                          // tell from here; keys, logins and our own limits are not.
                          const bool theirs = kind == ErrorKind::Unreachable || kind == ErrorKind::Timeout ||
                                              kind == ErrorKind::ConnectionLost;
                          sample.outcome = theirs ? SampleOutcome::Fail : SampleOutcome::ObserverError;
                          sample.reason = answer.error().detail;
                          saw(asked, sample);
                      });
    }
}

void Observer::lookAtClocks() {
    const base::Instant now = m_parts.clock.now();
    if (m_clocks && m_clocks->bootId == now.bootId) {
        const qint64 booted = now.bootMs - m_clocks->bootMs;
        const qint64 slept = booted - (now.awakeMs - m_clocks->awakeMs);
        const qint64 set = now.utcMs - m_clocks->utcMs - booted;
        if (slept > clockSlackMs) {
            noteGap(m_clocks->utcMs, now.utcMs, gapAsleep);
            m_wakingUntilBootMs = now.bootMs + wakingMs;
        } else if (set > clockSlackMs) {
            noteGap(m_clocks->utcMs, now.utcMs, gapClock);
        }
    }
    m_clocks = now;
}

void Observer::noteGap(qint64 fromMs, qint64 toMs, QLatin1StringView reason) {
    for (const Environment& environment : m_parts.source.project().environments) {
        if (environment.probes.isEmpty())
            continue;
        Sample gap;
        gap.environment = environment.name;
        gap.timeMs = fromMs;
        gap.bootMs = m_parts.clock.now().bootMs;
        gap.everyMs = toMs - fromMs;
        gap.outcome = SampleOutcome::ObserverError;
        gap.reason = reason;
        m_pending.append(gap);
    }
    flushSoon();
}

void Observer::flushSoon() {
    if (m_flushing)
        return;
    m_flushing = true;
    m_parts.clock.callAfter(flushMs, this, [this] { flush(); });
}

void Observer::saw(const std::shared_ptr<Asked>& asked, Sample sample) {
    lookAtClocks();
    if (m_parts.clock.now().bootMs < m_wakingUntilBootMs) {
        if (sample.outcome == SampleOutcome::Fail) {
            sample.outcome = SampleOutcome::ObserverError;
            sample.reason = gapWaking;
        } else if (sample.outcome != SampleOutcome::ObserverError) {
            m_wakingUntilBootMs = 0; // something answers: from now on a failure is one
        }
    }
    if (sample.outcome != SampleOutcome::ObserverError) {
        const qint64 from = std::exchange(asked->unseenFromMs, sample.timeMs + sample.everyMs);
        if (sample.timeMs - from > sample.everyMs * 3 / 2)
            Q_EMIT missed(asked->question, from, sample.timeMs);
    }
    m_pending.append(std::move(sample));
    while (m_pending.size() > mostPending)
        m_pending.removeFirst();
    const qint64 now = m_parts.clock.now().bootMs;
    const qint64 every = asked->question.probe.every.count();
    // Kept on its own beat; beats that were missed are not made up for.
    asked->dueBootMs += every;
    if (asked->dueBootMs <= now)
        asked->dueBootMs = now + every - (now - asked->dueBootMs) % every;
    schedule(asked, asked->dueBootMs - now);
    flushSoon();
}

void Observer::flush() {
    const QList<Sample> batch = m_pending;
    base::deliver(m_parts.samples.append(batch), this, [this, batch](const base::Result<void>& done) {
        m_flushing = false;
        if (!done.ok()) {
            // Our own disk's fault is never the target's: the samples wait and are tried again.
            m_flushing = true;
            m_parts.clock.callAfter(watchRoundMs, this, [this] { flush(); });
            return;
        }
        m_pending.remove(0, qMin(batch.size(), m_pending.size()));
        QSet<EnvironmentName> seen;
        for (const Sample& sample : batch)
            seen.insert(sample.environment);
        for (const EnvironmentName& environment : seen)
            Q_EMIT sampled(environment);
        if (!m_pending.isEmpty() && !m_flushing) {
            m_flushing = true;
            m_parts.clock.callAfter(flushMs, this, [this] { flush(); });
        }
    });
}

void Observer::noteMaintenance() {
    const qint64 now = m_parts.clock.now().utcMs;
    for (const Environment& environment : m_parts.source.project().environments) {
        const auto on = maintenanceAt(m_parts, m_history.world(), environment.name, now);
        qint64 from = on ? std::max(on->sinceMs, now - dayMs) : now;
        if (m_maintained.contains(environment.name)) {
            // The last look may be long ago, and so may the end of what was on then.
            const Maintained before = m_maintained.take(environment.name);
            const qint64 to = std::min(now, before.untilMs);
            noteMaintenance(environment.name, before.notedMs, to);
            from = std::max(from, to);
        }
        if (!on)
            continue;
        noteMaintenance(environment.name, from, now);
        m_maintained.insert(environment.name, {now, on->untilMs});
    }
}

void Observer::noteMaintenance(const EnvironmentName& environment, qint64 fromMs, qint64 toMs) {
    // Whoever reads an hour must meet it, so no note is longer.
    for (qint64 from = fromMs; from < toMs; from += hourMs) {
        Sample note;
        note.environment = environment;
        note.timeMs = from;
        note.bootMs = m_parts.clock.now().bootMs;
        note.everyMs = std::min(toMs - from, hourMs);
        note.outcome = SampleOutcome::ObserverError;
        note.reason = maintenanceNote;
        m_pending.append(note);
        flushSoon();
    }
}

void Observer::watchRound() {
    lookAtClocks();
    noteMaintenance();
    const qint64 now = m_parts.clock.now().utcMs;
    for (const Deployment& deployment : m_history.world().deployments) {
        if (!deployment.isWatched())
            continue;
        bool allEvaluated = true;
        for (const Checkpoint& checkpoint : deployment.checkpoints) {
            if (checkpoint.verdict != Verdict::Waiting)
                continue;
            allEvaluated = false;
            const QString key = deployment.id.text() + QString::number(checkpoint.after.count());
            if (checkpoint.dueAtMs > now || m_evaluating.contains(key) || !isStored(checkpoint.dueAtMs) ||
                (m_mayJudge && !m_mayJudge(deployment, checkpoint.dueAtMs)))
                continue;
            m_evaluating.insert(key);
            evaluate(deployment, checkpoint);
        }
        const bool allSettled = std::all_of(deployment.checkpoints.begin(), deployment.checkpoints.end(),
                                            [](const Checkpoint& one) { return one.isSettled(); });
        if (allEvaluated && allSettled && now >= deployment.watchEndsAtMs() &&
            !m_evaluating.contains(deployment.id.text())) {
            m_evaluating.insert(deployment.id.text());
            m_history.append({{chainOf(deployment.id),
                               QString::fromLatin1(entry::ended),
                               QStringLiteral("slipway"),
                               {{QStringLiteral("result"), QStringLiteral("successful")}}}},
                             this, [this, id = deployment.id](const base::Result<void>&) {
                                 m_evaluating.remove(id.text());
                             });
        }
    }
    m_parts.clock.callAfter(watchRoundMs, this, [this] { watchRound(); });
}

bool Observer::isStored(qint64 beforeMs) const {
    return std::none_of(m_pending.begin(), m_pending.end(),
                        [beforeMs](const Sample& sample) { return sample.timeMs < beforeMs; });
}

void Observer::evaluate(const Deployment& deployment, const Checkpoint& checkpoint) {
    const QString key = deployment.id.text() + QString::number(checkpoint.after.count());
    const Environment* environment = m_parts.source.project().environment(deployment.environment);
    const auto planned =
        std::find_if(deployment.plan.checkpoints.begin(), deployment.plan.checkpoints.end(),
                     [&](const CheckpointPlan& one) { return one.after == checkpoint.after; });
    if (!environment || planned == deployment.plan.checkpoints.end()) {
        m_evaluating.remove(key);
        return;
    }
    Judging judging{
        deployment.id,     *planned,           probeQuestions(m_parts.source.project(), *environment),
        checkpoint.fromMs, checkpoint.dueAtMs, deployment.liveAtMs};
    const qint64 readFrom = looksBack(judging.plan.rules) ? deployment.liveAtMs - dayMs : judging.fromMs;
    base::deliver(m_parts.samples.read(deployment.environment, readFrom, judging.toMs), this,
                  [this, key, judging](const base::Result<QList<Sample>>& samples) {
                      if (!samples.ok()) {
                          m_evaluating.remove(key); // tried again with the next round
                          return;
                      }
                      judge(key, judging, *samples);
                  });
}

void Observer::judge(const QString& key, const Judging& judging, const QList<Sample>& samples) {
    const auto finding =
        m_queue.run<CheckpointFinding>([judging, samples]() -> base::Result<CheckpointFinding> {
            WatchEvidence evidence;
            evidence.fromMs = judging.fromMs;
            evidence.toMs = judging.toMs;
            const QList<Lane> lanes = lanesOf(judging.questions, samples, judging.fromMs, judging.toMs);
            evidence.health = worst(sayOfEnvironment(lanes), judging.fromMs, judging.toMs);
            evidence.lanes = watchedLanes(lanes);
            if (looksBack(judging.plan.rules))
                evidence.before = watchedLanes(
                    lanesOf(judging.questions, samples, judging.liveAtMs - dayMs, judging.liveAtMs));
            return evaluateCheckpoint(judging.plan, evidence);
        });
    base::deliver(finding, this, [this, key, judging](const base::Result<CheckpointFinding>& found) {
        if (!found.ok()) {
            m_evaluating.remove(key);
            return;
        }
        const QString zone = m_parts.source.project().watchZone;
        const qint64 signBy =
            nextWorkingMorningMs(m_parts.clock.now().utcMs,
                                 zone.isEmpty() ? QTimeZone::systemTimeZone() : QTimeZone(zone.toLatin1()));
        m_history.append({{chainOf(judging.deployment),
                           QString::fromLatin1(entry::checkpoint),
                           QStringLiteral("slipway"),
                           {{QStringLiteral("after"), static_cast<qint64>(judging.plan.after.count())},
                            {QStringLiteral("verdict"), verdictName(found->verdict)},
                            {QStringLiteral("from"), base::isoUtc(judging.fromMs)},
                            {QStringLiteral("dueAt"), base::isoUtc(judging.toMs)},
                            {QStringLiteral("summary"), found->summary},
                            {QStringLiteral("rules"), toJson(found->rules)},
                            {QStringLiteral("signBy"), signBy}}}},
                         this, [this, key](const base::Result<void>&) { m_evaluating.remove(key); });
    });
}

} // namespace slipway::engine
