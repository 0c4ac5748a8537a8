#include "ui/widgets/facts.h"

#include "ui/widgets/card.h"
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
    Row row{new QWidget, new Label(m_ruled ? Type::Body : Type::Overline), valueLabel(Type::Mono),
            new QHBoxLayout, Type::Mono};
    row.name->setInk("faint");
    QHBoxLayout* line = row.line;
    line->setContentsMargins(0, m_ruled ? 7 : 0, 0, m_ruled ? 7 : 0);
    line->setSpacing(12);
    line->addWidget(row.name, 0, Qt::AlignTop);
    line->addWidget(row.value, 1);
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
        m_rows[i].value->setText(facts[i].value);
    }
    int widest = m_ruled ? 96 : 84;
    for (const Row& row : m_rows)
        widest = std::max(widest, row.name->sizeHint().width());
    for (const Row& row : m_rows)
        row.name->setFixedWidth(widest);
}

} // namespace slipway::ui
