#include "app/adapters/ssh/host_key.h"
#include "tests/adapters/ssh/shell_fixture.h"
#include "tests/support/ssh_agent.h"

#include <QElapsedTimer>
#include <QProcess>
#include <csignal>
#include <sys/stat.h>

namespace slipway::adapters {

using base::ErrorKind;

namespace {

QString keyText(const support::SshServer& server) {
    const auto fields = server.hostKeyLine().split(' ');
    return HostKey{fields.value(0), QByteArray::fromBase64(fields.value(1))}.text();
}

} // namespace

class HostKeysTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void asksAboutAnUnknownKeyAndAcceptsOnlyExactlyThatOne() {
        Fixture fixture;
        QVERIFY(QFile::remove(fixture.knownHosts()));
        const auto shell = fixture.shell();
        const auto host = fixture.server.host();
        QCOMPARE(shell->acceptHostKey(host, keyText(fixture.server)).error().kind, ErrorKind::NotFound);
        const auto asked = answerOf(shell->reach(host, within(10'000)));
        QVERIFY(!asked.ok());
        QCOMPARE(asked.error().kind, ErrorKind::HostKeyUnknown);
        QCOMPARE(asked.error().detail, keyText(fixture.server));
        QCOMPARE(asked.error().where, QStringLiteral("box"));
        QCOMPARE(shell->acceptHostKey(host, asked.error().detail + u'x').error().kind, ErrorKind::NotFound);
        QVERIFY(!QFile::exists(fixture.knownHosts()));
        QVERIFY(shell->acceptHostKey(host, asked.error().detail).ok());
        QVERIFY(answerOf(shell->reach(host, within(10'000))).ok());
        struct stat information = {};
        QCOMPARE(::stat(QFile::encodeName(fixture.knownHosts()).constData(), &information), 0);
        QCOMPARE(information.st_mode & 0777, mode_t(0600));
    }

    void faultCase14_stopsAtAChangedKeyAndNamesBoth() {
        Fixture fixture;
        const auto before = keyText(fixture.server);
        fixture.server.stop();
        fixture.server.makeHostKey(QStringLiteral("ed25519"));
        QVERIFY(fixture.server.start());
        const auto shell = fixture.shell();
        const auto facts = answerOf(shell->reach(fixture.server.host(), within(10'000)));
        QVERIFY(!facts.ok());
        QCOMPARE(facts.error().kind, ErrorKind::HostKeyChanged);
        QVERIFY(facts.error().detail.contains(before));
        QVERIFY(facts.error().detail.contains(keyText(fixture.server)));
        QVERIFY(!shell->acceptHostKey(fixture.server.host(), keyText(fixture.server)).ok());
    }

    void faultCase15_refusesARevokedKey() {
        Fixture fixture;
        QFile file(fixture.knownHosts());
        QVERIFY(file.open(QIODevice::Append));
        file.write("@revoked * " + fixture.server.hostKeyLine() + '\n');
        file.close();
        const auto facts = answerOf(fixture.shell()->reach(fixture.server.host(), within(10'000)));
        QVERIFY(!facts.ok());
        QCOMPARE(facts.error().kind, ErrorKind::HostKeyRevoked);
    }

    void faultCase17_takesAnotherKeyTypeForAChangedKey() {
        Fixture fixture;
        fixture.server.stop();
        fixture.server.makeHostKey(QStringLiteral("ecdsa"));
        QVERIFY(fixture.server.start());
        const auto facts = answerOf(fixture.shell()->reach(fixture.server.host(), within(10'000)));
        QVERIFY(!facts.ok());
        QCOMPARE(facts.error().kind, ErrorKind::HostKeyChanged);
    }

    void faultCase17_asksForTheRecordedTypeFirst() {
        Fixture fixture; // its ed25519 key is recorded
        const auto first = fixture.server.hostKeyLine();
        fixture.server.stop();
        QVERIFY(QFile::rename(fixture.server.folder() + QStringLiteral("/host_key"),
                              fixture.server.folder() + QStringLiteral("/recorded_key")));
        fixture.server.makeHostKey(QStringLiteral("ecdsa"));
        fixture.server.addConfig(QStringLiteral("HostKey ") + fixture.server.folder() +
                                 QStringLiteral("/recorded_key"));
        QVERIFY(fixture.server.start());
        const auto facts = answerOf(fixture.shell()->reach(fixture.server.host(), within(10'000)));
        QVERIFY2(facts.ok(), qPrintable(facts ? QString() : facts.error().detail));
        QCOMPARE(facts->hostKeyType, QStringLiteral("ssh-ed25519"));
    }

    void saysWhichKeysALoginWasTriedWith() {
        Fixture fixture;
        auto host = fixture.server.host();
        host.identity = fixture.server.strangerKey();
        const auto facts = answerOf(fixture.shell()->reach(host, within(10'000)));
        QVERIFY(!facts.ok());
        QCOMPARE(facts.error().kind, ErrorKind::LoginRefused);
        QVERIFY(facts.error().detail.contains(host.identity));
        QVERIFY(facts.error().detail.contains(host.user));
    }

    void faultCase18_saysWhenTheKeyFileIsMissingOrEncrypted() {
        Fixture fixture;
        auto host = fixture.server.host();
        host.identity = fixture.server.folder() + QStringLiteral("/nowhere");
        auto facts = answerOf(fixture.shell()->reach(host, within(10'000)));
        QCOMPARE(facts.error().kind, ErrorKind::LoginRefused);
        QVERIFY(facts.error().detail.contains(QStringLiteral("missing")));
        const auto locked = fixture.server.folder() + QStringLiteral("/locked");
        QCOMPARE(QProcess::execute(QStringLiteral("ssh-keygen"),
                                   {QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ed25519"),
                                    QStringLiteral("-N"), QStringLiteral("secret words"),
                                    QStringLiteral("-f"), locked}),
                 0);
        host.identity = locked;
        facts = answerOf(fixture.shell()->reach(host, within(10'000)));
        QCOMPARE(facts.error().kind, ErrorKind::PassphraseNeeded);
        QCOMPARE(facts.error().detail, locked);
    }

    void faultCase18_usesTheAgentAndTriesAtMostSixKeys() {
        Fixture fixture;
        const support::SshAgent agent(fixture.server.folder());
        QVERIFY(agent.isUp());
        auto host = fixture.server.host();
        const auto good = host.identity;
        host.identity.clear();
        QVERIFY(agent.add({good}));
        QVERIFY(answerOf(fixture.shell()->reach(host, within(10'000))).ok());
        QVERIFY(agent.add({QStringLiteral("-D")}));
        for (int index = 0; index < 8; ++index) {
            const auto key = fixture.server.folder() + QStringLiteral("/many%1").arg(index);
            QCOMPARE(QProcess::execute(QStringLiteral("ssh-keygen"),
                                       {QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ed25519"),
                                        QStringLiteral("-N"), QString(), QStringLiteral("-f"), key}),
                     0);
            QVERIFY(agent.add({key}));
        }
        const auto refused = answerOf(fixture.shell()->reach(host, within(10'000)));
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().kind, ErrorKind::LoginRefused);
        QVERIFY(refused.error().detail.count(QStringLiteral("SHA256:")) <= 6);
        // An agent that does not answer (as one that asks its person does) costs the deadline, no more.
        ::kill(static_cast<pid_t>(agent.processId()), SIGSTOP);
        QElapsedTimer timer;
        timer.start();
        QVERIFY(!answerOf(fixture.shell()->reach(host, within(1'000))).ok());
        QVERIFY(timer.elapsed() < 5'000);
    }

    void faultCase18_takesTheConfiguredKeyFirstFromAnAgentWithTwoHundred() {
        Fixture fixture;
        const support::SshAgent agent(fixture.server.folder());
        QVERIFY(agent.isUp());
        QStringList keys;
        for (int index = 0; index < 199; ++index) {
            keys.append(fixture.server.folder() + QStringLiteral("/many%1").arg(index));
            QProcess::execute(QStringLiteral("ssh-keygen"),
                              {QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ed25519"),
                               QStringLiteral("-N"), QString(), QStringLiteral("-f"), keys.last()});
        }
        auto host = fixture.server.host();
        QVERIFY(agent.add(keys + QStringList{host.identity}));
        // Only the public half is left: the agent has to do it, and no other key is shown.
        QVERIFY(QFile::remove(host.identity));
        QVERIFY(QFile::rename(host.identity + QStringLiteral(".pub"), host.identity));
        QVERIFY(QFile::copy(host.identity, host.identity + QStringLiteral(".pub")));
        const auto facts = answerOf(fixture.shell()->reach(host, within(10'000)));
        QVERIFY2(facts.ok(), qPrintable(facts ? QString() : facts.error().detail));
        QCOMPARE(fixture.server.log().count("Failed publickey"), 0);
        // A pinned key that the server does not take is not replaced by another of the agent.
        host.identity = keys.first();
        const auto refused = answerOf(fixture.shell()->reach(host, within(10'000)));
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().kind, ErrorKind::LoginRefused);
        QCOMPARE(refused.error().detail.count(QStringLiteral("SHA256:")), 1);
    }

    void faultCase19_neverLogsInWithAnotherKeyThanThePinnedOne() {
        Fixture fixture;
        const support::SshAgent agent(fixture.server.folder());
        QVERIFY(agent.isUp());
        auto host = fixture.server.host();
        QVERIFY(agent.add({host.identity}));
        host.identity = fixture.server.strangerKey();
        for (const auto transport : {domain::Transport::Libssh2, domain::Transport::OpenSsh}) {
            host.transport = transport;
            const auto refused = answerOf(fixture.shell()->reach(host, within(10'000)));
            QVERIFY(!refused.ok());
            QCOMPARE(refused.error().kind, ErrorKind::LoginRefused);
        }
        QVERIFY(!fixture.server.log().contains("Accepted publickey"));
        // A locked agent looks empty; the words say both.
        host.transport = domain::Transport::Libssh2;
        host.identity.clear();
        QVERIFY(agent.add({QStringLiteral("-D")}));
        const auto empty = answerOf(fixture.shell()->reach(host, within(10'000)));
        QVERIFY(!empty.ok());
        QVERIFY2(empty.error().detail.contains(QStringLiteral("holds no keys (or is locked)")),
                 qPrintable(empty.error().detail));
    }

    void faultCase12_aFailingResolverIsThisComputersFault() {
        Fixture fixture;
        auto host = fixture.server.host();
        for (const auto transport : {domain::Transport::Libssh2, domain::Transport::OpenSsh}) {
            host.transport = transport;
            host.address = QStringLiteral("host.invalid");
            const auto facts = answerOf(fixture.shell()->reach(host, within(15'000)));
            QVERIFY(!facts.ok());
            // Without a resolver it is the observer's fault; with one, the name does not exist.
            QVERIFY2(facts.error().kind == ErrorKind::Observer ||
                         facts.error().kind == ErrorKind::Unreachable,
                     qPrintable(base::kindName(facts.error().kind)));
            QVERIFY(!facts.error().detail.isEmpty());
        }
    }

    void reachesAnIpVersion6Address() {
        Fixture fixture;
        fixture.server.stop();
        fixture.server.addConfig(QStringLiteral("ListenAddress [::1]:%1").arg(fixture.server.port()));
        if (!QFile::exists(QStringLiteral("/proc/net/if_inet6")) || !fixture.server.start())
            QSKIP("this computer has no IPv6");
        // It listens on one address after the other.
        QTRY_VERIFY2(fixture.server.log().contains("listening on ::1 port"), fixture.server.log());
        QFile known(fixture.knownHosts());
        QVERIFY(known.open(QIODevice::WriteOnly));
        known.write("[::1]:" + QByteArray::number(fixture.server.port()) + ' ' +
                    fixture.server.hostKeyLine() + '\n');
        known.close();
        auto host = fixture.server.host();
        host.address = QStringLiteral("::1");
        for (const auto transport : {domain::Transport::Libssh2, domain::Transport::OpenSsh}) {
            host.transport = transport;
            const auto facts = answerOf(fixture.shell()->reach(host, within(15'000)));
            QVERIFY2(facts.ok(), qPrintable(facts ? QString() : facts.error().detail));
        }
    }

    void faultCase18_usesARsaKeyOfTheAgentWithSha2() {
        Fixture fixture;
        const auto key = fixture.server.folder() + QStringLiteral("/rsa");
        QCOMPARE(QProcess::execute(QStringLiteral("ssh-keygen"),
                                   {QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("rsa"),
                                    QStringLiteral("-N"), QString(), QStringLiteral("-f"), key}),
                 0);
        QVERIFY(QFile::remove(fixture.server.folder() + QStringLiteral("/authorized_keys")));
        QVERIFY(QFile::copy(key + QStringLiteral(".pub"),
                            fixture.server.folder() + QStringLiteral("/authorized_keys")));
        const support::SshAgent agent(fixture.server.folder());
        QVERIFY(agent.isUp() && agent.add({key}));
        auto host = fixture.server.host();
        host.identity.clear();
        const auto facts = answerOf(fixture.shell()->reach(host, within(10'000)));
        QVERIFY2(facts.ok(), qPrintable(facts ? QString() : facts.error().detail));
    }
};

} // namespace slipway::adapters

QTEST_GUILESS_MAIN(slipway::adapters::HostKeysTest)
#include "host_keys_test.moc"
