#pragma once
#include "app/adapters/ssh/gate.h"
#include "app/adapters/ssh/session_pool.h"

namespace slipway::adapters {

/// One gate call on one host over a pooled session. Synchronous; for I/O threads. Errors carry the
/// host's name.
class Exchange {
public:
    Exchange(SessionPool& pool, domain::Host host, Waiter& waiter)
        : m_pool(pool)
        , m_host(std::move(host))
        , m_waiter(waiter) {}

    /// Connects and verifies; answers from a warm session without asking the host only if that session proves
    /// alive.
    base::Result<ports::HostFacts> reach(const Gate& gate);
    /// Runs the call and answers the gate's last line. HostUnfit when the login shell did not run the script.
    base::Result<QByteArray> ask(const GateCall& call);
    /// Whether the host ran the script of the last call at all.
    bool wasGreeted() const { return m_greeted; }
    /// Streams both logs into the sink from `offsets` on, which it advances with every accepted piece, and
    /// answers the state that the host told last.
    base::Result<ports::AttemptState> stream(const GateCall& call, ports::OutputOffsets& offsets,
                                             ports::OutputSink& sink);
    base::Result<ports::RemoteShell::QueryAnswer> query(const GateCall& call);

    /// Brings the file into the host's spool, from where it is already. `within`: how long nothing may move.
    base::Result<void> send(const Gate& gate, const ports::TransferOrder& order,
                            const std::function<void(qint64)>& progress, std::chrono::milliseconds within);

    base::Result<void> unlockKey(const QString& keyPath, const base::Secret& passphrase) {
        return m_pool.connector().passphrases().unlock(keyPath, passphrase, m_waiter);
    }

private:
    /// Runs the call; a warm session that breaks before anything was sent is replaced by a new one.
    base::Result<ChannelEnd> run(const GateCall& call, const Connection::Receiver& receiver) {
        return run(call.command, call.input, receiver);
    }
    base::Result<ChannelEnd> run(const QByteArray& command, const Input& input,
                                 const Connection::Receiver& receiver);
    base::Result<qint64> partOf(const Gate& gate, const ports::TransferOrder& order);
    base::Error located(base::Error error) const;
    base::Error silent(const ChannelEnd& end, const QByteArray& output, const QByteArray& nonce) const;
    SessionPool& m_pool;
    domain::Host m_host;
    Waiter& m_waiter;
    bool m_greeted = false;
};

} // namespace slipway::adapters
