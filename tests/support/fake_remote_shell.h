#pragma once
#include "app/base/clock.h"
#include "app/ports/remote_shell.h"
#include "tests/support/fake_fuse.h"

#include <QMap>
#include <QObject>
#include <deque>

namespace slipway::support {

/// What a command does when it is executed on a simulated host.
struct FakeScript {
    int exitCode = 0;
    qint64 takesMs = 0;
    QByteArray out, err;
    bool heedsStop = true;
    bool fillsDisk = false;
};

/// Simulated hosts: they remember what was started under which attempt and count every execution. They
/// outlive engines; a restarted one finds what the earlier left. Main thread.
class FakeRemoteShell final : public ports::RemoteShell {
public:
    using State = ports::AttemptState::State;
    struct Host {
        bool isReachable = true;
        qint64 muteMs = 0; ///< how long a start waits before it learns that the host cannot be reached
        QString key;       ///< "SHA256:…"
        QString lockedKey; ///< every call answers PassphraseNeeded until it is unlocked with "open sesame"
        bool isKeyKnown = true;           ///< false: every call answers HostKeyUnknown until it is accepted
        std::optional<base::Error> error; ///< what every call answers instead
        QString version;                  ///< what a query prints
        QMap<QString, QString> prints;    ///< what a query of this command prints instead
        int queryExit = 0;
        domain::Variables queryVariables; ///< of the last query
        /// What the host says of a lock although it is not so; asked for every answer.
        std::function<void(ports::LockState&)> lies;
    };
    struct Run {
        domain::HostName host;
        domain::EnvironmentName environment;
        QString script, digest;
        domain::Variables variables;
        QMap<QString, base::Secret> secrets;
        ports::AttemptState state;
        int executions = 0;
        bool hasFolder = true; ///< until it is cleaned
        bool wasRead = false;  ///< its end was answered to somebody
        FakeScript does;
        qint64 startedMs = 0;
        int order = 0; ///< of all that was begun
    };

    /// An environment's lock on a host. Tests may set it: somebody else's, or one without heartbeat.
    struct Lock {
        bool held = false;
        qint64 fence = 0;
        QString owner, who, reason, takenOverFrom;
        qint64 sinceMs = 0, beatMs = 0; ///< UTC, boot time
    };

    FakeRemoteShell(base::Clock& clock, FakeFuse& fuse) : m_clock(clock), m_fuse(fuse) {}

    base::Future<ports::HostFacts> reach(domain::Host host, base::Limit limit) override;
    base::Future<ports::AttemptState> start(ports::AttemptOrder order, base::Limit limit) override;
    base::Future<ports::AttemptState> run(ports::AttemptOrder order, ports::OutputOffsets from,
                                          std::shared_ptr<ports::OutputSink> sink,
                                          base::Limit limit) override;
    base::Future<ports::AttemptState> status(ports::AttemptOrder order, base::Limit limit) override;
    base::Future<ports::AttemptState> follow(ports::AttemptOrder order, ports::OutputOffsets from,
                                             std::shared_ptr<ports::OutputSink> sink,
                                             base::Limit limit) override;
    base::Future<ports::AttemptState> stop(ports::AttemptOrder order, base::Limit limit) override;
    base::Future<void> clean(ports::AttemptOrder order, base::Limit limit) override;
    base::Future<ports::LockState> lock(ports::LockOrder order, base::Limit limit) override;
    base::Future<ports::LockState> unlock(ports::LockOrder order, base::Limit limit) override;
    base::Future<ports::LockState> lockState(domain::Host host, domain::EnvironmentName environment,
                                             base::Limit limit) override;
    base::Future<QueryAnswer> query(domain::Host host, QString command, domain::Variables variables,
                                    base::Limit limit) override;
    base::Future<void> unlockKey(QString keyPath, base::Secret passphrase, base::Limit limit) override;
    base::Result<void> acceptHostKey(const domain::Host& host, const QString& key) override;

    /// A host by its name; made when it is asked for.
    Host& host(const QString& name);
    /// What the next execution of `script` on the host does; the last one stays. Without any it exits with 0.
    void script(const QString& host, const QString& script, const FakeScript& does) {
        m_scripts[host + QLatin1Char('\n') + script].append(does);
    }
    /// The connection to the host breaks: everybody who follows something there is told so.
    void cut(const QString& host);
    /// What runs on the host becomes this: LostReboot, LostProcess, Orphan or Running again.
    void turnRunning(const QString& host, State state);
    /// The environment's lock on the host; made, and free, when it is asked for.
    Lock& lockOn(const QString& host, const QString& environment) {
        return m_locks[host + QLatin1Char('\n') + environment];
    }
    /// Another desk takes the lock, or takes it over, at this moment.
    void takeLockElsewhere(const QString& host, const QString& environment, const QString& owner,
                           const QString& who, const QString& reason);
    /// Every script as it was begun, "host: script", in order.
    const QStringList& executed() const { return m_executed; }
    const QMap<domain::AttemptId, Run>& runs() const { return m_runs; }
    /// Who watches is told of an execution right before it begins, and of a lock before it is given back.
    std::function<void(const ports::AttemptOrder&)> begins;
    std::function<void(const ports::LockOrder&)> unlocks;
    int followers() const { return static_cast<int>(m_followers.size()); }

private:
    struct Follower {
        domain::AttemptId attempt;
        ports::OutputOffsets from;
        std::shared_ptr<ports::OutputSink> sink;
        std::shared_ptr<base::Promise<ports::AttemptState>> promise;
        int life = 0;
    };
    void takeLock(Lock& lock, const QString& owner, const QString& who, const QString& reason);
    ports::LockState lockAnswer(const domain::HostName& host, const domain::EnvironmentName& environment,
                                const QString& owner);
    std::optional<base::Error> fenced(const ports::AttemptOrder& order);
    std::optional<base::Error> refusal(const domain::HostName& name);
    base::Result<ports::AttemptState> begin(const ports::AttemptOrder& order);
    void end(const domain::AttemptId& attempt, int exitCode, bool timedOut, bool stopped);
    void tellFollowers(const domain::AttemptId& attempt);
    ports::AttemptState answered(Run& run);
    void deliverOutput(const Run& run, const ports::OutputOffsets& from, ports::OutputSink& sink);

    base::Clock& m_clock;
    FakeFuse& m_fuse;
    QMap<domain::HostName, Host> m_hosts;
    QMap<QString, QList<FakeScript>> m_scripts;
    QMap<domain::AttemptId, Run> m_runs;
    QMap<QString, Lock> m_locks;
    std::deque<Follower> m_followers;
    QStringList m_executed;
    QObject m_context;
};

} // namespace slipway::support
