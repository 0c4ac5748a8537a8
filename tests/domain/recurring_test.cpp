#include "app/domain/inbox.h"
#include "tests/domain/chronicle.h"

#include <QJsonArray>
#include <QTest>

using namespace slipway;
using namespace slipway::test;
using State = RecurringStanding::State;
using Unit = RecurringChecklist::Unit;

namespace {

constexpr qint64 hour = 3'600'000;
constexpr qint64 day = 24 * hour;

qint64 at(const QString& utc) {
    return QDateTime::fromString(utc + u":00Z"_s, Qt::ISODate).toMSecsSinceEpoch();
}

RecurringChecklist weekly() {
    RecurringChecklist checklist;
    checklist.name = u"log-review"_s;
    checklist.title = u"Weekly log review"_s;
    checklist.from = QDate(2026, 11, 2);
    checklist.zone = u"UTC"_s;
    checklist.within = base::Milliseconds(3 * day);
    checklist.role = u"approver"_s;
    checklist.items = {u"Log-ins"_s, u"Keys"_s};
    return checklist;
}

RecurringChecklist everyMonths(int months, const QDate& from, const QString& zone = u"UTC"_s) {
    RecurringChecklist checklist = weekly();
    checklist.unit = Unit::Month;
    checklist.every = months;
    checklist.from = from;
    checklist.zone = zone;
    checklist.within = base::Milliseconds(0);
    return checklist;
}

QList<RecurringItem> answers(Verdict first, Verdict second, const QString& note = u"seen"_s) {
    return {{u"Log-ins"_s, first, first == Verdict::Passed ? QString() : note},
            {u"Keys"_s, second, second == Verdict::Passed ? QString() : note}};
}

RecurringSignOff signedAt(const QString& utc, int failed = 0) {
    RecurringSignOff signOff;
    signOff.checklist = u"log-review"_s;
    signOff.person = PersonName(u"sam"_s);
    signOff.atMs = at(utc);
    signOff.dueMs = signOff.atMs + 1;
    signOff.items = answers(failed > 0 ? Verdict::Failed : Verdict::Passed, Verdict::Passed);
    return signOff;
}

} // namespace

class RecurringTest : public QObject {
    Q_OBJECT
    static RecurringStanding standing(const RecurringChecklist& checklist, const QString& utc,
                                      const QList<RecurringSignOff>& signOffs = {}) {
        return standingOf(checklist, signOffs, at(utc));
    }

private Q_SLOTS:
    void aPeriodRunsFromDayToDay() {
        QCOMPARE(standing(weekly(), u"2026-11-01 23:59"_s).state, State::Early);
        const auto first = standing(weekly(), u"2026-11-02 00:00"_s);
        QCOMPARE(first.state, State::Open);
        QCOMPARE(first.period.startMs, at(u"2026-11-02 00:00"_s));
        QCOMPARE(first.period.dueMs, at(u"2026-11-05 00:00"_s));
        QCOMPARE(first.period.endMs, at(u"2026-11-09 00:00"_s));
        QCOMPARE(standing(weekly(), u"2026-11-05 00:00"_s).state, State::Overdue);
        const auto second = standing(weekly(), u"2026-11-09 00:00"_s);
        QCOMPARE(second.state, State::Open);
        QCOMPARE(second.missed, 1);
        QCOMPARE(second.lastMissedMs, first.period.startMs);
    }

    void monthsKeepTheirDayAndEndWhereTheyEnd() {
        const auto monthly = everyMonths(1, QDate(2026, 1, 31));
        QCOMPARE(periodOf(monthly, 1).startMs, at(u"2026-02-28 00:00"_s));
        QCOMPARE(periodOf(monthly, 2).startMs, at(u"2026-03-31 00:00"_s));
        QCOMPARE(standing(monthly, u"2026-02-27 23:00"_s).period.number, 0);
        QCOMPARE(standing(monthly, u"2026-02-28 00:00"_s).period.number, 1);
        QCOMPARE(standing(monthly, u"2026-03-30 23:00"_s).period.number, 1);
        const auto quarterly = everyMonths(3, QDate(2026, 1, 1));
        QCOMPARE(standing(quarterly, u"2026-12-31 23:59"_s).period.number, 3);
        QCOMPARE(standing(quarterly, u"2027-01-01 00:00"_s).period.number, 4);
        // Every day of four years is in the period whose bounds hold it, whatever the length.
        for (const int months : {1, 2, 3, 12}) {
            const auto checklist = everyMonths(months, QDate(2023, 12, 31));
            for (QDate on(2023, 12, 31); on < QDate(2028, 3, 1); on = on.addDays(1)) {
                const qint64 noon = on.startOfDay(Qt::UTC).toMSecsSinceEpoch() + 12 * hour;
                const auto period = standingOf(checklist, {}, noon).period;
                QVERIFY2(period.startMs <= noon && noon < period.endMs, qPrintable(on.toString(Qt::ISODate)));
            }
        }
    }

    void daysAreThoseOfItsZone() {
        // Berlin is two hours ahead in summer and one in winter, so this week is an hour longer.
        auto checklist = weekly();
        checklist.zone = u"Europe/Berlin"_s;
        checklist.from = QDate(2026, 10, 19);
        const RecurringPeriod period = periodOf(checklist, 0);
        QCOMPARE(period.startMs, at(u"2026-10-18 22:00"_s));
        QCOMPARE(period.endMs, at(u"2026-10-25 23:00"_s));
        QCOMPARE(standing(checklist, u"2026-10-25 22:59"_s).period.number, 0);
        QCOMPARE(standing(checklist, u"2026-10-25 23:00"_s).period.number, 1);
    }

    void aSignOffCountsForThePeriodItIsFrom() {
        const QList<RecurringSignOff> signOffs{signedAt(u"2026-11-03 09:00"_s),
                                               signedAt(u"2026-11-17 09:00"_s)};
        const auto now = standing(weekly(), u"2026-11-18 00:00"_s, signOffs);
        QCOMPARE(now.state, State::Signed);
        QCOMPARE(now.signOff->atMs, signOffs[1].atMs);
        QCOMPARE(now.before->atMs, signOffs[0].atMs);
        QCOMPARE(now.missed, 1); // that of 9 November, and no later sign-off fills it
        QCOMPARE(now.lastMissedMs, at(u"2026-11-09 00:00"_s));
        const auto next = standing(weekly(), u"2026-11-24 00:00"_s, signOffs);
        QCOMPARE(next.state, State::Open);
        QCOMPARE(next.missed, 1);
        QVERIFY(
            recurringWords(next, at(u"2026-11-24 00:00"_s)).contains(u"missed: 1, the last of 2026-11-09"_s));
    }

    void anItemThatFailedKeepsItOpen() {
        const QList<RecurringSignOff> failed{signedAt(u"2026-11-03 09:00"_s, 1)};
        QCOMPARE(standing(weekly(), u"2026-11-04 00:00"_s, failed).state, State::Failed);
        auto mended = failed;
        mended.append(signedAt(u"2026-11-04 09:00"_s));
        QCOMPARE(standing(weekly(), u"2026-11-05 00:00"_s, mended).state, State::Signed);
        // It was looked at, so the week is not missed.
        QCOMPARE(standing(weekly(), u"2026-11-10 00:00"_s, failed).missed, 0);
    }

    void aReportCountsWhatEndedInItsTime() {
        const QList<RecurringSignOff> signOffs{signedAt(u"2026-11-03 09:00"_s),
                                               signedAt(u"2026-11-17 09:00"_s)};
        const auto missed = [&](const QString& since, const QString& until) {
            return missedWithin(weekly(), signOffs, at(since), at(until));
        };
        QCOMPARE(missed(u"2026-10-01 00:00"_s, u"2026-12-01 00:00"_s), 2); // of 9 and 23 November
        QCOMPARE(missed(u"2026-11-01 00:00"_s, u"2026-11-16 00:00"_s), 0); // ends as the next one begins
        QCOMPARE(missed(u"2026-11-16 00:00"_s, u"2026-11-16 00:01"_s), 1);
        QCOMPARE(missed(u"2026-11-16 00:01"_s, u"2026-11-30 00:00"_s), 0);
        QCOMPARE(missed(u"2026-09-01 00:00"_s, u"2026-10-01 00:00"_s), 0);
    }

    void theSignOffOfAnotherChecklistDoesNotCount() {
        auto other = signedAt(u"2026-11-03 09:00"_s);
        other.checklist = u"restore-test"_s;
        QCOMPARE(standing(weekly(), u"2026-11-04 00:00"_s, {other}).state, State::Open);
    }

    void theRuleSaysWhyNot_data() {
        QTest::addColumn<QString>("who");
        QTest::addColumn<QString>("utc");
        QTest::addColumn<QList<RecurringItem>>("items");
        QTest::addColumn<QString>("why");
        const auto good = answers(Verdict::Passed, Verdict::Passed);
        const QString tuesday = u"2026-11-03 09:00"_s;
        QTest::newRow("all passed") << u"sam"_s << tuesday << good << QString();
        QTest::newRow("late, and not applicable")
            << u"sam"_s << u"2026-11-08 09:00"_s << answers(Verdict::Passed, Verdict::NotApplicable)
            << QString();
        QTest::newRow("before it begins") << u"sam"_s << u"2026-11-01 09:00"_s << good << u"in advance"_s;
        QTest::newRow("without the role") << u"mira"_s << tuesday << good << u"role “approver”"_s;
        QTest::newRow("no answers") << u"sam"_s << tuesday << QList<RecurringItem>()
                                    << u"“Log-ins” has no answer"_s;
        QTest::newRow("one answer") << u"sam"_s << tuesday << good.mid(0, 1) << u"“Keys” has no answer"_s;
        QTest::newRow("other items") << u"sam"_s << tuesday << QList<RecurringItem>{good[0], {u"Disks"_s}}
                                     << u"“Keys” has no answer"_s;
        QTest::newRow("one too many") << u"sam"_s << tuesday << good + good.mid(0, 1) << u"only 2 items"_s;
        QTest::newRow("failed without words")
            << u"sam"_s << tuesday << answers(Verdict::Failed, Verdict::Passed, u" "_s)
            << u"say what was found"_s;
        QTest::newRow("not applicable without words")
            << u"sam"_s << tuesday << answers(Verdict::Passed, Verdict::NotApplicable, {}) << u"say why"_s;
    }
    void theRuleSaysWhyNot() {
        QFETCH(QString, who);
        QFETCH(QString, utc);
        QFETCH(QList<RecurringItem>, items);
        QFETCH(QString, why);
        Project project = sampleProject();
        project.recurring = {weekly()};
        const Ruling ruling = allowed(SignRecurring{u"log-review"_s, items, at(utc)},
                                      Actor{who, true, u"SHA256:"_s + who}, project, {});
        QCOMPARE(ruling.allowed, why.isEmpty());
        QVERIFY2(ruling.why.contains(why), qPrintable(ruling.why));
        QVERIFY(!allowed(SignRecurring{u"no-such"_s, items, at(utc)}, {who, true, {}}, project, {}));
        QVERIFY(!allowed(SignRecurring{u"log-review"_s, items, at(utc)}, {who, false}, project, {}));
    }

    void theInboxAsksOncePerPeriodAndTheLedgerAnswers() {
        Chronicle chronicle;
        Project project = sampleProject();
        project.recurring = {weekly()};
        chronicle.nowMs = at(u"2026-11-03 09:00"_s);
        const auto now = [&] { return inbox(project, chronicle.world, chronicle.nowMs); };
        QCOMPARE(now().size(), 1);
        const InboxItem item = now().first();
        QCOMPARE(item.kind, InboxItem::Kind::RecurringDue);
        QCOMPARE(item.checklist, u"log-review"_s);
        QCOMPARE(item.people, (QStringList{u"sam"_s, u"ada"_s}));
        QCOMPARE(item.sinceMs, at(u"2026-11-02 00:00"_s));
        const auto entryOf = [&](Verdict keys) {
            return chronicle
                .add(u"workspace"_s, entry::recurringSigned,
                     {{u"checklist"_s, u"log-review"_s},
                      {u"items"_s, toJson(answers(Verdict::Passed, keys))},
                      {u"note"_s, u"quiet"_s},
                      {u"due"_s, at(u"2026-11-05 00:00"_s)},
                      {u"key"_s, u"SHA256:sam"_s}},
                     u"sam"_s)
                .ok();
        };
        QVERIFY(entryOf(Verdict::Failed));
        QCOMPARE(now().size(), 1);
        QVERIFY(now().first().detail.contains(u"failed items: 1"_s));
        QVERIFY(entryOf(Verdict::Passed));
        QVERIFY(now().isEmpty());
        const RecurringSignOff& last = chronicle.world.recurring.last();
        QCOMPARE(last.items, answers(Verdict::Passed, Verdict::Passed));
        QCOMPARE(last.note, u"quiet"_s);
        QVERIFY(!last.isLate());
        const Ruling again =
            allowed(allPassed(weekly(), chronicle.nowMs), {u"ada"_s, true}, project, chronicle.world);
        QVERIFY2(again.why.contains(u"was signed by sam"_s), qPrintable(again.why));
        chronicle.nowMs += 7 * day;
        QCOMPARE(now().size(), 1);
    }

    void whoWorksAloneSignsItToo() {
        Project project = sampleProject();
        project.people.clear();
        project.recurring = {weekly()};
        const qint64 now = at(u"2026-11-03 09:00"_s);
        QVERIFY(allowed(allPassed(weekly(), now), {u"me"_s, false}, project, {}));
        QVERIFY(inbox(project, {}, now).first().isFor(u"me"_s));
    }

    void saysHowOften() {
        RecurringChecklist checklist = weekly();
        QCOMPARE(everyWords(checklist), u"every week"_s);
        checklist.every = 10;
        QCOMPARE(everyWords(checklist), u"every 10 days"_s);
        QCOMPARE(everyWords(everyMonths(3, checklist.from)), u"every quarter"_s);
        QCOMPARE(everyWords(everyMonths(24, checklist.from)), u"every 2 years"_s);
    }
};

QTEST_GUILESS_MAIN(RecurringTest)
#include "recurring_test.moc"
