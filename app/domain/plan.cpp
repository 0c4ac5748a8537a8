#include "app/domain/plan.h"

#include "app/base/canonical_json.h"

namespace slipway::domain {

namespace {

Variables mergedVariables(const Step& step, const HostName& host) {
    Variables merged = step.variables;
    merged.insert(step.hostVariables.value(host));
    return merged;
}

} // namespace

bool Step::asksPerson() const {
    const StepKind* known = stepKind(kind);
    return known && known->placeFor(params) == Place::Person;
}

bool Step::isChecked() const {
    const StepKind* known = stepKind(kind);
    return known && known->place() == Place::Person && !asksPerson();
}

std::optional<PersonQuestion> Step::question() const {
    if (!asksPerson())
        return {};
    const Operation asked = operation({});
    const auto* question = std::get_if<PersonQuestion>(&asked);
    return question ? std::optional(*question) : std::nullopt;
}

bool Step::changesHosts() const {
    const StepKind* known = stepKind(kind);
    return known && known->changesHosts(params);
}

bool Step::isRequired() const {
    // What takes something back never holds up the way back.
    return undoes.isEmpty() && params.value(QStringLiteral("required")).toBool(true);
}

Undo Step::undo() const {
    const StepKind* known = stepKind(kind);
    return known && undoes.isEmpty() ? known->undo(params) : Undo{};
}

Operation Step::operation(const HostName& host) const {
    const StepKind* known = stepKind(kind);
    // Files and stored plans with unknown kinds are refused on reading; should one get
    // here all the same, a person has to look, and nothing is done meanwhile.
    if (!known)
        return PersonQuestion{QStringLiteral("unknown kind of step: %1").arg(kind), {}, 1, false};
    Operation operation = known->operation(params, mergedVariables(*this, host));
    if (auto* command = std::get_if<RemoteCommand>(&operation))
        command->secrets = secrets;
    else if (auto* http = std::get_if<HttpQuestion>(&operation))
        http->secrets = secrets;
    else if (auto* ci = std::get_if<CiQuestion>(&operation))
        ci->secrets = secrets;
    return operation;
}

QString Step::digest(const HostName& host) const {
    QJsonObject variablesJson;
    const Variables merged = mergedVariables(*this, host);
    for (auto entry = merged.cbegin(); entry != merged.cend(); ++entry)
        variablesJson.insert(entry.key(), entry.value());
    QJsonObject whole{{QStringLiteral("id"), id.text()},
                      {QStringLiteral("kind"), kind},
                      {QStringLiteral("params"), params},
                      {QStringLiteral("host"), host.text()},
                      {QStringLiteral("variables"), variablesJson}};
    if (!secrets.isEmpty())
        whole.insert(QStringLiteral("secrets"), toJson(secrets));
    const auto bytes = base::canonicalJson(whole);
    // Params hold what Field can store and nothing else, so there are always bytes.
    Q_ASSERT(bytes);
    return bytes ? base::sha256Hex(*bytes) : QString();
}

const Step* Plan::step(const StepId& id) const {
    for (const Step& candidate : steps)
        if (candidate.id == id)
            return &candidate;
    return nullptr;
}

Variables deploymentVariables(const EnvironmentName& environment, const PlanContext& context) {
    return {{QStringLiteral("SLIPWAY_REF"), context.candidate.version},
            {QStringLiteral("SLIPWAY_COMMIT"), context.candidate.commit},
            {QStringLiteral("SLIPWAY_PREVIOUS"), context.previous.version},
            {QStringLiteral("SLIPWAY_PREVIOUS_COMMIT"), context.previous.commit},
            {QStringLiteral("SLIPWAY_DEPLOYMENT"), context.deployment.text()},
            {QStringLiteral("SLIPWAY_ENVIRONMENT"), environment.text()}};
}

} // namespace slipway::domain
