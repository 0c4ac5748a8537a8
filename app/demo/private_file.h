#pragma once
#include "app/base/result.h"

#include <QByteArray>
#include <QString>

namespace slipway::demo {

/// Makes the folder and its parents; the folder itself gets mode 0700.
base::Result<void> makePrivateFolder(const QString& path);
/// Replaces the file at once (never half written); mode 0600, or 0700 when `executable`.
base::Result<void> writePrivateFile(const QString& path, const QByteArray& bytes, bool executable = false);

} // namespace slipway::demo
