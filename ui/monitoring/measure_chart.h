#pragma once
#include "app/models/views.h"
#include "ui/monitoring/time_window.h"

#include <QWidget>

namespace slipway::ui {

/// One measured number over the same time as the lanes, its limit, and the line it is heading along.
class MeasureChart : public QWidget {
    Q_OBJECT
public:
    explicit MeasureChart(QWidget* parent = nullptr);
    /// `endsAtMs`: of the watch; the line is drawn no further.
    void set(const models::MeasureView& measure, const TimeWindow& window, qint64 liveAtMs, qint64 endsAtMs);
    /// The moment that is read in all charts; 0: none.
    void setCursor(qint64 atMs);
    QSize sizeHint() const override { return {300, 220}; }
    QSize minimumSizeHint() const override { return {240, 140}; }

Q_SIGNALS:
    void pointed(qint64 atMs);

protected:
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Scale {
        double least = 0, most = 1;
    };
    QRectF plot() const;
    Scale scale() const;
    double lineAt(qint64 atMs) const;

    models::MeasureView m_measure;
    TimeWindow m_window;
    qint64 m_liveAtMs = 0, m_endsAtMs = 0;
    qint64 m_cursorMs = 0;
};

} // namespace slipway::ui
