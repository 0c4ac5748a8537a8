#include "app/domain/step_kind.h"
#include "tests/adapters/ssh/transport_fixture.h"

#include <QCryptographicHash>
#include <QTemporaryDir>
#include <atomic>

namespace slipway::adapters {

using namespace domain;
using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

QString digest(const QByteArray& bytes) {
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

/// Bytes without a period that a block could hide.
QByteArray noise(qsizetype size) {
    QByteArray bytes(size, Qt::Uninitialized);
    quint64 state = 88172645463325252ULL;
    for (char& byte : bytes) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        byte = static_cast<char>(state);
    }
    return bytes;
}

} // namespace

/// Files on their way to a real sshd, and the step that puts them in place.
class UploadTest : public QObject {
    Q_OBJECT
    Fixture m_fixture;
    QTemporaryDir m_here;
    std::unique_ptr<Libssh2Shell> m_shell;
    QString m_summary;
    QByteArray m_out, m_err;
    std::atomic<qint64> m_sent{0};

    ports::ArtifactFile file(const QString& name, const QByteArray& bytes) {
        QFile made(m_here.filePath(name));
        if (made.open(QIODevice::WriteOnly))
            made.write(bytes);
        return {made.fileName(), bytes.size(), digest(bytes)};
    }
    ports::TransferOrder order(const ports::ArtifactFile& artifact) const {
        return {m_fixture.server.host(), EnvironmentName(u"staging"_s), artifact};
    }
    base::Future<void> begin(const ports::TransferOrder& what, base::Limit limit = within(20'000)) {
        m_sent = 0;
        return m_shell->send(
            what, [this](qint64 bytes) { m_sent = bytes; }, limit);
    }
    base::Result<void> send(const ports::ArtifactFile& artifact) { return answerOf(begin(order(artifact))); }
    QString part(const ports::ArtifactFile& artifact) const {
        return m_fixture.server.home() + u"/.slipway/5c1f/staging/uploads/"_s + artifact.sha256 + u".part"_s;
    }
    QString home(const QString& name) const { return m_fixture.server.home() + u'/' + name; }
    Verdict put(const ports::ArtifactFile& artifact, QJsonObject params, const QString& deployment,
                const QString& undoes = {}) {
        const StepKind& kind = *stepKind(u"upload");
        params.insert(u"main"_s, QFileInfo(artifact.path).fileName());
        if (!undoes.isEmpty())
            params = kind.undo(params).params;
        auto attempt = m_fixture.order({});
        const Variables variables{{u"SLIPWAY_DEPLOYMENT"_s, deployment},
                                  {u"SLIPWAY_UNDOES"_s, undoes},
                                  {artifactDigest, artifact.sha256},
                                  {artifactBytes, QString::number(artifact.bytes)}};
        attempt.command = std::get<RemoteCommand>(kind.operation(params, variables));
        const auto sink = std::make_shared<Collector>();
        const auto ended = answerOf(m_shell->run(attempt, {}, sink, within(60'000)));
        m_out = sink->out();
        m_err = sink->err();
        if (!ended)
            return Verdict::Inconclusive;
        const Judgement judgement =
            kind.judge(attempt.command, RemoteAnswer{ended->exitCode, ended->timedOut, ended->stopped, {}});
        m_summary = judgement.summary;
        return judgement.verdict;
    }
    Verdict deliver(const ports::ArtifactFile& artifact, const QJsonObject& params,
                    const QString& deployment) {
        const auto sent = send(artifact);
        return sent ? put(artifact, params, deployment) : Verdict::Inconclusive;
    }
    /// An archive made by GNU tar of what `members` name in this computer's folder.
    ports::ArtifactFile archive(const QString& name, const QStringList& arguments) {
        if (!runTool(u"tar"_s,
                     QStringList{u"-C"_s, m_here.path(), u"-cf"_s, m_here.filePath(name)} + arguments))
            return {};
        const auto bytes = contentOf(m_here.filePath(name));
        return {m_here.filePath(name), bytes.size(), digest(bytes)};
    }

private Q_SLOTS:
    void initTestCase() { m_shell = m_fixture.shell(); }
    void cleanupTestCase() { m_shell.reset(); }

    void bringsAFileWholeOverEveryTransport_data() {
        QTest::addColumn<int>("transport");
        QTest::newRow("libssh2") << int(Transport::Libssh2);
        QTest::newRow("openssh") << int(Transport::OpenSsh);
        QTest::newRow("local") << int(Transport::Local);
    }
    void bringsAFileWholeOverEveryTransport() {
        QFETCH(int, transport);
        const auto kind = Transport(transport);
        for (const qsizetype size : {0, 1, 65535, 65536, 5'000'001}) {
            const auto bytes = noise(size) + QByteArray::number(transport);
            const auto artifact = file(u"a"_s, bytes);
            QTemporaryDir ownHome;
            auto options = m_fixture.options();
            options.localEnvironment = {"HOME=" + QFile::encodeName(ownHome.path())};
            Libssh2Shell shell(options);
            auto what = order(artifact);
            if (kind == Transport::Local)
                what.host = thisComputer();
            else
                what.host.transport = kind;
            qint64 told = 0;
            const auto sent = answerOf(shell.send(
                what, [&told](qint64 count) { told = count; }, within(20'000)));
            QVERIFY2(sent.ok(), wordsOf(sent));
            const auto path = kind == Transport::Local
                                  ? ownHome.path() + part(artifact).mid(m_fixture.server.home().size())
                                  : part(artifact);
            QCOMPARE(contentOf(path), bytes);
            QCOMPARE(told, artifact.bytes);
            QCOMPARE(QFile(path).permissions() & QFile::Permissions(0x0077), QFile::Permissions());
        }
    }

    void anEmptyFileIsThereAtOnce() {
        const auto artifact = file(u"empty"_s, {});
        QVERIFY(send(artifact).ok());
        QVERIFY(QFile::exists(part(artifact)));
    }

    void goesOnWhereAnEarlierTryHasEnded() {
        const auto bytes = noise(1'000'000);
        const auto artifact = file(u"b"_s, bytes);
        QVERIFY(send(artifact).ok());
        for (const qint64 left : {0, 1, 65536, 100'000, 999'999}) {
            QFile there(part(artifact));
            QVERIFY(there.open(QIODevice::ReadWrite));
            QVERIFY(there.resize(left));
            // A mark in what is there already shows that it is not sent again.
            if (left > 70'000) {
                there.seek(10);
                there.write("mark");
            }
            there.close();
            QVERIFY(send(artifact).ok());
            const auto now = contentOf(part(artifact));
            QCOMPARE(now.size(), bytes.size());
            QCOMPARE(now.mid(10, 4) == "mark", left > 70'000);
            QCOMPARE(now.mid(70'000), bytes.mid(70'000));
        }
        // The step finds what is wrong with it, and the next try sends it anew.
        QCOMPARE(put(artifact, {{u"to"_s, u"b"_s}}, u"dep-1"_s), Verdict::Failed);
        QCOMPARE(m_summary, u"the bytes that arrived are not those that were sent"_s);
        QVERIFY(!QFile::exists(part(artifact)));
        QVERIFY(!QFile::exists(home(u"b"_s)));
        QCOMPARE(deliver(artifact, {{u"to"_s, u"b"_s}}, u"dep-1"_s), Verdict::Passed);
        QCOMPARE(contentOf(home(u"b"_s)), bytes);
    }

    void faultCase06_aTransferThatIsCutGoesOnAtTheByte() {
        const auto bytes = noise(30'000'000);
        const auto artifact = file(u"cut"_s, bytes);
        int cuts = 0;
        base::Result<void> sent = base::Error{ErrorKind::Lost, {}, {}};
        for (int turn = 0; turn < 40 && !sent; ++turn) {
            const auto future = begin(order(artifact));
            const qint64 before = QFileInfo(part(artifact)).size();
            // Cut as soon as something has arrived.
            const bool moved = QTest::qWaitFor(
                [&] { return future.isFinished() || QFileInfo(part(artifact)).size() > before + 500'000; },
                20'000);
            QVERIFY(moved);
            if (!future.isFinished() && turn < 5)
                cuts += m_fixture.server.killSessions() > 0 ? 1 : 0;
            sent = answerOf(future);
            if (!sent)
                QVERIFY2(sent.error().kind == ErrorKind::ConnectionLost ||
                             sent.error().kind == ErrorKind::Unreachable,
                         wordsOf(sent));
        }
        QVERIFY2(sent.ok(), wordsOf(sent));
        QVERIFY(cuts >= 1);
        QCOMPARE(digest(contentOf(part(artifact))), artifact.sha256);
    }

    void twoAtOnceDoNoHarm() {
        const auto bytes = noise(3'000'000);
        const auto artifact = file(u"twice"_s, bytes);
        QList<base::Future<void>> futures;
        for (int i = 0; i < 4; ++i)
            futures.append(begin(order(artifact)));
        for (const auto& future : futures)
            QVERIFY(answerOf(future).ok());
        QCOMPARE(digest(contentOf(part(artifact))), artifact.sha256);
    }

    /// What received before a cut may still be ending on the host while the next one receives.
    void faultCase06_aReceiverThatIsEndingDoesNotDisturbTheNext() {
        const QTemporaryDir home;
        const Gate gate(u"5c1f"_s, "/bin/sh", 1 << 20);
        const domain::EnvironmentName environment(u"staging"_s);
        const auto bytes = noise(30'000'000);
        const qint64 second = 400 * Gate::receiveBlock;
        const auto whole = home.path() + u"/whole"_s, first = home.path() + u"/first"_s,
                   rest = home.path() + u"/rest"_s;
        append(whole, bytes);
        append(first, bytes.left(second));
        append(rest, bytes.mid(second));
        for (int round = 0; round < 24; ++round) {
            // At once, and more and more after the end of the first one's input.
            const int later = round < 8 ? 0 : (round - 8) * 10;
            const ports::ArtifactFile artifact{{}, bytes.size(), digest(QByteArray::number(round))};
            const auto folder = home.path() + u"/.slipway/5c1f/staging/uploads/"_s;
            QVERIFY(QDir().mkpath(folder));
            append(folder + artifact.sha256 + u".part"_s, {});
            std::array<QProcess, 2> receivers;
            const auto begin = [&](QProcess& process, qint64 from, const QString& input) {
                auto variables = QProcessEnvironment::systemEnvironment();
                variables.insert(u"HOME"_s, home.path());
                process.setProcessEnvironment(variables);
                process.setStandardInputFile(input);
                process.start(
                    u"/bin/sh"_s,
                    {u"-c"_s, QString::fromUtf8(gate.receive(environment, artifact, from)->command)});
            };
            begin(receivers[0], 0, round < 8 ? whole : first);
            QTest::qWait(later);
            begin(receivers[1], round < 8 ? 0 : second, round < 8 ? whole : rest);
            for (auto& receiver : receivers) {
                QVERIFY2(receiver.state() == QProcess::NotRunning || receiver.waitForFinished(20'000),
                         "a receiver waits for ever");
                QCOMPARE(receiver.exitCode(), 0);
            }
            QCOMPARE(digest(contentOf(folder + artifact.sha256 + u".part"_s)), digest(bytes));
            // Nobody tells a digest that is not the file's.
            const auto told = contentOf(folder + artifact.sha256 + u".sum"_s).left(64);
            QVERIFY2(told.isEmpty() || told == digest(bytes).toUtf8(), told);
            QCOMPARE(QDir(folder).entryList({u"*.end"_s, u"*.new"_s}, QDir::Files), QStringList());
        }
    }

    void stopsWhenAskedTo() {
        const auto artifact = file(u"stop"_s, noise(40'000'000));
        std::stop_source stop;
        const auto future = begin(order(artifact), {std::chrono::seconds(20), stop.get_token()});
        QVERIFY(QTest::qWaitFor([&] { return m_sent > 0 || future.isFinished(); }, 20'000));
        stop.request_stop();
        const auto sent = answerOf(future);
        if (!sent)
            QCOMPARE(sent.error().kind, ErrorKind::Cancelled);
        QVERIFY(send(artifact).ok());
        QVERIFY(QFile::remove(part(artifact)));
    }

    void faultCase10_aHostThatTakesNothingAnyMoreIsNoticed() {
        const auto artifact = file(u"frozen"_s, noise(40'000'000));
        const auto future = begin(order(artifact));
        QVERIFY(QTest::qWaitFor([&] { return m_sent > 0; }, 20'000));
        m_fixture.server.freeze();
        const auto sent = answerOf(future);
        m_fixture.server.thaw();
        if (!sent)
            QCOMPARE(sent.error().kind, ErrorKind::ConnectionLost);
        // As a run does it: a host that has just thawed may break a connection once more.
        auto again = send(artifact);
        for (int turn = 0; turn < 4 && !again; ++turn) {
            QVERIFY2(again.error().kind == ErrorKind::ConnectionLost ||
                         again.error().kind == ErrorKind::Unreachable,
                     wordsOf(again));
            qWarning("not at once: %s", wordsOf(again).constData());
            again = send(artifact);
        }
        QVERIFY2(again.ok(), wordsOf(again));
        QCOMPARE(digest(contentOf(part(artifact))), artifact.sha256);
        QVERIFY(QFile::remove(part(artifact)));
    }

    void aFileThatVanishedHereIsSaid() {
        auto artifact = file(u"gone"_s, noise(100'000));
        QVERIFY(QFile::remove(artifact.path));
        const auto sent = send(artifact);
        QVERIFY(!sent.ok());
        QCOMPARE(sent.error().kind, ErrorKind::Storage);
        artifact = file(u"gone"_s, noise(50'000));
        artifact.bytes = 100'000;
        const auto shorter = send(artifact);
        QVERIFY(!shorter.ok());
        QCOMPARE(shorter.error().kind, ErrorKind::Conflict);
    }

    void faultCase22_noRoomIsSaidBeforeAByteIsSent() {
        auto artifact = file(u"huge"_s, "x");
        artifact.bytes = 1LL << 60;
        const auto sent = send(artifact);
        QVERIFY(!sent.ok());
        QCOMPARE(sent.error().kind, ErrorKind::HostUnfit);
        QVERIFY(sent.error().detail.contains(u"no room"_s));
    }

    void faultCase85_aFolderOfSomebodyElseIsNotUsed() {
        const auto artifact = file(u"mine"_s, "mine");
        const QString uploads = QFileInfo(part(artifact)).path();
        QVERIFY(QDir().rename(uploads, uploads + u"-away"_s));
        QVERIFY(QFile::link(m_here.path(), uploads));
        const auto sent = send(artifact);
        QVERIFY(QFile::remove(uploads));
        QVERIFY(QDir().rename(uploads + u"-away"_s, uploads));
        QVERIFY(!sent.ok());
        QCOMPARE(sent.error().kind, ErrorKind::HostUnfit);
    }

    void putsAFileInPlaceAndBack() {
        const QJsonObject params{{u"to"_s, u"app/lib/bot.jar"_s}, {u"mode"_s, u"0750"_s}};
        const auto one = file(u"one"_s, "one"), two = file(u"two"_s, "two");
        QCOMPARE(deliver(one, params, u"dep-1"_s), Verdict::Passed);
        QCOMPARE(contentOf(home(u"app/lib/bot.jar"_s)), QByteArray("one"));
        QCOMPARE(QFile(home(u"app/lib/bot.jar"_s)).permissions() & QFile::Permissions(0x0777),
                 QFile::Permissions(0x0750));
        QCOMPARE(deliver(two, params, u"dep-2"_s), Verdict::Passed);
        QCOMPARE(contentOf(home(u"app/lib/bot.jar"_s)), QByteArray("two"));
        // Twice is as once.
        QCOMPARE(deliver(two, params, u"dep-2"_s), Verdict::Passed);
        QVERIFY(m_out.contains("is there already"));
        QVERIFY(!QFile::exists(part(two)));
        QCOMPARE(put(two, params, u"back"_s, u"dep-2"_s), Verdict::Passed);
        QCOMPARE(contentOf(home(u"app/lib/bot.jar"_s)), QByteArray("one"));
        QCOMPARE(put(two, params, u"back"_s, u"dep-2"_s), Verdict::Passed);
        QCOMPARE(contentOf(home(u"app/lib/bot.jar"_s)), QByteArray("one"));
        QVERIFY(m_out.contains("dep-2 has put nothing here"));
    }

    void removesOnTheWayBackWhatWasNewAndLeavesWhatItNeverPut() {
        const QJsonObject params{{u"to"_s, u"fresh/bot.jar"_s}};
        const auto one = file(u"one"_s, "one");
        QCOMPARE(put(one, params, u"back"_s, u"dep-1"_s), Verdict::Passed);
        QCOMPARE(deliver(one, params, u"dep-1"_s), Verdict::Passed);
        QCOMPARE(put(one, params, u"back"_s, u"dep-1"_s), Verdict::Passed);
        QVERIFY(!QFile::exists(home(u"fresh/bot.jar"_s)));
    }

    void unpacksAnArchiveAsAFolderAndBack() {
        QDir(m_here.path()).mkpath(u"pack/sub"_s);
        file(u"pack/sub/x"_s, "one");
        const auto one = archive(u"one.tar"_s, {u"pack"_s});
        file(u"pack/sub/x"_s, "two");
        const auto two = archive(u"two.tar.gz"_s, {u"-z"_s, u"pack"_s});
        const QJsonObject params{{u"to"_s, u"site"_s}, {u"unpack"_s, true}, {u"strip"_s, 1}};
        QVERIFY(one.bytes > 0 && two.bytes > 0);
        QCOMPARE(deliver(one, params, u"dep-1"_s), Verdict::Passed);
        QCOMPARE(contentOf(home(u"site/sub/x"_s)), QByteArray("one"));
        file(u"rest"_s, {});
        m_fixture.writeAtHome(u"site/old"_s, "old");
        QCOMPARE(deliver(two, params, u"dep-2"_s), Verdict::Passed);
        QCOMPARE(contentOf(home(u"site/sub/x"_s)), QByteArray("two"));
        QVERIFY(!QFile::exists(home(u"site/old"_s)));
        QCOMPARE(put(two, params, u"back"_s, u"dep-2"_s), Verdict::Passed);
        QCOMPARE(contentOf(home(u"site/sub/x"_s)), QByteArray("one"));
        QVERIFY(QFile::exists(home(u"site/old"_s)));
    }

    void faultCase60_noNameInAnArchiveLeadsOut() {
        file(u"evil"_s, "evil");
        const QJsonObject params{{u"to"_s, u"jail"_s}, {u"unpack"_s, true}};
        for (const QString& name :
             {u"../escaped"_s, u"/tmp/../escaped"_s, u"a/../../escaped"_s, u"/escaped"_s}) {
            const auto bad =
                archive(u"bad.tar"_s, {u"-P"_s, u"--transform=s,^evil$,"_s + name + u","_s, u"evil"_s});
            QVERIFY(bad.bytes > 0);
            QCOMPARE(deliver(bad, params, u"dep-1"_s), Verdict::Failed);
            QCOMPARE(m_summary, u"a name is not safe to use"_s);
            QVERIFY(!QFile::exists(home(u"escaped"_s)) && !QFile::exists(home(u"jail"_s)));
        }
        // A link out of the folder, and a file that would go through it.
        QVERIFY(QFile::link(m_fixture.server.home(), m_here.filePath(u"link"_s)));
        runTool(u"tar"_s, {u"-C"_s, m_here.path(), u"-cf"_s, m_here.filePath(u"through.tar"_s), u"link"_s});
        runTool(u"tar"_s, {u"-C"_s, m_here.path(), u"-rf"_s, m_here.filePath(u"through.tar"_s),
                           u"--transform=s,^evil$,link/escaped,"_s, u"evil"_s});
        const auto bytes = contentOf(m_here.filePath(u"through.tar"_s));
        const ports::ArtifactFile through{m_here.filePath(u"through.tar"_s), bytes.size(), digest(bytes)};
        deliver(through, params, u"dep-1"_s);
        QVERIFY(!QFile::exists(home(u"escaped"_s)));
    }

    void faultCase61_onlyPlacesThatAreSafeAreWrittenTo() {
        const auto one = file(u"one"_s, "one");
        for (const QString& to : {u"../x"_s, u"a/../../x"_s, u"-rf"_s, u"a/-b"_s, u"a\nb"_s,
                                  QString(5000, u'x'), u"."_s, u"/"_s}) {
            QCOMPARE(deliver(one, {{u"to"_s, to}}, u"dep-1"_s), Verdict::Failed);
            QCOMPARE(m_summary, u"a name is not safe to use"_s);
        }
        QVERIFY(QFile::link(m_here.path(), home(u"linked"_s)));
        QDir(m_fixture.server.home()).mkpath(u"folder"_s);
        for (const QString& to : {u"linked"_s, u"folder"_s}) {
            QCOMPARE(deliver(one, {{u"to"_s, to}}, u"dep-1"_s), Verdict::Failed);
            QCOMPARE(m_summary, u"something of another kind is in the way"_s);
        }
        // What people wrote stays text.
        QCOMPARE(deliver(one, {{u"to"_s, u"$(touch pwned) `touch pwned` ' \" é"_s}}, u"dep-1"_s),
                 Verdict::Passed);
        QCOMPARE(contentOf(home(u"$(touch pwned) `touch pwned` ' \" é"_s)), QByteArray("one"));
        QVERIFY(!QFile::exists(home(u"pwned"_s)));
    }

    void saysThatWhatIsNoArchiveCannotBeUnpacked() {
        const auto one = file(u"one"_s, noise(1000));
        QCOMPARE(deliver(one, {{u"to"_s, u"none"_s}, {u"unpack"_s, true}}, u"dep-1"_s), Verdict::Failed);
        QCOMPARE(m_summary, u"the archive cannot be unpacked"_s);
        QVERIFY(!QFile::exists(home(u"none"_s)));
    }
};

} // namespace slipway::adapters

QTEST_GUILESS_MAIN(slipway::adapters::UploadTest)
#include "upload_test.moc"
