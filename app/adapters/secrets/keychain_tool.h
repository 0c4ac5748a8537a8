#pragma once
#include "app/base/error.h"

#include <QByteArray>
#include <QString>
#include <optional>

namespace slipway::adapters {

/// The child process of SecretReader: `read`, `write` or `forget` of one entry of service "slipway"
/// in the operating system's keychain (Secret Service or KWallet). A value is read from standard
/// input and written to standard output. Needs a QCoreApplication; may block. Never falls back to a
/// file. Returns the exit code.
int runKeychainTool(const QString& operation, const QString& entry);

/// What the child's end means; nothing when it did what was asked.
std::optional<base::Error> keychainError(int exitCode, const QByteArray& errors);

} // namespace slipway::adapters
