#include "tests/adapters/ssh/transport_fixture.h"
#include "tests/support/ssh_agent.h"

#include <QElapsedTimer>

namespace slipway::adapters {

using base::ErrorKind;

/// Keys that the agent uses only after asking its person (ssh-add -c).
class ConfirmationTest : public QObject {
    Q_OBJECT

    /// Writes down that it was asked, waits until the test has decided, and answers as it says.
    static QString askpass(const support::SshServer& server) {
        const auto path = server.folder() + QStringLiteral("/askpass");
        append(path, "#!/bin/sh\nprintf '%s\\n' \"$SSH_ASKPASS_PROMPT: $1\" >>'" + server.folder().toUtf8() +
                         "/asked'\nuntil [ -s '" + server.folder().toUtf8() +
                         "/decision' ]; do sleep 0.05; done\nread -r word <'" + server.folder().toUtf8() +
                         "/decision'\n[ \"$word\" = yes ]\n");
        QFile::setPermissions(path, QFile::Permissions(0x7700));
        return path;
    }
    static void decide(const support::SshServer& server, const QByteArray& word) {
        QFile::remove(server.folder() + QStringLiteral("/decision"));
        append(server.folder() + QStringLiteral("/decision"), word + '\n');
    }
    static qsizetype timesAsked(const support::SshServer& server) {
        return contentOf(server.folder() + QStringLiteral("/asked")).count("confirm: ");
    }

private Q_SLOTS:
    void faultCase18_aRefusedConfirmationIsToldInWords_data() {
        QTest::addColumn<bool>("withOpenSsh");
        QTest::newRow("libssh2") << false;
        QTest::newRow("openssh") << true;
    }
    void faultCase18_aRefusedConfirmationIsToldInWords() {
        QFETCH(const bool, withOpenSsh);
        Fixture fixture;
        const support::SshAgent agent(fixture.server.folder(), askpass(fixture.server));
        auto host = fixture.server.host();
        QVERIFY(agent.isUp() && agent.add({QStringLiteral("-c"), host.identity}));
        host.identity.clear();
        host.transport = withOpenSsh ? domain::Transport::OpenSsh : domain::Transport::Libssh2;
        decide(fixture.server, "no");
        const auto refused = answerOf(fixture.shell()->reach(host, within(20'000)));
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().kind, ErrorKind::LoginRefused);
        QVERIFY2(refused.error().detail.contains(withOpenSsh ? QStringLiteral("agent refused operation")
                                                             : QStringLiteral("a confirmation was refused")),
                 wordsOf(refused));
        QVERIFY2(!refused.error().detail.contains(QStringLiteral("does not accept")), wordsOf(refused));
        QCOMPARE(timesAsked(fixture.server), 1);
        // The next time it is asked again, and may say yes.
        decide(fixture.server, "yes");
        const auto facts = answerOf(fixture.shell()->reach(host, within(20'000)));
        QVERIFY2(facts.ok(), wordsOf(facts));
        QCOMPARE(timesAsked(fixture.server), 2);
    }

    void faultCase18_aRefusedKeyIsNotReadFromItsFileInstead() {
        Fixture fixture;
        const support::SshAgent agent(fixture.server.folder(), askpass(fixture.server));
        const auto host = fixture.server.host();
        QVERIFY(agent.isUp() && agent.add({QStringLiteral("-c"), host.identity}));
        decide(fixture.server, "no");
        const auto refused = answerOf(fixture.shell()->reach(host, within(20'000)));
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().kind, ErrorKind::LoginRefused);
        QVERIFY(!fixture.server.log().contains("Accepted publickey"));
    }

    void faultCase18_anotherKeyIsTriedAfterARefusedConfirmation() {
        Fixture fixture;
        const support::SshAgent agent(fixture.server.folder(), askpass(fixture.server));
        auto host = fixture.server.host();
        const auto other = acceptedKey(fixture.server, QStringLiteral("other"), QStringLiteral("-t ed25519"));
        QVERIFY(agent.isUp() && agent.add({QStringLiteral("-c"), host.identity}) && agent.add({other}));
        host.identity.clear();
        decide(fixture.server, "no");
        const auto facts = answerOf(fixture.shell()->reach(host, within(20'000)));
        QVERIFY2(facts.ok(), wordsOf(facts));
        QCOMPARE(timesAsked(fixture.server), 1);
    }

    void faultCase18_theConnectLimitDoesNotCountWhileThePersonIsAsked_data() {
        faultCase18_aRefusedConfirmationIsToldInWords_data();
    }
    void faultCase18_theConnectLimitDoesNotCountWhileThePersonIsAsked() {
        QFETCH(const bool, withOpenSsh);
        Fixture fixture;
        const support::SshAgent agent(fixture.server.folder(), askpass(fixture.server));
        auto host = fixture.server.host();
        QVERIFY(agent.isUp() && agent.add({QStringLiteral("-c"), host.identity}));
        host.identity.clear();
        host.transport = withOpenSsh ? domain::Transport::OpenSsh : domain::Transport::Libssh2;
        auto options = fixture.options();
        options.connectWithin = std::chrono::milliseconds(2'000);
        Libssh2Shell shell(options);
        const auto waiting = shell.reach(host, within(300'000));
        QTRY_COMPARE_WITH_TIMEOUT(timesAsked(fixture.server), 1, 20'000);
        QElapsedTimer timer;
        timer.start();
        QTRY_VERIFY(waiting.isFinished() || timer.elapsed() > 2'500);
        decide(fixture.server, "yes");
        QVERIFY2(answerOf(waiting).ok(), wordsOf(answerOf(waiting)));
    }

    void faultCase11_aServerThatFreezesWhileWeLogInIsGivenUp_data() {
        faultCase18_aRefusedConfirmationIsToldInWords_data();
    }
    void faultCase11_aServerThatFreezesWhileWeLogInIsGivenUp() {
        QFETCH(const bool, withOpenSsh);
        Fixture fixture;
        const support::SshAgent agent(fixture.server.folder(), askpass(fixture.server));
        auto host = fixture.server.host();
        QVERIFY(agent.isUp() && agent.add({QStringLiteral("-c"), host.identity}));
        host.identity.clear();
        host.transport = withOpenSsh ? domain::Transport::OpenSsh : domain::Transport::Libssh2;
        auto options = fixture.options();
        options.connectWithin = std::chrono::milliseconds(2'000);
        Libssh2Shell shell(options);
        const auto waiting = shell.reach(host, within(3'600'000));
        QTRY_COMPARE_WITH_TIMEOUT(timesAsked(fixture.server), 1, 20'000);
        fixture.server.freeze();
        decide(fixture.server, "yes");
        const auto facts = answerOf(waiting);
        fixture.server.thaw();
        QVERIFY(!facts.ok());
        QCOMPARE(facts.error().kind, ErrorKind::Unreachable);
        QVERIFY2(facts.error().detail.contains(withOpenSsh
                                                   ? QStringLiteral("did not answer as an SSH server")
                                                   : QStringLiteral("fell silent while we logged in")),
                 wordsOf(facts));
    }

    void faultCase18_othersAreReachedWhileThePersonIsAsked() {
        Fixture fixture;
        const support::SshAgent agent(fixture.server.folder(), askpass(fixture.server));
        auto asked = fixture.server.host(QStringLiteral("asked"));
        QVERIFY(agent.isUp() && agent.add({QStringLiteral("-c"), asked.identity}));
        asked.identity.clear();
        auto other = fixture.server.host(QStringLiteral("other"));
        other.identity = acceptedKey(fixture.server, QStringLiteral("other"), QStringLiteral("-t ed25519"));
        const auto shell = fixture.shell();
        const auto waiting = shell->reach(asked, within(60'000));
        QTRY_COMPARE_WITH_TIMEOUT(timesAsked(fixture.server), 1, 20'000);
        const auto facts = answerOf(shell->reach(other, within(30'000)));
        QVERIFY2(facts.ok(), wordsOf(facts));
        QVERIFY(!waiting.isFinished());
        // One with no other key waits its turn, and is asked for itself.
        auto second = asked;
        second.name = domain::HostName(QStringLiteral("second"));
        const auto queued = shell->reach(second, within(60'000));
        decide(fixture.server, "yes");
        QVERIFY2(answerOf(waiting).ok(), wordsOf(answerOf(waiting)));
        QVERIFY2(answerOf(queued).ok(), wordsOf(answerOf(queued)));
        QCOMPARE(timesAsked(fixture.server), 2);
    }
};

} // namespace slipway::adapters

QTEST_GUILESS_MAIN(slipway::adapters::ConfirmationTest)
#include "confirmation_test.moc"
