#include "ui/widgets/card.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace slipway::ui {

constexpr double radius = 10;
constexpr int edgeHeight = 3;

Card::Card(QWidget* parent) : QWidget(parent) {
    setAttribute(Qt::WA_OpaquePaintEvent, false);
}

void Card::setEdge(std::optional<Tone> tone) {
    m_edge = tone;
    update();
}

void Card::setOutline(std::optional<Tone> tone) {
    m_outline = tone;
    update();
}

void Card::paintEvent(QPaintEvent*) {
    const Tokens& tokens = Theme::tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(QPen(m_outline ? tokens.mark(*m_outline) : tokens.line, m_outline ? 1.4 : 1));
    painter.setBrush(tokens.panel);
    painter.drawRoundedRect(box, radius, radius);
    if (!m_edge)
        return;
    QPainterPath outside;
    outside.addRoundedRect(QRectF(rect()), radius, radius);
    QPainterPath inside;
    inside.addRoundedRect(QRectF(rect()).adjusted(0, edgeHeight, 0, radius), radius, radius);
    painter.fillPath(outside.subtracted(inside),
                     *m_edge == Tone::Waiting ? tokens.unobserved : tokens.ink(*m_edge));
}

Rule::Rule(QWidget* parent) : QWidget(parent) {
    setFixedHeight(1);
}

void Rule::paintEvent(QPaintEvent*) {
    QPainter(this).fillRect(rect(), Theme::tokens().line);
}

} // namespace slipway::ui
