#include "app/adapters/desktop/notification_clicks.h"

#include <QDBusConnection>

namespace slipway::adapters {

NotificationClicks::NotificationClicks() {
    const QString service = QStringLiteral("org.freedesktop.Notifications");
    const QString path = QStringLiteral("/org/freedesktop/Notifications");
    QDBusConnection bus = QDBusConnection::sessionBus();
    bus.connect(service, path, service, QStringLiteral("ActionInvoked"), this,
                SLOT(takeAction(uint, QString)));
    bus.connect(service, path, service, QStringLiteral("NotificationClosed"), this, SLOT(takeClosed(uint)));
}

void NotificationClicks::expect(uint id, const QString& about) {
    m_about.insert(id, about);
}

void NotificationClicks::takeAction(uint id, const QString& action) {
    if (action == QLatin1StringView("default") && m_about.contains(id))
        Q_EMIT clicked(m_about.value(id));
}

void NotificationClicks::takeClosed(uint id) {
    m_about.remove(id);
}

} // namespace slipway::adapters
