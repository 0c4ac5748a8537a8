#pragma once
#include "app/domain/deployment.h"
#include "app/ports/report_printer.h"

namespace slipway::models {

/// One entry of a deployment's chain in words.
struct TimelineLine {
    using Kind = ports::ReportMark;
    qint64 seq = 0;
    qint64 atMs = 0; ///< UTC
    QString who;     ///< a person, or empty for what Slipway did by itself
    QString what;    ///< "passed: Deploy the bot on prod-1"
    QString detail;  ///< summary, note or reason; may be empty
    Kind kind = Kind::Neutral;
    bool isSigned = false; ///< the entry carries a person's signature
    QString step, host;    ///< what it is about; empty: the whole deployment
    friend bool operator==(const TimelineLine&, const TimelineLine&) = default;
};

/// The whole story of a deployment, oldest first. `entries` are those of its chain, in their order.
/// Heartbeats of nothing are left out: an intent only counts through its outcome, unless there is none.
QList<TimelineLine> timeline(const domain::Deployment& deployment, const QList<domain::Entry>& entries);

} // namespace slipway::models
