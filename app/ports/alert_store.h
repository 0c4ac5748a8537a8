#pragma once
#include "app/base/async.h"
#include "app/domain/alerts.h"

namespace slipway::ports {

/// One message to one channel, until it arrived.
struct OutboxLine {
    QString id; ///< ULID
    QString channel;
    domain::AlertMessage message;
    qint64 notBeforeMs = 0; ///< UTC: quiet until then, or the next try
    int tries = 0;          ///< that failed
    qint64 sentMs = 0;      ///< 0: not yet
    bool isGivenUp = false;
    QString error; ///< of the last try; free of secrets
    friend bool operator==(const OutboxLine&, const OutboxLine&) = default;
};

/// What people are told of, and what is still to be sent. Errors: those of the other stores.
class AlertStore {
public:
    virtual ~AlertStore() = default;
    /// Those that last.
    virtual base::Future<QList<domain::Incident>> incidents() = 0;
    /// All of it or nothing: a message that is in the outbox belongs to incidents that say they were told.
    virtual base::Future<void> keep(QList<domain::Incident> incidents, QList<OutboxLine> lines) = 0;
    /// Neither sent nor given up, the oldest first; at most 1,000.
    virtual base::Future<QList<OutboxLine>> waiting() = 0;
    /// The newest of all, newest first.
    virtual base::Future<QList<OutboxLine>> newest(int count) = 0;
};

} // namespace slipway::ports
