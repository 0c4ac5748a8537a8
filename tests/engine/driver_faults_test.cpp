#include "tests/engine/engine_life.h"

#include <QTest>

using namespace slipway;
using namespace slipway::test;
using State = Driver::State;
using support::FakeRemoteShell;

class DriverFaultsTest : public QObject {
    Q_OBJECT

private:
    static QStringList words(const char* text) {
        return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts);
    }

private Q_SLOTS:
    void aStopThatDoesNotReachTheHostIsSentAgain() {
        FakeWorld world;
        furnish(world, {deployStep()});
        world.shell.script(u"stg-1"_s, u"do switch"_s, {0, 60'000, {}, {}, true});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        world.fuse.arm(support::FakeFuse::Break::FailsBefore, 1, u"shell.stop"_s);
        QVERIFY(answerOf(life.acts.stopStep(id, StepId(u"switch"_s))).ok());
        COMPARE_STATE(driver, State::Working);
        world.clock.advance(2000);
        COMPARE_STATE(driver, State::Failed);
        QCOMPARE(life.verdict(id, u"switch"_s), Verdict::Stopped);
    }

    void aStopAskedBeforeACrashKeepsTheStepFromStarting() {
        FakeWorld world;
        furnish(world, {deployStep()});
        DeploymentId id;
        {
            EngineLife life(world);
            id = life.start();
            world.fuse.arm(support::FakeFuse::Break::DiesBefore, 1, u"shell.start"_s);
            life.drive(id);
            QVERIFY(world.fuse.isDead());
        }
        world.fuse.restart();
        EngineLife life(world);
        life.acts.setActor(u"mira"_s);
        QVERIFY(answerOf(life.acts.stopStep(id, StepId(u"switch"_s))).ok());
        Driver& driver = life.drive(id);
        world.clock.runUntil([&] { return engine::isSettled(driver.state()); }, 60'000);
        COMPARE_STATE(driver, State::Failed);
        QCOMPARE(life.verdict(id, u"switch"_s), Verdict::Stopped);
        QVERIFY(world.shell.executed().isEmpty());
    }

    void aStopAskedWhileNobodyDroveEndsAWait() {
        FakeWorld world;
        furnish(world, {deployStep(), waitStep(1'800'000)});
        DeploymentId id;
        {
            EngineLife life(world);
            id = life.start();
            Driver& driver = life.drive(id);
            world.clock.advance(5000);
            COMPARE_STATE(driver, State::Working);
            QCOMPARE(life.verdict(id, u"settle"_s), Verdict::Running);
        }
        // The way back asks what still runs to stop, and waits for its end.
        EngineLife life(world);
        life.acts.setActor(u"mira"_s);
        const auto back = answerOf(life.acts.rollback(EnvironmentName(u"staging"_s), u"red"_s, false));
        QVERIFY(back.ok());
        life.drive(id);
        QCOMPARE(life.verdict(id, u"settle"_s), Verdict::Stopped);
        Driver& driver = life.drive(*back);
        world.clock.advance(1'800'000); // the way back settles as long
        COMPARE_STATE(driver, State::Over);
    }

    void faultCase20_aStepThatAskedForAPasswordSaysSo() {
        FakeWorld world;
        furnish(world, {deployStep()});
        // Only the end of a long complaint is looked at.
        world.shell.script(
            u"stg-1"_s, u"do switch"_s,
            {1, 1000, "out\n", QByteArray(20'000, '.') + "\nsudo: a password is required\n", true});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        world.clock.advance(1000);
        COMPARE_STATE(driver, State::Failed);
        const auto* attempt = life.deployment(id).attempt(StepId(u"switch"_s), HostName(u"stg-1"_s));
        QVERIFY(attempt);
        QVERIFY2(attempt->summary.startsWith(u"needs input: sudo asked for a password"_s),
                 qPrintable(attempt->summary));
    }

    void faultCase23_outputThatAFullDiskCutIsTold() {
        FakeWorld world;
        furnish(world, {deployStep()});
        world.shell.script(u"stg-1"_s, u"do switch"_s, {0, 1000, "out\n", {}, true, true});
        EngineLife life(world);
        const auto id = life.start();
        life.drive(id);
        world.clock.advance(1000);
        QCOMPARE(life.deployment(id).attempt(StepId(u"switch"_s), HostName(u"stg-1"_s))->summary,
                 u"exit 0; the host's disk was full, its output may be incomplete"_s);
        QCOMPARE(life.deployment(id).attempt(StepId(u"switch"_s), HostName(u"stg-1"_s))->verdict,
                 Verdict::Passed);
    }

    void faultCase25_aRebootedHostLeavesTheStepInterruptedUntilAPersonDecides() {
        FakeWorld world;
        furnish(world, {deployStep()});
        world.shell.script(u"stg-1"_s, u"do switch"_s, {0, 60'000, {}, {}, true});
        world.shell.script(u"stg-1"_s, u"do switch"_s, {});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        world.clock.advance(1000);
        world.shell.turnRunning(u"stg-1"_s, FakeRemoteShell::State::LostReboot);
        FakeClock::settle();
        COMPARE_STATE(driver, State::Interrupted);
        QVERIFY(life.deployment(id).attempts.last().gone);
        world.clock.advance(120'000);
        COMPARE_STATE(driver, State::Interrupted);
        QCOMPARE(world.shell.executed().size(), 1);
        QVERIFY(answerOf(life.acts.retry(id, u"it came back"_s)).ok());
        COMPARE_STATE(driver, State::Over);
        QCOMPARE(world.shell.executed().size(), 3);
    }

    void anOrphanIsWaitedForAndNothingStartsBesideIt() {
        FakeWorld world;
        furnish(world, {deployStep()});
        world.shell.script(u"stg-1"_s, u"do switch"_s, {0, 600'000, {}, {}, true});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        world.shell.turnRunning(u"stg-1"_s, FakeRemoteShell::State::Orphan);
        world.clock.advance(30'000);
        COMPARE_STATE(driver, State::Working);
        QVERIFY(!answerOf(life.acts.retry(id, u"now"_s)).ok());
        world.shell.turnRunning(u"stg-1"_s, FakeRemoteShell::State::LostProcess);
        world.clock.advance(5000);
        COMPARE_STATE(driver, State::Interrupted);
        QVERIFY(life.deployment(id).attempts.last().gone);
    }

    void refusesRetryAndRollbackWhileTheHostCannotSay() {
        FakeWorld world;
        furnish(world, {deployStep()});
        world.shell.script(u"stg-1"_s, u"do switch"_s, {0, 1000, {}, {}, true});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        world.shell.host(u"stg-1"_s).isReachable = false;
        world.shell.cut(u"stg-1"_s);
        const qint64 patience = 300'000 + 10'000 + 60'000;
        QVERIFY(
            world.clock.runUntil([&] { return driver.state() == State::Interrupted; }, patience + 60'000));
        QVERIFY(!life.deployment(id).attempts.last().gone);
        QVERIFY(!answerOf(life.acts.retry(id, u"again"_s)).ok());
        QVERIFY(!answerOf(life.acts.rollback(EnvironmentName(u"staging"_s), u"enough"_s, false)).ok());
        world.clock.advance(600'000);
        QCOMPARE(world.shell.executed().size(), 1);
        QCOMPARE(life.deployment(id).attempts.size(), 1);
        // The host answers again, and with it everything is known.
        world.shell.host(u"stg-1"_s).isReachable = true;
        QVERIFY(world.clock.runUntil([&] { return driver.state() == State::Over; }, 120'000));
        QCOMPARE(life.deployment(id).result, Deployment::Result::Successful);
        QCOMPARE(world.shell.executed().size(), 2);
    }

    void faultCase01_anUnreachableHostProvesThatNothingWasStarted() {
        FakeWorld world;
        furnish(world, {deployStep()});
        world.shell.script(u"stg-1"_s, u"do switch"_s, {0, 10'000, {}, {}, true});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        world.shell.host(u"stg-2"_s).isReachable = false;
        QVERIFY(world.clock.runUntil([&] { return driver.state() == State::Failed; }, 60'000));
        QCOMPARE(world.shell.executed(), QStringList{u"stg-1: do switch"_s});
        QVERIFY(life.deployment(id).attempts.last().summary.contains(u"was not started"_s));
        world.shell.host(u"stg-2"_s).isReachable = true;
        life.acts.setActor(u"mira"_s);
        QVERIFY(answerOf(life.acts.retry(id, u"cable"_s)).ok());
        COMPARE_STATE(driver, State::Over);
        QCOMPARE(world.shell.executed().size(), 2);
    }

    void waitsWithoutAPlanWhileAHostIsUnreachable() {
        FakeWorld world;
        furnish(world, {deployStep()});
        EngineLife life(world);
        const auto id = life.start();
        world.shell.host(u"stg-2"_s).isReachable = false;
        Driver& driver = life.drive(id);
        COMPARE_STATE(driver, State::Trouble);
        QCOMPARE(driver.problem()->where, u"stg-2"_s);
        world.clock.advance(20'000);
        COMPARE_STATE(driver, State::Trouble);
        QCOMPARE(world.ledger.types(domain::chainOf(id)), words("deployment.opened"));
        world.shell.host(u"stg-2"_s).isReachable = true;
        world.clock.advance(2000);
        COMPARE_STATE(driver, State::Over);
    }

    void asksForAnUnknownHostKeyAndGoesOnWhenItIsAccepted() {
        FakeWorld world;
        furnish(world, {deployStep()});
        world.shell.host(u"stg-1"_s).isKeyKnown = false;
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        COMPARE_STATE(driver, State::WaitsForHostKey);
        QCOMPARE(driver.problem()->detail, u"ssh-ed25519 SHA256:host-stg-1"_s);
        world.clock.advance(60'000);
        COMPARE_STATE(driver, State::WaitsForHostKey);
        const auto& host = world.source.atStart.environments.first().hosts.first();
        QVERIFY(world.shell.acceptHostKey(host, driver.problem()->detail).ok());
        driver.nudge();
        FakeClock::settle();
        COMPARE_STATE(driver, State::Over);
        QCOMPARE(life.deployment(id).hostKeys.value(HostName(u"stg-1"_s)), u"SHA256:host-stg-1"_s);
    }

    void faultCase47_theLaterOfTwoDeploymentsWithdraws() {
        FakeWorld world;
        furnish(world, {approvalStep(), deployStep()});
        EngineLife life(world);
        const auto first = life.start();
        Driver& winner = life.drive(first);
        const DeploymentId second(u"dep-00000002"_s);
        world.ledger.appendFromElsewhere(
            {domain::chainOf(second),
             QString::fromLatin1(domain::entry::opened),
             u"sam"_s,
             {{u"kind"_s, u"deploy"_s},
              {u"environment"_s, u"staging"_s},
              {u"candidate"_s, domain::toJson(world.git.candidates.value(u"v1.1.0"_s))}}});
        FakeClock::settle();
        Driver& loser = life.drive(second);
        COMPARE_STATE(loser, State::Over);
        COMPARE_STATE(winner, State::WaitsForPerson);
        QCOMPARE(life.deployment(second).result, Deployment::Result::Abandoned);
        QCOMPARE(life.deployment(second).endedBy, first);
    }

    void faultCase06_aLostConnectionResumesTheSameAttempt() {
        FakeWorld world;
        furnish(world, {deployStep()});
        world.shell.script(u"stg-1"_s, u"do switch"_s, {0, 30'000, "copying\ndone\n", {}, true});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        world.clock.advance(5000);
        world.shell.host(u"stg-1"_s).isReachable = false;
        world.shell.cut(u"stg-1"_s);
        world.clock.advance(5000);
        const auto attempt = life.deployment(id).attempts.first().id;
        COMPARE_STATE(driver, State::Working);
        QVERIFY(driver.connection(attempt).lostAtMs > 0);
        world.shell.host(u"stg-1"_s).isReachable = true;
        world.clock.advance(10'000);
        QVERIFY(driver.connection(attempt).reconnectedAtMs > driver.connection(attempt).lostAtMs);
        world.clock.advance(30'000);
        COMPARE_STATE(driver, State::Over);
        QCOMPARE(world.shell.executed().size(), 2);
        QCOMPARE(world.output.log(attempt)->out, QByteArray("copying\ndone\n"));
        QVERIFY(!world.output.log(attempt)->hasGap);
    }

    void faultCase48_aLockThatWasElsewhereBetweenTwoSignsOfLifeIsLost_data() {
        QTest::addColumn<bool>("restarts");
        QTest::addColumn<bool>("forgets");
        QTest::newRow("heartbeat") << false << false;
        QTest::newRow("restart") << true << false;
        QTest::newRow("the host lost its folder") << false << true;
    }
    void faultCase48_aLockThatWasElsewhereBetweenTwoSignsOfLifeIsLost() {
        QFETCH(const bool, restarts);
        QFETCH(const bool, forgets);
        FakeWorld world;
        furnish(world, {deployStep(), deployStep(u"tidy"_s)});
        world.shell.script(u"stg-1"_s, u"do switch"_s, {0, 30'000, {}, {}, true});
        auto life = std::make_unique<EngineLife>(world);
        const auto id = life->start();
        life->drive(id);
        world.clock.advance(5000);
        auto& lock = world.shell.lockOn(u"stg-1"_s, u"staging"_s);
        if (forgets) {
            lock = {};
            lock.fence = 1'700'000'000;
        } else {
            world.shell.takeLockElsewhere(u"stg-1"_s, u"staging"_s, u"dep-elsewhere"_s, u"eve"_s,
                                          u"hotfix"_s);
            lock.held = false;
        }
        if (restarts) {
            life = std::make_unique<EngineLife>(world);
            life->drive(id);
        }
        QVERIFY(
            world.clock.runUntil([&] { return life->drivers[id.text()]->state() == State::Held; }, 120'000));
        const auto& lost = life->deployment(id).lock;
        QVERIFY(lost.isLost);
        QCOMPARE(lost.holder->who, u"Another desk"_s);
        QCOMPARE(lost.holder->owner, forgets ? QString() : u"dep-elsewhere"_s);
        // Nothing was started after it, and what was taken again by mistake is given back.
        QCOMPARE(world.shell.executed(), QStringList{u"stg-1: do switch"_s});
        QVERIFY(!world.shell.lockOn(u"stg-1"_s, u"staging"_s).held);
        QVERIFY(!world.shell.lockOn(u"stg-2"_s, u"staging"_s).held);
        // A person may take it back.
        QVERIFY(answerOf(life->acts.takeOver(id, u"eve is\ndone"_s)).ok());
        world.clock.advance(1000);
        QVERIFY(life->deployment(id).lock.isHeld() || life->deployment(id).liveAtMs);
        QCOMPARE(world.shell.lockOn(u"stg-1"_s, u"staging"_s).reason, u"deploy v1.1.0: eve is done"_s);
        QVERIFY(
            world.clock.runUntil([&] { return life->drivers[id.text()]->state() == State::Over; }, 120'000));
        QCOMPARE(world.shell.executed().size(), 4);
    }

    void aLockThatOnlyThisDeskGaveBackIsNotLost() {
        FakeWorld world;
        furnish(world, {deployStep(), deployStep(u"tidy"_s)});
        world.shell.script(u"stg-1"_s, u"do switch"_s, {0, 30'000, {}, {}, true});
        auto life = std::make_unique<EngineLife>(world);
        const auto id = life->start();
        life->drive(id);
        world.clock.advance(5000);
        // As after a crash between giving it back and recording that.
        world.shell.lockOn(u"stg-1"_s, u"staging"_s).held = false;
        life = std::make_unique<EngineLife>(world);
        life->drive(id);
        QVERIFY(world.clock.runUntil([&] { return engine::isSettled(life->drivers[id.text()]->state()); },
                                     120'000));
        COMPARE_STATE(*life->drivers[id.text()], State::Over);
        QCOMPARE(world.shell.executed().size(), 4);
    }

    void faultCase05_aStartWhoseAnswerIsLostIsAdopted() {
        FakeWorld world;
        furnish(world, {deployStep()});
        EngineLife life(world);
        const auto id = life.start();
        world.fuse.arm(support::FakeFuse::Break::FailsAfter, 1, u"shell.start"_s);
        Driver& driver = life.drive(id);
        world.clock.advance(10'000);
        COMPARE_STATE(driver, State::Over);
        QCOMPARE(world.shell.executed().size(), 2);
        QCOMPARE(life.deployment(id).attempts.size(), 2);
    }

    void aFolderThatCouldNotBeRemovedIsTriedAgainForAWhile() {
        FakeWorld world;
        furnish(world, {deployStep()});
        EngineLife life(world);
        const auto id = life.start();
        world.fuse.arm(support::FakeFuse::Break::FailsBefore, 1, u"shell.clean"_s);
        Driver& driver = life.drive(id);
        COMPARE_STATE(driver, State::Over);
        QVERIFY(driver.isCleaning());
        QCOMPARE(world.fuse.calls().count(u"shell.clean"_s), 2); // one for each host
        world.clock.advance(2'000);
        QVERIFY(!driver.isCleaning());
        QCOMPARE(world.fuse.calls().count(u"shell.clean"_s), 3);
    }

    void aWaitGoesOnAfterARestartWithTheTimeThatIsLeft() {
        FakeWorld world;
        furnish(world, {waitStep(60'000)});
        DeploymentId id;
        {
            EngineLife life(world);
            id = life.start();
            COMPARE_STATE(life.drive(id), State::Working);
            world.clock.advance(45'000);
        }
        EngineLife life(world);
        Driver& driver = life.drive(id);
        world.clock.advance(14'000);
        COMPARE_STATE(driver, State::Working);
        world.clock.advance(1000);
        COMPARE_STATE(driver, State::Over);
        QCOMPARE(life.deployment(id).attempts.size(), 1);
    }

    void aWaitIsCountedInWallTimeWhenThisComputerRebooted() {
        FakeWorld world;
        furnish(world, {waitStep(60'000)});
        DeploymentId id;
        {
            EngineLife life(world);
            id = life.start();
            life.drive(id);
            world.clock.advance(20'000);
        }
        world.clock.reboot(u"boot-2"_s);
        world.clock.advance(30'000);
        EngineLife life(world);
        Driver& driver = life.drive(id);
        COMPARE_STATE(driver, State::Working);
        world.clock.advance(10'000);
        COMPARE_STATE(driver, State::Over);
    }

    void faultCase50_aWallClockThatJumpsDoesNotShortenAWait() {
        FakeWorld world;
        furnish(world, {waitStep(60'000)});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        world.clock.stepWall(3'600'000);
        world.clock.advance(59'000);
        COMPARE_STATE(driver, State::Working);
        world.clock.stepWall(-7'200'000);
        world.clock.advance(1000);
        COMPARE_STATE(driver, State::Over);
    }

    void faultCase49_theSecondProcessWatchesAndTakesOver() {
        FakeWorld world;
        furnish(world, {approvalStep(), deployStep()});
        EngineLife life(world);
        const auto id = life.start();
        world.locks.holdElsewhere(id.text());
        Driver& driver = life.drive(id);
        COMPARE_STATE(driver, State::DrivenElsewhere);
        QCOMPARE(driver.problem()->detail, u"4711"_s);
        world.clock.advance(20'000);
        COMPARE_STATE(driver, State::DrivenElsewhere);
        QCOMPARE(world.ledger.types(domain::chainOf(id)), words("deployment.opened"));
        world.locks.letGoElsewhere(id.text());
        world.clock.advance(2000);
        COMPARE_STATE(driver, State::WaitsForPerson);
    }

    void isOverWhenTheOtherProcessBroughtItLive() {
        FakeWorld world;
        furnish(world, {deployStep()});
        EngineLife here(world);
        EngineLife there(world);
        const auto id = here.start();
        world.locks.holdElsewhere(id.text());
        Driver& watching = here.drive(id);
        COMPARE_STATE(watching, State::DrivenElsewhere);
        world.locks.letGoElsewhere(id.text());
        there.drive(id);
        FakeClock::settle();
        COMPARE_STATE(watching, State::Over);
        QCOMPARE(world.shell.executed().size(), 2);
    }

    void faultCase28_anIntentThatIsNotDurableStartsNothing() {
        FakeWorld world;
        furnish(world, {deployStep()});
        EngineLife life(world);
        const auto id = life.start();
        world.fuse.arm(support::FakeFuse::Break::FailsBefore, 2, u"ledger.append"_s); // 1 is plan.fixed
        Driver& driver = life.drive(id);
        COMPARE_STATE(driver, State::Trouble);
        QCOMPARE(driver.problem()->kind, base::ErrorKind::Storage);
        QVERIFY(world.shell.executed().isEmpty());
        world.ledger.refuseAppends(3, {base::ErrorKind::Storage, {}, u"disk full"_s});
        world.clock.advance(5000);
        QVERIFY(world.shell.executed().isEmpty());
        world.clock.advance(20'000);
        COMPARE_STATE(driver, State::Over);
        QCOMPARE(world.shell.executed().size(), 2);
        QCOMPARE(world.ledger.fault(), QString());
    }

    void faultCase36_anAppendWhoseOutcomeIsUnknownIsReadAgainNotWrittenTwice_data() {
        QTest::addColumn<int>("append");
        for (int append = 1; append <= 6; ++append)
            QTest::addRow("append %d", append) << append;
    }

    void faultCase36_anAppendWhoseOutcomeIsUnknownIsReadAgainNotWrittenTwice() {
        QFETCH(int, append);
        FakeWorld world;
        furnish(world, {deployStep()});
        EngineLife life(world);
        const auto id = life.start();
        world.fuse.arm(support::FakeFuse::Break::FailsAfter, append, u"ledger.append"_s);
        Driver& driver = life.drive(id);
        QVERIFY(world.clock.runUntil([&] { return driver.state() == State::Over; }, 60'000));
        QVERIFY(!life.history.fault());
        QCOMPARE(
            world.ledger.types(domain::chainOf(id)),
            words("deployment.opened plan.fixed lock.taken step.intent step.outcome step.intent step.outcome "
                  "lock.released deployment.live deployment.ended"));
        QCOMPARE(world.shell.executed().size(), 2);
    }
};

QTEST_GUILESS_MAIN(DriverFaultsTest)
#include "driver_faults_test.moc"
