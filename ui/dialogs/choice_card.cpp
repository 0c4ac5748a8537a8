#include "ui/dialogs/choice_card.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace slipway::ui {
namespace {

constexpr int padding = 13;
constexpr int titleHeight = 20;

} // namespace

ChoiceCard::ChoiceCard(Glyph glyph, const char* name, QWidget* parent)
    : QAbstractButton(parent)
    , m_glyph(glyph) {
    setObjectName(QLatin1StringView(name));
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void ChoiceCard::set(const QString& title, const QString& words, bool open) {
    setText(title);
    m_words = words;
    setAccessibleName(title);
    setAccessibleDescription(words);
    setEnabled(open);
    updateGeometry();
    update();
}

void ChoiceCard::setMarked(bool marked) {
    m_marked = marked;
    update();
}

int ChoiceCard::heightForWidth(int width) const {
    const QRect words = QFontMetrics(fontOf(Type::Body))
                            .boundingRect(QRect(0, 0, width - 2 * padding, 1000), Qt::TextWordWrap, m_words);
    return std::max(84, 2 * padding + titleHeight + words.height());
}

QSize ChoiceCard::sizeHint() const {
    return {260, heightForWidth(260)};
}

void ChoiceCard::paintEvent(QPaintEvent*) {
    const Tokens& tokens = Theme::tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool strong = hasFocus() || m_marked;
    painter.setPen(QPen(strong ? tokens.ink(Tone::Accent) : tokens.line, hasFocus() ? 2 : 1));
    painter.setBrush(isEnabled() && (underMouse() || isDown())
                         ? tokens.hover
                         : (isEnabled() ? tokens.panel : tokens.background));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 9, 9);
    const QRect box = rect().adjusted(padding, padding - 2, -padding, -padding + 2);
    paintGlyph(painter, QRectF(box.left(), box.top() + 3, 13, 13), m_glyph,
               isEnabled() ? tokens.text : tokens.faint);
    painter.setFont(fontOf(Type::Strong));
    painter.setPen(isEnabled() ? tokens.text : tokens.muted);
    painter.drawText(QRect(box.left() + 20, box.top(), box.width() - 20, titleHeight), Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(text(), Qt::ElideRight, box.width() - 20));
    painter.setFont(fontOf(Type::Body));
    painter.setPen(tokens.muted);
    painter.drawText(box.adjusted(0, titleHeight + 1, 0, 0), Qt::TextWordWrap, m_words);
}

} // namespace slipway::ui
