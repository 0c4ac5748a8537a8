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
    QSize sizeHint() const override { return {600, 220}; }
    QSize minimumSizeHint() const override { return {300, 140}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    QRectF plot() const;
    double top() const;
    void paintLine(QPainter& painter, qint64 models::LatencyPoint::*value, double most,
                   const QColor& colour) const;

    models::WatchView m_watch;
    TimeWindow m_window;
};

} // namespace slipway::ui
