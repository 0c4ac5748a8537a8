#include "app/domain/project.h"

#include "app/base/canonical_json.h"
#include "app/domain/rollout.h"
#include "app/domain/spoken.h"
#include "app/domain/step_ids.h"
#include "app/domain/variables.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace slipway::domain {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("rules", text);
}

bool isAskedPerHost(const StepKind& kind, const QJsonObject& params, const Environment& environment) {
    switch (kind.placeFor(params)) {
    case Place::EachHost:
        return true;
    case Place::EachHostOrHere:
        return isPerHost(environment, expandableTexts(params));
    case Place::Here:
    case Place::Person:
        return false;
    }
    Q_UNREACHABLE();
}

/// Hosts a step of the plan is attempted on. Under blue-green with sides of hosts the deploy phase leaves
/// the serving side alone, and the switch happens where no side is, if there is such a host.
QList<const Host*> hostsOf(const Step& step, const Environment& environment, const Rollout& rollout) {
    QList<const Host*> all;
    QList<const Host*> sideless;
    for (const Host& host : environment.hosts) {
        if (step.phase == Phase::Deploy && !rollout.side.isEmpty() && !isSwitch(step) &&
            !host.side.isEmpty() && host.side != rollout.side)
            continue;
        all += &host;
        if (host.side.isEmpty())
            sideless += &host;
    }
    return isSwitch(step) && !sideless.isEmpty() ? sideless : all;
}

bool appliesTo(const StepTemplate& step, const Environment& environment) {
    return step.only.isEmpty() || step.only.contains(environment.name);
}

} // namespace

QStringList Person::keysAt(qint64 atMs) const {
    QStringList texts;
    for (const SigningKey& one : keys)
        if (one.isValidAt(atMs))
            texts.append(one.publicKey);
    return texts;
}

QStringList Person::trustedKeysOf(qint64 atMs) const {
    QStringList texts;
    for (const SigningKey& one : keys)
        if (one.isValidAt(atMs) && one.revokedMs == 0)
            texts.append(one.publicKey);
    return texts;
}

const SigningKey* Person::key(const QString& publicKey) const {
    for (const SigningKey& one : keys)
        if (one.publicKey == publicKey)
            return &one;
    return nullptr;
}

QString keyTrouble(const SigningKey& key, qint64 atMs) {
    if (key.revokedMs != 0 && atMs >= key.revokedMs)
        return key.revokedWhy.isEmpty()
                   ? tr("it was revoked at %1").arg(spokenInstant(key.revokedMs))
                   : tr("it was revoked at %1 (%2)").arg(spokenInstant(key.revokedMs), key.revokedWhy);
    if (key.untilMs != 0 && atMs >= key.untilMs)
        return tr("it was valid until %1").arg(spokenInstant(key.untilMs));
    if (atMs < key.fromMs)
        return tr("it is valid from %1 on").arg(spokenInstant(key.fromMs));
    return {};
}

const Person* Project::person(const PersonName& wanted) const {
    for (const Person& candidate : people)
        if (candidate.name == wanted)
            return &candidate;
    return nullptr;
}

const RecurringChecklist* Project::recurringChecklist(const QString& wanted) const {
    for (const RecurringChecklist& checklist : recurring)
        if (checklist.name == wanted)
            return &checklist;
    return nullptr;
}

const Environment* Project::environment(const EnvironmentName& wanted) const {
    for (const Environment& candidate : environments)
        if (candidate.name == wanted)
            return &candidate;
    return nullptr;
}

const Environment* Project::next(const EnvironmentName& wanted) const {
    for (const Environment& candidate : environments)
        if (candidate.promoteFrom && candidate.promoteFrom->environment == wanted)
            return &candidate;
    return nullptr;
}

std::optional<Host> hostOf(const Project& project, const EnvironmentName& environment, const HostName& host) {
    if (host.isEmpty())
        return thisComputer();
    const Environment* known = project.environment(environment);
    const Host* found = known ? known->host(host) : nullptr;
    return found ? std::optional(*found) : std::nullopt;
}

Plan expandPlan(const Project& project, const Environment& environment, const PlanContext& context) {
    Plan plan;
    plan.environment = environment.name;
    if (environment.tier == Tier::Production) {
        plan.watchFor = project.watchFor;
        plan.checkpoints = project.checkpoints;
        plan.guard = project.guard;
        plan.witness = project.witness;
        plan.logs = project.logs;
    }
    plan.rollout = rolloutOf(environment, context.side);
    StepIds ids;
    for (const StepTemplate& written : project.steps)
        if (appliesTo(written, environment) && !written.id.isEmpty())
            ids.reserve(written.id);
    Variables common = definedVariables(project, environment);
    common.insert(deploymentVariables(environment.name, context));
    if (!plan.rollout.side.isEmpty()) {
        common.insert(QStringLiteral("SLIPWAY_SIDE"), plan.rollout.side);
        common.insert(QStringLiteral("SLIPWAY_OTHER_SIDE"), plan.rollout.otherSide);
    }
    if (environment.singleInstance)
        common.insert(QStringLiteral("SLIPWAY_SINGLE_INSTANCE"), QStringLiteral("yes"));
    for (const StepTemplate& written : project.steps) {
        const StepKind* kind = stepKind(written.kind);
        if (!kind || !appliesTo(written, environment))
            continue;
        Step step;
        step.phase = written.phase;
        step.kind = written.kind;
        step.title = written.title.isEmpty() ? kind->defaultTitle(written.params) : written.title;
        step.id = written.id.isEmpty() ? ids.make(step.title, step.kind) : StepId(written.id);
        step.why = written.why;
        step.ifFails = written.ifFails;
        step.params = written.params;
        step.secrets = secretsNamed(written.secrets, environment.secrets, project.secrets);
        step.variables = common;
        step.variables.insert(QStringLiteral("SLIPWAY_STEP"), step.id.text());
        if (isAskedPerHost(*kind, step.params, environment))
            for (const Host* host : hostsOf(step, environment, plan.rollout)) {
                Variables own = host->variables;
                own.removeIf(
                    [](const auto& entry) { return entry.key().startsWith(QLatin1StringView("SLIPWAY_")); });
                own.insert(QStringLiteral("SLIPWAY_HOST"), host->name.text());
                step.hosts += host->name;
                step.hostVariables.insert(host->name, own);
            }
        plan.steps += step;
    }
    addGates(plan, environment.strategy, common);
    return plan;
}

QJsonObject signedPlace(const Environment& environment, const QMap<HostName, QString>& hostKeys) {
    QJsonArray hosts;
    for (const Host& host : environment.hosts)
        hosts.append(QJsonObject{{QStringLiteral("name"), host.name.text()},
                                 {QStringLiteral("user"), host.user},
                                 {QStringLiteral("address"), host.address},
                                 {QStringLiteral("port"), host.port == 0 ? 22 : int(host.port)},
                                 {QStringLiteral("key"), hostKeys.value(host.name)}});
    QJsonObject policy{{QStringLiteral("tier"), tierName(environment.tier)}};
    if (environment.promoteFrom) {
        policy.insert(QStringLiteral("promoteFrom"), environment.promoteFrom->environment.text());
        policy.insert(QStringLiteral("soak"), qint64(environment.promoteFrom->soak.count()));
        policy.insert(QStringLiteral("maxAge"), qint64(environment.promoteFrom->maxAge.count()));
    }
    return {{QStringLiteral("hosts"), hosts}, {QStringLiteral("policy"), policy}};
}

QString fingerprint(const Candidate& candidate, const Plan& plan, const Environment& environment,
                    const QMap<HostName, QString>& hostKeys) {
    QJsonObject matter = signedPlace(environment, hostKeys);
    matter.insert(QStringLiteral("candidate"), toJson(candidate));
    matter.insert(QStringLiteral("plan"), toJson(plan));
    const auto bytes = base::canonicalJson(matter);
    // Everything above is text, integer or boolean, so there are always bytes.
    Q_ASSERT(bytes);
    return bytes ? base::sha256Hex(*bytes) : QString();
}

} // namespace slipway::domain
