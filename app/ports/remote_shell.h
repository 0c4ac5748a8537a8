#pragma once
#include "app/base/async.h"
#include "app/base/secret.h"
#include "app/domain/environment.h"
#include "app/domain/operation.h"

namespace slipway::ports {

/// An attempt of a step on a host, as the gate needs it.
struct AttemptOrder {
    domain::Host host;
    domain::EnvironmentName environment;
    domain::AttemptId attempt;
    QString digest; ///< SHA-256 of the command; the same attempt with another digest is Error{Conflict}
    domain::RemoteCommand command; ///< only read by start()
    /// The lock's fence under which it runs: when the host has another by now, start and stop answer
    /// Error{Fenced}. None: the step changes nothing, and the fence is not looked at.
    std::optional<qint64> fence = {};
    /// More of the command's environment, for start() only: reaches the host on standard input and is
    /// in no argument, file or log.
    QMap<QString, base::Secret> secrets{};
};

/// Who wants an environment's lock on a host.
struct LockOrder {
    domain::Host host;
    domain::EnvironmentName environment;
    QString owner;  ///< the deployment's ID
    QString who;    ///< person and desk, for people
    QString reason; ///< for people
    bool takeOver = false;
    /// Takes over only while the host's fence is this, the one that the person saw; none: whatever it is.
    std::optional<qint64> seen = {};
};

/// An environment's lock as its host knows it.
struct LockState {
    bool held = false;
    bool mine = false; ///< held by the order's owner
    qint64 fence = 0;  ///< grows with every taking; while `mine`, AttemptOrder's
    QString owner, who, reason;
    qint64 sinceMs = 0;                 ///< UTC by the host's clock
    base::Milliseconds heartbeatAge{0}; ///< by the host's clock, which may not be stepped: its uptime
    QString takenOverFrom;              ///< the owner before, also one that had given it back
    int running = 0;                    ///< steps of the environment that run on the host now, whoever's
};

/// What the host says of an attempt.
struct AttemptState {
    enum class State {
        Never, ///< the host has not heard of it: it was not started
        Gated, ///< its folder exists but nothing was started and nothing will be
        Running,
        Done,
        LostReboot,  ///< the host rebooted while it ran
        LostProcess, ///< its processes are gone without a result
        Orphan,      ///< its supervisor is gone but the command lives
    };
    State state = State::Never;
    int exitCode = -1; ///< Done only
    bool timedOut = false;
    bool stopped = false; ///< a stop was asked for before it ended
    qint64 outBytes = 0;  ///< sizes of the logs on the host
    qint64 errBytes = 0;
    base::Milliseconds took{0}; ///< Done: measured on the host
    bool diskWasFull = false;   ///< Done: when it ended, so that the logs may lack something
};

enum class OutputStream { Out, Err };

/// Receives output in order on the adapter's thread. Must not block.
class OutputSink {
public:
    virtual ~OutputSink() = default;
    /// `rawEnd` is the host's byte offset after `bytes`. False: full, offer the same bytes again
    /// later (the adapter stops reading meanwhile).
    virtual bool accept(OutputStream stream, const QByteArray& bytes, qint64 rawEnd) = 0;
    /// The host has let go of the bytes before `rawEnd`, from `rawStart` on where those accepted end.
    virtual void skip(OutputStream stream, qint64 rawStart, qint64 rawEnd) = 0;
    /// The host was heard, be it only a keepalive's answer; at most once a second.
    virtual void alive() {}
    /// Every byte of both streams was accepted: what was held back as the possible begin of a secret
    /// is none. Never called by adapters.
    virtual void finish() {}
};

struct OutputOffsets {
    qint64 out = 0;
    qint64 err = 0;
};

struct HostFacts {
    QString hostKey;     ///< "SHA256:…"; empty for this computer
    QString hostKeyType; ///< "ssh-ed25519"
    base::Milliseconds connectTook{0};
    QString transport{}; ///< "libssh2", "openssh" or "local"
    QString why{};       ///< why not libssh2; empty when it is
    QString user{}, address{};
    quint16 port = 0;
    QStringList via{}; ///< the jump hosts that were passed, "user@address:port"
};

/// Steps on hosts, detached through the gate script. Calls may be made from the main thread
/// and never block it. Errors: Unreachable (nothing happened), ConnectionLost (the call's
/// effect is unknown: ask status), HostKey…, PassphraseNeeded, PinNeeded, LoginRefused, HostUnfit, Fenced,
/// Timeout. The lock keeps desks apart: it is what they agree on, and the host enforces it by the fence.
class RemoteShell {
public:
    virtual ~RemoteShell() = default;
    /// Connects and verifies the host key and login; cheap when already connected.
    virtual base::Future<HostFacts> reach(domain::Host host, base::Limit limit) = 0;
    /// Starts the attempt, at most once ever; answers as soon as it runs (or had been started before).
    virtual base::Future<AttemptState> start(AttemptOrder order, base::Limit limit) = 0;
    /// start() and follow() in one exchange;
    /// its errors are start()'s: only Unreachable and what the host refuses prove that nothing runs.
    virtual base::Future<AttemptState> run(AttemptOrder order, OutputOffsets from,
                                           std::shared_ptr<OutputSink> sink, base::Limit limit) = 0;
    virtual base::Future<AttemptState> status(AttemptOrder order, base::Limit limit) = 0;
    /// Streams both logs from the offsets until the attempt ended and every byte was accepted,
    /// then answers its final state. ConnectionLost when the connection broke: call again with
    /// the sink's offsets.
    virtual base::Future<AttemptState> follow(AttemptOrder order, OutputOffsets from,
                                              std::shared_ptr<OutputSink> sink, base::Limit limit) = 0;
    /// TERM to the process group, after the command's grace KILL; answers the state read
    /// afterwards: only Done, Lost… mean that it is gone.
    virtual base::Future<AttemptState> stop(AttemptOrder order, base::Limit limit) = 0;
    /// Removes the attempt's folder on the host, once its outcome is durable here. Refused while it runs.
    virtual base::Future<void> clean(AttemptOrder order, base::Limit limit) = 0;
    /// Takes the lock, or renews its heartbeat when the owner has it (the same fence). When somebody else
    /// has it their state is answered and nothing changes, unless `takeOver`: then the fence grows, and
    /// once this has answered no step can start under an older one. HostUnfit when the lock cannot be
    /// read or stored; only a take-over gets past one that cannot be read.
    virtual base::Future<LockState> lock(LockOrder order, base::Limit limit) = 0;
    /// Gives it back when the owner has it; answers the state in any case.
    virtual base::Future<LockState> unlock(LockOrder order, base::Limit limit) = 0;
    virtual base::Future<LockState> lockState(domain::Host host, domain::EnvironmentName environment,
                                              base::Limit limit) = 0;
    /// A short read-only command, answered whole; at most 64 KiB of output, else Error{Protocol}.
    /// The exit code comes from a nonce-carrying end marker, never from the channel.
    struct QueryAnswer {
        int exitCode = -1;
        QByteArray output; ///< standard output
        base::Milliseconds took{0};
    };
    virtual base::Future<QueryAnswer> query(domain::Host host, QString command, domain::Variables variables,
                                            base::Limit limit) = 0;
    /// Keeps the passphrase of a private key, or the PIN of a security key that asked for one, in memory, for
    /// as long as the program runs. Error{PassphraseNeeded} when the passphrase is wrong; a wrong PIN is
    /// forgotten by the next login.
    virtual base::Future<void> unlockKey(QString keyPath, base::Secret passphrase, base::Limit limit) = 0;
    /// The person has compared the fingerprint and said yes: remembers the key in Slipway's own
    /// known_hosts. `key` is HostKeyUnknown's detail, "<type> SHA256:…"; only exactly that key is accepted.
    virtual base::Result<void> acceptHostKey(const domain::Host& host, const QString& key) = 0;
};

} // namespace slipway::ports
