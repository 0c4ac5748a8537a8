#include "ui/environments/probe_row.h"

#include "ui/text/quantities.h"
#include "ui/text/states.h"
#include "ui/widgets/card.h"
#include "ui/widgets/label.h"
#include "ui/widgets/sparkline.h"

#include <QHBoxLayout>

namespace slipway::ui {

ProbeRow::ProbeRow(QWidget* parent)
    : QWidget(parent)
    , m_glyph(new GlyphLabel(13))
    , m_name(new ElidedLabel(Type::Body))
    , m_line(new Sparkline)
    , m_last(new Label(Type::Body)) {
    m_last->setInk("muted");
    m_last->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_last->setMinimumWidth(52);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(12, 0, 15, 0);
    row->setSpacing(9);
    row->addWidget(m_glyph);
    row->addWidget(m_name, 5);
    row->addWidget(m_line, 2);
    row->addWidget(m_last);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 0, 1, 0);
    layout->setSpacing(0);
    layout->addWidget(new Rule);
    layout->addLayout(row, 1);
    setFixedHeight(32);
}

void ProbeRow::set(const models::ProbeView& probe, qint64 nowMs) {
    const Look look = lookOf(probe.state);
    m_glyph->set(look.glyph, look.tone);
    m_name->setText(probe.name);
    m_line->set(probe.recentUs, look.tone);
    if (probe.state == domain::HealthState::Down || probe.state == domain::HealthState::Unobserved)
        m_last->setText(look.word);
    else
        m_last->setText(latency(probe.lastUs));
    QStringList words{tr("%1: %2").arg(probe.name, look.word)};
    if (!probe.reason.isEmpty())
        words << probe.reason;
    if (probe.lastAtMs > 0)
        words << tr("last asked %1").arg(ago(probe.lastAtMs, nowMs));
    setToolTip(words.join(QLatin1Char('\n')));
}

} // namespace slipway::ui
