#pragma once
#include "ui/text/states.h"
#include "ui/widgets/card.h"

namespace slipway::ui {

class Button;
class Chip;
class Label;

/// A line of the inbox that stands there for good: a title, words below it, how it stands, and one thing to
/// do.
class LineCard : public Card {
    Q_OBJECT
public:
    /// `button`: the object name of what it offers.
    explicit LineCard(const char* button, QWidget* parent = nullptr);

Q_SIGNALS:
    void acted();

protected:
    void setLine(const QString& title, const QString& words, const Look& state);
    /// The word of the button, and what it does to whom.
    void setOffer(const QString& word, const QString& accessible);

private:
    Label* m_title;
    Label* m_words;
    Chip* m_state;
    Button* m_button;
};

} // namespace slipway::ui
