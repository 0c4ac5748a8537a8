#include "app/domain/rollback.h"

#include "app/domain/step_ids.h"

#include <algorithm>

namespace slipway::domain {

namespace {

Step undoStep(const Step& done, const QList<HostName>& hosts, const DeploymentId& rollback, StepIds& ids) {
    const Undo undo = done.undo();
    Step step;
    step.phase = Phase::Deploy;
    step.kind = undo.kind;
    step.title = QStringLiteral("Undo: %1").arg(done.title);
    step.id = ids.make(QStringLiteral("undo-%1").arg(done.id.text()), QStringLiteral("undo"));
    step.undoes = done.id;
    step.params = undo.params;
    // The same variables as then, so that SLIPWAY_PREVIOUS still names what ran before.
    step.variables = done.variables;
    if (undo.how == Undo::How::Redeploy) {
        std::swap(step.variables[QStringLiteral("SLIPWAY_REF")],
                  step.variables[QStringLiteral("SLIPWAY_PREVIOUS")]);
        std::swap(step.variables[QStringLiteral("SLIPWAY_COMMIT")],
                  step.variables[QStringLiteral("SLIPWAY_PREVIOUS_COMMIT")]);
    }
    step.variables.insert(QStringLiteral("SLIPWAY_DEPLOYMENT"), rollback.text());
    step.variables.insert(QStringLiteral("SLIPWAY_STEP"), step.id.text());
    step.hosts = hosts;
    std::reverse(step.hosts.begin(), step.hosts.end());
    for (const HostName& host : hosts)
        step.hostVariables.insert(host, done.hostVariables.value(host));
    return step;
}

// People and the repository never close the way back; only what shows that it arrived stays.
bool showsArrival(const Step& step) {
    if (step.phase != Phase::PostDeploy)
        return false;
    const Operation operation = step.operation(step.hosts.value(0));
    return std::holds_alternative<HttpQuestion>(operation) || std::holds_alternative<WaitFor>(operation) ||
           (std::holds_alternative<RemoteCommand>(operation) && !step.changesHosts());
}

} // namespace

Plan rollbackPlan(const Plan& original, const PlanContext& context,
                  const QList<QPair<StepId, QList<HostName>>>& done, const Project& project,
                  const Environment& environment) {
    Plan plan;
    plan.environment = environment.name;
    const Plan forward = expandPlan(project, environment, context);
    StepIds ids;
    for (const Step& step : forward.steps)
        ids.reserve(step.id.text());
    for (auto recorded = done.crbegin(); recorded != done.crend(); ++recorded) {
        const Step* step = original.step(recorded->first);
        if (step && step->undo().isOpen())
            plan.steps += undoStep(*step, recorded->second, context.deployment, ids);
    }
    std::copy_if(forward.steps.begin(), forward.steps.end(), std::back_inserter(plan.steps), showsArrival);
    return plan;
}

} // namespace slipway::domain
