#include "app/domain/rollback.h"

#include "app/domain/step_ids.h"

#include <algorithm>

namespace slipway::domain {

namespace {

// A request that is the same for every host is made once, from this computer.
bool happensOnce(const Step& step, const QList<HostName>& hosts) {
    const Place place = stepKind(step.kind)->placeFor(step.params);
    if (place != Place::EachHostOrHere)
        return place == Place::Here;
    return std::all_of(hosts.begin(), hosts.end(), [&](const HostName& host) {
        return step.operation(host) == step.operation(HostName());
    });
}

Step undoStep(const Step& done, const QList<HostName>& hosts, const DeploymentId& rollback, StepIds& ids) {
    const Undo undo = done.undo();
    Step step;
    step.phase = Phase::Deploy;
    step.kind = undo.kind;
    step.title = QStringLiteral("Undo: %1").arg(done.title);
    step.id = ids.make(QStringLiteral("undo-%1").arg(done.id.text()), QStringLiteral("undo"));
    step.undoes = done.id;
    step.params = undo.params;
    step.secrets = done.secrets;
    // The same variables as then, so that SLIPWAY_PREVIOUS still names what ran before.
    step.variables = done.variables;
    const auto exchange = [&step](const QString& one, const QString& other) {
        std::swap(step.variables[one], step.variables[other]);
    };
    if (undo.how == Undo::How::Redeploy) {
        exchange(QStringLiteral("SLIPWAY_REF"), QStringLiteral("SLIPWAY_PREVIOUS"));
        exchange(QStringLiteral("SLIPWAY_COMMIT"), QStringLiteral("SLIPWAY_PREVIOUS_COMMIT"));
    } else if (undo.how == Undo::How::Back) {
        exchange(QStringLiteral("SLIPWAY_SIDE"), QStringLiteral("SLIPWAY_OTHER_SIDE"));
    }
    step.variables.insert(QStringLiteral("SLIPWAY_UNDOES"),
                          done.variables.value(QStringLiteral("SLIPWAY_DEPLOYMENT")));
    step.variables.insert(QStringLiteral("SLIPWAY_DEPLOYMENT"), rollback.text());
    step.variables.insert(QStringLiteral("SLIPWAY_STEP"), step.id.text());
    for (const HostName& host : hosts)
        step.hostVariables.insert(host, done.hostVariables.value(host));
    if (happensOnce(step, hosts)) {
        step.hostVariables.clear();
        return step;
    }
    step.hosts = hosts;
    std::reverse(step.hosts.begin(), step.hosts.end());
    return step;
}

// People and the repository never close the way back; only what shows that it arrived stays.
bool showsArrival(const Step& step) {
    if (step.phase != Phase::PostDeploy)
        return false;
    const Operation operation = step.operation(step.hosts.value(0));
    return std::holds_alternative<WaitFor>(operation) ||
           ((std::holds_alternative<HttpQuestion>(operation) ||
             std::holds_alternative<RemoteCommand>(operation)) &&
            !step.changesHosts());
}

/// Hosts that may be changed at once on the way back; 0: all.
int limitBack(const Environment& environment) {
    switch (environment.strategy.kind) {
    case Strategy::Kind::OneByOne:
        return 1;
    case Strategy::Kind::Parallel:
        return environment.strategy.limit;
    case Strategy::Kind::Rolling:
        return environment.strategy.batch;
    case Strategy::Kind::Canary:
    case Strategy::Kind::BlueGreen:
        return 0;
    }
    Q_UNREACHABLE();
}

} // namespace

Plan rollbackPlan(const Plan& original, const PlanContext& context,
                  const QList<QPair<StepId, QList<HostName>>>& done, const Project& project,
                  const Environment& environment) {
    Plan plan;
    plan.environment = environment.name;
    plan.rollout.limit = limitBack(environment);
    const Plan forward = expandPlan(project, environment, context);
    StepIds ids;
    for (const Step& step : forward.steps)
        ids.reserve(step.id.text());
    const auto takeBack = [&](const QPair<StepId, QList<HostName>>& recorded, bool isLast) {
        const Step* step = original.step(recorded.first);
        if (step && step->undo().isOpen() && step->undo().isLast == isLast)
            plan.steps += undoStep(*step, recorded.second, context.deployment, ids);
    };
    for (auto recorded = done.crbegin(); recorded != done.crend(); ++recorded)
        takeBack(*recorded, false);
    for (const auto& recorded : done)
        takeBack(recorded, true);
    std::copy_if(forward.steps.begin(), forward.steps.end(), std::back_inserter(plan.steps), showsArrival);
    return plan;
}

Plan rehearsalPlan(const Deployment& live, const PlanContext& context, const Project& project,
                   const Environment& environment) {
    const Rollout& rollout = live.plan.rollout;
    const PlanContext back{context.deployment, context.previous, context.candidate, rollout.otherSide};
    Plan plan = rollbackPlan(live.plan, back, live.toUndo(), project, environment);
    StepIds ids;
    const Plan forward = expandPlan(project, environment,
                                    {context.deployment, context.candidate, context.previous, rollout.side});
    for (const Step& step : forward.steps)
        ids.reserve(step.id.text());
    for (Step& step : plan.steps) {
        step.phase = Phase::Deploy;
        // The checks of the way back say for themselves which version they look at.
        if (step.undoes.isEmpty()) {
            step.id = ids.make(QStringLiteral("back-%1").arg(step.id.text()), QStringLiteral("back"));
            step.title = QStringLiteral("%1: %2").arg(context.previous.version, step.title);
            step.undoes = step.id;
        }
    }
    for (const Step& step : forward.steps)
        if (step.phase != Phase::PreDeploy && !step.asksPerson())
            plan.steps += step;
    return plan;
}

std::optional<base::Milliseconds> wayBackTook(const Deployment& deployment) {
    qint64 began = 0;
    qint64 ended = 0;
    for (const Step& step : deployment.plan.steps) {
        const bool isBack = deployment.kind == DeploymentKind::Rollback || !step.undoes.isEmpty();
        if (!isBack || deployment.kind == DeploymentKind::Deploy)
            continue;
        if (!isComplete(deployment.verdict(step)))
            return {};
        for (const Attempt& attempt : deployment.attempts) {
            if (attempt.step != step.id)
                continue;
            began = began ? std::min(began, attempt.intentAtMs) : attempt.intentAtMs;
            ended = std::max(ended, attempt.endedAtMs);
        }
    }
    if (!began)
        return {};
    return base::Milliseconds(ended - began);
}

const Deployment* wayBackGone(const Project& project, const World& world,
                              const EnvironmentName& environment) {
    const Environment* here = project.environment(environment);
    const EnvironmentName before =
        here && here->promoteFrom ? here->promoteFrom->environment : EnvironmentName();
    for (auto it = world.order.crbegin(); it != world.order.crend(); ++it) {
        const Deployment* one = world.deployment(*it);
        if ((one->environment == environment || one->environment == before) && wayBackTook(*one))
            return one;
    }
    return nullptr;
}

} // namespace slipway::domain
