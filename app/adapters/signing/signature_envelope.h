#pragma once
#include "app/base/result.h"

#include <QByteArray>
#include <QString>

namespace slipway::adapters {

/// What an armoured SSHSIG (OpenSSH's PROTOCOL.sshsig) claims about itself; claims only, the
/// cryptography is checked by ssh-keygen.
struct SignatureEnvelope {
    QByteArray keyBlob;
    QString signingNamespace;
};

/// Error{Signature} when `armoured` is no SSHSIG of version 1.
base::Result<SignatureEnvelope> readEnvelope(const QByteArray& armoured);

} // namespace slipway::adapters
