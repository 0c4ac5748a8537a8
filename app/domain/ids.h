#pragma once
#include "app/base/id.h"

namespace slipway::domain {

using EnvironmentName = base::Id<struct EnvironmentTag>;
using HostName = base::Id<struct HostTag>;     ///< the host's short name ("prod-1"), unique in a workspace
using PersonName = base::Id<struct PersonTag>; ///< the key under `people:` ("mira")
using ProbeName = base::Id<struct ProbeTag>;
using StepId = base::Id<struct StepTag>;             ///< unique in a plan, made from the title ("go-no-go")
using DeploymentId = base::Id<struct DeploymentTag>; ///< "dep-" + 8 Crockford characters
using AttemptId = base::Id<struct AttemptTag>;       ///< a ULID
using ChainId = base::Id<struct ChainTag>;           ///< a DeploymentId's text, or "workspace"

inline ChainId workspaceChain() {
    return ChainId(QStringLiteral("workspace"));
}
inline ChainId chainOf(const DeploymentId& id) {
    return ChainId(id.text());
}

} // namespace slipway::domain
