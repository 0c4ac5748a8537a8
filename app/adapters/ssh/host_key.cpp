#include "app/adapters/ssh/host_key.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace slipway::adapters {

QString HostKey::fingerprint() const {
    const auto digest = QCryptographicHash::hash(blob, QCryptographicHash::Sha256);
    return QStringLiteral("SHA256:") + QString::fromLatin1(digest.toBase64(QByteArray::OmitTrailingEquals));
}

QString HostKey::text() const {
    return QString::fromLatin1(type) + u' ' + fingerprint();
}

QByteArray keyTypeOf(const QByteArray& blob) {
    if (blob.size() < 5)
        return {};
    const auto length = qFromBigEndian<quint32>(blob.constData());
    if (length == 0 || length > 64 || length + 4 > static_cast<quint32>(blob.size()))
        return {};
    return blob.mid(4, static_cast<int>(length));
}

} // namespace slipway::adapters
