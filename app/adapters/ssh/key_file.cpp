#include "app/adapters/ssh/key_file.h"

#include "app/adapters/ssh/host_key.h"

#include <QFile>
#include <QtEndian>

namespace slipway::adapters {

namespace {

constexpr qint64 longestFile = 64 * 1024;

std::optional<QByteArray> takeString(QByteArray& bytes) {
    if (bytes.size() < 4)
        return {};
    const auto length = qFromBigEndian<quint32>(bytes.constData());
    if (length > static_cast<quint32>(bytes.size() - 4))
        return {};
    const auto text = bytes.mid(4, length);
    bytes = bytes.mid(4 + qsizetype(length));
    return text;
}

/// PROTOCOL.key of OpenSSH: magic, cipher, kdf, kdf options, number of keys, public key.
void readOpenSsh(const QByteArray& text, KeyFile& key) {
    const auto begin = text.indexOf('\n') + 1;
    auto bytes = QByteArray::fromBase64(text.mid(begin, text.indexOf("-----END") - begin));
    const QByteArray magic("openssh-key-v1\0", 15);
    if (!bytes.startsWith(magic))
        return;
    bytes = bytes.mid(magic.size());
    const auto cipher = takeString(bytes);
    if (!cipher || !takeString(bytes) || !takeString(bytes))
        return;
    bytes = bytes.mid(4);
    key.cipher = *cipher;
    key.isEncrypted = *cipher != "none";
    key.blob = takeString(bytes).value_or(QByteArray());
    key.type = keyTypeOf(key.blob);
}

} // namespace

std::optional<KeyFile> KeyFile::read(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const auto text = file.read(longestFile);
    KeyFile key;
    if (text.contains("BEGIN OPENSSH PRIVATE KEY")) {
        readOpenSsh(text.mid(text.indexOf("-----BEGIN")), key);
    } else {
        key.isEncrypted = text.contains("ENCRYPTED");
        if (text.contains("BEGIN RSA PRIVATE KEY"))
            key.type = "ssh-rsa";
    }
    if (QFile beside(path + QStringLiteral(".pub")); key.blob.isEmpty() && beside.open(QIODevice::ReadOnly)) {
        key.blob = QByteArray::fromBase64(beside.read(longestFile).simplified().split(' ').value(1));
        key.type = keyTypeOf(key.blob);
    }
    key.hasCertificate = QFile::exists(path + QStringLiteral("-cert.pub"));
    return key;
}

QString KeyFile::unfit() const {
    if (hasCertificate)
        return QStringLiteral("has a certificate, which libssh2 1.10 does not show");
    if (type == "ssh-rsa")
        return QStringLiteral("is an RSA key, which libssh2 1.10 signs with SHA-1 only");
    if (type.startsWith("sk-"))
        return QStringLiteral("is a security key (FIDO), which libssh2 1.10 does not know");
    if (cipher.contains("gcm") || cipher.contains("poly1305"))
        return QStringLiteral("is encrypted with %1, which libssh2 1.10 cannot read")
            .arg(QString::fromLatin1(cipher));
    return {};
}

} // namespace slipway::adapters
