#include "ui/theme/tokens.h"

#include <algorithm>
#include <cmath>

namespace slipway::ui {
namespace {

QColor rgb(QRgb value) {
    return QColor::fromRgb(value);
}

double luminance(const QColor& colour) {
    const auto linear = [](double channel) {
        return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

} // namespace

QColor Tokens::ink(Tone tone) const {
    switch (tone) {
    case Tone::Neutral:
        return muted;
    case Tone::Accent:
        return dark ? rgb(0x7c9cff) : rgb(0x2f5bea);
    // Passed and waiting are a shade darker than the table's: on their own soft ground the
    // table's pairs stay just below 4.5 : 1.
    case Tone::Passed:
        return dark ? rgb(0x4cc38a) : rgb(0x177548);
    case Tone::Attention:
        return dark ? rgb(0xf0b04a) : rgb(0x946000);
    case Tone::Failed:
        return dark ? rgb(0xff6b78) : rgb(0xc2293a);
    case Tone::Running:
        return dark ? rgb(0x62b0ff) : rgb(0x1668b8);
    case Tone::Waiting:
        return dark ? rgb(0x98a3b2) : rgb(0x5f6a79);
    case Tone::Production:
        return dark ? rgb(0xb798ff) : rgb(0x7a3ff2);
    }
    Q_UNREACHABLE();
}

QColor Tokens::soft(Tone tone) const {
    switch (tone) {
    case Tone::Neutral:
        return dark ? rgb(0x262e3a) : rgb(0xeef1f4);
    case Tone::Accent:
        return dark ? rgb(0x243156) : rgb(0xe8eeff);
    case Tone::Passed:
        return dark ? rgb(0x16322a) : rgb(0xe3f5eb);
    case Tone::Attention:
        return dark ? rgb(0x3a2d14) : rgb(0xfdf2dc);
    case Tone::Failed:
        return dark ? rgb(0x3d1c22) : rgb(0xfde8ea);
    case Tone::Running:
        return dark ? rgb(0x162f48) : rgb(0xe2f0fc);
    case Tone::Waiting:
        return dark ? rgb(0x262e3a) : rgb(0xeef1f4);
    case Tone::Production:
        return dark ? rgb(0x2c2347) : rgb(0xf0e9ff);
    }
    Q_UNREACHABLE();
}

QColor Tokens::mark(Tone tone) const {
    switch (tone) {
    case Tone::Passed:
        return dark ? rgb(0x3fa877) : rgb(0x2f8f60);
    case Tone::Attention:
        return dark ? rgb(0xcf9030) : rgb(0xe0a22c);
    case Tone::Failed:
        return dark ? rgb(0xff6b78) : rgb(0xcf3346);
    case Tone::Neutral:
    case Tone::Accent:
    case Tone::Running:
    case Tone::Waiting:
    case Tone::Production:
        return ink(tone);
    }
    Q_UNREACHABLE();
}

Tokens lightTokens() {
    Tokens t;
    t.background = rgb(0xf6f7f9);
    t.panel = rgb(0xffffff);
    t.line = rgb(0xdfe3e8);
    t.text = rgb(0x1b2330);
    t.muted = rgb(0x5d6878);
    t.faint = rgb(0x8b95a3);
    t.faintText = rgb(0x667080);
    t.hover = rgb(0xf1f3f6);
    t.onAccent = rgb(0xffffff);
    t.accentIdle = rgb(0xa9b9f3);
    t.unobserved = rgb(0xc9d0d8);
    t.terminal = rgb(0x0f1520);
    t.terminalText = rgb(0xd5dce6);
    t.terminalFaint = rgb(0x7f8b9b);
    return t;
}

Tokens darkTokens() {
    Tokens t;
    t.dark = true;
    t.background = rgb(0x12161d);
    t.panel = rgb(0x1a2029);
    t.line = rgb(0x2d3643);
    t.text = rgb(0xe6ebf2);
    t.muted = rgb(0x9aa6b6);
    t.faint = rgb(0x6f7b8b);
    t.faintText = rgb(0x8491a2);
    t.hover = rgb(0x222a35);
    t.onAccent = rgb(0x12161d);
    t.accentIdle = rgb(0x45568c);
    t.unobserved = rgb(0x3b4654);
    t.terminal = rgb(0x0b0f16);
    t.terminalText = rgb(0xd5dce6);
    t.terminalFaint = rgb(0x7f8b9b);
    return t;
}

double contrast(const QColor& a, const QColor& b) {
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

} // namespace slipway::ui
