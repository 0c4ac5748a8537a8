#include "ui/report/health_drawing.h"

#include "app/models/report.h"
#include "ui/theme/tokens.h"

#include <QCoreApplication>
#include <QPainter>
#include <array>

namespace slipway::ui {

using domain::HealthState;

namespace {

// In points, a 72nd of an inch.
constexpr double laneHeight = 15;
constexpr double axisHeight = 16;
constexpr double legendHeight = 16;
constexpr double nameWidth = 110;

/// Each state has its own height, so that print without colours tells them apart.
double shareOfHeight(HealthState state) {
    switch (state) {
    case HealthState::Up:
        return 0.5;
    case HealthState::Degraded:
    case HealthState::Suspect:
        return 0.75;
    case HealthState::Down:
        return 1;
    case HealthState::Unobserved:
    case HealthState::Maintenance:
        return 0.5;
    }
    Q_UNREACHABLE();
}

QBrush brushOf(HealthState state) {
    static const Tokens tokens = lightTokens();
    switch (state) {
    case HealthState::Up:
        return tokens.mark(Tone::Passed);
    case HealthState::Degraded:
    case HealthState::Suspect:
        return tokens.mark(Tone::Attention);
    case HealthState::Down:
        return tokens.mark(Tone::Failed);
    case HealthState::Maintenance:
        return tokens.mark(Tone::Running);
    case HealthState::Unobserved:
        return {tokens.faint, Qt::BDiagPattern};
    }
    Q_UNREACHABLE();
}

void drawState(QPainter& painter, const QRectF& place, HealthState state) {
    const double height = place.height() * shareOfHeight(state);
    painter.fillRect(QRectF(place.x(), place.center().y() - height / 2, place.width(), height),
                     brushOf(state));
}

} // namespace

QSizeF HealthDrawing::intrinsicSize(QTextDocument* /*document*/, int /*position*/,
                                    const QTextFormat& /*format*/) {
    const auto lanes = static_cast<double>(m_chart.lanes.size());
    return {m_width, (lanes * laneHeight + axisHeight + legendHeight) * m_point};
}

void HealthDrawing::drawObject(QPainter* painter, const QRectF& rect, QTextDocument* /*document*/,
                               int /*position*/, const QTextFormat& /*format*/) {
    painter->save();
    painter->setFont(m_font);
    QRectF place(rect.x(), rect.y(), rect.width(), laneHeight * m_point);
    for (const ports::ReportLane& lane : m_chart.lanes) {
        drawLane(*painter, lane, place);
        place.translate(0, laneHeight * m_point);
    }
    place.setHeight(axisHeight * m_point);
    drawAxis(*painter, place);
    place.translate(0, axisHeight * m_point);
    drawLegend(*painter, place);
    painter->restore();
}

void HealthDrawing::drawLane(QPainter& painter, const ports::ReportLane& lane, const QRectF& place) const {
    painter.setPen(lightTokens().text);
    const QRectF label(place.x(), place.y(), (nameWidth - 8) * m_point, place.height());
    painter.drawText(
        label, Qt::AlignVCenter | Qt::AlignLeft,
        QFontMetricsF(m_font, painter.device()).elidedText(lane.name, Qt::ElideMiddle, label.width()));
    const QRectF bar = place.adjusted(nameWidth * m_point, 2 * m_point, 0, -2 * m_point);
    const auto span = static_cast<double>(std::max<qint64>(1, m_chart.toMs - m_chart.fromMs));
    const auto x = [&](qint64 ms) {
        return bar.x() +
               bar.width() *
                   static_cast<double>(std::clamp(ms, m_chart.fromMs, m_chart.toMs) - m_chart.fromMs) / span;
    };
    painter.setPen(QPen(lightTokens().line, 0.5 * m_point));
    painter.drawLine(QPointF(bar.left(), bar.center().y()), QPointF(bar.right(), bar.center().y()));
    for (const bool isBad : {false, true}) // what is wrong is never covered by what is well
        for (const domain::Stretch& stretch : lane.stretches)
            if ((domain::badness(stretch.state) > domain::badness(HealthState::Unobserved)) == isBad)
                drawState(painter,
                          {x(stretch.from), bar.y(),
                           std::max(0.75 * m_point, x(stretch.to) - x(stretch.from)), bar.height()},
                          stretch.state);
}

void HealthDrawing::drawAxis(QPainter& painter, const QRectF& place) const {
    constexpr int parts = 4;
    const QRectF bar = place.adjusted(nameWidth * m_point, 0, 0, 0);
    for (int part = 0; part <= parts; ++part) {
        const double x = bar.x() + bar.width() * part / parts;
        painter.setPen(QPen(lightTokens().faint, 0.5 * m_point));
        painter.drawLine(QPointF(x, bar.y()), QPointF(x, bar.y() + 3 * m_point));
        const auto along = part == 0 ? Qt::AlignLeft : part == parts ? Qt::AlignRight : Qt::AlignHCenter;
        const double wide = bar.width() / parts;
        const double left = part == 0 ? x : part == parts ? x - wide : x - wide / 2;
        painter.setPen(lightTokens().muted);
        painter.drawText(
            QRectF(left, bar.y() + 3 * m_point, wide, bar.height() - 3 * m_point), along | Qt::AlignVCenter,
            models::reportTime(m_chart.fromMs + (m_chart.toMs - m_chart.fromMs) * part / parts).mid(5, 11));
    }
}

void HealthDrawing::drawLegend(QPainter& painter, const QRectF& place) const {
    static constexpr std::array states{HealthState::Up, HealthState::Degraded, HealthState::Down,
                                       HealthState::Unobserved};
    const QFontMetricsF metrics(m_font, painter.device());
    double x = place.x() + nameWidth * m_point;
    for (const HealthState state : states) {
        drawState(painter, {x, place.y() + 3 * m_point, 14 * m_point, place.height() - 6 * m_point}, state);
        x += 18 * m_point;
        const QString name = state == HealthState::Degraded
                                 ? QCoreApplication::translate("report", "degraded or suspect")
                                 : domain::healthStateName(state);
        painter.setPen(lightTokens().muted);
        painter.drawText(QRectF(x, place.y(), place.right() - x, place.height()),
                         Qt::AlignVCenter | Qt::AlignLeft, name);
        x += metrics.horizontalAdvance(name) + 14 * m_point;
    }
}

} // namespace slipway::ui
