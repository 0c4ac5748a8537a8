#pragma once
#include "app/base/result.h"

#include <QString>

namespace slipway::workspace {

/// An OpenSSH public key without its comment ("ssh-ed25519 AAAA…"), checked: a known type,
/// clean base64 that names the same type and is long enough. Error{BadInput}; its detail
/// never repeats the text, which might be a private key.
base::Result<QString> readPublicKey(const QString& text);

} // namespace slipway::workspace
