#include "app/adapters/signing/signature_envelope.h"

#include "app/adapters/signing/wire_reader.h"

namespace slipway::adapters {

namespace {

constexpr char beginLine[] = "-----BEGIN SSH SIGNATURE-----";
constexpr char endLine[] = "-----END SSH SIGNATURE-----";
constexpr char magic[] = "SSHSIG";
constexpr quint32 knownVersion = 1;
constexpr qsizetype maxSize = 64 * 1024;

} // namespace

base::Result<SignatureEnvelope> readEnvelope(const QByteArray& armoured) {
    const base::Error broken{base::ErrorKind::Signature, {}, QStringLiteral("not an SSH signature")};
    const QByteArray text = armoured.trimmed();
    if (text.size() > maxSize || !text.startsWith(beginLine) || !text.endsWith(endLine))
        return broken;
    QByteArray base64 = text.sliced(qsizetype(sizeof beginLine) - 1).chopped(qsizetype(sizeof endLine) - 1);
    base64.replace('\n', QByteArray()).replace('\r', QByteArray());
    const auto decoded = QByteArray::fromBase64Encoding(base64, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return broken;
    WireReader reader(*decoded);
    if (reader.take(qsizetype(sizeof magic) - 1) != QByteArray(magic) || reader.number() != knownVersion)
        return broken;
    const auto key = reader.string();
    const auto name = reader.string();
    const auto reserved = reader.string();
    const auto hash = reader.string();
    const auto signature = reader.string();
    if (!key || !name || !reserved || !hash || !signature || !reader.atEnd())
        return broken;
    return SignatureEnvelope{*key, QString::fromUtf8(*name), *name, *reserved, *hash, *signature};
}

} // namespace slipway::adapters
