#include "app/engine/witnesses.h"
#include "tests/engine/engine_life.h"

#include <QTest>

using namespace slipway;
using namespace slipway::test;
using engine::Witnesses;

namespace {

/// Production whose watch of a day keeps the log of a unit, and whose project has a secret.
void furnishLog(FakeWorld& world) {
    furnish(world, {deployStep()});
    auto& project = world.source.atStart;
    auto& environment = project.environments.first();
    environment.tier = domain::Tier::Production;
    environment.hosts.remove(1, environment.hosts.size() - 1);
    project.watchFor = base::Milliseconds(86'400'000);
    project.logs = {{{{u"main"_s, u"boat"_s}, {u"in"_s, u"journal"_s}}}};
    project.secrets = {{u"TOKEN"_s, domain::SecretSource::Kind::Environment, u"THE_TOKEN"_s, {}}};
    world.secrets.values.insert(u"THE_TOKEN"_s, "hunter2hunter2");
}

} // namespace

/// What is left on hosts for a watch; that it works there is tests/domain's and tests/system's.
class WitnessesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aLogIsKeptWithoutTheSecretsOfTheProject() {
        FakeWorld world;
        furnishLog(world);
        FakeScript keeps;
        keeps.takesMs = 1000;
        keeps.out = "token hunter2hunter2 used\n";
        EngineLife life(world);
        const auto id = life.start();
        COMPARE_STATE(life.drive(id), Driver::State::Over);
        world.shell.script(u"stg-1"_s, domain::logCommand(world.source.atStart.logs.first(), {}, {}).script,
                           keeps);
        Witnesses witnesses(world.parts, life.history);
        witnesses.begin();
        world.clock.advance(10'000);
        const auto& left = life.deployment(id).witnesses;
        QCOMPARE(left.size(), 1);
        QCOMPARE(left.first().log, u"journal boat"_s);
        QCOMPARE(left.first().host, HostName(u"stg-1"_s));
        QVERIFY(left.first().isEnded);
        QCOMPARE(left.first().summary, u"kept to the end"_s);
        // What it prints of a secret is hidden, and the host is not told of any.
        const auto run = world.shell.runs().value(left.first().attempt);
        QVERIFY(run.secrets.isEmpty());
        QCOMPARE(run.variables.value(u"SLIPWAY_DEPLOYMENT"_s), id.text());
        const QByteArray kept = world.output.log(left.first().attempt)->out;
        QVERIFY2(kept.contains("token") && !kept.contains("hunter2"), kept.constData());
        // A log is no look: no checkpoint waits for it.
        QVERIFY(witnesses.areRead(life.deployment(id), world.clock.now().utcMs));
    }

    void whatEndsTooSoonIsLeftAnewLaterAndLater() {
        FakeWorld world;
        furnishLog(world);
        EngineLife life(world);
        const auto id = life.start();
        COMPARE_STATE(life.drive(id), Driver::State::Over);
        world.secrets.failure = base::Error{base::ErrorKind::Observer, {}, u"the keychain is locked"_s};
        Witnesses witnesses(world.parts, life.history);
        witnesses.begin();
        world.clock.advance(10'000);
        const auto count = [&] { return life.deployment(id).witnesses.size(); };
        QCOMPARE(count(), 1);
        QVERIFY2(life.deployment(id).witnesses.first().summary.contains(u"keychain is locked"_s),
                 qPrintable(life.deployment(id).witnesses.first().summary));
        world.clock.advance(40'000);
        QCOMPARE(count(), 1);
        world.clock.advance(30'000);
        QCOMPARE(count(), 2);
        world.clock.advance(90'000);
        QCOMPARE(count(), 2);
        world.clock.advance(40'000);
        QCOMPARE(count(), 3);
        // Not for ever.
        world.clock.advance(3'600'000);
        QCOMPARE(count(), 5);
    }
};

QTEST_GUILESS_MAIN(WitnessesTest)
#include "witnesses_test.moc"
