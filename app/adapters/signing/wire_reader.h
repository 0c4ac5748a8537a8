#pragma once
#include <QByteArray>
#include <QtEndian>
#include <optional>

namespace slipway::adapters {

/// Reads SSH wire format (RFC 4251, section 5) from the front; nothing when the bytes end too early.
class WireReader {
public:
    explicit WireReader(QByteArray bytes) : m_rest(std::move(bytes)) {}
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
    bool atEnd() const { return m_rest.isEmpty(); }

private:
    QByteArray m_rest;
};

/// A string in that format.
inline QByteArray wireString(const QByteArray& bytes) {
    QByteArray length(qsizetype(sizeof(quint32)), '\0');
    qToBigEndian(quint32(bytes.size()), length.data());
    return length + bytes;
}

} // namespace slipway::adapters
