#include "app/base/error.h"

namespace slipway::base {

bool isKeyLocked(ErrorKind kind) {
    return kind == ErrorKind::PassphraseNeeded || kind == ErrorKind::PinNeeded;
}

QString kindName(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::Lost:
        return QStringLiteral("lost");
    case ErrorKind::Cancelled:
        return QStringLiteral("cancelled");
    case ErrorKind::Timeout:
        return QStringLiteral("timeout");
    case ErrorKind::BadInput:
        return QStringLiteral("bad-input");
    case ErrorKind::NotFound:
        return QStringLiteral("not-found");
    case ErrorKind::Refused:
        return QStringLiteral("refused");
    case ErrorKind::Conflict:
        return QStringLiteral("conflict");
    case ErrorKind::Busy:
        return QStringLiteral("busy");
    case ErrorKind::Storage:
        return QStringLiteral("storage");
    case ErrorKind::Corrupt:
        return QStringLiteral("corrupt");
    case ErrorKind::NewerFormat:
        return QStringLiteral("newer-format");
    case ErrorKind::Unreachable:
        return QStringLiteral("unreachable");
    case ErrorKind::ConnectionLost:
        return QStringLiteral("connection-lost");
    case ErrorKind::HostKeyUnknown:
        return QStringLiteral("host-key-unknown");
    case ErrorKind::HostKeyChanged:
        return QStringLiteral("host-key-changed");
    case ErrorKind::HostKeyRevoked:
        return QStringLiteral("host-key-revoked");
    case ErrorKind::PassphraseNeeded:
        return QStringLiteral("passphrase-needed");
    case ErrorKind::PinNeeded:
        return QStringLiteral("pin-needed");
    case ErrorKind::LoginRefused:
        return QStringLiteral("login-refused");
    case ErrorKind::HostUnfit:
        return QStringLiteral("host-unfit");
    case ErrorKind::Fenced:
        return QStringLiteral("fenced");
    case ErrorKind::Protocol:
        return QStringLiteral("protocol");
    case ErrorKind::Observer:
        return QStringLiteral("observer");
    case ErrorKind::ToolMissing:
        return QStringLiteral("tool-missing");
    case ErrorKind::Signature:
        return QStringLiteral("signature");
    }
    Q_UNREACHABLE();
}

} // namespace slipway::base
