#pragma once
#include "ui/text/states.h"

#include <QWidget>

namespace slipway::ui {

/// The size and the painting of a chip, for lists that draw many.
QSize chipSize(Glyph glyph, const QString& text);
void paintChip(QPainter& painter, const QRectF& box, Glyph glyph, const QString& text, Tone tone);

/// A small rounded word with its icon. Elides when there is no room.
class Chip : public QWidget {
    Q_OBJECT
public:
    explicit Chip(QWidget* parent = nullptr);
    void set(const Look& look);
    void set(Glyph glyph, const QString& text, Tone tone);
    /// Never elided, however little room there is.
    void setWhole(bool whole) { m_whole = whole; }
    QString text() const { return m_text; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Glyph m_glyph = Glyph::None;
    QString m_text;
    bool m_whole = false;
    Tone m_tone = Tone::Neutral;
};

} // namespace slipway::ui
