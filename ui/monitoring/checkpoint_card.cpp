#include "ui/monitoring/checkpoint_card.h"

#include "ui/text/quantities.h"
#include "ui/text/states.h"
#include "ui/widgets/button.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/label.h"

#include <QVBoxLayout>

namespace slipway::ui {

CheckpointCard::CheckpointCard(QWidget* parent)
    : Card(parent)
    , m_hour(new Label(Type::Strong))
    , m_state(new Chip)
    , m_glyph(new GlyphLabel(12))
    , m_statement(new Label(Type::Body))
    , m_detail(new Label(Type::Body))
    , m_sign(new Button(Button::Kind::Plain, tr("Sign…"), "signCheckpoint")) {
    m_statement->setWordWrap(true);
    m_detail->setWordWrap(true);
    m_detail->setInk("muted");
    m_sign->setGlyph(Glyph::Pen);
    auto* head = new QHBoxLayout;
    head->addWidget(m_hour);
    head->addStretch(1);
    head->addWidget(m_state);
    auto* statement = new QHBoxLayout;
    statement->setSpacing(6);
    statement->addWidget(m_glyph, 0, Qt::AlignTop);
    m_glyph->setFixedHeight(17);
    statement->addWidget(m_statement, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(13, 10, 13, 10);
    layout->setSpacing(3);
    layout->addLayout(head);
    layout->addLayout(statement);
    layout->addWidget(m_detail);
    layout->addWidget(m_sign, 0, Qt::AlignLeft);
    connect(m_sign, &Button::clicked, this, [this] {
        if (m_decides)
            Q_EMIT decideAsked(m_afterMs);
        else
            Q_EMIT signAsked(m_afterMs);
    });
}

void CheckpointCard::set(const models::CheckpointView& checkpoint, qint64 nowMs) {
    m_afterMs = checkpoint.afterMs;
    const Look look = lookOf(checkpoint);
    const bool whole = checkpoint.afterMs % 3'600'000 == 0;
    m_hour->setText(whole ? tr("Hour %1").arg(checkpoint.afterMs / 3'600'000)
                          : tr("After %1").arg(span(checkpoint.afterMs)));
    const bool waits = checkpoint.verdict == domain::Verdict::Waiting;
    m_state->set(Glyph::None, look.word, look.tone);
    m_glyph->set(look.glyph, look.tone);
    m_glyph->setVisible(!waits);
    m_statement->setText(checkpoint.statement);
    const bool isUndecided =
        checkpoint.verdict == domain::Verdict::Failed || checkpoint.verdict == domain::Verdict::Inconclusive;
    QStringList detail;
    if (waits)
        detail << (checkpoint.dueAtMs - nowMs < 6 * 3'600'000 ? until(checkpoint.dueAtMs, nowMs)
                                                              : dayAndTime(checkpoint.dueAtMs, nowMs));
    else if (!checkpoint.summary.isEmpty())
        detail << checkpoint.summary;
    for (const domain::RuleFinding& rule : checkpoint.rules)
        if (rule.verdict == domain::Verdict::Failed || rule.verdict == domain::Verdict::Inconclusive)
            detail << tr("%1: %2").arg(rule.rule, rule.found);
    if (waits && !checkpoint.rules.isEmpty())
        detail << tr("%n rules", nullptr, static_cast<int>(checkpoint.rules.size()));
    detail << checkpoint.extensions;
    if (!checkpoint.waiverWords.isEmpty())
        detail << checkpoint.waiverWords;
    if (!checkpoint.signedBy.isEmpty())
        detail << (checkpoint.signByMs > 0 && checkpoint.signedAtMs > checkpoint.signByMs
                       ? tr("signed late, %1 · %2")
                       : tr("signed %1 · %2"))
                      .arg(dayAndTime(checkpoint.signedAtMs, nowMs), checkpoint.signedBy);
    else if (checkpoint.isOverdue)
        detail << tr("overdue since %1").arg(dayAndTime(checkpoint.signByMs, nowMs));
    else if (checkpoint.signByMs > 0 && checkpoint.verdict == domain::Verdict::Passed)
        detail << tr("to be signed by %1").arg(dayAndTime(checkpoint.signByMs, nowMs));
    if (checkpoint.verdict == domain::Verdict::Passed && checkpoint.signedBy.isEmpty() &&
        !checkpoint.sign.allowed && !checkpoint.sign.why.isEmpty())
        detail << checkpoint.sign.why;
    m_detail->setText(detail.join(QLatin1Char('\n')));
    QStringList told;
    for (const domain::RuleFinding& rule : checkpoint.rules)
        told << (rule.found.isEmpty() ? rule.rule : tr("%1: %2").arg(rule.rule, rule.found));
    setToolTip(told.join(QLatin1Char('\n')));
    m_decides = isUndecided;
    m_sign->setWords(m_decides ? tr("Decide…") : tr("Sign…"));
    m_sign->setKind(m_decides ? Button::Kind::Primary : Button::Kind::Plain);
    m_sign->setGlyph(m_decides ? Glyph::None : Glyph::Pen);
    m_sign->setVisible(m_decides || checkpoint.sign.allowed);
    m_sign->setObjectName(
        (m_decides ? QStringLiteral("decideCheckpoint.%1") : QStringLiteral("signCheckpoint.%1"))
            .arg(checkpoint.afterMs / 60'000));
    m_sign->setAccessibleName(m_decides ? tr("Decide about the checkpoint of %1").arg(m_hour->text())
                                        : tr("Sign the checkpoint of %1").arg(m_hour->text()));
    const bool open =
        isUndecided || (checkpoint.verdict == domain::Verdict::Passed && checkpoint.signedBy.isEmpty());
    setOutline(open ? std::optional(checkpoint.verdict == domain::Verdict::Failed || checkpoint.isOverdue
                                        ? Tone::Failed
                                        : Tone::Attention)
                    : std::nullopt);
}

} // namespace slipway::ui
