#include "ui/widgets/button.h"

#include "ui/theme/theme.h"

#include <QStyle>

namespace slipway::ui {
namespace {

const char* kindName(Button::Kind kind) {
    switch (kind) {
    case Button::Kind::Plain:
        return "plain";
    case Button::Kind::Primary:
        return "primary";
    case Button::Kind::Danger:
        return "danger";
    case Button::Kind::Refuse:
        return "refuse";
    case Button::Kind::Link:
        return "link";
    case Button::Kind::Nav:
        return "nav";
    case Button::Kind::Pill:
        return "pill";
    }
    Q_UNREACHABLE();
}

} // namespace

Button::Button(Kind kind, const QString& text, const char* name, QWidget* parent)
    : QPushButton(text, parent)
    , m_kind(kind) {
    setObjectName(QLatin1StringView(name));
    setAccessibleName(text);
    setProperty("kind", QString::fromLatin1(kindName(kind)));
    setAutoDefault(false);
    setCursor(Qt::ArrowCursor);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setIconSize({13, 13});
    connect(&Theme::current(), &Theme::changed, this, &Button::paintIcon);
}

void Button::setGlyph(Glyph glyph) {
    m_glyph = glyph;
    if (glyph == Glyph::None)
        setIcon({});
    paintIcon();
}

void Button::setKind(Kind kind) {
    if (kind == m_kind)
        return;
    m_kind = kind;
    setProperty("kind", QString::fromLatin1(kindName(kind)));
    style()->unpolish(this);
    style()->polish(this);
    paintIcon();
}

void Button::setWords(const QString& text) {
    setText(text);
    setAccessibleName(text);
}

void Button::setOffered(bool allowed, const QString& why) {
    setEnabled(allowed);
    setToolTip(allowed ? QString() : why);
    setAccessibleDescription(allowed ? QString() : why);
}

QSize Button::sizeHint() const {
    QSize size = QPushButton::sizeHint();
    // Fusion reserves too little beside an icon under a style sheet.
    if (m_glyph != Glyph::None)
        size.rwidth() += 4;
    return size;
}

void Button::paintIcon() {
    if (m_glyph == Glyph::None)
        return; // without an icon, or with one that its owner draws
    const Tokens& tokens = Theme::tokens();
    QColor ink = tokens.text;
    QColor disabled = tokens.faint;
    switch (m_kind) {
    case Kind::Primary:
        ink = tokens.onAccent;
        disabled = tokens.dark ? tokens.muted : tokens.panel;
        break;
    case Kind::Danger:
    case Kind::Refuse:
        ink = tokens.ink(Tone::Failed);
        break;
    case Kind::Link:
        ink = tokens.ink(Tone::Accent);
        break;
    case Kind::Plain:
    case Kind::Nav:
    case Kind::Pill:
        break;
    }
    setIcon(glyphIcon(m_glyph, ink, disabled));
}

} // namespace slipway::ui
