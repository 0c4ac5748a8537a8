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
    connect(m_sign, &Button::clicked, this, [this] { Q_EMIT signAsked(m_afterMs); });
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
    QStringList detail;
    if (waits)
        detail << (checkpoint.dueAtMs - nowMs < 6 * 3'600'000 ? until(checkpoint.dueAtMs, nowMs)
                                                              : dayAndTime(checkpoint.dueAtMs, nowMs));
    else if (!checkpoint.summary.isEmpty())
        detail << checkpoint.summary;
    if (!checkpoint.signedBy.isEmpty())
        detail << tr("signed %1 · %2").arg(dayAndTime(checkpoint.signedAtMs, nowMs), checkpoint.signedBy);
    else if (!waits)
        detail << tr("due since %1").arg(dayAndTime(checkpoint.dueAtMs, nowMs));
    if (!waits && checkpoint.signedBy.isEmpty() && !checkpoint.sign.allowed && !checkpoint.sign.why.isEmpty())
        detail << checkpoint.sign.why;
    m_detail->setText(detail.join(QLatin1Char('\n')));
    m_sign->setVisible(checkpoint.sign.allowed);
    m_sign->setObjectName(QStringLiteral("signCheckpoint.%1").arg(checkpoint.afterMs / 60'000));
    m_sign->setAccessibleName(tr("Sign the checkpoint of %1").arg(m_hour->text()));
    const bool open = !waits && checkpoint.signedBy.isEmpty();
    setOutline(
        open ? std::optional(checkpoint.verdict == domain::Verdict::Failed ? Tone::Failed : Tone::Attention)
             : std::nullopt);
}

} // namespace slipway::ui
