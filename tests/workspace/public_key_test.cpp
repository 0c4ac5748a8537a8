#include "app/workspace/public_key.h"

#include <QTest>

using namespace slipway;
using namespace slipway::workspace;

namespace {

// A key's wire form: each field behind its length.
QByteArray wire(const QList<QByteArray>& fields) {
    QByteArray bytes;
    for (const QByteArray& field : fields) {
        const auto size = static_cast<quint32>(field.size());
        for (int shift = 24; shift >= 0; shift -= 8)
            bytes += static_cast<char>((size >> shift) & 0xff);
        bytes += field;
    }
    return bytes;
}

QString line(const char* type, const QByteArray& bytes, const char* comment = "") {
    return QString::fromLatin1(QByteArray(type) + ' ' + bytes.toBase64() + ' ' + comment);
}

} // namespace

class PublicKeyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void takesKeysAndLeavesTheirComment() {
        const QByteArray bytes = wire({"ssh-ed25519", QByteArray(32, 'k')});
        const auto key = readPublicKey(line("ssh-ed25519", bytes, "mira@desk\n"));
        QVERIFY(key);
        QCOMPARE(*key, line("ssh-ed25519", bytes).trimmed());
        QVERIFY(readPublicKey(line("ssh-rsa", wire({"ssh-rsa", "\1\0\1", QByteArray(257, 'n')}))));
        QVERIFY(readPublicKey(
            line("ecdsa-sha2-nistp256", wire({"ecdsa-sha2-nistp256", "nistp256", QByteArray(65, 'p')}))));
    }
    void refusesWhatIsNotAWholeKey() {
        const QByteArray bytes = wire({"ssh-ed25519", QByteArray(32, 'k')});
        QVERIFY(!readPublicKey(QString()));
        QVERIFY(!readPublicKey(QStringLiteral("ssh-ed25519")));
        QVERIFY(!readPublicKey(line("ssh-dss", bytes)));
        QVERIFY(!readPublicKey(line("ssh-rsa", bytes)));
        QVERIFY(!readPublicKey(line("ssh-ed25519", bytes.chopped(1))));
        QVERIFY(!readPublicKey(line("ssh-ed25519", bytes + 'x')));
        QVERIFY(!readPublicKey(line("ssh-ed25519", QByteArray("\xff\xff\xff\xff", 4))));
        QVERIFY(!readPublicKey(QStringLiteral("ssh-ed25519 AAAA…")));
    }
    void neverRepeatsAPrivateKey() {
        const auto key = readPublicKey(QStringLiteral("-----BEGIN OPENSSH PRIVATE KEY-----\nsecret"));
        QVERIFY(!key);
        QVERIFY(key.error().detail.contains(QStringLiteral("private key")));
        QVERIFY(!key.error().detail.contains(QStringLiteral("secret")));
    }
};

QTEST_GUILESS_MAIN(PublicKeyTest)
#include "public_key_test.moc"
