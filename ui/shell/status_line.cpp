#include "ui/shell/status_line.h"

#include "ui/text/quantities.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QLocale>

namespace slipway::ui {

StatusLine::StatusLine(QWidget* parent)
    : QFrame(parent)
    , m_left(new ElidedLabel(Type::Label))
    , m_zone(new Label(Type::Label)) {
    setProperty("rail", QStringLiteral("bottom"));
    setFixedHeight(26);
    m_left->setInk("muted");
    m_zone->setInk("muted");
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 0, 16, 0);
    layout->addWidget(m_left, 1);
    layout->addWidget(m_zone);
}

void StatusLine::set(const models::BoardView& board, qint64 nowMs) {
    QString ledger;
    if (!board.ledgerProblem.isEmpty())
        ledger = tr("Ledger: %1").arg(board.ledgerProblem);
    else if (board.ledgerVerified)
        ledger = tr("Ledger: verified, %1 entries").arg(QLocale().toString(board.ledgerEntries));
    else
        ledger = tr("Ledger: being verified");
    if (board.ledgerProblem.isEmpty() && board.anchoredAtMs > 0)
        ledger += tr(" · anchored %1").arg(dayAndTime(board.anchoredAtMs, nowMs));
    if (!board.anchorProblem.isEmpty())
        ledger += tr(" · not anchored: %1").arg(board.anchorProblem);
    m_left->setText(tr("Workspace %1").arg(board.project) + QStringLiteral("    ") + ledger);
    m_left->setInk(board.ledgerProblem.isEmpty() ? "muted" : "failed");
    m_zone->setText(tr("All times local (%1)").arg(zoneWord(nowMs)));
}

} // namespace slipway::ui
