#include "ui/widgets/empty_state.h"

#include "ui/widgets/label.h"

#include <QVBoxLayout>

namespace slipway::ui {
namespace {

constexpr int wordsWidth = 440;

} // namespace

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent)
    , m_glyph(new GlyphLabel(28))
    , m_title(new Label(Type::Section))
    , m_words(new Label(Type::Body)) {
    m_title->setAlignment(Qt::AlignCenter);
    m_words->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_words->setInk("muted");
    m_words->setWordWrap(true);
    m_words->setFixedWidth(wordsWidth);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(8);
    layout->addStretch(2);
    layout->addWidget(m_glyph, 0, Qt::AlignHCenter);
    layout->addWidget(m_title, 0, Qt::AlignHCenter);
    layout->addWidget(m_words, 0, Qt::AlignHCenter);
    layout->addStretch(3);
}

void EmptyState::set(Glyph glyph, const QString& title, const QString& words) {
    m_glyph->set(glyph, Tone::Waiting);
    m_title->setText(title);
    m_words->setText(words);
    // A centred item of a layout does not grow with its wrapped lines by itself.
    m_words->setFixedHeight(m_words->heightForWidth(wordsWidth));
}

} // namespace slipway::ui
