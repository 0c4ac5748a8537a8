#include "app/engine/act_drafts.h"
#include "app/engine/acts.h"
#include "app/engine/maintenance.h"

// What people decide about a deployment that runs, failed or is live.

namespace slipway::engine {

using namespace domain;

namespace {

Draft stopDraft(const DeploymentId& id, const Attempt& attempt, const QString& who) {
    return makeDraft(chainOf(id), entry::stopAsked, who,
                     {{QStringLiteral("step"), attempt.step.text()},
                      {QStringLiteral("host"), attempt.host.text()},
                      {QStringLiteral("attempt"), attempt.id.text()}});
}

} // namespace

Draft Acts::decision(const DeploymentId& id, const QString& what, const QString& step, const QString& host,
                     const QString& reason) const {
    return makeDraft(chainOf(id), entry::decided, actor().name,
                     {{QStringLiteral("decision"), what},
                      {QStringLiteral("step"), step},
                      {QStringLiteral("host"), host},
                      {QStringLiteral("reason"), reason}});
}

base::Future<void> Acts::retry(const DeploymentId& id, const QString& reason) {
    const Deployment* deployment = m_history.deployment(id);
    const Next todo = deployment ? next(*deployment) : Next{};
    QList<Draft> drafts;
    QStringList steps;
    const auto add = [&](const StepId& step, const HostName& host) {
        if (steps.contains(step.text()))
            return;
        steps += step.text();
        drafts += decision(id, QStringLiteral("retry"), step.text(), host.text(), reason);
    };
    add(todo.step, todo.host);
    // Hosts may have failed at several steps, where the strategy lets the others go on.
    if (todo.what == Next::What::Decide)
        for (const Attempt* attempt : troubled(*deployment))
            add(attempt->step, attempt->host);
    return record(RetryFailed{id}, drafts);
}

base::Future<void> Acts::waive(const DeploymentId& id, const StepId& step, const HostName& host,
                               const QString& reason) {
    return record(WaiveStep{id, step, host, reason},
                  {decision(id, QStringLiteral("waive"), step.text(), host.text(), reason)});
}

base::Future<void> Acts::exclude(const DeploymentId& id, const HostName& host, const QString& reason) {
    return record(ExcludeHost{id, host, reason},
                  {decision(id, QStringLiteral("exclude"), {}, host.text(), reason)});
}

base::Future<void> Acts::takeOver(const DeploymentId& id, const QString& reason) {
    const Deployment* deployment = m_history.deployment(id);
    const auto holder = deployment ? deployment->lock.holder : std::nullopt;
    Draft draft =
        decision(id, QStringLiteral("take-over"), {}, holder ? holder->host.text() : QString(), reason);
    if (holder)
        draft.fields.insert(QStringLiteral("from"), holder->owner);
    return record(TakeOverLock{id, reason}, {draft});
}

base::Future<void> Acts::stopLine(const EnvironmentName& environment, const QString& reason) {
    const StopLine action{environment, reason};
    const Draft draft = makeDraft(
        workspaceChain(), entry::lineStopped, actor().name,
        {{QStringLiteral("environment"), environment.text()}, {QStringLiteral("reason"), reason.trimmed()}});
    auto promise = std::make_shared<base::Promise<void>>();
    base::deliver(
        signAllowed(action, draft), this, [this, promise, action, draft](const base::Result<void>& done) {
            // Stopping makes safe: a key that cannot be used now does not keep anybody from it.
            if (done.ok() || done.error().kind == base::ErrorKind::Refused) {
                promise->finish(done);
                return;
            }
            base::deliver(record(action, {draft}), this,
                          [promise](const base::Result<void>& recorded) { promise->finish(recorded); });
        });
    return promise->future();
}

base::Future<void> Acts::recordSwitch(const EnvironmentName& environment, const QString& name,
                                      const QString& reason) {
    return record(ThrowSwitch{environment, name, reason},
                  {makeDraft(workspaceChain(), entry::switchThrown, actor().name,
                             {{QStringLiteral("environment"), environment.text()},
                              {QStringLiteral("switch"), name},
                              {QStringLiteral("reason"), reason.trimmed()}})});
}

base::Future<void> Acts::beginMaintenance(const EnvironmentName& environment, base::Milliseconds lasts,
                                          const QString& reason) {
    return record(BeginMaintenance{environment, lasts, reason},
                  {makeDraft(workspaceChain(), entry::maintenanceBegun, actor().name,
                             {{QStringLiteral("environment"), environment.text()},
                              {QStringLiteral("reason"), reason.trimmed()},
                              {QStringLiteral("until"), m_parts.clock.now().utcMs + lasts.count()}})});
}

base::Future<void> Acts::endMaintenance(const EnvironmentName& environment) {
    const qint64 nowMs = m_parts.clock.now().utcMs;
    const auto planned = plannedMaintenance(m_parts, m_history.world(), environment, nowMs);
    return record(EndMaintenance{environment, nowMs, planned ? planned->untilMs : 0},
                  {makeDraft(workspaceChain(), entry::maintenanceEnded, actor().name,
                             {{QStringLiteral("environment"), environment.text()}})});
}

base::Future<void> Acts::openLine(const EnvironmentName& environment, const QString& reason) {
    return signAllowed(OpenLine{environment, reason},
                       makeDraft(workspaceChain(), entry::lineOpened, actor().name,
                                 {{QStringLiteral("environment"), environment.text()},
                                  {QStringLiteral("reason"), reason.trimmed()}}));
}

base::Future<void> Acts::stopStep(const DeploymentId& id, const StepId& step) {
    QList<Draft> drafts;
    if (const Deployment* deployment = m_history.deployment(id))
        for (const Attempt& attempt : deployment->attempts)
            if (attempt.step == step && attempt.verdict == Verdict::Running && !attempt.stopAsked)
                drafts += stopDraft(id, attempt, actor().name);
    if (drafts.isEmpty()) // refused below, with the reason
        drafts += stopDraft(id, Attempt{}, actor().name);
    return record(StopStep{id, step}, drafts);
}

base::Future<DeploymentId> Acts::rollback(const EnvironmentName& environment, const QString& reason,
                                          bool markBad, const DeploymentId& meant) {
    const Action action = RollBack{environment, reason, meant};
    if (const Ruling ruling = allowed(action); !ruling)
        return base::ready<DeploymentId>(refused(action, ruling.why, workspaceChain()));
    return openRollback(environment, actor().name, reason, markBad);
}

base::Future<DeploymentId> Acts::rollbackByPlan(const DeploymentId& id) {
    if (const Ruling ruling = allowed(PlanRollBack{id}); !ruling)
        return base::ready<DeploymentId>(base::Error{base::ErrorKind::Refused, id.text(), ruling.why});
    const Deployment& target = *m_history.deployment(id);
    const Next todo = next(target);
    const Step* step = target.plan.step(todo.step);
    const QString reason = target.tripped ? tr("as its plan says, by its guard: %1").arg(target.tripped->what)
                                          : tr("as its plan says, because the canary failed: “%1”")
                                                .arg(step ? step->title : todo.step.text());
    return openRollback(target.environment, QStringLiteral("slipway"), reason, true);
}

base::Future<DeploymentId> Acts::openRollback(const EnvironmentName& environment, const QString& who,
                                              const QString& reason, bool markBad) {
    const Deployment& target = *rollbackTarget(m_history.world(), environment);
    const DeploymentId id = newId();
    QList<Draft> drafts;
    if (target.isOpen())
        drafts.append(makeDraft(
            chainOf(target.id), entry::decided, who,
            {{QStringLiteral("decision"), QStringLiteral("rollback")}, {QStringLiteral("reason"), reason}}));
    // Rollback is always open: what still runs is stopped first, and its end waited for by the driver.
    for (const Attempt& attempt : target.attempts)
        if (attempt.verdict == Verdict::Running && !attempt.stopAsked)
            drafts.append(stopDraft(target.id, attempt, who));
    if (markBad)
        drafts.append(makeDraft(workspaceChain(), entry::markedBad, who,
                                {{QStringLiteral("version"), target.candidate.version},
                                 {QStringLiteral("commit"), target.candidate.commit},
                                 {QStringLiteral("of"), target.id.text()},
                                 {QStringLiteral("reason"), reason}}));
    drafts.append(makeDraft(chainOf(id), entry::opened, who,
                            {{QStringLiteral("kind"), kindName(DeploymentKind::Rollback)},
                             {QStringLiteral("environment"), environment.text()},
                             {QStringLiteral("candidate"), toJson(target.previous)},
                             {QStringLiteral("previous"), toJson(target.candidate)},
                             {QStringLiteral("undoes"), target.id.text()},
                             {QStringLiteral("reason"), reason}}));
    // All or nothing: there is no bad mark without the rollback, and no rollback without the decision.
    return openWith(id, std::move(drafts));
}

base::Future<DeploymentId> Acts::openWith(const DeploymentId& id, QList<Draft> drafts) {
    auto promise = std::make_shared<base::Promise<DeploymentId>>();
    openWith(id, std::move(drafts), promise);
    return promise->future();
}

void Acts::openWith(const DeploymentId& id, QList<Draft> drafts,
                    const std::shared_ptr<base::Promise<DeploymentId>>& promise) {
    m_history.append(std::move(drafts), this, finishing(promise, id));
}

base::Future<DeploymentId> Acts::rehearse(const EnvironmentName& environment) {
    const Action action = Rehearse{environment};
    if (const Ruling ruling = allowed(action); !ruling)
        return base::ready<DeploymentId>(refused(action, ruling.why, workspaceChain()));
    const Deployment& live = *m_history.world().running(environment);
    const DeploymentId id = newId();
    return openWith(id, {makeDraft(chainOf(id), entry::opened, actor().name,
                                   {{QStringLiteral("kind"), kindName(DeploymentKind::Rehearsal)},
                                    {QStringLiteral("environment"), environment.text()},
                                    {QStringLiteral("candidate"), toJson(live.candidate)},
                                    {QStringLiteral("previous"), toJson(live.previous)},
                                    {QStringLiteral("undoes"), live.id.text()}})});
}

} // namespace slipway::engine
