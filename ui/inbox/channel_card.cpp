#include "ui/inbox/channel_card.h"

#include "ui/widgets/button.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>

namespace slipway::ui {

namespace {

Look lookOf(const models::AlertChannelView& view) {
    if (!view.error.isEmpty())
        return {Glyph::Cross, ChannelCard::tr("Does not arrive"), Tone::Failed};
    if (view.waiting > 0)
        return {Glyph::Clock, ChannelCard::tr("Waits"), Tone::Attention};
    if (view.sentMs > 0)
        return {Glyph::Check, ChannelCard::tr("Arrives"), Tone::Passed};
    return {Glyph::None, ChannelCard::tr("Not tried"), Tone::Neutral};
}

} // namespace

ChannelCard::ChannelCard(QWidget* parent)
    : Card(parent)
    , m_name(new Label(Type::Strong))
    , m_words(new Label(Type::Body))
    , m_state(new Chip)
    , m_test(new Button(Button::Kind::Plain, tr("Test"), "testChannel")) {
    m_words->setWordWrap(true);
    m_words->setInk("muted");
    m_state->setWhole(true);
    auto* words = new QVBoxLayout;
    words->setSpacing(3);
    words->addWidget(m_name);
    words->addWidget(m_words);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 11, 14, 11);
    layout->setSpacing(12);
    layout->addLayout(words, 1);
    layout->addWidget(m_state);
    layout->addWidget(m_test);
    connect(m_test, &Button::clicked, this, &ChannelCard::tested);
}

void ChannelCard::set(const models::AlertChannelView& view) {
    m_channel = view.name;
    const QString kind = domain::channelKindName(view.kind);
    m_name->setText(view.name == kind ? view.name : QStringLiteral("%1 · %2").arg(view.name, kind));
    m_words->setText(view.place.isEmpty() ? view.words : view.place + QStringLiteral(" · ") + view.words);
    m_state->set(lookOf(view));
    m_test->setAccessibleName(tr("Test the channel %1: %2").arg(view.name, m_state->text()));
}

} // namespace slipway::ui
