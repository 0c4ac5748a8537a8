#include "ui/dialogs/quote_box.h"

#include "ui/widgets/label.h"

#include <QPainter>
#include <QVBoxLayout>

namespace slipway::ui {

QuoteBox::QuoteBox(QWidget* parent) : QWidget(parent), m_words(new Label(Type::Body)) {
    m_words->setWordWrap(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->addWidget(m_words);
}

void QuoteBox::set(const QString& statement) {
    m_words->setText(tr("“%1”").arg(statement));
}

void QuoteBox::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Theme::tokens().line);
    painter.setBrush(Theme::tokens().background);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

} // namespace slipway::ui
