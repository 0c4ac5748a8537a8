#include "app/adapters/signing/signature_envelope.h"

#include <QtEndian>
#include <optional>

namespace slipway::adapters {

namespace {

constexpr char beginLine[] = "-----BEGIN SSH SIGNATURE-----";
constexpr char endLine[] = "-----END SSH SIGNATURE-----";
constexpr char magic[] = "SSHSIG";
constexpr quint32 knownVersion = 1;
constexpr qsizetype maxSize = 64 * 1024;

/// Reads SSH wire format from the front; nothing when the bytes end too early.
class Reader {
public:
    explicit Reader(QByteArray bytes) : m_rest(std::move(bytes)) {}
    std::optional<QByteArray> take(qsizetype length) {
        if (length > m_rest.size())
            return {};
        const QByteArray taken = m_rest.first(length);
        m_rest = m_rest.sliced(length);
        return taken;
    }
    std::optional<quint32> number() {
        const auto bytes = take(qsizetype(sizeof(quint32)));
        return bytes ? std::optional(qFromBigEndian<quint32>(bytes->constData())) : std::nullopt;
    }
    std::optional<QByteArray> string() {
        const auto length = number();
        return length ? take(qsizetype(*length)) : std::nullopt;
    }

private:
    QByteArray m_rest;
};

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
    Reader reader(*decoded);
    if (reader.take(qsizetype(sizeof magic) - 1) != QByteArray(magic) || reader.number() != knownVersion)
        return broken;
    const auto key = reader.string();
    const auto name = reader.string();
    if (!key || !name)
        return broken;
    return SignatureEnvelope{*key, QString::fromUtf8(*name)};
}

} // namespace slipway::adapters
