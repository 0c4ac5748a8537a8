#include "app/base/clock.h"
#include "app/domain/freeze.h"
#include "app/domain/rules.h"
#include "tests/domain/chronicle.h"

#include <QTest>

using namespace slipway;
using namespace slipway::test;

namespace {

constexpr qint64 minute = 60'000, hour = 60 * minute, day = 24 * hour;
constexpr int summer = 7200, winter = 3600;
const EnvironmentName staging(u"staging"_s);
const QString berlin = u"Europe/Berlin"_s;

qint64 at(const QString& text) {
    return base::fromIsoUtc(text + u":00.000Z"_s);
}
/// Friday 16:00 to Monday 08:00 in Berlin, in winter.
const qint64 friday = at(u"2026-11-20T15:00"_s);
const qint64 monday = at(u"2026-11-23T07:00"_s);

FreezeSpan span(qint64 from, qint64 to, const QString& reason = {}, Overrun overrun = Overrun::Warn) {
    return {from, to, winter, winter, berlin, reason, overrun};
}
const FreezeSpan weekend = span(friday, monday, u"weekend"_s);

} // namespace

class FreezeTest : public QObject {
    Q_OBJECT

private:
    Project m_project = [] {
        Project project = sampleProject();
        project.environments.first().freezes.append(FreezeWindow{});
        return project;
    }();

    Gate gate(const World& world, const GateFacts& facts, const QString& id = u"freeze"_s) const {
        for (const Gate& one : gates(m_project, world, *m_project.environment(staging), newer(), facts))
            if (one.id == id)
                return one;
        return {};
    }
    static GateFacts facts(qint64 nowMs, const QList<FreezeSpan>& spans) { return {nowMs, 0, false, spans}; }
    /// A deployment to staging that is live, whose two attempts took 1 s each.
    static World lived(const Project& project) {
        Chronicle chronicle;
        Told(chronicle, project, u"dep-1"_s, u"staging"_s).wentLive();
        return chronicle.world;
    }

private Q_SLOTS:
    void itIsClosedFromItsFirstMomentToBeforeItsLast_data() {
        QTest::addColumn<qint64>("now");
        QTest::addColumn<bool>("frozen");
        QTest::newRow("a moment before") << friday - 1 << false;
        QTest::newRow("at its start") << friday << true;
        QTest::newRow("within") << friday + day << true;
        QTest::newRow("a moment before its end") << monday - 1 << true;
        QTest::newRow("at its end") << monday << false;
    }
    void itIsClosedFromItsFirstMomentToBeforeItsLast() {
        QFETCH(qint64, now);
        QFETCH(bool, frozen);
        QCOMPARE(outlook({weekend}, now).now.has_value(), frozen);
        const Gate found = gate({}, facts(now, {weekend}));
        QCOMPARE(found.met, !frozen);
        QCOMPARE(found.timeWillMeet, frozen);
    }

    void theGateSaysSinceWhenUntilWhenAndWhy() {
        const Gate found = gate({}, facts(friday + hour, {weekend}));
        QCOMPARE(found.title, u"Outside change freeze"_s);
        QCOMPARE(found.detail, u"frozen since Fri 16:00 until Mon 08:00 (Europe/Berlin): weekend"_s);
        QCOMPARE(found.soon, QString());
    }

    void whatIsAWeekAwayHasItsDate() {
        const Freeze freeze = *outlook({span(friday, friday + 14 * day)}, friday + hour).now;
        QCOMPARE(frozenWords(freeze, friday + hour),
                 u"frozen since Fri 16:00 until 2026-12-04 16:00 (Europe/Berlin)"_s);
    }

    void windowsThatOverlapOrTouchAreOneInWords() {
        const QList<FreezeSpan> spans{span(monday, monday + day, u"audit"_s), weekend,
                                      span(friday + hour, friday + 2 * hour, u"backup"_s),
                                      span(monday + 2 * day, monday + 3 * day, u"later"_s)};
        const FreezeOutlook found = outlook(spans, friday + hour);
        QVERIFY(found.now && found.next);
        QCOMPARE(found.now->startMs(), friday);
        QCOMPARE(found.now->endMs(), monday + day);
        QCOMPARE(frozenWords(*found.now, friday + hour),
                 u"frozen since Fri 16:00 until Tue 08:00 (Europe/Berlin): weekend, backup, audit"_s);
        QCOMPARE(found.next->startMs(), monday + 2 * day);
        QCOMPARE(frozenUntil(*found.now, friday + hour), u"frozen until Tue 08:00"_s);
    }

    void edgesOfTwoZonesNameBoth() {
        FreezeSpan other = span(monday - hour, monday + 5 * hour);
        other.zone = u"America/New_York"_s;
        other.startOffsetS = other.endOffsetS = -18'000;
        QCOMPARE(frozenWords(*outlook({weekend, other}, friday).now, friday),
                 u"frozen since Fri 16:00 (Europe/Berlin) until Mon 07:00 (America/New_York): weekend"_s);
    }

    void anEdgeIsSpokenWithTheOffsetOfItsOwnTime() {
        // From winter into summer time.
        const FreezeSpan spring{
            at(u"2026-03-27T15:00"_s), at(u"2026-03-30T06:00"_s), winter, summer, berlin, {}};
        QCOMPARE(frozenWords(*outlook({spring}, spring.startMs).now, spring.startMs),
                 u"frozen since Fri 16:00 until Mon 08:00 (Europe/Berlin)"_s);
    }

    void theForecastNamesTheStartAndHowLongThePlanTakes() {
        const qint64 now = friday - 118 * minute;
        const Gate unknown = gate({}, facts(now, {weekend}));
        QVERIFY(unknown.met);
        QCOMPARE(unknown.soon, u"in 1 h 58 min"_s);
        QCOMPARE(unknown.detail, u"freeze starts in 1 h 58 min (Fri 16:00 Europe/Berlin: weekend)"_s);
        const Gate known = gate(lived(m_project), facts(now, {weekend}));
        QVERIFY(known.met);
        QVERIFY2(known.detail.endsWith(u"; this plan takes about 2 s"_s), qPrintable(known.detail));
    }

    void farOnesAreNotWorthAWord() {
        const Gate found = gate({}, facts(friday - 7 * day - 1, {weekend}));
        QVERIFY(found.met);
        QCOMPARE(found.detail, u"no freeze in the next 7 days"_s);
        QVERIFY(gate({}, facts(friday - 7 * day, {weekend})).detail.startsWith(u"freeze starts in 7 days"_s));
        QCOMPARE(gate({}, facts(friday, {})).detail, u"no freeze in the next 7 days"_s);
    }

    void aPlanThatWouldRunIntoTheFreezeIsWarnedOfOrRefused() {
        const World world = lived(m_project);
        const qint64 now = friday - 1999;
        const Gate warned = gate(world, facts(now, {weekend}));
        QVERIFY(warned.met);
        QVERIFY2(warned.detail.endsWith(u"this plan takes about 2 s and would wait then"_s),
                 qPrintable(warned.detail));
        const FreezeSpan strict = span(friday, monday, u"weekend"_s, Overrun::Refuse);
        const Gate refused = gate(world, facts(now, {strict}));
        QVERIFY(!refused.met && refused.timeWillMeet);
        QCOMPARE(refused.detail,
                 u"this plan takes about 2 s and would run into the freeze of Fri 16:00 (Europe/Berlin)"_s);
        // One that ends as the freeze begins does not reach into it.
        QVERIFY(gate(world, facts(friday - 2000, {strict})).met);
        // How long it takes is not known: nothing to refuse.
        QVERIFY(gate({}, facts(now, {strict})).met);
    }

    void aFreezeThatWasNotLookedAtClosesTheGate() {
        const Gate found = gate({}, {});
        QVERIFY(!found.met);
        QCOMPARE(found.detail, u"its freeze windows were not looked at yet"_s);
    }

    void anEnvironmentWithoutWindowsHasNoSuchGate() {
        const Project project = sampleProject();
        for (const Gate& one : gates(project, {}, *project.environment(staging), newer(), {}))
            QVERIFY(one.id != u"freeze"_s);
    }

    void aFrozenEnvironmentRefusesTheStartInTheWordsOfItsGate() {
        const GateFacts frozen = facts(friday + hour, {weekend});
        const auto ruling =
            allowed(StartDeployment{staging, newer(), false, frozen}, {u"mira"_s, true}, m_project, {});
        QVERIFY(!ruling);
        QVERIFY2(ruling.why.contains(gate({}, frozen).detail), qPrintable(ruling.why));
    }

    void aStoppedLineSaysWhoWhenAndWhyUntilItIsOpened() {
        Chronicle chronicle;
        const GateFacts now = facts(friday - day, {});
        QVERIFY(gate(chronicle.world, now, u"line"_s).met);
        QVERIFY(chronicle
                    .add(u"workspace"_s, entry::lineStopped,
                         {{u"environment"_s, u"staging"_s}, {u"reason"_s, u"payments are down"_s}}, u"sam"_s)
                    .ok());
        const Gate stopped = gate(chronicle.world, now, u"line"_s);
        QVERIFY(!stopped.met && !stopped.timeWillMeet);
        QCOMPARE(stopped.title, u"The line is open"_s);
        QCOMPARE(stopped.detail, u"stopped by sam at 2026-11-18 11:06 UTC: payments are down"_s);
        QVERIFY(!chronicle.world.lineStop(EnvironmentName(u"production"_s)));
        QVERIFY(chronicle
                    .add(u"workspace"_s, entry::lineOpened,
                         {{u"environment"_s, u"staging"_s}, {u"reason"_s, u"they are back"_s}}, u"ada"_s)
                    .ok());
        QVERIFY(gate(chronicle.world, now, u"line"_s).met);
    }

    void aPlanUsuallyTakesTheMiddleOfTheNewestFive() {
        Chronicle chronicle;
        QVERIFY(!usualMs(chronicle.world, staging));
        for (const qint64 pause : {900, 1, 9, 5, 3, 7}) {
            Told told(chronicle, m_project, u"dep-%1"_s.arg(pause), u"staging"_s);
            told.readyToSwitch().intent(u"a1"_s);
            chronicle.nowMs += pause * minute;
            told.outcome(u"a1"_s, u"passed"_s);
            // Waiting people are no work.
            chronicle.nowMs += day;
            told.intent(u"a2"_s, told.secondHost())
                .outcome(u"a2"_s, u"passed"_s)
                .live()
                .ended(u"successful"_s);
        }
        QCOMPARE(usualMs(chronicle.world, staging), std::optional<qint64>(5 * minute + 2000));
        QVERIFY(!usualMs(chronicle.world, EnvironmentName(u"production"_s)));
    }

    void whatRunsSideBySideIsWorkedOnce() {
        Chronicle chronicle;
        Told told(chronicle, m_project, u"dep-1"_s, u"staging"_s);
        told.readyToSwitch().intent(u"a1"_s).intent(u"a2"_s, told.secondHost());
        told.outcome(u"a1"_s, u"passed"_s).outcome(u"a2"_s, u"passed"_s);
        QCOMPARE(workedMs(told.now()), 3000);
    }

    void theFoldHoldsWhatWaitsForTheEndOfAFreeze() {
        Chronicle chronicle;
        Told told(chronicle, m_project, u"dep-1"_s, u"staging"_s);
        told.readyToSwitch().entry(entry::freezeHolds, {{u"step"_s, u"switch"_s},
                                                        {u"words"_s, u"frozen until Mon"_s},
                                                        {u"since"_s, friday},
                                                        {u"until"_s, monday}});
        QVERIFY(told.last.ok());
        QCOMPARE(told.now().freeze->words, u"frozen until Mon"_s);
        QCOMPARE(told.now().freeze->untilMs, monday);
        QVERIFY(next(told.now()).what == Next::What::Hold);
        QVERIFY(!told.now().isHeld());
        QVERIFY(!needsLock(told.now()));
        told.entry(entry::freezeEnded, {});
        QVERIFY(!told.now().freeze);
        QVERIFY(next(told.now()).what == Next::What::Start);
    }

    void aFrozenDeploymentStillAsksPeopleAndSeesWhatRunsToItsEnd() {
        Chronicle chronicle;
        const QJsonObject hold{{u"step"_s, u"switch"_s}, {u"words"_s, u"frozen"_s}};
        Told asks(chronicle, m_project, u"dep-1"_s, u"staging"_s);
        asks.opened().planned().answered().entry(entry::freezeHolds, hold);
        QVERIFY(next(asks.now()).what == Next::What::Ask);
        Told runs(chronicle, m_project, u"dep-2"_s, u"production"_s);
        runs.readyToSwitch().intent(u"a1"_s).entry(entry::freezeHolds, hold);
        QVERIFY(next(runs.now()).what == Next::What::Await);
        runs.outcome(u"a1"_s, u"failed"_s);
        QVERIFY(next(runs.now()).what == Next::What::Decide);
    }
};

QTEST_GUILESS_MAIN(FreezeTest)
#include "freeze_test.moc"
