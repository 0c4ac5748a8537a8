#pragma once
#include <QHash>
#include <QObject>

namespace slipway::adapters {

/// Hears which of our own notifications is clicked (Desktop Notifications Specification 1.2, ActionInvoked
/// and NotificationClosed): every program on the session bus is told of those of all. Main thread.
class NotificationClicks : public QObject {
    Q_OBJECT
public:
    NotificationClicks();
    /// One that was shown has this ID until it is closed.
    void expect(uint id, const QString& about);

Q_SIGNALS:
    void clicked(const QString& about);

private Q_SLOTS:
    void takeAction(uint id, const QString& action);
    void takeClosed(uint id);

private:
    QHash<uint, QString> m_about;
};

} // namespace slipway::adapters
