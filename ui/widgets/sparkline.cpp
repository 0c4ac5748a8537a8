#include "ui/widgets/sparkline.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace slipway::ui {

Sparkline::Sparkline(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setMinimumWidth(48);
    setFixedHeight(18);
    setMaximumWidth(140);
}

void Sparkline::set(const QList<qint64>& recentUs, Tone tone) {
    m_recentUs = recentUs;
    m_tone = tone;
    update();
}

void Sparkline::paintEvent(QPaintEvent*) {
    if (m_recentUs.isEmpty())
        return;
    const Tokens& tokens = Theme::tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    qint64 most = 1;
    qint64 least = std::numeric_limits<qint64>::max();
    for (const qint64 us : m_recentUs) {
        most = std::max(most, us);
        if (us >= 0)
            least = std::min(least, us);
    }
    // Half of the height is the level itself, so that noise does not look like an outage.
    const double low = 0.5 * static_cast<double>(std::min(least, most));
    const double range = std::max(1.0, static_cast<double>(most) - low);
    const double step =
        static_cast<double>(width() - 2) / static_cast<double>(std::max<qsizetype>(1, m_recentUs.size() - 1));
    const double bottom = height() - 2;
    QPainterPath line;
    QPainterPath area;
    bool open = false;
    double last = 0;
    const auto close = [&] {
        if (open) {
            area.lineTo(last, height());
            area.closeSubpath();
        }
        open = false;
    };
    QList<double> failures;
    for (qsizetype i = 0; i < m_recentUs.size(); ++i) {
        const double x = 1 + static_cast<double>(i) * step;
        if (m_recentUs[i] < 0) {
            close();
            failures << x;
            continue;
        }
        const double y = bottom - (static_cast<double>(m_recentUs[i]) - low) / range * (bottom - 3);
        if (!open) {
            line.moveTo(x, y);
            area.moveTo(x, height());
            open = true;
        } else {
            line.lineTo(x, y);
        }
        area.lineTo(x, y);
        last = x;
    }
    close();
    QColor wash = tokens.mark(m_tone);
    wash.setAlphaF(0.14F);
    painter.fillPath(area, wash);
    painter.strokePath(line, QPen(tokens.mark(m_tone), 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    for (const double x : failures)
        painter.fillRect(QRectF(x - 1, 2, 2, height() - 2), tokens.mark(Tone::Failed));
}

} // namespace slipway::ui
