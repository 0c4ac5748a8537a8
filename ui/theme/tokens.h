#pragma once
#include <QColor>

namespace slipway::ui {

/// What a colour says. Never shown alone: an icon and a word stand beside it.
enum class Tone { Neutral, Accent, Passed, Attention, Failed, Running, Waiting, Production };

/// The colours of one appearance, from the design's table of tokens.
struct Tokens {
    bool dark = false;
    QColor background, panel, line, text, muted;
    QColor faint;      ///< hairlines, axes and icons; too pale for words
    QColor faintText;  ///< faint, darkened until words in it reach 4.5 : 1
    QColor hover;      ///< a row or button under the pointer
    QColor onAccent;   ///< words on a filled button
    QColor accentIdle; ///< a primary button that cannot be pressed
    QColor unobserved; ///< the hatch of what nobody watched
    QColor terminal, terminalText, terminalFaint;

    QColor ink(Tone tone) const;  ///< words and icons on the panel or on their own soft colour
    QColor soft(Tone tone) const; ///< the ground of a chip
    QColor mark(Tone tone) const; ///< bars and graph lines
};

Tokens lightTokens();
Tokens darkTokens();
/// The WCAG contrast ratio of two opaque colours, 1 to 21.
double contrast(const QColor& a, const QColor& b);

} // namespace slipway::ui
