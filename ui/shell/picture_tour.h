#pragma once
#include "app/models/feed.h"

#include <QElapsedTimer>
#include <QTimer>

namespace slipway::ui {

class MainWindow;

/// Carries the demo's release through by itself, as a person would, and takes a picture of each
/// page in both appearances on the way. Quits the application with 0, or with 1 when the
/// release does not get there in five minutes.
class PictureTour : public QObject {
    Q_OBJECT
public:
    PictureTour(MainWindow& window, models::Feed& feed, models::Actions& actions, QString folder);
    void begin();

private:
    void step();
    void act(const base::Future<void>& future);
    void start(const QString& version, const QString& environment);
    /// Signs what the deployment waits for with the first person whose sign-off is open.
    void signFor(const models::ReleaseView& release);
    /// The dialog of the sign-off that is open now, once; true while it is still to be taken.
    bool takesSignOff();
    void take(const QString& name);
    bool waited(int ms);

    MainWindow& m_window;
    models::Feed& m_feed;
    models::Actions& m_actions;
    QString m_folder;
    QTimer m_timer;
    QElapsedTimer m_whole, m_since;
    int m_scene = 0;
    bool m_busy = false;
    bool m_pictured = false;
    bool m_signOffPictured = false;
    int m_person = 0;
    QString m_deployment;
};

} // namespace slipway::ui
