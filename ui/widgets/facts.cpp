#include "ui/widgets/facts.h"

#include "ui/widgets/card.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/label.h"

#include <QVBoxLayout>
#include <algorithm>

namespace slipway::ui {
namespace {

Label* valueLabel(Type type) {
    auto* label = new Label(type);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    return label;
}

} // namespace

Facts::Facts(bool ruled, QWidget* parent) : QWidget(parent), m_ruled(ruled) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(ruled ? 0 : 7);
}

void Facts::grow() {
    Row row{new QWidget,
            new Label(m_ruled ? Type::Body : Type::Overline),
            valueLabel(Type::Mono),
            new Chip,
            new Label(Type::Body),
            new QHBoxLayout,
            Type::Mono};
    row.name->setInk("faint");
    row.more->setInk("faint");
    row.more->setWordWrap(true);
    row.chip->setWhole(true);
    auto* texts = new QVBoxLayout;
    texts->setContentsMargins(0, 0, 0, 0);
    texts->setSpacing(2);
    row.line->setSpacing(8);
    row.line->addWidget(row.value, 1);
    row.line->addWidget(row.chip);
    row.line->addStretch(0);
    texts->addLayout(row.line);
    texts->addWidget(row.more);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(0, m_ruled ? 7 : 0, 0, m_ruled ? 7 : 0);
    line->setSpacing(12);
    line->addWidget(row.name, 0, Qt::AlignTop);
    line->addLayout(texts, 1);
    auto* box = new QVBoxLayout(row.box);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(0);
    box->addLayout(line);
    if (m_ruled)
        box->addWidget(new Rule);
    layout()->addWidget(row.box);
    m_rows << row;
}

void Facts::set(const QList<Fact>& facts) {
    while (m_rows.size() < facts.size())
        grow();
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        m_rows[i].box->setVisible(i < facts.size());
        if (i >= facts.size())
            continue;
        m_rows[i].name->setText(facts[i].name);
        // A style sheet gives a label the font back that it was made with, so another font is another label.
        if (m_rows[i].type != facts[i].type) {
            Label* fresh = valueLabel(facts[i].type);
            delete m_rows[i].line->replaceWidget(m_rows[i].value, fresh);
            delete m_rows[i].value;
            m_rows[i].value = fresh;
            m_rows[i].type = facts[i].type;
        }
        const bool hasChip = !facts[i].chip.word.isEmpty();
        m_rows[i].value->setText(facts[i].value);
        m_rows[i].value->setWordWrap(!hasChip);
        m_rows[i].line->setStretch(0, hasChip ? 0 : 1);
        m_rows[i].line->setStretch(2, hasChip ? 1 : 0);
        m_rows[i].chip->setVisible(hasChip);
        m_rows[i].chip->set(facts[i].chip);
        m_rows[i].chip->setToolTip(facts[i].chipTells);
        m_rows[i].chip->setAccessibleDescription(facts[i].chipTells);
        m_rows[i].more->setVisible(!facts[i].more.isEmpty());
        m_rows[i].more->setText(facts[i].more);
    }
    int widest = m_ruled ? 96 : 84;
    for (const Row& row : m_rows)
        widest = std::max(widest, row.name->sizeHint().width());
    for (const Row& row : m_rows)
        row.name->setFixedWidth(widest);
}

} // namespace slipway::ui
