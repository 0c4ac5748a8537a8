#include "ui/monitoring/latency_chart.h"

#include "ui/text/quantities.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>
#include <cmath>

namespace slipway::ui {
namespace {

/// The next of 1, 2, 4, 5, 8, 10, 20, … ms: four even lines of the grid get round names.
double roundedUp(double us) {
    double unit = 1000;
    while (true) {
        for (const double factor : {1.0, 2.0, 4.0, 8.0})
            if (us <= factor * unit)
                return factor * unit;
        unit *= 10;
    }
}

} // namespace

LatencyChart::LatencyChart(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setMouseTracking(true);
}

void LatencyChart::set(const models::WatchView& watch, const TimeWindow& window) {
    m_watch = watch;
    m_window = window;
    update();
}

QRectF LatencyChart::plot() const {
    return QRectF(rect()).adjusted(48, 8, -20, -24);
}

double LatencyChart::top() const {
    qint64 most = 1000;
    for (const models::LatencyPoint& point : points())
        if (point.atMs >= m_window.from && point.atMs <= m_window.to)
            most = std::max({most, point.p50Us, point.p95Us});
    if (m_watch.latencyBefore)
        most = std::max(most, m_watch.latencyBefore->second);
    return roundedUp(static_cast<double>(most) * 1.05);
}

const QList<models::LatencyPoint>& LatencyChart::points() const {
    return m_watch.detail.covers(m_window.from, m_window.to) ? m_watch.detail.latency : m_watch.latency;
}

void LatencyChart::setCursor(qint64 atMs) {
    if (m_cursorMs == atMs)
        return;
    m_cursorMs = atMs;
    update();
}

void LatencyChart::mouseMoveEvent(QMouseEvent* event) {
    const QRectF box = plot();
    const double x = event->position().x();
    Q_EMIT pointed(x >= box.left() && x <= box.right() ? m_window.at(x, box.left(), box.width()) : 0);
}

void LatencyChart::leaveEvent(QEvent* event) {
    Q_EMIT pointed(0);
    QWidget::leaveEvent(event);
}

void LatencyChart::paintEvent(QPaintEvent*) {
    const Tokens& tokens = Theme::tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = plot();
    const double most = top();
    painter.setFont(fontOf(Type::Label));
    if (m_watch.latencyBefore) {
        const auto y = [&](qint64 us) {
            return box.bottom() - static_cast<double>(us) / most * box.height();
        };
        painter.fillRect(QRectF(QPointF(box.left(), y(m_watch.latencyBefore->second)),
                                QPointF(box.right(), y(m_watch.latencyBefore->first))),
                         tokens.soft(Tone::Running));
    }
    for (int line = 0; line <= 4; ++line) {
        const double y = box.bottom() - line * box.height() / 4;
        painter.setPen(QPen(tokens.line, 1));
        painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y));
        painter.setPen(tokens.faintText);
        painter.drawText(QRectF(0, y - 9, box.left() - 8, 18), Qt::AlignRight | Qt::AlignVCenter,
                         QString::number(most * line / 4000, 'g', 4));
    }
    const qint64 every = tickEvery(m_window, box.width(), 90);
    const qint64 skipped = std::max<qint64>(0, (m_window.from - m_watch.liveAtMs) / every);
    for (qint64 at = m_watch.liveAtMs + skipped * every; at <= m_window.to; at += every) {
        if (at < m_window.from)
            continue;
        const double x = m_window.x(at, box.left(), box.width());
        painter.drawText(QRectF(x - 40, box.bottom() + 5, 80, 16), Qt::AlignCenter,
                         at == m_watch.liveAtMs ? tr("launch") : tickTime(at, every));
    }
    painter.setClipRect(box.adjusted(0, -4, 0, 2));
    paintLine(painter, &models::LatencyPoint::p95Us, most, tokens.mark(Tone::Attention));
    paintLine(painter, &models::LatencyPoint::p50Us, most, tokens.ink(Tone::Accent));
    if (m_cursorMs >= m_window.from && m_cursorMs <= m_window.to) {
        const double x = m_window.x(m_cursorMs, box.left(), box.width());
        painter.setPen(QPen(tokens.text, 1));
        painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()));
    }
    if (m_watch.latency.isEmpty()) {
        painter.setPen(tokens.muted);
        painter.setFont(fontOf(Type::Body));
        painter.drawText(box, Qt::AlignCenter, tr("nothing answered yet"));
    }
}

void LatencyChart::paintLine(QPainter& painter, qint64 models::LatencyPoint::*value, double most,
                             const QColor& colour) const {
    const QRectF box = plot();
    QPainterPath path;
    bool open = false;
    for (const models::LatencyPoint& point : points()) {
        if (point.*value < 0) {
            open = false;
            continue;
        }
        const QPointF at(m_window.x(point.atMs, box.left(), box.width()),
                         box.bottom() - static_cast<double>(point.*value) / most * box.height());
        if (open)
            path.lineTo(at);
        else
            path.moveTo(at);
        open = true;
    }
    painter.strokePath(path, QPen(colour, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
}

bool LatencyChart::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip || points().isEmpty())
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const qint64 at = m_window.at(help->pos().x(), plot().left(), plot().width());
    const models::LatencyPoint* nearest = &points().first();
    for (const models::LatencyPoint& point : points())
        if (std::abs(point.atMs - at) < std::abs(nearest->atMs - at))
            nearest = &point;
    QString words =
        tr("%1: p50 %2, p95 %3")
            .arg(timeWithSeconds(nearest->atMs), latency(nearest->p50Us), latency(nearest->p95Us));
    if (m_watch.latencyBefore)
        words += QLatin1Char('\n') +
                 tr("the day before 90 % took %1 to %2")
                     .arg(latency(m_watch.latencyBefore->first), latency(m_watch.latencyBefore->second));
    QToolTip::showText(help->globalPos(), words, this);
    return true;
}

} // namespace slipway::ui
