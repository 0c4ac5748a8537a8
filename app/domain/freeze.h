#pragma once
#include "app/base/duration.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>
#include <optional>

namespace slipway::domain {

/// What holds when a plan would still run as a freeze begins.
enum class Overrun {
    Warn,   ///< the gate stays open and says so
    Refuse, ///< the gate is closed from that moment on, until the freeze is over
};

/// A rule that closes an environment to deployments at certain times (`freeze` in slipway.yaml). Local
/// times are wall clock times of `zone`.
struct FreezeWindow {
    enum class Kind { Weekly, Dates, Recurring };
    Kind kind = Kind::Weekly;
    QString zone; ///< IANA name, such as "Europe/Berlin"
    QString reason;
    Overrun overrun = Overrun::Warn;
    int startDay = 1, endDay = 1; ///< Weekly: 1 is Monday, 7 is Sunday
    QTime startTime, endTime;     ///< Weekly
    QDateTime start, end;         ///< Dates; Recurring: `start` only. Local, with Qt::UTC for lack of a zone
    QString rule;                 ///< Recurring: an RRULE of RFC 5545
    base::Milliseconds length{0}; ///< Recurring: of each window, as time that passes
    friend bool operator==(const FreezeWindow&, const FreezeWindow&) = default;
};

/// One time that a window is closed: [startMs, endMs), UTC.
struct FreezeSpan {
    qint64 startMs = 0, endMs = 0;
    int startOffsetS = 0, endOffsetS = 0; ///< of local time from UTC then, for words
    QString zone, reason;
    Overrun overrun = Overrun::Warn;
    friend bool operator==(const FreezeSpan&, const FreezeSpan&) = default;
};

/// A time without a gap in which an environment is frozen: spans that overlap or touch are one.
struct Freeze {
    FreezeSpan first; ///< with the earliest start
    FreezeSpan last;  ///< with the latest end
    QStringList reasons;
    qint64 startMs() const { return first.startMs; }
    qint64 endMs() const { return last.endMs; }
};

/// Where a moment stands among freezes.
struct FreezeOutlook {
    std::optional<Freeze> now;  ///< deny wins: one span is enough
    std::optional<Freeze> next; ///< the first that starts later
};
FreezeOutlook outlook(const QList<FreezeSpan>& spans, qint64 nowMs);

/// The first span that a plan of this length would run into although its window refuses that; null
/// when there is none.
const FreezeSpan* refusedOverrun(const QList<FreezeSpan>& spans, qint64 nowMs, qint64 lengthMs);

// Words, in the local time of the freeze.

/// "Mon 08:00", with the date instead of the day when it is a week away or more.
QString freezeEdge(qint64 atMs, int offsetS, qint64 nowMs);
/// "frozen until Mon 08:00".
QString frozenUntil(const Freeze& freeze, qint64 nowMs);
/// "frozen since Fri 16:00 until Mon 08:00 (Europe/Berlin): weekend".
QString frozenWords(const Freeze& freeze, qint64 nowMs);
/// "freeze starts in 1 h 58 min (Fri 16:00 Europe/Berlin: weekend)".
QString freezeForecast(const Freeze& freeze, qint64 nowMs);
/// "this plan takes about 26 min and would run into the freeze of Fri 16:00 (Europe/Berlin)".
QString overrunWords(const FreezeSpan& span, qint64 nowMs, qint64 lengthMs);

} // namespace slipway::domain
