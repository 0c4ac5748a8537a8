#include "ui/inbox/line_card.h"

#include "ui/widgets/button.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>

namespace slipway::ui {

LineCard::LineCard(const char* button, QWidget* parent)
    : Card(parent)
    , m_title(new Label(Type::Strong))
    , m_words(new Label(Type::Body))
    , m_state(new Chip)
    , m_button(new Button(Button::Kind::Plain, {}, button)) {
    m_title->setWordWrap(true);
    m_words->setWordWrap(true);
    m_words->setInk("muted");
    m_state->setWhole(true);
    auto* words = new QVBoxLayout;
    words->setSpacing(3);
    words->addWidget(m_title);
    words->addWidget(m_words);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 11, 14, 11);
    layout->setSpacing(12);
    layout->addLayout(words, 1);
    layout->addWidget(m_state);
    layout->addWidget(m_button);
    connect(m_button, &Button::clicked, this, &LineCard::acted);
}

void LineCard::setLine(const QString& title, const QString& words, const Look& state) {
    m_title->setText(title);
    m_words->setText(words);
    m_state->set(state);
}

void LineCard::setOffer(const QString& word, const QString& accessible) {
    m_button->setWords(word);
    m_button->setAccessibleName(accessible);
}

} // namespace slipway::ui
