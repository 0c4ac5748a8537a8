#pragma once
#include "tests/engine/engine_life.h"

#include <QSet>
#include <algorithm>

// What has to hold of every release, whatever broke, read from the ledger and from the hosts' own record.

namespace slipway::test {

/// A fold as text, to compare two of them.
inline QString portrait(const domain::World& world) {
    QString text;
    QTextStream out(&text);
    for (const DeploymentId& id : world.order) {
        const Deployment& one = *world.deployment(id);
        out << id.text() << ' ' << one.lastSeq << ' ' << one.lastHash << ' ' << one.liveAtMs << ' '
            << one.endedAtMs << ' ' << static_cast<int>(one.result) << ' ' << one.paused
            << one.rollbackDecided << one.lock.takenAtMs << one.lock.isLost << one.lock.takeOver << ' '
            << one.planChange << ' ' << one.fingerprint << '\n';
        for (const auto& attempt : one.attempts)
            out << attempt.id.text() << ' ' << attempt.step.text() << ' ' << attempt.host.text() << ' '
                << domain::verdictName(attempt.verdict) << attempt.exitCode << attempt.stopAsked
                << attempt.gone << attempt.setAside << attempt.waived << attempt.outcomeHash << '\n';
        for (auto it = one.signatures.begin(); it != one.signatures.end(); ++it)
            for (const auto& signOff : *it)
                out << it.key().text() << ' ' << signOff.hash << '\n';
        for (auto it = one.answers.begin(); it != one.answers.end(); ++it)
            out << it.key().text() << ' ' << domain::verdictName(it->verdict) << '\n';
        for (const auto& waiver : one.waivers)
            out << waiver.step.text() << ' ' << waiver.host.text() << ' ' << waiver.reason << '\n';
    }
    return text;
}

/// Watches a simulated world from its beginning. It keeps a fold of its own, entry by entry, and judges
/// every intent by what stood in the ledger before it and every execution at the moment it begins.
class ReleaseChecker {
public:
    explicit ReleaseChecker(FakeWorld& world) : m_world(world) {
        world.shell.begins = [this](const ports::AttemptOrder& order) { begins(order); };
        world.shell.unlocks = [this](const ports::LockOrder& order) { unlocks(order); };
    }
    ~ReleaseChecker() {
        m_world.shell.begins = {};
        m_world.shell.unlocks = {};
    }
    ReleaseChecker(const ReleaseChecker&) = delete;
    ReleaseChecker& operator=(const ReleaseChecker&) = delete;

    /// The first thing that was wrong; empty when nothing was.
    const QString& complaint() const { return m_complaint; }

    /// Judges what was written since the last time.
    void readOn() {
        const auto& rows = m_world.ledger.rows();
        while (m_read < rows.size()) {
            const domain::Entry entry = rows.at(m_read++);
            judge(entry);
            if (const auto done = domain::apply(m_fold, entry); !done.ok())
                complain(u"the ledger does not fold: "_s + done.error().detail);
        }
    }

    /// A driver waits for a person, or has nothing to do any more.
    void rests(const Driver& driver) {
        readOn();
        const Deployment* deployment = m_fold.deployment(driver.id());
        const bool rests =
            driver.state() == Driver::State::WaitsForPerson || driver.state() == Driver::State::Failed ||
            driver.state() == Driver::State::Interrupted || driver.state() == Driver::State::Frozen ||
            driver.state() == Driver::State::Held || driver.state() == Driver::State::Over;
        if (deployment && rests && deployment->lock.isHeld() && !mayRunStill(*deployment))
            complain(driver.id().text() + u" holds the lock while it is "_s + stateName(driver.state()));
    }

    /// Everything is over; `incremental` is the fold that a running engine kept.
    void ends(const domain::World& incremental) {
        readOn();
        if (const QString fault = m_world.ledger.fault(); !fault.isEmpty())
            complain(u"ledger: "_s + fault);
        domain::World scratch;
        for (const auto& entry : m_world.ledger.rows())
            if (!domain::apply(scratch, entry).ok())
                complain(u"the ledger does not fold from the start"_s);
        if (portrait(scratch) != portrait(incremental))
            complain(u"the fold from the start differs from the one that was kept up"_s);
        for (auto run = m_world.shell.runs().cbegin(); run != m_world.shell.runs().cend(); ++run)
            if (run->executions > 1)
                complain(u"attempt "_s + run.key().text() + u" ran twice"_s);
        for (const Deployment& deployment : scratch.deployments)
            endedWell(deployment);
    }

private:
    using State = ports::AttemptState::State;
    using Run = support::FakeRemoteShell::Run;

    void complain(const QString& what) {
        if (m_complaint.isEmpty())
            m_complaint = u"after %1 entries: %2"_s.arg(m_read).arg(what);
    }
    static bool isTrouble(Verdict verdict) {
        return verdict == Verdict::Failed || verdict == Verdict::Stopped ||
               verdict == Verdict::Inconclusive || verdict == Verdict::Interrupted;
    }
    static bool isUnknown(const domain::Attempt& attempt) {
        return attempt.verdict == Verdict::Interrupted && !attempt.gone && !attempt.setAside;
    }
    /// Something that changes hosts may still run there.
    static bool mayRunStill(const Deployment& deployment) {
        return std::any_of(deployment.attempts.begin(), deployment.attempts.end(), [&](const auto& attempt) {
            const domain::Step* step = deployment.plan.step(attempt.step);
            return step && step->changesHosts() &&
                   (attempt.verdict == Verdict::Running || isUnknown(attempt));
        });
    }
    static bool lives(const Run& run) {
        return run.state.state == State::Running || run.state.state == State::Orphan;
    }

    void judge(const domain::Entry& entry) {
        const Deployment* before = m_fold.deployment(DeploymentId(entry.chain.text()));
        if (entry.type == QLatin1StringView(domain::entry::intent) && before)
            judgeIntent(*before, entry);
        if (entry.type == QLatin1StringView(domain::entry::outcome) && before)
            judgeOutcome(*before, entry);
    }

    void judgeIntent(const Deployment& before, const domain::Entry& entry) {
        const StepId id(entry.text("step"));
        const HostName host(entry.text("host"));
        const QString what = u"intent of "_s + id.text() + u" on "_s + host.text() + u": "_s;
        const domain::Step* step = before.plan.step(id);
        if (!step) {
            complain(what + u"not in the plan"_s);
            return;
        }
        if (before.endedAtMs || before.liveAtMs)
            complain(what + u"after the end"_s);
        if (before.paused)
            complain(what + u"while paused"_s);
        if (before.rollbackDecided)
            complain(what + u"while rolled back"_s);
        if (!before.planChange.isEmpty())
            complain(what + u"after the plan changed"_s);
        if (before.lock.isLost)
            complain(what + u"after the lock was lost"_s);
        if (step->changesHosts() && !host.isEmpty() && !before.lock.isHeld())
            complain(what + u"without the lock"_s);
        if (!host.isEmpty() && before.exclusion(host))
            complain(what + u"on a host that was left out"_s);
        int running = 0;
        for (const auto& attempt : before.attempts) {
            if (attempt.step != id)
                continue;
            running += attempt.verdict == Verdict::Running ? 1 : 0;
            if (attempt.host != host)
                continue;
            if (attempt.verdict == Verdict::Running || isUnknown(attempt))
                complain(what + u"beside one that may run"_s);
            if (domain::isComplete(attempt.verdict) || (isTrouble(attempt.verdict) && !attempt.setAside))
                complain(what + u"after one that counts"_s);
        }
        if (before.plan.rollout.limit > 0 && running >= before.plan.rollout.limit)
            complain(what + u"beyond the limit of hosts at a time"_s);
        judgeOrder(before, *step, host, what);
        judgeFreeze(before, *step, host, entry.timeMs(), what);
        if (before.kind == domain::DeploymentKind::Rollback && !step->undoes.isEmpty())
            judgeUndo(before, *step, host, what);
    }

    static bool isHostDeploy(const domain::Step& step) {
        return step.phase == Phase::Deploy && !step.hosts.isEmpty();
    }
    static qsizetype waveOf(const Deployment& deployment, const HostName& host) {
        const auto& waves = deployment.plan.rollout.waves;
        for (qsizetype i = 0; i < waves.size(); ++i)
            if (waves[i].contains(host))
                return i;
        return waves.size();
    }
    /// Steps come in the order of the plan and of the waves, and not beyond the failures allowed.
    void judgeOrder(const Deployment& before, const domain::Step& step, const HostName& host,
                    const QString& what) {
        const auto& steps = before.plan.steps;
        const qsizetype at = &step - steps.constData();
        qsizetype first = at;
        while (isHostDeploy(step) && first > 0 && isHostDeploy(steps[first - 1]))
            --first;
        for (qsizetype i = 0; i < first; ++i)
            if (!domain::isComplete(before.verdict(steps[i])))
                complain(what + steps[i].id.text() + u" before it is not complete"_s);
        QSet<HostName> troubled;
        qsizetype end = first;
        for (; end == first || (isHostDeploy(step) && end < steps.size() && isHostDeploy(steps[end])); ++end)
            for (const HostName& one : placesOf(steps[end]))
                if (isTrouble(before.hostVerdict(steps[end], one)))
                    troubled.insert(one);
        if (troubled.size() > (isHostDeploy(step) ? before.plan.rollout.failures : 0))
            complain(what + u"beyond the failures allowed"_s);
        if (troubled.contains(host))
            complain(what + u"on a host that has failed"_s);
        for (qsizetype i = first; i < end && isHostDeploy(step); ++i)
            for (const HostName& one : steps[i].hosts) {
                const qsizetype wave = waveOf(before, one);
                const qsizetype own = waveOf(before, host);
                const bool comesBefore = wave < own || (wave == own && i < at);
                if (comesBefore && !troubled.contains(one) &&
                    !domain::isComplete(before.hostVerdict(steps[i], one)))
                    complain(what + steps[i].id.text() + u" on "_s + one.text() + u" comes before it"_s);
            }
    }
    /// No phase and no wave begins in a freeze; what runs on the way back is not asked.
    void judgeFreeze(const Deployment& before, const domain::Step& step, const HostName& host, qint64 nowMs,
                     const QString& what) {
        // A moment passes between the decision and its entry.
        constexpr qint64 momentMs = 5000;
        const auto spans = m_world.source.freezes(before.environment, nowMs, nowMs + 1);
        if (before.kind != domain::DeploymentKind::Deploy ||
            std::none_of(spans.begin(), spans.end(), [nowMs](const domain::FreezeSpan& span) {
                return span.startMs + momentMs <= nowMs && nowMs + momentMs < span.endMs;
            }))
            return;
        bool phaseHasBegun = false;
        bool waveHasBegun = false;
        for (const auto& attempt : before.attempts) {
            const domain::Step& begun = *before.plan.step(attempt.step);
            phaseHasBegun = phaseHasBegun || begun.phase == step.phase;
            waveHasBegun =
                waveHasBegun || (isHostDeploy(begun) && waveOf(before, attempt.host) == waveOf(before, host));
        }
        if (!phaseHasBegun)
            complain(what + u"begins a phase in a freeze"_s);
        else if (isHostDeploy(step) && !waveHasBegun)
            complain(what + u"begins a batch in a freeze"_s);
    }
    static QList<HostName> placesOf(const domain::Step& step) {
        return step.hosts.isEmpty() ? QList<HostName>{HostName()} : step.hosts;
    }

    void judgeUndo(const Deployment& before, const domain::Step& step, const HostName& host,
                   const QString& what) {
        const Deployment* target = m_fold.deployment(before.undoes);
        const domain::Step* undone = target ? target->plan.step(step.undoes) : nullptr;
        if (!undone) {
            complain(what + u"undoes nothing that was there"_s);
            return;
        }
        // A rehearsal does the step under test and takes it back: either has touched the host.
        bool touched = false;
        for (const auto& attempt : target->attempts) {
            const domain::Step* did = target->plan.step(attempt.step);
            touched = touched || (attempt.host == host && (did == undone || did->undoes == undone->id));
            if (attempt.verdict == Verdict::Running || isUnknown(attempt))
                complain(what + u"beside a step that may run"_s);
        }
        if (!touched)
            complain(what + u"the step was never started there"_s);
        const qsizetype place = undone - target->plan.steps.constData();
        auto& lowest = m_undone[before.id];
        if (lowest && place > *lowest)
            complain(what + u"not in reverse order"_s);
        lowest = place;
    }

    void judgeOutcome(const Deployment& before, const domain::Entry& entry) {
        const QString what = u"outcome of "_s + entry.text("step") + u" on "_s + entry.text("host") + u": "_s;
        const auto known =
            std::find_if(before.attempts.begin(), before.attempts.end(),
                         [&](const auto& attempt) { return attempt.id.text() == entry.text("attempt"); });
        if (known == before.attempts.end())
            return; // the fold says so
        const bool passed = entry.text("verdict") == domain::verdictName(Verdict::Passed);
        const domain::Step& step = *before.plan.step(known->step);
        if (!std::holds_alternative<domain::RemoteCommand>(step.operation(known->host)))
            return;
        const auto run = m_world.shell.runs().constFind(known->id);
        const bool ran = run != m_world.shell.runs().cend();
        if (passed && (!ran || run->state.state != State::Done || run->state.exitCode != 0 || !run->wasRead ||
                       run->state.timedOut || run->state.stopped || entry.number("exit") != 0))
            complain(what + u"passed without a result that was read from the host"_s);
        if (passed && known->waived)
            complain(what + u"passed after it was waived"_s);
        if (ran && lives(*run) && entry.text("verdict") != domain::verdictName(Verdict::Interrupted))
            complain(what + u"recorded while it runs"_s);
        if (ran && lives(*run) && entry.body.value(u"gone"_s).toBool())
            complain(what + u"called gone while it runs"_s);
        if (ran && entry.body.contains(u"exit"_s)) {
            if (entry.number("exit") != run->state.exitCode)
                complain(what + u"another exit code than the host's"_s);
            const auto log = m_world.output.log(known->id);
            if (log->hasGap || log->out != run->does.out || log->err != run->does.err)
                complain(what + u"the output has a gap or a repetition"_s);
        }
    }

    const Deployment* ownerOf(const domain::AttemptId& id, const domain::Attempt*& attempt) const {
        for (const Deployment& deployment : m_fold.deployments)
            for (const auto& one : deployment.attempts)
                if (one.id == id) {
                    attempt = &one;
                    return &deployment;
                }
        return nullptr;
    }

    void begins(const ports::AttemptOrder& order) {
        readOn();
        const domain::Attempt* attempt = nullptr;
        const Deployment* deployment = ownerOf(order.attempt, attempt);
        if (!deployment) {
            complain(u"something ran on %1 without an intent in the ledger"_s.arg(order.host.name.text()));
            return;
        }
        const domain::Step& step = *deployment->plan.step(attempt->step);
        const QString what = u"execution of "_s + step.id.text() + u" on "_s + attempt->host.text() + u": "_s;
        if (attempt->verdict != Verdict::Running && attempt->verdict != Verdict::Interrupted)
            complain(what + u"after its outcome was recorded"_s);
        if (deployment->endedAtMs || deployment->liveAtMs)
            complain(what + u"after the end"_s);
        for (const Deployment& other : m_fold.deployments)
            if (other.undoes == deployment->id && other.kind == domain::DeploymentKind::Rollback &&
                other.planFixed)
                complain(what + u"while it is undone"_s);
        if (deployment->lock.isLost && step.changesHosts())
            complain(what + u"after the lock was lost"_s);
        for (const Run& other : m_world.shell.runs())
            if (other.host == order.host.name && lives(other) && changes(other) && step.changesHosts())
                complain(what + u"beside another changing step"_s);
        if (!step.changesHosts())
            return;
        const auto& lock = m_world.shell.lockOn(order.host.name.text(), order.environment.text());
        if (!lock.held || lock.owner != deployment->id.text() || order.fence != lock.fence)
            complain(what + u"without the host's lock, which is %1 with fence %2; the order's is %3"_s
                                .arg(lock.held ? lock.owner : u"free"_s)
                                .arg(lock.fence)
                                .arg(order.fence.value_or(-1)));
    }
    bool changes(const Run& run) const {
        // Steps of these releases that only look say so in their script.
        return !run.script.startsWith(u"look"_s);
    }

    void unlocks(const ports::LockOrder& order) {
        readOn();
        for (auto run = m_world.shell.runs().cbegin(); run != m_world.shell.runs().cend(); ++run) {
            const domain::Attempt* attempt = nullptr;
            const Deployment* deployment = ownerOf(run.key(), attempt);
            if (run->host == order.host.name && deployment && deployment->id.text() == order.owner &&
                lives(*run) && changes(*run))
                complain(u"%1 gave its lock back while %2 runs"_s.arg(order.host.name.text(),
                                                                      attempt->step.text()));
        }
    }

    void endedWell(const Deployment& deployment) {
        for (const auto& attempt : deployment.attempts)
            if (attempt.waived && attempt.verdict == Verdict::Passed)
                complain(attempt.step.text() + u" was waived and is called passed"_s);
        for (const auto& waiver : deployment.waivers)
            if (const domain::Step* step = deployment.plan.step(waiver.step);
                step && deployment.verdict(*step) == Verdict::Passed)
                complain(step->id.text() + u" has a waiver and is called passed"_s);
        if (deployment.liveAtMs)
            for (const domain::Step& step : deployment.plan.steps)
                if (!domain::isComplete(deployment.verdict(step)))
                    complain(step.id.text() + u" is not complete, but the deployment is live"_s);
        if (deployment.endedAtMs && deployment.lock.isHeld() && !mayRunStill(deployment))
            complain(deployment.id.text() + u" holds its lock after its end"_s);
    }

    FakeWorld& m_world;
    domain::World m_fold;
    qsizetype m_read = 0;
    QString m_complaint;
    QMap<DeploymentId, std::optional<qsizetype>> m_undone; ///< the place in the plan that came last
};

} // namespace slipway::test
