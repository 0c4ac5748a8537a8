#include "app/adapters/ssh/connector.h"

#include "app/adapters/ssh/local_connection.h"
#include "app/adapters/ssh/login.h"
#include "app/adapters/ssh/resolver.h"
#include "app/adapters/ssh/tunnel.h"

#include <cerrno>
#include <cstring>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace slipway::adapters {

using base::Error;
using base::ErrorKind;
using base::Result;

namespace {

/// A server past MaxStartups drops us before its banner; nothing has run, so it is tried again.
constexpr int mostTries = 5;
constexpr std::chrono::milliseconds firstBackOff{60};
/// Unknown keys remembered per host.
constexpr int mostShown = 16;

Error systemError(int code, const QString& address) {
    const bool ours = code == ENETUNREACH || code == EMFILE || code == ENFILE || code == ENOBUFS ||
                      code == ENOMEM || code == EADDRNOTAVAIL || code == EPERM;
    return {ours ? ErrorKind::Observer : ErrorKind::Unreachable,
            {},
            QStringLiteral("%1: %2").arg(address, QString::fromLocal8Bit(std::strerror(code)))};
}

QString keyOf(const domain::Host& host) {
    return QStringList{host.name.text(), domain::addressText(host), host.identity, host.via.join(u',')}.join(
        u'\n');
}

QString handshakesOf(const Hop& hop) {
    return QString::fromUtf8(KnownHosts::nameOf(hop.settings.address, hop.settings.port));
}

KnownHosts::Lookup knownOf(const Hop& hop) {
    return KnownHosts(hop.knownHosts).lookup(hop.knownName(), hop.knownPort());
}

} // namespace

Connector::Connector(Settings settings)
    : m_settings(std::move(settings))
    , m_router(m_settings.sshConfig, m_settings.knownHosts) {}

Result<int> Connector::openSocket(const Hop& hop, Waiter& waiter) const {
    const auto& name = hop.settings.address;
    const auto addresses = resolve(name, hop.settings.port, waiter);
    if (!addresses)
        return addresses.error();
    Error error{ErrorKind::Unreachable, {}, QStringLiteral("%1 has no address").arg(name)};
    for (size_t index = 0; index < addresses->size(); ++index) {
        const auto& address = (*addresses)[index];
        const int fd = ::socket(address.family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        if (fd < 0) {
            error = systemError(errno, name);
            continue;
        }
        int code = ::connect(fd, reinterpret_cast<const sockaddr*>(&address.storage), address.length) == 0
                       ? 0
                       : errno;
        // The last address may take all that is left; an earlier one that is mute gets its share.
        const auto until =
            bootMilliseconds() + waiter.remaining() / static_cast<qint64>(addresses->size() - index);
        while (code == EINPROGRESS && bootMilliseconds() < until) {
            const auto outcome =
                waiter.wait(fd, POLLOUT, std::chrono::milliseconds(until - bootMilliseconds()));
            if (outcome == Waiter::Outcome::Over) {
                ::close(fd);
                return waiter.error(ErrorKind::Unreachable);
            }
            if (outcome == Waiter::Outcome::Ready) {
                socklen_t length = sizeof code;
                ::getsockopt(fd, SOL_SOCKET, SO_ERROR, &code, &length);
            }
        }
        if (code == 0) {
            const int on = 1;
            ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            return fd;
        }
        ::close(fd);
        error = systemError(code == EINPROGRESS ? ETIMEDOUT : code, name);
    }
    return error;
}

Result<void> Connector::verify(const domain::Host& host, const Route& route, qsizetype index,
                               const HostKey& key) {
    const auto& hop = route.hops[index];
    const auto lookup = knownOf(hop);
    // A third word tells that it is a jump host's key.
    const auto text = index + 1 == route.hops.size() ? key.text() : key.text() + u' ' + hop.text();
    switch (lookup.judge(key)) {
    case KnownHosts::Verdict::Match:
        return {};
    case KnownHosts::Verdict::Revoked:
        return Error{ErrorKind::HostKeyRevoked, {}, text};
    case KnownHosts::Verdict::Changed:
        return Error{ErrorKind::HostKeyChanged,
                     {},
                     QStringLiteral("recorded %1; offered %2").arg(lookup.recorded(), text)};
    case KnownHosts::Verdict::Unknown:
        break;
    }
    const std::scoped_lock lock(m_mutex);
    auto& shown = m_shown[keyOf(host)];
    shown.removeIf([&](const Shown& one) { return one.key == key; });
    shown.append({hop, key});
    while (shown.size() > mostShown)
        shown.removeFirst();
    return Error{ErrorKind::HostKeyUnknown, {}, text};
}

Result<std::unique_ptr<Session>> Connector::greet(const QString& host, const Hop& hop,
                                                  std::unique_ptr<Session> before, Waiter& waiter,
                                                  HostKey& key, bool& dropped, QString& why) const {
    const auto begun = bootMilliseconds();
    const auto limit = hop.connectWithin(m_settings.connectWithin);
    const Waiter::Part part(waiter, limit);
    const auto failed = [&](const Error& error, const QString& whenLate) {
        const bool isLate = part.isLate() && error.kind == ErrorKind::Unreachable;
        return isLate ? hop.lateError(whenLate, begun, limit) : error;
    };
    std::shared_ptr<Tunnel> tunnel;
    int socket = -1;
    if (before) {
        auto opened = Tunnel::open(std::move(before), hop.settings.address, hop.settings.port, waiter);
        if (!opened)
            return failed(opened.error(), QStringLiteral("the jump host did not connect to %1 within %2 s"));
        tunnel = std::move(opened).value();
        socket = tunnel->takeSocket();
    } else {
        const auto opened = openSocket(hop, waiter);
        if (!opened)
            return failed(opened.error(), QStringLiteral("%1 did not take a connection within %2 s"));
        socket = *opened;
    }
    auto session = std::make_unique<Session>(socket, host, m_settings.keepaliveEvery);
    session->beneath = std::move(tunnel);
    const auto shown = session->handshake(knownOf(hop).types(), waiter);
    if (!shown) {
        why = session->whyNoAgreement();
        dropped = why.isEmpty() && shown.error().kind == ErrorKind::Unreachable && !waiter.isOver();
        return failed(shown.error(), QStringLiteral("%1 took the connection, but did not answer as an SSH "
                                                    "server within %2 s"));
    }
    key = *shown;
    session->mostSilence(limit);
    return session;
}

Connector::Opened Connector::overLibssh2(const domain::Host& host, const Route& route, Waiter& waiter,
                                         bool& dropped, QString& why) {
    const auto begun = bootMilliseconds();
    std::unique_ptr<Session> session;
    for (qsizetype index = 0; index < route.hops.size(); ++index) {
        const auto& hop = route.hops[index];
        const auto isHost = index + 1 == route.hops.size();
        const auto on = [&](Error error) {
            if (!isHost)
                error.detail =
                    error.kind == ErrorKind::HostKeyUnknown || error.kind == ErrorKind::PassphraseNeeded
                        ? error.detail
                        : QStringLiteral("jump host %1: %2").arg(hop.text(), error.detail);
            return error;
        };
        const auto slot = m_slots.take(handshakesOf(hop), waiter);
        if (!slot)
            return waiter.error(ErrorKind::Unreachable);
        HostKey key;
        auto greeted = greet(host.name.text(), hop, std::move(session), waiter, key, dropped, why);
        if (!greeted)
            return on(greeted.error());
        session = std::move(greeted).value();
        if (const auto trusted = verify(host, route, index, key); !trusted)
            return on(trusted.error());
        if (const auto entered = login(*session, hop, m_passphrases, waiter, why); !entered)
            return on(entered.error());
        session->mostSilence({});
        session->facts.hostKey = key.fingerprint();
        session->facts.hostKeyType = QString::fromLatin1(key.type);
    }
    why.clear();
    session->watchLiveness();
    session->facts.connectTook = base::Milliseconds(bootMilliseconds() - begun);
    session->facts.transport = QStringLiteral("libssh2");
    return std::unique_ptr<Connection>(std::move(session));
}

Connector::Opened Connector::overOpenSsh(const domain::Host& host, const Route& route, Waiter& waiter,
                                         bool& dropped) {
    const auto slot = m_slots.take(handshakesOf(route.hops.first()), waiter);
    if (!slot)
        return waiter.error(ErrorKind::Unreachable);
    std::optional<OpenSshConnection::Shown> doubtful;
    auto opened =
        OpenSshConnection::open(route, m_passphrases, {m_settings.keepaliveEvery, m_settings.connectWithin},
                                waiter, doubtful, dropped);
    if (doubtful) {
        const auto trusted = verify(host, route, doubtful->hop, doubtful->key);
        return trusted ? opened.error() : trusted.error();
    }
    if (!opened)
        return opened.error();
    (*opened)->facts.transport = QStringLiteral("openssh");
    return std::unique_ptr<Connection>(std::move(opened).value());
}

Connector::Opened Connector::repeated(Waiter& waiter, const std::function<Opened(bool& dropped)>& once) {
    auto backOff = firstBackOff;
    for (int turn = 1;; ++turn, backOff *= 2) {
        bool dropped = false;
        auto opened = once(dropped);
        if (opened || !dropped || turn == mostTries)
            return opened;
        if (waiter.wait(-1, 0, backOff) == Waiter::Outcome::Over)
            return opened;
    }
}

Connector::Opened Connector::connect(const domain::Host& host, Purpose purpose, Waiter& waiter) {
    if (host.transport == domain::Transport::Local)
        return std::unique_ptr<Connection>(std::make_unique<LocalConnection>(m_settings.localEnvironment));
    const auto located = [&](Error error) {
        error.where = host.name.text();
        return error;
    };
    auto route = m_router.to(host, waiter);
    if (!route)
        return located(route.error());
    route->inBulk = purpose == Purpose::Bulk;
    QString why;
    if (route->inBulk) {
        why = QStringLiteral("libssh2 1.10 is slow with much data");
    } else if (host.transport == domain::Transport::OpenSsh) {
        why = QStringLiteral("slipway.yaml says so");
    } else if (host.transport == domain::Transport::Automatic) {
        const std::scoped_lock lock(m_mutex);
        why = route->why.isEmpty() ? m_whyOpenSsh.value(keyOf(host)) : route->why;
    }
    auto opened = Opened(Error{});
    if (why.isEmpty()) {
        opened =
            repeated(waiter, [&](bool& dropped) { return overLibssh2(host, *route, waiter, dropped, why); });
        if (!opened && (why.isEmpty() || host.transport == domain::Transport::Libssh2)) {
            auto error = opened.error();
            if (!why.isEmpty())
                error.detail += QStringLiteral("; %1").arg(why);
            return located(error);
        }
    }
    if (!opened) {
        opened = repeated(waiter, [&](bool& dropped) { return overOpenSsh(host, *route, waiter, dropped); });
        if (!opened && opened.error().kind == ErrorKind::ToolMissing)
            return located({ErrorKind::ToolMissing,
                            {},
                            QStringLiteral("%1; the OpenSSH client, which can, is not installed").arg(why)});
        if (!opened)
            return located(opened.error());
        (*opened)->facts.why = why;
        if (host.transport == domain::Transport::Automatic && route->why.isEmpty() && !route->inBulk) {
            const std::scoped_lock lock(m_mutex);
            m_whyOpenSsh.insert(keyOf(host), why);
        }
    }
    auto& facts = (*opened)->facts;
    facts.user = route->host().settings.user;
    facts.address = route->host().settings.address;
    facts.port = route->host().settings.port;
    facts.via = route->via();
    return opened;
}

bool Connector::mayUseOpenSsh(const domain::Host& host) {
    const std::scoped_lock lock(m_mutex);
    return host.transport == domain::Transport::Automatic && !m_notOpenSsh.contains(keyOf(host));
}

void Connector::neverUseOpenSsh(const domain::Host& host) {
    const std::scoped_lock lock(m_mutex);
    m_notOpenSsh.insert(keyOf(host));
}

Result<void> Connector::accept(const domain::Host& host, const QString& key) {
    const auto wanted = key.section(u' ', 0, 1);
    const std::scoped_lock lock(m_mutex);
    for (const auto& shown : m_shown.value(keyOf(host))) {
        if (shown.key.text() != wanted)
            continue;
        // The files may have changed while the person was comparing.
        switch (knownOf(shown.hop).judge(shown.key)) {
        case KnownHosts::Verdict::Match:
            return {};
        case KnownHosts::Verdict::Revoked:
            return Error{ErrorKind::HostKeyRevoked, host.name.text(), key};
        case KnownHosts::Verdict::Changed:
            return Error{ErrorKind::HostKeyChanged, host.name.text(), key};
        case KnownHosts::Verdict::Unknown:
            return KnownHosts(m_settings.knownHosts)
                .remember(shown.hop.knownName(), shown.hop.knownPort(), shown.key);
        }
    }
    return Error{ErrorKind::NotFound, host.name.text(),
                 QStringLiteral("the host has not shown this key: %1").arg(key)};
}

} // namespace slipway::adapters
