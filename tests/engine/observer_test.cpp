#include "app/domain/watch.h"
#include "app/engine/lanes.h"
#include "app/engine/observer.h"
#include "tests/engine/engine_life.h"

#include <QSignalSpy>
#include <QTest>

using namespace slipway;
using namespace slipway::test;
using domain::SampleOutcome;
using engine::Observer;
using support::FakeLocks;

namespace {

const EnvironmentName staging(u"staging"_s);

domain::Probe httpProbe() {
    domain::Probe probe;
    probe.name = domain::ProbeName(u"front"_s);
    probe.params = {{u"main"_s, healthUrl()}};
    probe.every = base::Milliseconds(1000);
    return probe;
}

/// Production with a watch of an hour and a checkpoint after ten minutes, asked once a second.
void furnishWatched(FakeWorld& world) {
    furnish(world, {deployStep()});
    auto& project = world.source.atStart;
    project.environments.first().tier = domain::Tier::Production;
    project.environments.first().probes = {httpProbe()};
    project.watchFor = base::Milliseconds(3'600'000);
    project.checkpoints = {{base::Milliseconds(600'000), u"It holds"_s}};
}

} // namespace

class ObserverTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asksEveryProbeOnItsBeatAndWritesWhatItSaw() {
        FakeWorld world;
        furnishWatched(world);
        EngineLife life(world);
        Observer observer(world.parts, life.history);
        QSignalSpy sampled(&observer, &Observer::sampled);
        observer.begin();
        world.clock.advance(10'500);
        QVERIFY(observer.isObserving());
        QCOMPARE(world.samples.samples.size(), 11);
        for (qsizetype i = 1; i < world.samples.samples.size(); ++i)
            QCOMPARE(world.samples.samples.at(i).timeMs - world.samples.samples.at(i - 1).timeMs, 1000);
        QCOMPARE(world.samples.samples.first().tookUs, 20'000);
        QVERIFY(!sampled.isEmpty());
    }

    void tellsWhatItSaw_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("error"); // -1: none
        QTest::addColumn<qint64>("tookMs");
        QTest::addColumn<int>("outcome");
        QTest::newRow("fine") << 200 << -1 << qint64(20) << int(SampleOutcome::Ok);
        QTest::newRow("slow") << 200 << -1 << qint64(900) << int(SampleOutcome::Degraded);
        QTest::newRow("an error page") << 503 << -1 << qint64(20) << int(SampleOutcome::Fail);
        QTest::newRow("no answer") << 0 << int(base::ErrorKind::Unreachable) << qint64(0)
                                   << int(SampleOutcome::Fail);
        QTest::newRow("too late") << 0 << int(base::ErrorKind::Timeout) << qint64(0)
                                  << int(SampleOutcome::Fail);
        QTest::newRow("faultCase12 our own fault")
            << 0 << int(base::ErrorKind::Observer) << qint64(0) << int(SampleOutcome::ObserverError);
    }
    void tellsWhatItSaw() {
        QFETCH(int, status);
        QFETCH(int, error);
        QFETCH(qint64, tookMs);
        QFETCH(int, outcome);
        FakeWorld world;
        furnishWatched(world);
        world.source.atStart.environments.first().probes.first().under = base::Milliseconds(500);
        world.http.answers.clear();
        if (error < 0)
            world.http.answer(healthUrl(), status, tookMs);
        else
            world.http.refuse(healthUrl(), static_cast<base::ErrorKind>(error));
        EngineLife life(world);
        Observer observer(world.parts, life.history);
        observer.begin();
        world.clock.advance(500);
        QCOMPARE(world.samples.samples.size(), 1);
        QCOMPARE(int(world.samples.samples.first().outcome), outcome);
        QCOMPARE(world.samples.samples.first().reason.isEmpty(), outcome == int(SampleOutcome::Ok));
    }

    void aCommandIsAskedAtEveryHost() {
        FakeWorld world;
        furnishWatched(world);
        auto& probe = world.source.atStart.environments.first().probes.first();
        probe.kind = u"run"_s;
        probe.params = {{u"main"_s, u"systemctl is-active boat"_s}};
        world.shell.host(u"stg-1"_s).queryExit = 3;
        world.shell.host(u"stg-2"_s).error = base::Error{base::ErrorKind::LoginRefused, {}, u"no key"_s};
        EngineLife life(world);
        Observer observer(world.parts, life.history);
        observer.begin();
        world.clock.advance(500);
        QCOMPARE(world.samples.samples.size(), 2);
        QCOMPARE(world.samples.samples.at(0).host, HostName(u"stg-1"_s));
        QCOMPARE(world.samples.samples.at(0).outcome, SampleOutcome::Fail);
        // That our key is refused says nothing about the service.
        QCOMPARE(world.samples.samples.at(1).outcome, SampleOutcome::ObserverError);
    }

    void commandsOfTheWatchKnowTheDeployment() {
        FakeWorld world;
        furnishWatched(world);
        auto& probe = world.source.atStart.environments.first().probes.first();
        probe.kind = u"run"_s;
        probe.params = {{u"main"_s, u"journalctl -u boat"_s}};
        EngineLife life(world);
        const auto id = life.start();
        COMPARE_STATE(life.drive(id), Driver::State::Over);
        Observer observer(world.parts, life.history);
        observer.begin();
        world.clock.advance(500);
        QCOMPARE(world.shell.host(u"stg-1"_s).queryVariables.value(u"SLIPWAY_DEPLOYMENT"_s), id.text());
    }

    void aNumberIsMeasuredAndComparedWithItsLimits() {
        FakeWorld world;
        furnishWatched(world);
        auto& probe = world.source.atStart.environments.first().probes.first();
        probe.kind = u"run"_s;
        probe.params = {{u"main"_s, u"queue-length"_s}};
        probe.degraded = u"> 3"_s;
        world.shell.host(u"stg-1"_s).prints.insert(u"queue-length"_s, u"17 jobs"_s);
        EngineLife life(world);
        Observer observer(world.parts, life.history);
        observer.begin();
        world.clock.advance(500);
        QCOMPARE(world.samples.samples.at(0).value, std::optional(17.0));
        QCOMPARE(world.samples.samples.at(0).outcome, SampleOutcome::Degraded);
    }

    void theNetworkIsLookedAtFromHere() {
        FakeWorld world;
        furnishWatched(world);
        auto& probe = world.source.atStart.environments.first().probes.first();
        probe.kind = u"tcp"_s;
        probe.params = {{u"main"_s, u"db:5432"_s}};
        world.network.sight.error = base::Error{base::ErrorKind::Unreachable, {}, u"refused"_s};
        EngineLife life(world);
        Observer observer(world.parts, life.history);
        observer.begin();
        world.clock.advance(500);
        QCOMPARE(world.network.looks.first().host, u"db"_s);
        QCOMPARE(world.samples.samples.size(), 1);
        QCOMPARE(world.samples.samples.at(0).outcome, SampleOutcome::Fail);
        QCOMPARE(world.samples.samples.at(0).reason, u"refused"_s);
    }

    void whatIsNotCriticalDegradesAtWorst() {
        FakeWorld world;
        furnishWatched(world);
        auto& probes = world.source.atStart.environments.first().probes;
        probes.append(httpProbe());
        probes.last().name = domain::ProbeName(u"extra"_s);
        probes.last().critical = false;
        const auto questions =
            engine::probeQuestions(world.source.atStart, world.source.atStart.environments.first());
        QList<domain::Sample> samples;
        for (int i = 0; i < 10; ++i) {
            samples.append(
                {staging, domain::ProbeName(u"front"_s), {}, i * 1000, 0, 900, 1000, SampleOutcome::Ok, {}});
            samples.append({staging,
                            domain::ProbeName(u"extra"_s),
                            {},
                            i * 1000,
                            0,
                            900,
                            1000,
                            i < 5 ? SampleOutcome::Fail : SampleOutcome::ObserverError,
                            u"no"_s});
        }
        const auto health = engine::healthOf(questions, samples, 0, 10'000);
        QCOMPARE(health.size(), 2);
        QCOMPARE(health.first().state, domain::HealthState::Degraded);
        QCOMPARE(health.last().state, domain::HealthState::Up);
        // The same probe as a critical one takes the environment down, and hides the rest.
        auto critical = questions;
        critical.last().probe.critical = true;
        const auto worse = engine::healthOf(critical, samples, 0, 10'000);
        QCOMPARE(worse.first().state, domain::HealthState::Down);
        QCOMPARE(worse.last().state, domain::HealthState::Unobserved);
    }

    void onlyOneObservesAndTheOtherTakesOver() {
        FakeWorld world;
        furnishWatched(world);
        EngineLife life(world);
        world.locks.holdElsewhere(FakeLocks::observer());
        Observer observer(world.parts, life.history);
        observer.begin();
        world.clock.advance(5000);
        QVERIFY(!observer.isObserving());
        QVERIFY(world.samples.samples.isEmpty());
        world.locks.letGoElsewhere(FakeLocks::observer());
        world.clock.advance(2000);
        QVERIFY(observer.isObserving());
        QVERIFY(!world.samples.samples.isEmpty());
    }

    void faultCase29_aFullDiskLosesNoSamples() {
        FakeWorld world;
        furnishWatched(world);
        EngineLife life(world);
        Observer observer(world.parts, life.history);
        world.samples.writable = false;
        observer.begin();
        world.clock.advance(20'000);
        QVERIFY(world.samples.samples.isEmpty());
        world.samples.writable = true;
        world.clock.advance(2000);
        QVERIFY(world.samples.samples.size() >= 20);
        QSet<qint64> times;
        for (const auto& sample : world.samples.samples)
            times.insert(sample.timeMs);
        QCOMPARE(times.size(), world.samples.samples.size());
    }

    void aCheckpointPassesWhenItIsDueAndTheWatchEnds() {
        FakeWorld world;
        furnishWatched(world);
        EngineLife life(world);
        const auto id = life.start();
        life.drive(id);
        Observer observer(world.parts, life.history);
        observer.begin();
        world.clock.advance(590'000);
        QCOMPARE(life.deployment(id).checkpoints.first().verdict, Verdict::Waiting);
        world.clock.advance(15'000);
        QTRY_COMPARE(life.deployment(id).checkpoints.first().verdict, Verdict::Passed);
        QVERIFY(life.deployment(id).isWatched());
        world.clock.advance(3'000'000);
        QCOMPARE(life.deployment(id).result, Deployment::Result::Successful);
        QCOMPARE(
            world.ledger.types(domain::chainOf(id)).count(QString::fromLatin1(domain::entry::checkpoint)), 1);
        QCOMPARE(world.ledger.types(domain::chainOf(id)).count(QString::fromLatin1(domain::entry::ended)), 1);
        QCOMPARE(world.ledger.fault(), QString());
    }

    void whatNobodyObservedIsInconclusiveAndNeverGreen() {
        FakeWorld world;
        furnishWatched(world);
        EngineLife life(world);
        const auto id = life.start();
        life.drive(id);
        world.clock.advance(700'000); // nobody looked
        Observer observer(world.parts, life.history);
        observer.begin();
        world.clock.advance(5000);
        QTRY_COMPARE(life.deployment(id).checkpoints.first().verdict, Verdict::Inconclusive);
        world.clock.advance(4'000'000);
        QVERIFY(life.deployment(id).isWatched());
    }

    void aRedWatchFailsItsCheckpointAndDoesNotEnd() {
        FakeWorld world;
        furnishWatched(world);
        world.http.answers.clear();
        world.http.answer(healthUrl(), 500);
        EngineLife life(world);
        const auto id = life.start();
        life.drive(id);
        Observer observer(world.parts, life.history);
        observer.begin();
        world.clock.advance(605'000);
        QTRY_COMPARE(life.deployment(id).checkpoints.first().verdict, Verdict::Failed);
        world.clock.advance(4'000'000);
        QVERIFY(life.deployment(id).isWatched());
    }

    void rulesAreJudgedAtTheirHourAndTheirFindingsAreKept() {
        FakeWorld world;
        furnishWatched(world);
        auto& project = world.source.atStart;
        project.watchZone = u"Europe/Berlin"_s;
        domain::WatchRule quick{domain::WatchRule::Measure::P95, u"10ms"_s, domain::ProbeName(u"front"_s)};
        domain::WatchRule errors{domain::WatchRule::Measure::Errors, u"1%"_s};
        domain::WatchRule before{domain::WatchRule::Measure::P50, u"1.5x"_s, domain::ProbeName(u"front"_s)};
        before.missing = domain::WatchRule::Missing::Holds;
        project.checkpoints.first().rules = {quick, errors, before};
        EngineLife life(world);
        const auto id = life.start();
        life.drive(id);
        Observer observer(world.parts, life.history);
        observer.begin();
        world.clock.advance(602'000);
        QTRY_COMPARE(life.deployment(id).checkpoints.first().verdict, Verdict::Failed);
        const auto& found = life.deployment(id).checkpoints.first();
        QCOMPARE(found.rules.size(), 3);
        QCOMPARE(found.rules.at(0).verdict, Verdict::Failed);
        QCOMPARE(found.rules.at(0).found, u"20 ms"_s);
        QCOMPARE(found.rules.at(1).verdict, Verdict::Passed);
        QCOMPARE(found.rules.at(2).verdict, Verdict::Passed);
        QVERIFY(found.rules.at(2).found.contains(u"the day before"_s));
        QCOMPARE(found.signByMs,
                 domain::nextWorkingMorningMs(found.evaluatedAtMs, QTimeZone("Europe/Berlin")));
    }

    /// A person decides: judged again on the time from then on, and then accepted; the watch ends well.
    void aFailedCheckpointIsExtendedAndThenAccepted() {
        FakeWorld world;
        furnishWatched(world);
        world.http.answers.clear();
        world.http.answer(healthUrl(), 500);
        EngineLife life(world);
        const auto id = life.start();
        life.drive(id);
        Observer observer(world.parts, life.history);
        observer.begin();
        world.clock.advance(605'000);
        QTRY_COMPARE(life.deployment(id).checkpoints.first().verdict, Verdict::Failed);
        const base::Milliseconds hour(600'000);
        QVERIFY(!answerOf(life.acts.extendCheckpoint(id, hour, base::Milliseconds(1000), u"short"_s)).ok());
        QVERIFY(!answerOf(life.acts.extendCheckpoint(id, hour, base::Milliseconds(1'200'000), {})).ok());
        const qint64 extendedAt = world.clock.now().utcMs;
        QVERIFY(
            answerOf(life.acts.extendCheckpoint(id, hour, base::Milliseconds(1'200'000), u"cache"_s)).ok());
        QCOMPARE(life.deployment(id).checkpoints.first().verdict, Verdict::Waiting);
        QCOMPARE(life.deployment(id).checkpoints.first().fromMs, extendedAt);
        world.clock.advance(1'190'000);
        QCOMPARE(life.deployment(id).checkpoints.first().verdict, Verdict::Waiting);
        world.clock.advance(20'000);
        QTRY_COMPARE(life.deployment(id).checkpoints.first().verdict, Verdict::Failed);
        QVERIFY(answerOf(life.acts.waiveCheckpoint(id, hour, u"a known flaw of the probe"_s)).ok());
        QCOMPARE(life.deployment(id).checkpoints.first().verdict, Verdict::Waived);
        QCOMPARE(life.deployment(id).waivers.size(), 1);
        const auto* entry = entryOf(world, domain::entry::checkpointWaived);
        QVERIFY(entry && !entry->signature.isEmpty());
        world.clock.advance(3'000'000);
        QTRY_COMPARE(life.deployment(id).result, Deployment::Result::Successful);
        QCOMPARE(world.ledger.fault(), QString());
    }

    void maintenanceIsNotedForAsLongAsItLasts() {
        FakeWorld world;
        furnishWatched(world);
        EngineLife life(world);
        Observer observer(world.parts, life.history);
        observer.begin();
        world.clock.advance(10'000);
        const base::Milliseconds hour(3'600'000);
        life.acts.setActor(u"mira"_s);
        QVERIFY(!answerOf(life.acts.endMaintenance(staging)).ok());
        QVERIFY(!answerOf(life.acts.beginMaintenance(staging, hour, {})).ok());
        QVERIFY(!answerOf(life.acts.beginMaintenance(staging, hour * 25, u"disks"_s)).ok());
        const qint64 from = world.clock.now().utcMs;
        QVERIFY(answerOf(life.acts.beginMaintenance(staging, hour, u"disks"_s)).ok());
        world.http.answers.clear();
        world.http.answer(healthUrl(), 503);
        world.clock.advance(30'000);
        QVERIFY(answerOf(life.acts.endMaintenance(staging)).ok());
        const qint64 to = world.clock.now().utcMs;
        world.clock.advance(30'000);
        const auto& environment = world.source.atStart.environments.first();
        const auto health = engine::healthOf(engine::probeQuestions(world.source.atStart, environment),
                                             world.samples.samples, from - 5000, world.clock.now().utcMs);
        qint64 maintained = 0;
        qint64 down = 0;
        for (const auto& stretch : health) {
            if (stretch.state == domain::HealthState::Maintenance)
                maintained += stretch.to - stretch.from;
            if (stretch.state == domain::HealthState::Down) {
                down += stretch.to - stretch.from;
                QVERIFY(stretch.from >= to - 1000);
            }
        }
        QVERIFY2(std::abs(maintained - (to - from)) <= 3000, qPrintable(QString::number(maintained)));
        QVERIFY2(down >= 27'000, qPrintable(QString::number(down)));
        // By itself it ends, too.
        QVERIFY(answerOf(life.acts.beginMaintenance(staging, base::Milliseconds(60'000), u"again"_s)).ok());
        QVERIFY(life.history.world().maintenance(staging, world.clock.now().utcMs));
        world.clock.advance(61'000);
        QVERIFY(!life.history.world().maintenance(staging, world.clock.now().utcMs));
        QVERIFY(!answerOf(life.acts.endMaintenance(staging)).ok());
    }

    void maintenanceThatWasSleptThroughEndsAtItsTime() {
        FakeWorld world;
        furnishWatched(world);
        EngineLife life(world);
        Observer observer(world.parts, life.history);
        const qint64 start = world.clock.now().utcMs;
        world.source.maintained[staging] = {{start + 60'000, start + 240'000, 0, 0, u"UTC"_s, {}}};
        observer.begin();
        world.clock.advance(120'000);
        world.clock.sleepThrough(600'000);
        world.clock.advance(10'000);
        qint64 from = start + 60'000;
        for (const domain::Sample& sample : std::as_const(world.samples.samples))
            if (sample.reason == domain::maintenanceNote) {
                QVERIFY2(std::abs(sample.timeMs - from) <= 1000, qPrintable(base::isoUtc(sample.timeMs)));
                from = sample.timeMs + sample.everyMs;
            }
        QCOMPARE(from, start + 240'000);
    }

    void sleepIsAGapWithItsReasonAndNobodyIsDown_data() {
        QTest::addColumn<qint64>("sleptMs");
        for (const qint64 seconds : {13, 59, 643, 28'800})
            QTest::addRow("%lld s", static_cast<long long>(seconds)) << seconds * 1000;
    }
    void sleepIsAGapWithItsReasonAndNobodyIsDown() {
        QFETCH(qint64, sleptMs);
        FakeWorld world;
        furnishWatched(world);
        EngineLife life(world);
        Observer observer(world.parts, life.history);
        observer.begin();
        world.clock.advance(10'200);
        const qint64 fell = world.clock.now().utcMs;
        world.clock.sleepThrough(sleptMs);
        // The network is away for 20 s after waking.
        world.http.answers.clear();
        world.http.refuse(healthUrl(), base::ErrorKind::Unreachable);
        world.clock.advance(20'000);
        world.http.answers.clear();
        world.http.answer(healthUrl(), 200, 20);
        world.clock.advance(20'000);
        const auto questions =
            engine::probeQuestions(world.source.atStart, world.source.atStart.environments.first());
        const qint64 now = world.clock.now().utcMs;
        const auto lanes = engine::lanesOf(questions, world.samples.samples, fell - 10'000, now);
        qint64 asleep = 0;
        qint64 waking = 0;
        for (const domain::Stretch& stretch : lanes.first().stretches) {
            QVERIFY(stretch.state == domain::HealthState::Up ||
                    stretch.state == domain::HealthState::Unobserved);
            if (stretch.reason == u"this computer slept"_s)
                asleep += stretch.to - stretch.from;
            if (stretch.reason == u"this computer had just woken"_s)
                waking += stretch.to - stretch.from;
        }
        QVERIFY2(qAbs(asleep + waking - sleptMs - 20'000) < 3'000,
                 qPrintable(QString::number(asleep + waking)));
        QVERIFY(asleep >= sleptMs - 1'500);
        QCOMPARE(lanes.first().stretches.last().state, domain::HealthState::Up);
        // From then on a failure is one.
        world.http.answers.clear();
        world.http.answer(healthUrl(), 503, 20);
        world.clock.advance(5'000);
        QCOMPARE(engine::lanesOf(questions, world.samples.samples, now, world.clock.now().utcMs)
                     .first()
                     .stretches.last()
                     .state,
                 domain::HealthState::Down);
    }

    void aClockThatIsSetForwardIsNoSleep() {
        FakeWorld world;
        furnishWatched(world);
        EngineLife life(world);
        Observer observer(world.parts, life.history);
        observer.begin();
        world.clock.advance(10'200);
        const qint64 before = world.clock.now().utcMs;
        world.clock.stepWall(3'600'000);
        world.clock.advance(10'000);
        const auto questions =
            engine::probeQuestions(world.source.atStart, world.source.atStart.environments.first());
        const auto list =
            engine::lanesOf(questions, world.samples.samples, before - 5'000, world.clock.now().utcMs)
                .first()
                .stretches;
        QCOMPARE(list.size(), 3);
        QCOMPARE(list.at(1).reason, u"the clock was set"_s);
        QVERIFY(qAbs(list.at(1).to - list.at(1).from - 3'600'000) < 2'000);
        // An hour back: what is there twice is no gap, and nobody is down.
        world.clock.stepWall(-3'600'000);
        world.clock.advance(10'000);
        for (const domain::Sample& sample : world.samples.samples)
            QVERIFY(sample.outcome != SampleOutcome::Fail);
    }

    void whoDidNotWatchSaysSo() {
        FakeWorld world;
        furnishWatched(world);
        EngineLife life(world);
        qint64 from = 0;
        {
            Observer observer(world.parts, life.history);
            observer.begin();
            world.clock.advance(10'200);
            from = world.clock.now().utcMs;
        }
        world.clock.advance(600'000);
        Observer observer(world.parts, life.history);
        observer.begin();
        world.clock.advance(10'000);
        const auto questions =
            engine::probeQuestions(world.source.atStart, world.source.atStart.environments.first());
        const auto list =
            engine::lanesOf(questions, world.samples.samples, from - 5'000, world.clock.now().utcMs)
                .first()
                .stretches;
        QCOMPARE(list.size(), 3);
        QCOMPARE(list.at(1).reason, u"nobody was watching"_s);
    }

    void faultCase51_beatsThatWereSleptThroughAreNotMadeUpFor() {
        FakeWorld world;
        furnishWatched(world);
        world.source.atStart.environments.first().probes.first().kind = u"http"_s;
        EngineLife life(world);
        Observer observer(world.parts, life.history);
        observer.begin();
        world.clock.advance(2500);
        const auto before = world.samples.samples.size();
        world.clock.sleepThrough(28'800'000);
        world.clock.advance(2500);
        QVERIFY(world.samples.samples.size() - before <= 4);
    }
};

QTEST_GUILESS_MAIN(ObserverTest)
#include "observer_test.moc"
