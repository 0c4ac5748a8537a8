#pragma once
#include "ui/theme/glyph.h"

#include <QPushButton>

namespace slipway::ui {

/// A push button in one of the house's styles. Its name for tests and the accessible one are
/// required, because a control without them cannot be found.
class Button : public QPushButton {
    Q_OBJECT
public:
    enum class Kind { Plain, Primary, Danger, Refuse, Link, Nav, Pill };
    Button(Kind kind, const QString& text, const char* name, QWidget* parent = nullptr);
    void setGlyph(Glyph glyph);
    void setKind(Kind kind);
    /// Changes the visible text and the accessible name together.
    void setWords(const QString& text);
    /// Enabled, or disabled with the reason as tooltip and accessible description.
    void setOffered(bool allowed, const QString& why);
    QSize sizeHint() const override;

private:
    void paintIcon();
    Kind m_kind;
    Glyph m_glyph = Glyph::None;
};

} // namespace slipway::ui
