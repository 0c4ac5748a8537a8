#pragma once
#include "app/base/duration.h"
#include "app/domain/entry.h"
#include "app/domain/ids.h"
#include "app/domain/verdict.h"

#include <QDate>
#include <QList>
#include <QStringList>
#include <optional>

namespace slipway::domain {

/// A checklist that comes back (`recurring` in slipway.yaml), such as a log review every week. It is signed
/// once in each of its periods. A period that ended without is missed and stays so: nothing is signed
/// afterwards.
struct RecurringChecklist {
    enum class Unit { Day, Month };
    QString name; ///< "log-review"
    QString title;
    QString why{};
    int every = 7; ///< so many units are one period
    Unit unit = Unit::Day;
    QDate from;                   ///< first day of the first period
    QString zone;                 ///< IANA name: whose days they are
    base::Milliseconds within{0}; ///< on time until so long after the start of a period; 0: until its end
    QString role{};               ///< who signs; empty: anybody
    QStringList items;
    friend bool operator==(const RecurringChecklist&, const RecurringChecklist&) = default;
};

struct RecurringPeriod {
    qint64 number = 0;                        ///< from 0
    qint64 startMs = 0, dueMs = 0, endMs = 0; ///< UTC; [startMs, endMs), on time before dueMs
};

/// What one item came to.
struct RecurringItem {
    QString text;
    Verdict verdict = Verdict::Passed; ///< Passed, Failed or NotApplicable
    QString note{};
    friend bool operator==(const RecurringItem&, const RecurringItem&) = default;
};
QJsonArray toJson(const QList<RecurringItem>& items);

struct RecurringSignOff {
    QString checklist; ///< its name
    PersonName person;
    QString note;
    qint64 atMs = 0;  ///< says which period it is for
    qint64 dueMs = 0; ///< of its period, as the file said then
    QList<RecurringItem> items;
    QString keyFingerprint; ///< empty: none
    bool selfApproved = false;
    int failed() const;
    bool isLate() const { return atMs >= dueMs; }
};
/// Of an entry of type recurringSigned.
RecurringSignOff recurringSignOff(const Entry& entry);

RecurringPeriod periodOf(const RecurringChecklist& checklist, qint64 number);

/// How a checklist stands at a moment.
struct RecurringStanding {
    enum class State {
        Early,   ///< its first period has not begun
        Open,    ///< to be done, and on time
        Overdue, ///< to be done, and late
        Failed,  ///< signed, but an item failed: it may be signed again in the same period
        Signed,
    };
    State state = State::Early;
    RecurringPeriod period;                  ///< that is on; of Early: the first
    std::optional<RecurringSignOff> signOff; ///< the newest in this period
    std::optional<RecurringSignOff> before;  ///< the newest in an earlier one
    qint64 missed = 0;                       ///< ended periods without any
    qint64 lastMissedMs = 0;                 ///< start of the newest of those; 0: none
    /// Null while nobody signed it ever.
    const RecurringSignOff* last() const { return signOff ? &*signOff : before ? &*before : nullptr; }
    bool isDue() const { return state == State::Open || state == State::Overdue || state == State::Failed; }
};
RecurringStanding standingOf(const RecurringChecklist& checklist, const QList<RecurringSignOff>& signOffs,
                             qint64 nowMs);

/// Periods that ended in [sinceMs, untilMs) without a sign-off.
qint64 missedWithin(const RecurringChecklist& checklist, const QList<RecurringSignOff>& signOffs,
                    qint64 sinceMs, qint64 untilMs);

// Words.

/// "due in 3 days", "late since 2026-11-25 00:00 UTC; 2 missed", ….
QString recurringWords(const RecurringStanding& standing, qint64 nowMs);
/// "every week", "every 3 months".
QString everyWords(const RecurringChecklist& checklist);
/// The state's stable name in JSON: "open", ….
QString recurringStateName(RecurringStanding::State state);

} // namespace slipway::domain
