#include "ui/widgets/label.h"

#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

namespace slipway::ui {
namespace {

const char* toneName(Tone tone) {
    switch (tone) {
    case Tone::Neutral:
        return "muted";
    case Tone::Accent:
        return "accent";
    case Tone::Passed:
        return "passed";
    case Tone::Attention:
        return "attention";
    case Tone::Failed:
        return "failed";
    case Tone::Running:
        return "running";
    case Tone::Waiting:
        return "waiting";
    case Tone::Production:
        return "production";
    }
    Q_UNREACHABLE();
}

} // namespace

Label::Label(Type type, QWidget* parent) : Label(type, {}, parent) {}

Label::Label(Type type, const QString& text, QWidget* parent) : QLabel(text, parent) {
    setFont(fontOf(type));
    setTextFormat(Qt::PlainText);
}

void Label::setInk(const char* ink) {
    const QString name = QString::fromLatin1(ink);
    if (property("ink").toString() == name)
        return;
    setProperty("ink", name);
    style()->unpolish(this);
    style()->polish(this);
}

void Label::setInk(Tone tone) {
    setInk(toneName(tone));
}

Label* Label::wrapped() {
    setWordWrap(true);
    return this;
}

ElidedLabel::ElidedLabel(Type type, QWidget* parent, Qt::TextElideMode mode)
    : Label(type, parent)
    , m_mode(mode) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QSize ElidedLabel::minimumSizeHint() const {
    const int shortest = fontMetrics().horizontalAdvance(QStringLiteral("mmm…"));
    return {std::min(shortest, Label::sizeHint().width()), Label::minimumSizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setPen(
        palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::WindowText));
    painter.drawText(contentsRect(), static_cast<int>(alignment()) | Qt::TextSingleLine,
                     fontMetrics().elidedText(text(), m_mode, contentsRect().width()));
}

bool ElidedLabel::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty()) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const bool cut = fontMetrics().horizontalAdvance(text()) > contentsRect().width();
        QToolTip::showText(help->globalPos(), cut ? text() : QString(), this);
        return true;
    }
    return Label::event(event);
}

GlyphLabel::GlyphLabel(int side, QWidget* parent) : QWidget(parent) {
    setFixedSize(side, side);
}

void GlyphLabel::set(Glyph glyph, Tone tone) {
    m_glyph = glyph;
    m_tone = tone;
    update();
}

void GlyphLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    // A dot is a legend: it has the colour of the line it names.
    const Tokens& tokens = Theme::tokens();
    paintGlyph(painter, rect(), m_glyph, m_glyph == Glyph::Dot ? tokens.mark(m_tone) : tokens.ink(m_tone));
}

} // namespace slipway::ui
