#pragma once
#include "app/base/result.h"

#include <QByteArray>
#include <QString>

namespace slipway::adapters {

/// What an armoured SSHSIG (OpenSSH's PROTOCOL.sshsig) claims about itself; claims only, until
/// checkSignature() has proven them.
struct SignatureEnvelope {
    QByteArray keyBlob;
    QString signingNamespace;
    QByteArray namespaceBytes, reserved;
    QByteArray hashAlgorithm; ///< "sha256" or "sha512"
    QByteArray signature;     ///< in wire format
};

/// Error{Signature} when `armoured` is no SSHSIG of version 1.
base::Result<SignatureEnvelope> readEnvelope(const QByteArray& armoured);

} // namespace slipway::adapters
