#include "app/models/rollout_builder.h"

#include "app/domain/gates.h"
#include "app/domain/rollback.h"
#include "app/models/release_builder.h"

#include <QCoreApplication>

namespace slipway::models {

using namespace domain;

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("release", text);
}

QString atATime(int limit) {
    if (limit == 0)
        return tr("all hosts at once");
    return limit == 1 ? tr("1 host at a time") : tr("%1 hosts at a time").arg(limit);
}

int waveOf(const Rollout& rollout, const HostName& host) {
    for (qsizetype i = 0; i < rollout.waves.size(); ++i)
        if (rollout.waves[i].contains(host))
            return static_cast<int>(i + 1);
    return 0;
}

QString stagesText(const QList<Strategy::Stage>& stages) {
    QStringList shares;
    for (const Strategy::Stage& stage : stages)
        shares += tr("%1 %").arg(stage.percent);
    return shares.join(QStringLiteral(" → "));
}

} // namespace

QString strategyText(const Environment& environment, const Plan& plan) {
    const Strategy& strategy = environment.strategy;
    switch (plan.rollout.kind) {
    case Strategy::Kind::OneByOne:
        return {};
    case Strategy::Kind::Parallel:
        return tr("parallel: %1").arg(atATime(plan.rollout.limit));
    case Strategy::Kind::Rolling: {
        const auto size = plan.rollout.waves.isEmpty() ? 1 : plan.rollout.waves.first().size();
        const QString batch =
            size == 1 ? tr("rolling: one host after the other") : tr("rolling: batches of %1").arg(size);
        return strategy.healthGate.count() > 0
                   ? tr("%1, each healthy for %2").arg(batch, spokenDuration(strategy.healthGate.count()))
                   : batch;
    }
    case Strategy::Kind::Canary:
        return plan.rollout.rollsBack
                   ? tr("canary: %1; rolled back by itself when it fails").arg(stagesText(strategy.stages))
                   : tr("canary: %1").arg(stagesText(strategy.stages));
    case Strategy::Kind::BlueGreen:
        return tr("blue-green: to %1 while %2 serves").arg(plan.rollout.side, plan.rollout.otherSide);
    }
    Q_UNREACHABLE();
}

QString guardText(const Plan& plan) {
    if (plan.guard.lasts.count() == 0)
        return {};
    const QString lasts = spokenDuration(plan.guard.lasts.count());
    const QString down = spokenDuration(plan.guard.down.count());
    return plan.guard.rollsBack
               ? tr("in the first %1 it is rolled back by itself when it was down for %2").arg(lasts, down)
               : tr("in the first %1 the line is stopped by itself when it was down for %2").arg(lasts, down);
}

QString hostLimitText(const Plan& plan, const Step& step) {
    if (step.hosts.size() < 2)
        return {};
    const qsizetype wave = plan.rollout.waves.isEmpty() ? 0 : plan.rollout.waves.first().size();
    const int limit = plan.rollout.limit > 0 ? plan.rollout.limit : static_cast<int>(wave);
    const QString stop = plan.rollout.failures == 0 || step.phase != Phase::Deploy
                             ? tr("stop at the first failure")
                             : tr("stop after more than %1 failed").arg(plan.rollout.failures);
    return QStringLiteral("%1 · %2").arg(atATime(limit), stop);
}

MatrixView matrixView(const Deployment& deployment) {
    MatrixView view;
    view.hasStages = deployment.plan.rollout.kind == Strategy::Kind::Canary;
    QList<HostName> hosts;
    QList<const Step*> steps;
    for (const Step& step : deployment.plan.steps) {
        if (step.hosts.isEmpty())
            continue;
        steps += &step;
        view.columns.append({step.id.text(), step.title});
        for (const HostName& host : step.hosts)
            if (!hosts.contains(host))
                hosts += host;
    }
    for (const HostName& host : hosts) {
        MatrixView::Row row;
        row.host = host.text();
        row.wave = waveOf(deployment.plan.rollout, host);
        if (const Waiver* waiver = deployment.exclusion(host))
            row.leftOut = waiver->reason;
        for (const Step* step : steps) {
            row.takesPart.append(step->hosts.contains(host));
            row.cells.append(row.takesPart.last() ? deployment.hostVerdict(*step, host)
                                                  : Verdict::NotApplicable);
        }
        view.rows.append(row);
    }
    return view;
}

QList<WaiverView> waiverViews(const Deployment& deployment) {
    QList<WaiverView> views;
    for (const Waiver& waiver : deployment.waivers) {
        const Step* step = deployment.plan.step(waiver.step);
        views.append({waiver.step.text(), step ? step->title : QString(), waiver.host.text(),
                      waiver.person.text(), waiver.reason, waiver.atMs, waiver.gate});
    }
    return views;
}

WayBackView wayBackView(const Project& project, const World& world, const EnvironmentName& environment) {
    const Deployment* gone = wayBackGone(project, world, environment);
    return gone ? WayBackView{wayBackTook(*gone)->count(), gone->startedAtMs, gone->environment.text(),
                              gone->kind == DeploymentKind::Rehearsal}
                : WayBackView{};
}

RehearsalView rehearsalView(const Project& project, const World& world, const Environment& environment) {
    const Deployment& live = *world.running(environment.name);
    RehearsalView view{live.candidate.version, live.previous.version, {}, {}};
    const Plan plan = rehearsalPlan(live, {live.id, live.candidate, live.previous, {}}, project, environment);
    for (const StepView& step : plannedSteps(plan)) {
        UndoStepView one{step.title, step.runs, {}};
        const Step& planned = *plan.step(StepId(step.id));
        for (const HostName& host : planned.hosts)
            one.hosts.append(host.text());
        (planned.undoes.isEmpty() ? view.forward : view.back).append(one);
    }
    return view;
}

} // namespace slipway::models
