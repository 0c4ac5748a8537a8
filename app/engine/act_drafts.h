#pragma once
#include "app/domain/entry.h"

namespace slipway::engine {

inline domain::Draft makeDraft(const domain::ChainId& chain, const char* type, const QString& actor,
                               QJsonObject fields) {
    return {chain, QString::fromLatin1(type), actor, std::move(fields)};
}

} // namespace slipway::engine
