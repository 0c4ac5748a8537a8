#include "app/domain/alert_commands.h"
#include "app/engine/alerting.h"
#include "tests/engine/engine_life.h"

#include <QJsonDocument>
#include <QTest>

using namespace slipway;
using namespace slipway::test;
using domain::AlertChannel;
using domain::SampleOutcome;
using engine::Alerting;
using engine::Observer;

namespace {

const EnvironmentName staging(u"staging"_s);

void furnishAlerts(FakeWorld& world, AlertChannel::Kind kind = AlertChannel::Kind::Desktop) {
    furnish(world, {deployStep()});
    auto& project = world.source.atStart;
    domain::Probe probe;
    probe.name = domain::ProbeName(u"front"_s);
    probe.params = {{u"main"_s, healthUrl()}};
    probe.every = base::Milliseconds(1000);
    project.environments.first().probes = {probe};
    AlertChannel channel;
    channel.name = u"ops"_s;
    channel.kind = kind;
    channel.url = u"https://hooks.example/x"_s;
    project.alerts.channels = {channel};
}

/// What the probed page answers from now on.
void say(FakeWorld& world, int status) {
    world.http.answers.clear();
    world.http.answer(healthUrl(), status, 20);
}

/// A process that observes and tells.
struct Watching {
    explicit Watching(FakeWorld& world)
        : life(world)
        , observer(world.parts, life.history)
        , alerting(world.parts, life.history, observer) {
        observer.begin();
        alerting.begin();
    }
    EngineLife life;
    Observer observer;
    Alerting alerting;
};

} // namespace

class AlertingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsOnceThatItIsDownAndOnceThatItIsUpAgain() {
        FakeWorld world;
        furnishAlerts(world);
        Watching watching(world);
        world.clock.advance(10'000);
        say(world, 503);
        world.clock.advance(60'000);
        QCOMPARE(world.desktop.shown.size(), 1);
        QVERIFY2(world.desktop.shown.first().contains(u"front is down"_s),
                 qPrintable(world.desktop.shown.first()));
        QVERIFY(world.desktop.shown.first().contains(u"503 in 20 ms, expected 200"_s));
        world.clock.advance(600'000);
        QCOMPARE(world.desktop.shown.size(), 1);
        say(world, 200);
        world.clock.advance(20'000);
        QCOMPARE(world.desktop.shown.size(), 2);
        QVERIFY(world.desktop.shown.last().contains(u"Over: "_s));
        world.clock.advance(60'000);
        QCOMPARE(world.desktop.shown.size(), 2);
    }

    void saysWhatCanBeDoneThere() {
        FakeWorld world;
        furnishAlerts(world);
        Watching watching(world);
        world.clock.advance(10'000);
        say(world, 503);
        world.clock.advance(60'000);
        // Nothing is deployed that could be rolled back.
        QVERIFY2(world.desktop.shown.last().endsWith(u"\nWhat can be done: slipway alerts note"_s),
                 qPrintable(world.desktop.shown.last()));
        QCOMPARE(world.desktop.about, QStringList(u"staging"_s));
        say(world, 200);
        world.clock.advance(60'000);
        QVERIFY(!world.desktop.shown.last().contains(u"What can be done"_s));
        domain::Probe log;
        log.name = domain::ProbeName(u"errors"_s);
        log.kind = u"log"_s;
        log.params = {{u"main"_s, u"boat"_s}, {u"in"_s, u"journal"_s}, {u"matches"_s, u"ERROR"_s}};
        auto& project = world.source.atStart;
        project.environments.first().probes.append(log);
        project.environments.first().switches = {domain::KillSwitch()};
        const auto id = watching.life.start();
        watching.life.drive(id);
        QCOMPARE(domain::alertCommands(project, watching.life.history.world(), staging),
                 (QStringList{u"slipway rollback staging"_s, u"slipway kill-switch staging"_s,
                              u"slipway logs --new staging"_s, u"slipway alerts note"_s}));
    }

    void aProbeThatIsAskedOnceAnHourIsToldToo() {
        FakeWorld world;
        furnishAlerts(world);
        world.source.atStart.environments.first().probes.first().every = base::Milliseconds(3'600'000);
        Watching watching(world);
        world.clock.advance(10'000);
        say(world, 503);
        world.clock.advance(4 * 3'600'000);
        QCOMPARE(world.desktop.shown.size(), 1);
    }

    void aBlipIsToldToNobody() {
        FakeWorld world;
        furnishAlerts(world);
        Watching watching(world);
        world.clock.advance(5'000);
        for (int i = 0; i < 20; ++i) {
            say(world, i % 2 == 0 ? 503 : 200);
            world.clock.advance(1'000);
        }
        world.clock.advance(60'000);
        QVERIFY(world.desktop.shown.isEmpty());
        QVERIFY(world.alerts.outbox.isEmpty());
    }

    void ownFaultsAreNoOutageButSomebodyHasToKnow() {
        FakeWorld world;
        furnishAlerts(world);
        Watching watching(world);
        world.clock.advance(5'000);
        world.http.answers.clear();
        world.http.refuse(healthUrl(), base::ErrorKind::Observer);
        world.clock.advance(110'000);
        QVERIFY(world.desktop.shown.isEmpty());
        QVERIFY(world.alerts.all.isEmpty());
        world.clock.advance(300'000);
        QCOMPARE(world.desktop.shown.size(), 1);
        QVERIFY2(world.desktop.shown.first().contains(u"nothing of staging can be seen from here"_s),
                 qPrintable(world.desktop.shown.first()));
        QVERIFY(!world.desktop.shown.first().contains(u"is down"_s));
        say(world, 200);
        world.clock.advance(60'000);
        QCOMPARE(world.desktop.shown.size(), 2);
    }

    void nobodyIsToldOfWhatPeopleWorkOn() {
        FakeWorld world;
        furnishAlerts(world);
        Watching watching(world);
        world.clock.advance(5'000);
        watching.life.acts.setActor(u"mira"_s);
        QVERIFY(
            answerOf(watching.life.acts.beginMaintenance(staging, base::Milliseconds(600'000), u"disks"_s))
                .ok());
        say(world, 503);
        world.clock.advance(300'000);
        QVERIFY(world.desktop.shown.isEmpty());
        // It is over and still down: now people hear of it.
        QVERIFY(answerOf(watching.life.acts.endMaintenance(staging)).ok());
        world.clock.advance(60'000);
        QCOMPARE(world.desktop.shown.size(), 1);
    }

    void aBusyStoreTellsNobodyAnythingWrong() {
        FakeWorld world;
        furnishAlerts(world);
        Watching watching(world);
        world.clock.advance(5'000);
        world.samples.writable = false;
        world.clock.advance(60'000);
        world.samples.writable = true;
        world.clock.advance(60'000);
        QVERIFY(world.desktop.shown.isEmpty());
        for (const domain::Sample& sample : world.samples.samples)
            QCOMPARE(sample.outcome, SampleOutcome::Ok);
    }

    void whatCouldNotBeSentIsTriedAgain() {
        FakeWorld world;
        furnishAlerts(world, AlertChannel::Kind::Webhook);
        const QString hook = u"https://hooks.example/x"_s;
        Watching watching(world);
        world.clock.advance(5'000);
        say(world, 503);
        world.http.refuse(hook, base::ErrorKind::Unreachable);
        world.clock.advance(60'000);
        QCOMPARE(world.alerts.outbox.size(), 1);
        QVERIFY(world.alerts.outbox.first().tries > 1);
        QCOMPARE(world.alerts.outbox.first().sentMs, 0);
        QVERIFY(!world.alerts.outbox.first().error.isEmpty());
        say(world, 503);
        world.http.answer(hook, 204, 20);
        world.clock.advance(400'000);
        QVERIFY(world.alerts.outbox.first().sentMs > 0);
        QCOMPARE(world.alerts.outbox.first().error, QString());
        QCOMPARE(world.alerts.outbox.size(), 1);
    }

    void anAnswerThatIsNoYesIsNoDelivery() {
        FakeWorld world;
        furnishAlerts(world, AlertChannel::Kind::Webhook);
        Watching watching(world);
        world.http.answer(u"https://hooks.example/x"_s, 403, 20);
        const auto refused = answerOf(watching.alerting.test(u"ops"_s));
        QVERIFY(!refused.ok());
        QVERIFY(refused.error().detail.contains(u"403"_s));
        QCOMPARE(world.alerts.outbox.size(), 1);
        QVERIFY(world.alerts.outbox.first().isGivenUp); // a test is not sent again by itself
        QCOMPARE(answerOf(watching.alerting.test(u"nobody"_s)).error().kind, base::ErrorKind::NotFound);
    }

    void anotherProcessGoesOnWhereTheFirstOneStopped() {
        FakeWorld world;
        furnishAlerts(world);
        {
            Watching first(world);
            world.clock.advance(5'000);
            say(world, 503);
            world.clock.advance(60'000);
            QCOMPARE(world.desktop.shown.size(), 1);
        }
        // Nobody watched for ten minutes: nothing is over, and nothing is told twice.
        world.clock.advance(600'000);
        Watching second(world);
        world.clock.advance(120'000);
        QCOMPARE(world.desktop.shown.size(), 1);
        say(world, 200);
        world.clock.advance(30'000);
        QCOMPARE(world.desktop.shown.size(), 2);
        QVERIFY(world.desktop.shown.last().contains(u"Over: "_s));
    }

    void aMailTakesItsPasswordFromASecret() {
        FakeWorld world;
        furnishAlerts(world, AlertChannel::Kind::Mail);
        auto& channel = world.source.atStart.alerts.channels.first();
        channel.url = u"smtps://mail.example"_s;
        channel.from = u"slipway@example.org"_s;
        channel.to = {u"ops@example.org"_s};
        channel.user = u"slipway"_s;
        channel.secrets = {u"MAIL"_s};
        domain::SecretSource source;
        source.name = u"MAIL"_s;
        source.kind = domain::SecretSource::Kind::Environment;
        source.from = u"MAIL"_s;
        world.source.atStart.secrets = {source};
        world.secrets.values.insert(u"MAIL"_s, "tr0ub4dor3");
        Watching watching(world);
        QVERIFY(answerOf(watching.alerting.test(u"ops"_s)).ok());
        QCOMPARE(world.mailer.sent.size(), 1);
        QCOMPARE(world.mailer.lastPassword, QByteArray("tr0ub4dor3"));
        QCOMPARE(world.mailer.sent.first().to, QStringList{u"ops@example.org"_s});
    }

    void theOutsideIsPingedWhileSomebodyWatches() {
        FakeWorld world;
        furnishAlerts(world);
        const QString url = u"https://hc.example/abc"_s;
        world.source.atStart.alerts.channels.clear();
        world.source.atStart.alerts.ping = url;
        world.http.answer(url, 200, 20);
        Watching watching(world);
        world.clock.advance(200'000);
        const int first = world.http.asked.value(url);
        QVERIFY2(first >= 3 && first <= 5, qPrintable(QString::number(first)));
    }

    void aFailedStepIsToldUntilSomebodyDecides() {
        FakeWorld world;
        furnishAlerts(world);
        world.source.atStart.environments.first().probes.clear();
        world.shell.script(u"stg-1"_s, u"do switch"_s, {1, 10, {}, {}, true});
        world.shell.script(u"stg-1"_s, u"do switch"_s, {0, 10, {}, {}, true});
        Watching watching(world);
        const auto id = watching.life.start();
        Driver& driver = watching.life.drive(id);
        Q_UNUSED(driver)
        world.clock.advance(60'000);
        QCOMPARE(world.desktop.shown.size(), 1);
        QVERIFY2(world.desktop.shown.first().contains(u"waits for a decision"_s),
                 qPrintable(world.desktop.shown.first()));
        const auto again = answerOf(watching.life.acts.retry(id, u"the disk was full"_s));
        QVERIFY2(again.ok(), again.ok() ? "" : qPrintable(again.error().detail));
        world.clock.advance(20'000);
        QCOMPARE(world.desktop.shown.size(), 2);
    }
};

QTEST_GUILESS_MAIN(AlertingTest)
#include "alerting_test.moc"
