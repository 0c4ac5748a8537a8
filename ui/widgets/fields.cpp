#include "ui/widgets/fields.h"

#include "ui/theme/glyph.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace slipway::ui {
namespace {

constexpr int side = 16;
constexpr int gap = 10;

} // namespace

CheckBox::CheckBox(const QString& words, const char* name, QWidget* parent) : QCheckBox(parent) {
    setObjectName(QLatin1StringView(name));
    setMinimumHeight(24);
    setWords(words);
}

void CheckBox::setWords(const QString& words) {
    setText(words);
    setAccessibleName(words);
}

QSize CheckBox::sizeHint() const {
    // One more pixel, because a text is as wide as a fraction of one.
    return {side + gap + fontMetrics().horizontalAdvance(text()) + 1, minimumHeight()};
}

void CheckBox::paintEvent(QPaintEvent*) {
    const Tokens& tokens = Theme::tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box(1, (height() - side) / 2.0, side, side);
    const QColor accent = tokens.ink(Tone::Accent);
    painter.setPen(QPen(hasFocus() || isChecked() ? accent : tokens.faint, hasFocus() ? 2 : 1.2));
    painter.setBrush(isChecked() ? accent : tokens.panel);
    painter.drawRoundedRect(box, 4, 4);
    if (isChecked())
        paintGlyph(painter, box.adjusted(2, 2, -2, -2), Glyph::Check, tokens.onAccent);
    painter.setPen(isEnabled() ? tokens.text : tokens.faintText);
    const QRect words = rect().adjusted(side + gap, 0, 0, 0);
    painter.drawText(words, Qt::AlignVCenter,
                     fontMetrics().elidedText(text(), Qt::ElideRight, words.width()));
}

ComboBox::ComboBox(const QString& words, const char* name, QWidget* parent) : QComboBox(parent) {
    setObjectName(QLatin1StringView(name));
    setAccessibleName(words);
}

void ComboBox::paintEvent(QPaintEvent* event) {
    QComboBox::paintEvent(event);
    QPainter painter(this);
    paintGlyph(painter, QRectF(width() - 25, (height() - 13) / 2.0, 13, 13), Glyph::ChevronDown,
               Theme::tokens().muted);
}

} // namespace slipway::ui
