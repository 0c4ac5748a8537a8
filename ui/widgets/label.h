#pragma once
#include "ui/theme/glyph.h"
#include "ui/theme/theme.h"

#include <QLabel>

namespace slipway::ui {

/// Plain text in one of the theme's types and inks; never interprets markup, because most of
/// what it shows comes from files, hosts and people.
class Label : public QLabel {
    Q_OBJECT
public:
    explicit Label(Type type, QWidget* parent = nullptr);
    Label(Type type, const QString& text, QWidget* parent = nullptr);
    /// "muted", "faint" or a tone's name; empty: the normal text colour.
    void setInk(const char* ink);
    void setInk(Tone tone);
    Label* wrapped();
};

/// One line that ends in "…" when there is no room; the whole text is its tooltip then.
class ElidedLabel : public Label {
    Q_OBJECT
public:
    explicit ElidedLabel(Type type, QWidget* parent = nullptr, Qt::TextElideMode mode = Qt::ElideRight);
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    Qt::TextElideMode m_mode;
};

/// Draws one glyph in a tone.
class GlyphLabel : public QWidget {
    Q_OBJECT
public:
    explicit GlyphLabel(int side, QWidget* parent = nullptr);
    void set(Glyph glyph, Tone tone);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Glyph m_glyph = Glyph::None;
    Tone m_tone = Tone::Neutral;
};

} // namespace slipway::ui
