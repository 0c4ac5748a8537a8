#include "app/adapters/desktop/dbus_desktop.h"

#include "app/adapters/desktop/notification_clicks.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusUnixFileDescriptor>
#include <QVariantMap>

namespace slipway::adapters {

namespace {
constexpr int shownMs = 30'000;

int milliseconds(const base::Limit& limit) {
    return static_cast<int>(std::min<qint64>(
        std::chrono::duration_cast<std::chrono::milliseconds>(limit.within).count(), 10'000));
}
} // namespace

DbusDesktop::DbusDesktop() = default;

DbusDesktop::~DbusDesktop() = default;

void DbusDesktop::whenClicked(QObject* owner, std::function<void(const QString& about)> f) {
    m_clicks = std::make_shared<NotificationClicks>();
    QObject::connect(m_clicks.get(), &NotificationClicks::clicked, owner, std::move(f));
}

base::Future<void> DbusDesktop::notify(QString title, QString text, QString about, base::Limit limit) {
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return base::ready<void>(base::Error{base::ErrorKind::NotFound, QStringLiteral("desktop"),
                                             QStringLiteral("there is no desktop session here")});
    auto call = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("/org/freedesktop/Notifications"),
        QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("Notify"));
    // A click on the notification itself is the action "default"; its words are shown by few desktops.
    const QStringList actions =
        m_clicks ? QStringList{QStringLiteral("default"), QCoreApplication::translate("alerts", "Open")}
                 : QStringList();
    // The body may hold markup; what hosts say is text.
    call.setArguments({QStringLiteral("Slipway"), 0U, QStringLiteral("slipway"), title, text.toHtmlEscaped(),
                       actions, QVariantMap{{QStringLiteral("urgency"), QVariant::fromValue<uchar>(2)}},
                       shownMs});
    auto promise = std::make_shared<base::Promise<void>>();
    auto future = promise->future();
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(call, milliseconds(limit)));
    QObject::connect(
        watcher, &QDBusPendingCallWatcher::finished, watcher, [promise, watcher, about, clicks = m_clicks] {
            const QDBusPendingReply<uint> reply = *watcher;
            watcher->deleteLater();
            if (!reply.isError() && clicks)
                clicks->expect(reply.value(), about);
            if (reply.isError())
                promise->finish(base::Error{
                    base::ErrorKind::NotFound, QStringLiteral("desktop"),
                    QStringLiteral("the desktop shows no notifications: %1").arg(reply.error().message())});
            else
                promise->finish({});
        });
    return future;
}

base::Future<std::shared_ptr<void>> DbusDesktop::keepAwake(QString why, base::Limit limit) {
    const QDBusConnection bus = QDBusConnection::systemBus();
    if (!bus.isConnected())
        return base::ready<std::shared_ptr<void>>(
            base::Error{base::ErrorKind::NotFound, QStringLiteral("logind"),
                        QStringLiteral("there is no system bus here, so nothing keeps this computer awake")});
    auto call = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.login1"), QStringLiteral("/org/freedesktop/login1"),
        QStringLiteral("org.freedesktop.login1.Manager"), QStringLiteral("Inhibit"));
    call.setArguments(
        {QStringLiteral("sleep:handle-lid-switch"), QStringLiteral("Slipway"), why, QStringLiteral("block")});
    auto promise = std::make_shared<base::Promise<std::shared_ptr<void>>>();
    auto future = promise->future();
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(call, milliseconds(limit)));
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, watcher, [promise, watcher] {
        const QDBusPendingReply<QDBusUnixFileDescriptor> reply = *watcher;
        watcher->deleteLater();
        if (reply.isError() || !reply.value().isValid())
            promise->finish(base::Error{
                base::ErrorKind::NotFound, QStringLiteral("logind"),
                QStringLiteral("logind does not keep this computer awake: %1").arg(reply.error().message())});
        else // the lock is held until the last copy of the descriptor is closed
            promise->finish(std::shared_ptr<void>(std::make_shared<QDBusUnixFileDescriptor>(reply.value())));
    });
    return future;
}

} // namespace slipway::adapters
