#include "app/adapters/ssh/route.h"

#include "app/adapters/ssh/key_file.h"

#include <QRegularExpression>

namespace slipway::adapters {

using base::Error;
using base::ErrorKind;
using base::Result;

namespace {

constexpr qsizetype mostHops = 8;

bool isPlainAddress(const QString& address) {
    static const QRegularExpression plain(QStringLiteral("^[\\p{L}\\p{N}_.:][\\p{L}\\p{N}_.:%-]{0,254}$"));
    return plain.match(address).hasMatch();
}

bool isPlainUser(const QString& user) {
    static const QRegularExpression plain(
        QStringLiteral("^[^\\s\\x00-\\x1f\"'`$;&<>|(){}\\\\-][^\\s\\x00-\\x1f\"'`$;&<>|(){}\\\\]{0,63}$"));
    return plain.match(user).hasMatch();
}

/// What can be seen without connecting that libssh2 1.10 cannot do (each measured).
QString whyNot(const Hop& hop) {
    const auto& settings = hop.settings;
    if (!settings.certificates.isEmpty())
        return QStringLiteral("ssh config names a user certificate, which libssh2 1.10 cannot show");
    if (hop.isPinned || (settings.namesIdentities && settings.identities.size() == 1)) {
        const auto key = KeyFile::read(settings.identities.value(0));
        if (const auto unfit = key ? key->unfit() : QString(); !unfit.isEmpty())
            return QStringLiteral("the key %1 %2").arg(settings.identities[0], unfit);
    }
    const auto known = KnownHosts(hop.knownHosts).lookup(hop.knownName(), hop.knownPort());
    const auto types = known.types();
    if (types.isEmpty() && !known.authorities.isEmpty())
        return QStringLiteral("known_hosts vouches for the host by a certificate authority, which libssh2 "
                              "1.10 cannot verify");
    const auto isFit = [](const QByteArray& type) {
        return type == "ssh-ed25519" || type.startsWith("ecdsa-sha2-");
    };
    if (!known.exact.isEmpty() && !types.isEmpty() && std::none_of(types.begin(), types.end(), isFit))
        return QStringLiteral("known_hosts has only a key of the type %1 for the host, which libssh2 1.10 "
                              "cannot verify")
            .arg(QString::fromLatin1(types.first()));
    return {};
}

} // namespace

QString Hop::knownName() const {
    return settings.hostKeyAlias.isEmpty() ? settings.address : settings.hostKeyAlias;
}

quint16 Hop::knownPort() const {
    return settings.hostKeyAlias.isEmpty() ? settings.port : 22;
}

QString Hop::text() const {
    domain::Host host;
    host.user = settings.user;
    host.address = settings.address;
    host.port = settings.port;
    return domain::addressText(host);
}

Error Hop::lateError(const QString& what, qint64 begun, std::chrono::milliseconds limit) const {
    const auto passed = bootMilliseconds() - begun;
    auto detail = what.arg(text()).arg(static_cast<double>(passed) / 1000, 0, 'f', 1);
    if (passed >= limit.count())
        detail += QStringLiteral(" (ConnectTimeout in ssh config sets another limit)");
    return {ErrorKind::Unreachable, {}, detail};
}

QStringList Route::via() const {
    QStringList list;
    for (const auto& hop : hops.first(hops.size() - 1))
        list.append(hop.text());
    return list;
}

Result<Hop> Router::hop(const QString& name, const QString& user, quint16 port, Waiter& waiter) {
    const auto refuse = [&] {
        return Error{ErrorKind::BadInput,
                     {},
                     QStringLiteral("not an address to connect to: %1@%2:%3").arg(user, name).arg(port)};
    };
    if (!isPlainAddress(name) || (!user.isEmpty() && !isPlainUser(user)))
        return refuse();
    auto settings = m_config.of(name, user, port, waiter);
    if (!settings)
        return settings.error();
    if (!isPlainAddress(settings->address) || !isPlainUser(settings->user) || settings->port == 0)
        return refuse();
    Hop hop;
    hop.settings = *std::move(settings);
    hop.knownHosts =
        hop.settings.knownHosts.isEmpty() ? m_knownHosts : m_knownHosts.first(1) + hop.settings.knownHosts;
    return hop;
}

Result<Hop> Router::jump(const QString& text, Waiter& waiter) {
    static const QRegularExpression shape(QStringLiteral(
        "\\A(?:ssh://)?(?:([^@]+)@)?(?:\\[([^\\]]+)\\]|([^:\\[\\]]+))(?::([0-9]{1,5}))?/?\\z"));
    const auto match = shape.match(text.trimmed());
    const auto port = match.captured(4).toUInt();
    if (!match.hasMatch() || port > 65'535)
        return Error{ErrorKind::BadInput, {}, QStringLiteral("not a jump host: %1").arg(text)};
    return hop(match.captured(2).isEmpty() ? match.captured(3) : match.captured(2), match.captured(1),
               static_cast<quint16>(port), waiter);
}

Result<Route> Router::to(const domain::Host& host, Waiter& waiter) {
    auto target = hop(host.address, host.user, host.port, waiter);
    if (!target)
        return target.error();
    if (!host.identity.isEmpty()) {
        target->settings.identities = {host.identity};
        target->settings.namesIdentities = target->settings.identitiesOnly = target->isPinned = true;
        target->settings.certificates.clear();
    }
    auto& first = target->settings;
    QStringList via = host.via.isEmpty() ? first.proxyJump.split(u',', Qt::SkipEmptyParts) : host.via;
    if (!host.via.isEmpty())
        first.proxyCommand.clear();
    if (via == QStringList{QStringLiteral("none")})
        via.clear();
    Route route{{*target}, {}};
    while (!via.isEmpty()) {
        if (route.hops.size() + via.size() > mostHops)
            return Error{ErrorKind::BadInput,
                         {},
                         QStringLiteral("more than %1 jump hosts, or in a circle").arg(mostHops - 1)};
        for (auto each = via.crbegin(); each != via.crend(); ++each) {
            const auto passed = jump(*each, waiter);
            if (!passed)
                return passed.error();
            route.hops.prepend(*passed);
        }
        // Only the first one on the way is reached as ssh config says; the others through it.
        via = route.hops.first().settings.proxyJump.split(u',', Qt::SkipEmptyParts);
    }
    for (const auto& each : std::as_const(route.hops))
        if (route.why.isEmpty())
            route.why = whyNot(each);
    if (!route.hops.first().settings.proxyCommand.isEmpty())
        route.why = QStringLiteral("ssh config reaches it through a ProxyCommand");
    return route;
}

} // namespace slipway::adapters
