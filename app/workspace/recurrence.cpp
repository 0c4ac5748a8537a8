#include "app/workspace/recurrence.h"

#include <libical/ical.h>
#include <memory>
#include <optional>

namespace slipway::workspace {

namespace {

constexpr int trialDays = 2 * 366;
/// More starts than this in the trial time are a mistake, and would be slow to look through.
constexpr qsizetype mostInTrial = 2000;

icaltimetype toIcal(const QDateTime& local) {
    icaltimetype time = icaltime_null_time();
    time.year = local.date().year();
    time.month = local.date().month();
    time.day = local.date().day();
    time.hour = local.time().hour();
    time.minute = local.time().minute();
    time.second = local.time().second();
    return time;
}

QDateTime fromIcal(const icaltimetype& time) {
    return QDateTime(QDate(time.year, time.month, time.day), QTime(time.hour, time.minute, time.second),
                     Qt::UTC);
}

/// The rule as libical reads it, with an UNTIL that its floating starts can be compared with.
std::optional<icalrecurrencetype> parsed(const Recurrence& recurrence) {
    icalerror_set_errors_are_fatal(0);
    icalrecurrencetype rule = icalrecurrencetype_from_string(recurrence.rule.toUtf8().constData());
    if (rule.freq == ICAL_NO_RECURRENCE)
        return {};
    if (icaltime_is_null_time(rule.until))
        return rule;
    if (rule.until.is_date) {
        // A day stands for its whole length.
        rule.until = toIcal(
            QDateTime(QDate(rule.until.year, rule.until.month, rule.until.day), QTime(23, 59, 59), Qt::UTC));
    } else if (icaltime_is_utc(rule.until)) {
        const QDateTime instant = fromIcal(rule.until);
        rule.until = toIcal(instant.addSecs(recurrence.zone.offsetFromUtc(instant)));
    }
    return rule;
}

using Iterator = std::unique_ptr<icalrecur_iterator, decltype(&icalrecur_iterator_free)>;

/// Goes through the starts before `to` from the first one on, until `take` says no.
template <class Take>
void walk(const icalrecurrencetype& rule, const QDateTime& start, const QDateTime& to, Take take) {
    const Iterator iterator(icalrecur_iterator_new(rule, toIcal(start)), icalrecur_iterator_free);
    if (!iterator)
        return;
    for (icaltimetype time = icalrecur_iterator_next(iterator.get()); !icaltime_is_null_time(time);
         time = icalrecur_iterator_next(iterator.get())) {
        const QDateTime local = fromIcal(time);
        if (local >= to || !take(local))
            return;
    }
}

/// Whether the windows leave no moment between them for as long as it is looked.
bool isEndless(const QList<QDateTime>& starts, const QDateTime& trialEnd, qint64 lengthMs) {
    for (qsizetype i = 1; i < starts.size(); ++i)
        if (starts[i - 1].msecsTo(starts[i]) > lengthMs)
            return false;
    return starts.size() > 1 && starts.last().addMSecs(lengthMs) >= trialEnd.addDays(-1);
}

} // namespace

QList<QDateTime> occurrences(const Recurrence& recurrence, const QDateTime& from, const QDateTime& to) {
    QList<QDateTime> starts;
    if (const auto rule = parsed(recurrence))
        walk(*rule, recurrence.start, to, [&](const QDateTime& start) {
            if (start >= from)
                starts.append(start);
            return true;
        });
    return starts;
}

QString recurrenceProblem(const Recurrence& recurrence, qint64 lengthMs) {
    const auto rule = parsed(recurrence);
    if (!rule)
        return QStringLiteral("is not a recurrence rule of RFC 5545 like FREQ=MONTHLY;BYDAY=-1FR");
    if (rule->freq == ICAL_SECONDLY_RECURRENCE || rule->freq == ICAL_MINUTELY_RECURRENCE ||
        rule->freq == ICAL_HOURLY_RECURRENCE)
        return QStringLiteral("repeats within the day; the most frequent is FREQ=DAILY");
    const QDateTime never(QDate(2400, 1, 1), QTime(0, 0), Qt::UTC);
    std::optional<QDateTime> first;
    walk(*rule, recurrence.start, never, [&first](const QDateTime& start) {
        first = start;
        return false;
    });
    if (!first)
        return QStringLiteral("never happens");
    QList<QDateTime> starts;
    const QDateTime trialEnd = first->addDays(trialDays);
    walk(*rule, recurrence.start, trialEnd, [&starts](const QDateTime& start) {
        starts.append(start);
        return starts.size() <= mostInTrial;
    });
    if (starts.size() > mostInTrial)
        return QStringLiteral("starts more than a thousand times a year");
    if (isEndless(starts, trialEnd, lengthMs))
        return QStringLiteral("leaves no time between its windows, so the environment would stay closed");
    return {};
}

} // namespace slipway::workspace
