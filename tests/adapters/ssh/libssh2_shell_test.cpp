#include "tests/adapters/ssh/shell_fixture.h"

namespace slipway::adapters {

using State = ports::AttemptState::State;

class Libssh2ShellTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reachesAKnownHost() {
        Fixture fixture;
        const auto shell = fixture.shell();
        for (int turn = 0; turn < 2; ++turn) {
            const auto facts = answerOf(shell->reach(fixture.server.host(), within(10'000)));
            QVERIFY2(facts.ok(), qPrintable(facts ? QString() : facts.error().detail));
            QCOMPARE(facts->hostKeyType, QStringLiteral("ssh-ed25519"));
            QVERIFY(facts->hostKey.startsWith(QStringLiteral("SHA256:")));
        }
    }

    void runsAStepAndTellsItsExitCodeAndOutputs() {
        Fixture fixture;
        const auto shell = fixture.shell();
        const auto order = fixture.order(QStringLiteral("echo to-out; echo to-err >&2; exit 7"));
        const auto started = answerOf(shell->start(order, within(10'000)));
        QVERIFY2(started.ok(), qPrintable(started ? QString() : started.error().detail));
        QVERIFY(started->state == State::Running || started->state == State::Done);
        const auto sink = std::make_shared<Collector>();
        const auto ended = answerOf(shell->follow(order, {}, sink, within(10'000)));
        QVERIFY2(ended.ok(), qPrintable(ended ? QString() : ended.error().detail));
        QCOMPARE(ended->state, State::Done);
        QCOMPARE(ended->exitCode, 7);
        QCOMPARE(sink->out(), "to-out\n");
        QCOMPARE(sink->err(), "to-err\n");
        QCOMPARE(ended->outBytes, 7);
        QVERIFY(sink->isExact());
        const auto again = answerOf(shell->status(order, within(10'000)));
        QVERIFY(again.ok());
        QCOMPARE(again->exitCode, 7);
    }

    void asksAQuestion() {
        Fixture fixture;
        const auto shell = fixture.shell();
        const auto answer = answerOf(shell->query(fixture.server.host(),
                                                  QStringLiteral("printf 'a\\nb'; echo noise >&2; exit 3"),
                                                  {}, within(10'000)));
        QVERIFY2(answer.ok(), qPrintable(answer ? QString() : answer.error().detail));
        QCOMPARE(answer->exitCode, 3);
        QCOMPARE(answer->output, "a\nb");
    }
};

} // namespace slipway::adapters

QTEST_GUILESS_MAIN(slipway::adapters::Libssh2ShellTest)
#include "libssh2_shell_test.moc"
