#include "app/adapters/ssh/child_process.h"
#include "tests/adapters/ssh/shell_fixture.h"

#include <csignal>

namespace slipway::adapters {

using base::ErrorKind;
using State = ports::AttemptState::State;

namespace {

/// A home folder of its own on this computer.
struct Home {
    Libssh2Shell::Options options() const {
        Libssh2Shell::Options options;
        options.workspaceId = QStringLiteral("5c1f");
        options.localEnvironment = {"HOME=" + QFile::encodeName(folder.path())};
        return options;
    }
    static ports::AttemptOrder order(const QString& script) {
        ports::AttemptOrder order;
        order.host = domain::thisComputer();
        order.environment = domain::EnvironmentName(QStringLiteral("staging"));
        order.attempt = domain::AttemptId(base::newUlid(QDateTime::currentMSecsSinceEpoch()));
        order.digest = QStringLiteral("d1");
        order.command.script = script;
        return order;
    }
    QByteArray file(const QString& name) const {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QTemporaryDir folder;
};

bool isAlive(const QByteArray& process) {
    QFile stat(QStringLiteral("/proc/%1/stat").arg(QString::fromLatin1(process.trimmed())));
    return stat.open(QIODevice::ReadOnly) && !stat.readAll().contains(") Z ");
}

} // namespace

class LocalTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reachesThisComputerWithoutANetwork() {
        const Home home;
        Libssh2Shell shell(home.options());
        const auto facts = answerOf(shell.reach(domain::thisComputer(), within(10'000)));
        QVERIFY(facts.ok());
        QCOMPARE(facts->transport, QStringLiteral("local"));
        QVERIFY(facts->hostKey.isEmpty());
    }

    void runsAStepThroughTheGateAndReadsItsResultBack() {
        const Home home;
        Libssh2Shell shell(home.options());
        auto order = Home::order(QStringLiteral("printf '%s' \"$WORD\"; echo oops >&2; exit 7"));
        order.command.variables.insert(QStringLiteral("WORD"), QStringLiteral("$(id) 'quoted'\n"));
        const auto started = answerOf(shell.start(order, within(20'000)));
        QVERIFY2(started.ok(), qPrintable(started ? QString() : started.error().detail));
        const auto sink = std::make_shared<Collector>();
        const auto ended = answerOf(shell.follow(order, {}, sink, within(20'000)));
        QVERIFY2(ended.ok(), qPrintable(ended ? QString() : ended.error().detail));
        QCOMPARE(ended->state, State::Done);
        QCOMPARE(ended->exitCode, 7);
        QCOMPARE(sink->out(), QByteArray("$(id) 'quoted'\n"));
        QCOMPARE(sink->err(), QByteArray("oops\n"));
        QVERIFY(sink->isExact());
    }

    void startsAnAttemptOnceHoweverOftenItIsAsked() {
        const Home home;
        Libssh2Shell shell(home.options());
        const auto order = Home::order(QStringLiteral("echo run >>\"$HOME/runs\""));
        QList<base::Future<ports::AttemptState>> all;
        for (int turn = 0; turn < 8; ++turn)
            all.append(shell.start(order, within(30'000)));
        for (const auto& one : all)
            QVERIFY(answerOf(one).ok());
        QTRY_COMPARE(answerOf(shell.status(order, within(10'000)))->state, State::Done);
        QCOMPARE(home.file(QStringLiteral("runs")), QByteArray("run\n"));
    }

    void aStepOutlivesTheDeskAndIsAdoptedByTheNext() {
        const Home home;
        const auto order = Home::order(
            QStringLiteral("while [ ! -e \"$HOME/go\" ]; do sleep 0.05; done; echo after; exit 3"));
        {
            Libssh2Shell shell(home.options());
            QCOMPARE(answerOf(shell.start(order, within(20'000)))->state, State::Running);
        }
        Libssh2Shell next(home.options());
        QCOMPARE(answerOf(next.status(order, within(10'000)))->state, State::Running);
        QFile go(home.folder.filePath(QStringLiteral("go")));
        QVERIFY(go.open(QIODevice::WriteOnly));
        const auto sink = std::make_shared<Collector>();
        const auto ended = answerOf(next.follow(order, {}, sink, within(20'000)));
        QVERIFY(ended.ok());
        QCOMPARE(ended->exitCode, 3);
        QCOMPARE(sink->out(), QByteArray("after\n"));
    }

    void stopsAWholeProcessGroup() {
        const Home home;
        Libssh2Shell shell(home.options());
        auto order = Home::order(QStringLiteral(
            "sleep 600 & echo $! >\"$HOME/child.part\"; mv \"$HOME/child.part\" \"$HOME/child\"; wait"));
        QVERIFY(answerOf(shell.start(order, within(20'000))).ok());
        QTRY_VERIFY(!home.file(QStringLiteral("child")).isEmpty());
        const auto stopped = answerOf(shell.stop(order, within(20'000)));
        QVERIFY(stopped.ok());
        QCOMPARE(stopped->state, State::Done);
        QVERIFY(stopped->stopped);
        QTRY_VERIFY(!isAlive(home.file(QStringLiteral("child"))));
    }

    void aQuestionThatHangsDoesNotStayBehind() {
        const Home home;
        Libssh2Shell shell(home.options());
        const auto asked = answerOf(shell.query(
            domain::thisComputer(),
            QStringLiteral(
                "echo $$ >\"$HOME/pid.part\"; mv \"$HOME/pid.part\" \"$HOME/pid\"; exec sleep 600"),
            {}, within(1'500)));
        QVERIFY(!asked.ok());
        QCOMPARE(asked.error().kind, ErrorKind::Timeout);
        QVERIFY(!home.file(QStringLiteral("pid")).isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(!isAlive(home.file(QStringLiteral("pid"))), 10'000);
    }

    void bytesThatNobodyReadHaveNotLeft() {
        const std::stop_token never;
        Waiter waiter(bootMilliseconds() + 20'000, never, never);
        const auto discard = [](ports::OutputStream, const QByteArray&) { return Take::More; };
        auto child = ChildProcess::start({"sh", {"-c", "exit 3"}, {}});
        QVERIFY(child.ok());
        bool sent = true;
        for (sent = false; !(*child)->hasEnded();) {
        }
        const auto end = (*child)->converse(QByteArray(10'000, 'x'), discard, waiter, sent);
        QVERIFY(end.ok());
        QCOMPARE(end->exitStatus, 3);
        QVERIFY(!sent);
        auto reader = ChildProcess::start({"cat", {}, {}});
        QByteArray output;
        QVERIFY((*reader)
                    ->converse(
                        QByteArray(300'000, 'x'),
                        [&](ports::OutputStream, const QByteArray& bytes) {
                            output += bytes;
                            return Take::More;
                        },
                        waiter, sent)
                    .ok());
        QVERIFY(sent);
        QCOMPARE(output.size(), 300'000);
    }

    void saysWhichProgramIsMissing() {
        const auto child = ChildProcess::start({"/nowhere/program", {}, {}});
        QVERIFY(!child.ok());
        QCOMPARE(child.error().kind, ErrorKind::ToolMissing);
        QVERIFY(child.error().detail.contains(QStringLiteral("/nowhere/program")));
    }
};

} // namespace slipway::adapters

QTEST_GUILESS_MAIN(slipway::adapters::LocalTest)
#include "local_test.moc"
