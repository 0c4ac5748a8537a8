#pragma once
#include "app/adapters/signing/signature_envelope.h"

namespace slipway::adapters {

/// Whether the envelope's own key has signed `message`, by OpenSSL; whose key that is, is for the caller to
/// know. Ed25519, RSA from 1024 bits on with SHA-2, ECDSA over the NIST curves, and the security keys of both
/// (touched: the user-presence flag is asked for), as PROTOCOL.sshsig, PROTOCOL.u2f, RFC 5656, RFC 8332 and
/// RFC 8709 have them. Error{Signature} says what is wrong. Any thread; well below a millisecond.
base::Result<void> checkSignature(const QByteArray& message, const SignatureEnvelope& envelope);

} // namespace slipway::adapters
