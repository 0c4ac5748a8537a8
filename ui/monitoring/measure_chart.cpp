#include "ui/monitoring/measure_chart.h"

#include "app/domain/probe_kind.h"
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

constexpr double hourMs = 3'600'000;
constexpr int lines = 4;

/// The next of 1, 2, 4, 8, 10, 20, … of any power of ten: even lines of the grid get round names.
double roundedUp(double value) {
    double unit = std::pow(10, std::floor(std::log10(std::max(value, 1e-6))));
    while (true) {
        for (const double factor : {1.0, 2.0, 4.0, 8.0})
            if (value <= factor * unit)
                return factor * unit;
        unit *= 10;
    }
}

} // namespace

MeasureChart::MeasureChart(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setMouseTracking(true);
}

void MeasureChart::setCursor(qint64 atMs) {
    if (m_cursorMs == atMs)
        return;
    m_cursorMs = atMs;
    update();
}

void MeasureChart::mouseMoveEvent(QMouseEvent* event) {
    const QRectF box = plot();
    const double x = event->position().x();
    Q_EMIT pointed(x >= box.left() && x <= box.right() ? m_window.at(x, box.left(), box.width()) : 0);
}

void MeasureChart::leaveEvent(QEvent* event) {
    Q_EMIT pointed(0);
    QWidget::leaveEvent(event);
}

void MeasureChart::set(const models::MeasureView& measure, const TimeWindow& window, qint64 liveAtMs,
                       qint64 endsAtMs) {
    m_measure = measure;
    m_window = window;
    m_liveAtMs = liveAtMs;
    m_endsAtMs = endsAtMs;
    update();
}

QRectF MeasureChart::plot() const {
    return QRectF(rect()).adjusted(48, 8, -20, -24);
}

double MeasureChart::lineAt(qint64 atMs) const {
    return m_measure.lineEnd + m_measure.slope * static_cast<double>(atMs - m_measure.lineEndMs) / hourMs;
}

MeasureChart::Scale MeasureChart::scale() const {
    double most = 0;
    double least = 0;
    const auto take = [&](double value) {
        most = std::max(most, value);
        least = std::min(least, value);
    };
    for (const domain::ValuePoint& point : m_measure.points)
        if (point.atMs >= m_window.from && point.atMs <= m_window.to)
            take(point.value);
    // The limit is shown where it is not so far away that nothing else could be seen.
    if (m_measure.limit && *m_measure.limit <= std::max(most, 1e-6) * 4)
        take(*m_measure.limit);
    if (m_measure.before && m_measure.before->second <= std::max(most, 1e-6) * 4)
        take(m_measure.before->second);
    if (m_measure.slope != 0)
        take(lineAt(std::min(m_window.to, m_endsAtMs)));
    // Where nothing but 0 was measured there still is a scale.
    return {least < 0 ? -roundedUp(-least * 1.05) : 0,
            most > 0 || least < 0 ? roundedUp(std::max(most, 1e-6) * 1.05) : 1};
}

void MeasureChart::paintEvent(QPaintEvent*) {
    const Tokens& tokens = Theme::tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = plot();
    const Scale range = scale();
    const auto y = [&](double value) {
        return box.bottom() - (value - range.least) / (range.most - range.least) * box.height();
    };
    if (m_measure.before && m_measure.before->first <= range.most) {
        const QRectF band(QPointF(box.left(), y(std::min(m_measure.before->second, range.most))),
                          QPointF(box.right(), y(std::max(m_measure.before->first, range.least))));
        painter.fillRect(band.height() < 2 ? band.adjusted(0, -1, 0, 1) : band, tokens.soft(Tone::Running));
    }
    painter.setFont(fontOf(Type::Label));
    for (int line = 0; line <= lines; ++line) {
        const double value = range.least + (range.most - range.least) * line / lines;
        painter.setPen(QPen(tokens.line, 1));
        painter.drawLine(QPointF(box.left(), y(value)), QPointF(box.right(), y(value)));
        painter.setPen(tokens.faintText);
        painter.drawText(QRectF(0, y(value) - 9, box.left() - 8, 18), Qt::AlignRight | Qt::AlignVCenter,
                         QString::number(value, 'g', 4));
    }
    const qint64 every = tickEvery(m_window, box.width(), 90);
    const qint64 skipped = std::max<qint64>(0, (m_window.from - m_liveAtMs) / every);
    for (qint64 at = m_liveAtMs + skipped * every; at <= m_window.to; at += every) {
        if (at < m_window.from)
            continue;
        const double x = m_window.x(at, box.left(), box.width());
        painter.drawText(QRectF(x - 40, box.bottom() + 5, 80, 16), Qt::AlignCenter,
                         at == m_liveAtMs ? tr("launch") : tickTime(at, every));
    }
    painter.setClipRect(box.adjusted(0, -4, 0, 2));
    if (m_measure.limit && *m_measure.limit <= range.most) {
        painter.setPen(QPen(tokens.mark(Tone::Failed), 1.2, Qt::DashLine));
        painter.drawLine(QPointF(box.left(), y(*m_measure.limit)), QPointF(box.right(), y(*m_measure.limit)));
    }
    if (m_measure.slope != 0) {
        const qint64 end = std::min(m_window.to, m_endsAtMs);
        painter.setPen(QPen(tokens.mark(Tone::Attention), 1.4, Qt::DashLine));
        painter.drawLine(
            QPointF(m_window.x(m_measure.lineEndMs, box.left(), box.width()), y(m_measure.lineEnd)),
            QPointF(m_window.x(end, box.left(), box.width()), y(lineAt(end))));
    }
    QPainterPath path;
    qint64 before = 0;
    // Where nothing was measured for longer than four slices the line breaks.
    const qint64 gap = m_measure.points.size() > 1
                           ? (m_measure.points.last().atMs - m_measure.points.first().atMs) /
                                 (m_measure.points.size() - 1) * 4
                           : 0;
    for (const domain::ValuePoint& point : m_measure.points) {
        const QPointF at(m_window.x(point.atMs, box.left(), box.width()), y(point.value));
        if (before > 0 && point.atMs - before <= gap)
            path.lineTo(at);
        else
            path.moveTo(at);
        before = point.atMs;
    }
    painter.strokePath(path, QPen(tokens.ink(Tone::Accent), 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    if (m_cursorMs >= m_window.from && m_cursorMs <= m_window.to) {
        const double x = m_window.x(m_cursorMs, box.left(), box.width());
        painter.setPen(QPen(tokens.text, 1));
        painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()));
    }
}

bool MeasureChart::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip || m_measure.points.isEmpty())
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const qint64 at = m_window.at(help->pos().x(), plot().left(), plot().width());
    const domain::ValuePoint* nearest = &m_measure.points.first();
    for (const domain::ValuePoint& point : m_measure.points)
        if (std::abs(point.atMs - at) < std::abs(nearest->atMs - at))
            nearest = &point;
    QToolTip::showText(help->globalPos(),
                       tr("%1: %2").arg(timeWithSeconds(nearest->atMs),
                                        domain::measuredText(nearest->value, m_measure.unit)) +
                           (m_measure.before
                                ? QLatin1Char('\n') +
                                      tr("the day before 90 % lay from %1 to %2")
                                          .arg(domain::measuredText(m_measure.before->first, m_measure.unit),
                                               domain::measuredText(m_measure.before->second, m_measure.unit))
                                : QString()),
                       this);
    return true;
}

} // namespace slipway::ui
