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
        const bool perHost = probe.kind == Probe::Kind::Run ||
                             isPerHost(environment, QStringList(probe.target) + probe.json.values());
        const auto ask = [&](const Host* host) {
            const Variables variables = definedVariables(project, environment, host);
            ProbeQuestion question{
                environment.name, probe, {}, variables, perHost && environment.hosts.size() > 1};
            if (host)
                question.host = *host;
            // A command is sent verbatim; only URLs and expected values are expanded here.
            if (probe.kind == Probe::Kind::Http) {
                question.probe.target = expand(probe.target, variables);
                for (QString& text : question.probe.json)
                    text = expand(text, variables);
            }
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

} // namespace slipway::engine
