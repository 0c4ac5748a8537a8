#pragma once
#include <QDateTime>
#include <QList>
#include <QTimeZone>

namespace slipway::workspace {

/// A recurrence rule of RFC 5545 ("FREQ=MONTHLY;BYDAY=-1FR") and its first start. Local times of `zone`
/// are QDateTimes with Qt::UTC; an UNTIL in UTC is taken as local time there. Any thread.
struct Recurrence {
    QString rule;
    QDateTime start;
    QTimeZone zone;
};

/// Local starts in [from, to), in order; none of a rule that cannot be read.
QList<QDateTime> occurrences(const Recurrence& recurrence, const QDateTime& from, const QDateTime& to);

/// What keeps the rule from being used, as the end of a sentence about it; empty: nothing does.
/// `lengthMs`: how long each window is.
QString recurrenceProblem(const Recurrence& recurrence, qint64 lengthMs);

} // namespace slipway::workspace
