#include "tests/support/fake_remote_shell.h"

#include <algorithm>

namespace slipway::support {

using base::Error;
using base::ErrorKind;
using base::Result;
using domain::AttemptId;
using domain::HostName;
using ports::AttemptOrder;
using ports::AttemptState;

FakeRemoteShell::Host& FakeRemoteShell::host(const QString& name) {
    Host& found = m_hosts[HostName(name)];
    if (found.key.isEmpty())
        found.key = QStringLiteral("SHA256:host-") + name;
    return found;
}

std::optional<Error> FakeRemoteShell::refusal(const HostName& name) {
    const Host& asked = host(name.text());
    if (asked.error)
        return asked.error;
    if (!asked.isReachable)
        return Error{ErrorKind::Unreachable, name.text(), QStringLiteral("connection refused")};
    if (!asked.lockedKey.isEmpty())
        return Error{ErrorKind::PassphraseNeeded, name.text(), asked.lockedKey};
    if (!asked.isKeyKnown)
        return Error{ErrorKind::HostKeyUnknown, name.text(), QStringLiteral("ssh-ed25519 ") + asked.key};
    return {};
}

base::Future<ports::HostFacts> FakeRemoteShell::reach(domain::Host target, base::Limit) {
    return m_fuse.call<ports::HostFacts>(QStringLiteral("shell.reach"), ErrorKind::Unreachable,
                                         ErrorKind::Unreachable,
                                         [this, name = target.name]() -> Result<ports::HostFacts> {
                                             if (const auto no = refusal(name))
                                                 return *no;
                                             ports::HostFacts facts;
                                             facts.hostKey = host(name.text()).key;
                                             facts.hostKeyType = QStringLiteral("ssh-ed25519");
                                             facts.connectTook = base::Milliseconds(5);
                                             facts.transport = QStringLiteral("libssh2");
                                             return facts;
                                         });
}

void FakeRemoteShell::takeLock(Lock& lock, const QString& owner, const QString& who, const QString& reason) {
    const auto now = m_clock.now();
    lock = {true, lock.fence + 1, owner, who, reason, lock.owner, now.utcMs, now.bootMs};
}

void FakeRemoteShell::takeLockElsewhere(const QString& host, const QString& environment, const QString& owner,
                                        const QString& who, const QString& reason) {
    takeLock(lockOn(host, environment), owner, who, reason);
}

ports::LockState FakeRemoteShell::lockAnswer(const HostName& host, const domain::EnvironmentName& environment,
                                             const QString& owner) {
    const Lock& lock = lockOn(host.text(), environment.text());
    ports::LockState state;
    state.fence = lock.fence;
    for (const Run& run : std::as_const(m_runs))
        if (run.host == host && run.environment == environment && run.hasFolder &&
            (run.state.state == State::Running || run.state.state == State::Orphan))
            ++state.running;
    if (!lock.held)
        return state;
    state.held = true;
    state.mine = !owner.isEmpty() && lock.owner == owner;
    state.owner = lock.owner;
    state.who = lock.who;
    state.reason = lock.reason;
    state.takenOverFrom = lock.takenOverFrom;
    state.sinceMs = lock.sinceMs;
    state.heartbeatAge = base::Milliseconds(m_clock.now().bootMs - lock.beatMs);
    return state;
}

base::Future<ports::LockState> FakeRemoteShell::lock(ports::LockOrder order, base::Limit) {
    return m_fuse.call<ports::LockState>(
        QStringLiteral("shell.lock"), ErrorKind::Unreachable, ErrorKind::ConnectionLost,
        [this, order]() -> Result<ports::LockState> {
            if (const auto no = refusal(order.host.name))
                return *no;
            Lock& lock = lockOn(order.host.name.text(), order.environment.text());
            if (lock.held && lock.owner == order.owner)
                lock.beatMs = m_clock.now().bootMs;
            else if (!lock.held || (order.takeOver && order.seen.value_or(lock.fence) == lock.fence))
                takeLock(lock, order.owner, order.who, order.reason);
            ports::LockState answer = lockAnswer(order.host.name, order.environment, order.owner);
            if (const auto& lies = host(order.host.name.text()).lies)
                lies(answer);
            return answer;
        });
}

base::Future<ports::LockState> FakeRemoteShell::unlock(ports::LockOrder order, base::Limit) {
    return m_fuse.call<ports::LockState>(
        QStringLiteral("shell.unlock"), ErrorKind::Unreachable, ErrorKind::ConnectionLost,
        [this, order]() -> Result<ports::LockState> {
            if (const auto no = refusal(order.host.name))
                return *no;
            Lock& lock = lockOn(order.host.name.text(), order.environment.text());
            if (unlocks && lock.held && lock.owner == order.owner)
                unlocks(order);
            if (lock.owner == order.owner)
                lock.held = false;
            return lockAnswer(order.host.name, order.environment, order.owner);
        });
}

base::Future<ports::LockState> FakeRemoteShell::lockState(domain::Host target,
                                                          domain::EnvironmentName environment, base::Limit) {
    return m_fuse.call<ports::LockState>(QStringLiteral("shell.lockState"), ErrorKind::Unreachable,
                                         ErrorKind::ConnectionLost,
                                         [this, target, environment]() -> Result<ports::LockState> {
                                             if (const auto no = refusal(target.name))
                                                 return *no;
                                             return lockAnswer(target.name, environment, {});
                                         });
}

std::optional<Error> FakeRemoteShell::fenced(const AttemptOrder& order) {
    const auto current = lockOn(order.host.name.text(), order.environment.text()).fence;
    if (!order.fence || *order.fence == current)
        return {};
    return Error{ErrorKind::Fenced, order.host.name.text(),
                 QStringLiteral("the host's fence is %1").arg(current)};
}

Result<AttemptState> FakeRemoteShell::begin(const AttemptOrder& order) {
    if (const auto no = fenced(order))
        return *no;
    if (const auto known = m_runs.find(order.attempt); known != m_runs.end() && known->hasFolder) {
        if (known->digest != order.digest)
            return Error{ErrorKind::Conflict, order.host.name.text(), QStringLiteral("another command")};
        return answered(*known);
    }
    if (begins)
        begins(order);
    // After its folder was cleaned a host cannot know better and runs it again; tests count that.
    Run& run = m_runs[order.attempt];
    run.host = order.host.name;
    run.environment = order.environment;
    run.script = order.command.script;
    run.digest = order.digest;
    run.variables = order.command.variables;
    run.secrets = order.secrets;
    run.hasFolder = true;
    ++run.executions;
    run.order = static_cast<int>(m_executed.size());
    run.startedMs = m_clock.now().bootMs;
    m_executed.append(QStringLiteral("%1: %2").arg(run.host.text(), run.script));
    auto& scripts = m_scripts[run.host.text() + QLatin1Char('\n') + run.script];
    run.does = scripts.isEmpty() ? FakeScript() : scripts.first();
    if (scripts.size() > 1)
        scripts.removeFirst();
    run.state.state = State::Running;
    run.state.outBytes = run.does.out.size();
    run.state.errBytes = run.does.err.size();
    const bool tooLong = run.does.takesMs > order.command.timeout.count();
    const qint64 takes = tooLong ? order.command.timeout.count() : run.does.takesMs;
    if (takes == 0)
        end(order.attempt, run.does.exitCode, false, false);
    else
        m_clock.callAfter(takes, &m_context, [this, attempt = order.attempt, tooLong] {
            const Run& ending = m_runs[attempt];
            end(attempt, tooLong ? 143 : ending.does.exitCode, tooLong, false);
        });
    return answered(m_runs[order.attempt]);
}

void FakeRemoteShell::end(const AttemptId& attempt, int exitCode, bool timedOut, bool stopped) {
    Run& run = m_runs[attempt];
    if (run.state.state != State::Running)
        return;
    run.state.state = State::Done;
    run.state.exitCode = exitCode;
    run.state.timedOut = timedOut;
    run.state.stopped = stopped;
    run.state.diskWasFull = run.does.fillsDisk;
    run.state.took = base::Milliseconds(m_clock.now().bootMs - run.startedMs);
    tellFollowers(attempt);
}

AttemptState FakeRemoteShell::answered(Run& run) {
    run.wasRead = run.wasRead || run.state.state == State::Done;
    return run.state;
}

void FakeRemoteShell::deliverOutput(const Run& run, const ports::OutputOffsets& from,
                                    ports::OutputSink& sink) {
    // In two pieces, so that resuming in between is tried too.
    const auto send = [&sink](ports::OutputStream stream, const QByteArray& bytes, qint64 at) {
        const qint64 middle = qMax(at, bytes.size() / 2);
        if (middle > at)
            sink.accept(stream, bytes.mid(at, middle - at), middle);
        if (bytes.size() > middle)
            sink.accept(stream, bytes.mid(middle), bytes.size());
    };
    send(ports::OutputStream::Out, run.does.out, from.out);
    send(ports::OutputStream::Err, run.does.err, from.err);
}

void FakeRemoteShell::tellFollowers(const AttemptId& attempt) {
    std::deque<Follower> waiting;
    waiting.swap(m_followers);
    for (Follower& follower : waiting) {
        if (follower.attempt != attempt) {
            m_followers.push_back(std::move(follower));
            continue;
        }
        // Who died meanwhile is not told.
        if (m_fuse.isDead() || follower.life != m_fuse.life())
            continue;
        Run& run = m_runs[attempt];
        deliverOutput(run, follower.from, *follower.sink);
        follower.promise->finish(answered(run));
    }
}

base::Future<AttemptState> FakeRemoteShell::start(AttemptOrder order, base::Limit) {
    return m_fuse.call<AttemptState>(QStringLiteral("shell.start"), ErrorKind::Unreachable,
                                     ErrorKind::ConnectionLost, [this, order]() -> Result<AttemptState> {
                                         if (const auto no = refusal(order.host.name))
                                             return *no;
                                         return begin(order);
                                     });
}

base::Future<AttemptState> FakeRemoteShell::run(AttemptOrder order, ports::OutputOffsets from,
                                                std::shared_ptr<ports::OutputSink> sink, base::Limit limit) {
    // Breaks in its first half like a start, in its second like a follow.
    const QString name = QStringLiteral("shell.start");
    const auto how = m_fuse.enter(name);
    if (how == FakeFuse::Break::DiesBefore)
        return m_fuse.never<AttemptState>();
    if (how == FakeFuse::Break::FailsBefore)
        return base::ready<AttemptState>(FakeFuse::broken(ErrorKind::Unreachable, name));
    if (const auto no = refusal(order.host.name)) {
        const qint64 muteMs = host(order.host.name.text()).muteMs;
        if (muteMs == 0)
            return base::ready<AttemptState>(*no);
        const auto promise = std::make_shared<base::Promise<AttemptState>>();
        m_clock.callAfter(muteMs, &m_context, [promise, no] { promise->finish(*no); });
        return promise->future();
    }
    const auto begun = begin(order);
    if (how == FakeFuse::Break::FailsAfter)
        return base::ready<AttemptState>(FakeFuse::broken(ErrorKind::ConnectionLost, name));
    if (how == FakeFuse::Break::DiesAfter)
        return m_fuse.never<AttemptState>();
    if (!begun)
        return base::ready<AttemptState>(begun.error());
    return follow(std::move(order), from, std::move(sink), limit);
}

base::Future<AttemptState> FakeRemoteShell::status(AttemptOrder order, base::Limit) {
    return m_fuse.call<AttemptState>(QStringLiteral("shell.status"), ErrorKind::ConnectionLost,
                                     ErrorKind::ConnectionLost, [this, order]() -> Result<AttemptState> {
                                         if (const auto no = refusal(order.host.name))
                                             return *no;
                                         const auto known = m_runs.find(order.attempt);
                                         if (known == m_runs.end() || !known->hasFolder)
                                             return AttemptState{};
                                         return answered(*known);
                                     });
}

base::Future<AttemptState> FakeRemoteShell::follow(AttemptOrder order, ports::OutputOffsets from,
                                                   std::shared_ptr<ports::OutputSink> sink, base::Limit) {
    const QString name = QStringLiteral("shell.follow");
    const auto how = m_fuse.enter(name);
    if (how == FakeFuse::Break::DiesBefore)
        return m_fuse.never<AttemptState>();
    const auto lost = FakeFuse::broken(ErrorKind::ConnectionLost, name);
    if (how == FakeFuse::Break::FailsBefore)
        return base::ready<AttemptState>(lost);
    if (const auto no = refusal(order.host.name))
        return base::ready<AttemptState>(*no);
    const auto known = m_runs.find(order.attempt);
    if (known == m_runs.end() || !known->hasFolder)
        return base::ready<AttemptState>(AttemptState{});
    const bool ended = known->state.state != State::Running;
    if (ended)
        deliverOutput(*known, from, *sink);
    if (how == FakeFuse::Break::FailsAfter)
        return base::ready<AttemptState>(lost);
    if (how == FakeFuse::Break::DiesAfter)
        return m_fuse.never<AttemptState>();
    if (ended)
        return base::ready<AttemptState>(answered(*known));
    auto promise = std::make_shared<base::Promise<AttemptState>>();
    auto future = promise->future();
    m_followers.push_back({order.attempt, from, std::move(sink), std::move(promise), m_fuse.life()});
    return future;
}

base::Future<AttemptState> FakeRemoteShell::stop(AttemptOrder order, base::Limit) {
    return m_fuse.call<AttemptState>(QStringLiteral("shell.stop"), ErrorKind::ConnectionLost,
                                     ErrorKind::ConnectionLost, [this, order]() -> Result<AttemptState> {
                                         if (const auto no = refusal(order.host.name))
                                             return *no;
                                         if (const auto no = fenced(order))
                                             return *no;
                                         const auto known = m_runs.find(order.attempt);
                                         if (known == m_runs.end() || !known->hasFolder)
                                             return AttemptState{};
                                         if (known->does.heedsStop)
                                             end(order.attempt, 143, false, true);
                                         return answered(*known);
                                     });
}

base::Future<void> FakeRemoteShell::clean(AttemptOrder order, base::Limit) {
    return m_fuse.call<void>(QStringLiteral("shell.clean"), ErrorKind::Unreachable, ErrorKind::ConnectionLost,
                             [this, order]() -> Result<void> {
                                 if (const auto no = refusal(order.host.name))
                                     return *no;
                                 const auto known = m_runs.find(order.attempt);
                                 if (known == m_runs.end())
                                     return {};
                                 if (known->state.state == State::Running)
                                     return Error{ErrorKind::Refused, order.host.name.text(), {}};
                                 known->hasFolder = false;
                                 return {};
                             });
}

base::Future<FakeRemoteShell::QueryAnswer> FakeRemoteShell::query(domain::Host target, QString command,
                                                                  domain::Variables variables, base::Limit) {
    host(target.name.text()).queryVariables = std::move(variables);
    return m_fuse.call<QueryAnswer>(
        QStringLiteral("shell.query"), ErrorKind::Unreachable, ErrorKind::ConnectionLost,
        [this, target, command]() -> Result<QueryAnswer> {
            if (const auto no = refusal(target.name))
                return *no;
            const Host& asked = host(target.name.text());
            return QueryAnswer{asked.queryExit, asked.prints.value(command, asked.version).toUtf8() + '\n',
                               base::Milliseconds(12)};
        });
}

base::Future<void> FakeRemoteShell::unlockKey(QString keyPath, base::Secret passphrase, base::Limit) {
    if (passphrase.reveal() != "open sesame")
        return base::ready<void>(Error{ErrorKind::PassphraseNeeded, {}, keyPath});
    for (auto& each : m_hosts)
        if (each.lockedKey == keyPath)
            each.lockedKey.clear();
    return base::ready<void>({});
}

Result<void> FakeRemoteShell::acceptHostKey(const domain::Host& target, const QString& key) {
    Host& asked = host(target.name.text());
    if (key != QStringLiteral("ssh-ed25519 ") + asked.key)
        return Error{ErrorKind::HostKeyChanged, target.name.text(), key};
    asked.isKeyKnown = true;
    return {};
}

void FakeRemoteShell::cut(const QString& name) {
    std::deque<Follower> waiting;
    waiting.swap(m_followers);
    for (Follower& follower : waiting) {
        if (m_runs.value(follower.attempt).host.text() == name)
            follower.promise->finish(Error{ErrorKind::ConnectionLost, name, QStringLiteral("reset by peer")});
        else
            m_followers.push_back(std::move(follower));
    }
}

void FakeRemoteShell::turnRunning(const QString& name, State state) {
    QList<AttemptId> turned;
    for (auto it = m_runs.begin(); it != m_runs.end(); ++it) {
        const State now = it->state.state;
        if (it->host.text() == name && it->hasFolder && now != State::Done && now != State::Never) {
            it->state.state = state;
            turned.append(it.key());
        }
    }
    if (state == State::Running)
        return;
    // In the order they were begun: the IDs of one moment are in none.
    std::sort(turned.begin(), turned.end(), [this](const AttemptId& one, const AttemptId& other) {
        return m_runs[one].order < m_runs[other].order;
    });
    for (const AttemptId& attempt : turned)
        tellFollowers(attempt);
}

} // namespace slipway::support
