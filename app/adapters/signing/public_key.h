#pragma once
#include <QByteArray>
#include <QString>
#include <optional>

namespace slipway::adapters {

/// "ssh-ed25519 AAAA…" without comment and options; nothing when `line` does not begin with
/// a plain public key whose blob names the same type. Safe to write into an allowed_signers file.
std::optional<QString> plainPublicKey(const QString& line);
/// "SHA256:…" of a plain public key.
QString fingerprintOf(const QString& plainKey);
/// "SHA256:…" of a key's binary form.
QString fingerprintOfBlob(const QByteArray& blob);

} // namespace slipway::adapters
