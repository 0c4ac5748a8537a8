#pragma once
#include "app/models/alert_views.h"
#include "ui/inbox/line_card.h"

namespace slipway::ui {

/// One channel over which people are told, how it fares, and a test of it.
class ChannelCard : public LineCard {
    Q_OBJECT
public:
    explicit ChannelCard(QWidget* parent = nullptr);
    void set(const models::AlertChannelView& view);
    QString channel() const { return m_channel; }

private:
    QString m_channel;
};

} // namespace slipway::ui
