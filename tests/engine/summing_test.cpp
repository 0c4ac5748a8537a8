#include "app/engine/summing.h"
#include "tests/engine/engine_life.h"

#include <QTest>

using namespace slipway;
using namespace slipway::test;
using engine::Observer;
using engine::Summing;

namespace {

constexpr qint64 hour = 3'600'000;
constexpr qint64 day = 24 * hour;

void furnishProbed(FakeWorld& world) {
    furnish(world, {deployStep()});
    domain::Probe probe;
    probe.name = domain::ProbeName(u"front"_s);
    probe.params = {{u"main"_s, healthUrl()}};
    probe.every = base::Milliseconds(60'000);
    world.source.atStart.environments.first().probes = {probe};
}

/// One answer a minute for so many days before now.
void sampled(FakeWorld& world, int days) {
    const qint64 now = world.clock.now().utcMs;
    for (qint64 at = now - days * day; at < now; at += 60'000) {
        domain::Sample sample;
        sample.environment = EnvironmentName(u"staging"_s);
        sample.probe = domain::ProbeName(u"front"_s);
        sample.timeMs = at;
        sample.everyMs = 60'000;
        sample.tookUs = 30'000;
        world.samples.samples.append(sample);
    }
}

} // namespace

class SummingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsOlderThanADayIsSummedUpAndGoes() {
        FakeWorld world;
        furnishProbed(world);
        sampled(world, 3);
        EngineLife life(world);
        Observer observer(world.parts, life.history);
        Summing summing(world.parts, life.history, observer);
        observer.begin();
        summing.begin();
        const qint64 now = world.clock.now().utcMs;
        const auto oldest = [&] {
            qint64 least = now;
            for (const auto& sample : world.samples.samples)
                least = std::min(least, sample.timeMs);
            return least;
        };
        for (int i = 0; i < 400 && oldest() < now - 27 * hour; ++i) {
            world.clock.advance(250);
            QTest::qWait(1); // sums are made on another thread
        }
        QVERIFY(oldest() >= now - 27 * hour);
        QVERIFY(oldest() <= now - 24 * hour);
        qint64 answered = 0;
        int hours = 0;
        for (const auto& point : world.samples.kept) {
            if (point.lengthMs == domain::hourPointMs)
                ++hours;
            else
                answered += point.answered;
        }
        QVERIFY2(hours >= 45 && hours <= 48, qPrintable(QString::number(hours)));
        QVERIFY(answered >= 45 * 60);
    }

    void theSamplesOfAWatchStay() {
        FakeWorld world;
        furnishProbed(world);
        world.source.atStart.environments.first().tier = domain::Tier::Production;
        world.source.atStart.watchFor = base::Milliseconds(day);
        EngineLife life(world);
        const auto id = life.start();
        life.drive(id);
        QVERIFY(life.deployment(id).liveAtMs > 0);
        world.clock.advance(3 * day);
        sampled(world, 5);
        const auto before = world.samples.samples.size();
        Observer observer(world.parts, life.history);
        Summing summing(world.parts, life.history, observer);
        observer.begin();
        summing.begin();
        for (int i = 0; i < 400; ++i) {
            world.clock.advance(250);
            QTest::qWait(1);
        }
        // A day before it went live is still there; what was before that is not.
        const qint64 live = life.deployment(id).liveAtMs;
        int evidence = 0;
        int older = 0;
        for (const auto& sample : world.samples.samples) {
            evidence += sample.timeMs >= live - day && sample.timeMs < live + 2 * day ? 1 : 0;
            older += sample.timeMs < live - day - hour ? 1 : 0;
        }
        QVERIFY2(evidence >= 3 * 24 * 60, qPrintable(QString::number(evidence)));
        QCOMPARE(older, 0);
        QVERIFY(world.samples.samples.size() < before);
    }
};

QTEST_GUILESS_MAIN(SummingTest)
#include "summing_test.moc"
