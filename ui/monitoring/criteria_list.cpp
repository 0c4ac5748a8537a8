#include "ui/monitoring/criteria_list.h"

#include "ui/text/states.h"
#include "ui/widgets/label.h"

#include <QGridLayout>

namespace slipway::ui {

CriteriaList::CriteriaList(QWidget* parent) : QWidget(parent), m_grid(new QGridLayout) {
    setObjectName(QStringLiteral("criteria"));
    m_grid->setHorizontalSpacing(8);
    m_grid->setVerticalSpacing(9);
    m_grid->setColumnStretch(1, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 6, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(new Label(Type::Section, tr("Success criteria, so far")));
    layout->addLayout(m_grid);
    hide();
}

void CriteriaList::grow() {
    const int at = 2 * static_cast<int>(m_rows.size());
    Row row{new GlyphLabel(13), new Label(Type::Body), new Label(Type::Body)};
    row.rule->setWordWrap(true);
    row.found->setWordWrap(true);
    row.found->setInk("muted");
    m_grid->addWidget(row.glyph, at, 0, Qt::AlignTop);
    m_grid->addWidget(row.rule, at, 1);
    m_grid->addWidget(row.found, at + 1, 1);
    m_rows << row;
}

void CriteriaList::set(const QList<domain::RuleFinding>& criteria) {
    while (m_rows.size() < criteria.size())
        grow();
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        const bool isShown = i < criteria.size();
        for (QWidget* part :
             std::initializer_list<QWidget*>{m_rows[i].glyph, m_rows[i].rule, m_rows[i].found})
            part->setVisible(isShown);
        if (!isShown)
            continue;
        const Look look = lookOf(criteria[i].verdict);
        m_rows[i].glyph->set(look.glyph, look.tone);
        m_rows[i].glyph->setToolTip(look.word);
        m_rows[i].glyph->setAccessibleName(look.word);
        m_rows[i].rule->setText(criteria[i].rule);
        m_rows[i].found->setText(criteria[i].found);
    }
    setVisible(!criteria.isEmpty());
}

} // namespace slipway::ui
