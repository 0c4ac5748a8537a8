#include "app/domain/environment.h"

namespace slipway::domain {

Host thisComputer() {
    Host host;
    host.name = HostName(QStringLiteral("here"));
    host.transport = Transport::Local;
    return host;
}

QString addressText(const Host& host) {
    const QString user = host.user.isEmpty() ? QString() : host.user + QLatin1Char('@');
    if (host.port == 0)
        return user + host.address;
    const bool isVersion6 = host.address.contains(QLatin1Char(':'));
    return user + (isVersion6 ? QLatin1Char('[') + host.address + QLatin1Char(']') : host.address) +
           QLatin1Char(':') + QString::number(host.port);
}

QString transportName(Transport transport) {
    switch (transport) {
    case Transport::Automatic:
        return QStringLiteral("automatic");
    case Transport::Libssh2:
        return QStringLiteral("libssh2");
    case Transport::OpenSsh:
        return QStringLiteral("openssh");
    case Transport::Local:
        return QStringLiteral("local");
    }
    Q_UNREACHABLE();
}

} // namespace slipway::domain
