#include "ui/inbox/alert_card.h"

#include "ui/text/quantities.h"
#include "ui/text/states.h"
#include "ui/widgets/button.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>

namespace slipway::ui {

AlertCard::AlertCard(QWidget* parent)
    : Card(parent)
    , m_glyph(new GlyphLabel(14))
    , m_what(new Label(Type::Strong))
    , m_where(new Label(Type::Body))
    , m_since(new Label(Type::Body))
    , m_tier(new Chip)
    , m_rollback(new Button(Button::Kind::Danger, tr("Roll back…"), "alertRollback"))
    , m_switch(new Button(Button::Kind::Plain, tr("Kill switch…"), "alertSwitch"))
    , m_note(new Button(Button::Kind::Plain, tr("Note…"), "alertNote"))
    , m_watch(new Button(Button::Kind::Link, tr("Open the watch"), "alertWatch")) {
    m_what->setWordWrap(true);
    m_where->setWordWrap(true);
    m_where->setInk("muted");
    m_since->setInk("muted");
    m_tier->setWhole(true);
    m_glyph->set(Glyph::Cross, Tone::Failed);
    m_rollback->setGlyph(Glyph::Undo);
    m_switch->setGlyph(Glyph::Lightning);
    setOutline(Tone::Failed);
    auto* head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(m_glyph);
    head->addWidget(m_what, 1);
    head->addWidget(m_since);
    head->addWidget(m_tier);
    auto* acts = new QHBoxLayout;
    acts->setContentsMargins(0, 6, 0, 0);
    acts->setSpacing(8);
    for (Button* act : {m_rollback, m_switch, m_note, m_watch})
        acts->addWidget(act);
    acts->addStretch(1);
    // Below the title, not below its glyph.
    auto* words = new QVBoxLayout;
    words->setContentsMargins(26, 0, 0, 0);
    words->setSpacing(3);
    words->addWidget(m_where);
    words->addLayout(acts);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 11, 14, 11);
    layout->setSpacing(1);
    layout->addLayout(head);
    layout->addLayout(words);
    connect(m_rollback, &Button::clicked, this, &AlertCard::rollbackAsked);
    connect(m_switch, &Button::clicked, this, &AlertCard::switchAsked);
    connect(m_note, &Button::clicked, this, &AlertCard::noteAsked);
    connect(m_watch, &Button::clicked, this, &AlertCard::watchAsked);
}

void AlertCard::set(const models::OpenAlertView& view, qint64 nowMs) {
    m_alert = view;
    const domain::Trouble& trouble = view.incident.trouble;
    m_what->setText(trouble.title);
    QStringList where{trouble.environment.text()};
    if (!view.version.isEmpty())
        where << view.version;
    if (!trouble.reason.isEmpty())
        where << trouble.reason;
    m_where->setText(where.join(QStringLiteral(" · ")));
    m_since->setText(tr("for %1").arg(domain::spokenDuration(nowMs - trouble.sinceMs)));
    m_since->setToolTip(tr("since %1").arg(dayAndTime(trouble.sinceMs, nowMs)));
    m_tier->set(Glyph::None, tierWord(view.tier), tierTone(view.tier));
    m_rollback->setVisible(!view.rollbackOf.isEmpty());
    m_rollback->setOffered(view.rollback.allowed, view.rollback.why);
    m_switch->setVisible(view.hasSwitches);
    m_note->setWords(view.linesOf.isEmpty() ? tr("Note…") : tr("Show the lines…"));
    m_watch->setVisible(!view.deployment.isEmpty());
    for (Button* act : {m_rollback, m_switch, m_note, m_watch})
        act->setAccessibleName(tr("%1: %2, %3").arg(act->text(), trouble.title, trouble.environment.text()));
}

} // namespace slipway::ui
