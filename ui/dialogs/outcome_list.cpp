#include "ui/dialogs/outcome_list.h"

#include "ui/widgets/label.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <algorithm>

namespace slipway::ui {
namespace {

constexpr int rowHeight = 24;
constexpr int mostVisible = 5;
constexpr qsizetype digitsShown = 10;

QString tr(const char* text) {
    return QCoreApplication::translate("outcomes", text);
}

} // namespace

OutcomeList::OutcomeList(const QString& title, const char* name, QWidget* parent) : QScrollArea(parent) {
    setObjectName(QLatin1StringView(name));
    setAccessibleName(title);
    setWidgetResizable(true);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    hide();
}

void OutcomeList::set(const QList<Line>& lines) {
    setVisible(!lines.isEmpty());
    // A release repaints ten times a second while steps run; only what differs is made anew.
    if (lines == m_lines)
        return;
    m_lines = lines;
    auto* content = new QWidget;
    content->setObjectName(QStringLiteral("scrolled"));
    auto* grid = new QGridLayout(content);
    grid->setContentsMargins(0, 0, 8, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(0);
    grid->setColumnStretch(1, 3);
    grid->setColumnStretch(2, 2);
    for (qsizetype i = 0; i < lines.size(); ++i)
        add(grid, static_cast<int>(i), lines.at(i));
    grid->setRowStretch(static_cast<int>(lines.size()), 1);
    setWidget(content);
    const int rows = std::min(mostVisible, static_cast<int>(lines.size()));
    setFixedHeight(rows * rowHeight + 2);
}

void OutcomeList::add(QGridLayout* grid, int row, const Line& line) {
    auto* glyph = new GlyphLabel(12);
    glyph->set(line.look.glyph, line.look.tone);
    glyph->setToolTip(line.look.word);
    glyph->setAccessibleName(line.look.word);
    auto* what = new ElidedLabel(Type::Body);
    what->setText(line.what);
    auto* found = new ElidedLabel(Type::Label);
    found->setInk("muted");
    found->setText(line.found);
    auto* code = new Label(Type::Mono, line.code.left(digitsShown));
    code->setInk("muted");
    code->setTextInteractionFlags(Qt::TextSelectableByMouse);
    code->setToolTip(line.codeTells);
    grid->addWidget(glyph, row, 0);
    grid->addWidget(what, row, 1);
    grid->addWidget(found, row, 2);
    grid->addWidget(code, row, 3, Qt::AlignRight);
    grid->setRowMinimumHeight(row, rowHeight);
}

QList<OutcomeList::Line> evidenceLines(const QList<models::EvidenceView>& items) {
    QList<OutcomeList::Line> lines;
    for (const models::EvidenceView& item : items)
        lines << OutcomeList::Line{
            lookOf(item.verdict), item.host.isEmpty() ? item.title : tr("%1 · %2").arg(item.title, item.host),
            item.summary, item.digest,
            item.digest.isEmpty() ? QString()
            : item.ofOutput       ? tr("SHA-256 of its standard output: %1").arg(item.digest)
                                  : tr("SHA-256 of its entry in the ledger: %1").arg(item.digest)};
    return lines;
}

QList<OutcomeList::Line> ruleLines(const QList<domain::RuleFinding>& rules) {
    QList<OutcomeList::Line> lines;
    for (const domain::RuleFinding& rule : rules) {
        Look look = lookOf(rule.verdict);
        // Broken, but it does not fail the checkpoint by itself.
        if (rule.verdict == domain::Verdict::Failed && !rule.critical)
            look = {Glyph::Triangle, tr("broken, not critical"), Tone::Attention};
        lines << OutcomeList::Line{look, rule.rule, rule.found};
    }
    return lines;
}

} // namespace slipway::ui
