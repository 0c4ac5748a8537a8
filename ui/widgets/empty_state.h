#pragma once
#include "ui/theme/glyph.h"

#include <QWidget>

namespace slipway::ui {

class Button;
class GlyphLabel;
class Label;

/// What a page says when it has nothing to show: what belongs here and how it gets there.
class EmptyState : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(QWidget* parent = nullptr);
    void set(Glyph glyph, const QString& title, const QString& words);

private:
    GlyphLabel* m_glyph;
    Label* m_title;
    Label* m_words;
};

} // namespace slipway::ui
