#include "app/adapters/signing/public_key.h"

#include <QTest>

using namespace slipway::adapters;

class PublicKeyTest : public QObject {
    Q_OBJECT

private:
    // Made by ssh-keygen; the fingerprint is what `ssh-keygen -l` says.
    static QString key() {
        return QStringLiteral(
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICueIHbrhbVdz6/RKOdmSAhCiRORT3oKvPeMWTe8uJnc");
    }

private Q_SLOTS:
    void dropsTheComment() {
        QCOMPARE(plainPublicKey(key() + QStringLiteral("  mira@desk more words\n")), key());
    }
    void agreesWithSshKeygenOnTheFingerprint() {
        QCOMPARE(fingerprintOf(key()), QStringLiteral("SHA256:8a73OW8ediznhArpvjy57A6Iu04iCzFbswMOMCsMMnQ"));
    }
    void refusesWhatIsNoPlainKey() {
        const QString blob = key().section(u' ', 1);
        for (const QString& line :
             {QString(), QStringLiteral("ssh-ed25519"), QStringLiteral("ssh-rsa ") + blob,
              QStringLiteral("cert-authority ") + key(), QStringLiteral("namespaces=\"git\" ") + key(),
              QStringLiteral("ssh-ed25519 not*base64"), QStringLiteral("ssh-ed25519 AAAA"),
              QStringLiteral("-----BEGIN OPENSSH PRIVATE KEY-----")})
            QVERIFY2(!plainPublicKey(line), qPrintable(line));
    }
};

QTEST_GUILESS_MAIN(PublicKeyTest)
#include "public_key_test.moc"
