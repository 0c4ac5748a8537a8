#include "app/engine/remote_run.h"
#include "tests/engine/engine_life.h"

#include <QTest>

using namespace slipway;
using namespace slipway::test;
using base::ErrorKind;
using engine::RemoteRun;
using engine::RunEnd;
using support::FakeFuse;
using State = ports::AttemptState::State;

namespace {

const domain::AttemptId attempt(u"01ARYZ6S41TSV4RRFFQ69G5FAV"_s);

ports::AttemptOrder order() {
    domain::Host host;
    host.name = HostName(u"stg-1"_s);
    domain::RemoteCommand command;
    command.script = u"do it"_s;
    command.timeout = base::Milliseconds(60'000);
    return {host, EnvironmentName(u"staging"_s), attempt, u"digest"_s, command};
}

const QByteArray tokenValue = "tr0ub4dor&3";

/// With one secret, which the world knows.
ports::AttemptOrder secretOrder(FakeWorld& world) {
    auto what = order();
    what.command.secrets = {{u"TOKEN"_s, domain::SecretSource::Kind::Keychain, u"bot/token"_s, {}}};
    world.secrets.values.insert(u"bot/token"_s, tokenValue);
    return what;
}

/// One run and how it ended.
struct Watched {
    explicit Watched(FakeWorld& world, bool resume = false, const ports::AttemptOrder& asked = order())
        : run(std::make_unique<RemoteRun>(
              world.parts, asked, ports::OutputKey{DeploymentId(u"dep-1"_s), attempt}, resume, nullptr)) {
        QObject::connect(run.get(), &RemoteRun::finished, run.get(), [this](const RunEnd& what) {
            ++ends;
            end = what;
        });
        run->begin();
        FakeClock::settle();
    }
    std::unique_ptr<RemoteRun> run;
    RunEnd end;
    int ends = 0;
};

} // namespace

class RemoteRunTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersWhatWasReadFromTheHost() {
        FakeWorld world;
        world.shell.script(u"stg-1"_s, u"do it"_s, {7, 3000, "out\n", "err\n", true});
        Watched watched(world);
        QCOMPARE(watched.ends, 0);
        world.clock.advance(3000);
        QCOMPARE(watched.ends, 1);
        QCOMPARE(watched.run->heardAtMs(), world.clock.now().utcMs);
        QCOMPARE(watched.end.how, RunEnd::How::Answered);
        QCOMPARE(watched.end.answer.exitCode, 7);
        QCOMPARE(watched.end.answer.took.count(), 3000);
        QCOMPARE(world.output.log(attempt)->out, QByteArray("out\n"));
        QCOMPARE(world.output.log(attempt)->err, QByteArray("err\n"));
    }

    void whatTheHostRefusesWasNotStarted_data() {
        QTest::addColumn<int>("kind");
        for (const ErrorKind kind :
             {ErrorKind::HostKeyUnknown, ErrorKind::HostKeyChanged, ErrorKind::HostKeyRevoked,
              ErrorKind::HostUnfit, ErrorKind::Fenced, ErrorKind::LoginRefused})
            QTest::newRow(qPrintable(base::kindName(kind))) << int(kind);
    }
    void whatTheHostRefusesWasNotStarted() {
        QFETCH(int, kind);
        FakeWorld world;
        world.shell.host(u"stg-1"_s).error = base::Error{static_cast<ErrorKind>(kind), u"stg-1"_s, u"no"_s};
        Watched watched(world);
        QCOMPARE(watched.ends, 1); // at once: asking again would change nothing
        QCOMPARE(watched.end.how, RunEnd::How::NotStarted);
        QCOMPARE(int(watched.end.error.kind), kind);
        QVERIFY(world.shell.executed().isEmpty());
    }

    void anUnreachableHostIsTriedFiveTimes() {
        FakeWorld world;
        world.shell.host(u"stg-1"_s).isReachable = false;
        Watched watched(world);
        QCOMPARE(watched.ends, 0);
        world.clock.advance(30'000);
        QCOMPARE(watched.end.how, RunEnd::How::NotStarted);
        QCOMPARE(world.fuse.calls().count(u"shell.start"_s), 5);
    }

    void aHostThatIsMuteForItsWholeConnectLimitIsTriedTwice() {
        FakeWorld world;
        world.shell.host(u"stg-1"_s).isReachable = false;
        world.shell.host(u"stg-1"_s).muteMs = 20'000;
        Watched watched(world);
        world.clock.advance(41'000); // two limits and the pause between them
        QCOMPARE(watched.end.how, RunEnd::How::NotStarted);
        QCOMPARE(watched.end.error.kind, ErrorKind::Unreachable);
        QCOMPARE(world.fuse.calls().count(u"shell.start"_s), 2);
    }

    void faultCase27_theSameAttemptWithAnotherCommandIsAConflict() {
        FakeWorld world;
        auto other = order();
        other.digest = u"another"_s;
        QVERIFY(answerOf(world.shell.start(other, {})).ok());
        Watched watched(world);
        QCOMPARE(watched.end.how, RunEnd::How::NotStarted);
        QCOMPARE(watched.end.error.kind, ErrorKind::Conflict);
        QCOMPARE(world.shell.executed().size(), 1);
    }

    void resumingStartsWhatTheHostNeverHeardOf() {
        FakeWorld world;
        Watched watched(world, true);
        QCOMPARE(watched.end.how, RunEnd::How::Answered);
        QCOMPARE(world.shell.executed().size(), 1);
    }

    void faultCase07_resumingAdoptsWhatEndedMeanwhile() {
        FakeWorld world;
        world.shell.script(u"stg-1"_s, u"do it"_s, {3, 0, "said\n", {}, true});
        QVERIFY(answerOf(world.shell.start(order(), {})).ok());
        Watched watched(world, true);
        QCOMPARE(watched.end.how, RunEnd::How::Answered);
        QCOMPARE(watched.end.answer.exitCode, 3);
        QCOMPARE(world.shell.executed().size(), 1);
        QCOMPARE(world.output.log(attempt)->out, QByteArray("said\n"));
    }

    void resumingContinuesTheOutputWhereItWasDurable() {
        FakeWorld world;
        world.shell.script(u"stg-1"_s, u"do it"_s, {0, 0, "one\ntwo\n", {}, true});
        QVERIFY(answerOf(world.shell.start(order(), {})).ok());
        world.output.log(attempt)->out = "one\n";
        Watched watched(world, true);
        QCOMPARE(watched.end.how, RunEnd::How::Answered);
        QCOMPARE(world.output.log(attempt)->out, QByteArray("one\ntwo\n"));
        QVERIFY(!world.output.log(attempt)->hasGap);
    }

    void whatTheHostLostIsUnknownAndGone_data() {
        QTest::addColumn<int>("state");
        QTest::newRow("a reboot") << int(State::LostReboot);
        QTest::newRow("its processes") << int(State::LostProcess);
    }
    void whatTheHostLostIsUnknownAndGone() {
        QFETCH(int, state);
        FakeWorld world;
        world.shell.script(u"stg-1"_s, u"do it"_s, {0, 30'000, {}, {}, true});
        Watched watched(world);
        world.shell.turnRunning(u"stg-1"_s, static_cast<State>(state));
        FakeClock::settle();
        QCOMPARE(watched.end.how, RunEnd::How::Unknown);
        QVERIFY(watched.end.gone);
    }

    void aPreparedButNeverBegunStepWasNotStarted() {
        FakeWorld world;
        world.shell.script(u"stg-1"_s, u"do it"_s, {0, 30'000, {}, {}, true});
        QVERIFY(answerOf(world.shell.start(order(), {})).ok());
        world.shell.turnRunning(u"stg-1"_s, State::Gated);
        Watched watched(world, true);
        QCOMPARE(watched.end.how, RunEnd::How::NotStarted);
    }

    void faultCase11_silenceBeyondItsTimeIsUnknownAndNeverFinal() {
        FakeWorld world;
        world.shell.script(u"stg-1"_s, u"do it"_s, {0, 30'000, {}, {}, true});
        Watched watched(world);
        world.shell.host(u"stg-1"_s).isReachable = false;
        world.shell.cut(u"stg-1"_s);
        const qint64 patience = 60'000 + 10'000 + 60'000;
        world.clock.advance(patience - 1000);
        QCOMPARE(watched.ends, 0);
        QVERIFY(watched.run->lostAtMs() > 0);
        world.clock.advance(20'000);
        QCOMPARE(watched.ends, 1);
        QCOMPARE(watched.end.how, RunEnd::How::Unknown);
        QVERIFY(!watched.end.gone);
    }

    void faultCase14_aHostKeyThatChangesMeanwhileMakesTheOutcomeUnknown() {
        FakeWorld world;
        world.shell.script(u"stg-1"_s, u"do it"_s, {0, 30'000, {}, {}, true});
        Watched watched(world);
        world.shell.host(u"stg-1"_s).error = base::Error{ErrorKind::HostKeyChanged, u"stg-1"_s, u"another"_s};
        world.shell.cut(u"stg-1"_s);
        world.clock.advance(2000);
        QCOMPARE(watched.ends, 1);
        QCOMPARE(watched.end.how, RunEnd::How::Unknown);
        QVERIFY(!watched.end.gone);
        QCOMPARE(watched.end.error.kind, ErrorKind::HostKeyChanged);
    }

    void faultCase04_aStartOfUnknownEffectIsAskedForFirst() {
        FakeWorld world;
        world.fuse.arm(FakeFuse::Break::FailsAfter, 1, u"shell.start"_s);
        Watched watched(world);
        world.clock.advance(5000);
        QCOMPARE(watched.end.how, RunEnd::How::Answered);
        QCOMPARE(world.shell.executed().size(), 1);
        QCOMPARE(world.fuse.calls().count(u"shell.start"_s), 1);
    }

    void faultCase29_ourFullDiskDoesNotTouchTheRun() {
        FakeWorld world;
        world.shell.script(u"stg-1"_s, u"do it"_s, {0, 1000, "out\n", {}, true});
        world.fuse.arm(FakeFuse::Break::FailsBefore, 1, u"output.offsets"_s);
        Watched watched(world);
        world.clock.advance(5000);
        QCOMPARE(watched.end.how, RunEnd::How::Answered);
        QCOMPARE(world.output.log(attempt)->out, QByteArray("out\n"));
    }

    void aStopIsReadBackFromTheHost() {
        FakeWorld world;
        world.shell.script(u"stg-1"_s, u"do it"_s, {0, 30'000, {}, {}, true});
        Watched watched(world);
        watched.run->askStop();
        FakeClock::settle();
        QCOMPARE(watched.end.how, RunEnd::How::Answered);
        QVERIFY(watched.end.answer.stopped);
    }

    void askingToStopIsNotHavingStopped() {
        FakeWorld world;
        world.shell.script(u"stg-1"_s, u"do it"_s, {0, 30'000, {}, {}, false});
        Watched watched(world);
        watched.run->askStop();
        world.clock.advance(10'000);
        QCOMPARE(watched.ends, 0);
        QVERIFY(world.fuse.calls().count(u"shell.stop"_s) > 2);
        world.clock.advance(20'000);
        QCOMPARE(watched.ends, 1);
        QVERIFY(!watched.end.answer.stopped);
    }

    void aStopBeforeTheStartKeepsItFromStarting() {
        FakeWorld world;
        world.shell.host(u"stg-1"_s).isReachable = false;
        Watched watched(world);
        watched.run->askStop();
        world.shell.host(u"stg-1"_s).isReachable = true;
        world.clock.advance(10'000);
        QCOMPARE(watched.ends, 1);
        QCOMPARE(watched.end.how, RunEnd::How::NotStarted);
        QCOMPARE(watched.end.error.kind, ErrorKind::Cancelled);
        QVERIFY(world.shell.executed().isEmpty());
    }

    void secretsReachTheHostAndAreMaskedInWhatComesBack() {
        FakeWorld world;
        world.shell.script(u"stg-1"_s, u"do it"_s,
                           {0, 0, "got " + tokenValue + "\n", tokenValue.toBase64(), true});
        Watched watched(world, false, secretOrder(world));
        QCOMPARE(watched.end.how, RunEnd::How::Answered);
        QCOMPARE(world.shell.runs().first().secrets.value(u"TOKEN"_s).reveal(), tokenValue);
        QVERIFY(!world.shell.runs().first().variables.contains(u"TOKEN"_s));
        QCOMPARE(world.output.log(attempt)->out, QByteArray("got ******\n"));
        QVERIFY(world.output.log(attempt)->err.startsWith("******"));
    }

    void faultCase70_aSecretThatCannotBeReadStartsNothingAndSaysWhy() {
        FakeWorld world;
        const auto what = secretOrder(world);
        world.secrets.failure = base::Error{ErrorKind::Refused, {}, u"the keychain is locked"_s};
        Watched watched(world, false, what);
        QCOMPARE(watched.end.how, RunEnd::How::NotStarted);
        QCOMPARE(
            watched.end.error.detail,
            u"the secret TOKEN could not be read from the keychain entry “bot/token”: the keychain is locked"_s);
        QVERIFY(world.shell.executed().isEmpty());
        QVERIFY(!world.fuse.calls().contains(u"shell.start"_s));
    }

    void aStepWithoutSecretsReadsNone() {
        FakeWorld world;
        Watched watched(world);
        QCOMPARE(watched.end.how, RunEnd::How::Answered);
        QVERIFY(!world.fuse.calls().contains(u"secrets.read"_s));
    }

    void afterARestartTheSecretsAreReadAgainToMaskWhatComes() {
        FakeWorld world;
        const auto what = secretOrder(world);
        world.shell.script(u"stg-1"_s, u"do it"_s, {0, 0, "got " + tokenValue + "\n", {}, true});
        QVERIFY(answerOf(world.shell.start(what, {})).ok());
        Watched watched(world, true, what);
        QCOMPARE(watched.end.how, RunEnd::How::Answered);
        QCOMPARE(world.shell.executed().size(), 1);
        QCOMPARE(world.output.log(attempt)->out, QByteArray("got ******\n"));
    }

    void afterARestartOutputIsWithheldWhenTheSecretsCannotBeRead() {
        FakeWorld world;
        const auto what = secretOrder(world);
        world.shell.script(u"stg-1"_s, u"do it"_s, {5, 0, "got " + tokenValue + "\n", {}, true});
        QVERIFY(answerOf(world.shell.start(what, {})).ok());
        world.secrets.failure = base::Error{ErrorKind::Timeout, {}, u"no answer"_s};
        Watched watched(world, true, what);
        QCOMPARE(watched.ends, 0);
        world.clock.advance(60'000);
        QCOMPARE(watched.end.how, RunEnd::How::Answered);
        QCOMPARE(watched.end.answer.exitCode, 5);
        QVERIFY(world.output.log(attempt)->out.startsWith("[slipway: "));
        QVERIFY(!world.output.log(attempt)->out.contains(tokenValue));
    }

    void endsOnlyOnceAndNeverAfterItIsGone() {
        FakeWorld world;
        world.shell.script(u"stg-1"_s, u"do it"_s, {0, 3000, {}, {}, true});
        Watched watched(world);
        watched.run.reset();
        world.clock.advance(10'000);
        QCOMPARE(watched.ends, 0);
        QCOMPARE(world.shell.executed().size(), 1);
    }
};

QTEST_GUILESS_MAIN(RemoteRunTest)
#include "remote_run_test.moc"
