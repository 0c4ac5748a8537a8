#include "tests/engine/engine_life.h"

#include <QJsonDocument>
#include <QTest>

using namespace slipway;
using namespace slipway::test;
using support::FakeArtifacts;
using State = Driver::State;

namespace {

domain::StepTemplate uploadStep(QJsonObject more = {}) {
    more.insert(u"main"_s, u"build/$SLIPWAY_REF.tar"_s);
    more.insert(u"to"_s, u"releases/$SLIPWAY_REF"_s);
    return step(Phase::Deploy, u"upload"_s, u"up"_s, more);
}

} // namespace

/// What is uploaded, and what runs on this computer.
class ArtifactsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bringsTheFileToEveryHostBeforeItsStepBegins() {
        FakeWorld world;
        furnish(world, {uploadStep(), deployStep()});
        world.artifacts.files.insert(u"build/v1.1.0.tar"_s, "bytes");
        EngineLife life(world);
        const auto id = life.start();
        world.shell.begins = [&](const ports::AttemptOrder& order) {
            if (order.command.artifact)
                QCOMPARE(world.transfer.brought.value(order.host.name.text()).size(), 1);
        };
        COMPARE_STATE(life.drive(id), State::Over);
        QCOMPARE(life.deployment(id).result, Deployment::Result::Successful);
        const QString digest = FakeArtifacts::digest("bytes");
        for (const auto& host : {u"stg-1"_s, u"stg-2"_s})
            QCOMPARE(world.transfer.brought.value(host), QStringList{digest});
        for (const auto& run : world.shell.runs())
            if (run.script.contains(u"SLIPWAY_ARTIFACT"_s)) {
                QCOMPARE(run.variables.value(u"SLIPWAY_ARTIFACT_SHA256"_s), digest);
                QCOMPARE(run.variables.value(u"SLIPWAY_ARTIFACT_BYTES"_s), u"5"_s);
                QCOMPARE(run.variables.value(u"SLIPWAY_TO"_s), u"releases/v1.1.0"_s);
            }
        // Its bytes are part of what is signed.
        QVERIFY(QJsonDocument(domain::toJson(life.deployment(id).plan)).toJson().contains(digest.toUtf8()));
    }

    void aFileThatIsMissingFixesNoPlanAndSaysWhichOne() {
        FakeWorld world;
        furnish(world, {uploadStep()});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        COMPARE_STATE(driver, State::Trouble);
        QVERIFY(driver.problem()->detail.contains(u"build/v1.1.0.tar"_s));
        world.artifacts.files.insert(u"build/v1.1.0.tar"_s, "bytes");
        driver.nudge();
        FakeClock::settle();
        COMPARE_STATE(driver, State::Over);
    }

    void aDigestInTheFileBindsTheBytes() {
        FakeWorld world;
        furnish(world, {uploadStep({{u"sha256"_s, QString(64, u'0')}})});
        world.artifacts.files.insert(u"build/v1.1.0.tar"_s, "bytes");
        EngineLife life(world);
        Driver& driver = life.drive(life.start());
        COMPARE_STATE(driver, State::Trouble);
        QVERIFY(driver.problem()->detail.contains(FakeArtifacts::digest("bytes")));
        QVERIFY(world.shell.executed().isEmpty());
    }

    void otherBytesThanWereSignedAreNotUploaded() {
        FakeWorld world;
        furnish(world, {approvalStep(), uploadStep()});
        world.artifacts.files.insert(u"build/v1.1.0.tar"_s, "bytes");
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        COMPARE_STATE(driver, State::WaitsForPerson);
        world.artifacts.files.insert(u"build/v1.1.0.tar"_s, "other");
        QVERIFY(life.sign(id, u"sam"_s).ok());
        COMPARE_STATE(driver, State::Held);
        QCOMPARE(world.transfer.tries, 0);
        QVERIFY(world.shell.executed().isEmpty());
        QVERIFY(world.ledger.types(domain::chainOf(id)).contains(u"plan.changed"_s));
    }

    void aFileThatChangesAfterTheLastLookIsNotUploadedEither() {
        FakeWorld world;
        furnish(world, {deployStep(), uploadStep()});
        world.artifacts.files.insert(u"build/v1.1.0.tar"_s, "bytes");
        world.shell.begins = [&](const ports::AttemptOrder& order) {
            if (order.command.script == u"do switch"_s)
                world.artifacts.files.insert(u"build/v1.1.0.tar"_s, "other");
        };
        EngineLife life(world);
        const auto id = life.start();
        COMPARE_STATE(life.drive(id), State::Failed);
        QCOMPARE(world.transfer.tries, 0);
        QVERIFY(life.deployment(id).attempts.last().summary.contains(FakeArtifacts::digest("other")));
    }

    void aTransferThatBreaksGoesOnAsLongAsItGetsFurther() {
        FakeWorld world;
        furnish(world, {uploadStep()});
        world.artifacts.files.insert(u"build/v1.1.0.tar"_s, QByteArray(100, 'x'));
        const base::Error broken{base::ErrorKind::ConnectionLost, {}, u"cut"_s};
        for (int i = 1; i <= 20; ++i)
            world.transfer.breaks.append({broken, i});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        world.clock.advance(60'000);
        COMPARE_STATE(driver, State::Over);
        QCOMPARE(world.transfer.tries, 22);
        QCOMPARE(life.deployment(id).attempts.size(), 2);
    }

    void aTransferThatGetsNowhereEndsWithNothingStarted() {
        FakeWorld world;
        furnish(world, {uploadStep()});
        world.artifacts.files.insert(u"build/v1.1.0.tar"_s, "bytes");
        const base::Error broken{base::ErrorKind::ConnectionLost, {}, u"cut"_s};
        for (int i = 0; i < 9; ++i)
            world.transfer.breaks.append({broken, 0});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        world.clock.advance(60'000);
        COMPARE_STATE(driver, State::Failed);
        QCOMPARE(world.transfer.tries, 5);
        QVERIFY(world.shell.executed().isEmpty());
    }

    // Longer than a host is asked in vain (30 s): both are no host that cannot be reached.
    void aLongTransferThatBreaksIsResumed() {
        FakeWorld world;
        furnish(world, {uploadStep()});
        world.artifacts.files.insert(u"build/v1.1.0.tar"_s, QByteArray(100, 'x'));
        const base::Error broken{base::ErrorKind::ConnectionLost, {}, u"cut"_s};
        for (int i = 1; i <= 6; ++i)
            world.transfer.breaks.append({broken, i});
        world.transfer.breaksAfterMs = 45'000;
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        world.clock.advance(6 * 46'000);
        COMPARE_STATE(driver, State::Over);
        QCOMPARE(world.transfer.tries, 8); // each host's first try sends it whole at last
    }

    void aTransferThatStandsStillIsTriedFiveTimes() {
        FakeWorld world;
        furnish(world, {uploadStep()});
        world.artifacts.files.insert(u"build/v1.1.0.tar"_s, "bytes");
        const base::Error still{base::ErrorKind::Timeout, {}, u"no byte in 60 s"_s};
        for (int i = 0; i < 9; ++i)
            world.transfer.breaks.append({still, 0});
        world.transfer.breaksAfterMs = 60'000;
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        world.clock.advance(5 * 68'000);
        COMPARE_STATE(driver, State::Failed);
        QCOMPARE(world.transfer.tries, 5);
        QVERIFY(world.shell.executed().isEmpty());
    }

    void noRoomOnTheHostIsSaidAtOnce() {
        FakeWorld world;
        furnish(world, {uploadStep()});
        world.artifacts.files.insert(u"build/v1.1.0.tar"_s, "bytes");
        world.transfer.breaks.append({{base::ErrorKind::HostUnfit, {}, u"no room for the upload"_s}, 0});
        EngineLife life(world);
        const auto id = life.start();
        COMPARE_STATE(life.drive(id), State::Failed);
        QCOMPARE(world.transfer.tries, 1);
        QVERIFY(life.deployment(id).attempts.last().summary.contains(u"no room"_s));
    }

    void anUploadShowsHowFarItIsAndCanBeStopped() {
        FakeWorld world;
        furnish(world, {uploadStep()});
        world.artifacts.files.insert(u"build/v1.1.0.tar"_s, QByteArray(100, 'x'));
        world.transfer.isHanging = true;
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        COMPARE_STATE(driver, State::Working);
        const auto attempt = life.deployment(id).attempts.last().id;
        QCOMPARE(driver.connection(attempt).sentBytes, 50);
        QCOMPARE(driver.connection(attempt).bytesToSend, 100);
        QVERIFY(answerOf(life.acts.stopStep(id, StepId(u"up"_s))).ok());
        FakeClock::settle();
        COMPARE_STATE(driver, State::Failed);
        QCOMPARE(life.verdict(id, u"up"_s), Verdict::Stopped);
        QVERIFY(world.shell.executed().isEmpty());
    }

    void theWayBackNeedsNoFileAndPutsBackWhatWasThere() {
        FakeWorld world;
        furnish(world, {uploadStep(), healthStep()});
        world.artifacts.files.insert(u"build/v1.1.0.tar"_s, "bytes");
        world.http.answers.clear();
        world.http.answer(healthUrl(), 503);
        world.http.answer(healthUrl(), 200);
        EngineLife life(world);
        const auto id = life.start();
        COMPARE_STATE(life.drive(id), State::Failed);
        world.artifacts.files.clear();
        const auto back = answerOf(life.acts.rollback(EnvironmentName(u"staging"_s), u"red"_s, false));
        QVERIFY(back.ok());
        COMPARE_STATE(life.drive(*back), State::Over);
        QCOMPARE(life.deployment(id).result, Deployment::Result::RolledBack);
        QCOMPARE(world.transfer.tries, 2);
        for (const auto& run : world.shell.runs())
            if (run.variables.value(u"SLIPWAY_DEPLOYMENT"_s) == back->text()) {
                QCOMPARE(run.variables.value(u"SLIPWAY_BACK"_s), u"yes"_s);
                QCOMPARE(run.variables.value(u"SLIPWAY_UNDOES"_s), id.text());
            }
    }

    void runsOnceOnThisComputerInTheWorkspace() {
        FakeWorld world;
        auto build = step(Phase::Deploy, u"run"_s, u"build"_s,
                          {{u"main"_s, u"make"_s}, {u"where"_s, u"here"_s}, {u"undo"_s, u"make clean"_s}});
        furnish(world, {build, healthStep()});
        world.source.atStart.folder = u"/work/boats"_s;
        world.http.answers.clear();
        world.http.answer(healthUrl(), 503);
        world.http.answer(healthUrl(), 200);
        QStringList folders;
        world.shell.begins = [&](const ports::AttemptOrder& order) {
            folders.append(order.command.folder);
            QVERIFY(!order.fence);
        };
        EngineLife life(world);
        const auto id = life.start();
        COMPARE_STATE(life.drive(id), State::Failed);
        QCOMPARE(world.shell.executed(), QStringList{u"here: make"_s});
        QCOMPARE(folders, QStringList{u"/work/boats"_s});
        QVERIFY(!world.shell.runs().first().hasFolder);
        // No host is touched, so none is locked.
        QVERIFY(!world.fuse.calls().contains(u"shell.lock"_s));
        const auto back = answerOf(life.acts.rollback(EnvironmentName(u"staging"_s), u"red"_s, false));
        QVERIFY(back.ok());
        COMPARE_STATE(life.drive(*back), State::Over);
        QCOMPARE(world.shell.executed(), (QStringList{u"here: make"_s, u"here: make clean"_s}));
    }

    void aCommandHereSurvivesACrashAndRunsOnce() {
        FakeWorld world;
        furnish(world, {step(Phase::Deploy, u"run"_s, u"build"_s,
                             {{u"main"_s, u"make"_s}, {u"where"_s, u"here"_s}})});
        world.shell.script(u"here"_s, u"make"_s, {0, 5000, {}, {}, true});
        DeploymentId id;
        {
            EngineLife life(world);
            id = life.start();
            COMPARE_STATE(life.drive(id), State::Working);
            world.fuse.arm(support::FakeFuse::Break::DiesBefore, 1);
            world.clock.advance(1000);
        }
        world.fuse.restart();
        EngineLife life(world);
        Driver& driver = life.drive(id);
        world.clock.advance(10'000);
        COMPARE_STATE(driver, State::Over);
        QCOMPARE(world.shell.executed(), QStringList{u"here: make"_s});
    }
};

QTEST_GUILESS_MAIN(ArtifactsTest)
#include "artifacts_test.moc"
