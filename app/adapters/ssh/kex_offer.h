#pragma once
#include <QByteArray>
#include <QString>

namespace slipway::adapters {

/// Why a server and libssh2 cannot agree, from the first bytes that the server sent (its
/// banner and SSH_MSG_KEXINIT, RFC 4253 section 7.1): "the host has only RSA host keys with SHA-2
/// signatures, …". Empty when they could, or when the bytes tell nothing.
QString whyNoAgreement(const QByteArray& opening);

} // namespace slipway::adapters
