#include "tests/adapters/ssh/transport_fixture.h"

namespace slipway::adapters {

using base::ErrorKind;
using State = ports::AttemptState::State;

namespace {

/// Servers of which each but the first is meant to be reached through those before it, with an ssh
/// config that names them hop-0, hop-1, … and the last one "target".
struct Chain {
    explicit Chain(int count, domain::Transport how = domain::Transport::Automatic) : transport(how) {
        for (int index = 0; index < count; ++index)
            servers.push_back(std::make_unique<support::SshServer>());
    }
    /// `proxyJump`: "target" names its jump hosts in ssh config, not in slipway.yaml.
    bool start(bool proxyJump = false) {
        QByteArray config;
        QByteArray known;
        QStringList jumps;
        for (size_t index = 0; index < servers.size(); ++index) {
            if (!servers[index]->start())
                return false;
            const auto host = servers[index]->host();
            const bool isLast = index + 1 == servers.size();
            const auto name = isLast ? QStringLiteral("target") : QStringLiteral("hop-%1").arg(index);
            config += "Host " + name.toUtf8() + "\n  HostName 127.0.0.1\n  Port " +
                      QByteArray::number(host.port) + "\n  User " + host.user.toUtf8() + "\n  IdentityFile " +
                      host.identity.toUtf8() + '\n';
            if (isLast && proxyJump)
                config += "  ProxyJump " + jumps.join(u',').toUtf8() + '\n';
            known += knownLine(*servers[index]);
            jumps.append(name);
        }
        append(path(QStringLiteral("config")), config);
        append(path(QStringLiteral("known_hosts")), known);
        return true;
    }
    QString path(const QString& name) const { return folder.filePath(name); }
    Libssh2Shell::Options options() const {
        Libssh2Shell::Options options;
        options.workspaceId = QStringLiteral("5c1f");
        options.knownHostsOwn = path(QStringLiteral("known_hosts"));
        options.sshConfig = path(QStringLiteral("config"));
        options.keepaliveEvery = std::chrono::milliseconds(1000);
        return options;
    }
    domain::Host target(QStringList via = {}) const {
        domain::Host host;
        host.name = domain::HostName(QStringLiteral("box"));
        host.address = QStringLiteral("target");
        host.via = std::move(via);
        host.transport = transport;
        return host;
    }
    support::SshServer& last() { return *servers.back(); }
    QTemporaryDir folder;
    std::vector<std::unique_ptr<support::SshServer>> servers;
    domain::Transport transport;
};

} // namespace

class JumpTest : public QObject {
    Q_OBJECT

    static void bothTransports() {
        QTest::addColumn<int>("transport");
        QTest::newRow("libssh2") << int(domain::Transport::Libssh2);
        QTest::newRow("openssh") << int(domain::Transport::OpenSsh);
    }

private Q_SLOTS:
    void takesEverythingFromSshConfig() {
        Chain chain(1);
        QVERIFY(chain.start());
        Libssh2Shell shell(chain.options());
        const auto facts = answerOf(shell.reach(chain.target(), within(20'000)));
        QVERIFY2(facts.ok(), wordsOf(facts).constData());
        QCOMPARE(facts->address, QStringLiteral("127.0.0.1"));
        QCOMPARE(facts->port, chain.last().port());
        QCOMPARE(facts->user, chain.last().host().user);
        QVERIFY(facts->via.isEmpty());
        QCOMPARE(facts->transport, QStringLiteral("libssh2"));
    }

    void whatSlipwayYamlSaysWins() {
        Chain chain(1);
        QVERIFY(chain.start());
        Libssh2Shell shell(chain.options());
        auto host = chain.target();
        host.port = support::freePort();
        const auto refused = answerOf(shell.reach(host, within(10'000)));
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().kind, ErrorKind::Unreachable);
        host = chain.target();
        host.identity = chain.last().strangerKey();
        const auto stranger = answerOf(shell.reach(host, within(10'000)));
        QVERIFY(!stranger.ok());
        QCOMPARE(stranger.error().kind, ErrorKind::LoginRefused);
        QVERIFY(!stranger.error().detail.contains(chain.last().host().identity));
    }

    void passesAJumpHostAndStreamsThroughIt_data() { bothTransports(); }
    void passesAJumpHostAndStreamsThroughIt() {
        QFETCH(int, transport);
        Chain chain(2, static_cast<domain::Transport>(transport));
        QVERIFY(chain.start());
        Libssh2Shell shell(chain.options());
        const auto host = chain.target({QStringLiteral("hop-0")});
        const auto facts = answerOf(shell.reach(host, within(30'000)));
        QVERIFY2(facts.ok(), wordsOf(facts).constData());
        QCOMPARE(facts->via.size(), 1);
        QVERIFY(facts->via[0].endsWith(QStringLiteral("@127.0.0.1:%1").arg(chain.servers[0]->port())));
        QVERIFY(keyTextOf(chain.last()).endsWith(facts->hostKey));
        ports::AttemptOrder order;
        order.host = host;
        order.environment = domain::EnvironmentName(QStringLiteral("staging"));
        order.attempt = domain::AttemptId(base::newUlid(QDateTime::currentMSecsSinceEpoch()));
        order.digest = QStringLiteral("d");
        order.command.script = QStringLiteral("seq 1 1000000; head -c 100000 /dev/zero >&2; exit 5");
        QVERIFY(answerOf(shell.start(order, within(30'000))).ok());
        const auto sink = std::make_shared<Collector>();
        const auto ended = answerOf(shell.follow(order, {}, sink, within(60'000)));
        QVERIFY2(ended.ok(), wordsOf(ended).constData());
        QCOMPARE(ended->exitCode, 5);
        QCOMPARE(sink->out().size(), 6'888'896);
        QVERIFY(sink->out().endsWith("\n1000000\n"));
        QCOMPARE(sink->err().size(), 100'000);
        QVERIFY(sink->isExact());
    }

    void passesSeveralThatSshConfigNames_data() { bothTransports(); }
    void passesSeveralThatSshConfigNames() {
        QFETCH(int, transport);
        Chain chain(3, static_cast<domain::Transport>(transport));
        QVERIFY(chain.start(true));
        Libssh2Shell shell(chain.options());
        const auto answer =
            answerOf(shell.query(chain.target(), QStringLiteral("echo $HOME"), {}, within(30'000)));
        QVERIFY2(answer.ok(), wordsOf(answer).constData());
        QCOMPARE(answer->output.trimmed(), chain.last().home().toUtf8());
        const auto facts = answerOf(shell.reach(chain.target(), within(30'000)));
        QVERIFY2(facts.ok(), wordsOf(facts).constData());
        QCOMPARE(facts->via.size(), 2);
        // "none" goes directly, whatever ssh config says.
        const auto direct = answerOf(shell.reach(chain.target({QStringLiteral("none")}), within(30'000)));
        QVERIFY2(direct.ok(), wordsOf(direct).constData());
        QVERIFY(direct->via.isEmpty());
    }

    void checksTheKeyOfEveryServerOnTheWay_data() { bothTransports(); }
    void checksTheKeyOfEveryServerOnTheWay() {
        QFETCH(int, transport);
        Chain chain(2, static_cast<domain::Transport>(transport));
        QVERIFY(chain.start());
        const auto known = chain.path(QStringLiteral("known_hosts"));
        QVERIFY(QFile::remove(known));
        Libssh2Shell shell(chain.options());
        const auto host = chain.target({QStringLiteral("hop-0")});
        for (const auto& server : chain.servers) {
            const auto asked = answerOf(shell.reach(host, within(30'000)));
            QVERIFY(!asked.ok());
            QCOMPARE(asked.error().kind, ErrorKind::HostKeyUnknown);
            QCOMPARE(asked.error().detail.section(u' ', 0, 1), keyTextOf(*server));
            QCOMPARE(asked.error().detail.count(u' '), server == chain.servers.front() ? 2 : 1);
            QVERIFY(!chain.last().log().contains("Accepted publickey"));
            QVERIFY(shell.acceptHostKey(host, asked.error().detail).ok());
        }
        const auto facts = answerOf(shell.reach(host, within(30'000)));
        QVERIFY2(facts.ok(), wordsOf(facts).constData());
        QCOMPARE(contentOf(known), knownLine(*chain.servers[0]) + knownLine(*chain.servers[1]));
        // A changed key of the jump host stops everything before the host behind it is heard of.
        QVERIFY(QFile::remove(known));
        const auto stranger = contentOf(chain.last().strangerKey() + QStringLiteral(".pub")).split(' ');
        append(known, "[127.0.0.1]:" + QByteArray::number(chain.servers[0]->port()) + ' ' + stranger[0] +
                          ' ' + stranger[1] + '\n' + knownLine(chain.last()));
        Libssh2Shell next(chain.options());
        const auto changed = answerOf(next.reach(host, within(30'000)));
        QVERIFY(!changed.ok());
        QCOMPARE(changed.error().kind, ErrorKind::HostKeyChanged);
    }

    void saysThatTheJumpHostCannotConnect() {
        Chain chain(2, domain::Transport::Libssh2);
        chain.servers[0]->addConfig(QStringLiteral("AllowTcpForwarding no"));
        QVERIFY(chain.start());
        Libssh2Shell shell(chain.options());
        const auto refused = answerOf(shell.reach(chain.target({QStringLiteral("hop-0")}), within(20'000)));
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().kind, ErrorKind::Unreachable);
        QVERIFY2(refused.error().detail.contains(QStringLiteral("jump host")), wordsOf(refused).constData());
    }

    void survivesTheJumpHostsDeath() {
        Chain chain(2, domain::Transport::Libssh2);
        QVERIFY(chain.start());
        Libssh2Shell shell(chain.options());
        const auto host = chain.target({QStringLiteral("hop-0")});
        QVERIFY(answerOf(shell.query(host, QStringLiteral("true"), {}, within(20'000))).ok());
        QVERIFY(chain.servers[0]->killSessions() > 0);
        const auto again = answerOf(shell.query(host, QStringLiteral("echo still"), {}, within(20'000)));
        QVERIFY2(again.ok(), wordsOf(again).constData());
        QCOMPARE(again->output, QByteArray("still\n"));
    }

    void goesThroughAProxyCommandWithTheOpenSshClient() {
        Chain chain(1);
        QVERIFY(chain.start());
        append(chain.path(QStringLiteral("config")),
               "Host proxied\n  HostName 127.0.0.1\n  Port " + QByteArray::number(chain.last().port()) +
                   "\n  User " + chain.last().host().user.toUtf8() + "\n  IdentityFile " +
                   chain.last().host().identity.toUtf8() +
                   "\n  ProxyCommand bash -c 'exec 3<>/dev/tcp/%h/%p; cat <&3 & cat >&3'\n");
        Libssh2Shell shell(chain.options());
        auto host = chain.target();
        host.address = QStringLiteral("proxied");
        const auto facts = answerOf(shell.reach(host, within(20'000)));
        QVERIFY2(facts.ok(), wordsOf(facts).constData());
        QCOMPARE(facts->transport, QStringLiteral("openssh"));
        QVERIFY(facts->why.contains(QStringLiteral("ProxyCommand")));
    }

    void refusesJumpHostsInACircle() {
        Chain chain(1);
        QVERIFY(chain.start());
        append(chain.path(QStringLiteral("config")), "Host a\n  ProxyJump b\nHost b\n  ProxyJump a\n");
        Libssh2Shell shell(chain.options());
        const auto facts = answerOf(shell.reach(chain.target({QStringLiteral("a")}), within(20'000)));
        QVERIFY(!facts.ok());
        QCOMPARE(facts.error().kind, ErrorKind::BadInput);
    }

    void hearsOfAChangedSshConfigWithoutARestart() {
        Chain chain(1);
        QVERIFY(chain.start());
        Libssh2Shell shell(chain.options());
        auto host = chain.target();
        host.address = QStringLiteral("later");
        const auto none = answerOf(shell.reach(host, within(10'000)));
        QVERIFY(!none.ok());
        append(chain.path(QStringLiteral("config")),
               "Host later\n  HostName 127.0.0.1\n  Port " + QByteArray::number(chain.last().port()) +
                   "\n  User " + chain.last().host().user.toUtf8() + "\n  IdentityFile " +
                   chain.last().host().identity.toUtf8() + '\n');
        const auto facts = answerOf(shell.reach(host, within(20'000)));
        QVERIFY2(facts.ok(), wordsOf(facts).constData());
    }

    void looksUpTheAliasThatSshConfigNames() {
        Chain chain(1);
        QVERIFY(chain.start());
        append(chain.path(QStringLiteral("config")), "Host *\n  HostKeyAlias the-box\n");
        const auto known = chain.path(QStringLiteral("known_hosts"));
        QVERIFY(QFile::remove(known));
        append(known, "the-box " + chain.last().hostKeyLine() + '\n');
        for (const auto transport : {domain::Transport::Libssh2, domain::Transport::OpenSsh}) {
            chain.transport = transport;
            Libssh2Shell shell(chain.options());
            const auto facts = answerOf(shell.reach(chain.target(), within(20'000)));
            QVERIFY2(facts.ok(), wordsOf(facts).constData());
        }
    }

    void readsTheKnownHostsFilesThatSshConfigNames() {
        Chain chain(1);
        QVERIFY(chain.start());
        const auto own = chain.path(QStringLiteral("known_hosts"));
        QVERIFY(QFile::rename(own, chain.path(QStringLiteral("others"))));
        append(chain.path(QStringLiteral("config")),
               "Host *\n  UserKnownHostsFile " + chain.path(QStringLiteral("others")).toUtf8() + '\n');
        Libssh2Shell shell(chain.options());
        const auto facts = answerOf(shell.reach(chain.target(), within(20'000)));
        QVERIFY2(facts.ok(), wordsOf(facts).constData());
    }

    void saysWhatSshDoesNotAcceptInItsConfig() {
        Chain chain(1);
        QVERIFY(chain.start());
        append(chain.path(QStringLiteral("config")), "Hostt x\n");
        Libssh2Shell shell(chain.options());
        const auto facts = answerOf(shell.reach(chain.target(), within(20'000)));
        QVERIFY(!facts.ok());
        QCOMPARE(facts.error().kind, ErrorKind::BadInput);
        QVERIFY2(facts.error().detail.contains(QStringLiteral("ostt")), wordsOf(facts).constData());
    }
};

} // namespace slipway::adapters

QTEST_GUILESS_MAIN(slipway::adapters::JumpTest)
#include "jump_test.moc"
