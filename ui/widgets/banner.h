#pragma once
#include "ui/theme/glyph.h"

#include <QWidget>

namespace slipway::ui {

class Button;
class GlyphLabel;
class Label;

/// One sentence across a page that must be seen, with at most one thing to do about it.
class Banner : public QWidget {
    Q_OBJECT
public:
    /// `name` starts the object names of the two buttons.
    explicit Banner(const QString& name, QWidget* parent = nullptr);
    void set(Glyph glyph, Tone tone, const QString& words, const QString& action = {});
    QString words() const;
    void setCloseable(bool closeable);

Q_SIGNALS:
    void acted();
    void closed();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Tone m_tone = Tone::Attention;
    GlyphLabel* m_glyph;
    Label* m_words;
    Button* m_action;
    Button* m_close;
};

} // namespace slipway::ui
