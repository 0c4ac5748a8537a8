#include "app/engine/backfill.h"
#include "app/engine/lanes.h"
#include "tests/engine/engine_life.h"

#include <QSignalSpy>
#include <QTest>
#include <algorithm>

using namespace slipway;
using namespace slipway::test;
using domain::HealthState;
using engine::Backfill;
using engine::Observer;

namespace {

domain::Probe unitProbe() {
    domain::Probe probe;
    probe.name = domain::ProbeName(u"unit"_s);
    probe.kind = u"systemd"_s;
    probe.params = {{u"main"_s, u"boat"_s}};
    probe.every = base::Milliseconds(15'000);
    return probe;
}

void furnishUnit(FakeWorld& world) {
    furnish(world, {deployStep()});
    auto& environment = world.source.atStart.environments.first();
    environment.probes = {unitProbe()};
    environment.hosts.remove(1, environment.hosts.size() - 1);
}

/// Another answer for what asks of the past, which is told by its variables.
QString pastScript() {
    const auto look = domain::probeKind(u"systemd")->pastLook(unitProbe(), {}, {0, 1000}, 0);
    return std::get<domain::HostLook>(*look).script;
}

QString told(const FakeWorld& world, qint64 fromMs, qint64 toMs) {
    const auto& environment = world.source.atStart.environments.first();
    // In time order, as a store reads them.
    QList<domain::Sample> samples = world.samples.samples;
    std::stable_sort(
        samples.begin(), samples.end(),
        [](const domain::Sample& one, const domain::Sample& other) { return one.timeMs < other.timeMs; });
    const auto lanes =
        engine::lanesOf(engine::probeQuestions(world.source.atStart, environment), samples, fromMs, toMs);
    QStringList words;
    for (const domain::Stretch& stretch : lanes.first().stretches)
        words += u"%1%2 %3"_s
                     .arg(domain::healthStateName(stretch.state),
                          stretch.isFilledIn ? u" (filled in)"_s : QString())
                     .arg((stretch.to - stretch.from + 500) / 1000);
    return words.join(u", "_s);
}

} // namespace

class BackfillTest : public QObject {
    Q_OBJECT

    struct Life {
        explicit Life(FakeWorld& world)
            : life(world)
            , observer(world.parts, life.history)
            , backfill(world.parts, life.history, observer)
            , filled(&backfill, &Backfill::filledIn) {
            QObject::connect(&observer, &Observer::observingChanged, &backfill, &Backfill::begin);
            observer.begin();
        }
        EngineLife life;
        Observer observer;
        Backfill backfill;
        QSignalSpy filled;
    };

private Q_SLOTS:
    void aNightIsFilledWithWhatTheHostProves() {
        FakeWorld world;
        furnishUnit(world);
        auto& host = world.shell.host(u"stg-1"_s);
        host.version = u"active, 0 restarts"_s;
        Life life(world);
        world.clock.advance(60'000);
        const qint64 asleepAt = world.clock.now().utcMs;
        // It ran but for a minute.
        const qint64 downAt = asleepAt / 1000 + 3600;
        host.prints.insert(pastScript(), u"up %1 %2\ndown %2 %3 killed\nup %3 %4"_s.arg(asleepAt / 1000 - 100)
                                             .arg(downAt)
                                             .arg(downAt + 60)
                                             .arg(asleepAt / 1000 + 90'000));
        world.clock.sleepThrough(8 * 3'600'000);
        QVERIFY(!life.backfill.isDone(staging(), asleepAt + 7 * 3'600'000));
        world.clock.advance(90'000);
        QVERIFY(life.backfill.isDone(staging(), asleepAt + 7 * 3'600'000));
        QCOMPARE(life.filled.count(), 1);
        const QString all = told(world, asleepAt + 30'000, asleepAt + 8 * 3'600'000 - 30'000);
        QCOMPARE(all, u"up (filled in) 3570, down (filled in) 60, up (filled in) 25110"_s);
        // The host was told of the time in words that it cannot run.
        QCOMPARE(host.queryVariables.value(u"SLIPWAY_NAME"_s), u"boat"_s);
    }

    void whatIsNotProvenStaysUnobserved() {
        FakeWorld world;
        furnishUnit(world);
        auto& host = world.shell.host(u"stg-1"_s);
        host.version = u"active, 0 restarts"_s;
        host.prints.insert(pastScript(), QString());
        Life life(world);
        world.clock.advance(60'000);
        const qint64 asleepAt = world.clock.now().utcMs;
        world.clock.sleepThrough(3'600'000);
        world.clock.advance(90'000);
        QCOMPARE(life.filled.count(), 0);
        QVERIFY(life.backfill.isDone(staging(), asleepAt + 1000));
        QCOMPARE(told(world, asleepAt + 60'000, asleepAt + 3'000'000), u"unobserved 2940"_s);
    }

    /// Killed and started again: the gap between is asked for as well.
    void aRestartIsFilled() {
        FakeWorld world;
        const qint64 killedAt = watchedAndKilled(world);
        auto& host = world.shell.host(u"stg-1"_s);
        host.prints.insert(pastScript(),
                           u"up %1 %2"_s.arg(killedAt / 1000 - 200).arg(killedAt / 1000 + 9000));
        auto life = std::make_unique<Life>(world);
        QVERIFY(!life->backfill.isDone(staging(), killedAt + 60'000));
        world.clock.advance(30'000);
        QVERIFY(life->backfill.isDone(staging(), killedAt + 60'000));
        QCOMPARE(told(world, killedAt + 60'000, killedAt + 1'700'000), u"up (filled in) 1640"_s);
        const auto kept = world.samples.samples.size();
        // Nothing is filled in twice by the next life, which asks again.
        life.reset();
        const Life again(world);
        world.clock.advance(1000);
        QVERIFY(again.observer.isObserving());
        QVERIFY2(world.samples.samples.size() - kept <= 2,
                 qPrintable(QString::number(world.samples.samples.size() - kept)));
    }

    void whoDoesNotAnswerIsAskedAgainAndNotWaitedForLong() {
        FakeWorld world;
        const qint64 killedAt = watchedAndKilled(world);
        auto& host = world.shell.host(u"stg-1"_s);
        host.error = base::Error{base::ErrorKind::LoginRefused, {}, u"no key"_s};
        Life life(world);
        world.clock.advance(60'000);
        QVERIFY(!life.backfill.isDone(staging(), killedAt + 60'000));
        world.clock.advance(120'000);
        QVERIFY(life.backfill.isDone(staging(), killedAt + 60'000));
        QCOMPARE(life.filled.count(), 0);
        host.error = {};
        host.prints.insert(pastScript(),
                           u"up %1 %2"_s.arg(killedAt / 1000 - 200).arg(killedAt / 1000 + 9000));
        world.clock.advance(600'000);
        QVERIFY(life.filled.count() >= 1);
        // While the key was refused nothing could be said from here; the host knows.
        QCOMPARE(told(world, killedAt + 60'000, killedAt + 1'900'000), u"up (filled in) 1840"_s);
    }

private:
    /// Somebody watched for two minutes, was killed, and half an hour passed; when that was.
    static qint64 watchedAndKilled(FakeWorld& world) {
        furnishUnit(world);
        world.shell.host(u"stg-1"_s).version = u"active, 0 restarts"_s;
        qint64 killedAt = 0;
        {
            Life life(world);
            world.clock.advance(120'000);
            killedAt = world.clock.now().utcMs;
        }
        world.clock.advance(1'800'000);
        return killedAt;
    }
    static domain::EnvironmentName staging() { return domain::EnvironmentName(u"staging"_s); }
};

QTEST_GUILESS_MAIN(BackfillTest)
#include "backfill_test.moc"
