#pragma once
#include "app/domain/health.h"

#include <QWidget>

namespace slipway::ui {

/// The last 24 hours as equal bars, one per bucket; what nobody observed is hatched. Each bar
/// tells its time and shares as a tooltip.
class HealthStrip : public QWidget {
    Q_OBJECT
public:
    explicit HealthStrip(QWidget* parent = nullptr);
    void set(const QList<domain::Bucket>& day);
    QSize sizeHint() const override { return {240, 24}; }
    QSize minimumSizeHint() const override { return {120, 24}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    QRectF bar(int index) const;
    QString words(const domain::Bucket& bucket) const;
    QList<domain::Bucket> m_day;
};

} // namespace slipway::ui
