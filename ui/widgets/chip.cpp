#include "ui/widgets/chip.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace slipway::ui {
namespace {

constexpr int chipHeight = 20;
constexpr int margin = 8;
constexpr int glyphSide = 11;
constexpr int gap = 4;

QFont chipFont() {
    QFont font = fontOf(Type::Label);
    font.setPixelSize(11);
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

QSize chipSize(Glyph glyph, const QString& text) {
    const int icon = glyph == Glyph::None ? 0 : glyphSide + gap;
    return {2 * margin + icon + QFontMetrics(chipFont()).horizontalAdvance(text) + 1, chipHeight};
}

void paintChip(QPainter& painter, const QRectF& box, Glyph glyph, const QString& text, Tone tone) {
    const Tokens& tokens = Theme::tokens();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tokens.soft(tone));
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2);
    double left = box.left() + margin;
    if (glyph != Glyph::None) {
        paintGlyph(painter, QRectF(left, box.center().y() - glyphSide / 2.0, glyphSide, glyphSide), glyph,
                   tokens.ink(tone));
        left += glyphSide + gap;
    }
    painter.setFont(chipFont());
    painter.setPen(tokens.ink(tone));
    const QRectF words(left, box.top(), box.right() - left - margin + 1, box.height());
    painter.drawText(
        words, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
        painter.fontMetrics().elidedText(text, Qt::ElideRight, static_cast<int>(words.width()) + 1));
    painter.restore();
}

Chip::Chip(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

void Chip::set(const Look& look) {
    set(look.glyph, look.word, look.tone);
}

void Chip::set(Glyph glyph, const QString& text, Tone tone) {
    if (glyph == m_glyph && text == m_text && tone == m_tone)
        return;
    m_glyph = glyph;
    m_text = text;
    m_tone = tone;
    // A painted chip is no label, so this is the only way its words reach a screen reader.
    setAccessibleName(text);
    setToolTip(text);
    updateGeometry();
    update();
}

QSize Chip::sizeHint() const {
    return chipSize(m_glyph, m_text);
}

QSize Chip::minimumSizeHint() const {
    return {m_whole ? sizeHint().width() : std::min(sizeHint().width(), 64), chipHeight};
}

void Chip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintChip(painter, QRectF(0, (height() - chipHeight) / 2.0, width(), chipHeight), m_glyph, m_text,
              m_tone);
}

} // namespace slipway::ui
