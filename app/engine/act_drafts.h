#pragma once
#include "app/base/async.h"
#include "app/domain/entry.h"

namespace slipway::engine {

inline domain::Draft makeDraft(const domain::ChainId& chain, const char* type, const QString& actor,
                               QJsonObject fields) {
    return {chain, QString::fromLatin1(type), actor, std::move(fields)};
}

/// Answers the promise with `value` when the act it waits for is done, else with the act's error.
template <class T>
auto finishing(const std::shared_ptr<base::Promise<T>>& promise, const T& value) {
    return [promise, value](const base::Result<void>& done) {
        promise->finish(done.ok() ? base::Result<T>(value) : base::Result<T>(done.error()));
    };
}

} // namespace slipway::engine
