#include "ui/dialogs/evidence_list.h"

#include "ui/text/states.h"
#include "ui/widgets/label.h"

#include <QGridLayout>
#include <algorithm>

namespace slipway::ui {
namespace {

constexpr int rowHeight = 24;
constexpr int mostVisible = 5;
constexpr qsizetype digitsShown = 10;

} // namespace

EvidenceList::EvidenceList(QWidget* parent) : QScrollArea(parent) {
    setObjectName(QStringLiteral("evidenceList"));
    setAccessibleName(tr("Evidence, item by item"));
    setWidgetResizable(true);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    hide();
}

void EvidenceList::set(const QList<models::EvidenceView>& items) {
    setVisible(!items.isEmpty());
    // A release repaints ten times a second while steps run; only what differs is made anew.
    if (items == m_items)
        return;
    m_items = items;
    auto* content = new QWidget;
    content->setObjectName(QStringLiteral("scrolled"));
    auto* grid = new QGridLayout(content);
    grid->setContentsMargins(0, 0, 8, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(0);
    grid->setColumnStretch(1, 3);
    grid->setColumnStretch(2, 2);
    for (qsizetype i = 0; i < items.size(); ++i)
        add(grid, static_cast<int>(i), items.at(i));
    grid->setRowStretch(static_cast<int>(items.size()), 1);
    setWidget(content);
    const int rows = std::min(mostVisible, static_cast<int>(items.size()));
    setFixedHeight(rows * rowHeight + 2);
}

void EvidenceList::add(QGridLayout* grid, int row, const models::EvidenceView& item) {
    const Look look = lookOf(item.verdict);
    auto* glyph = new GlyphLabel(12);
    glyph->set(look.glyph, look.tone);
    glyph->setToolTip(look.word);
    glyph->setAccessibleName(look.word);
    auto* title = new ElidedLabel(Type::Body);
    title->setText(item.host.isEmpty() ? item.title : tr("%1 · %2").arg(item.title, item.host));
    auto* summary = new ElidedLabel(Type::Label);
    summary->setInk("muted");
    summary->setText(item.summary);
    auto* digest = new Label(Type::Mono, item.digest.left(digitsShown));
    digest->setInk("muted");
    digest->setTextInteractionFlags(Qt::TextSelectableByMouse);
    if (!item.digest.isEmpty())
        digest->setToolTip(item.ofOutput ? tr("SHA-256 of its standard output: %1").arg(item.digest)
                                         : tr("SHA-256 of its entry in the ledger: %1").arg(item.digest));
    grid->addWidget(glyph, row, 0);
    grid->addWidget(title, row, 1);
    grid->addWidget(summary, row, 2);
    grid->addWidget(digest, row, 3, Qt::AlignRight);
    grid->setRowMinimumHeight(row, rowHeight);
}

} // namespace slipway::ui
