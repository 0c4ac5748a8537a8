#pragma once
#include "app/models/alert_views.h"
#include "ui/widgets/card.h"

namespace slipway::ui {

class Button;
class Chip;
class Label;

/// One channel over which people are told, how it fares, and a test of it.
class ChannelCard : public Card {
    Q_OBJECT
public:
    explicit ChannelCard(QWidget* parent = nullptr);
    void set(const models::AlertChannelView& view);
    QString channel() const { return m_channel; }

Q_SIGNALS:
    void tested();

private:
    QString m_channel;
    Label* m_name;
    Label* m_words;
    Chip* m_state;
    Button* m_test;
};

} // namespace slipway::ui
