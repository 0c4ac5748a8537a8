#pragma once
#include "app/adapters/ssh/handshake_slots.h"
#include "app/adapters/ssh/session.h"

namespace slipway::adapters {

/// Makes authenticated sessions: resolve, connect, key exchange, host key check, login. Remembers
/// in memory which unknown keys hosts have shown, so that only those can be accepted. Any thread.
class Connector {
public:
    Connector(KnownHosts knownHosts, std::chrono::milliseconds keepaliveEvery);
    base::Result<std::unique_ptr<Session>> connect(const domain::Host& host, Waiter& waiter);
    /// Records the shown key whose text() is `key`; Error{NotFound} when the host never showed it.
    base::Result<void> accept(const domain::Host& host, const QString& key);

private:
    base::Result<int> openSocket(const domain::Host& host, Waiter& waiter) const;
    base::Result<std::unique_ptr<Session>> tryOnce(const domain::Host& host, Waiter& waiter, bool& dropped);
    base::Result<void> verify(const domain::Host& host, const KnownHosts::Lookup& lookup, const HostKey& key);

    KnownHosts m_knownHosts;
    std::chrono::milliseconds m_keepaliveEvery;
    HandshakeSlots m_slots;
    std::mutex m_mutex;
    QHash<QByteArray, QList<HostKey>> m_shown; ///< by KnownHosts::nameOf
};

} // namespace slipway::adapters
