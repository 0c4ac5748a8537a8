#pragma once
#include "app/ports/report_printer.h"

#include <QFont>
#include <QTextObjectInterface>

namespace slipway::ui {

/// The chart of a report as a piece of a text document, drawn as lines and not as a picture.
class HealthDrawing final : public QObject, public QTextObjectInterface {
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)
public:
    static constexpr int objectType = QTextFormat::UserObject + 1;
    /// `width` and `point` (a 72nd of an inch) are in pixels of the paper.
    HealthDrawing(const ports::ReportChart& chart, const QFont& font, double width, double point)
        : m_chart(chart)
        , m_font(font)
        , m_width(width)
        , m_point(point) {}
    QSizeF intrinsicSize(QTextDocument* document, int position, const QTextFormat& format) override;
    void drawObject(QPainter* painter, const QRectF& rect, QTextDocument* document, int position,
                    const QTextFormat& format) override;

private:
    void drawLane(QPainter& painter, const ports::ReportLane& lane, const QRectF& place) const;
    void drawAxis(QPainter& painter, const QRectF& place) const;
    void drawLegend(QPainter& painter, const QRectF& place) const;

    const ports::ReportChart& m_chart;
    QFont m_font;
    double m_width;
    double m_point;
};

} // namespace slipway::ui
