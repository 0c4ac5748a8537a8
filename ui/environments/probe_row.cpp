#include "ui/environments/probe_row.h"

#include "app/domain/probe_kind.h"
#include "ui/text/quantities.h"
#include "ui/text/states.h"
#include "ui/widgets/card.h"
#include "ui/widgets/label.h"
#include "ui/widgets/sparkline.h"

#include <QHBoxLayout>

namespace slipway::ui {

namespace {

constexpr int rowHeight = 32;
constexpr int noteHeight = 24;

/// "API /health · 50 hosts", "API /health · 3 of 50 down: web-07, web-08, …".
QString groupName(const models::ProbeGroupView& group) {
    if (group.troubled.isEmpty())
        return ProbeRow::tr("%1 · %n hosts", nullptr, group.hosts).arg(group.worst.probe);
    constexpr qsizetype mostNames = 3;
    QString names = group.troubled.mid(0, mostNames).join(QStringLiteral(", "));
    if (group.troubled.size() > mostNames)
        names += QStringLiteral(", …");
    return ProbeRow::tr("%1 · %2 of %3 %4: %5")
        .arg(group.worst.probe)
        .arg(group.troubled.size())
        .arg(group.hosts)
        .arg(lookOf(group.worst.state).word.toLower(), names);
}

} // namespace

ProbeRow::ProbeRow(QWidget* parent)
    : QWidget(parent)
    , m_glyph(new GlyphLabel(13))
    , m_name(new ElidedLabel(Type::Body))
    , m_line(new Sparkline)
    , m_last(new Label(Type::Body))
    , m_note(new ElidedLabel(Type::Body)) {
    m_last->setInk("muted");
    m_last->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_last->setMinimumWidth(52);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(12, 0, 15, 0);
    row->setSpacing(9);
    row->addStrut(rowHeight - 1); // also where only the name stands, and not its line
    row->addWidget(m_glyph);
    row->addWidget(m_name, 5);
    row->addWidget(m_line, 2);
    row->addWidget(m_last);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 0, 1, 0);
    layout->setSpacing(0);
    layout->addWidget(new Rule);
    layout->addLayout(row, 1);
    m_note->setObjectName(QStringLiteral("probeNote"));
    m_note->setInk("muted");
    m_note->setContentsMargins(34, 0, 14, 7);
    m_note->setFixedHeight(noteHeight);
    m_note->hide();
    layout->addWidget(m_note);
    setFixedHeight(rowHeight);
}

void ProbeRow::set(const models::ProbeGroupView& group, qint64 nowMs) {
    const models::ProbeView& probe = group.worst;
    const Look look = lookOf(probe.state);
    m_glyph->set(look.glyph, look.tone);
    m_name->setText(group.hosts > 1 ? groupName(group) : probe.name);
    // Which hosts are in trouble says more than how fast one of them was.
    const bool namesHosts = group.hosts > 1 && !group.troubled.isEmpty();
    m_line->setVisible(!namesHosts);
    m_last->setVisible(!namesHosts);
    m_line->set(probe.recentUs, look.tone);
    if (probe.state == domain::HealthState::Down || probe.state == domain::HealthState::Unobserved)
        m_last->setText(look.word);
    else
        m_last->setText(probe.value ? domain::measuredText(*probe.value, probe.unit) : latency(probe.lastUs));
    m_note->setText(probe.ifFails);
    m_note->setVisible(!probe.ifFails.isEmpty());
    setFixedHeight(probe.ifFails.isEmpty() ? rowHeight : rowHeight + noteHeight);
    QStringList words{tr("%1: %2").arg(probe.name, look.word)};
    if (group.hosts > 1)
        words.prepend(group.troubled.isEmpty()
                          ? m_name->text()
                          : tr("%1: %2").arg(m_name->text().section(QLatin1Char(':'), 0, 0),
                                             group.troubled.join(QStringLiteral(", "))));
    if (!probe.reason.isEmpty())
        words << probe.reason;
    if (!probe.ifFails.isEmpty())
        words << probe.ifFails;
    if (probe.lastAtMs > 0)
        words << tr("last asked %1").arg(ago(probe.lastAtMs, nowMs));
    setToolTip(words.join(QLatin1Char('\n')));
}

} // namespace slipway::ui
