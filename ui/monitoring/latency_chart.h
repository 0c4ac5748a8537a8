#pragma once
#include "app/models/views.h"
#include "ui/monitoring/time_window.h"

#include <QWidget>

namespace slipway::ui {

/// p50 and p95 of the answered questions over the same time as the lanes. Where nothing
/// answered the lines break.
class LatencyChart : public QWidget {
    Q_OBJECT
public:
    explicit LatencyChart(QWidget* parent = nullptr);
    void set(const models::WatchView& watch, const TimeWindow& window);
    /// The moment that is read in all charts; 0: none.
    void setCursor(qint64 atMs);
    QSize sizeHint() const override { return {600, 220}; }
    QSize minimumSizeHint() const override { return {300, 140}; }

Q_SIGNALS:
    void pointed(qint64 atMs);

protected:
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    QRectF plot() const;
    double top() const;
    /// Of the part that is looked at closely, where it is there.
    const QList<models::LatencyPoint>& points() const;
    void paintLine(QPainter& painter, qint64 models::LatencyPoint::*value, double most,
                   const QColor& colour) const;

    models::WatchView m_watch;
    TimeWindow m_window;
    qint64 m_cursorMs = 0;
};

} // namespace slipway::ui
