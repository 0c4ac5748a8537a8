#include "app/engine/guarding.h"
#include "tests/engine/engine_life.h"

#include <QSignalSpy>

using namespace slipway;
using namespace slipway::test;
using State = Driver::State;
using domain::Strategy;

namespace {

void haveHosts(FakeWorld& world, int count, const Strategy& strategy) {
    auto& environment = world.source.atStart.environments.first();
    const domain::Host model = environment.hosts.first();
    environment.hosts.clear();
    for (int i = 1; i <= count; ++i) {
        domain::Host host = model;
        host.name = HostName(u"h%1"_s.arg(i));
        environment.hosts.append(host);
        world.shell.host(host.name.text()).version = u"v1.0.0 "_s + QString(40, u'a');
    }
    environment.strategy = strategy;
}

Strategy strategyOf(Strategy::Kind kind) {
    Strategy strategy;
    strategy.kind = kind;
    return strategy;
}

/// One host with two sides, the command that tells which of them serves, and a step behind the others that
/// switches.
void haveSides(FakeWorld& world, QList<domain::StepTemplate> steps) {
    steps += step(Phase::Deploy, u"switch"_s, u"flip"_s, {{u"main"_s, u"point"_s}});
    furnish(world, steps);
    Strategy strategy = strategyOf(Strategy::Kind::BlueGreen);
    strategy.active = u"which"_s;
    haveHosts(world, 1, strategy);
}

domain::StepTemplate optional(domain::StepTemplate step) {
    step.params.insert(u"required"_s, false);
    return step;
}

void probed(FakeWorld& world) {
    domain::Probe probe;
    probe.name = domain::ProbeName(u"alive"_s);
    probe.kind = u"run"_s;
    probe.params = {{u"main"_s, u"alive"_s}};
    probe.every = base::Milliseconds(1000);
    world.source.atStart.environments.first().probes = {probe};
}

/// What every probe of the environment sees from now on for a while.
void observe(FakeWorld& world, const QString& host, qint64 forMs, domain::SampleOutcome outcome) {
    const qint64 now = world.clock.now().utcMs;
    for (qint64 at = 0; at <= forMs; at += 1000)
        world.samples.samples.append({EnvironmentName(u"staging"_s), domain::ProbeName(u"alive"_s),
                                      HostName(host), now + at, at, 1000, 1000, outcome, u"exit 1"_s});
}

int running(const FakeWorld& world) {
    int count = 0;
    for (const auto& run : world.shell.runs())
        count += run.state.state == ports::AttemptState::State::Running ? 1 : 0;
    return count;
}

} // namespace

class RolloutDriverTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parallelRunsAsManyHostsAtOnceAsTheLimitSays() {
        FakeWorld world;
        furnish(world, {deployStep()});
        Strategy strategy = strategyOf(Strategy::Kind::Parallel);
        strategy.limit = 3;
        haveHosts(world, 7, strategy);
        for (int i = 1; i <= 7; ++i)
            world.shell.script(u"h%1"_s.arg(i), u"do switch"_s, {0, 5000, {}, {}, true});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        QCOMPARE(running(world), 3);
        world.clock.advance(5100);
        QCOMPARE(running(world), 3);
        QVERIFY(world.clock.runUntil([&] { return driver.state() == State::Over; }, 60'000));
        QCOMPARE(world.shell.executed().size(), 7);
        // Three rounds of five seconds, not seven.
        QVERIFY(life.deployment(id).liveAtMs - life.deployment(id).startedAtMs < 20'000);
    }

    void rollingDoesAllDeployStepsOnABatchBeforeTheNext() {
        FakeWorld world;
        furnish(world, {deployStep(u"unpack"_s), deployStep(u"restart"_s)});
        Strategy strategy = strategyOf(Strategy::Kind::Rolling);
        strategy.batch = 2;
        haveHosts(world, 3, strategy);
        EngineLife life(world);
        const auto id = life.start();
        COMPARE_STATE(life.drive(id), State::Over);
        QCOMPARE(world.shell.executed(),
                 (QStringList{u"h1: do unpack"_s, u"h2: do unpack"_s, u"h1: do restart"_s,
                              u"h2: do restart"_s, u"h3: do unpack"_s, u"h3: do restart"_s}));
    }

    void aHealthGateHoldsTheNextBatchUntilHealthWasObserved() {
        FakeWorld world;
        furnish(world, {deployStep()});
        probed(world);
        Strategy strategy = strategyOf(Strategy::Kind::Rolling);
        strategy.healthGate = base::Milliseconds(10'000);
        haveHosts(world, 2, strategy);
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        world.clock.advance(20'000);
        // Nobody has observed anything, so nothing is green.
        QCOMPARE(world.shell.executed(), QStringList{u"h1: do switch"_s});
        QVERIFY(life.deployment(id).lock.isHeld());
        observe(world, u"h1"_s, 12'000, domain::SampleOutcome::Ok);
        world.clock.advance(14'000);
        QCOMPARE(world.shell.executed().size(), 2);
        observe(world, u"h2"_s, 12'000, domain::SampleOutcome::Ok);
        QVERIFY(world.clock.runUntil([&] { return driver.state() == State::Over; }, 60'000));
        QCOMPARE(life.verdict(id, u"health-gate"_s), Verdict::Passed);
    }

    void aBatchThatTurnsSickFailsItsGateAndNothingNewStarts() {
        FakeWorld world;
        furnish(world, {deployStep()});
        probed(world);
        Strategy strategy = strategyOf(Strategy::Kind::Rolling);
        strategy.healthGate = base::Milliseconds(10'000);
        haveHosts(world, 2, strategy);
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        observe(world, u"h1"_s, 5'000, domain::SampleOutcome::Fail);
        QVERIFY(world.clock.runUntil([&] { return driver.state() == State::Failed; }, 60'000));
        QCOMPARE(world.shell.executed(), QStringList{u"h1: do switch"_s});
        QVERIFY(life.deployment(id).attempts.last().summary.contains(u"down: exit 1"_s));
        // Waiting people hold no lock.
        QVERIFY(!life.deployment(id).lock.isHeld());
        QVERIFY(!world.shell.lockOn(u"h1"_s, u"staging"_s).held);
    }

    void runningHostsFinishAndNothingNewStartsAfterAFailure() {
        FakeWorld world;
        furnish(world, {deployStep()});
        Strategy strategy = strategyOf(Strategy::Kind::Parallel);
        strategy.limit = 2;
        haveHosts(world, 5, strategy);
        world.shell.script(u"h1"_s, u"do switch"_s, {1, 1000, {}, {}, true});
        world.shell.script(u"h2"_s, u"do switch"_s, {0, 8000, {}, {}, true});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        world.clock.advance(2000);
        COMPARE_STATE(driver, State::Working);
        QVERIFY(world.clock.runUntil([&] { return driver.state() == State::Failed; }, 60'000));
        QCOMPARE(world.shell.executed().size(), 2);
        QCOMPARE(life.deployment(id).hostVerdict(life.deployment(id).plan.steps.first(), HostName(u"h2"_s)),
                 Verdict::Passed);
    }

    void toleratedFailuresLetTheOthersGoOnAndAskAtTheEnd() {
        FakeWorld world;
        furnish(world, {deployStep(u"unpack"_s), deployStep(u"restart"_s)});
        Strategy strategy = strategyOf(Strategy::Kind::Rolling);
        strategy.failures = 1;
        haveHosts(world, 3, strategy);
        world.shell.script(u"h2"_s, u"do unpack"_s, {1, 0, {}, {}, true});
        world.shell.script(u"h2"_s, u"do unpack"_s, {0, 0, {}, {}, true});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        COMPARE_STATE(driver, State::Failed);
        QVERIFY(world.shell.executed().contains(u"h3: do restart"_s));
        QVERIFY(!world.shell.executed().contains(u"h2: do restart"_s));
        // Retried on the failed host only.
        QVERIFY(answerOf(life.acts.retry(id, u"disk made free"_s)).ok());
        COMPARE_STATE(driver, State::Over);
        QCOMPARE(world.shell.executed().filter(u"h1:"_s).size(), 2);
        QCOMPARE(world.shell.executed().filter(u"h2:"_s).size(), 3);
    }

    void aHostCanBeLeftOutWhereTheStepIsNotRequired() {
        FakeWorld world;
        furnish(world, {optional(deployStep()), optional(deployStep(u"restart"_s))});
        haveHosts(world, 3, strategyOf(Strategy::Kind::Parallel));
        world.shell.script(u"h2"_s, u"do switch"_s, {1, 0, {}, {}, true});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        COMPARE_STATE(driver, State::Failed);
        QCOMPARE(answerOf(life.acts.exclude(id, HostName(u"h2"_s), u" "_s)).error().kind,
                 base::ErrorKind::Refused);
        QVERIFY(answerOf(life.acts.exclude(id, HostName(u"h2"_s), u"its disk is broken"_s)).ok());
        COMPARE_STATE(driver, State::Over);
        QVERIFY(!world.shell.executed().contains(u"h2: do restart"_s));
        const auto& deployment = life.deployment(id);
        QCOMPARE(deployment.waivers.size(), 1);
        QCOMPARE(deployment.waivers.first().reason, u"its disk is broken"_s);
        QCOMPARE(deployment.hostVerdict(deployment.plan.steps.first(), HostName(u"h2"_s)),
                 Verdict::NotApplicable);
    }

    void aRequiredStepOffersNeitherWaiverNorExclusion() {
        FakeWorld world;
        furnish(world, {deployStep()});
        haveHosts(world, 2, strategyOf(Strategy::Kind::Parallel));
        world.shell.script(u"h2"_s, u"do switch"_s, {1, 0, {}, {}, true});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        COMPARE_STATE(driver, State::Failed);
        QVERIFY(answerOf(life.acts.exclude(id, HostName(u"h2"_s), u"x"_s))
                    .error()
                    .detail.contains(u"required"_s));
        QVERIFY(answerOf(life.acts.waive(id, StepId(u"switch"_s), HostName(u"h2"_s), u"x"_s))
                    .error()
                    .detail.contains(u"required"_s));
        COMPARE_STATE(driver, State::Failed);
    }

    void aWaiverGoesOnAndIsNeverCalledPassed() {
        FakeWorld world;
        furnish(world, {deployStep(), optional(healthStep())});
        world.http.answers.remove(healthUrl());
        world.http.answer(healthUrl(), 500);
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        COMPARE_STATE(driver, State::Failed);
        QVERIFY(
            answerOf(life.acts.waive(id, StepId(u"healthy"_s), {}, u"the page is known to be red"_s)).ok());
        COMPARE_STATE(driver, State::Over);
        QCOMPARE(life.verdict(id, u"healthy"_s), Verdict::Waived);
        QCOMPARE(life.deployment(id).result, Deployment::Result::Successful);
    }

    void canaryWidensStageByStageAndMovesTrafficOnce() {
        FakeWorld world;
        auto traffic = deployStep(u"traffic"_s);
        furnish(world, {deployStep(), traffic});
        Strategy strategy = strategyOf(Strategy::Kind::Canary);
        strategy.stages = {{10, {}, u"gate"_s}, {50, {}, {}}, {100, {}, {}}};
        strategy.traffic = u"traffic"_s;
        haveHosts(world, 4, strategy);
        EngineLife life(world);
        const auto id = life.start();
        COMPARE_STATE(life.drive(id), State::Over);
        QCOMPARE(
            world.shell.executed(),
            (QStringList{u"h1: do switch"_s, u"h1: do traffic"_s, u"h1: gate"_s, u"h2: do switch"_s,
                         u"h2: do traffic"_s, u"h3: do switch"_s, u"h4: do switch"_s, u"h3: do traffic"_s}));
        QStringList shares;
        for (const auto& run : world.shell.runs())
            if (run.script == u"do traffic"_s)
                shares += run.variables.value(u"SLIPWAY_SHARE"_s);
        shares.sort(); // attempts of one moment have no order
        QCOMPARE(shares, (QStringList{u"10"_s, u"100"_s, u"50"_s}));
    }

    void aCanaryWhoseGateFailsStopsThere() {
        FakeWorld world;
        furnish(world, {deployStep()});
        Strategy strategy = strategyOf(Strategy::Kind::Canary);
        strategy.stages = {{25, {}, u"gate"_s}, {100, {}, {}}};
        haveHosts(world, 4, strategy);
        world.shell.script(u"h1"_s, u"gate"_s, {1, 0, {}, {}, true});
        EngineLife life(world);
        const auto id = life.start();
        COMPARE_STATE(life.drive(id), State::Failed);
        QCOMPARE(world.shell.executed(), (QStringList{u"h1: do switch"_s, u"h1: gate"_s}));
    }

    void aCanaryThatFailsIsRolledBackWhereItsPlanSaysSo() {
        FakeWorld world;
        furnish(world, {deployStep()});
        Strategy strategy = strategyOf(Strategy::Kind::Canary);
        strategy.stages = {{25, {}, u"gate"_s}, {100, {}, {}}};
        strategy.rollsBack = true;
        haveHosts(world, 4, strategy);
        world.shell.script(u"h1"_s, u"gate"_s, {1, 0, {}, {}, true});
        EngineLife life(world);
        engine::Observer observer(world.parts, life.history);
        engine::Guarding guarding(world.parts, life.history, life.acts, observer);
        QSignalSpy opened(&guarding, &engine::Guarding::opened);
        const auto id = life.start();
        QVERIFY(!life.acts.allowed(domain::PlanRollBack{id}));
        COMPARE_STATE(life.drive(id), State::Failed);
        guarding.consider(id);
        FakeClock::settle();
        QCOMPARE(opened.size(), 1);
        const auto back = opened.first().first().value<slipway::domain::DeploymentId>();
        QVERIFY(life.deployment(id).rollbackDecided);
        QVERIFY(life.deployment(back).reason.contains(u"because the canary failed"_s));
        COMPARE_STATE(life.drive(back), State::Over);
        QCOMPARE(world.shell.executed().last(), u"h1: undo switch"_s);
        guarding.consider(id);
        FakeClock::settle();
        QCOMPARE(opened.size(), 1);
    }

    void blueGreenDeploysTheIdleSideAndSwitchesBackInOneStep() {
        FakeWorld world;
        haveSides(world, {deployStep()});
        EngineLife life(world); // has read which version runs
        world.shell.host(u"h1"_s).version = u"blue"_s;
        const auto id = life.start();
        COMPARE_STATE(life.drive(id), State::Over);
        QCOMPARE(life.deployment(id).plan.rollout.side, u"green"_s);
        const auto sides = [&](const QString& script) {
            QStringList found;
            for (const auto& run : world.shell.runs())
                if (run.script == script)
                    found += run.variables.value(u"SLIPWAY_SIDE"_s);
            found.sort();
            return found;
        };
        QCOMPARE(sides(u"do switch"_s), QStringList{u"green"_s});
        QCOMPARE(sides(u"point"_s), QStringList{u"green"_s});
        const auto back = answerOf(life.acts.rollback(EnvironmentName(u"staging"_s), u"red"_s, false));
        QVERIFY2(back.ok(), qPrintable(back.ok() ? QString() : back.error().detail));
        COMPARE_STATE(life.drive(*back), State::Over);
        // Only the switch: the side that served before was kept.
        QCOMPARE(world.shell.executed(), (QStringList{u"h1: do switch"_s, u"h1: point"_s, u"h1: point"_s}));
        QCOMPARE(sides(u"point"_s), (QStringList{u"blue"_s, u"green"_s}));
    }

    void blueGreenThatFailsBeforeTheSwitchIsAbandonedNotRolledBack() {
        FakeWorld world;
        haveSides(world, {deployStep()});
        world.shell.script(u"h1"_s, u"do switch"_s, {1, 0, {}, {}, true});
        EngineLife life(world);
        world.shell.host(u"h1"_s).version = u"green"_s;
        const auto id = life.start();
        COMPARE_STATE(life.drive(id), State::Failed);
        QVERIFY(answerOf(life.acts.rollback(EnvironmentName(u"staging"_s), u"red"_s, false))
                    .error()
                    .detail.contains(u"was not switched"_s));
        QVERIFY(answerOf(life.acts.abandon(id, u"nothing serves from it"_s)).ok());
    }

    void aSideThatServesByNowIsNotChanged() {
        FakeWorld world;
        haveSides(world, {approvalStep(), deployStep()});
        EngineLife life(world);
        world.shell.host(u"h1"_s).version = u"blue"_s;
        const auto id = life.start();
        life.drive(id);
        QCOMPARE(life.deployment(id).plan.rollout.side, u"green"_s);
        // Somebody switched by hand while the approval was waited for.
        world.shell.host(u"h1"_s).version = u"green"_s;
        QVERIFY(life.sign(id, u"sam"_s).ok());
        FakeClock::settle();
        QVERIFY2(life.deployment(id).planChange.contains(u"“green” serves now"_s),
                 qPrintable(life.deployment(id).planChange));
        QVERIFY(world.shell.executed().isEmpty());
    }

    void theSideIsAskedForOnceMoreBeforeTheSwitch() {
        FakeWorld world;
        haveSides(world, {deployStep()});
        world.shell.script(u"h1"_s, u"do switch"_s, {0, 5000, {}, {}, true});
        EngineLife life(world);
        world.shell.host(u"h1"_s).version = u"blue"_s;
        const auto id = life.start();
        Driver& driver = life.drive(id);
        COMPARE_STATE(driver, State::Working);
        world.shell.host(u"h1"_s).version = u"green"_s;
        QVERIFY(world.clock.runUntil([&] { return driver.state() != State::Working; }, 60'000));
        QVERIFY2(life.deployment(id).planChange.contains(u"“green” serves now"_s),
                 qPrintable(life.deployment(id).planChange));
        QCOMPARE(world.shell.executed(), QStringList{u"h1: do switch"_s});
    }

    void aSideThatIsNoSideStartsNothing() {
        FakeWorld world;
        haveSides(world, {deployStep()});
        EngineLife life(world);
        world.shell.host(u"h1"_s).version = u"purple"_s;
        const auto id = life.start();
        Driver& driver = life.drive(id);
        COMPARE_STATE(driver, State::Trouble);
        QVERIFY(driver.problem()->detail.contains(u"purple"_s));
        QVERIFY(world.shell.executed().isEmpty());
    }

    void aRehearsalGoesBackAndForwardAndEndsWhereItBegan() {
        FakeWorld world;
        furnish(world, {approvalStep(), deployStep(), healthStep()});
        EngineLife life(world);
        const auto id = life.start();
        life.drive(id);
        QVERIFY(life.sign(id, u"sam"_s).ok());
        FakeClock::settle();
        QVERIFY(life.deployment(id).liveAtMs);
        life.acts.setActor(u"mira"_s);
        for (const auto& host : {u"stg-1"_s, u"stg-2"_s})
            world.shell.script(host, u"undo switch"_s, {0, 4000, {}, {}, true});
        world.clock.advance(60'000);
        const auto rehearsal = answerOf(life.acts.rehearse(EnvironmentName(u"staging"_s)));
        QVERIFY2(rehearsal.ok(), qPrintable(rehearsal.ok() ? QString() : rehearsal.error().detail));
        Driver& driver = life.drive(*rehearsal);
        QVERIFY(world.clock.runUntil([&] { return driver.state() == State::Over; }, 60'000));
        QCOMPARE(world.shell.executed().mid(2), (QStringList{u"stg-2: undo switch"_s, u"stg-1: undo switch"_s,
                                                             u"stg-1: do switch"_s, u"stg-2: do switch"_s}));
        const auto& world2 = life.history.world();
        const Deployment* runs = world2.running(EnvironmentName(u"staging"_s));
        QCOMPARE(runs->id, *rehearsal);
        QCOMPARE(runs->candidate.version, u"v1.1.0"_s);
        // The soak begins anew.
        QVERIFY(runs->liveAtMs > life.deployment(id).liveAtMs + 60'000);
        const auto took = domain::wayBackTook(*runs);
        QVERIFY(took && took->count() >= 8000 && took->count() < 12'000);
    }

    void aRollbackAfterARehearsalGoesToTheVersionBefore() {
        FakeWorld world;
        furnish(world, {deployStep()});
        EngineLife life(world);
        life.drive(life.start());
        const auto rehearsal = answerOf(life.acts.rehearse(EnvironmentName(u"staging"_s)));
        QVERIFY(rehearsal.ok());
        life.drive(*rehearsal);
        const auto back = answerOf(life.acts.rollback(EnvironmentName(u"staging"_s), u"red"_s, true));
        QVERIFY(back.ok());
        COMPARE_STATE(life.drive(*back), State::Over);
        QCOMPARE(life.history.world().running(EnvironmentName(u"staging"_s))->candidate.version, u"v1.0.0"_s);
        QCOMPARE(life.deployment(*rehearsal).result, Deployment::Result::RolledBack);
        QCOMPARE(world.shell.executed().mid(6),
                 (QStringList{u"stg-2: undo switch"_s, u"stg-1: undo switch"_s}));
    }

    void aDeadHostDoesNotCloseTheWayBackForTheOthers() {
        FakeWorld world;
        furnish(world, {deployStep()});
        haveHosts(world, 3, strategyOf(Strategy::Kind::Parallel));
        EngineLife life(world);
        life.drive(life.start());
        world.shell.host(u"h2"_s).isReachable = false;
        const auto back = answerOf(life.acts.rollback(EnvironmentName(u"staging"_s), u"red"_s, false));
        QVERIFY(back.ok());
        Driver& driver = life.drive(*back);
        QVERIFY(world.clock.runUntil([&] { return driver.state() == State::Failed; }, 120'000));
        QVERIFY(world.shell.executed().contains(u"h1: undo switch"_s));
        QVERIFY(world.shell.executed().contains(u"h3: undo switch"_s));
        QVERIFY(answerOf(life.acts.exclude(*back, HostName(u"h2"_s), u"the machine is gone"_s)).ok());
        COMPARE_STATE(driver, State::Over);
    }

    // Found by the simulation (seed 50).
    void faultCase48_whoLostTheLockGivesBackTheRestOnlyWhenNothingRunsThere() {
        FakeWorld world;
        furnish(world, {deployStep()});
        haveHosts(world, 2, strategyOf(Strategy::Kind::Parallel));
        world.shell.script(u"h1"_s, u"do switch"_s, {0, 60'000, {}, {}, true});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        world.shell.takeLockElsewhere(u"h2"_s, u"staging"_s, u"dep-elsewhere"_s, u"eve"_s, u"hotfix"_s);
        world.clock.advance(25'000);
        QVERIFY(life.deployment(id).lock.isLost);
        QCOMPARE(running(world), 1);
        QVERIFY(world.shell.lockOn(u"h1"_s, u"staging"_s).held);
        QVERIFY(world.clock.runUntil([&] { return driver.state() == State::Held; }, 60'000));
        QVERIFY(!world.shell.lockOn(u"h1"_s, u"staging"_s).held);
        QCOMPARE(world.shell.lockOn(u"h2"_s, u"staging"_s).owner, u"dep-elsewhere"_s);
    }

    // Found by the simulation (seed 642): the rollback waited for an answer that nobody asked for.
    void aDeploymentThatIsRolledBackStillAsksWhatBecameOfItsUnknownSteps() {
        FakeWorld world;
        furnish(world, {deployStep()});
        haveHosts(world, 1, strategyOf(Strategy::Kind::Parallel));
        world.shell.script(u"h1"_s, u"do switch"_s, {0, 5000, {}, {}, true});
        EngineLife life(world);
        const auto id = life.start();
        life.drive(id);
        world.shell.host(u"h1"_s).isReachable = false;
        world.shell.cut(u"h1"_s);
        const auto back = answerOf(life.acts.rollback(EnvironmentName(u"staging"_s), u"red"_s, false));
        QVERIFY(back.ok());
        Driver& driver = life.drive(*back);
        QVERIFY(world.clock.runUntil([&] { return driver.state() == State::Trouble; }, 900'000));
        QCOMPARE(life.deployment(id).attempts.first().verdict, Verdict::Interrupted);
        world.shell.host(u"h1"_s).isReachable = true;
        QVERIFY(world.clock.runUntil([&] { return driver.state() == State::Over; }, 60'000));
        QVERIFY(world.shell.executed().contains(u"h1: undo switch"_s));
    }
};

QTEST_GUILESS_MAIN(RolloutDriverTest)
#include "rollout_driver_test.moc"
