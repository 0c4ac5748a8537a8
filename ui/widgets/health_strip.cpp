#include "ui/widgets/health_strip.h"

#include "ui/text/quantities.h"
#include "ui/text/states.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace slipway::ui {

HealthStrip::HealthStrip(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFixedHeight(24);
}

void HealthStrip::set(const QList<domain::Bucket>& day) {
    m_day = day;
    update();
}

QRectF HealthStrip::bar(int index) const {
    const double slot =
        static_cast<double>(width()) / static_cast<double>(std::max<qsizetype>(1, m_day.size()));
    const double left = index * slot;
    return {left, 0, std::max(1.5, slot - 2), static_cast<double>(height())};
}

void HealthStrip::paintEvent(QPaintEvent*) {
    const Tokens& tokens = Theme::tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_day.isEmpty()) {
        paintHatch(painter, rect(), tokens.unobserved, 3);
        return;
    }
    painter.setPen(Qt::NoPen);
    for (int i = 0; i < m_day.size(); ++i) {
        const domain::HealthState shown = m_day[i].shown();
        if (shown == domain::HealthState::Unobserved) {
            painter.setBrush(tokens.soft(Tone::Waiting));
            painter.drawRoundedRect(bar(i), 1.5, 1.5);
            paintHatch(painter, bar(i), tokens.unobserved, 1.5);
            continue;
        }
        painter.setBrush(tokens.mark(lookOf(shown).tone));
        painter.drawRoundedRect(bar(i), 1.5, 1.5);
    }
}

QString HealthStrip::words(const domain::Bucket& bucket) const {
    QStringList parts{
        tr("%1 to %2: %3").arg(timeOfDay(bucket.from), timeOfDay(bucket.to), lookOf(bucket.shown()).word)};
    if (bucket.downMs > 0)
        parts << tr("down for %1").arg(span(bucket.downMs));
    if (bucket.degradedMs > 0)
        parts << tr("degraded for %1").arg(span(bucket.degradedMs));
    if (bucket.maintenanceMs > 0)
        parts << tr("in maintenance for %1").arg(span(bucket.maintenanceMs));
    if (bucket.unobservedMs > 0)
        parts << tr("not observed for %1").arg(span(bucket.unobservedMs));
    return parts.join(QStringLiteral("\n"));
}

bool HealthStrip::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip || m_day.isEmpty())
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto index =
        std::clamp<qsizetype>(help->pos().x() * m_day.size() / std::max(1, width()), 0, m_day.size() - 1);
    QToolTip::showText(help->globalPos(), words(m_day[index]), this);
    return true;
}

} // namespace slipway::ui
