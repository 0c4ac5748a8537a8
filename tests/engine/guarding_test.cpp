#include "app/engine/guarding.h"
#include "tests/engine/engine_life.h"

#include <QSignalSpy>
#include <QTest>

using namespace slipway;
using namespace slipway::test;
using engine::Guarding;
using engine::Observer;

namespace {

const EnvironmentName place(u"staging"_s);

/// Production that is watched for an hour and guarded for the first ten minutes, asked once a second.
void furnishGuarded(FakeWorld& world, bool rollsBack) {
    furnish(world, {deployStep()});
    auto& project = world.source.atStart;
    domain::Probe probe;
    probe.name = domain::ProbeName(u"front"_s);
    probe.params = {{u"main"_s, healthUrl()}};
    probe.every = base::Milliseconds(1000);
    project.environments.first().tier = domain::Tier::Production;
    project.environments.first().probes = {probe};
    project.watchFor = base::Milliseconds(3'600'000);
    project.guard = {base::Milliseconds(600'000), base::Milliseconds(60'000), rollsBack};
}

/// A live deployment that is observed and guarded.
struct Guarded {
    explicit Guarded(FakeWorld& made)
        : world(made)
        , life(made)
        , id(life.start())
        , observer(made.parts, life.history)
        , guarding(made.parts, life.history, life.acts, observer)
        , opened(&guarding, &Guarding::opened) {
        life.drive(id);
        observer.begin();
        guarding.begin();
    }
    void breaks() {
        world.http.answers.clear();
        world.http.answer(healthUrl(), 500);
    }
    int tripped() const {
        return int(
            world.ledger.types(domain::chainOf(id)).count(QString::fromLatin1(domain::entry::guardTripped)));
    }
    FakeWorld& world;
    EngineLife life;
    DeploymentId id;
    Observer observer;
    Guarding guarding;
    QSignalSpy opened;
};

/// Time passes as slowly as what is judged on another thread needs to keep up.
void passes(FakeWorld& world, qint64 ms) {
    for (qint64 passed = 0; passed < ms; passed += 2000) {
        world.clock.advance(std::min<qint64>(2000, ms - passed));
        QTest::qWait(2);
    }
}

/// Whether it comes to that within two minutes.
template <class F>
bool comes(FakeWorld& world, F holds) {
    for (int i = 0; i < 120 && !holds(); ++i) {
        world.clock.advance(1000);
        QTest::qWait(10);
    }
    return holds();
}

} // namespace

class GuardingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatGoesWellIsLeftAlone() {
        FakeWorld world;
        furnishGuarded(world, true);
        Guarded guarded(world);
        passes(world, 700'000);
        QCOMPARE(guarded.tripped(), 0);
        QVERIFY(guarded.life.deployment(guarded.id).isWatched());
    }

    void whatStaysDownIsRolledBackOnce() {
        FakeWorld world;
        furnishGuarded(world, true);
        Guarded guarded(world);
        passes(world, 120'000);
        guarded.breaks();
        passes(world, 55'000);
        QCOMPARE(guarded.tripped(), 0);
        QVERIFY(comes(world, [&] { return guarded.tripped() == 1; }));
        QVERIFY(comes(world, [&] { return guarded.opened.size() == 1; }));
        const auto& one = guarded.life.deployment(guarded.id);
        QVERIFY(one.tripped && one.tripped->rollsBack);
        QVERIFY2(one.tripped->what.startsWith(u"down for 1 min"_s), qPrintable(one.tripped->what));
        const auto& back =
            guarded.life.deployment(guarded.opened.first().first().value<slipway::domain::DeploymentId>());
        QCOMPARE(back.kind, domain::DeploymentKind::Rollback);
        QCOMPARE(back.startedBy, u"slipway"_s);
        QVERIFY(back.reason.contains(u"by its guard"_s));
        QVERIFY(back.needsReview() || !back.planFixed);
        QVERIFY(guarded.life.history.world().isBad(one.candidate.commit));
        passes(world, 60'000);
        QCOMPARE(guarded.tripped(), 1);
        QCOMPARE(guarded.opened.size(), 1);
        QCOMPARE(world.ledger.fault(), QString());
    }

    void aBreakBetweenTwoOutagesCountsAnew() {
        FakeWorld world;
        furnishGuarded(world, true);
        Guarded guarded(world);
        passes(world, 60'000);
        for (int i = 0; i < 3; ++i) {
            guarded.breaks();
            passes(world, 45'000);
            world.http.answers.clear();
            world.http.answer(healthUrl(), 200);
            passes(world, 30'000);
        }
        QCOMPARE(guarded.tripped(), 0);
    }

    void afterTheFirstMinutesPeopleDecide() {
        FakeWorld world;
        furnishGuarded(world, true);
        Guarded guarded(world);
        passes(world, 610'000);
        guarded.breaks();
        passes(world, 300'000);
        QCOMPARE(guarded.tripped(), 0);
    }

    void whatNobodyCanSeeIsNotDown() {
        FakeWorld world;
        furnishGuarded(world, true);
        Guarded guarded(world);
        passes(world, 60'000);
        world.http.answers.clear();
        world.http.refuse(healthUrl(), base::ErrorKind::Observer);
        passes(world, 300'000);
        QCOMPARE(guarded.tripped(), 0);
    }

    void holdingStopsTheLineAndRollsNothingBack() {
        FakeWorld world;
        furnishGuarded(world, false);
        Guarded guarded(world);
        passes(world, 60'000);
        guarded.breaks();
        QVERIFY(comes(world, [&] { return guarded.tripped() == 1; }));
        const auto* stop = guarded.life.history.world().lineStop(place);
        QVERIFY(stop && stop->by == u"slipway"_s && stop->reason.contains(u"holds"_s));
        passes(world, 60'000);
        QCOMPARE(guarded.opened.size(), 0);
        QVERIFY(guarded.life.deployment(guarded.id).isWatched());
    }

    void aFailedCheckpointOfTheFirstMinutesTripsItToo() {
        FakeWorld world;
        furnishGuarded(world, true);
        auto& project = world.source.atStart;
        project.checkpoints = {{base::Milliseconds(300'000), u"It is quick"_s}};
        project.checkpoints.first().rules = {
            {domain::WatchRule::Measure::P95, u"1ms"_s, domain::ProbeName(u"front"_s)}};
        Guarded guarded(world);
        passes(world, 301'000);
        QTRY_COMPARE(guarded.life.deployment(guarded.id).checkpoints.first().verdict, Verdict::Failed);
        QVERIFY(comes(world, [&] { return guarded.tripped() == 1; }));
        QVERIFY(comes(world, [&] { return guarded.opened.size() == 1; }));
    }

    /// Recorded, and then the process died: the next one that observes does it.
    void whatWasRecordedAndNotDoneIsDoneLater() {
        FakeWorld world;
        furnishGuarded(world, true);
        EngineLife life(world);
        const auto id = life.start();
        life.drive(id);
        passes(world, 1000);
        life.history.append({{domain::chainOf(id),
                              QString::fromLatin1(domain::entry::guardTripped),
                              u"slipway"_s,
                              {{u"what"_s, u"down"_s}, {u"action"_s, u"roll-back"_s}}}},
                            &life.history, [](const base::Result<void>&) {});
        FakeClock::settle();
        Observer observer(world.parts, life.history);
        Guarding guarding(world.parts, life.history, life.acts, observer);
        QSignalSpy opened(&guarding, &Guarding::opened);
        guarding.begin();
        passes(world, 5000);
        QCOMPARE(opened.size(), 0); // another process observes
        observer.begin();
        QVERIFY(comes(world, [&] { return opened.size() == 1; }));
    }

    void onlyThePlanRollsBackByThePlan() {
        FakeWorld world;
        furnishGuarded(world, true);
        EngineLife life(world);
        const auto id = life.start();
        life.drive(id);
        const auto done = answerOf(life.acts.rollbackByPlan(id));
        QVERIFY(!done.ok());
        QCOMPARE(done.error().kind, base::ErrorKind::Refused);
    }
};

QTEST_GUILESS_MAIN(GuardingTest)
#include "guarding_test.moc"
