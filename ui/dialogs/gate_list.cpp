#include "ui/dialogs/gate_list.h"

#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/label.h"

#include <QVBoxLayout>

namespace slipway::ui {

GateList::GateList(QWidget* parent) : QWidget(parent) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
}

void GateList::grow() {
    Row row{new QWidget,
            new GlyphLabel(13),
            new Label(Type::Strong),
            new Chip,
            new Label(Type::Body),
            new Rule,
            new Button(Button::Kind::Plain, tr("Waive…"), "gateAct")};
    row.title->setWordWrap(true);
    row.detail->setWordWrap(true);
    row.detail->setInk("muted");
    auto* words = new QVBoxLayout;
    words->setSpacing(1);
    auto* title = new QHBoxLayout;
    title->setSpacing(8);
    title->addWidget(row.title);
    title->addWidget(row.soon);
    title->addStretch();
    row.line = title;
    words->addLayout(title);
    words->addWidget(row.detail);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(0, 7, 0, 7);
    line->setSpacing(9);
    row.glyph->setFixedHeight(17);
    line->addWidget(row.glyph, 0, Qt::AlignTop);
    line->addLayout(words, 1);
    line->addWidget(row.act, 0, Qt::AlignTop);
    row.act->setObjectName(QStringLiteral("gateAct%1").arg(m_rows.size()));
    connect(row.act, &Button::clicked, this,
            [this, index = m_rows.size()] { Q_EMIT actAsked(m_gates.value(index)); });
    auto* box = new QVBoxLayout(row.box);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(0);
    box->addWidget(row.rule);
    box->addLayout(line);
    layout()->addWidget(row.box);
    m_rows << row;
}

void GateList::set(const QList<models::GateView>& gates) {
    using Act = models::GateView::Act;
    m_gates = gates;
    while (m_rows.size() < gates.size())
        grow();
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        m_rows[i].box->setVisible(i < gates.size());
        if (i >= gates.size())
            continue;
        const models::GateView& gate = gates[i];
        if (gate.met)
            m_rows[i].glyph->set(Glyph::Check, Tone::Passed);
        else if (gate.isWaived)
            m_rows[i].glyph->set(Glyph::Diamond, Tone::Attention);
        else if (gate.timeWillMeet)
            m_rows[i].glyph->set(Glyph::Clock, Tone::Running);
        else
            m_rows[i].glyph->set(Glyph::Cross, Tone::Failed);
        m_rows[i].glyph->setToolTip(gate.met ? tr("met")
                                    : gate.isWaived
                                        ? tr("waived")
                                        : (gate.timeWillMeet ? tr("met by waiting") : tr("not met")));
        m_rows[i].title->setText(gate.title);
        const bool hasChip = !gate.soon.isEmpty() || gate.isWaived;
        if (gate.isWaived)
            m_rows[i].soon->set(Glyph::Diamond, tr("waived"), Tone::Attention);
        else
            m_rows[i].soon->set(Glyph::Snow, gate.soon, Tone::Attention);
        m_rows[i].soon->setVisible(hasChip);
        // The chip stands behind the words, which take the whole width only where there is none.
        m_rows[i].title->setWordWrap(!hasChip);
        m_rows[i].line->setStretch(0, hasChip ? 0 : 1);
        m_rows[i].line->setStretch(2, hasChip ? 1 : 0);
        QStringList details{gate.detail, gate.waiverWords};
        details.removeAll(QString());
        m_rows[i].detail->setText(details.join(QLatin1Char('\n')));
        m_rows[i].detail->setVisible(!details.isEmpty());
        // What slipway.yaml lets nobody do here is not shown at every closed gate.
        m_rows[i].act->setVisible(gate.act != Act::None && (gate.offer.allowed || gate.act != Act::Waive));
        m_rows[i].act->setOffered(gate.offer.allowed, gate.offer.why);
        m_rows[i].act->setWords(gate.act == Act::Countersign    ? tr("Sign waiver…")
                                : gate.act == Act::ClearBad     ? tr("Clear…")
                                : gate.act == Act::AcceptPolicy ? tr("Accept…")
                                                                : tr("Waive…"));
        m_rows[i].act->setAccessibleName(tr("%1 %2").arg(m_rows[i].act->text(), gate.title));
        m_rows[i].rule->setVisible(i > 0);
    }
}

} // namespace slipway::ui
