#include "app/engine/unchanged.h"

#include "app/domain/rollout.h"
#include "app/engine/bind_plan.h"
#include "app/engine/evidence_check.h"
#include "app/engine/reach_hosts.h"
#include "app/engine/serving_side.h"

namespace slipway::engine {

using namespace domain;
using namespace std::chrono_literals;

namespace {
/// Whether an error only says that it cannot be found out now: it closes nothing for good.
bool isPassing(base::ErrorKind kind) {
    using base::ErrorKind;
    switch (kind) {
    case ErrorKind::Lost:
    case ErrorKind::Cancelled:
    case ErrorKind::Timeout:
    case ErrorKind::Busy:
    case ErrorKind::Storage:
    case ErrorKind::Unreachable:
    case ErrorKind::ConnectionLost:
    case ErrorKind::Observer:
    case ErrorKind::ToolMissing:
    case ErrorKind::PassphraseNeeded:
    case ErrorKind::PinNeeded:
        return true;
    case ErrorKind::BadInput:
    case ErrorKind::NotFound:
    case ErrorKind::Refused:
    case ErrorKind::Conflict:
    case ErrorKind::Corrupt:
    case ErrorKind::NewerFormat:
    case ErrorKind::HostKeyUnknown:
    case ErrorKind::HostKeyChanged:
    case ErrorKind::HostKeyRevoked:
    case ErrorKind::LoginRefused:
    case ErrorKind::HostUnfit:
    case ErrorKind::Fenced:
    case ErrorKind::Protocol:
    case ErrorKind::Signature:
        return false;
    }
    Q_UNREACHABLE();
}

QString roleOf(const Plan& plan, const StepId& id) {
    const Step* step = plan.step(id);
    const auto question = step ? step->question() : std::nullopt;
    return question ? question->role : QString();
}

QStringList differingSteps(const Plan& now, const Plan& then) {
    QStringList changed;
    for (const Step& step : then.steps)
        if (const Step* same = now.step(step.id); !same || *same != step)
            changed.append(step.title);
    for (const Step& step : now.steps)
        if (!then.step(step.id))
            changed.append(step.title);
    return changed;
}
} // namespace

UnchangedCheck::UnchangedCheck(const Parts& parts, const History& history, const Deployment& deployment,
                               QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_history(history)
    , m_deployment(deployment) {
    for (auto it = deployment.signatures.cbegin(); it != deployment.signatures.cend(); ++it)
        for (const SignOff& signOff : *it)
            if (!parts.source.project().solo())
                m_signatures.append({signOff.person, signOff.hash, roleOf(deployment.plan, it.key())});
    // The one signature that an emergency stands on.
    if (!deployment.emergency.isEmpty() && !parts.source.project().solo())
        m_signatures.append({PersonName(deployment.startedBy), deployment.openedHash, {}});
}

void UnchangedCheck::begin() {
    // Rule 10: the way back, also when it is rehearsed, is not closed by an edited file or a moved tag;
    // the SSH adapter still refuses a changed host key.
    if (m_deployment.kind != DeploymentKind::Deploy) {
        end(Changed{});
        return;
    }
    checkCandidate();
}

void UnchangedCheck::checkCandidate() {
    base::deliver(
        m_parts.git.resolve(m_deployment.candidate.version, {30s, {}}), this,
        [this](const base::Result<Candidate>& now) {
            if (!now.ok() && isPassing(now.error().kind)) {
                end(now.error());
            } else if (!now.ok()) {
                end(Changed{
                    tr("%1 cannot be found in the repository any more.").arg(m_deployment.candidate.version),
                    {{m_deployment.candidate.version, m_deployment.candidate.commit, {}}}});
            } else if (now->commit != m_deployment.candidate.commit) {
                end(Changed{tr("%1 named commit %2 and names %3 now.")
                                .arg(m_deployment.candidate.version, m_deployment.candidate.commit.left(7),
                                     now->commit.left(7)),
                            {{m_deployment.candidate.version, m_deployment.candidate.commit, now->commit}}});
            } else
                checkPlan();
        });
}

void UnchangedCheck::checkPlan() {
    base::deliver(m_parts.source.reread(), this, [this](const base::Result<Project>& project) {
        if (!project.ok() && isPassing(project.error().kind)) {
            end(project.error());
            return;
        }
        if (!project.ok()) {
            end(Changed{tr("slipway.yaml cannot be read any more: %1").arg(project.error().detail)});
            return;
        }
        m_project = *project;
        const Environment* environment = m_project.environment(m_deployment.environment);
        if (!environment) {
            end(Changed{tr("slipway.yaml does not name the environment %1 any more.")
                            .arg(m_deployment.environment.text())});
            return;
        }
        const Plan now = expandPlan(
            m_project, *environment,
            {m_deployment.id, m_deployment.candidate, m_deployment.previous, m_deployment.plan.rollout.side});
        if (now != unboundPlan(m_deployment.plan)) {
            const QStringList changed = differingSteps(now, unboundPlan(m_deployment.plan));
            end(Changed{
                changed.isEmpty()
                    ? tr("slipway.yaml changed the order of the plan or its watch.")
                    : tr("slipway.yaml changed these steps: %1.").arg(changed.join(QStringLiteral(", "))),
                changesBetween(toJson(unboundPlan(m_deployment.plan)), toJson(now))});
            return;
        }
        checkBound(now);
    });
}

void UnchangedCheck::checkBound(const Plan& now) {
    bindPlan(m_parts, now, false, this, [this](const base::Result<Plan>& bound) {
        if (!bound.ok() && isPassing(bound.error().kind))
            end(bound.error());
        else if (!bound.ok())
            end(Changed{tr("What the plan names cannot be found any more: %1").arg(bound.error().detail)});
        else if (*bound != m_deployment.plan)
            end(Changed{tr("Other bytes, or another repository, than planned are named by: %1.")
                            .arg(differingSteps(*bound, m_deployment.plan).join(QStringLiteral(", "))),
                        changesBetween(toJson(m_deployment.plan), toJson(*bound))});
        else
            checkHosts();
    });
}

void UnchangedCheck::checkHosts() {
    QList<Host> hosts = m_project.environment(m_deployment.environment)->hosts;
    hosts.removeIf([this](const Host& host) { return m_deployment.exclusion(host.name) != nullptr; });
    reachHosts(m_parts, hosts, this, [this](const Reached& reached) {
        const Environment& environment = *m_project.environment(m_deployment.environment);
        if (const auto found = differing(reached))
            end(*found);
        else if (domain::fingerprint(m_deployment.candidate, m_deployment.plan, environment,
                                     m_deployment.hostKeys) != m_deployment.fingerprint)
            end(Changed{
                tr("The hosts or variables of %1 changed in slipway.yaml.").arg(environment.name.text()),
                m_deployment.signedPlace.isEmpty()
                    ? QList<Change>()
                    : changesBetween(m_deployment.signedPlace,
                                     signedPlace(environment, m_deployment.hostKeys))});
        else
            checkSide(environment);
    });
}

void UnchangedCheck::checkSide(const Environment& environment) {
    const Plan& plan = m_deployment.plan;
    const bool hasSwitched =
        std::any_of(m_deployment.attempts.begin(), m_deployment.attempts.end(), [&](const Attempt& attempt) {
            const Step* step = plan.step(attempt.step);
            return step && isSwitch(*step);
        });
    if (plan.rollout.kind != Strategy::Kind::BlueGreen || hasSwitched || environment.hosts.isEmpty()) {
        checkSignatures(0);
        return;
    }
    askServingSide(m_parts, m_project, environment, this, [this](const base::Result<QString>& active) {
        const Rollout& rollout = m_deployment.plan.rollout;
        if (!active.ok())
            end(active.error());
        else if (*active == rollout.side)
            end(Changed{tr("The side “%1” serves now; it was to be changed while it does not.").arg(*active),
                        {{tr("the side that serves"), rollout.otherSide, *active}}});
        else
            checkSignatures(0);
    });
}

std::optional<base::Result<Changed>> UnchangedCheck::differing(const Reached& reached) const {
    for (const auto& [host, facts] : reached) {
        if (!facts.ok() && (facts.error().kind == base::ErrorKind::HostKeyChanged ||
                            facts.error().kind == base::ErrorKind::HostKeyRevoked))
            return Changed{tr("The host key of %1 changed: %2").arg(host.name.text(), facts.error().detail)};
        if (!facts.ok())
            return facts.error();
        const QString recorded = m_deployment.hostKeys.value(host.name);
        if (facts->hostKey != recorded)
            return Changed{tr("The host key of %1 was %2 and is %3 now.")
                               .arg(host.name.text(), recorded, facts->hostKey),
                           {{host.name.text(), recorded, facts->hostKey}}};
    }
    return {};
}

void UnchangedCheck::checkSignatures(int index) {
    if (index >= m_signatures.size()) {
        checkSignedEvidence();
        return;
    }
    const auto& [person, hash, role] = m_signatures.at(index);
    const Entry* entry = m_history.signedEntry(hash);
    const Person* known = m_project.person(person);
    if (!entry || !known) {
        end(Changed{tr("The sign-off of %1 carries no signature that can be checked.").arg(person.text())});
        return;
    }
    if (!known->hasRole(role)) {
        end(Changed{tr("%1 has not the role “%2” that this sign-off needs.").arg(person.text(), role)});
        return;
    }
    base::deliver(
        m_parts.signer.verify(entry->bytes, entry->signature, known->trustedKeysOf(entry->timeMs()),
                              {20s, {}}),
        this, [this, index, name = person.text()](const base::Result<QString>& key) {
            if (!key.ok() && isPassing(key.error().kind))
                end(key.error());
            else if (!key.ok())
                end(Changed{tr("The signature of %1 does not verify: %2").arg(name, key.error().detail)});
            else
                checkSignatures(index + 1);
        });
}

void UnchangedCheck::checkSignedEvidence() {
    qint64 signedAtMs = 0;
    for (const QList<SignOff>& list : m_deployment.signatures)
        for (const SignOff& signOff : list)
            signedAtMs = qMax(signedAtMs, signOff.atMs);
    checkEvidence(m_parts, m_deployment, signedAtMs, this, [this](const base::Result<QString>& difference) {
        if (difference.ok())
            end(Changed{*difference});
        else
            end(difference.error());
    });
}

void UnchangedCheck::end(const base::Result<Changed>& what) {
    if (m_ended)
        return;
    m_ended = true;
    // Always in a later turn, so that the caller may connect after begin().
    QMetaObject::invokeMethod(
        this,
        [this, what] {
            Q_EMIT answered(what);
            deleteLater();
        },
        Qt::QueuedConnection);
}

} // namespace slipway::engine
