#include "app/engine/plan_fixing.h"

#include "app/domain/rollback.h"
#include "app/engine/bind_plan.h"
#include "app/engine/reach_hosts.h"
#include "app/engine/serving_side.h"

namespace slipway::engine {

using namespace domain;

PlanFixing::PlanFixing(const Parts& parts, const History& history, const Deployment& deployment,
                       QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_history(history)
    , m_deployment(deployment) {}

void PlanFixing::begin() {
    const Environment* environment = m_parts.source.project().environment(m_deployment.environment);
    if (!environment) {
        end(base::Error{base::ErrorKind::NotFound, QStringLiteral("slipway.yaml"),
                        tr("There is no environment %1 any more.").arg(m_deployment.environment.text())});
        return;
    }
    m_environment = *environment;
    reachHosts(m_parts, m_environment.hosts, this, [this](const Reached& reached) { keepKeys(reached); });
}

void PlanFixing::keepKeys(const Reached& reached) {
    for (const auto& [host, facts] : reached) {
        if (facts.ok()) {
            m_keys.insert(host.name, facts->hostKey);
            continue;
        }
        const Deployment* undone = m_deployment.kind == DeploymentKind::Rollback
                                       ? m_history.deployment(m_deployment.undoes)
                                       : nullptr;
        const bool isAway = facts.error().kind == base::ErrorKind::Unreachable ||
                            facts.error().kind == base::ErrorKind::Timeout;
        // A host that is down does not close the way back for the others (rule 10).
        if (undone && isAway && undone->hostKeys.contains(host.name)) {
            m_keys.insert(host.name, undone->hostKeys.value(host.name));
            continue;
        }
        base::Error error = facts.error();
        error.where = host.name.text();
        end(error);
        return;
    }
    askSide();
}

void PlanFixing::askSide() {
    const Strategy& strategy = m_environment.strategy;
    if (strategy.kind != Strategy::Kind::BlueGreen || m_deployment.kind != DeploymentKind::Deploy ||
        m_environment.hosts.isEmpty()) {
        fix({});
        return;
    }
    askServingSide(m_parts, m_parts.source.project(), m_environment, this,
                   [this](const base::Result<QString>& active) {
                       if (!active.ok()) {
                           end(active.error());
                           return;
                       }
                       // Where nothing serves yet, the first side is as good as the other.
                       const QStringList& sides = m_environment.strategy.sides;
                       fix(*active == sides.first() ? sides.last() : sides.first());
                   });
}

Plan PlanFixing::planFor(const QString& side) const {
    const Project& project = m_parts.source.project();
    const PlanContext context{m_deployment.id, m_deployment.candidate, m_deployment.previous, side};
    const Deployment* other = m_history.deployment(m_deployment.undoes);
    switch (m_deployment.kind) {
    case DeploymentKind::Deploy:
        break;
    case DeploymentKind::Rollback:
        return rollbackPlan(
            other->plan,
            {context.deployment, context.candidate, context.previous, other->plan.rollout.otherSide},
            other->toUndo(), project, m_environment);
    case DeploymentKind::Rehearsal:
        return rehearsalPlan(*other, context, project, m_environment);
    }
    return expandPlan(project, m_environment, context);
}

void PlanFixing::fix(const QString& side) {
    // The way back is not closed by a file that is gone (rule 10); its step says so when it comes to it.
    const bool mayLack = m_deployment.kind == DeploymentKind::Rollback;
    bindPlan(m_parts, planFor(side), mayLack, this, [this](const base::Result<Plan>& plan) {
        if (plan.ok())
            answer(*plan);
        else
            end(plan.error());
    });
}

void PlanFixing::answer(const Plan& plan) {
    QJsonObject hostKeys;
    for (auto it = m_keys.begin(); it != m_keys.end(); ++it)
        hostKeys.insert(it.key().text(), it.value());
    end(QJsonObject{{QStringLiteral("plan"), toJson(plan)},
                    {QStringLiteral("hostKeys"), hostKeys},
                    {QStringLiteral("place"), signedPlace(m_environment, m_keys)},
                    {QStringLiteral("fileDigest"), m_parts.source.project().fileDigest},
                    {QStringLiteral("fingerprint"),
                     domain::fingerprint(m_deployment.candidate, plan, m_environment, m_keys)}});
}

void PlanFixing::end(const base::Result<QJsonObject>& answer) {
    // Always in a later turn, so that the caller may connect after begin().
    QMetaObject::invokeMethod(
        this,
        [this, answer] {
            Q_EMIT answered(answer);
            deleteLater();
        },
        Qt::QueuedConnection);
}

} // namespace slipway::engine
