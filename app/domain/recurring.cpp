#include "app/domain/recurring.h"

#include "app/domain/spoken.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QSet>
#include <QTimeZone>
#include <algorithm>

namespace slipway::domain {

namespace {

using Unit = RecurringChecklist::Unit;
using State = RecurringStanding::State;

QString tr(const char* text) {
    return QCoreApplication::translate("recurring", text);
}

QTimeZone zoneOf(const RecurringChecklist& checklist) {
    const QTimeZone zone(checklist.zone.toUtf8());
    return zone.isValid() ? zone : QTimeZone::utc();
}

QDate startDay(const RecurringChecklist& checklist, qint64 number) {
    return checklist.unit == Unit::Day ? checklist.from.addDays(number * checklist.every)
                                       // From the first one on, so that the 31st comes back after February.
                                       : checklist.from.addMonths(static_cast<int>(number) * checklist.every);
}

/// Of the period that the day is in; negative before the first.
qint64 numberOn(const RecurringChecklist& checklist, const QDate& day) {
    if (day < checklist.from)
        return -1;
    if (checklist.unit == Unit::Day)
        return checklist.from.daysTo(day) / checklist.every;
    const int months = (day.year() - checklist.from.year()) * 12 + day.month() - checklist.from.month();
    qint64 number = months / checklist.every;
    while (number > 0 && startDay(checklist, number) > day)
        --number;
    return number;
}

qint64 numberAt(const RecurringChecklist& checklist, const QTimeZone& zone, qint64 ms) {
    return numberOn(checklist, QDateTime::fromMSecsSinceEpoch(ms, zone).date());
}

} // namespace

QJsonArray toJson(const QList<RecurringItem>& items) {
    QJsonArray list;
    for (const RecurringItem& item : items)
        list.append(QJsonObject{{QStringLiteral("text"), item.text},
                                {QStringLiteral("verdict"), verdictName(item.verdict)},
                                {QStringLiteral("note"), item.note}});
    return list;
}

int RecurringSignOff::failed() const {
    return static_cast<int>(std::count_if(items.begin(), items.end(), [](const RecurringItem& item) {
        return item.verdict == Verdict::Failed;
    }));
}

RecurringSignOff recurringSignOff(const Entry& entry) {
    RecurringSignOff signOff;
    signOff.checklist = entry.text("checklist");
    signOff.person = PersonName(entry.actor());
    signOff.note = entry.text("note");
    signOff.atMs = entry.timeMs();
    signOff.dueMs = entry.number("due");
    signOff.keyFingerprint = entry.text("key");
    signOff.selfApproved = entry.body.value(QStringLiteral("selfApproved")).toBool();
    for (const QJsonValue item : entry.body.value(QStringLiteral("items")).toArray())
        signOff.items.append(
            {item[QStringLiteral("text")].toString(),
             // What is not known to have passed has not.
             verdictFromName(item[QStringLiteral("verdict")].toString()).value_or(Verdict::Failed),
             item[QStringLiteral("note")].toString()});
    return signOff;
}

RecurringPeriod periodOf(const RecurringChecklist& checklist, qint64 number) {
    const QTimeZone zone = zoneOf(checklist);
    RecurringPeriod period;
    period.number = number;
    period.startMs = startDay(checklist, number).startOfDay(zone).toMSecsSinceEpoch();
    period.endMs = startDay(checklist, number + 1).startOfDay(zone).toMSecsSinceEpoch();
    period.dueMs = checklist.within.count() > 0
                       ? std::min(period.endMs, period.startMs + qint64(checklist.within.count()))
                       : period.endMs;
    return period;
}

RecurringStanding standingOf(const RecurringChecklist& checklist, const QList<RecurringSignOff>& signOffs,
                             qint64 nowMs) {
    RecurringStanding standing;
    const QTimeZone zone = zoneOf(checklist);
    const qint64 now = numberAt(checklist, zone, nowMs);
    if (now < 0) {
        standing.period = periodOf(checklist, 0);
        return standing;
    }
    standing.period = periodOf(checklist, now);
    QList<qint64> done; // numbers of ended periods with a sign-off
    for (const RecurringSignOff& signOff : signOffs) {
        if (signOff.checklist != checklist.name)
            continue;
        const qint64 number = numberAt(checklist, zone, signOff.atMs);
        if (number == now) {
            standing.signOff = signOff;
        } else if (number < now) {
            standing.before = signOff;
            if (number >= 0)
                done.append(number);
        }
    }
    std::sort(done.begin(), done.end());
    done.erase(std::unique(done.begin(), done.end()), done.end());
    standing.missed = now - done.size();
    if (standing.missed > 0) {
        qint64 newest = now - 1;
        while (!done.isEmpty() && done.last() == newest) {
            done.removeLast();
            --newest;
        }
        standing.lastMissedMs = periodOf(checklist, newest).startMs;
    }
    if (standing.signOff)
        standing.state = standing.signOff->failed() > 0 ? State::Failed : State::Signed;
    else
        standing.state = nowMs < standing.period.dueMs ? State::Open : State::Overdue;
    return standing;
}

qint64 missedWithin(const RecurringChecklist& checklist, const QList<RecurringSignOff>& signOffs,
                    qint64 sinceMs, qint64 untilMs) {
    const QTimeZone zone = zoneOf(checklist);
    QSet<qint64> done;
    for (const RecurringSignOff& signOff : signOffs)
        if (signOff.checklist == checklist.name)
            done.insert(numberAt(checklist, zone, signOff.atMs));
    qint64 missed = 0;
    // The period that is on at a moment is the first that can end at it or later, but for one that ends
    // exactly then.
    for (qint64 number = qMax<qint64>(0, numberAt(checklist, zone, sinceMs) - 1);; ++number) {
        const RecurringPeriod period = periodOf(checklist, number);
        if (period.endMs >= untilMs)
            return missed;
        missed += period.endMs >= sinceMs && !done.contains(number) ? 1 : 0;
    }
}

QString recurringWords(const RecurringStanding& standing, qint64 nowMs) {
    QStringList words;
    const RecurringPeriod& period = standing.period;
    switch (standing.state) {
    case State::Early:
        words << tr("begins at %1").arg(spokenInstant(period.startMs));
        break;
    case State::Open:
        words << tr("due in %1").arg(spokenDuration(period.dueMs - nowMs));
        break;
    case State::Overdue:
        words << tr("late since %1").arg(spokenInstant(period.dueMs));
        break;
    case State::Failed:
    case State::Signed:
        words << (standing.signOff->isLate() ? tr("signed late by %1 at %2") : tr("signed by %1 at %2"))
                     .arg(standing.signOff->person.text(), spokenInstant(standing.signOff->atMs));
        if (standing.state == State::Failed)
            words << tr("failed items: %1").arg(standing.signOff->failed());
        break;
    }
    if (standing.missed > 0)
        words << tr("missed: %1, the last of %2")
                     .arg(QString::number(standing.missed), spokenInstant(standing.lastMissedMs).left(10));
    return words.join(QStringLiteral("; "));
}

QString everyWords(const RecurringChecklist& checklist) {
    const int n = checklist.every;
    if (checklist.unit == Unit::Day) {
        if (n % 7 != 0)
            return n == 1 ? tr("every day") : tr("every %1 days").arg(n);
        return n == 7 ? tr("every week") : tr("every %1 weeks").arg(n / 7);
    }
    if (n % 12 == 0)
        return n == 12 ? tr("every year") : tr("every %1 years").arg(n / 12);
    return n == 1 ? tr("every month") : n == 3 ? tr("every quarter") : tr("every %1 months").arg(n);
}

QString recurringStateName(State state) {
    switch (state) {
    case State::Early:
        return QStringLiteral("early");
    case State::Open:
        return QStringLiteral("open");
    case State::Overdue:
        return QStringLiteral("overdue");
    case State::Failed:
        return QStringLiteral("failed");
    case State::Signed:
        return QStringLiteral("signed");
    }
    Q_UNREACHABLE();
}

} // namespace slipway::domain
