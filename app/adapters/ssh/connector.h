#pragma once
#include "app/adapters/ssh/handshake_slots.h"
#include "app/adapters/ssh/openssh_connection.h"
#include "app/adapters/ssh/session.h"

namespace slipway::adapters {

/// Makes authenticated connections: finds the way, connects, checks the key of every server on it and
/// logs in; over libssh2, or over the OpenSSH client where libssh2 cannot. Remembers in memory which
/// unknown keys hosts have shown, so that only those can be accepted. Any thread.
class Connector {
public:
    enum class Purpose {
        Usual,
        Bulk, ///< much data: over the OpenSSH client
    };
    struct Settings {
        QString sshConfig;      ///< read instead of the usual files; "none": no ssh config
        QStringList knownHosts; ///< Slipway's own, which is written, and the usual ones
        std::chrono::milliseconds keepaliveEvery;
        std::chrono::milliseconds connectWithin; ///< as Libssh2Shell's
        QByteArrayList localEnvironment;         ///< for commands on this computer, beside its own
    };
    explicit Connector(Settings settings);
    base::Result<std::unique_ptr<Connection>> connect(const domain::Host& host, Purpose purpose,
                                                      Waiter& waiter);
    /// Records the shown key whose text() is `key`; Error{NotFound} when the host never showed it.
    base::Result<void> accept(const domain::Host& host, const QString& key);
    Passphrases& passphrases() { return m_passphrases; }
    /// Whether much data for a host whose transport is ours to choose may go over the OpenSSH client.
    bool mayUseOpenSsh(const domain::Host& host);
    /// It cannot: this program does not try again.
    void neverUseOpenSsh(const domain::Host& host);

private:
    struct Shown {
        Hop hop;
        HostKey key;
    };
    using Opened = base::Result<std::unique_ptr<Connection>>;
    base::Result<int> openSocket(const Hop& hop, Waiter& waiter) const;
    base::Result<std::unique_ptr<Session>> greet(const QString& host, const Hop& hop,
                                                 std::unique_ptr<Session> before, Waiter& waiter,
                                                 HostKey& key, bool& dropped, QString& why) const;
    Opened overLibssh2(const domain::Host& host, const Route& route, Waiter& waiter, bool& dropped,
                       QString& why);
    Opened overOpenSsh(const domain::Host& host, const Route& route, Waiter& waiter, bool& dropped);
    Opened repeated(Waiter& waiter, const std::function<Opened(bool& dropped)>& once);
    base::Result<void> verify(const domain::Host& host, const Route& route, qsizetype index,
                              const HostKey& key);

    Settings m_settings;
    Router m_router;
    HandshakeSlots m_slots;
    Passphrases m_passphrases;
    std::mutex m_mutex;
    QHash<QString, QList<Shown>> m_shown;
    QHash<QString, QString> m_whyOpenSsh; ///< what was found out about hosts
    QSet<QString> m_notOpenSsh;           ///< where it was tried in vain
};

} // namespace slipway::adapters
