#include "app/domain/policy.h"
#include "app/engine/alerting.h"
#include "app/engine/lanes.h"
#include "app/engine/maintenance.h"
#include "app/workspace/freeze_spans.h"
#include "tests/engine/engine_life.h"

#include <QTest>

using namespace slipway;
using namespace slipway::test;
using domain::FreezeSpan;
using domain::FreezeWindow;

namespace {

const EnvironmentName staging(u"staging"_s);
constexpr qint64 minuteMs = 60'000;
constexpr qint64 hourMs = 60 * minuteMs;

FreezeSpan span(qint64 startMs, qint64 endMs, const QString& reason = u"updates"_s) {
    return {startMs, endMs, 0, 0, u"UTC"_s, reason};
}

/// What the probed page answers from now on.
void say(FakeWorld& world, int status) {
    world.http.answers.clear();
    world.http.answer(healthUrl(), status, 20);
}

/// Half an hour in the hour that is left out, or is there twice, when the clocks change.
FreezeWindow sundayNight() {
    FreezeWindow window;
    window.zone = u"Europe/Berlin"_s;
    window.reason = u"updates"_s;
    window.startDay = window.endDay = 7;
    window.startTime = QTime(2, 15);
    window.endTime = QTime(2, 45);
    return window;
}

} // namespace

/// Maintenance that slipway.yaml plans, beside that which people begin.
class MaintenanceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsPlannedIsOnFromItsStartToItsEnd() {
        FakeWorld world;
        furnish(world, {deployStep()});
        world.source.maintained[staging] = {span(1000, 3000), span(2000, 5000, u"disks"_s)};
        const auto at = [&world](qint64 nowMs) {
            return engine::maintenanceAt(world.parts, {}, staging, nowMs);
        };
        QVERIFY(!at(999) && !at(5000));
        for (const qint64 nowMs : {1000, 2500, 4999}) {
            const auto on = at(nowMs);
            QVERIFY(on && on->isPlanned);
            QCOMPARE(on->by, u"slipway.yaml"_s);
            QCOMPARE(on->reason, u"updates, disks"_s);
            QCOMPARE(on->sinceMs, 1000);
            QCOMPARE(on->untilMs, 5000);
        }
        QVERIFY(!engine::maintenanceAt(world.parts, {}, EnvironmentName(u"production"_s), 1000));
    }

    void theOneThatEndsLaterCounts() {
        FakeWorld world;
        furnish(world, {deployStep()});
        world.source.maintained[staging] = {span(1000, 5000)};
        domain::World said;
        said.maintained.insert(staging, {u"disks"_s, u"mira"_s, 2000, 4000});
        QCOMPARE(engine::maintenanceAt(world.parts, said, staging, 3000)->by, u"slipway.yaml"_s);
        said.maintained[staging].untilMs = 6000;
        for (const qint64 nowMs : {3000, 5500}) {
            const auto on = engine::maintenanceAt(world.parts, said, staging, nowMs);
            QCOMPARE(on->by, u"mira"_s);
            QVERIFY(!on->isPlanned);
        }
        QVERIFY(engine::plannedMaintenance(world.parts, said, staging, 3000));
        QVERIFY(!engine::maintenanceAt(world.parts, said, staging, 6000));
    }

    void ofProductionOnlyWhatWasAcceptedCounts() {
        FakeWorld world;
        furnish(world, {deployStep()});
        domain::Environment& place = world.source.atStart.environments.first();
        place.tier = domain::Tier::Production;
        domain::World accepted;
        accepted.policy = domain::AcceptedPolicy{};
        accepted.policy->policy = domain::policyOf(world.source.atStart);
        world.source.maintained[staging] = {span(1000, 5000)};
        place.maintenance = {sundayNight()};
        QVERIFY(engine::maintenanceAt(world.parts, {}, staging, 3000)); // nothing was accepted yet
        QVERIFY(!engine::maintenanceAt(world.parts, accepted, staging, 3000));
        accepted.policy->policy = domain::policyOf(world.source.atStart);
        QVERIFY(engine::maintenanceAt(world.parts, accepted, staging, 3000));
    }

    void whatIsPlannedIsNotEndedByHand() {
        FakeWorld world;
        furnish(world, {deployStep()});
        EngineLife life(world);
        life.acts.setActor(u"mira"_s);
        const qint64 now = world.clock.now().utcMs;
        world.source.maintained[staging] = {span(now - minuteMs, now + hourMs)};
        const auto refused = answerOf(life.acts.endMaintenance(staging));
        QVERIFY(!refused.ok());
        QVERIFY2(refused.error().detail.contains(u"is planned in slipway.yaml"_s) &&
                     refused.error().detail.contains(domain::spokenInstant(now + hourMs)),
                 qPrintable(refused.error().detail));
        // Beside it people begin their own, and end that.
        QVERIFY(
            answerOf(life.acts.beginMaintenance(staging, base::Milliseconds(2 * hourMs), u"disks"_s)).ok());
        const auto on = engine::maintenanceAt(world.parts, life.history.world(), staging, now);
        QVERIFY(on && !on->isPlanned);
        QVERIFY(answerOf(life.acts.endMaintenance(staging)).ok());
        QVERIFY(engine::maintenanceAt(world.parts, life.history.world(), staging, now)->isPlanned);
    }

    void aNightInWhichTheClocksChangeIsCoveredWhole_data() {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::newRow("an hour is left out")
            << u"2027-03-28T01:15:00.000Z"_s << u"2027-03-28T01:45:00.000Z"_s;
        QTest::newRow("an hour is there twice")
            << u"2027-10-31T00:15:00.000Z"_s << u"2027-10-31T01:45:00.000Z"_s;
    }
    void aNightInWhichTheClocksChangeIsCoveredWhole() {
        QFETCH(QString, from);
        QFETCH(QString, to);
        const qint64 fromMs = base::fromIsoUtc(from);
        const qint64 toMs = base::fromIsoUtc(to);
        FakeWorld world;
        furnish(world, {deployStep()});
        auto& project = world.source.atStart;
        domain::Environment& place = project.environments.first();
        domain::Probe probe;
        probe.name = domain::ProbeName(u"front"_s);
        probe.params = {{u"main"_s, healthUrl()}};
        probe.every = base::Milliseconds(minuteMs);
        place.probes = {probe};
        place.maintenance = {sundayNight()};
        world.source.maintained[staging] =
            workspace::freezeSpans(place.maintenance, fromMs - 24 * hourMs, toMs + 24 * hourMs);
        domain::AlertChannel channel;
        channel.name = u"ops"_s;
        channel.kind = domain::AlertChannel::Kind::Desktop;
        project.alerts.channels = {channel};
        world.clock.stepWall(fromMs - 10 * minuteMs - world.clock.now().utcMs);
        EngineLife life(world);
        engine::Observer observer(world.parts, life.history);
        engine::Alerting alerting(world.parts, life.history, observer);
        observer.begin();
        alerting.begin();
        world.clock.advance(10 * minuteMs);
        say(world, 503);
        world.clock.advance(toMs - fromMs - 10 * minuteMs);
        say(world, 200);
        world.clock.advance(20 * minuteMs);
        QVERIFY(world.desktop.shown.isEmpty());
        const auto health = engine::healthOf(engine::probeQuestions(project, place), world.samples.samples,
                                             fromMs - 10 * minuteMs, world.clock.now().utcMs);
        qint64 maintained = 0;
        for (const domain::Stretch& stretch : health) {
            QVERIFY(stretch.state != domain::HealthState::Down);
            if (stretch.state == domain::HealthState::Maintenance)
                maintained += stretch.to - stretch.from;
        }
        const qint64 asked = toMs - fromMs - 10 * minuteMs;
        QVERIFY2(std::abs(maintained - asked) <= 3 * minuteMs, qPrintable(QString::number(maintained)));
        // The next outage is one.
        say(world, 503);
        world.clock.advance(10 * minuteMs);
        QCOMPARE(world.desktop.shown.size(), 1);
    }
};

QTEST_GUILESS_MAIN(MaintenanceTest)
#include "maintenance_test.moc"
