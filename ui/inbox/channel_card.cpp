#include "ui/inbox/channel_card.h"

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

ChannelCard::ChannelCard(QWidget* parent) : LineCard("testChannel", parent) {}

void ChannelCard::set(const models::AlertChannelView& view) {
    m_channel = view.name;
    const QString kind = domain::channelKindName(view.kind);
    const Look state = lookOf(view);
    setLine(view.name == kind ? view.name : QStringLiteral("%1 · %2").arg(view.name, kind),
            view.place.isEmpty() ? view.words : view.place + QStringLiteral(" · ") + view.words, state);
    setOffer(tr("Test"), tr("Test the channel %1: %2").arg(view.name, state.word));
}

} // namespace slipway::ui
