#include "app/adapters/ssh/key_file.h"
#include "tests/adapters/ssh/transport_fixture.h"

namespace slipway::adapters {

using base::ErrorKind;

namespace {

base::Secret secret(const char* text) {
    return base::Secret(QByteArray(text));
}

constexpr const char* words = "two \\words 'and $more' ";

} // namespace

class PassphrasesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void asksForThePassphraseAndNeverWaitsForIt_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("transport");
        QTest::newRow("ed25519") << QStringLiteral("-t ed25519") << QStringLiteral("libssh2");
        QTest::newRow("ecdsa in PEM") << QStringLiteral("-t ecdsa -m PEM") << QStringLiteral("libssh2");
        QTest::newRow("rsa") << QStringLiteral("-t rsa") << QStringLiteral("openssh");
        QTest::newRow("gcm") << QStringLiteral("-t ed25519 -Z aes256-gcm@openssh.com")
                             << QStringLiteral("openssh");
    }
    void asksForThePassphraseAndNeverWaitsForIt() {
        QFETCH(QString, kind);
        QFETCH(QString, transport);
        Fixture fixture;
        auto host = fixture.server.host();
        host.identity =
            acceptedKey(fixture.server, QStringLiteral("locked"), kind, QString::fromLatin1(words));
        const auto shell = fixture.shell();
        const auto asked = answerOf(shell->reach(host, within(20'000)));
        QVERIFY(!asked.ok());
        QCOMPARE(asked.error().kind, ErrorKind::PassphraseNeeded);
        QCOMPARE(asked.error().detail, host.identity);
        const auto wrong = answerOf(shell->unlockKey(host.identity, secret("two words"), within(20'000)));
        QVERIFY(!wrong.ok());
        QCOMPARE(wrong.error().kind, ErrorKind::PassphraseNeeded);
        QVERIFY(!answerOf(shell->reach(host, within(20'000))).ok());
        const auto right = answerOf(shell->unlockKey(host.identity, secret(words), within(20'000)));
        QVERIFY2(right.ok(), wordsOf(right).constData());
        const auto facts = answerOf(shell->reach(host, within(20'000)));
        QVERIFY2(facts.ok(), wordsOf(facts).constData());
        QCOMPARE(facts->transport, transport);
        // Another desk knows nothing of it.
        QCOMPARE(answerOf(fixture.shell()->reach(host, within(20'000))).error().kind,
                 ErrorKind::PassphraseNeeded);
    }

    void saysWhatIsWrongWithAKeyThatCannotBeOpened() {
        Fixture fixture;
        const auto shell = fixture.shell();
        const auto missing =
            answerOf(shell->unlockKey(QStringLiteral("/nowhere/key"), secret("x"), within(10'000)));
        QVERIFY(!missing.ok());
        QCOMPARE(missing.error().kind, ErrorKind::BadInput);
    }

    void otherHostsAreNotKeptWaiting() {
        Fixture fixture;
        const auto shell = fixture.shell();
        auto locked = fixture.server.host(QStringLiteral("locked"));
        locked.identity = acceptedKey(fixture.server, QStringLiteral("locked"), QStringLiteral("-t ed25519"),
                                      QStringLiteral("words"));
        const auto one = shell->reach(locked, within(20'000));
        const auto two = shell->reach(fixture.server.host(), within(20'000));
        QVERIFY(answerOf(two).ok());
        QCOMPARE(answerOf(one).error().kind, ErrorKind::PassphraseNeeded);
    }

    void tellsKeysApartWithoutTheirPassphrase() {
        const QTemporaryDir folder;
        const auto make = [&](const char* name, const QString& kind, const QString& passphrase) {
            const auto path = folder.filePath(QString::fromLatin1(name));
            runTool(QStringLiteral("ssh-keygen"),
                    kind.split(u' ') + QStringList{QStringLiteral("-q"), QStringLiteral("-N"), passphrase,
                                                   QStringLiteral("-f"), path});
            return path;
        };
        const auto plain = KeyFile::read(make("plain", QStringLiteral("-t ed25519"), {}));
        QVERIFY(plain && !plain->isEncrypted && plain->unfit().isEmpty());
        QCOMPARE(plain->type, QByteArray("ssh-ed25519"));
        const auto rsa = KeyFile::read(make("rsa", QStringLiteral("-t rsa -m PEM"), QStringLiteral("words")));
        QVERIFY(rsa && rsa->isEncrypted && rsa->unfit().contains(QStringLiteral("RSA")));
        const auto gcm = KeyFile::read(
            make("gcm", QStringLiteral("-t ed25519 -Z aes256-gcm@openssh.com"), QStringLiteral("words")));
        QVERIFY(gcm && gcm->isEncrypted && gcm->unfit().contains(QStringLiteral("gcm")));
        const auto path = make("pub", QStringLiteral("-t ed25519"), {});
        append(path + QStringLiteral("-cert.pub"), "x");
        QVERIFY(KeyFile::read(path)->unfit().contains(QStringLiteral("certificate")));
        QVERIFY(!KeyFile::read(folder.filePath(QStringLiteral("none"))));
        // A security key has a file without the secret; its type is in the public part (PROTOCOL.u2f).
        const auto field = [](const QByteArray& text) {
            return QByteArray("\0\0\0", 3) + static_cast<char>(text.size()) + text;
        };
        const QByteArray type = "sk-ssh-ed25519@openssh.com";
        const auto blob = field(type) + field(QByteArray(32, 'k')) + field("ssh:");
        append(folder.filePath(QStringLiteral("sk")),
               "-----BEGIN OPENSSH PRIVATE KEY-----\n" +
                   (QByteArray("openssh-key-v1\0", 15) + field("none") + field("none") + field("") +
                    QByteArray("\0\0\0\1", 4) + field(blob))
                       .toBase64() +
                   "\n-----END OPENSSH PRIVATE KEY-----\n");
        QVERIFY(
            KeyFile::read(folder.filePath(QStringLiteral("sk")))->unfit().contains(QStringLiteral("FIDO")));
    }

    void thePassphraseIsInNoArgumentEnvironmentOrFile() {
        Fixture fixture;
        auto host = fixture.server.host();
        host.identity = acceptedKey(fixture.server, QStringLiteral("locked"), QStringLiteral("-t rsa"),
                                    QStringLiteral("unmistakable-words"));
        const auto shell = fixture.shell();
        const auto watch = [&](const base::Future<void>& future) {
            QByteArray seen;
            while (!future.isFinished()) {
                for (const auto& entry : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
                    if (entry.toInt() == 0 || entry.toLongLong() == QCoreApplication::applicationPid())
                        continue;
                    seen += contentOf(QStringLiteral("/proc/%1/cmdline").arg(entry));
                    seen += contentOf(QStringLiteral("/proc/%1/environ").arg(entry));
                }
                QCoreApplication::sendPostedEvents();
            }
            return seen.contains("unmistakable-words");
        };
        QVERIFY(!watch(shell->unlockKey(host.identity, secret("unmistakable-words"), within(20'000))));
        QVERIFY(answerOf(shell->reach(host, within(20'000))).ok());
    }
};

} // namespace slipway::adapters

QTEST_GUILESS_MAIN(slipway::adapters::PassphrasesTest)
#include "passphrases_test.moc"
