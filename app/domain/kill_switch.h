#pragma once
#include "app/domain/project.h"

namespace slipway::domain {

// How a kill switch of an environment is thrown (Environment::switches): one request, and then a look whether
// it is as it should be.

/// The step that throws it, and the one that looks; bound to the deployment that runs there (none: no ID).
struct SwitchSteps {
    Step turn, readBack;
};
SwitchSteps switchSteps(const Project& project, const Environment& environment, const KillSwitch& known,
                        const DeploymentId& running, const Candidate& candidate);

const KillSwitch* killSwitch(const Environment& environment, const QString& name);

} // namespace slipway::domain
