#include "tests/engine/engine_life.h"

#include <QTest>

using namespace slipway;
using namespace slipway::test;
using State = Driver::State;

class DriverTest : public QObject {
    Q_OBJECT

private:
    static QStringList words(const char* text) {
        return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts);
    }

private Q_SLOTS:
    void goesLiveStepByStep() {
        FakeWorld world;
        furnish(world, {lookStep(), deployStep(), healthStep()});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        COMPARE_STATE(driver, State::Over);
        QCOMPARE(
            world.ledger.types(domain::chainOf(id)),
            words("deployment.opened plan.fixed step.intent step.outcome step.intent step.outcome lock.taken "
                  "step.intent step.outcome step.intent step.outcome lock.released step.intent step.outcome "
                  "deployment.live deployment.ended"));
        QCOMPARE(world.shell.executed(), (QStringList{u"stg-1: do look"_s, u"stg-2: do look"_s,
                                                      u"stg-1: do switch"_s, u"stg-2: do switch"_s}));
        QCOMPARE(life.deployment(id).result, Deployment::Result::Successful);
        QCOMPARE(world.ledger.fault(), QString());
        QVERIFY(!world.locks.isHeld(id.text()));
        for (const auto& run : world.shell.runs())
            QVERIFY2(!run.hasFolder, "a folder stays on the host after its outcome is durable");
    }

    void runsOneHostAfterTheOther() {
        FakeWorld world;
        furnish(world, {deployStep()});
        world.shell.script(u"stg-1"_s, u"do switch"_s, {0, 5000, {}, {}, true});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        COMPARE_STATE(driver, State::Working);
        QCOMPARE(world.shell.executed(), QStringList{u"stg-1: do switch"_s});
        world.clock.advance(5000);
        COMPARE_STATE(driver, State::Over);
        QCOMPARE(world.shell.executed().size(), 2);
    }

    void givesCommandsTheirVariablesAndAttempt() {
        FakeWorld world;
        furnish(world, {deployStep()});
        EngineLife life(world);
        const auto id = life.start();
        life.drive(id);
        for (auto run = world.shell.runs().cbegin(); run != world.shell.runs().cend(); ++run) {
            QCOMPARE(run->variables.value(u"SLIPWAY_REF"_s), u"v1.1.0"_s);
            QCOMPARE(run->variables.value(u"SLIPWAY_PREVIOUS"_s), u"v1.0.0"_s);
            QCOMPARE(run->variables.value(u"SLIPWAY_HOST"_s), run->host.text());
            QCOMPARE(run->variables.value(u"SLIPWAY_ATTEMPT"_s), run.key().text());
            QCOMPARE(run->variables.value(u"SLIPWAY_DEPLOYMENT"_s), id.text());
        }
    }

    void failsOnARedCheckAndIsTriedAgain() {
        FakeWorld world;
        furnish(world, {deployStep(), healthStep()});
        world.http.answers.clear();
        world.http.answer(healthUrl(), 503);
        world.http.answer(healthUrl(), 200);
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        COMPARE_STATE(driver, State::Failed);
        QCOMPARE(life.verdict(id, u"healthy"_s), Verdict::Failed);
        QVERIFY(answerOf(life.acts.retry(id, u"the pool was cold"_s)).ok());
        COMPARE_STATE(driver, State::Over);
        QCOMPARE(life.deployment(id).result, Deployment::Result::Successful);
        QCOMPARE(world.shell.executed().size(), 2);
    }

    void asksAgainWithinTheGivenTime() {
        FakeWorld world;
        auto health = healthStep();
        health.params.insert(u"within"_s, 10'000);
        furnish(world, {health});
        world.http.answers.clear();
        for (int i = 0; i < 5; ++i)
            world.http.answer(healthUrl(), 503);
        world.http.answer(healthUrl(), 200);
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        COMPARE_STATE(driver, State::Working);
        world.clock.advance(10'000);
        COMPARE_STATE(driver, State::Over);
        QCOMPARE(world.http.asked.value(healthUrl()), 6);
        QCOMPARE(life.deployment(id).attempts.size(), 1);
    }

    void rollsBackAFailedDeployment() {
        FakeWorld world;
        furnish(world, {deployStep(u"copy"_s), deployStep(u"switch"_s), healthStep()});
        world.shell.script(u"stg-2"_s, u"do switch"_s, {3, 0, {}, "no space\n", true});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        COMPARE_STATE(driver, State::Failed);
        const auto back = answerOf(life.acts.rollback(EnvironmentName(u"staging"_s), u"disk full"_s, true));
        QVERIFY(back.ok());
        COMPARE_STATE(driver, State::Held);
        QVERIFY(life.deployment(id).rollbackDecided);
        const auto before = world.shell.executed();
        Driver& undoing = life.drive(*back);
        COMPARE_STATE(undoing, State::Over);
        COMPARE_STATE(driver, State::Over);
        QCOMPARE(world.shell.executed().mid(before.size()),
                 (QStringList{u"stg-2: undo switch"_s, u"stg-1: undo switch"_s, u"stg-2: undo copy"_s,
                              u"stg-1: undo copy"_s}));
        QCOMPARE(life.deployment(id).result, Deployment::Result::RolledBack);
        QCOMPARE(life.deployment(id).endedBy, *back);
        QCOMPARE(life.verdict(id, u"copy"_s), Verdict::Undone);
        QVERIFY(life.history.world().isBad(QString(40, u'b')) != nullptr);
        QCOMPARE(life.deployment(*back).kind, domain::DeploymentKind::Rollback);
        QCOMPARE(world.ledger.fault(), QString());
        // The mark closes the gate.
        life.acts.setActor(u"mira"_s);
        QVERIFY(!answerOf(life.acts.start(u"v1.1.0"_s, EnvironmentName(u"staging"_s), true)).ok());
    }

    void rollingBackStopsWhatRunsFirst() {
        FakeWorld world;
        furnish(world, {deployStep()});
        world.shell.script(u"stg-1"_s, u"do switch"_s, {0, 60'000, {}, {}, true});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        COMPARE_STATE(driver, State::Working);
        QCOMPARE(life.deployment(id).attempts.last().verdict, Verdict::Running);
        const auto back = answerOf(life.acts.rollback(EnvironmentName(u"staging"_s), u"red"_s, false));
        QVERIFY(back.ok());
        Driver& undoing = life.drive(*back);
        QVERIFY(world.clock.runUntil([&] { return undoing.state() == State::Over; }, 30'000));
        QCOMPARE(life.deployment(id).result, Deployment::Result::RolledBack);
        QCOMPARE(world.shell.executed().last(), u"stg-1: undo switch"_s);
        QCOMPARE(world.ledger.fault(), QString());
    }

    void undoesOnlyTheHostsThatWereTouched() {
        FakeWorld world;
        furnish(world, {deployStep()});
        world.shell.script(u"stg-1"_s, u"do switch"_s, {1, 0, {}, {}, true});
        EngineLife life(world);
        const auto id = life.start();
        life.drive(id);
        const auto back = answerOf(life.acts.rollback(EnvironmentName(u"staging"_s), u"red"_s, false));
        QVERIFY(back.ok());
        life.drive(*back);
        QCOMPARE(world.shell.executed(), (QStringList{u"stg-1: do switch"_s, u"stg-1: undo switch"_s}));
    }

    void stopsARunningStep() {
        FakeWorld world;
        furnish(world, {deployStep()});
        world.shell.script(u"stg-1"_s, u"do switch"_s, {0, 60'000, {}, {}, true});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        world.clock.advance(1000);
        QVERIFY(answerOf(life.acts.stopStep(id, StepId(u"switch"_s))).ok());
        COMPARE_STATE(driver, State::Failed);
        QCOMPARE(life.verdict(id, u"switch"_s), Verdict::Stopped);
        QCOMPARE(
            world.ledger.types(domain::chainOf(id)),
            words(
                "deployment.opened plan.fixed lock.taken step.intent stop.asked step.outcome lock.released"));
    }

    void holdsWhilePausedAndGoesOnAfterwards() {
        FakeWorld world;
        furnish(world, {deployStep(u"one"_s), deployStep(u"two"_s)});
        world.shell.script(u"stg-2"_s, u"do one"_s, {0, 10'000, {}, {}, true});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        QVERIFY(answerOf(life.acts.pause(id, u"lunch"_s)).ok());
        COMPARE_STATE(driver, State::Working); // what runs is seen to its end
        world.clock.advance(10'000);
        COMPARE_STATE(driver, State::Held);
        QCOMPARE(world.shell.executed().size(), 2);
        world.clock.advance(600'000);
        QCOMPARE(world.shell.executed().size(), 2);
        QVERIFY(answerOf(life.acts.resume(id)).ok());
        COMPARE_STATE(driver, State::Over);
        QCOMPARE(world.shell.executed().size(), 4);
    }

    void isOverWhenItIsAbandoned() {
        FakeWorld world;
        furnish(world, {approvalStep(), deployStep()});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        life.acts.setActor(u"mira"_s);
        QVERIFY(answerOf(life.acts.abandon(id, u"not today"_s)).ok());
        COMPARE_STATE(driver, State::Over);
        QVERIFY(world.shell.executed().isEmpty());
    }

    void aStepThatTimesOutHasFailed() {
        FakeWorld world;
        auto slow = deployStep();
        slow.params.insert(u"timeout"_s, 5000);
        furnish(world, {slow});
        world.shell.script(u"stg-1"_s, u"do switch"_s, {0, 900'000, {}, {}, true});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        world.clock.advance(6000);
        COMPARE_STATE(driver, State::Failed);
        QVERIFY(life.deployment(id).attempts.first().summary.contains(u"timed out"_s));
    }

    void supersedesWhatWasLiveAndWatchesProduction() {
        FakeWorld world;
        furnish(world, {deployStep()});
        auto& project = world.source.atStart;
        project.environments.first().tier = domain::Tier::Production;
        project.watchFor = base::Milliseconds(3'600'000);
        project.checkpoints = {{base::Milliseconds(600'000), u"it holds"_s}};
        EngineLife life(world);
        const auto first = life.start();
        life.drive(first);
        QVERIFY(life.deployment(first).isWatched());
        QCOMPARE(life.deployment(first).checkpoints.first().dueAtMs,
                 life.deployment(first).liveAtMs + 600'000);
        world.git.tag(u"v1.2.0"_s, u'c');
        const auto second = life.start(u"v1.2.0"_s);
        life.drive(second);
        QVERIFY(life.deployment(second).isWatched());
        QCOMPARE(life.deployment(first).result, Deployment::Result::Superseded);
        QCOMPARE(life.deployment(first).endedBy, second);
    }
};

QTEST_GUILESS_MAIN(DriverTest)
#include "driver_test.moc"
