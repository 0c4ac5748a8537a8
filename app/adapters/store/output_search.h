#pragma once
#include "app/ports/output_store.h"

#include <functional>

namespace slipway::adapters {

/// What is wrong with the query's pattern; empty: nothing.
QString complaint(const ports::OutputQuery& query);

/// Looks through the output under `folder` (see OutputReader), several attempts at once, the newest
/// first; answers the lines oldest attempt first. Memory is bounded by what is found. `stopped` is
/// asked on several threads and says why the search ends early.
base::Result<QList<ports::OutputHit>>
searchOutput(const QString& folder, const ports::OutputQuery& query,
             const std::function<std::optional<base::Error>()>& stopped);

} // namespace slipway::adapters
