#include "ui/inbox/inbox_card.h"

#include "app/models/inbox_text.h"
#include "ui/text/quantities.h"
#include "ui/text/states.h"
#include "ui/widgets/button.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>

namespace slipway::ui {

namespace {

using Kind = domain::InboxItem::Kind;

Look lookOf(Kind kind) {
    switch (kind) {
    case Kind::Sign:
    case Kind::CheckpointDue:
        return {Glyph::Pen, InboxCard::tr("Sign…"), Tone::Accent};
    case Kind::Question:
        return {Glyph::Pen, InboxCard::tr("Answer…"), Tone::Accent};
    case Kind::Failure:
    case Kind::CheckpointFailed:
        return {Glyph::Cross, InboxCard::tr("Decide…"), Tone::Failed};
    case Kind::Stale:
        return {Glyph::Triangle, InboxCard::tr("See what changed"), Tone::Failed};
    case Kind::Paused:
        return {Glyph::Pause, InboxCard::tr("Open"), Tone::Attention};
    case Kind::ReviewDue:
        return {Glyph::Half, InboxCard::tr("Review…"), Tone::Attention};
    case Kind::PolicyChanged:
        return {Glyph::Triangle, InboxCard::tr("Accept…"), Tone::Attention};
    case Kind::RecurringDue:
        return {Glyph::Pen, InboxCard::tr("Sign…"), Tone::Accent};
    case Kind::SecondSignature:
        return {Glyph::Diamond, InboxCard::tr("Sign waiver…"), Tone::Attention};
    }
    Q_UNREACHABLE();
}

} // namespace

InboxCard::InboxCard(QWidget* parent)
    : Card(parent)
    , m_glyph(new GlyphLabel(14))
    , m_what(new Label(Type::Strong))
    , m_where(new Label(Type::Body))
    , m_tier(new Chip)
    , m_since(new Label(Type::Body))
    , m_act(new Button(Button::Kind::Plain, {}, "inboxAct")) {
    m_what->setWordWrap(true);
    m_where->setWordWrap(true);
    m_where->setInk("muted");
    m_since->setInk("muted");
    m_tier->setWhole(true);
    auto* words = new QVBoxLayout;
    words->setSpacing(3);
    words->addWidget(m_what);
    words->addWidget(m_where);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 11, 14, 11);
    layout->setSpacing(12);
    layout->addWidget(m_glyph);
    layout->addLayout(words, 1);
    layout->addWidget(m_since);
    layout->addWidget(m_tier);
    layout->addWidget(m_act);
    connect(m_act, &Button::clicked, this, &InboxCard::acted);
}

void InboxCard::set(const models::InboxLine& view, qint64 nowMs) {
    m_item = view.item;
    const Look look = lookOf(view.item.kind);
    m_glyph->set(look.glyph, look.tone);
    m_what->setText(models::inboxWords(view.item));
    QStringList where{models::inboxPlace(view.item)};
    if (!view.item.deployment.isEmpty())
        where << view.item.deployment.text();
    if (!view.item.detail.isEmpty())
        where << view.item.detail;
    if (!view.isMine)
        where << tr("waits for %1").arg(view.people);
    m_where->setText(where.join(QStringLiteral(" · ")));
    m_tier->setVisible(!view.item.environment.isEmpty());
    m_tier->set(Glyph::None, tierWord(view.tier), tierTone(view.tier));
    m_since->setText(ago(view.item.sinceMs, nowMs));
    m_since->setToolTip(tr("since %1").arg(dayAndTime(view.item.sinceMs, nowMs)));
    m_act->setWords(view.isMine ? look.word : tr("Open"));
    m_act->setAccessibleName(tr("%1: %2, %3").arg(m_act->text(), m_what->text(), m_where->text()));
    m_act->setKind(view.isMine ? Button::Kind::Primary : Button::Kind::Plain);
}

} // namespace slipway::ui
