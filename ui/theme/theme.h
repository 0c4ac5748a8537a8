#pragma once
#include "ui/theme/tokens.h"

#include <QFont>
#include <QObject>

class QApplication;

namespace slipway::ui {

enum class Appearance { Auto, Light, Dark };

/// What a piece of writing is, which decides size and weight.
enum class Type { Body, Strong, Label, Overline, Section, Page, Version, Mono };

/// The one appearance of the running program: palette, style sheet, fonts. Main thread; lives
/// as long as the QApplication it was installed on.
class Theme : public QObject {
    Q_OBJECT
public:
    /// Fusion, tokens and fonts on `application`. SLIPWAY_THEME (light, dark, auto) wins over
    /// what was remembered; auto follows the lightness of the system's palette.
    static Theme& install(QApplication& application);
    /// The installed theme; there must be one.
    static Theme& current();
    static const Tokens& tokens();

    Appearance appearance() const { return m_appearance; }
    /// Changes every window at once and remembers it for this person.
    void setAppearance(Appearance appearance);

Q_SIGNALS:
    void changed();

private:
    explicit Theme(QApplication& application);
    void apply();

    QApplication& m_application;
    Appearance m_appearance = Appearance::Auto;
    bool m_systemIsDark = false;
    Tokens m_tokens;
};

/// The font for a piece of writing: Inter (mono: JetBrains Mono) where installed, else the system's.
QFont fontOf(Type type);
/// A name for the dynamic property that the style sheet matches ("section", …).
QString typeName(Type type);
/// The style sheet of an appearance.
QString styleSheet(const Tokens& tokens);

} // namespace slipway::ui
