#include "app/domain/kill_switch.h"

#include "app/domain/variables.h"

namespace slipway::domain {

SwitchSteps switchSteps(const Project& project, const Environment& environment, const KillSwitch& known,
                        const DeploymentId& running, const Candidate& candidate) {
    Variables variables = definedVariables(project, environment);
    variables.insert(deploymentVariables(environment.name, {running, candidate, {}, {}}));
    const auto made = [&](const StepTemplate& written) {
        Step step;
        step.kind = written.kind;
        step.title = known.name;
        step.params = written.params;
        step.secrets = secretsNamed(written.secrets, environment.secrets, project.secrets);
        step.variables = variables;
        return step;
    };
    return {made(known.turn), made(known.readBack)};
}

const KillSwitch* killSwitch(const Environment& environment, const QString& name) {
    for (const KillSwitch& known : environment.switches)
        if (known.name == name)
            return &known;
    return nullptr;
}

} // namespace slipway::domain
