#include "tests/engine/engine_life.h"

using namespace slipway;
using namespace slipway::test;
using State = Driver::State;
using domain::Strategy;

namespace {

constexpr qint64 hour = 3'600'000;
const EnvironmentName staging(u"staging"_s);

/// Frozen from so long from now on, for so long.
void freeze(FakeWorld& world, qint64 inMs, qint64 forMs, domain::Overrun overrun = domain::Overrun::Warn) {
    const qint64 now = world.clock.now().utcMs;
    world.source.atStart.environments.first().freezes = {domain::FreezeWindow{}};
    world.source.frozen[staging].append(
        {now + inMs, now + inMs + forMs, 0, 0, u"UTC"_s, u"weekend"_s, overrun});
}

void rolling(FakeWorld& world) {
    world.source.atStart.environments.first().strategy.kind = Strategy::Kind::Rolling;
}

int entries(const FakeWorld& world, const DeploymentId& id, const char* type) {
    return static_cast<int>(world.ledger.types(domain::chainOf(id)).count(QString::fromLatin1(type)));
}

} // namespace

class FreezeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsStartedInAFreezeAndTheRefusalIsAnEntry() {
        FakeWorld world;
        furnish(world, {deployStep()});
        freeze(world, -hour, 2 * hour);
        EngineLife life(world);
        life.acts.setActor(u"mira"_s);
        const auto id = answerOf(life.acts.start(u"v1.1.0"_s, staging, false));
        QVERIFY(!id.ok());
        QVERIFY(id.error().kind == base::ErrorKind::Refused);
        QVERIFY2(id.error().detail.contains(u"frozen since"_s), qPrintable(id.error().detail));
        FakeClock::settle();
        QVERIFY(world.ledger.types(domain::workspaceChain()).contains(u"refused"_s));
        world.clock.advance(hour);
        QVERIFY(answerOf(life.acts.start(u"v1.1.0"_s, staging, false)).ok());
    }

    void noPhaseBeginsInAFreezeAndItGoesOnByItselfAfterwards() {
        FakeWorld world;
        furnish(world, {lookStep(), deployStep(), healthStep()});
        for (const auto& host : {u"stg-1"_s, u"stg-2"_s})
            world.shell.script(host, u"do look"_s, {0, 5000, {}, {}, true});
        EngineLife life(world);
        const auto id = life.start();
        freeze(world, 3000, 2 * hour);
        Driver& driver = life.drive(id);
        world.clock.advance(20'000);
        // The phase had begun: both hosts were looked at; the next one waits.
        COMPARE_STATE(driver, State::Frozen);
        QVERIFY(engine::isSettled(driver.state()));
        QCOMPARE(world.shell.executed(), (QStringList{u"stg-1: do look"_s, u"stg-2: do look"_s}));
        QCOMPARE(life.deployment(id).freeze->step, StepId(u"switch"_s));
        QVERIFY2(life.deployment(id).freeze->words.startsWith(u"frozen since"_s),
                 qPrintable(life.deployment(id).freeze->words));
        QCOMPARE(entries(world, id, domain::entry::freezeHolds), 1);
        world.clock.advance(2 * hour - 18'000);
        COMPARE_STATE(driver, State::Frozen);
        world.clock.advance(2000);
        COMPARE_STATE(driver, State::Over);
        QCOMPARE(life.deployment(id).result, Deployment::Result::Successful);
        QCOMPARE(world.shell.executed().size(), 4);
        QCOMPARE(entries(world, id, domain::entry::freezeHolds), 1);
        QCOMPARE(entries(world, id, domain::entry::freezeEnded), 1);
        QCOMPARE(world.ledger.fault(), QString());
    }

    void noBatchBeginsInAFreezeAndWhatHasBegunIsFinished() {
        FakeWorld world;
        furnish(world, {deployStep(u"unpack"_s), deployStep(u"restart"_s)});
        rolling(world);
        world.shell.script(u"stg-1"_s, u"do unpack"_s, {0, 5000, {}, {}, true});
        EngineLife life(world);
        const auto id = life.start();
        freeze(world, 3000, hour);
        Driver& driver = life.drive(id);
        COMPARE_STATE(driver, State::Working);
        world.clock.advance(20'000);
        COMPARE_STATE(driver, State::Frozen);
        // The first batch is whole, also with the step that began after the freeze.
        QCOMPARE(world.shell.executed(), (QStringList{u"stg-1: do unpack"_s, u"stg-1: do restart"_s}));
        // Waiting holds no lock.
        QVERIFY(!life.deployment(id).lock.isHeld());
        QVERIFY(!world.shell.lockOn(u"stg-1"_s, u"staging"_s).held);
        world.clock.advance(hour);
        COMPARE_STATE(driver, State::Over);
        QCOMPARE(world.shell.executed().mid(2), (QStringList{u"stg-2: do unpack"_s, u"stg-2: do restart"_s}));
    }

    void hostsSideBySideEndAndNoOtherStarts() {
        FakeWorld world;
        furnish(world, {deployStep()});
        world.source.atStart.environments.first().strategy.kind = Strategy::Kind::Parallel;
        world.source.atStart.environments.first().strategy.limit = 1;
        world.shell.script(u"stg-1"_s, u"do switch"_s, {0, 5000, {}, {}, true});
        EngineLife life(world);
        const auto id = life.start();
        freeze(world, 3000, hour);
        Driver& driver = life.drive(id);
        world.clock.advance(4000);
        COMPARE_STATE(driver, State::Working);
        world.clock.advance(20'000);
        COMPARE_STATE(driver, State::Frozen);
        QCOMPARE(world.shell.executed(), QStringList{u"stg-1: do switch"_s});
        QCOMPARE(life.deployment(id).attempts.first().verdict, Verdict::Passed);
    }

    void hostsThatWouldBeLeftHalfDoneGoOn() {
        FakeWorld world;
        furnish(world, {deployStep(u"unpack"_s), deployStep(u"restart"_s)});
        world.shell.script(u"stg-1"_s, u"do unpack"_s, {0, 5000, {}, {}, true});
        EngineLife life(world);
        const auto id = life.start();
        freeze(world, 3000, hour);
        Driver& driver = life.drive(id);
        world.clock.advance(20'000);
        // Step by step over all hosts is one batch.
        COMPARE_STATE(driver, State::Over);
        QCOMPARE(world.shell.executed().size(), 4);
    }

    void aFailureInAFreezeIsDecidedAndTriedAgain() {
        FakeWorld world;
        furnish(world, {deployStep()});
        rolling(world);
        world.shell.script(u"stg-1"_s, u"do switch"_s, {1, 5000, {}, {}, true});
        world.shell.script(u"stg-1"_s, u"do switch"_s, {});
        EngineLife life(world);
        const auto id = life.start();
        freeze(world, 3000, hour);
        Driver& driver = life.drive(id);
        world.clock.advance(10'000);
        COMPARE_STATE(driver, State::Failed);
        QVERIFY(answerOf(life.acts.retry(id, u"again"_s)).ok());
        world.clock.advance(10'000);
        COMPARE_STATE(driver, State::Frozen);
        QCOMPARE(world.shell.executed(), (QStringList{u"stg-1: do switch"_s, u"stg-1: do switch"_s}));
    }

    void aFreezeThatIsProlongedIsToldAnew() {
        FakeWorld world;
        furnish(world, {lookStep(), deployStep()});
        world.shell.script(u"stg-1"_s, u"do look"_s, {0, 5000, {}, {}, true});
        EngineLife life(world);
        const auto id = life.start();
        freeze(world, 3000, hour);
        Driver& driver = life.drive(id);
        world.clock.advance(20'000);
        COMPARE_STATE(driver, State::Frozen);
        // In words it ends in the same minute.
        freeze(world, hour - 20'000, 5000);
        const qint64 until = life.deployment(id).freeze->untilMs;
        world.clock.advance(31'000);
        QVERIFY(life.deployment(id).freeze->untilMs > until);
        QCOMPARE(entries(world, id, domain::entry::freezeHolds), 2);
        world.clock.advance(hour);
        COMPARE_STATE(driver, State::Over);
    }

    void rollingBackIsOpenInAFreezeAndOnAStoppedLine() {
        FakeWorld world;
        furnish(world, {deployStep()});
        rolling(world);
        EngineLife life(world);
        const auto id = life.start();
        world.shell.script(u"stg-1"_s, u"do switch"_s, {0, 5000, {}, {}, true});
        freeze(world, 3000, hour);
        Driver& driver = life.drive(id);
        world.clock.advance(20'000);
        COMPARE_STATE(driver, State::Frozen);
        QVERIFY(answerOf(life.acts.stopLine(staging, u"payments are down"_s)).ok());
        const auto back = answerOf(life.acts.rollback(staging, u"cannot wait"_s, false));
        QVERIFY(back.ok());
        Driver& undoing = life.drive(*back);
        world.clock.advance(20'000);
        COMPARE_STATE(undoing, State::Over);
        COMPARE_STATE(driver, State::Over);
        QCOMPARE(life.deployment(id).result, Deployment::Result::RolledBack);
        QVERIFY(world.shell.executed().contains(u"stg-1: undo switch"_s));
        QCOMPARE(entries(world, *back, domain::entry::freezeHolds), 0);
    }

    void aRehearsalIsOpenInAFreeze() {
        FakeWorld world;
        furnish(world, {deployStep()});
        EngineLife life(world);
        const auto id = life.start();
        COMPARE_STATE(life.drive(id), State::Over);
        freeze(world, 0, hour);
        const auto rehearsal = answerOf(life.acts.rehearse(staging));
        QVERIFY(rehearsal.ok());
        COMPARE_STATE(life.drive(*rehearsal), State::Over);
    }

    void aRestartedDriverKnowsThatItWaits() {
        FakeWorld world;
        furnish(world, {lookStep(), deployStep()});
        world.shell.script(u"stg-1"_s, u"do look"_s, {0, 5000, {}, {}, true});
        DeploymentId id;
        {
            EngineLife life(world);
            id = life.start();
            freeze(world, 3000, hour);
            Driver& driver = life.drive(id);
            world.clock.advance(20'000);
            COMPARE_STATE(driver, State::Frozen);
        }
        EngineLife life(world);
        Driver& driver = life.drive(id);
        COMPARE_STATE(driver, State::Frozen);
        // It slept through the rest, and finds the end when it wakes.
        world.clock.sleepThrough(2 * hour);
        world.clock.advance(1000);
        COMPARE_STATE(driver, State::Over);
        QCOMPARE(entries(world, id, domain::entry::freezeHolds), 1);
        QCOMPARE(entries(world, id, domain::entry::freezeEnded), 1);
    }

    void whatIsLongerThanTheTimeLeftIsNotBegunWhereThatIsRefused() {
        FakeWorld world;
        furnish(world, {lookStep(), deployStep()});
        for (const auto& host : {u"stg-1"_s, u"stg-2"_s})
            world.shell.script(host, u"do switch"_s, {0, 10'000, {}, {}, true});
        EngineLife life(world);
        const auto first = life.start();
        life.drive(first);
        world.clock.advance(60'000);
        QVERIFY(life.deployment(first).liveAtMs != 0);
        const auto usual = domain::usualMs(life.history.world(), staging);
        QVERIFY(usual && *usual >= 20'000);
        world.git.tag(u"v1.2.0"_s, u'c');
        const auto second = life.start(u"v1.2.0"_s);
        // Opened in time; before it began, too much of it had passed.
        freeze(world, 15'000, hour, domain::Overrun::Refuse);
        Driver& driver = life.drive(second);
        COMPARE_STATE(driver, State::Frozen);
        QVERIFY2(life.deployment(second).freeze->words.contains(u"would run into the freeze"_s),
                 qPrintable(life.deployment(second).freeze->words));
        world.clock.advance(15'000 + hour - 1000);
        COMPARE_STATE(driver, State::Frozen);
        world.clock.advance(60'000);
        COMPARE_STATE(driver, State::Over);
        // The same with a warning only begins, and is caught by the freeze.
        world.git.tag(u"v1.3.0"_s, u'd');
        const auto third = life.start(u"v1.3.0"_s);
        world.source.frozen.clear();
        freeze(world, 15'000, hour);
        COMPARE_STATE(life.drive(third), State::Working);
    }

    void whatHasChangedHostsIsNotHeldForALaterFreeze() {
        FakeWorld world;
        furnish(world, {deployStep()});
        rolling(world);
        for (const auto& host : {u"stg-1"_s, u"stg-2"_s})
            world.shell.script(host, u"do switch"_s, {0, 10'000, {}, {}, true});
        EngineLife life(world);
        const auto first = life.start();
        life.drive(first);
        world.clock.advance(60'000);
        world.git.tag(u"v1.2.0"_s, u'c');
        const auto second = life.start(u"v1.2.0"_s);
        Driver& driver = life.drive(second);
        world.clock.advance(2000);
        freeze(world, 9'500, hour, domain::Overrun::Refuse);
        world.clock.advance(9'000);
        // The second batch began before the freeze, because the first was changed already.
        QCOMPARE(world.shell.executed().size(), 4);
        COMPARE_STATE(driver, State::Working);
    }

    void aStoppedLineClosesTheEnvironmentUntilItIsOpened() {
        FakeWorld world;
        furnish(world, {deployStep()});
        EngineLife life(world);
        life.acts.setActor(u"sam"_s);
        QVERIFY(answerOf(life.acts.stopLine(staging, u" payments are down "_s)).ok());
        QCOMPARE(life.history.world().lineStop(staging)->by, u"sam"_s);
        QCOMPARE(life.history.world().lineStop(staging)->reason, u"payments are down"_s);
        const auto twice = answerOf(life.acts.stopLine(staging, u"again"_s));
        QVERIFY(!twice.ok() && twice.error().detail.contains(u"stopped already, by sam"_s));
        life.acts.setActor(u"mira"_s);
        const auto id = answerOf(life.acts.start(u"v1.1.0"_s, staging, false));
        QVERIFY(!id.ok() && id.error().detail.contains(u"payments are down"_s));
        QVERIFY(answerOf(life.acts.openLine(staging, u"they are back"_s)).ok());
        QVERIFY(!life.history.world().lineStop(staging));
        QVERIFY(!answerOf(life.acts.openLine(staging, u"again"_s)).ok());
        QVERIFY(answerOf(life.acts.start(u"v1.1.0"_s, staging, false)).ok());
        // What a new process folds is the same.
        QCOMPARE(world.ledger.types(domain::workspaceChain()).count(u"line.stopped"_s), 1);
        for (const char* type : {domain::entry::lineStopped, domain::entry::lineOpened}) {
            const domain::Entry* entry = entryOf(world, type);
            QVERIFY(entry && !entry->signature.isEmpty());
        }
    }

    void aKeyThatCannotBeUsedKeepsNobodyFromStoppingTheLine() {
        FakeWorld world;
        furnish(world, {deployStep()});
        EngineLife life(world);
        life.acts.setActor(u"sam"_s);
        world.signer.held.clear();
        QVERIFY(answerOf(life.acts.stopLine(staging, u"payments are down"_s)).ok());
        QVERIFY(life.history.world().lineStop(staging));
        QVERIFY(entryOf(world, domain::entry::lineStopped)->signature.isEmpty());
        // Opening waits for the key.
        QVERIFY(!answerOf(life.acts.openLine(staging, u"they are back"_s)).ok());
        QVERIFY(life.history.world().lineStop(staging));
    }

    void aStoppedLineLeavesWhatIsUnderWayAlone() {
        FakeWorld world;
        furnish(world, {lookStep(), deployStep()});
        world.shell.script(u"stg-1"_s, u"do look"_s, {0, 5000, {}, {}, true});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        QVERIFY(answerOf(life.acts.stopLine(staging, u"payments are down"_s)).ok());
        world.clock.advance(20'000);
        COMPARE_STATE(driver, State::Over);
    }
};

QTEST_GUILESS_MAIN(FreezeTest)
#include "freeze_test.moc"
