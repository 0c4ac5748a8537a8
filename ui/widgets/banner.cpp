#include "ui/widgets/banner.h"

#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QPainter>

namespace slipway::ui {

Banner::Banner(const QString& name, QWidget* parent)
    : QWidget(parent)
    , m_glyph(new GlyphLabel(14))
    , m_words(new Label(Type::Body))
    , m_action(new Button(Button::Kind::Link, {}, "action"))
    , m_close(new Button(Button::Kind::Link, {}, "close")) {
    m_action->setObjectName(name + QStringLiteral("Action"));
    m_close->setObjectName(name + QStringLiteral("Close"));
    m_close->setAccessibleName(tr("Close this message"));
    m_close->setToolTip(tr("Close this message"));
    m_close->setGlyph(Glyph::Cross);
    m_close->hide();
    m_action->hide();
    m_words->setWordWrap(true);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 7, 10, 7);
    layout->setSpacing(8);
    layout->addWidget(m_glyph);
    layout->addWidget(m_words, 1);
    layout->addWidget(m_action);
    layout->addWidget(m_close);
    connect(m_action, &Button::clicked, this, &Banner::acted);
    connect(m_close, &Button::clicked, this, &Banner::closed);
}

void Banner::set(Glyph glyph, Tone tone, const QString& words, const QString& action) {
    m_tone = tone;
    m_glyph->set(glyph, tone);
    m_words->setText(words);
    m_action->setWords(action);
    m_action->setVisible(!action.isEmpty());
    update();
}

QString Banner::words() const {
    return m_words->text();
}

void Banner::setCloseable(bool closeable) {
    m_close->setVisible(closeable);
}

void Banner::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::tokens().soft(m_tone));
    painter.drawRoundedRect(rect(), 8, 8);
}

} // namespace slipway::ui
