#include "tests/adapters/ssh/shell_fixture.h"
#include "tests/support/mute_server.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QProcess>
#include <QStandardPaths>
#include <QThread>
#include <atomic>
#include <csignal>
#include <sys/stat.h>
#include <unistd.h>

namespace slipway::adapters {

using base::ErrorKind;
using support::MuteServer;
using State = ports::AttemptState::State;

namespace {

QByteArray digest(const QByteArray& bytes) {
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

/// A server whose home folder is a small file system of its own, which only it sees: nothing is left when it
/// ends, and a plain user may do it where the machine lets them.
struct Mounted : Fixture {
    explicit Mounted(const QString& options) {
        QStringList program{QStringLiteral("unshare"), QStringLiteral("--mount")};
        if (::geteuid() != 0)
            program += {QStringLiteral("--user"), QStringLiteral("--map-current-user"),
                        QStringLiteral("--keep-caps")};
        program += {QStringLiteral("/bin/sh"),
                    QStringLiteral("-c"),
                    QStringLiteral("mount -t tmpfs -o \"$1\" slipway-test \"$2\" && shift 2 && exec \"$@\""),
                    QStringLiteral("sh"),
                    options + QStringLiteral(",mode=0777"),
                    server.home()};
        server.stop();
        const auto command = program + QStringList{QStringLiteral("true")};
        m_mayMount = QProcess::execute(command.first(), command.mid(1)) == 0;
        server.runThrough(program);
        m_isUp = m_mayMount && server.start();
    }
    /// False where this machine forbids mounting.
    bool isUp() const {
        if (m_mayMount && !m_isUp)
            qFatal("sshd does not start in a namespace: %s", server.log().constData());
        return m_isUp;
    }

private:
    bool m_mayMount = false;
    bool m_isUp = false;
};

qint64 slotProcess(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readLine().split(' ').value(0).toLongLong() : 0;
}

} // namespace

class FaultsTest : public QObject {
    Q_OBJECT

    static void followToEnd(Libssh2Shell& shell, const ports::AttemptOrder& order,
                            const std::shared_ptr<Collector>& sink, ports::AttemptState& ended,
                            const std::function<void()>& disturb, int& breaks) {
        for (int turn = 0; turn < 200; ++turn) {
            const auto following = shell.follow(order, sink->offsets(), sink, within(60'000));
            while (!following.isFinished()) {
                [[maybe_unused]] const bool finished =
                    QTest::qWaitFor([&] { return following.isFinished(); }, 120);
                if (!following.isFinished())
                    disturb();
            }
            const auto result = following.result();
            if (result) {
                ended = *result;
                return;
            }
            ++breaks;
            QVERIFY2(result.error().kind == ErrorKind::ConnectionLost ||
                         result.error().kind == ErrorKind::Unreachable,
                     qPrintable(result.error().detail));
        }
        QFAIL("never came to an end");
    }

private Q_SLOTS:
    void faultCase01_tellsThatNobodyListens() {
        Fixture fixture;
        auto order = fixture.order(QStringLiteral("true"));
        order.host.port = support::freePort();
        const auto started = answerOf(fixture.shell()->start(order, within(10'000)));
        QVERIFY(!started.ok());
        QCOMPARE(started.error().kind, ErrorKind::Unreachable);
        QCOMPARE(started.error().where, QStringLiteral("box"));
    }

    void faultCase02_tellsThatTheConnectionBrokeBeforeAnythingRan() {
        Fixture fixture;
        for (const QByteArray& greeting :
             {QByteArray(""), QByteArray("SSH-2.0-Nothing\r\n"), QByteArray("HTTP/1.0 400 Bad\r\n\r\n")}) {
            const MuteServer server(greeting);
            auto order = fixture.order(QStringLiteral("true"));
            order.host.port = server.port();
            const auto started = answerOf(fixture.shell()->start(order, within(10'000)));
            QVERIFY(!started.ok());
            QCOMPARE(started.error().kind, ErrorKind::Unreachable);
        }
    }

    void faultCase59_survivesMalformedPackets() {
        Fixture fixture;
        QByteArray junk("SSH-2.0-OpenSSH_9.2\r\n");
        for (int byte = 0; byte < 4000; ++byte)
            junk.append(static_cast<char>(byte * 7919 >> 3));
        const MuteServer server(junk);
        auto host = fixture.server.host();
        host.port = server.port();
        const auto facts = answerOf(fixture.shell()->reach(host, within(10'000)));
        QVERIFY(!facts.ok());
        QCOMPARE(facts.error().kind, ErrorKind::Unreachable);
    }

    void faultCase10_givesUpOnAServerThatNeverAnswers() {
        Fixture fixture;
        const MuteServer server;
        auto host = fixture.server.host();
        host.port = server.port();
        const auto shell = fixture.shell();
        QElapsedTimer timer;
        timer.start();
        const auto facts = answerOf(shell->reach(host, within(700)));
        QVERIFY(!facts.ok());
        QCOMPARE(facts.error().kind, ErrorKind::Unreachable);
        QVERIFY(timer.elapsed() < 5'000);
        std::stop_source source;
        const auto waiting = shell->reach(host, {std::chrono::minutes(5), source.get_token()});
        source.request_stop();
        QCOMPARE(answerOf(waiting).error().kind, ErrorKind::Cancelled);
    }

    void endsItsCallsWhenItIsDestroyed() {
        Fixture fixture;
        const MuteServer server;
        auto host = fixture.server.host();
        host.port = server.port();
        auto shell = fixture.shell();
        const auto waiting = shell->reach(host, within(300'000));
        QElapsedTimer timer;
        timer.start();
        shell.reset();
        QVERIFY(timer.elapsed() < 5'000);
        QCOMPARE(answerOf(waiting).error().kind, ErrorKind::Lost);
    }

    void faultCase12_tellsANameThatDoesNotResolve() {
        Fixture fixture;
        auto host = fixture.server.host();
        host.address = QStringLiteral("no-such-host.invalid");
        const auto facts = answerOf(fixture.shell()->reach(host, within(3'000)));
        QVERIFY(!facts.ok());
        QVERIFY(facts.error().kind == ErrorKind::Unreachable || facts.error().kind == ErrorKind::Observer);
        for (const char* address : {"", "-oProxyCommand=x", "a b", "a,b", "*", "a\nb"}) {
            host.address = QString::fromLatin1(address);
            const auto refused = answerOf(fixture.shell()->reach(host, within(3'000)));
            QVERIFY(!refused.ok());
        }
    }

    void faultCase03_aDropWhileLoggingInIsNoRefusal() {
        // The session's process dies between key exchange and the answer to our key, again and again.
        Fixture fixture;
        const auto shell = fixture.shell();
        std::atomic<bool> done = false;
        std::thread killer([&] {
            for (; !done; QThread::msleep(3))
                fixture.server.killSessions();
        });
        for (int turn = 0; turn < 10; ++turn) {
            const auto started = answerOf(shell->start(fixture.order(QStringLiteral("true")), within(2'000)));
            if (!started)
                QTest::qVerify(started.error().kind == ErrorKind::Unreachable ||
                                   started.error().kind == ErrorKind::ConnectionLost ||
                                   started.error().kind == ErrorKind::Timeout,
                               "kind", qPrintable(started.error().detail), __FILE__, __LINE__);
        }
        done = true;
        killer.join();
    }

    void faultCase06_runsInOneExchangeAndGoesOnWhenThatIsCut() {
        Fixture fixture;
        const auto shell = fixture.shell();
        const auto order = fixture.order(QStringLiteral(
            "echo once >>\"$HOME/count\"; echo one; echo e >&2; while [ ! -e \"$HOME/go\" ]; do "
            "sleep 0.05; done; echo two; exit 4"));
        const auto sink = std::make_shared<Collector>();
        const auto running = shell->run(order, {}, sink, within(60'000));
        QTRY_COMPARE(sink->out(), "one\n");
        QTRY_COMPARE(sink->err(), "e\n");
        QVERIFY(fixture.server.killSessions() > 0);
        const auto cut = answerOf(running);
        QVERIFY(!cut.ok());
        QCOMPARE(cut.error().kind, ErrorKind::ConnectionLost);
        fixture.writeAtHome(QStringLiteral("go"), "");
        // Asking for a run again is as safe as asking for its state.
        const auto ended = answerOf(shell->run(order, sink->offsets(), sink, within(60'000)));
        QVERIFY2(ended.ok(), qPrintable(ended ? QString() : ended.error().detail));
        QCOMPARE(ended->exitCode, 4);
        QCOMPARE(sink->out(), "one\ntwo\n");
        QCOMPARE(sink->err(), "e\n");
        QVERIFY(sink->isExact());
        QCOMPARE(fixture.fileAtHome(QStringLiteral("count")), "once\n");
    }

    void faultCase04_nothingRunsWhenTheConnectionDropsBeforeTheGate() {
        Fixture fixture;
        // The login shell waits before it becomes our shell: the script has been sent, not read.
        QVERIFY(
            fixture.atLogin("touch \"$HOME/waiting\"; while [ -e \"$HOME/hold\" ]; do sleep 0.05; done\n"));
        fixture.writeAtHome(QStringLiteral("hold"), "");
        const auto shell = fixture.shell();
        const auto order = fixture.order(QStringLiteral("touch \"$HOME/ran\""));
        const auto starting = shell->start(order, within(30'000));
        QTRY_VERIFY(QFile::exists(fixture.server.home() + QStringLiteral("/waiting")));
        QVERIFY(fixture.server.killSessions() > 0);
        for (const auto id : fixture.server.stepProcesses())
            ::kill(static_cast<pid_t>(id), SIGKILL); // the login shell itself, with its unread script
        const auto started = answerOf(starting);
        QVERIFY(!started.ok());
        QVERIFY(started.error().kind == ErrorKind::ConnectionLost ||
                started.error().kind == ErrorKind::Unreachable);
        QVERIFY(QFile::remove(fixture.server.home() + QStringLiteral("/hold")));
        const auto state = answerOf(shell->status(order, within(10'000)));
        QVERIFY2(state.ok(), qPrintable(state ? QString() : state.error().detail));
        QCOMPARE(state->state, State::Never);
        QVERIFY(!QFile::exists(fixture.server.home() + QStringLiteral("/ran")));
    }

    void faultCase05_asksAfterADropAndAdoptsWhatRuns() {
        Fixture fixture;
        const auto order = fixture.order(QStringLiteral("echo ran >>\"$HOME/ran\"; sleep 1; exit 5"));
        auto shell = fixture.shell();
        const auto starting = shell->start(order, within(20'000));
        QTRY_VERIFY(QFile::exists(fixture.server.home() + QStringLiteral("/ran")));
        fixture.server.killSessions();
        [[maybe_unused]] const auto started = answerOf(starting); // either answer is honest
        const auto again = answerOf(shell->start(order, within(20'000)));
        QVERIFY2(again.ok(), qPrintable(again ? QString() : again.error().detail));
        const auto ended = answerOf(shell->follow(order, {}, std::make_shared<Collector>(), within(20'000)));
        QVERIFY(ended.ok());
        QCOMPARE(ended->exitCode, 5);
        QCOMPARE(fixture.fileAtHome(QStringLiteral("ran")), "ran\n");
    }

    void faultCase06_resumesAtTheExactByte() {
        Fixture fixture;
        const auto order =
            fixture.order(QStringLiteral("i=0; while [ $i -lt 30 ]; do seq $((i*10000)) $((i*10000+9999)); "
                                         "echo err $i >&2; sleep 0.08; i=$((i+1)); done; exit 4"));
        const auto shell = fixture.shell();
        QVERIFY(answerOf(shell->start(order, within(20'000))).ok());
        const auto sink = std::make_shared<Collector>();
        ports::AttemptState ended;
        int breaks = 0;
        followToEnd(
            *shell, order, sink, ended, [&] { fixture.server.killSessions(); }, breaks);
        QVERIFY(breaks > 3);
        QCOMPARE(ended.state, State::Done);
        QCOMPARE(ended.exitCode, 4);
        QVERIFY(sink->isExact());
        QByteArray out;
        for (int line = 0; line < 300'000; ++line)
            out += QByteArray::number(line) + '\n';
        QByteArray err;
        for (int line = 0; line < 30; ++line)
            err += "err " + QByteArray::number(line) + '\n';
        QCOMPARE(digest(sink->out()), digest(out));
        QCOMPARE(sink->err(), err);
    }

    void faultCase07_readsAResultThatWasWrittenWhileNobodyListened() {
        Fixture fixture;
        const auto order = fixture.order(QStringLiteral("sleep 0.3; echo late; exit 9"));
        auto shell = fixture.shell();
        QVERIFY(answerOf(shell->start(order, within(20'000))).ok());
        shell.reset();
        fixture.server.stop();
        QTRY_VERIFY(
            fixture.fileAtHome(QStringLiteral(".slipway/5c1f/staging/%1/result").arg(order.attempt.text()))
                .startsWith("done"));
        QVERIFY(fixture.server.start());
        shell = fixture.shell();
        const auto state = answerOf(shell->status(order, within(20'000)));
        QVERIFY2(state.ok(), qPrintable(state ? QString() : state.error().detail));
        QCOMPARE(state->state, State::Done);
        QCOMPARE(state->exitCode, 9);
        QCOMPARE(state->outBytes, 5);
    }

    void attachesAgainFromAnotherShell() {
        Fixture fixture;
        const auto order = fixture.order(
            QStringLiteral("echo one; while [ ! -e \"$HOME/go\" ]; do sleep 0.05; done; echo two"));
        auto shell = fixture.shell();
        QVERIFY(answerOf(shell->start(order, within(20'000))).ok());
        const auto sink = std::make_shared<Collector>();
        const auto following = shell->follow(order, {}, sink, within(60'000));
        QTRY_COMPARE(sink->out(), "one\n");
        shell.reset();
        QCOMPARE(answerOf(following).error().kind, ErrorKind::Lost);
        shell = fixture.shell();
        QCOMPARE(answerOf(shell->status(order, within(20'000)))->state, State::Running);
        fixture.writeAtHome(QStringLiteral("go"), "");
        QVERIFY(answerOf(shell->follow(order, sink->offsets(), sink, within(20'000))).ok());
        QCOMPARE(sink->out(), "one\ntwo\n");
    }

    void faultCase08_doesNotTakeAClosedChannelForSuccess() {
        // OpenSSH 9.2 closes a quiet session channel cleanly by itself with this line.
        Fixture probe;
        probe.server.stop();
        probe.server.addConfig(QStringLiteral("ChannelTimeout session:*=2s"));
        if (!probe.server.start())
            QSKIP("this sshd knows no ChannelTimeout");
        const auto shell = probe.shell();
        const auto order = probe.order(QStringLiteral("sleep 6; exit 7"));
        // On a busy machine the start's own channel may be closed; asking again is what a start is made for.
        bool started = false;
        for (int turn = 0; turn < 20 && !started; ++turn)
            started = answerOf(shell->start(order, within(10'000))).ok();
        QVERIFY(started);
        int lost = 0;
        ports::AttemptState ended;
        followToEnd(
            *shell, order, std::make_shared<Collector>(), ended, [] {}, lost);
        QVERIFY(lost > 0);
        QCOMPARE(ended.exitCode, 7);
    }

    void faultCase11_noticesAFrozenServer() {
        Fixture fixture;
        auto options = fixture.options();
        options.keepaliveEvery = std::chrono::milliseconds(1000);
        Libssh2Shell shell(options);
        const auto order =
            fixture.order(QStringLiteral("while [ ! -e \"$HOME/go\" ]; do sleep 0.05; done; echo end"));
        QVERIFY(answerOf(shell.start(order, within(10'000))).ok());
        const auto sink = std::make_shared<Collector>();
        const auto following = shell.follow(order, {}, sink, within(120'000));
        // Longer than the limit of silence: keepalives keep a living but quiet connection.
        QVERIFY(!QTest::qWaitFor([&] { return following.isFinished(); }, 5'000));
        fixture.server.freeze();
        QElapsedTimer timer;
        timer.start();
        const auto ended = answerOf(following);
        QVERIFY(!ended.ok());
        QCOMPARE(ended.error().kind, ErrorKind::ConnectionLost);
        QVERIFY2(timer.elapsed() < 8'000, qPrintable(QString::number(timer.elapsed())));
        // A warm session of the pool is as dead; asking goes on over a new one once the host is back.
        fixture.server.thaw();
        fixture.writeAtHome(QStringLiteral("go"), "");
        const auto state = answerOf(shell.follow(order, sink->offsets(), sink, within(20'000)));
        QVERIFY(state.ok());
        QCOMPARE(sink->out(), "end\n");
    }

    void replacesAWarmSessionThatDied() {
        Fixture fixture;
        const auto shell = fixture.shell();
        QVERIFY(answerOf(shell->reach(fixture.server.host(), within(10'000))).ok());
        fixture.server.killSessions();
        QVERIFY(
            answerOf(shell->query(fixture.server.host(), QStringLiteral("true"), {}, within(10'000))).ok());
        fixture.server.killSessions();
        QVERIFY(answerOf(shell->reach(fixture.server.host(), within(10'000))).ok());
    }

    void faultCase21_ignoresWhatTheLoginShellPrints() {
        Fixture fixture;
        QVERIFY(
            fixture.atLogin("echo welcome; echo 'slipway-x state done'; printf 'no newline'; echo oops >&2; "
                            "printf half >&2\n"));
        const auto shell = fixture.shell();
        const auto order = fixture.order(QStringLiteral("echo out; echo err >&2; exit 3"));
        QVERIFY(answerOf(shell->start(order, within(10'000))).ok());
        const auto sink = std::make_shared<Collector>();
        const auto ended = answerOf(shell->follow(order, {}, sink, within(10'000)));
        QVERIFY2(ended.ok(), qPrintable(ended ? QString() : ended.error().detail));
        QCOMPARE(ended->exitCode, 3);
        QCOMPARE(sink->out(), "out\n");
        QCOMPARE(sink->err(), "err\n");
        const auto answer =
            answerOf(shell->query(fixture.server.host(), QStringLiteral("echo 1"), {}, within(10'000)));
        QCOMPARE(answer->output, "1\n");
    }

    void faultCase21_failsBeforeTheStartWhenTheLoginShellEnds() {
        Fixture fixture;
        QVERIFY(fixture.atLogin("echo 'This account is closed.'; exit 0\n"));
        const auto shell = fixture.shell();
        const auto order = fixture.order(QStringLiteral("touch \"$HOME/ran\""));
        const auto started = answerOf(shell->start(order, within(10'000)));
        QVERIFY(!started.ok());
        QCOMPARE(started.error().kind, ErrorKind::HostUnfit);
        QVERIFY(started.error().detail.contains(QStringLiteral("closed")));
        QCOMPARE(answerOf(shell->query(fixture.server.host(), QStringLiteral("true"), {}, within(10'000)))
                     .error()
                     .kind,
                 ErrorKind::HostUnfit);
        QVERIFY(!QFile::exists(fixture.server.home() + QStringLiteral("/ran")));
    }

    void faultCase25_tellsARebootFromAnEnd() {
        Fixture fixture;
        const auto shell = fixture.shell();
        const auto order = fixture.order(QStringLiteral("sleep 600"));
        QVERIFY(answerOf(shell->start(order, within(10'000))).ok());
        // The host's boot ID cannot be changed by a test; the recorded one can.
        QFile file(fixture.spool(order) + QStringLiteral("/wrapper"));
        QVERIFY(file.open(QIODevice::ReadWrite));
        auto words = file.readAll().split(' ');
        words[2] = "00000000-0000-0000-0000-000000000000";
        file.seek(0);
        file.write(words.join(' '));
        file.close();
        QCOMPARE(answerOf(shell->status(order, within(10'000)))->state, State::LostReboot);
    }

    void tellsALostProcessFromAnOrphan() {
        Fixture fixture;
        const auto shell = fixture.shell();
        const auto order = fixture.order(QStringLiteral("echo alive; sleep 600"));
        QVERIFY(answerOf(shell->start(order, within(10'000))).ok());
        const auto supervisor = slotProcess(fixture.spool(order) + QStringLiteral("/wrapper"));
        const auto command = slotProcess(fixture.spool(order) + QStringLiteral("/command"));
        QVERIFY(supervisor > 1 && command > 1);
        ::kill(static_cast<pid_t>(supervisor), SIGKILL);
        QTRY_COMPARE(answerOf(shell->status(order, within(10'000)))->state, State::Orphan);
        QCOMPARE(answerOf(shell->clean(order, within(10'000))).error().kind, ErrorKind::Refused);
        const auto stopped = answerOf(shell->stop(order, within(20'000)));
        QVERIFY2(stopped.ok(), qPrintable(stopped ? QString() : stopped.error().detail));
        QCOMPARE(stopped->state, State::LostProcess);
        const auto sink = std::make_shared<Collector>();
        const auto ended = answerOf(shell->follow(order, {}, sink, within(10'000)));
        QCOMPARE(ended->state, State::LostProcess);
        QCOMPARE(sink->out(), "alive\n");
        QCOMPARE(answerOf(shell->start(order, within(10'000)))->state, State::LostProcess);
    }

    void sealsAStartThatDiedHalfway() {
        Fixture fixture;
        const auto shell = fixture.shell();
        const auto order = fixture.order(QStringLiteral("touch \"$HOME/ran\""));
        QVERIFY(QDir(fixture.server.home())
                    .mkpath(QStringLiteral(".slipway/5c1f/staging/") + order.attempt.text()));
        QCOMPARE(answerOf(shell->status(order, within(20'000)))->state, State::Gated);
        QCOMPARE(answerOf(shell->start(order, within(20'000)))->state, State::Gated);
        QVERIFY(!QFile::exists(fixture.server.home() + QStringLiteral("/ran")));
    }

    void faultCase24_refusesAHomeThatCannotBeUsed() {
        Fixture fixture;
        const auto shell = fixture.shell();
        const auto order = fixture.order(QStringLiteral("touch /tmp/slipway-must-not-exist"));
        fixture.writeAtHome(QStringLiteral(".slipway"), "a file where the folder should be");
        auto started = answerOf(shell->start(order, within(10'000)));
        QVERIFY(!started.ok());
        QCOMPARE(started.error().kind, ErrorKind::HostUnfit);
        QVERIFY(QFile::remove(fixture.server.home() + QStringLiteral("/.slipway")));
        QCOMPARE(answerOf(shell->status(order, within(10'000)))->state, State::Never);
        // faultCase85: somebody's link instead of our folder.
        QVERIFY(QDir(fixture.server.folder()).mkdir(QStringLiteral("elsewhere")));
        QVERIFY(QFile::link(fixture.server.folder() + QStringLiteral("/elsewhere"),
                            fixture.server.home() + QStringLiteral("/.slipway")));
        started = answerOf(shell->start(order, within(10'000)));
        QCOMPARE(started.error().kind, ErrorKind::HostUnfit);
        QVERIFY(QFile::remove(fixture.server.home() + QStringLiteral("/.slipway")));
        QVERIFY(QDir().rename(fixture.server.home(), fixture.server.home() + QStringLiteral("-moved")));
        started = answerOf(shell->start(order, within(10'000)));
        QCOMPARE(started.error().kind, ErrorKind::HostUnfit);
        QVERIFY(QDir().rename(fixture.server.home() + QStringLiteral("-moved"), fixture.server.home()));
    }

    void faultCase22_refusesAFullDiskAndRemembersResultsOnIt() {
        Mounted fixture(QStringLiteral("size=256k"));
        if (!fixture.isUp())
            QSKIP("this machine lets nobody mount in a namespace of its own");
        const auto shell = fixture.shell();
        // faultCase23: the disk fills up while the step runs; its result has its place already.
        const auto filling = fixture.order(QStringLiteral("cat /dev/zero >\"$HOME/fill\"; exit 6"));
        const auto ended = answerOf(shell->run(filling, {}, std::make_shared<Collector>(), within(20'000)));
        QVERIFY2(ended.ok(), qPrintable(ended ? QString() : ended.error().detail));
        QCOMPARE(ended->exitCode, 6);
        QVERIFY(ended->diskWasFull);
        const auto order = fixture.order(QStringLiteral("true"));
        const auto refused = answerOf(shell->start(order, within(10'000)));
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().kind, ErrorKind::HostUnfit);
        QVERIFY2(refused.error().detail.contains(QStringLiteral("disk full")),
                 qPrintable(refused.error().detail));
        QCOMPARE(answerOf(shell->status(order, within(10'000)))->state, State::Never);
        // What is still there of the other can be read, and makes room.
        QCOMPARE(answerOf(shell->status(filling, within(10'000)))->exitCode, 6);
        QVERIFY(answerOf(shell->clean(filling, within(10'000))).ok());
        QCOMPARE(answerOf(shell->query(fixture.server.host(), QStringLiteral("rm \"$HOME/fill\""), {},
                                       within(10'000)))
                     ->exitCode,
                 0);
        const auto again = answerOf(shell->run(order, {}, std::make_shared<Collector>(), within(10'000)));
        QVERIFY2(again.ok(), qPrintable(again ? QString() : again.error().detail));
        QCOMPARE(again->exitCode, 0);
        QVERIFY(!again->diskWasFull);
    }

    void faultCase23_aLogThatWasCutIsTold() {
        Mounted fixture(QStringLiteral("size=512k"));
        if (!fixture.isUp())
            QSKIP("this machine lets nobody mount in a namespace of its own");
        const auto shell = fixture.shell();
        const auto order = fixture.order(QStringLiteral("seq 1 200000; exit 7"));
        const auto sink = std::make_shared<Collector>();
        const auto ended = answerOf(shell->run(order, {}, sink, within(20'000)));
        QVERIFY2(ended.ok(), qPrintable(ended ? QString() : ended.error().detail));
        QCOMPARE(ended->exitCode, 7);
        QVERIFY(ended->diskWasFull);
        QByteArray printed;
        for (int line = 1; line <= 200'000; ++line)
            printed += QByteArray::number(line) + '\n';
        QVERIFY(sink->out().size() > 100'000 && sink->out().size() < 512 * 1024);
        QVERIFY(printed.startsWith(sink->out()));
        QVERIFY(sink->isExact());
        // It is remembered with the result.
        QVERIFY(answerOf(shell->status(order, within(10'000)))->diskWasFull);
    }

    void faultCase24_aHomeThatCannotBeWrittenRefusesTheStart() {
        Mounted fixture(QStringLiteral("ro"));
        if (!fixture.isUp())
            QSKIP("this machine lets nobody mount in a namespace of its own");
        const auto shell = fixture.shell();
        const auto order = fixture.order(QStringLiteral("true"));
        const auto refused = answerOf(shell->run(order, {}, std::make_shared<Collector>(), within(10'000)));
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().kind, ErrorKind::HostUnfit);
        QVERIFY2(refused.error().detail.contains(QStringLiteral("home folder")),
                 qPrintable(refused.error().detail));
        QCOMPARE(answerOf(shell->status(order, within(10'000)))->state, State::Never);
    }

    void faultCase24_aHomeWithoutExecutionIsEnough() {
        Mounted fixture(QStringLiteral("noexec"));
        if (!fixture.isUp())
            QSKIP("this machine lets nobody mount in a namespace of its own");
        const auto shell = fixture.shell();
        // The mount is what it should be: a program there cannot be started.
        const auto order = fixture.order(QStringLiteral(
            "echo 'exit 0' >\"$HOME/own\"; chmod +x \"$HOME/own\"; \"$HOME/own\"; echo $?; exit 3"));
        const auto sink = std::make_shared<Collector>();
        const auto ended = answerOf(shell->run(order, {}, sink, within(10'000)));
        QVERIFY2(ended.ok(), qPrintable(ended ? QString() : ended.error().detail));
        QCOMPARE(ended->exitCode, 3);
        QCOMPARE(sink->out(), QByteArray("126\n"));
        QVERIFY(!ended->diskWasFull);
    }

    void faultCase84_worksWithBusyboxAlone() {
        const auto busybox = QStringLiteral("/usr/bin/busybox");
        if (!QFile::exists(busybox))
            QSKIP("busybox is not installed");
        Fixture fixture;
        const auto applets = fixture.server.folder() + QStringLiteral("/applets");
        QVERIFY(QDir().mkdir(applets));
        QCOMPARE(QProcess::execute(busybox, {QStringLiteral("--install"), QStringLiteral("-s"), applets}), 0);
        fixture.server.stop();
        fixture.server.addEnvironment(QStringLiteral("PATH=") + applets);
        QVERIFY(fixture.server.start());
        auto options = fixture.options();
        options.shell = QFile::encodeName(applets) + "/sh";
        Libssh2Shell shell(options);
        auto order = fixture.order(QStringLiteral(
            "printf '%s' \"$V\"; readlink -f \"$(command -v seq)\"; seq 1 100000; echo e >&2; exit 12"));
        order.command.variables = {{QStringLiteral("V"), QStringLiteral("$(id) '\"\n")}};
        const auto started = answerOf(shell.start(order, within(20'000)));
        QVERIFY2(started.ok(), qPrintable(started ? QString() : started.error().detail));
        const auto sink = std::make_shared<Collector>();
        ports::AttemptState ended;
        int breaks = 0;
        followToEnd(
            shell, order, sink, ended, [&] { fixture.server.killSessions(); }, breaks);
        QCOMPARE(ended.exitCode, 12);
        QByteArray expected =
            "$(id) '\"\n" + QFile::encodeName(QFileInfo(busybox).canonicalFilePath()) + '\n';
        for (int line = 1; line <= 100'000; ++line)
            expected += QByteArray::number(line) + '\n';
        QCOMPARE(digest(sink->out()), digest(expected));
        QCOMPARE(sink->err(), "e\n");
        order = fixture.order(QStringLiteral("trap '' TERM; while :; do sleep 0.1; done"));
        order.command.timeout = base::Milliseconds(300);
        order.command.grace = base::Milliseconds(300);
        QVERIFY(answerOf(shell.start(order, within(20'000))).ok());
        const auto timedOut = answerOf(shell.follow(order, {}, sink, within(20'000)));
        QVERIFY2(timedOut.ok(), qPrintable(timedOut ? QString() : timedOut.error().detail));
        QCOMPARE(timedOut->exitCode, 137);
        order = fixture.order(QStringLiteral("sleep 600 & sleep 600"));
        QVERIFY(answerOf(shell.start(order, within(20'000))).ok());
        QCOMPARE(answerOf(shell.stop(order, within(20'000)))->exitCode, 143);
        const auto answer = answerOf(
            shell.query(fixture.server.host(), QStringLiteral("echo q; exit 2"), {}, within(10'000)));
        QCOMPARE(answer->exitCode, 2);
        QCOMPARE(answer->output, "q\n");
    }

    void faultCase84_worksUnderAnyLoginShell_data() {
        QTest::addColumn<QString>("shell");
        for (const char* shell : {"csh", "tcsh", "fish"})
            QTest::newRow(shell) << QString::fromLatin1(shell);
    }
    void faultCase84_worksUnderAnyLoginShell() {
        QFETCH(const QString, shell);
        const auto program = QStandardPaths::findExecutable(shell);
        if (program.isEmpty())
            QSKIP("this shell is not installed");
        // An account's shell cannot be changed by a test; sshd runs the command the same way through this.
        Fixture fixture;
        fixture.server.stop();
        fixture.server.addConfig(
            QStringLiteral("ForceCommand exec %1 -c \"$SSH_ORIGINAL_COMMAND\"").arg(program));
        QVERIFY(fixture.server.start());
        fixture.writeAtHome(QStringLiteral(".cshrc"), "echo welcome\nset noclobber\n");
        QVERIFY(QDir(fixture.server.home()).mkpath(QStringLiteral(".config/fish")));
        fixture.writeAtHome(QStringLiteral(".config/fish/config.fish"), "echo welcome\n");
        for (const auto transport : {domain::Transport::Libssh2, domain::Transport::OpenSsh}) {
            const auto connection = fixture.shell();
            auto order = fixture.order(QStringLiteral(
                "[ -z \"$version\" ] || exit 1; printf '%s|' \"$V\"; echo e >&2; seq 1 20000; exit 12"));
            order.host.transport = transport;
            order.environment = domain::EnvironmentName(QStringLiteral("a b!;$(id)~%"));
            order.command.variables = {{QStringLiteral("V"), QStringLiteral("$(id) !! '\"\n%~")}};
            const auto sink = std::make_shared<Collector>();
            const auto ended = answerOf(connection->run(order, {}, sink, within(20'000)));
            QVERIFY2(ended.ok(), qPrintable(ended ? QString() : ended.error().detail));
            QCOMPARE(ended->exitCode, 12);
            QVERIFY(sink->out().startsWith("$(id) !! '\"\n%~|1\n2\n"));
            QCOMPARE(sink->out().count('\n'), 20'001);
            QCOMPARE(sink->err(), QByteArray("e\n"));
            QCOMPARE(answerOf(connection->status(order, within(20'000)))->state, State::Done);
            ports::LockOrder lock{order.host,
                                  order.environment,
                                  QStringLiteral("dep-1"),
                                  QStringLiteral("mira !!"),
                                  QStringLiteral("why?"),
                                  false,
                                  {}};
            QVERIFY(answerOf(connection->lock(lock, within(20'000)))->mine);
            QVERIFY(!answerOf(connection->unlock(lock, within(20'000)))->held);
            const auto answer =
                answerOf(connection->query(order.host, QStringLiteral("echo \"q $V\"; exit 2"),
                                           order.command.variables, within(20'000)));
            QCOMPARE(answer->exitCode, 2);
            QCOMPARE(answer->output, QByteArray("q $(id) !! '\"\n%~\n"));
        }
    }

    void faultCase84_anAlteredResultIsNotTakenForOne() {
        Fixture fixture;
        const auto shell = fixture.shell();
        const auto order = fixture.order(QStringLiteral("exit 5"));
        QVERIFY(answerOf(shell->run(order, {}, std::make_shared<Collector>(), within(20'000))).ok());
        const auto path = fixture.spool(order) + QStringLiteral("/result");
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto whole = file.readAll();
        file.close();
        QVERIFY(whole.startsWith("done 5 "));
        const auto words = whole.simplified();
        for (const auto& altered :
             {QByteArray(), QByteArray("done"), words.left(6), words.chopped(3), "x" + words, words + " more",
              QByteArray("done zero 1 1 1 end"), QByteArray("done -1 x y z end"), QByteArray(4096, '\0')}) {
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
            file.write(altered + '\n');
            file.close();
            const auto state = answerOf(shell->status(order, within(20'000)));
            QVERIFY2(state.ok() ? state->state == State::LostProcess
                                : state.error().kind == ErrorKind::Protocol,
                     altered.constData());
        }
        // And an altered or missing script of an attempt that was started never starts it again.
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(whole);
        file.close();
        QVERIFY(QFile::remove(fixture.spool(order) + QStringLiteral("/script")));
        const auto again = answerOf(shell->start(order, within(20'000)));
        QVERIFY(again.ok());
        QCOMPARE(again->exitCode, 5);
    }

    void connectsManyTimesAtOnceToACrowdedServer() {
        Fixture fixture;
        fixture.server.stop();
        fixture.server.addConfig(QStringLiteral("MaxStartups 10:30:100"));
        QVERIFY(fixture.server.start());
        const auto shell = fixture.shell();
        QList<base::Future<ports::RemoteShell::QueryAnswer>> answers;
        for (int index = 0; index < 40; ++index)
            answers.append(shell->query(fixture.server.host(), QStringLiteral("echo %1").arg(index), {},
                                        within(60'000)));
        for (int index = 0; index < 40; ++index) {
            const auto answer = answerOf(answers[index]);
            QVERIFY2(answer.ok(), qPrintable(answer ? QString() : answer.error().detail));
            QCOMPARE(answer->output, QByteArray::number(index) + '\n');
        }
    }
};

} // namespace slipway::adapters

QTEST_GUILESS_MAIN(slipway::adapters::FaultsTest)
#include "faults_test.moc"
