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
        explicit Host(const QString& passphrase = {}) {
            key = acceptedKey(server, u"sk"_s, u"-t ed25519-sk -w "_s + QStringLiteral(SLIPWAY_SECURITY_KEY),
                              passphrase);
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
        /// From now on the key has a PIN.
        void wantsPin() const {
            append(pinFile(), pin + '\n');
            qputenv("SLIPWAY_TEST_PIN", QFile::encodeName(pinFile()));
        }
        QString pinFile() const { return server.folder() + u"/pin"_s; }
        /// The wrong ones that the key was offered; it counts them.
        QByteArrayList wrongPins() const {
            auto lines = contentOf(pinFile()).split('\n');
            lines.removeFirst();
            lines.removeLast();
            return lines;
        }
        const QByteArray pin = "42 $HOME '\\";
        QString touch() const { return server.folder() + u"/touch"_s; }
        QString key;
    };

private Q_SLOTS:
    void cleanup() {
        qunsetenv("SLIPWAY_TEST_TOUCH");
        qunsetenv("SLIPWAY_TEST_PIN");
    }

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

    void aPinIsAskedForAndKeptForTheNextLogin() {
        const Host fixture;
        fixture.wantsPin();
        const auto shell = fixture.shell();
        const auto asked = answerOf(shell->reach(fixture.host(), within(20'000)));
        QVERIFY(!asked.ok());
        QCOMPARE(asked.error().kind, ErrorKind::PinNeeded);
        QCOMPARE(asked.error().detail, fixture.key);
        QCOMPARE(fixture.wrongPins(), QByteArrayList());
        QVERIFY(answerOf(shell->unlockKey(fixture.key, base::Secret(fixture.pin), within(10'000))).ok());
        auto order = fixture.order(u"exit 4"_s);
        order.host = fixture.host();
        const auto ended = answerOf(shell->run(order, {}, std::make_shared<Collector>(), within(30'000)));
        QVERIFY2(ended.ok(), wordsOf(ended));
        QCOMPARE(ended->exitCode, 4);
        // Another host that takes the key asks nobody.
        support::SshServer other;
        QVERIFY(other.start());
        append(other.folder() + u"/authorized_keys"_s, contentOf(fixture.key + u".pub"_s));
        append(fixture.knownHosts(), knownLine(other));
        auto host = other.host();
        host.name = domain::HostName(u"other"_s);
        host.identity = fixture.key;
        const auto facts = answerOf(shell->reach(host, within(20'000)));
        QVERIFY2(facts.ok(), wordsOf(facts));
        QVERIFY(other.log().contains("Accepted publickey for"));
        QCOMPARE(fixture.wrongPins(), QByteArrayList());
    }

    void aWrongPinIsOfferedOnceHoweverManyHostsWait() {
        const Host fixture;
        fixture.wantsPin();
        const auto shell = fixture.shell();
        QList<domain::Host> hosts;
        for (int index = 0; index < 6; ++index) {
            hosts.append(fixture.host());
            hosts.last().name = domain::HostName(u"box-%1"_s.arg(index));
        }
        const auto reachAll = [&] {
            QList<base::Future<ports::HostFacts>> all;
            for (const auto& host : hosts)
                all.append(shell->reach(host, within(60'000)));
            return all;
        };
        QCOMPARE(answerOf(shell->reach(hosts.first(), within(20'000))).error().kind, ErrorKind::PinNeeded);
        QVERIFY(answerOf(shell->unlockKey(fixture.key, base::Secret("4321"), within(10'000))).ok());
        for (const auto& future : reachAll()) {
            const auto facts = answerOf(future);
            QVERIFY(!facts.ok());
            QVERIFY2(facts.error().kind == ErrorKind::PinNeeded, wordsOf(facts));
        }
        QCOMPARE(fixture.wrongPins(), QByteArrayList{"4321"});
        QVERIFY(answerOf(shell->unlockKey(fixture.key, base::Secret(fixture.pin), within(10'000))).ok());
        for (const auto& future : reachAll()) {
            const auto facts = answerOf(future);
            QVERIFY2(facts.ok(), wordsOf(facts));
        }
        QCOMPARE(fixture.wrongPins(), QByteArrayList{"4321"});
    }

    void aKeyMayHaveAPassphraseAndAPin() {
        const Host fixture(u"open sesame"_s);
        fixture.wantsPin();
        const auto shell = fixture.shell();
        const auto ask = [&] { return answerOf(shell->reach(fixture.host(), within(20'000))); };
        const auto give = [&](const QByteArray& words) {
            return answerOf(shell->unlockKey(fixture.key, base::Secret(words), within(20'000)));
        };
        QCOMPARE(ask().error().kind, ErrorKind::PassphraseNeeded);
        QCOMPARE(give(fixture.pin).error().kind, ErrorKind::PassphraseNeeded);
        QVERIFY(give("open sesame").ok());
        QCOMPARE(ask().error().kind, ErrorKind::PinNeeded);
        QCOMPARE(give("").error().kind, ErrorKind::PinNeeded);
        QVERIFY(give(fixture.pin).ok());
        const auto facts = ask();
        QVERIFY2(facts.ok(), wordsOf(facts));
        QCOMPARE(fixture.wrongPins(), QByteArrayList());
    }

    void anotherKeyMayDoWithoutThePin() {
        const Host fixture;
        fixture.wantsPin();
        const auto other = acceptedKey(fixture.server, u"other"_s, u"-t ed25519"_s);
        const auto shell = fixture.shell();
        append(fixture.server.folder() + u"/config"_s,
               "  IdentityFile " + fixture.key.toUtf8() + "\n  IdentityFile " + other.toUtf8() + '\n');
        auto host = fixture.host();
        host.identity.clear();
        host.transport = domain::Transport::OpenSsh;
        const auto facts = answerOf(shell->reach(host, within(20'000)));
        QVERIFY2(facts.ok(), wordsOf(facts));
        QCOMPARE(fixture.wrongPins(), QByteArrayList());
    }

    void aJumpHostMayWantThePinToo() {
        const Host jump;
        support::SshServer beyond;
        QVERIFY(beyond.start());
        append(beyond.folder() + u"/authorized_keys"_s, contentOf(jump.key + u".pub"_s));
        append(jump.knownHosts(), knownLine(beyond));
        jump.wantsPin();
        const auto shell = jump.shell();
        auto host = beyond.host();
        host.identity = jump.key;
        host.via = {u"%1@127.0.0.1:%2"_s.arg(jump.host().user).arg(jump.server.port())};
        append(jump.server.folder() + u"/config"_s, "  IdentityFile " + jump.key.toUtf8() + '\n');
        const auto asked = answerOf(shell->reach(host, within(20'000)));
        QVERIFY2(!asked.ok() && asked.error().kind == ErrorKind::PinNeeded, wordsOf(asked));
        QVERIFY(answerOf(shell->unlockKey(jump.key, base::Secret(jump.pin), within(10'000))).ok());
        const auto facts = answerOf(shell->reach(host, within(20'000)));
        QVERIFY2(facts.ok(), wordsOf(facts));
        QVERIFY(jump.server.log().contains("Accepted publickey for"));
        QVERIFY(beyond.log().contains("Accepted publickey for"));
        QCOMPARE(jump.wrongPins(), QByteArrayList());
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
