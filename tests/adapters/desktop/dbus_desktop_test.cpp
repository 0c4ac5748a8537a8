#include "app/adapters/desktop/dbus_desktop.h"

#include <QDBusConnection>
#include <QDBusError>
#include <QDBusUnixFileDescriptor>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <fcntl.h>
#include <unistd.h>

using namespace slipway;
using namespace std::chrono_literals;

/// Notes what it is told, as a desktop's notifications do.
class Notifications : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
public:
    QStringList told, actions;
    QVariantMap hints;
    uint last = 6;
public Q_SLOTS:
    uint Notify(const QString& app, uint, const QString&, const QString& title, const QString& text,
                const QStringList& offered, const QVariantMap& more, int) {
        told = {app, title, text};
        actions = offered;
        hints = more;
        return ++last;
    }
Q_SIGNALS:
    void ActionInvoked(uint id, const QString& action);
    void NotificationClosed(uint id, uint reason);
};

/// Hands out a lock as logind does: one end of a pipe, which ends when the other is closed.
class Login : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.login1.Manager")
public:
    QStringList asked;
    int readingEnd = -1;
    ~Login() override {
        if (readingEnd >= 0)
            ::close(readingEnd);
    }
    /// Whether nobody holds the lock any more.
    bool isFree() const {
        char byte = 0;
        return ::read(readingEnd, &byte, 1) == 0;
    }
public Q_SLOTS:
    QDBusUnixFileDescriptor Inhibit(const QString& what, const QString& who, const QString& why,
                                    const QString& mode) {
        asked = {what, who, why, mode};
        int ends[2];
        if (::pipe2(ends, O_NONBLOCK | O_CLOEXEC) != 0)
            return {};
        readingEnd = ends[0];
        QDBusUnixFileDescriptor lock;
        lock.giveFileDescriptor(ends[1]);
        return lock;
    }
};

/// Against a real message bus of its own, with services that stand in for the desktop's and logind.
class DbusDesktopTest : public QObject {
    Q_OBJECT
    QProcess m_bus;
    Notifications m_notifications;
    Login m_login;

    template <class T>
    static base::Result<T> answer(const base::Future<T>& future) {
        QFutureWatcher<base::Result<T>> watcher;
        QSignalSpy ended(&watcher, &QFutureWatcherBase::finished);
        watcher.setFuture(future);
        if (!future.isFinished() && !ended.wait(10'000))
            return base::Error{base::ErrorKind::Timeout, {}, QStringLiteral("no answer")};
        return future.result();
    }

private Q_SLOTS:
    void initTestCase() {
        if (QStandardPaths::findExecutable(QStringLiteral("dbus-daemon")).isEmpty())
            QSKIP("dbus-daemon is not here");
        m_bus.start(QStringLiteral("dbus-daemon"), {QStringLiteral("--session"), QStringLiteral("--nofork"),
                                                    QStringLiteral("--print-address")});
        QSignalSpy told(&m_bus, &QProcess::readyReadStandardOutput);
        QVERIFY(told.wait(10'000));
        const QByteArray address = m_bus.readLine().trimmed();
        QVERIFY(!address.isEmpty());
        qputenv("DBUS_SESSION_BUS_ADDRESS", address);
        qputenv("DBUS_SYSTEM_BUS_ADDRESS", address);
        // The services are of another connection, as those of a desktop are.
        auto services =
            QDBusConnection::connectToBus(QString::fromLatin1(address), QStringLiteral("services"));
        QVERIFY(services.isConnected());
        QVERIFY(services.registerObject(QStringLiteral("/org/freedesktop/Notifications"), &m_notifications,
                                        QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
        QVERIFY(services.registerObject(QStringLiteral("/org/freedesktop/login1"), &m_login,
                                        QDBusConnection::ExportAllSlots));
    }
    void cleanupTestCase() {
        QDBusConnection::disconnectFromBus(QStringLiteral("services"));
        m_bus.terminate();
        QVERIFY(m_bus.state() == QProcess::NotRunning || m_bus.waitForFinished(10'000));
    }

    void whereNoServiceIsItSaysSo() {
        adapters::DbusDesktop desktop;
        const auto told =
            answer(desktop.notify(QStringLiteral("title"), QStringLiteral("text"), {}, {5s, {}}));
        QVERIFY(!told.ok());
        QCOMPARE(told.error().kind, base::ErrorKind::NotFound);
        const auto lock = answer(desktop.keepAwake(QStringLiteral("why"), {5s, {}}));
        QVERIFY(!lock.ok());
        QCOMPARE(lock.error().kind, base::ErrorKind::NotFound);
        QDBusConnection services(QStringLiteral("services"));
        QVERIFY(services.registerService(QStringLiteral("org.freedesktop.Notifications")));
        QVERIFY(services.registerService(QStringLiteral("org.freedesktop.login1")));
    }

    void aNotificationIsTextAndNoMarkup() {
        adapters::DbusDesktop desktop;
        const auto told = answer(desktop.notify(QStringLiteral("orders-bot: API is down"),
                                                QStringLiteral("503 <b>& more</b>"), {}, {5s, {}}));
        QVERIFY2(told.ok(), qPrintable(told.ok() ? QString() : told.error().detail));
        QCOMPARE(m_notifications.told,
                 (QStringList{QStringLiteral("Slipway"), QStringLiteral("orders-bot: API is down"),
                              QStringLiteral("503 &lt;b&gt;&amp; more&lt;/b&gt;")}));
        QCOMPARE(m_notifications.hints.value(QStringLiteral("urgency")).toInt(), 2);
        // Nobody would hear of a click.
        QCOMPARE(m_notifications.actions, QStringList());
    }

    void aClickTellsWhatItIsAboutAndOnlyOfOurOwn() {
        adapters::DbusDesktop desktop;
        QObject owner;
        QStringList clicked;
        desktop.whenClicked(&owner, [&clicked](const QString& about) { clicked << about; });
        const auto show = [&](const char* about) {
            return answer(desktop.notify(QStringLiteral("title"), QStringLiteral("text"),
                                         QString::fromLatin1(about), {5s, {}}))
                .ok();
        };
        QVERIFY(show("staging"));
        const uint first = m_notifications.last;
        QVERIFY(show("production"));
        const uint second = m_notifications.last;
        QCOMPARE(m_notifications.actions.value(0), QStringLiteral("default"));
        Q_EMIT m_notifications.ActionInvoked(second + 100, QStringLiteral("default")); // another program's
        Q_EMIT m_notifications.ActionInvoked(first, QStringLiteral("settings"));
        Q_EMIT m_notifications.NotificationClosed(first, 1);
        Q_EMIT m_notifications.ActionInvoked(first, QStringLiteral("default"));
        Q_EMIT m_notifications.ActionInvoked(second, QStringLiteral("default"));
        QTRY_COMPARE(clicked, QStringList{QStringLiteral("production")});
        Q_EMIT m_notifications.NotificationClosed(second, 2);
        QVERIFY(show("staging"));
        Q_EMIT m_notifications.ActionInvoked(m_notifications.last, QStringLiteral("default"));
        QTRY_COMPARE(clicked, (QStringList{QStringLiteral("production"), QStringLiteral("staging")}));
    }

    void theComputerStaysAwakeAsLongAsTheLockLives() {
        adapters::DbusDesktop desktop;
        auto lock = answer(desktop.keepAwake(QStringLiteral("A release of orders-bot is watched"), {5s, {}}));
        QVERIFY2(lock.ok(), qPrintable(lock.ok() ? QString() : lock.error().detail));
        QCOMPARE(
            m_login.asked,
            (QStringList{QStringLiteral("sleep:handle-lid-switch"), QStringLiteral("Slipway"),
                         QStringLiteral("A release of orders-bot is watched"), QStringLiteral("block")}));
        QVERIFY(!m_login.isFree());
        lock = base::Error{base::ErrorKind::Lost, {}, {}};
        QTRY_VERIFY(m_login.isFree());
    }
};

QTEST_GUILESS_MAIN(DbusDesktopTest)
#include "dbus_desktop_test.moc"
