#include "app/base/clock.h"
#include "app/workspace/freeze_spans.h"
#include "app/workspace/project_file.h"
#include "app/workspace/recurrence.h"

#include <QElapsedTimer>
#include <QTest>

using namespace slipway;
using namespace slipway::workspace;
using namespace Qt::StringLiterals;
using domain::FreezeSpan;
using domain::FreezeWindow;

namespace {

const QByteArray head = "slipway: 1\nid: 8b7ff0de-41f5-4a6f-8b5b-67c0ce0a8c11\nproject: p\n"
                        "environments:\n  production:\n    freeze:\n";

Reading readEntry(const QByteArray& entry) {
    return readProject(head + "      - " + entry + "\n", u"/nowhere"_s);
}
QList<FreezeWindow> windows(const QByteArray& entry) {
    const auto reading = readEntry(entry);
    if (!reading.problems.isEmpty())
        qWarning("%s", qPrintable(problemText(reading.problems.first())));
    return reading.project ? reading.project->environments.first().freezes : QList<FreezeWindow>();
}
qint64 at(const QString& text) {
    return base::fromIsoUtc(text + u":00.000Z"_s);
}
/// "2026-03-27T15:00 2026-03-30T06:00" in UTC, one for each span.
QStringList times(const QByteArray& entry, const QString& from, const QString& to) {
    QStringList list;
    for (const FreezeSpan& span : freezeSpans(windows(entry), at(from), at(to)))
        list += base::isoUtc(span.startMs).left(16) + u' ' + base::isoUtc(span.endMs).left(16);
    return list;
}

} // namespace

class FreezeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsEveryWayToSayWhen() {
        const auto weekly = windows(
            "{ weekly: fri 16:00 - mon 08:00, zone: Europe/Berlin, reason: weekend, overrun: refuse }");
        QCOMPARE(weekly.size(), 1);
        FreezeWindow expected;
        expected.zone = u"Europe/Berlin"_s;
        expected.reason = u"weekend"_s;
        expected.overrun = domain::Overrun::Refuse;
        expected.startDay = 5;
        expected.startTime = QTime(16, 0);
        expected.endDay = 1;
        expected.endTime = QTime(8, 0);
        QCOMPARE(weekly.first(), expected);
        const auto dates = windows("{ dates: 2026-12-20 - 2027-01-04, zone: UTC }");
        QCOMPARE(dates.size(), 1);
        QVERIFY(dates.first().overrun == domain::Overrun::Warn);
        QCOMPARE(dates.first().start, QDateTime(QDate(2026, 12, 20), QTime(0, 0), Qt::UTC));
        QCOMPARE(dates.first().end, QDateTime(QDate(2027, 1, 5), QTime(0, 0), Qt::UTC));
        const auto rule = windows(
            "{ rrule: FREQ=MONTHLY;BYDAY=-1FR, start: 2026-01-01 16:00, for: 12h, zone: Europe/Berlin }");
        QCOMPARE(rule.size(), 1);
        QCOMPARE(rule.first().rule, u"FREQ=MONTHLY;BYDAY=-1FR"_s);
        QCOMPARE(rule.first().length, base::Milliseconds(std::chrono::hours(12)));
    }

    void maintenanceIsWrittenLikeAFreeze() {
        const auto reading = readProject(
            "slipway: 1\nid: 8b7ff0de-41f5-4a6f-8b5b-67c0ce0a8c11\nproject: p\nenvironments:\n  production:\n"
            "    maintenance: [{ weekly: sun 01:00 - sun 04:00, zone: Europe/Berlin, reason: updates }]\n",
            u"/nowhere"_s);
        QVERIFY(reading.project);
        const domain::Environment& production = reading.project->environments.first();
        QCOMPARE(production.maintenance, windows("{ weekly: sun 01:00 - sun 04:00, zone: Europe/Berlin, "
                                                 "reason: updates }"));
        QCOMPARE(production.maintenance.size(), 1);
        QVERIFY(production.freezes.isEmpty());
    }

    void everyWindowBecomesItsTimes_data() {
        QTest::addColumn<QByteArray>("entry");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QStringList>("expected");
        const QByteArray weekend = "{ weekly: fri 16:00 - mon 08:00, zone: Europe/Berlin }";
        QTest::newRow("a weekend in winter") << weekend << u"2026-11-21T00:00"_s << u"2026-11-22T00:00"_s
                                             << QStringList{u"2026-11-20T15:00 2026-11-23T07:00"_s};
        QTest::newRow("three weekends")
            << weekend << u"2026-11-10T00:00"_s << u"2026-11-27T16:00"_s
            << QStringList{u"2026-11-13T15:00 2026-11-16T07:00"_s, u"2026-11-20T15:00 2026-11-23T07:00"_s,
                           u"2026-11-27T15:00 2026-11-30T07:00"_s};
        QTest::newRow("its end is outside")
            << weekend << u"2026-11-23T07:00"_s << u"2026-11-27T15:00"_s << QStringList();
        QTest::newRow("a weekend that loses an hour")
            << weekend << u"2026-03-28T00:00"_s << u"2026-03-29T00:00"_s
            << QStringList{u"2026-03-27T15:00 2026-03-30T06:00"_s};
        QTest::newRow("a weekend that gains an hour")
            << weekend << u"2026-10-24T00:00"_s << u"2026-10-25T00:00"_s
            << QStringList{u"2026-10-23T14:00 2026-10-26T07:00"_s};
        // 02:30 is not there on 29 March: it counts with the offset of before, which is 03:30 in summer time.
        QTest::newRow("starts in the gap")
            << QByteArray("{ weekly: sun 02:30 - sun 12:00, zone: Europe/Berlin }") << u"2026-03-29T00:00"_s
            << u"2026-03-29T12:00"_s << QStringList{u"2026-03-29T01:30 2026-03-29T10:00"_s};
        QTest::newRow("ends in the gap")
            << QByteArray("{ weekly: sat 12:00 - sun 02:30, zone: Europe/Berlin }") << u"2026-03-29T00:00"_s
            << u"2026-03-29T12:00"_s << QStringList{u"2026-03-28T11:00 2026-03-29T01:30"_s};
        // 02:30 is there twice on 25 October: the window takes both.
        QTest::newRow("starts in the hour that is there twice")
            << QByteArray("{ weekly: sun 02:30 - sun 12:00, zone: Europe/Berlin }") << u"2026-10-25T00:00"_s
            << u"2026-10-25T12:00"_s << QStringList{u"2026-10-25T00:30 2026-10-25T11:00"_s};
        QTest::newRow("ends in the hour that is there twice")
            << QByteArray("{ weekly: sat 12:00 - sun 02:30, zone: Europe/Berlin }") << u"2026-10-25T00:00"_s
            << u"2026-10-25T12:00"_s << QStringList{u"2026-10-24T10:00 2026-10-25T01:30"_s};
        QTest::newRow("whole days of the week")
            << QByteArray("{ weekly: sat - sun, zone: UTC }") << u"2026-11-21T10:00"_s
            << u"2026-11-21T11:00"_s << QStringList{u"2026-11-21T00:00 2026-11-23T00:00"_s};
        QTest::newRow("within one day")
            << QByteArray("{ weekly: wed 09:00 - wed 11:30, zone: UTC }") << u"2026-11-16T00:00"_s
            << u"2026-11-23T00:00"_s << QStringList{u"2026-11-18T09:00 2026-11-18T11:30"_s};
        QTest::newRow("almost a week")
            << QByteArray("{ weekly: wed 11:00 - wed 09:00, zone: UTC }") << u"2026-11-18T10:00"_s
            << u"2026-11-19T00:00"_s << QStringList{u"2026-11-18T11:00 2026-11-25T09:00"_s};
        QTest::newRow("whole days") << QByteArray("{ dates: 2026-12-20 - 2027-01-04, zone: Europe/Berlin }")
                                    << u"2026-12-25T00:00"_s << u"2026-12-26T00:00"_s
                                    << QStringList{u"2026-12-19T23:00 2027-01-04T23:00"_s};
        QTest::newRow("one day") << QByteArray("{ dates: 2026-12-24, zone: UTC }") << u"2026-12-01T00:00"_s
                                 << u"2027-01-01T00:00"_s
                                 << QStringList{u"2026-12-24T00:00 2026-12-25T00:00"_s};
        QTest::newRow("days with times")
            << QByteArray("{ dates: 2026-12-24 12:00 - 2026-12-27 08:00, zone: Asia/Tokyo }")
            << u"2026-12-01T00:00"_s << u"2027-01-01T00:00"_s
            << QStringList{u"2026-12-24T03:00 2026-12-26T23:00"_s};
        QTest::newRow("the last Friday of each month, also over the change of the clocks")
            << QByteArray("{ rrule: FREQ=MONTHLY;BYDAY=-1FR, start: 2026-01-01 16:00, for: 12h, "
                          "zone: Europe/Berlin }")
            << u"2026-03-01T00:00"_s << u"2026-04-30T00:00"_s
            << QStringList{u"2026-03-27T15:00 2026-03-28T03:00"_s, u"2026-04-24T14:00 2026-04-25T02:00"_s};
        // Twelve hours are twelve hours, whatever the clocks on the wall say.
        QTest::newRow("over the hour that is left out")
            << QByteArray("{ rrule: FREQ=YEARLY, start: 2026-03-28 20:00, for: 12h, zone: Europe/Berlin }")
            << u"2026-03-01T00:00"_s << u"2026-04-30T00:00"_s
            << QStringList{u"2026-03-28T19:00 2026-03-29T07:00"_s};
        QTest::newRow("a count")
            << QByteArray("{ rrule: FREQ=DAILY;COUNT=2, start: 2026-05-01 10:00, for: 1h, zone: UTC }")
            << u"2026-01-01T00:00"_s << u"2027-01-01T00:00"_s
            << QStringList{u"2026-05-01T10:00 2026-05-01T11:00"_s, u"2026-05-02T10:00 2026-05-02T11:00"_s};
        QTest::newRow("an end in UTC")
            << QByteArray("{ rrule: FREQ=DAILY;UNTIL=20260502T080000Z, start: 2026-05-01 10:00, for: 1h, "
                          "zone: Europe/Berlin }")
            << u"2026-01-01T00:00"_s << u"2027-01-01T00:00"_s
            << QStringList{u"2026-05-01T08:00 2026-05-01T09:00"_s, u"2026-05-02T08:00 2026-05-02T09:00"_s};
        QTest::newRow("an end that is a day includes it")
            << QByteArray("{ rrule: FREQ=DAILY;UNTIL=20260502, start: 2026-05-01 10:00, for: 1h, zone: UTC }")
            << u"2026-01-01T00:00"_s << u"2027-01-01T00:00"_s
            << QStringList{u"2026-05-01T10:00 2026-05-01T11:00"_s, u"2026-05-02T10:00 2026-05-02T11:00"_s};
        QTest::newRow("a leap day waits for its year")
            << QByteArray("{ rrule: FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29, start: 2026-01-01, for: 1d, "
                          "zone: UTC }")
            << u"2026-01-01T00:00"_s << u"2029-01-01T00:00"_s
            << QStringList{u"2028-02-29T00:00 2028-03-01T00:00"_s};
    }
    void everyWindowBecomesItsTimes() {
        QFETCH(QByteArray, entry);
        QFETCH(QString, from);
        QFETCH(QString, to);
        QTEST(times(entry, from, to), "expected");
    }

    void theOffsetOfEachEdgeIsKeptForItsWords() {
        const auto spans = freezeSpans(windows("{ weekly: fri 16:00 - mon 08:00, zone: Europe/Berlin }"),
                                       at(u"2026-03-28T00:00"_s), at(u"2026-03-29T00:00"_s));
        QCOMPARE(spans.size(), 1);
        QCOMPARE(spans.first().startOffsetS, 3600);
        QCOMPARE(spans.first().endOffsetS, 7200);
    }

    void aRuleOfTwentyYearsIsLookedThroughInNoTime() {
        const auto daily =
            windows("{ rrule: FREQ=DAILY, start: 2006-01-01 01:00, for: 1h, zone: Europe/Berlin }");
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(freezeSpans(daily, at(u"2026-11-18T00:00"_s), at(u"2026-11-20T00:00"_s)).size(), 2);
        QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    }

    void everyMistakeIsToldAtItsPlace_data() {
        QTest::addColumn<QByteArray>("entry");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("what");
        const auto row = [](const char* name, const char* entry, const char* where, const char* what) {
            QTest::newRow(name) << QByteArray(entry) << int(QByteArray(entry).indexOf(where)) + 9
                                << QString::fromUtf8(what);
        };
        row("not a range", "{ weekly: weekends, zone: UTC }", "weekends",
            "`weekly` must be written like `fri 16:00 - mon 08:00`, not `weekends`");
        row("no such time", "{ weekly: fri 25:00 - mon 08:00, zone: UTC }", "fri",
            "`weekly`: a time is one from 00:00 to 23:59");
        row("the whole week", "{ weekly: fri 16:00 - fri 16:00, zone: UTC }", "fri",
            "`weekly` lasts the whole week");
        row("all days", "{ weekly: mon - sun, zone: UTC }", "mon", "`weekly` lasts the whole week");
        row("a misspelt zone", "{ weekly: sat - sun, zone: Europe/Berlim }", "Europe",
            "`Europe/Berlim` is not a time zone, did you mean `Europe/Berlin`?");
        row("no zone of the kind", "{ weekly: sat - sun, zone: Middle Earth }", "Middle",
            "`Middle Earth` is not a time zone; write one like Europe/Berlin or UTC");
        row("without a zone", "{ weekly: sat - sun }", "{", "an entry of `freeze` needs the key `zone`");
        row("no date", "{ dates: 2026-02-30 - 2026-03-02, zone: UTC }", "2026",
            "`dates`: there is no such day or time in `2026-02-30 - 2026-03-02`");
        row("backwards", "{ dates: 2026-12-20 - 2026-12-01, zone: UTC }", "2026",
            "`dates` ends before it starts");
        row("not dates", "{ dates: christmas, zone: UTC }", "christmas",
            "`dates` must be written like `2026-12-20 - 2027-01-04`, not `christmas`");
        row("not a rule", "{ rrule: every friday, start: 2026-01-01, for: 1h, zone: UTC }", "every",
            "`every friday` is not a recurrence rule of RFC 5545");
        row("too often", "{ rrule: FREQ=HOURLY, start: 2026-01-01, for: 1m, zone: UTC }", "FREQ",
            "`FREQ=HOURLY` repeats within the day");
        row("endless", "{ rrule: FREQ=DAILY, start: 2026-01-01, for: 24h, zone: UTC }", "FREQ",
            "`FREQ=DAILY` leaves no time between its windows");
        row("never", "{ rrule: FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30, start: 2026-01-01, for: 1h, zone: UTC }",
            "FREQ", "`FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30` never happens");
        row("over before it starts",
            "{ rrule: FREQ=DAILY;UNTIL=20250101, start: 2026-01-01, for: 1h, zone: UTC }", "FREQ",
            "`FREQ=DAILY;UNTIL=20250101` never happens");
        row("without a start", "{ rrule: FREQ=DAILY, for: 1h, zone: UTC }", "{", "`rrule` needs `start`");
        row("without a length", "{ rrule: FREQ=DAILY, start: 2026-01-01, zone: UTC }", "{",
            "`rrule` needs `for`");
        row("a length elsewhere", "{ weekly: sat - sun, for: 1h, zone: UTC }", "1h",
            "`start` and `for` belong to `rrule`");
        row("two ways", "{ weekly: sat - sun, dates: 2026-12-24, zone: UTC }", "{",
            "says when in one of the ways `weekly`, `dates` and `rrule`");
        row("no way", "{ zone: UTC }", "{", "says when in one of the ways");
        row("an unknown policy", "{ weekly: sat - sun, zone: UTC, overrun: wait }", "wait",
            "`overrun` cannot be `wait`");
        row("an unknown key", "{ weekly: sat - sun, zone: UTC, reasn: x }", "reasn",
            "unknown key `reasn`, did you mean `reason`?");
    }
    void everyMistakeIsToldAtItsPlace() {
        QFETCH(QByteArray, entry);
        QFETCH(int, column);
        QFETCH(QString, what);
        const Reading reading = readEntry(entry);
        QCOMPARE(reading.problems.size(), 1);
        const Problem& problem = reading.problems.first();
        QVERIFY2(problem.what.startsWith(what), qPrintable(problem.what));
        QCOMPARE(problem.line, 7);
        QCOMPARE(problem.column, column);
    }

    void aRuleThatOftenOverlapsItselfIsOneThatEnds() {
        // Three days of a week in which each window lasts a day and a half.
        QCOMPARE(
            windows("{ rrule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE', start: 2026-01-01, for: 36h, zone: UTC }").size(),
            1);
        QCOMPARE(windows("{ rrule: FREQ=DAILY;COUNT=20, start: 2026-01-01, for: 24h, zone: UTC }").size(), 1);
    }
};

QTEST_GUILESS_MAIN(FreezeTest)
#include "freeze_test.moc"
