#pragma once
#include "app/adapters/ssh/known_hosts.h"
#include "app/adapters/ssh/ssh_config.h"
#include "app/domain/environment.h"

namespace slipway::adapters {

/// One SSH server on the way to a host.
struct Hop {
    SshSettings settings;
    bool isPinned = false;  ///< slipway.yaml names the only key to use
    QStringList knownHosts; ///< the files that speak of it, Slipway's own first
    /// What known_hosts files call it, and "user@address:port" for people.
    QString knownName() const;
    quint16 knownPort() const;
    QString text() const;
    /// How long it may take to take a connection and exchange keys, where ssh config says nothing else.
    std::chrono::milliseconds connectWithin(std::chrono::milliseconds usual) const {
        return settings.connectTimeout.count() > 0 ? settings.connectTimeout : usual;
    }
    /// Error{Unreachable} that says where it was waited and how long: `what` with "%1" and "%2 s". `begun` as
    /// bootMilliseconds(); the limit is told how to change when it is what has passed.
    base::Error lateError(const QString& what, qint64 begun, std::chrono::milliseconds limit) const;
};

/// The servers to pass, in their order; the last one is the host itself.
struct Route {
    QList<Hop> hops;
    QString why;         ///< why the OpenSSH client is needed, as far as that shows before connecting
    bool inBulk = false; ///< for much data, beside a connection of libssh2
    const Hop& host() const { return hops.last(); }
    QStringList via() const;
};

/// Where a host is and how to get there: what slipway.yaml says wins, then ssh config, then
/// OpenSSH's defaults. Any thread.
class Router {
public:
    /// `knownHosts`: Slipway's own file, then those to read where ssh config names none.
    Router(QString sshConfig, QStringList knownHosts)
        : m_config(std::move(sshConfig))
        , m_knownHosts(std::move(knownHosts)) {}
    /// Error{BadInput} for names that cannot be connected to and for jump hosts in a circle.
    base::Result<Route> to(const domain::Host& host, Waiter& waiter);

private:
    base::Result<Hop> hop(const QString& name, const QString& user, quint16 port, Waiter& waiter);
    base::Result<Hop> jump(const QString& text, Waiter& waiter);
    SshConfig m_config;
    QStringList m_knownHosts;
};

} // namespace slipway::adapters
