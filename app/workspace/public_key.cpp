#include "app/workspace/public_key.h"

#include <QStringList>
#include <QtEndian>

namespace slipway::workspace {

namespace {

base::Error wrong(const char* what) {
    return {base::ErrorKind::BadInput, {}, QString::fromUtf8(what)};
}

// The first field of the key's wire form (RFC 4251: a length and that many bytes).
QByteArray firstField(const QByteArray& bytes) {
    if (bytes.size() < 4)
        return {};
    const quint32 length = qFromBigEndian<quint32>(bytes.constData());
    return length <= static_cast<quint64>(bytes.size()) - 4 ? bytes.mid(4, length) : QByteArray();
}

} // namespace

base::Result<QString> readPublicKey(const QString& text) {
    static const QStringList types{
        QStringLiteral("ssh-ed25519"),
        QStringLiteral("ecdsa-sha2-nistp256"),
        QStringLiteral("ecdsa-sha2-nistp384"),
        QStringLiteral("ecdsa-sha2-nistp521"),
        QStringLiteral("ssh-rsa"),
        QStringLiteral("sk-ssh-ed25519@openssh.com"),
        QStringLiteral("sk-ecdsa-sha2-nistp256@openssh.com"),
    };
    if (text.contains(QLatin1StringView("PRIVATE KEY")))
        return wrong("holds a private key; remove it from the file, replace it everywhere, and give the "
                     "public key (the .pub file)");
    const QStringList words = text.simplified().split(QLatin1Char(' '));
    if (words.size() < 2 || !types.contains(words[0]))
        return wrong("is not an OpenSSH public key like `ssh-ed25519 AAAA…`");
    const auto decoded =
        QByteArray::fromBase64Encoding(words[1].toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return wrong("is not a whole public key: its base64 is broken");
    const QByteArray bytes = *decoded;
    if (firstField(bytes) != words[0].toLatin1())
        return wrong("is not a whole public key: its type is not the one that it holds");
    const qsizetype ed25519 = 4 + 11 + 4 + 32;
    if (words[0] == types[0] ? bytes.size() != ed25519 : bytes.size() < ed25519)
        return wrong("is not a whole public key: it has the wrong length");
    return QString(words[0] + QLatin1Char(' ') + words[1]);
}

} // namespace slipway::workspace
