#include "app/adapters/signing/signature_check.h"
#include "app/adapters/signing/wire_reader.h"

#include <QCryptographicHash>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <openssl/evp.h>

using namespace slipway;
using namespace Qt::StringLiterals;
using adapters::checkSignature;
using adapters::readEnvelope;
using adapters::wireString;

namespace {

const QByteArray message = "{\"step\":\"go\"}\nno final newline \xff binary";

struct Ran {
    int code = -1;
    QByteArray out, err;
};

Ran run(const QStringList& arguments, const QByteArray& input = {}) {
    QProcess process;
    process.start(u"ssh-keygen"_s, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(20'000))
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QByteArray armoured(const QByteArray& blob) {
    const QByteArray base64 = blob.toBase64();
    QByteArray text = "-----BEGIN SSH SIGNATURE-----\n";
    for (qsizetype i = 0; i < base64.size(); i += 70)
        text += base64.mid(i, 70) + '\n';
    return text + "-----END SSH SIGNATURE-----\n";
}

QByteArray blobOf(const QByteArray& text) {
    QByteArray base64 = text;
    base64.replace("-----BEGIN SSH SIGNATURE-----", "")
        .replace("-----END SSH SIGNATURE-----", "")
        .replace("\n", "");
    return QByteArray::fromBase64(base64);
}

QString oursOf(const QByteArray& text, const QByteArray& bytes, const QByteArray& nameSpace) {
    const auto envelope = readEnvelope(text);
    if (!envelope.ok())
        return envelope.error().detail;
    if (envelope->namespaceBytes != nameSpace)
        return u"another namespace"_s;
    const auto checked = checkSignature(bytes, *envelope);
    return checked.ok() ? QString() : checked.error().detail;
}

} // namespace

/// Our own verification beside that of ssh-keygen: the same verdict on the same bytes, right and wrong.
class SignatureCheckTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

    QString path(const QString& name) const { return m_folder.filePath(name); }
    /// ssh-keygen's verdict without asking whose key it is.
    bool theirs(const QByteArray& text, const QByteArray& bytes, const QString& nameSpace) {
        QFile file(path(u"candidate.sig"_s));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
            return false;
        file.write(text);
        file.close();
        return run({u"-Y"_s, u"check-novalidate"_s, u"-n"_s, nameSpace, u"-s"_s, file.fileName()}, bytes)
                   .code == 0;
    }

private Q_SLOTS:
    void agreesWithSshKeygen_data() {
        QTest::addColumn<QStringList>("kind");
        QTest::newRow("ed25519") << QStringList{u"ed25519"_s};
        QTest::newRow("rsa 2048") << QStringList{u"rsa"_s, u"-b"_s, u"2048"_s};
        QTest::newRow("rsa 3072") << QStringList{u"rsa"_s, u"-b"_s, u"3072"_s};
        QTest::newRow("ecdsa 256") << QStringList{u"ecdsa"_s, u"-b"_s, u"256"_s};
        QTest::newRow("ecdsa 384") << QStringList{u"ecdsa"_s, u"-b"_s, u"384"_s};
        QTest::newRow("ecdsa 521") << QStringList{u"ecdsa"_s, u"-b"_s, u"521"_s};
    }
    void agreesWithSshKeygen() {
        QFETCH(QStringList, kind);
        const QString key = path(QString::fromLatin1(QTest::currentDataTag()).remove(u' '));
        QCOMPARE(run(QStringList{u"-q"_s, u"-N"_s, QString(), u"-f"_s, key, u"-t"_s} + kind).code, 0);
        QList<QByteArray> signatures;
        for (const auto& hash : {u"sha512"_s, u"sha256"_s}) {
            const Ran made =
                run({u"-Y"_s, u"sign"_s, u"-n"_s, u"test"_s, u"-O"_s, u"hashalg="_s + hash, u"-f"_s, key},
                    message);
            QCOMPARE(made.code, 0);
            QCOMPARE(oursOf(made.out, message, "test"), QString());
            QVERIFY(theirs(made.out, message, u"test"_s));
            QVERIFY(!oursOf(made.out, message + '\n', "test").isEmpty());
            signatures += made.out;
        }
        // Wherever a byte is changed, both see it or neither does.
        const quint32 seed = qEnvironmentVariableIntValue("SLIPWAY_TEST_SEED") != 0
                                 ? quint32(qEnvironmentVariableIntValue("SLIPWAY_TEST_SEED"))
                                 : 20261127U;
        QRandomGenerator random(seed);
        const QByteArray blob = blobOf(signatures.first());
        int refused = 0;
        for (int i = 0; i < 60; ++i) {
            QByteArray changed = blob;
            const auto at = qsizetype(random.bounded(quint32(blob.size())));
            switch (random.bounded(4)) {
            case 0:
                changed.truncate(at);
                break;
            case 1:
                changed.insert(at, char(random.bounded(256)));
                break;
            default:
                changed[at] = char(changed[at] ^ char(1 << random.bounded(8)));
            }
            const QByteArray text = armoured(changed);
            const bool ours = oursOf(text, message, "test").isEmpty();
            QVERIFY2(
                ours == theirs(text, message, u"test"_s),
                qPrintable(u"seed %1, try %2, byte %3: ours %4 %5"_s.arg(seed).arg(i).arg(at).arg(ours).arg(
                    oursOf(text, message, "test"))));
            refused += ours ? 0 : 1;
        }
        QCOMPARE(refused, 60);
    }

    void aSecurityKeyCountsWhenItWasTouched() {
        // What a FIDO key does, in software: PROTOCOL.u2f, "SSH U2F signatures".
        EVP_PKEY* key = EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
        QVERIFY(key);
        QByteArray publicBytes(32, '\0');
        size_t length = 32;
        QCOMPARE(EVP_PKEY_get_raw_public_key(key, reinterpret_cast<uchar*>(publicBytes.data()), &length), 1);
        const QByteArray type = "sk-ssh-ed25519@openssh.com";
        const QByteArray application = "ssh:";
        const auto sha256 = [](const QByteArray& bytes) {
            return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
        };
        const auto signedWith = [&](char flags) {
            const QByteArray head = wireString("test") + wireString({}) + wireString("sha512");
            const QByteArray data =
                "SSHSIG" + head + wireString(QCryptographicHash::hash(message, QCryptographicHash::Sha512));
            const QByteArray counter = QByteArray::fromHex("0000002a");
            const QByteArray toSign = sha256(application) + flags + counter + sha256(data);
            QByteArray signature(64, '\0');
            size_t size = 64;
            EVP_MD_CTX* context = EVP_MD_CTX_new();
            EVP_DigestSignInit(context, nullptr, nullptr, nullptr, key);
            EVP_DigestSign(context, reinterpret_cast<uchar*>(signature.data()), &size,
                           reinterpret_cast<const uchar*>(toSign.constData()), size_t(toSign.size()));
            EVP_MD_CTX_free(context);
            return armoured("SSHSIG" + QByteArray::fromHex("00000001") +
                            wireString(wireString(type) + wireString(publicBytes) + wireString(application)) +
                            head + wireString(wireString(type) + wireString(signature) + flags + counter));
        };
        const QByteArray touched = signedWith(0x01);
        QCOMPARE(oursOf(touched, message, "test"), QString());
        QVERIFY(theirs(touched, message, u"test"_s));
        QCOMPARE(oursOf(signedWith(0x00), message, "test"), u"the security key was not touched"_s);
        // Its flags and counter are signed as well.
        QByteArray counted = blobOf(touched);
        counted[counted.size() - 1] = 0x2b;
        QVERIFY(!oursOf(armoured(counted), message, "test").isEmpty());
        QVERIFY(!theirs(armoured(counted), message, u"test"_s));
        EVP_PKEY_free(key);
    }

    void rsaWithSha1AndUnknownHashesAreRefused() {
        const auto with = [](const QByteArray& type, const QByteArray& format, const QByteArray& hash) {
            return armoured("SSHSIG" + QByteArray::fromHex("00000001") + wireString(wireString(type)) +
                            wireString("test") + wireString({}) + wireString(hash) +
                            wireString(wireString(format) + wireString("x")));
        };
        QCOMPARE(oursOf(with("ssh-rsa", "ssh-rsa", "sha512"), message, "test"),
                 u"the signature is RSA without SHA-2"_s);
        QCOMPARE(oursOf(with("ssh-ed25519", "ssh-ed25519", "sha1"), message, "test"),
                 u"the signature uses another hash than SHA-256 and SHA-512"_s);
        QCOMPARE(oursOf(with("ssh-dss", "ssh-dss", "sha512"), message, "test"),
                 u"the signature is of a kind that is not known here"_s);
        QCOMPARE(oursOf(with("ssh-ed25519", "ssh-ed25519", "sha512"), message, "test"),
                 u"the key of the signature is none"_s);
        QCOMPARE(oursOf("nonsense", message, "test"), u"not an SSH signature"_s);
    }
};

QTEST_GUILESS_MAIN(SignatureCheckTest)
#include "signature_check_test.moc"
