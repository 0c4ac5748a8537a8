#pragma once
#include "app/domain/alerts.h"
#include "app/ports/alert_store.h"

namespace slipway::models {

/// A channel and how it fares, by its newest messages.
struct AlertChannelView {
    QString name;
    domain::AlertChannel::Kind kind = domain::AlertChannel::Kind::Webhook;
    QString place;     ///< what it tells of, and when it is quiet; empty: of everything, always
    qint64 sentMs = 0; ///< when the newest arrived; 0: none
    int waiting = 0;
    int givenUp = 0;
    QString error; ///< why the newest did not arrive; empty: it did, or there is none
    QString words; ///< all of that in a sentence
    friend bool operator==(const AlertChannelView&, const AlertChannelView&) = default;
};

/// How many of the newest messages are looked at.
inline constexpr int alertsLookedBack = 200;

QList<AlertChannelView> alertChannelViews(const domain::AlertPlan& plan,
                                          const QList<ports::OutboxLine>& newestFirst);

} // namespace slipway::models
