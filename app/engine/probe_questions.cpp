#include "app/engine/probe_questions.h"

#include "app/domain/variables.h"

namespace slipway::engine {

using namespace domain;

QString ProbeQuestion::label() const {
    return several ? QStringLiteral("%1 · %2").arg(probe.name.text(), host->name.text()) : probe.name.text();
}

QList<ProbeQuestion> probeQuestions(const Project& project, const Environment& environment) {
    QList<ProbeQuestion> questions;
    for (const Probe& probe : environment.probes) {
        const ProbeKind* kind = probeKind(probe.kind);
        const bool perHost =
            kind && (kind->place() == Place::EachHost || isPerHost(environment, expandableTexts(probe)));
        const auto ask = [&](const Host* host) {
            ProbeQuestion question{environment.name,
                                   probe,
                                   {},
                                   definedVariables(project, environment, host),
                                   perHost && environment.hosts.size() > 1};
            if (host)
                question.host = *host;
            questions.append(question);
        };
        if (perHost)
            for (const Host& host : environment.hosts)
                ask(&host);
        else
            ask(nullptr);
    }
    return questions;
}

Variables variablesOf(const ProbeQuestion& question, const Deployment* deployment) {
    Variables variables = question.variables;
    if (!deployment)
        return variables;
    variables.insert(deploymentVariables(question.environment,
                                         {deployment->id, deployment->candidate, deployment->previous}));
    variables.insert(QStringLiteral("SLIPWAY_LIVE_SINCE"), QString::number(deployment->startedAtMs / 1000));
    return variables;
}

} // namespace slipway::engine
