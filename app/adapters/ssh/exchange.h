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
    using Follow = std::function<base::Result<GateCall>(ports::OutputOffsets)>;
    /// Streams both logs into the sink from `offsets` on, which it advances with every accepted piece, and
    /// answers the state that the host told last. When more waits than libssh2 brings in good time, `follow`
    /// goes on over the OpenSSH client.
    base::Result<ports::AttemptState> stream(const GateCall& call, const Follow& follow,
                                             ports::OutputOffsets& offsets, ports::OutputSink& sink);
    base::Result<ports::RemoteShell::QueryAnswer> query(const GateCall& call);

    /// Runs a command once for each of the inputs, side by side where the connection can and else once, with
    /// the first. Whoever is asked for its next piece has `within` from then on. The error of one is that of
    /// all. The inputs are asked on threads of their own; the receiver hears one at a time.
    base::Result<ChannelEnd> runSeveral(const QByteArray& command, const QList<Input>& inputs,
                                        std::chrono::milliseconds within,
                                        const Connection::Receiver& receiver);
    /// From so many bytes on the time for another login is well spent. The gate sends more at once only when
    /// it is behind.
    static constexpr qint64 muchBytes = 4 * 1024 * 1024;
    /// Whether the OpenSSH client is the faster way than the connection of the last run, and may be taken.
    bool mayGoInBulk() const { return m_isSlow && m_pool.connector().mayUseOpenSsh(m_host); }
    /// What `once` does with much data: over the OpenSSH client, and if that never began, as usual.
    template <class F>
    auto inBulk(F once) -> decltype(once());
    /// Of the last run; 0 when that was not measured.
    std::chrono::milliseconds roundTrip() const { return m_roundTrip; }
    /// With the host's name, if it has no place.
    base::Error located(base::Error error) const;

    base::Result<void> unlockKey(const QString& keyPath, const base::Secret& passphrase) {
        return m_pool.connector().passphrases().unlock(keyPath, passphrase, m_waiter);
    }

private:
    /// Stops before a piece of more than `mostBytes()`, and then sets `isTooMuch`.
    base::Result<ports::AttemptState> streamHere(const GateCall& call, ports::OutputOffsets& offsets,
                                                 ports::OutputSink& sink,
                                                 const std::function<qint64()>& mostBytes, bool& isTooMuch);
    /// Runs the call; a warm session that breaks before anything was sent is replaced by a new one.
    base::Result<ChannelEnd> run(const GateCall& call, const Connection::Receiver& receiver);
    base::Result<ChannelEnd> retried(const std::function<base::Result<ChannelEnd>(Connection&)>& once);
    base::Error silent(const ChannelEnd& end, const QByteArray& output, const QByteArray& nonce) const;
    SessionPool& m_pool;
    domain::Host m_host;
    Waiter& m_waiter;
    Connector::Purpose m_purpose = Connector::Purpose::Usual;
    bool m_greeted = false;
    std::chrono::milliseconds m_roundTrip{0};
    bool m_isSlow = false;   ///< the session in use
    bool m_hasBegun = false; ///< the host has got something of the last command
};

template <class F>
auto Exchange::inBulk(F once) -> decltype(once()) {
    m_purpose = Connector::Purpose::Bulk;
    auto result = once();
    m_purpose = Connector::Purpose::Usual;
    if (result || m_hasBegun || m_waiter.isOver())
        return result;
    // A login that was refused is not tried again with every large output; what may go by itself, or when a
    // person has answered, is.
    const auto kind = result.error().kind;
    if (kind == base::ErrorKind::LoginRefused || kind == base::ErrorKind::ToolMissing ||
        kind == base::ErrorKind::BadInput)
        m_pool.connector().neverUseOpenSsh(m_host);
    return once();
}

} // namespace slipway::adapters
