#include "ui/monitoring/incident_list.h"

#include "ui/text/quantities.h"
#include "ui/text/states.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QGridLayout>

namespace slipway::ui {
namespace {

/// More than anybody reads; what is over is counted, and in the table that can be exported.
constexpr qsizetype mostRows = 50;

} // namespace

IncidentList::IncidentList(QWidget* parent)
    : Card(parent)
    , m_none(new Label(Type::Body, tr("Nothing so far.")))
    , m_rest(new Label(Type::Body))
    , m_grid(new QGridLayout) {
    setObjectName(QStringLiteral("incidents"));
    m_none->setInk("muted");
    m_rest->setInk("muted");
    m_grid->setHorizontalSpacing(12);
    m_grid->setVerticalSpacing(7);
    m_grid->setColumnStretch(4, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 13, 16, 13);
    layout->setSpacing(9);
    layout->addWidget(new Label(Type::Section, tr("Incidents")));
    layout->addWidget(m_none);
    layout->addLayout(m_grid);
    layout->addWidget(m_rest);
}

void IncidentList::set(const models::WatchView& watch) {
    m_incidents = watch.incidents;
    const qsizetype count = std::min(watch.incidents.size(), mostRows);
    while (m_rows.size() < count) {
        Row row{new GlyphLabel(13),    new Label(Type::Strong),
                new Label(Type::Body), new Label(Type::Body),
                new Label(Type::Body), new Button(Button::Kind::Link, tr("Note…"), "incidentNote")};
        const int at = static_cast<int>(m_rows.size());
        row.time->setInk("muted");
        row.length->setInk("muted");
        row.reason->setWordWrap(true);
        m_grid->addWidget(row.glyph, at, 0, Qt::AlignTop);
        m_grid->addWidget(row.lane, at, 1, Qt::AlignTop);
        m_grid->addWidget(row.time, at, 2, Qt::AlignTop);
        m_grid->addWidget(row.length, at, 3, Qt::AlignTop | Qt::AlignRight);
        m_grid->addWidget(row.reason, at, 4, Qt::AlignTop);
        m_grid->addWidget(row.note, at, 5, Qt::AlignTop);
        connect(row.note, &Button::clicked, this, [this, at] { Q_EMIT noteAsked(m_incidents.value(at)); });
        for (QWidget* part :
             std::initializer_list<QWidget*>{row.glyph, row.lane, row.time, row.length, row.reason, row.note})
            part->show();
        m_rows << row;
    }
    while (m_rows.size() > count) {
        const Row row = m_rows.takeLast();
        for (QWidget* part :
             std::initializer_list<QWidget*>{row.glyph, row.lane, row.time, row.length, row.reason, row.note})
            delete part;
    }
    for (qsizetype i = 0; i < count; ++i) {
        const models::WatchIncidentView& incident = watch.incidents[i];
        const Look look = lookOf(incident.state);
        m_rows[i].glyph->set(look.glyph, look.tone);
        m_rows[i].lane->setText(incident.lane);
        m_rows[i].note->setWords(incident.hasLines ? tr("Show the lines…") : tr("Note…"));
        m_rows[i].note->setObjectName(QStringLiteral("incidentNote.%1").arg(i));
        m_rows[i].note->setAccessibleName(
            tr("A note about %1 at %2").arg(incident.lane, timeOfDay(incident.fromMs)));
        const QString from = dayAndTime(incident.fromMs, watch.nowMs);
        m_rows[i].time->setText(incident.lasts ? tr("since %1").arg(from)
                                               : tr("%1 – %2").arg(from, timeOfDay(incident.toMs)));
        m_rows[i].length->setText(span(incident.toMs - incident.fromMs));
        m_rows[i].reason->setText(
            incident.reason.isEmpty() ? look.word : QStringLiteral("%1: %2").arg(look.word, incident.reason));
    }
    m_none->setVisible(count == 0);
    m_rest->setVisible(watch.incidents.size() > count);
    m_rest->setText(tr("and %n earlier", nullptr, static_cast<int>(watch.incidents.size() - count)));
}

} // namespace slipway::ui
