#include "app/base/canonical_json.h"
#include "tests/adapters/ssh/transport_fixture.h"

namespace slipway::adapters {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using State = ports::AttemptState::State;

/// Logins with a security key (FIDO), which is one in software.
class SecurityKeyTest : public QObject {
    Q_OBJECT

    struct Host : Fixture {
        Host() {
            key = acceptedKey(server, u"sk"_s, u"-t ed25519-sk -w "_s + QStringLiteral(SLIPWAY_SECURITY_KEY));
        }
        /// As a person would name the library: in ssh config.
        std::unique_ptr<Libssh2Shell> shell() const {
            const auto config = server.folder() + u"/config"_s;
            append(config, "Host *\n  SecurityKeyProvider " SLIPWAY_SECURITY_KEY "\n");
            auto given = options();
            given.sshConfig = config;
            return std::make_unique<Libssh2Shell>(given);
        }
        domain::Host host() const {
            auto host = server.host();
            host.identity = key;
            return host;
        }
        QString touch() const { return server.folder() + u"/touch"_s; }
        QString key;
    };

private Q_SLOTS:
    void cleanup() { qunsetenv("SLIPWAY_TEST_TOUCH"); }

    void aStepRunsOnAHostThatTakesOnlyASecurityKey() {
        const Host fixture;
        const auto shell = fixture.shell();
        const auto facts = answerOf(shell->reach(fixture.host(), within(20'000)));
        QVERIFY2(facts.ok(), wordsOf(facts));
        QCOMPARE(facts->transport, u"openssh"_s);
        QVERIFY2(facts->why.contains(u"is a security key (FIDO)"_s), qPrintable(facts->why));
        QVERIFY2(fixture.server.log().contains("Accepted publickey for"), fixture.server.log());
        QVERIFY(fixture.server.log().contains("ED25519-SK"));
        auto order = fixture.order(u"echo touched; exit 4"_s);
        order.host = fixture.host();
        const auto sink = std::make_shared<Collector>();
        const auto ended = answerOf(shell->run(order, {}, sink, within(30'000)));
        QVERIFY2(ended.ok(), wordsOf(ended));
        QCOMPARE(ended->exitCode, 4);
        QCOMPARE(sink->out(), QByteArray("touched\n"));
        QVERIFY(sink->err().isEmpty());
        // What is large goes over the same connection: nobody has to touch the key once more.
        QFile large(fixture.server.folder() + u"/large"_s);
        QVERIFY(large.open(QIODevice::WriteOnly) && large.resize(6'000'000));
        const auto sent = answerOf(shell->send(
            {fixture.host(),
             domain::EnvironmentName(u"staging"_s),
             {large.fileName(), 6'000'000, base::sha256Hex(QByteArray(6'000'000, '\0'))}},
            [](qint64) {}, within(30'000)));
        QVERIFY2(sent.ok(), wordsOf(sent));
        QCOMPARE(fixture.server.log().count("Accepted publickey"), 1);
    }

    void theTouchMayTakeItsTime() {
        const Host fixture;
        qputenv("SLIPWAY_TEST_TOUCH", QFile::encodeName(fixture.touch()));
        const auto shell = fixture.shell();
        const auto facts = shell->reach(fixture.host(), within(60'000));
        QTRY_VERIFY_WITH_TIMEOUT(fixture.server.log().contains("Postponed publickey"), 20'000);
        QVERIFY(!facts.isFinished());
        append(fixture.touch(), "touched");
        QVERIFY2(answerOf(facts).ok(), wordsOf(answerOf(facts)));
    }

    void aKeyThatNobodyTouchesIsNamedAsTheReason() {
        const Host fixture;
        qputenv("SLIPWAY_TEST_TOUCH", QFile::encodeName(fixture.touch()));
        const auto shell = fixture.shell();
        const auto facts = answerOf(shell->reach(fixture.host(), within(3'000)));
        QVERIFY(!facts.ok());
        QCOMPARE(facts.error().kind, ErrorKind::LoginRefused);
        QVERIFY2(facts.error().detail.contains(u"was not touched"_s), wordsOf(facts));
        // Nothing waits for a touch any more, which would be given for something else.
        QTRY_VERIFY_WITH_TIMEOUT(!isWaiting(fixture.server.folder()), 10'000);
    }

    void whoStopsIsNotHeldUpByTheKey() {
        const Host fixture;
        qputenv("SLIPWAY_TEST_TOUCH", QFile::encodeName(fixture.touch()));
        const auto shell = fixture.shell();
        std::stop_source stop;
        const auto facts = shell->reach(fixture.host(), {std::chrono::seconds(60), stop.get_token()});
        QTRY_VERIFY_WITH_TIMEOUT(fixture.server.log().contains("Postponed publickey"), 20'000);
        stop.request_stop();
        const auto stopped = answerOf(facts);
        QVERIFY(!stopped.ok());
        QCOMPARE(stopped.error().kind, ErrorKind::Cancelled);
        QTRY_VERIFY_WITH_TIMEOUT(!isWaiting(fixture.server.folder()), 10'000);
    }

private:
    /// Whether a process asks a key of this server's for a touch.
    static bool isWaiting(const QString& folder) {
        for (const auto& entry : QDir(u"/proc"_s).entryList(QDir::Dirs))
            if (contentOf(u"/proc/%1/comm"_s.arg(entry)).startsWith("ssh-sk-helper") &&
                contentOf(u"/proc/%1/environ"_s.arg(entry)).contains(QFile::encodeName(folder)))
                return true;
        return false;
    }
};

} // namespace slipway::adapters

QTEST_GUILESS_MAIN(slipway::adapters::SecurityKeyTest)
#include "security_key_test.moc"
