#include "tests/adapters/ssh/shell_fixture.h"

#include <QCryptographicHash>
#include <QProcess>

namespace slipway::adapters {

using base::ErrorKind;
using State = ports::AttemptState::State;

namespace {

/// Starts and follows to the end, in one exchange.
base::Result<ports::AttemptState> runToEnd(Libssh2Shell& shell, const ports::AttemptOrder& order,
                                           const std::shared_ptr<Collector>& sink) {
    return answerOf(shell.run(order, {}, sink, within(30'000)));
}

} // namespace

class StepsTest : public QObject {
    Q_OBJECT
    Fixture m_fixture;
    std::unique_ptr<Libssh2Shell> m_shell;
    ports::AttemptState m_last;

    void run(const ports::AttemptOrder& order, const std::shared_ptr<Collector>& sink) {
        const auto ended = runToEnd(*m_shell, order, sink);
        QVERIFY2(ended.ok(), qPrintable(ended ? QString() : ended.error().detail));
        m_last = *ended;
    }

private Q_SLOTS:
    void initTestCase() { m_shell = m_fixture.shell(); }
    void cleanupTestCase() { m_shell.reset(); }

    void faultCase27_startsOnceUnderTwentyConcurrentStarts() {
        const auto order = m_fixture.order(QStringLiteral("echo once >>\"$HOME/count\"; sleep 0.3"));
        QList<base::Future<ports::AttemptState>> starts;
        for (int index = 0; index < 20; ++index)
            starts.append(m_shell->start(order, within(30'000)));
        for (const auto& start : starts) {
            const auto state = answerOf(start);
            QVERIFY2(state.ok(), qPrintable(state ? QString() : state.error().detail));
            QVERIFY(state->state == State::Running || state->state == State::Done);
        }
        const auto sink = std::make_shared<Collector>();
        QCOMPARE(answerOf(m_shell->follow(order, {}, sink, within(10'000)))->exitCode, 0);
        QCOMPARE(m_fixture.fileAtHome(QStringLiteral("count")), "once\n");
    }

    void faultCase27_refusesTheSameAttemptWithAnotherCommand() {
        auto order = m_fixture.order(QStringLiteral("true"));
        run(order, std::make_shared<Collector>());
        order.digest = QStringLiteral("d2");
        const auto second = answerOf(m_shell->start(order, within(10'000)));
        QVERIFY(!second.ok());
        QCOMPARE(second.error().kind, ErrorKind::Conflict);
    }

    void tellsExitCodes_data() {
        QTest::addColumn<QString>("script");
        QTest::addColumn<int>("code");
        QTest::newRow("zero") << QStringLiteral("true") << 0;
        QTest::newRow("empty") << QString() << 0;
        QTest::newRow("one") << QStringLiteral("false") << 1;
        QTest::newRow("255") << QStringLiteral("exit 255") << 255;
        QTest::newRow("not found") << QStringLiteral("no-such-program-here") << 127;
        QTest::newRow("syntax") << QStringLiteral("if then") << 2;
        QTest::newRow("faultCase09 killed") << QStringLiteral("kill -KILL $$") << 137;
        QTest::newRow("faultCase09 segmentation fault") << QStringLiteral("kill -SEGV $$") << 139;
        QTest::newRow("standard input is empty") << QStringLiteral("read -r x && exit 1; exit 9") << 9;
    }
    void tellsExitCodes() {
        QFETCH(QString, script);
        QFETCH(int, code);
        run(m_fixture.order(script), std::make_shared<Collector>());
        QCOMPARE(m_last.state, State::Done);
        QCOMPARE(m_last.exitCode, code);
        QVERIFY(!m_last.timedOut);
        QVERIFY(!m_last.stopped);
    }

    void faultCase63_keepsValuesInert() {
        auto order = m_fixture.order(QStringLiteral("env -0 | sort -z | grep -z '^T_' | tr '\\0' '|'"));
        order.command.variables = {
            {QStringLiteral("T_A"),
             QStringLiteral("$(touch \"$HOME/owned\") `touch $HOME/owned` ; touch owned")},
            {QStringLiteral("T_B"), QStringLiteral("'\"\\ \\n \\0101 %s %b \\c end")},
            {QStringLiteral("T_C"), QStringLiteral("two\nlines\n\n")},
            {QStringLiteral("T_D"), QString()},
            {QStringLiteral("T_E"), QStringLiteral("  blanks\tand ümläute – ∞ ")},
            {QStringLiteral("T_F"), QStringLiteral("@END@ @SCRIPT@ ~ * ? -n")},
            {QStringLiteral("d"), QStringLiteral("a name that the gate uses")},
            {QStringLiteral("shell"), QStringLiteral("/bin/false")},
            {QStringLiteral("IFS"), QStringLiteral("x")},
            {QStringLiteral("T_G"), QString(QStringLiteral("long ")).repeated(4000)},
        };
        QByteArray expected;
        for (const char* name : {"T_A", "T_B", "T_C", "T_D", "T_E", "T_F", "T_G"})
            expected +=
                name + QByteArray("=") + order.command.variables[QLatin1StringView(name)].toUtf8() + '|';
        const auto sink = std::make_shared<Collector>();
        run(order, sink);
        QCOMPARE(sink->err(), QByteArray());
        QCOMPARE(sink->out(), expected);
        QVERIFY(!QFile::exists(m_fixture.server.home() + QStringLiteral("/owned")));
    }

    void refusesNamesThatAreNoVariables() {
        for (const char* name : {"A B", "1A", "A=B", "$(id)", "", "_gate_line", "ä"}) {
            auto order = m_fixture.order(QStringLiteral("true"));
            order.command.variables = {{QString::fromUtf8(name), QStringLiteral("x")}};
            const auto started = answerOf(m_shell->start(order, within(5'000)));
            QVERIFY(!started.ok());
            QCOMPARE(started.error().kind, ErrorKind::BadInput);
        }
    }

    void runsInTheHomeFolderOrTheOneAskedFor() {
        auto order = m_fixture.order(QStringLiteral("pwd"));
        auto sink = std::make_shared<Collector>();
        run(order, sink);
        QCOMPARE(QString::fromUtf8(sink->out().trimmed()), m_fixture.server.home());
        QVERIFY(QDir(m_fixture.server.home()).mkdir(QStringLiteral("-a $(b)")));
        for (const char* folder : {"-a $(b)", "~/-a $(b)"}) {
            order = m_fixture.order(QStringLiteral("pwd"));
            order.command.folder = QString::fromLatin1(folder);
            sink = std::make_shared<Collector>();
            run(order, sink);
            QCOMPARE(QString::fromUtf8(sink->out().trimmed()),
                     m_fixture.server.home() + QStringLiteral("/-a $(b)"));
        }
        order = m_fixture.order(QStringLiteral("echo ran"));
        order.command.folder = QStringLiteral("missing");
        sink = std::make_shared<Collector>();
        run(order, sink);
        QCOMPARE(m_last.exitCode, 127);
        QCOMPARE(sink->out(), QByteArray());
    }

    void runsTheScriptVerbatim() {
        const auto order = m_fixture.order(
            QStringLiteral("cat <<'@END@'\n@NONCE@ @SCRIPT@ 'quotes' \"$HOME\" \\n\n@END@\n}\n"));
        const auto sink = std::make_shared<Collector>();
        run(order, sink);
        QCOMPARE(sink->out(), "@NONCE@ @SCRIPT@ 'quotes' \"$HOME\" \\n\n");
        QCOMPARE(m_last.exitCode, 2); // the brace is the script's own mistake, not the gate's end
    }

    void keepsTheLoginsOwnFileModeMask() {
        const auto login =
            answerOf(m_shell->query(m_fixture.server.host(), QStringLiteral("umask"), {}, within(10'000)));
        QVERIFY(login.ok());
        const auto sink = std::make_shared<Collector>();
        run(m_fixture.order(QStringLiteral("umask")), sink);
        QCOMPARE(sink->out(), login->output);
    }

    void sweepsAttemptsThatNobodyCollectedForAMonth() {
        const auto old = m_fixture.order(QStringLiteral("true"));
        const auto alive = m_fixture.order(QStringLiteral("sleep 600"));
        const auto fresh = m_fixture.order(QStringLiteral("true"));
        run(old, std::make_shared<Collector>());
        QVERIFY(answerOf(m_shell->start(alive, within(10'000))).ok());
        for (const auto& order : {old, alive})
            QCOMPARE(QProcess::execute(
                         QStringLiteral("touch"),
                         {QStringLiteral("-d"), QStringLiteral("40 days ago"), m_fixture.spool(order)}),
                     0);
        run(fresh, std::make_shared<Collector>());
        QVERIFY(answerOf(m_shell->clean(fresh, within(10'000))).ok());
        QTRY_VERIFY(!QDir(m_fixture.spool(old)).exists());
        QVERIFY(QDir(m_fixture.spool(alive)).exists());
        QVERIFY(answerOf(m_shell->stop(alive, within(20'000))).ok());
    }

    void endsAStepAtItsTimeLimit() {
        auto order = m_fixture.order(QStringLiteral("trap 'exit 3' TERM; while :; do sleep 0.05; done"));
        order.command.timeout = base::Milliseconds(400);
        run(order, std::make_shared<Collector>());
        QCOMPARE(m_last.exitCode, 3);
        QVERIFY(m_last.timedOut);
        QVERIFY(m_last.took.count() >= 300 && m_last.took.count() < 10'000);
    }

    void killsAStepThatIgnoresItsTimeLimit() {
        auto order = m_fixture.order(QStringLiteral("trap '' TERM; while :; do sleep 0.05; done"));
        order.command.timeout = base::Milliseconds(300);
        order.command.grace = base::Milliseconds(300);
        run(order, std::make_shared<Collector>());
        QCOMPARE(m_last.exitCode, 137);
        QVERIFY(m_last.timedOut);
    }

    void leavesNoWatchdogBehindAfterAFastStep() {
        auto order = m_fixture.order(QStringLiteral("true"));
        for (int turn = 0; turn < 5; ++turn) {
            order = m_fixture.order(QStringLiteral("true"));
            run(order, std::make_shared<Collector>());
        }
        m_shell = m_fixture.shell();
        QTRY_COMPARE(m_fixture.server.stepProcesses(), QList<qint64>());
    }

    void stopsAStepWithItsChildren() {
        auto order = m_fixture.order(QStringLiteral("sleep 600 & sleep 600"));
        order.command.grace = base::Milliseconds(5'000);
        QVERIFY(answerOf(m_shell->start(order, within(10'000))).ok());
        const auto stopped = answerOf(m_shell->stop(order, within(20'000)));
        QVERIFY2(stopped.ok(), qPrintable(stopped ? QString() : stopped.error().detail));
        QCOMPARE(stopped->state, State::Done);
        QCOMPARE(stopped->exitCode, 143);
        QVERIFY(stopped->stopped);
        m_shell = m_fixture.shell();
        QTRY_COMPARE(m_fixture.server.stepProcesses(), QList<qint64>());
    }

    void stopsAStepThatIgnoresTermAndSoDoItsChildren() {
        auto order = m_fixture.order(QStringLiteral(
            "trap '' TERM; (trap '' TERM; while :; do sleep 0.1; done) & while :; do sleep 0.1; done"));
        order.command.grace = base::Milliseconds(500);
        QVERIFY(answerOf(m_shell->start(order, within(10'000))).ok());
        const auto stopped = answerOf(m_shell->stop(order, within(20'000)));
        QVERIFY2(stopped.ok(), qPrintable(stopped ? QString() : stopped.error().detail));
        QCOMPARE(stopped->state, State::Done);
        QCOMPARE(stopped->exitCode, 137);
        m_shell = m_fixture.shell();
        QTRY_COMPARE(m_fixture.server.stepProcesses(), QList<qint64>());
    }

    void stoppingWhatNeverStartedOrHasEndedChangesNothing() {
        auto order = m_fixture.order(QStringLiteral("exit 4"));
        QCOMPARE(answerOf(m_shell->stop(order, within(10'000)))->state, State::Never);
        run(order, std::make_shared<Collector>());
        const auto stopped = answerOf(m_shell->stop(order, within(10'000)));
        QCOMPARE(stopped->exitCode, 4);
        QVERIFY(!stopped->stopped);
    }

    void faultCase56_keepsBytesAsTheyAre() {
        const auto order = m_fixture.order(QStringLiteral(
            "printf 'a\\000\\377\\376\\r\\n\\033]52;c;x\\007'; printf '\\000\\200' >&2; exit 5"));
        const auto sink = std::make_shared<Collector>();
        run(order, sink);
        QCOMPARE(sink->out(), QByteArray("a\0\xff\xfe\r\n\033]52;c;x\007", 16 - 1));
        QCOMPARE(sink->err(), QByteArray("\0\x80", 2));
        QCOMPARE(m_last.exitCode, 5);
    }

    void faultCase57_isNotFooledByOutputThatLooksLikeOurMarks() {
        const auto order = m_fixture.order(QStringLiteral(
            "printf '\\nslipway-0 stream end\\n\\nslipway-0 state done 0 no no 1 0 0 end\\n'; exit 6"));
        const auto sink = std::make_shared<Collector>();
        run(order, sink);
        QCOMPARE(m_last.exitCode, 6);
        QVERIFY(sink->out().startsWith("\nslipway-0 stream"));
    }

    void faultCase58_drainsAFloodOfErrors() {
        const auto order = m_fixture.order(QStringLiteral("head -c 9000000 /dev/zero >&2; echo end"));
        const auto sink = std::make_shared<Collector>();
        run(order, sink);
        QCOMPARE(sink->err().size(), 9'000'000);
        QCOMPARE(sink->out(), "end\n");
    }

    void waitsForAFullSinkAndLosesNothing() {
        const auto order = m_fixture.order(QStringLiteral("seq 1 200000; echo e >&2"));
        const auto sink = std::make_shared<Collector>();
        sink->refuse(25);
        run(order, sink);
        QVERIFY(sink->isExact());
        QByteArray expected;
        for (int line = 1; line <= 200'000; ++line)
            expected += QByteArray::number(line) + '\n';
        QVERIFY(sink->out() == expected);
    }

    void showsOutputWhileTheStepRuns() {
        const auto order = m_fixture.order(
            QStringLiteral("echo first; while [ ! -e \"$HOME/go\" ]; do sleep 0.05; done; echo last"));
        QVERIFY(answerOf(m_shell->start(order, within(10'000))).ok());
        const auto sink = std::make_shared<Collector>();
        const auto following = m_shell->follow(order, {}, sink, within(30'000));
        QTRY_COMPARE(sink->out(), "first\n");
        m_fixture.writeAtHome(QStringLiteral("go"), "");
        const auto ended = answerOf(following);
        QVERIFY(ended.ok());
        QCOMPARE(sink->out(), "first\nlast\n");
    }

    void followsFromTheOffsetsAsked() {
        const auto order = m_fixture.order(QStringLiteral("printf 0123456789; printf abcdef >&2"));
        run(order, std::make_shared<Collector>());
        const auto sink = std::make_shared<Collector>();
        QVERIFY(answerOf(m_shell->follow(order, {4, 5}, sink, within(10'000))).ok());
        QCOMPARE(sink->out(), "456789");
        QCOMPARE(sink->err(), "f");
        const auto beyond = answerOf(m_shell->follow(order, {11, 0}, sink, within(10'000)));
        QVERIFY(!beyond.ok());
        QCOMPARE(beyond.error().kind, ErrorKind::Protocol);
    }

    void asksForWhatWasNeverStarted() {
        const auto order = m_fixture.order(QStringLiteral("true"));
        QCOMPARE(answerOf(m_shell->status(order, within(10'000)))->state, State::Never);
        QCOMPARE(answerOf(m_shell->follow(order, {}, std::make_shared<Collector>(), within(10'000)))->state,
                 State::Never);
    }

    void cleansWhatHasEndedAndNothingElse() {
        auto order = m_fixture.order(QStringLiteral("sleep 600"));
        QVERIFY(answerOf(m_shell->start(order, within(10'000))).ok());
        const auto refused = answerOf(m_shell->clean(order, within(10'000)));
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().kind, ErrorKind::Refused);
        QVERIFY(QDir(m_fixture.spool(order)).exists());
        QVERIFY(answerOf(m_shell->stop(order, within(20'000))).ok());
        QVERIFY(answerOf(m_shell->clean(order, within(10'000))).ok());
        QVERIFY(!QDir(m_fixture.spool(order)).exists());
        QCOMPARE(answerOf(m_shell->status(order, within(10'000)))->state, State::Never);
    }

    void keepsItsFoldersAndFilesPrivate() {
        const auto order = m_fixture.order(QStringLiteral("echo x"));
        run(order, std::make_shared<Collector>());
        const auto folder = QFileInfo(m_fixture.spool(order));
        QCOMPARE(folder.permissions() &
                     (QFile::ReadGroup | QFile::ReadOther | QFile::ExeGroup | QFile::ExeOther),
                 QFile::Permissions());
        for (const auto& entry : QDir(m_fixture.spool(order)).entryInfoList(QDir::Files))
            QVERIFY2(!(entry.permissions() & (QFile::ReadGroup | QFile::ReadOther)),
                     qPrintable(entry.fileName()));
    }

    void leavesNoSecretOnTheHost() {
        auto order = m_fixture.order(QStringLiteral("tr '\\0' ' ' </proc/$$/cmdline; test ${#TOKEN} = 11"));
        order.command.variables = {{QStringLiteral("TOKEN"), QStringLiteral("s3cr3t-w0rd")}};
        const auto sink = std::make_shared<Collector>();
        run(order, sink);
        QCOMPARE(m_last.exitCode, 0);
        QVERIFY(!sink->out().contains("s3cr3t"));
        for (const auto& entry : QDir(m_fixture.spool(order)).entryInfoList(QDir::Files)) {
            QFile file(entry.filePath());
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains("s3cr3t"), qPrintable(entry.fileName()));
        }
    }

    void asksQuestionsWithVariablesAndALimitOnOutput() {
        const auto host = m_fixture.server.host();
        auto answer =
            answerOf(m_shell->query(host, QStringLiteral("printf %s \"$V\"; pwd >&2; read -r x || exit 8"),
                                    {{QStringLiteral("V"), QStringLiteral("$(id)\n")}}, within(10'000)));
        QVERIFY(answer.ok());
        QCOMPARE(answer->output, "$(id)\n");
        QCOMPARE(answer->exitCode, 8);
        answer =
            answerOf(m_shell->query(host, QStringLiteral("head -c 65536 /dev/zero"), {}, within(10'000)));
        QVERIFY(answer.ok());
        QCOMPARE(answer->output.size(), 65'536);
        answer = answerOf(m_shell->query(host, QStringLiteral("cat /dev/zero"), {}, within(10'000)));
        QVERIFY(!answer.ok());
        QCOMPARE(answer.error().kind, ErrorKind::Protocol);
        answer = answerOf(m_shell->query(host, QStringLiteral("sleep 600 & echo kept"), {}, within(10'000)));
        QVERIFY(answer.ok());
        QCOMPARE(answer->output, "kept\n");
        answer = answerOf(m_shell->query(host, QStringLiteral("kill -KILL $$"), {}, within(10'000)));
        QCOMPARE(answer->exitCode, 137);
    }

    void faultCase20_givesUpOnAQuestionThatHangs() {
        const auto answer =
            answerOf(m_shell->query(m_fixture.server.host(), QStringLiteral("sleep 777"), {}, within(1'000)));
        QVERIFY(!answer.ok());
        QCOMPARE(answer.error().kind, ErrorKind::Timeout);
        m_shell = m_fixture.shell();
        // And the host does not keep it either.
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                for (const auto id : m_fixture.server.stepProcesses()) {
                    QFile file(QStringLiteral("/proc/%1/cmdline").arg(id));
                    if (file.open(QIODevice::ReadOnly) && file.readAll().contains("777"))
                        return false;
                }
                return true;
            }(),
            10'000);
    }

    void answersWhenAskedToStopWaiting() {
        const auto order = m_fixture.order(QStringLiteral("sleep 600"));
        QVERIFY(answerOf(m_shell->start(order, within(10'000))).ok());
        std::stop_source source;
        const auto following = m_shell->follow(order, {}, std::make_shared<Collector>(),
                                               {std::chrono::minutes(5), source.get_token()});
        source.request_stop();
        const auto ended = answerOf(following);
        QVERIFY(!ended.ok());
        QCOMPARE(ended.error().kind, ErrorKind::Cancelled);
        QCOMPARE(answerOf(m_shell->status(order, within(10'000)))->state, State::Running);
        QVERIFY(answerOf(m_shell->stop(order, within(20'000))).ok());
    }
};

} // namespace slipway::adapters

QTEST_GUILESS_MAIN(slipway::adapters::StepsTest)
#include "steps_test.moc"
