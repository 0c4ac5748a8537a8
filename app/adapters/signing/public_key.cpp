#include "app/adapters/signing/public_key.h"

#include <QCryptographicHash>
#include <QStringList>
#include <QtEndian>
#include <algorithm>

namespace slipway::adapters {

namespace {

QByteArray blobOf(const QString& base64) {
    const auto decoded =
        QByteArray::fromBase64Encoding(base64.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? *decoded : QByteArray();
}

bool isTypeName(const QString& type) {
    const bool known = type.startsWith(QLatin1StringView("ssh-")) ||
                       type.startsWith(QLatin1StringView("ecdsa-sha2-")) ||
                       type.startsWith(QLatin1StringView("sk-"));
    return known && type.size() <= 64 && std::all_of(type.begin(), type.end(), [](QChar c) {
               return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-' || c == u'@' ||
                      c == u'.';
           });
}

} // namespace

std::optional<QString> plainPublicKey(const QString& line) {
    const QStringList words = line.simplified().split(u' ');
    if (words.size() < 2 || !isTypeName(words[0]))
        return {};
    const QByteArray type = words[0].toLatin1();
    const QByteArray blob = blobOf(words[1]);
    const auto lengthSize = qsizetype(sizeof(quint32));
    if (blob.size() < lengthSize + type.size() ||
        qFromBigEndian<quint32>(blob.constData()) != quint32(type.size()) ||
        blob.sliced(lengthSize, type.size()) != type)
        return {};
    return words[0] + u' ' + words[1];
}

QString fingerprintOf(const QString& plainKey) {
    return fingerprintOfBlob(blobOf(plainKey.section(u' ', 1, 1)));
}

QString fingerprintOfBlob(const QByteArray& blob) {
    const QByteArray hash = QCryptographicHash::hash(blob, QCryptographicHash::Sha256);
    return QStringLiteral("SHA256:") +
           QString::fromLatin1(hash.toBase64(QByteArray::Base64Encoding | QByteArray::OmitTrailingEquals));
}

} // namespace slipway::adapters
