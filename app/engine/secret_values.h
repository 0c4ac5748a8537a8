#pragma once
#include "app/engine/parts.h"

namespace slipway::engine {

/// Values by the names of their variables.
using SecretValues = QMap<QString, base::Secret>;

/// Reads all of them, one after the other, and calls `done` on the owner's thread in a later turn,
/// never when the owner is gone. The first that cannot be read is the error: `where` is the secret's
/// name, `detail` says in one sentence which source it has and why it could not be read.
void readValues(const Parts& parts, const QList<domain::SecretSource>& sources, const std::stop_token& stop,
                QObject* owner, std::function<void(const base::Result<SecretValues>&)> done);

} // namespace slipway::engine
