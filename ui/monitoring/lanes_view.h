#pragma once
#include "app/models/views.h"
#include "ui/monitoring/time_window.h"

#include <QWidget>

namespace slipway::ui {

/// One lane per probe over the watch: states as bars, gaps hatched, checkpoints above, a line
/// for now. A failure narrower than a pixel is still drawn, over everything else.
class LanesView : public QWidget {
    Q_OBJECT
public:
    explicit LanesView(QWidget* parent = nullptr);
    void set(const models::WatchView& watch, const TimeWindow& window);
    /// The moment that is read in all charts; 0: none.
    void setCursor(qint64 atMs);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {360, sizeHint().height()}; }

Q_SIGNALS:
    /// The wheel was turned over a moment, or two fingers moved; positive steps look closer.
    void zoomed(qint64 aroundMs, double steps);
    /// Dragged by this much time.
    void moved(qint64 byMs);
    /// The pointer, or a key, is at this moment; 0: it has left.
    void pointed(qint64 atMs);

protected:
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    double left() const;
    double span() const;
    double laneTop(qsizetype lane) const;
    /// A run of one state; what is closer together than a pixel is one.
    struct Bar {
        qint64 fromMs = 0, toMs = 0;
        domain::HealthState state = domain::HealthState::Unobserved;
        bool isFilledIn = false;
    };
    /// Those to be seen, the worst last: at most one a pixel for each state, however much happened.
    QList<Bar> bars(const QList<domain::Stretch>& stretches) const;
    void paintAxis(QPainter& painter) const;
    void paintLane(QPainter& painter, qsizetype lane) const;
    void paintCheckpoints(QPainter& painter) const;
    void paintMarks(QPainter& painter) const;
    void paintNow(QPainter& painter) const;
    void paintCursor(QPainter& painter) const;
    bool isInside(double x) const;

    models::WatchView m_watch;
    TimeWindow m_window;
    double m_draggedFrom = 0;
    qint64 m_cursorMs = 0;
};

} // namespace slipway::ui
