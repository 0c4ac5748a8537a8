#pragma once
#include "app/models/views.h"

#include <QObject>
#include <QSet>
#include <QSystemTrayIcon>

namespace slipway::ui {

/// The icon in the desktop's tray: how many things wait for who acts here, and a notification for each
/// that is new while the window is not in front. Shows nothing where the desktop has no tray.
class Tray : public QObject {
    Q_OBJECT
public:
    /// `window` is brought to the front by a click.
    explicit Tray(QWidget* window);
    void set(const models::BoardView& board);
    /// Those that were not there the last time; of the first board none, or every start would tell all again.
    QList<models::InboxLine> news(const models::BoardView& board);

Q_SIGNALS:
    /// A click on the icon or on a notification.
    void opened();

private:
    QWidget* m_window;
    QSystemTrayIcon m_icon;
    std::optional<QSet<QString>> m_known; ///< what waits for `m_actor`; none before the first board
    QString m_actor;
};

} // namespace slipway::ui
