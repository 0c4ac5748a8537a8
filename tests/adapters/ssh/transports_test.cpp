#include "tests/adapters/ssh/transport_fixture.h"

#include <csignal>

namespace slipway::adapters {

using base::ErrorKind;
using State = ports::AttemptState::State;

namespace {

/// A server whose banner must never be seen in a step's output.
struct Loud : Fixture {
    Loud() {
        append(server.folder() + QStringLiteral("/banner"), "Authorised people only.\n");
        server.addConfig(QStringLiteral("Banner ") + server.folder() + QStringLiteral("/banner"));
    }
    void restart(const QString& hostKey = {}) {
        server.stop();
        if (!hostKey.isEmpty())
            server.makeHostKey(hostKey);
        QVERIFY(server.start());
        trust();
    }
    domain::Host host(domain::Transport transport = domain::Transport::Automatic) const {
        auto host = server.host();
        host.transport = transport;
        return host;
    }
};

/// A step's whole life, with output in both streams.
void runsWhole(Libssh2Shell& shell, const Loud& fixture, const domain::Host& host) {
    auto order = fixture.order(QStringLiteral("seq 1 20000; echo complaint >&2; exit 9"));
    order.host = host;
    const auto started = answerOf(shell.start(order, within(30'000)));
    QVERIFY2(started.ok(), wordsOf(started).constData());
    const auto sink = std::make_shared<Collector>();
    const auto ended = answerOf(shell.follow(order, {}, sink, within(30'000)));
    QVERIFY2(ended.ok(), wordsOf(ended).constData());
    QCOMPARE(ended->state, State::Done);
    QCOMPARE(ended->exitCode, 9);
    QCOMPARE(sink->out().count('\n'), 20000);
    QCOMPARE(sink->err(), QByteArray("complaint\n"));
    QVERIFY(sink->isExact());
}

QList<int> clientsOf(const QString& folder) {
    QList<int> found;
    for (const auto& entry : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        const auto line = contentOf(QStringLiteral("/proc/%1/cmdline").arg(entry));
        if (line.startsWith("ssh") && line.contains(QFile::encodeName(folder)))
            found.append(entry.toInt());
    }
    return found;
}

/// The private folders of this process.
QStringList folders() {
    const auto name = QStringLiteral("slipway-%1-*").arg(QCoreApplication::applicationPid());
    QStringList all;
    for (const auto& base : {qEnvironmentVariable("XDG_RUNTIME_DIR"), QDir::tempPath()})
        if (!base.isEmpty())
            for (const auto& entry : QDir(base).entryList({name}, QDir::Dirs))
                all.append(base + u'/' + entry);
    return all;
}

} // namespace

class TransportsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void takesTheOpenSshClientWhereLibssh2CannotAndSaysWhy_data() {
        QTest::addColumn<QString>("config");
        QTest::addColumn<QString>("hostKey");
        QTest::addColumn<QString>("userKey");
        QTest::addColumn<QString>("why");
        const auto row = [](const char* name, const char* config, const char* hostKey, const char* userKey,
                            const char* why) {
            QTest::newRow(name) << QString::fromLatin1(config) << QString::fromLatin1(hostKey)
                                << QString::fromLatin1(userKey) << QString::fromLatin1(why);
        };
        row("a host with only an RSA key", "", "rsa", "", "known_hosts has only a key of the type ssh-rsa");
        row("only chacha20 and gcm", "Ciphers chacha20-poly1305@openssh.com,aes256-gcm@openssh.com", "", "",
            "only ciphers that libssh2");
        row("only etm", "MACs hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com", "", "",
            "only MACs that libssh2");
        row("only sntrup761", "KexAlgorithms sntrup761x25519-sha512@openssh.com", "", "",
            "only key exchanges that libssh2");
        row("an RSA user key", "", "", "-t rsa", "is an RSA key");
        row("an RSA user key in PEM", "", "", "-t rsa -m PEM", "is an RSA key");
    }
    void takesTheOpenSshClientWhereLibssh2CannotAndSaysWhy() {
        QFETCH(QString, config);
        QFETCH(QString, hostKey);
        QFETCH(QString, userKey);
        QFETCH(QString, why);
        Loud fixture;
        if (!config.isEmpty())
            fixture.server.addConfig(config);
        fixture.restart(hostKey);
        auto host = fixture.host();
        if (!userKey.isEmpty())
            host.identity = acceptedKey(fixture.server, QStringLiteral("own"), userKey);
        const auto shell = fixture.shell();
        const auto facts = answerOf(shell->reach(host, within(20'000)));
        QVERIFY2(facts.ok(), wordsOf(facts).constData());
        QCOMPARE(facts->transport, QStringLiteral("openssh"));
        QVERIFY2(facts->why.contains(why), qPrintable(facts->why));
        QVERIFY(keyTextOf(fixture.server).endsWith(facts->hostKey));
        runsWhole(*shell, fixture, host);
        // Told to use libssh2 all the same, it fails and says why.
        host.transport = domain::Transport::Libssh2;
        const auto refused = answerOf(shell->reach(host, within(20'000)));
        QVERIFY(!refused.ok());
        QVERIFY2(refused.error().detail.contains(QStringLiteral("libssh2 1.10")) || !hostKey.isEmpty(),
                 wordsOf(refused).constData());
    }

    void prefersLibssh2AndMayBeToldOtherwise() {
        Loud fixture;
        fixture.restart();
        const auto shell = fixture.shell();
        const auto usual = answerOf(shell->reach(fixture.host(), within(20'000)));
        QVERIFY2(usual.ok(), wordsOf(usual).constData());
        QCOMPARE(usual->transport, QStringLiteral("libssh2"));
        QVERIFY(usual->why.isEmpty());
        const auto host = fixture.host(domain::Transport::OpenSsh);
        const auto told = answerOf(shell->reach(host, within(20'000)));
        QVERIFY2(told.ok(), wordsOf(told).constData());
        QCOMPARE(told->transport, QStringLiteral("openssh"));
        QCOMPARE(told->port, fixture.server.port());
        runsWhole(*shell, fixture, host);
    }

    void useAUserCertificate() {
        Loud fixture;
        const auto folder = fixture.server.folder();
        const auto authority = folder + QStringLiteral("/authority");
        QVERIFY(runTool(QStringLiteral("ssh-keygen"),
                        {QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ed25519"),
                         QStringLiteral("-N"), QString(), QStringLiteral("-f"), authority}));
        auto host = fixture.host();
        host.identity = fixture.server.strangerKey();
        QVERIFY(runTool(QStringLiteral("ssh-keygen"),
                        {QStringLiteral("-q"), QStringLiteral("-s"), authority, QStringLiteral("-I"),
                         QStringLiteral("desk"), QStringLiteral("-n"), host.user,
                         host.identity + QStringLiteral(".pub")}));
        fixture.server.addConfig(QStringLiteral("TrustedUserCAKeys ") + authority + QStringLiteral(".pub"));
        fixture.restart();
        const auto shell = fixture.shell();
        const auto facts = answerOf(shell->reach(host, within(20'000)));
        QVERIFY2(facts.ok(), wordsOf(facts).constData());
        QVERIFY(facts->why.contains(QStringLiteral("certificate")));
        runsWhole(*shell, fixture, host);
    }

    void acceptAHostCertificateOfAKnownAuthority() {
        Loud fixture;
        const auto folder = fixture.server.folder();
        const auto authority = folder + QStringLiteral("/authority");
        QVERIFY(runTool(QStringLiteral("ssh-keygen"),
                        {QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ed25519"),
                         QStringLiteral("-N"), QString(), QStringLiteral("-f"), authority}));
        QVERIFY(runTool(QStringLiteral("ssh-keygen"),
                        {QStringLiteral("-q"), QStringLiteral("-h"), QStringLiteral("-s"), authority,
                         QStringLiteral("-I"), QStringLiteral("box"), QStringLiteral("-n"),
                         QStringLiteral("127.0.0.1"), folder + QStringLiteral("/host_key.pub")}));
        fixture.server.addConfig(QStringLiteral("HostCertificate ") + folder +
                                 QStringLiteral("/host_key-cert.pub"));
        fixture.restart();
        QFile::remove(fixture.knownHosts());
        append(fixture.knownHosts(),
               "@cert-authority [127.0.0.1]:* " + contentOf(authority + QStringLiteral(".pub")));
        const auto shell = fixture.shell();
        const auto facts = answerOf(shell->reach(fixture.host(), within(20'000)));
        QVERIFY2(facts.ok(), wordsOf(facts).constData());
        QVERIFY(facts->why.contains(QStringLiteral("certificate authority")));
        QVERIFY(facts->hostKeyType.contains(QStringLiteral("-cert-")));
        runsWhole(*shell, fixture, fixture.host());
        // Another authority's word counts for nothing.
        QFile::remove(fixture.knownHosts());
        append(fixture.knownHosts(), "@cert-authority [127.0.0.1]:* " +
                                         contentOf(fixture.server.strangerKey() + QStringLiteral(".pub")));
        const auto next = fixture.shell();
        const auto refused = answerOf(next->reach(fixture.host(), within(20'000)));
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().kind, ErrorKind::HostKeyUnknown);
    }

    void asksAboutAnUnknownKeyBeforeAnythingElseIsSent() {
        Loud fixture;
        fixture.restart(QStringLiteral("rsa"));
        QFile::remove(fixture.knownHosts());
        const auto before = fixture.server.log().size();
        const auto shell = fixture.shell();
        const auto host = fixture.host();
        const auto asked = answerOf(shell->reach(host, within(20'000)));
        QVERIFY(!asked.ok());
        QCOMPARE(asked.error().kind, ErrorKind::HostKeyUnknown);
        QCOMPARE(asked.error().detail, keyTextOf(fixture.server));
        QVERIFY(!fixture.server.log().mid(before).contains(host.user.toUtf8()));
        QVERIFY(shell->acceptHostKey(host, asked.error().detail).ok());
        const auto facts = answerOf(shell->reach(host, within(20'000)));
        QVERIFY2(facts.ok(), wordsOf(facts).constData());
    }

    void faultCase14_stopsAtAChangedKey() {
        Loud fixture;
        fixture.restart();
        const auto before = keyTextOf(fixture.server);
        fixture.server.stop();
        fixture.server.makeHostKey(QStringLiteral("ed25519"));
        QVERIFY(fixture.server.start());
        const auto facts =
            answerOf(fixture.shell()->reach(fixture.host(domain::Transport::OpenSsh), within(20'000)));
        QVERIFY(!facts.ok());
        QCOMPARE(facts.error().kind, ErrorKind::HostKeyChanged);
        QVERIFY(facts.error().detail.contains(before));
        QVERIFY(facts.error().detail.contains(keyTextOf(fixture.server)));
    }

    void faultCase15_refusesARevokedKey() {
        Loud fixture;
        fixture.restart();
        append(fixture.knownHosts(), "@revoked * " + fixture.server.hostKeyLine() + '\n');
        const auto facts =
            answerOf(fixture.shell()->reach(fixture.host(domain::Transport::OpenSsh), within(20'000)));
        QVERIFY(!facts.ok());
        QCOMPARE(facts.error().kind, ErrorKind::HostKeyRevoked);
    }

    void faultCase06_resumesAtTheExactByteOverOpenSshToo() {
        Loud fixture;
        fixture.restart();
        const auto shell = fixture.shell();
        auto order = fixture.order(
            QStringLiteral("i=0; while [ $i -lt 60 ]; do seq 1 500; i=$((i + 1)); sleep 0.02; done; exit 4"));
        order.host = fixture.host(domain::Transport::OpenSsh);
        const auto started = answerOf(shell->start(order, within(30'000)));
        QVERIFY2(started.ok(), wordsOf(started).constData());
        const auto sink = std::make_shared<Collector>();
        int breaks = 0;
        while (true) {
            const auto following = shell->follow(order, sink->offsets(), sink, within(60'000));
            const auto had = sink->offsets().out;
            if (breaks < 3) {
                QTRY_VERIFY_WITH_TIMEOUT(sink->offsets().out > had || following.isFinished(), 20'000);
                fixture.server.killSessions();
            }
            const auto ended = answerOf(following);
            if (ended.ok()) {
                QCOMPARE(ended->exitCode, 4);
                break;
            }
            QVERIFY2(ended.error().kind == ErrorKind::ConnectionLost ||
                         ended.error().kind == ErrorKind::Unreachable,
                     wordsOf(ended).constData());
            QVERIFY(++breaks < 20);
        }
        QVERIFY(breaks >= 1);
        QByteArray once;
        for (int number = 1; number <= 500; ++number)
            once += QByteArray::number(number) + '\n';
        QVERIFY(sink->out() == once.repeated(60));
        QVERIFY(sink->isExact());
    }

    void leaveNoProcessAndNoFileBehind() {
        Loud fixture;
        fixture.restart();
        const auto host = fixture.host(domain::Transport::OpenSsh);
        {
            const auto shell = fixture.shell();
            QVERIFY(answerOf(shell->reach(host, within(20'000))).ok());
            QTRY_COMPARE(folders().size(), 1);
            QVERIFY(!clientsOf(folders().first()).isEmpty());
        }
        QCOMPARE(folders(), QStringList());
        QTRY_VERIFY(
            clientsOf(QStringLiteral("/slipway-%1-").arg(QCoreApplication::applicationPid())).isEmpty());
    }

    void aMasterThatDiedIsReplaced() {
        Loud fixture;
        fixture.restart();
        const auto host = fixture.host(domain::Transport::OpenSsh);
        const auto shell = fixture.shell();
        QVERIFY(answerOf(shell->reach(host, within(20'000))).ok());
        for (const int process : clientsOf(folders().value(0)))
            ::kill(process, SIGKILL);
        const auto answer = answerOf(shell->query(host, QStringLiteral("echo here"), {}, within(20'000)));
        QVERIFY2(answer.ok(), wordsOf(answer).constData());
        QCOMPARE(answer->output, QByteArray("here\n"));
    }

    void saysWhoIsNotLetIn() {
        Loud fixture;
        fixture.restart();
        auto host = fixture.host(domain::Transport::OpenSsh);
        host.identity = fixture.server.strangerKey();
        const auto refused = answerOf(fixture.shell()->reach(host, within(20'000)));
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().kind, ErrorKind::LoginRefused);
        QVERIFY(refused.error().detail.contains(host.identity));
        fixture.server.stop();
        const auto gone =
            answerOf(fixture.shell()->reach(fixture.host(domain::Transport::OpenSsh), within(20'000)));
        QVERIFY(!gone.ok());
        QCOMPARE(gone.error().kind, ErrorKind::Unreachable);
    }
};

} // namespace slipway::adapters

QTEST_GUILESS_MAIN(slipway::adapters::TransportsTest)
#include "transports_test.moc"
