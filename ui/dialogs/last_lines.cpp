#include "ui/dialogs/last_lines.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace slipway::ui {
namespace {

constexpr qsizetype mostLines = 8;
constexpr int rowHeight = 18;
constexpr int padding = 10;

} // namespace

LastLines::LastLines(QWidget* parent) : QWidget(parent) {
    setFont(fontOf(Type::Mono));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void LastLines::set(const QStringList& lines) {
    m_lines = lines.mid(std::max<qsizetype>(0, lines.size() - mostLines));
    setToolTip(lines.join(QLatin1Char('\n')));
    updateGeometry();
    update();
}

QSize LastLines::sizeHint() const {
    return {300, 2 * padding + static_cast<int>(m_lines.size()) * rowHeight};
}

void LastLines::paintEvent(QPaintEvent*) {
    const Tokens& tokens = Theme::tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tokens.terminal);
    painter.drawRoundedRect(rect(), 7, 7);
    painter.setPen(tokens.terminalText);
    const int width = this->width() - 2 * padding - 4;
    for (qsizetype i = 0; i < m_lines.size(); ++i)
        painter.drawText(QRect(padding + 4, padding + static_cast<int>(i) * rowHeight, width, rowHeight),
                         Qt::AlignVCenter | Qt::TextSingleLine,
                         painter.fontMetrics().elidedText(m_lines[i], Qt::ElideRight, width));
}

} // namespace slipway::ui
