#include "app/base/canonical_json.h"
#include "app/domain/step_kind.h"
#include "tests/adapters/ssh/transport_fixture.h"
#include "tests/support/environment_variable.h"
#include "tests/support/tcp_proxy.h"

#include <QTemporaryDir>
#include <atomic>

namespace slipway::adapters {

using namespace domain;
using namespace Qt::StringLiterals;
using base::ErrorKind;
using State = ports::AttemptState::State;
using support::TcpProxy;
using Way = TcpProxy::Way;

namespace {

constexpr qint64 mebibyte = 1024 * 1024;

/// Lines that differ, so that a piece in a wrong place shows.
QByteArray linesOf(qint64 bytes) {
    QByteArray text;
    for (qint64 number = 1; text.size() < bytes; ++number)
        text += QByteArray::number(number).rightJustified(15, ' ') + '\n';
    text.truncate(bytes);
    return text;
}

} // namespace

/// Much data goes over the OpenSSH client, and loses nothing on the way there and back.
class BulkTest : public QObject {
    Q_OBJECT

    struct Host : Fixture {
        qsizetype logins() const { return server.log().count("Accepted publickey"); }
        bool hadSeveralChannels() const {
            for (const auto& line : server.log().split('\n'))
                if (line.startsWith("Starting session") && !line.trimmed().endsWith(" id 0"))
                    return true;
            return false;
        }
        /// A step that has printed so many of linesOf().
        ports::AttemptOrder printed(Libssh2Shell& shell, qint64 bytes) const {
            const auto made = order(
                u"awk 'BEGIN { for (n = 1; ; ++n) printf \"%15d\\n\", n }' | head -c %1; echo complaint >&2; exit 5"_s
                    .arg(bytes));
            const bool ended = answerOf(shell.start(made, within(20'000))).ok() &&
                               QTest::qWaitFor(
                                   [&] {
                                       const auto state = answerOf(shell.status(made, within(20'000)));
                                       return state && state->state == State::Done;
                                   },
                                   60'000);
            if (!ended)
                qWarning("the step did not end");
            return made;
        }
        /// Follows it; whether all came as it was printed.
        static QString whatIsWrong(Libssh2Shell& shell, const ports::AttemptOrder& order, qint64 bytes) {
            const auto sink = std::make_shared<Collector>();
            const auto ended = answerOf(shell.follow(order, {}, sink, within(60'000)));
            if (!ended)
                return QString::fromUtf8(wordsOf(ended));
            if (ended->state != State::Done || ended->exitCode != 5)
                return u"exit code %1"_s.arg(ended->exitCode);
            if (sink->out() != linesOf(bytes) || sink->err() != "complaint\n" || !sink->isExact())
                return u"%1 bytes came, and not as they were printed"_s.arg(sink->out().size());
            return {};
        }
    };

    /// A file on this computer and what there is of it on the host.
    struct Sent {
        Sent(const Host& host, qint64 bytes) : content(linesOf(bytes)) {
            QFile made(folder.filePath(u"artifact"_s));
            if (made.open(QIODevice::WriteOnly))
                made.write(content);
            file = {made.fileName(), bytes, base::sha256Hex(content)};
            there = host.server.home() + u"/.slipway/5c1f/staging/uploads/"_s + file.sha256;
        }
        base::Future<void> begin(Libssh2Shell& shell, const domain::Host& host) {
            return shell.send(
                {host, EnvironmentName(u"staging"_s), file}, [this](qint64 bytes) { sent = bytes; },
                within(20'000));
        }
        bool isThere() const { return base::sha256Hex(contentOf(there + u".part"_s)) == file.sha256; }
        QTemporaryDir folder;
        QByteArray content;
        ports::ArtifactFile file;
        QString there;
        std::atomic<qint64> sent = 0;
    };

    static domain::Host farHost(const Host& fixture, TcpProxy& proxy) {
        fixture.trust(proxy.port());
        proxy.delay(std::chrono::milliseconds(10));
        auto host = fixture.server.host();
        host.port = proxy.port();
        return host;
    }

    /// A program called ssh that comes first in PATH.
    static QByteArray pathWith(const QTemporaryDir& folder, const QByteArray& script) {
        if (!writeProgram(folder.filePath(u"ssh"_s), script))
            qFatal("no program can be made");
        return QFile::encodeName(folder.path()) + ':' + qgetenv("PATH");
    }

private Q_SLOTS:
    void muchOutputComesOverTheOpenSshClient() {
        Host fixture;
        const auto shell = fixture.shell();
        const auto little = fixture.printed(*shell, 3 * mebibyte),
                   much = fixture.printed(*shell, 40 * mebibyte + 7);
        QCOMPARE(Host::whatIsWrong(*shell, little, 3 * mebibyte), QString());
        QCOMPARE(fixture.logins(), 1);
        QCOMPARE(Host::whatIsWrong(*shell, much, 40 * mebibyte + 7), QString());
        QCOMPARE(fixture.logins(), 2);
        // It stays open for the next.
        QCOMPARE(Host::whatIsWrong(*shell, much, 40 * mebibyte + 7), QString());
        QCOMPARE(fixture.logins(), 2);
    }

    void theFileMayForbidIt() {
        Host fixture;
        const auto shell = fixture.shell();
        auto much = fixture.printed(*shell, 20 * mebibyte);
        much.host.transport = Transport::Libssh2;
        QCOMPARE(Host::whatIsWrong(*shell, much, 20 * mebibyte), QString());
        Sent file(fixture, 20 * mebibyte);
        const auto sent = answerOf(file.begin(*shell, much.host));
        QVERIFY2(sent.ok(), wordsOf(sent));
        QVERIFY(file.isThere());
        // The step went by another host of the file; the forbidden one has a connection of its own.
        QCOMPARE(fixture.logins(), 2);
    }

    void withoutTheClientAllComesAsUsual() {
        Host fixture;
        const auto shell = fixture.shell();
        const auto much = fixture.printed(*shell, 20 * mebibyte);
        const QTemporaryDir none;
        const support::EnvironmentVariable path("PATH", QFile::encodeName(none.path()));
        QCOMPARE(Host::whatIsWrong(*shell, much, 20 * mebibyte), QString());
        Sent file(fixture, 20 * mebibyte);
        const auto sent = answerOf(file.begin(*shell, much.host));
        QVERIFY2(sent.ok(), wordsOf(sent));
        QVERIFY(file.isThere());
        QCOMPARE(fixture.logins(), 1);
    }

    void aClientThatIsRefusedIsAskedOnce() {
        Host fixture;
        const auto shell = fixture.shell();
        const auto much = fixture.printed(*shell, 20 * mebibyte);
        const QTemporaryDir folder;
        const QString calls = folder.filePath(u"calls"_s);
        const support::EnvironmentVariable path(
            "PATH", pathWith(folder, "echo call >>" + QFile::encodeName(calls) +
                                         "\nwhile [ \"$1\" ]; do [ \"$1\" = -E ] && echo 'me@box: "
                                         "Permission denied (publickey).' >>\"$2\"; shift; done\n"
                                         "exit 255\n"));
        for (int turn = 0; turn < 2; ++turn)
            QCOMPARE(Host::whatIsWrong(*shell, much, 20 * mebibyte), QString());
        QCOMPARE(contentOf(calls), QByteArray("call\n"));
    }

    void aStepThatBeganIsNeverSaidNotToHave() {
        Host fixture;
        const auto shell = fixture.shell();
        const QTemporaryDir folder;
        const QString called = folder.filePath(u"called"_s), go = folder.filePath(u"go"_s);
        const support::EnvironmentVariable path(
            "PATH",
            pathWith(folder, ": >" + QFile::encodeName(called) + "\nwhile [ ! -e " + QFile::encodeName(go) +
                                 " ]; do sleep 0.01; done\nwhile [ \"$1\" ]; do [ \"$1\" = -E ] && echo "
                                 "'ssh: connect to host box: Connection refused' >>\"$2\"; shift; done\n"
                                 "exit 255\n"));
        const auto much = fixture.printed(*shell, 20 * mebibyte);
        // The same order again is adopted, and its output is more than libssh2 brings in good time.
        const auto run = shell->run(much, {}, std::make_shared<Collector>(), within(60'000));
        QVERIFY(QTest::qWaitFor([&] { return QFile::exists(called); }, 20'000));
        fixture.server.stop();
        append(go, "go");
        const auto ended = answerOf(run);
        QVERIFY(!ended.ok());
        QCOMPARE(ended.error().kind, ErrorKind::ConnectionLost);
    }

    void faultCase06_muchOutputThatIsCutGoesOnAtTheByte() {
        Host fixture;
        const auto shell = fixture.shell();
        const qint64 bytes = 60 * mebibyte;
        const auto much = fixture.printed(*shell, bytes);
        const auto sink = std::make_shared<Collector>();
        int cuts = 0;
        base::Result<ports::AttemptState> ended = base::Error{};
        for (int turn = 0; turn < 20 && !ended; ++turn) {
            const auto before = sink->offsets().out;
            const auto follow = shell->follow(much, sink->offsets(), sink, within(60'000));
            if (turn < 3 &&
                QTest::qWaitFor(
                    [&] { return sink->offsets().out > before + 5 * mebibyte || follow.isFinished(); },
                    20'000) &&
                !follow.isFinished())
                cuts += fixture.server.killSessions() > 0 ? 1 : 0;
            ended = answerOf(follow);
        }
        QVERIFY2(ended.ok(), wordsOf(ended));
        QVERIFY(cuts > 0);
        QVERIFY(sink->isExact());
        QCOMPARE(sink->out(), linesOf(bytes));
    }

    void faultCase55_anEndlessLogLetsGoOfItsMiddle() {
        Host fixture;
        auto options = fixture.options();
        options.keptOutput = mebibyte;
        Libssh2Shell shell(options);
        const qint64 printed = 30 * mebibyte;
        auto order = fixture.order(u"awk 'BEGIN { for (n = 1; ; ++n) printf \"%15d\\n\", n }' | head -c %1; "
                                   u"while [ ! -e go ]; do sleep 0.05; "
                                   "done; echo the end"_s.arg(printed));
        order.command.timeout = base::Milliseconds(120'000);
        QVERIFY(answerOf(shell.start(order, within(20'000))).ok());
        const QString log = fixture.spool(order) + u"/out"_s;
        const auto cut = [&] { return contentOf(log + u".cut"_s).split(' ').first().toLongLong(); };
        QTRY_VERIFY_WITH_TIMEOUT(cut() > 0, 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(log).size() == printed, 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(cut() >= printed - 2 * mebibyte - 65536, 30'000);
        QProcess blocks;
        blocks.start(u"stat"_s, {u"-c"_s, u"%b"_s, log});
        QVERIFY(blocks.waitForFinished());
        QVERIFY(blocks.readAllStandardOutput().toLongLong() * 512 < 5 * mebibyte);
        const qint64 end = cut();
        const auto sink = std::make_shared<Collector>();
        const auto follow = shell.follow(order, {}, sink, within(60'000));
        QTRY_VERIFY_WITH_TIMEOUT(sink->skipped() > 0, 20'000);
        fixture.writeAtHome(u"go"_s, {});
        const auto ended = answerOf(follow);
        QVERIFY2(ended.ok(), wordsOf(ended));
        QCOMPARE(ended->exitCode, 0);
        QVERIFY(sink->isExact());
        QCOMPARE(sink->skipped(), end - mebibyte);
        const auto lines = linesOf(printed);
        QCOMPARE(sink->out(), lines.left(mebibyte) + lines.mid(end) + "the end\n");
    }

    void aFarHostGetsAFileOverSeveralChannels() {
        Host fixture;
        TcpProxy proxy(fixture.server.port());
        const auto host = farHost(fixture, proxy);
        const auto shell = fixture.shell();
        Sent file(fixture, 70 * mebibyte + 12'345);
        const auto sent = answerOf(file.begin(*shell, host));
        QVERIFY2(sent.ok(), wordsOf(sent));
        QVERIFY(file.isThere());
        QCOMPARE(file.sent.load(), file.file.bytes);
        QVERIFY2(fixture.hadSeveralChannels(), fixture.server.log());
        QVERIFY(!QFile::exists(file.there + u".got"_s));
    }

    void faultCase06_aTransferOverSeveralChannelsThatIsCutGoesOn() {
        Host fixture;
        TcpProxy proxy(fixture.server.port());
        const auto host = farHost(fixture, proxy);
        const auto shell = fixture.shell();
        Sent file(fixture, 80 * mebibyte + 1);
        const qint64 before = proxy.passed(Way::ToServer);
        proxy.cutAfter(Way::ToServer, 40 * mebibyte, TcpProxy::Cut::Reset);
        const auto cut = answerOf(file.begin(*shell, host));
        QVERIFY(!cut.ok());
        QCOMPARE(cut.error().kind, ErrorKind::ConnectionLost);
        QVERIFY(proxy.hasCut());
        // The file has holes, and is as long as its furthest piece: only what was noted counts.
        QVERIFY(QFile::exists(file.there + u".got"_s));
        const auto sent = answerOf(file.begin(*shell, host));
        QVERIFY2(sent.ok(), wordsOf(sent));
        QVERIFY(file.isThere());
        QVERIFY(!QFile::exists(file.there + u".got"_s));
        // What came in the first try was not sent again, but for what was on its way.
        const qint64 passed = proxy.passed(Way::ToServer) - before;
        QVERIFY2(passed < file.file.bytes + 20 * mebibyte, QByteArray::number(passed));
    }

    void aFileWithHolesIsFinishedWithoutTheClient() {
        Host fixture;
        const auto shell = fixture.shell();
        Sent file(fixture, 10 * mebibyte + 5);
        QVERIFY(answerOf(file.begin(*shell, fixture.server.host())).ok());
        // Piece 3 is missing, the rest behind the last whole piece too.
        QFile part(file.there + u".part"_s);
        QVERIFY(part.open(QIODevice::ReadWrite));
        QVERIFY(part.seek(3 * mebibyte) && part.write(QByteArray(mebibyte, 'x')) == mebibyte);
        QVERIFY(part.resize(10 * mebibyte));
        part.close();
        append(file.there + u".got"_s, "base 1\n9\n1\n2\n4\n5\n7\n6\n8\n");
        const QTemporaryDir none;
        const support::EnvironmentVariable path("PATH", QFile::encodeName(none.path()));
        const auto sent = answerOf(file.begin(*shell, fixture.server.host()));
        QVERIFY2(sent.ok(), wordsOf(sent));
        QVERIFY(file.isThere());
    }

    void aHostWhoseDdKnowsNoFullBlocksGetsItInOnePiece() {
        Host fixture;
        const QTemporaryDir folder;
        QVERIFY(writeProgram(folder.filePath(u"dd"_s),
                             "case $* in *fullblock*) echo \"dd: unknown operand\" >&2; exit 1 ;; esac\n"
                             "exec /bin/dd \"$@\"\n"));
        fixture.server.stop();
        fixture.server.addEnvironment(u"PATH="_s + folder.path() + u":/usr/bin:/bin"_s);
        QVERIFY(fixture.server.start());
        TcpProxy proxy(fixture.server.port());
        const auto host = farHost(fixture, proxy);
        const auto shell = fixture.shell();
        Sent file(fixture, 66 * mebibyte);
        const auto sent = answerOf(file.begin(*shell, host));
        QVERIFY2(sent.ok(), wordsOf(sent));
        QVERIFY(file.isThere());
        QVERIFY2(!fixture.hadSeveralChannels(), fixture.server.log());
    }

    void whatWasDigestedOnItsWayIsReadAgainWhenItChanged() {
        Host fixture;
        const auto shell = fixture.shell();
        Sent file(fixture, 17 * mebibyte + 3);
        const auto put = [&] {
            const StepKind& kind = *stepKind(u"upload");
            auto attempt = fixture.order({});
            attempt.command =
                std::get<RemoteCommand>(kind.operation({{u"main"_s, u"artifact"_s}, {u"to"_s, u"placed"_s}},
                                                       {{u"SLIPWAY_DEPLOYMENT"_s, u"dep-1"_s},
                                                        {artifactDigest, file.file.sha256},
                                                        {artifactBytes, QString::number(file.file.bytes)}}));
            return answerOf(shell->run(attempt, {}, std::make_shared<Collector>(), within(60'000)));
        };
        QVERIFY(answerOf(file.begin(*shell, fixture.server.host())).ok());
        QVERIFY(contentOf(file.there + u".sum"_s).startsWith(file.file.sha256.toLatin1()));
        QFile part(file.there + u".part"_s);
        const auto told = QFileInfo(file.there + u".sum"_s).lastModified();
        // The clock of files is coarse: written in the same tick, a file is not newer.
        QVERIFY(QTest::qWaitFor(
            [&] {
                if (part.open(QIODevice::ReadWrite)) {
                    part.write("X");
                    part.close();
                }
                return QFileInfo(part.fileName()).lastModified() > told;
            },
            5'000));
        const auto changed = put();
        QVERIFY2(changed.ok(), wordsOf(changed));
        QCOMPARE(changed->exitCode, 78);
        QVERIFY(answerOf(file.begin(*shell, fixture.server.host())).ok());
        const auto placed = put();
        QVERIFY2(placed.ok(), wordsOf(placed));
        QCOMPARE(placed->exitCode, 0);
        QCOMPARE(contentOf(fixture.server.home() + u"/placed"_s), file.content);
        QVERIFY(QDir(QFileInfo(file.there).path()).isEmpty());
    }
};

} // namespace slipway::adapters

QTEST_GUILESS_MAIN(slipway::adapters::BulkTest)
#include "bulk_test.moc"
