#include "app/adapters/ssh/connector.h"

#include "app/adapters/ssh/login.h"
#include "app/adapters/ssh/resolver.h"

#include <QRegularExpression>
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

} // namespace

Connector::Connector(KnownHosts knownHosts, std::chrono::milliseconds keepaliveEvery)
    : m_knownHosts(std::move(knownHosts))
    , m_keepaliveEvery(keepaliveEvery) {}

Result<int> Connector::openSocket(const domain::Host& host, Waiter& waiter) const {
    const auto addresses = resolve(host.address, host.port, waiter);
    if (!addresses)
        return addresses.error();
    Error error{ErrorKind::Unreachable, {}, QStringLiteral("%1 has no address").arg(host.address)};
    for (size_t index = 0; index < addresses->size(); ++index) {
        const auto& address = (*addresses)[index];
        const int fd = ::socket(address.family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        if (fd < 0) {
            error = systemError(errno, host.address);
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
        error = systemError(code == EINPROGRESS ? ETIMEDOUT : code, host.address);
    }
    return error;
}

Result<void> Connector::verify(const domain::Host& host, const KnownHosts::Lookup& lookup,
                               const HostKey& key) {
    switch (lookup.judge(key)) {
    case KnownHosts::Verdict::Match:
        return {};
    case KnownHosts::Verdict::Revoked:
        return Error{ErrorKind::HostKeyRevoked, {}, key.text()};
    case KnownHosts::Verdict::Changed:
        return Error{ErrorKind::HostKeyChanged,
                     {},
                     QStringLiteral("recorded %1; offered %2").arg(lookup.recorded(), key.text())};
    case KnownHosts::Verdict::Unknown:
        break;
    }
    const std::scoped_lock lock(m_mutex);
    auto& shown = m_shown[KnownHosts::nameOf(host.address, host.port)];
    shown.removeAll(key);
    shown.append(key);
    while (shown.size() > mostShown)
        shown.removeFirst();
    return Error{ErrorKind::HostKeyUnknown, {}, key.text()};
}

Result<std::unique_ptr<Session>> Connector::tryOnce(const domain::Host& host, Waiter& waiter, bool& dropped) {
    const auto begun = bootMilliseconds();
    const auto name = QString::fromUtf8(KnownHosts::nameOf(host.address, host.port));
    const auto slot = m_slots.take(name, waiter);
    if (!slot)
        return waiter.error(ErrorKind::Unreachable);
    const auto socket = openSocket(host, waiter);
    if (!socket)
        return socket.error();
    auto session = std::make_unique<Session>(*socket, host.name.text(), m_keepaliveEvery);
    const auto lookup = m_knownHosts.lookup(host.address, host.port);
    const auto key = session->handshake(lookup.types(), waiter);
    if (!key) {
        dropped = key.error().kind == ErrorKind::Unreachable && !waiter.isOver();
        return key.error();
    }
    if (const auto trusted = verify(host, lookup, *key); !trusted)
        return trusted.error();
    if (const auto entered = login(*session, host, waiter); !entered)
        return entered.error();
    session->watchLiveness();
    session->facts = {key->fingerprint(), QString::fromLatin1(key->type),
                      base::Milliseconds(bootMilliseconds() - begun)};
    return session;
}

Result<std::unique_ptr<Session>> Connector::connect(const domain::Host& host, Waiter& waiter) {
    static const QRegularExpression plain(QStringLiteral("^[\\p{L}\\p{N}_.:%-]{1,255}$"));
    const auto located = [&](Error error) {
        error.where = host.name.text();
        return error;
    };
    if (!plain.match(host.address).hasMatch() || host.port == 0 || host.user.isEmpty())
        return located({ErrorKind::BadInput,
                        {},
                        QStringLiteral("not an address to connect to: %1@%2:%3")
                            .arg(host.user, host.address)
                            .arg(host.port)});
    auto backOff = firstBackOff;
    for (int turn = 1;; ++turn, backOff *= 2) {
        bool dropped = false;
        auto session = tryOnce(host, waiter, dropped);
        if (session)
            return session;
        if (!dropped || turn == mostTries)
            return located(session.error());
        if (waiter.wait(-1, 0, backOff) == Waiter::Outcome::Over)
            return located(session.error());
    }
}

Result<void> Connector::accept(const domain::Host& host, const QString& key) {
    const auto name = KnownHosts::nameOf(host.address, host.port);
    const std::scoped_lock lock(m_mutex);
    for (const auto& shown : m_shown.value(name)) {
        if (shown.text() != key)
            continue;
        // The files may have changed while the person was comparing.
        switch (m_knownHosts.lookup(host.address, host.port).judge(shown)) {
        case KnownHosts::Verdict::Match:
            return {};
        case KnownHosts::Verdict::Revoked:
            return Error{ErrorKind::HostKeyRevoked, host.name.text(), key};
        case KnownHosts::Verdict::Changed:
            return Error{ErrorKind::HostKeyChanged, host.name.text(), key};
        case KnownHosts::Verdict::Unknown:
            return m_knownHosts.remember(host.address, host.port, shown);
        }
    }
    return Error{ErrorKind::NotFound, host.name.text(),
                 QStringLiteral("the host has not shown this key: %1").arg(key)};
}

} // namespace slipway::adapters
