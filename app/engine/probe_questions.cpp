#include "app/engine/probe_questions.h"

#include <algorithm>

namespace slipway::engine {

using namespace domain;

namespace {

Variables merged(const Project& project, const Environment& environment, const Host* host) {
    Variables all = project.variables;
    for (const Variables* more : {&environment.variables, host ? &host->variables : nullptr})
        if (more)
            for (auto it = more->begin(); it != more->end(); ++it)
                all.insert(it.key(), it.value());
    return all;
}

bool usesHostVariable(const Probe& probe, const Environment& environment) {
    QStringList used = variableNames(probe.target);
    for (const QString& text : probe.json)
        used += variableNames(text);
    return std::any_of(environment.hosts.begin(), environment.hosts.end(), [&](const Host& host) {
        return std::any_of(used.begin(), used.end(),
                           [&](const QString& name) { return host.variables.contains(name); });
    });
}

} // namespace

QString ProbeQuestion::label() const {
    return several ? QStringLiteral("%1 · %2").arg(probe.name.text(), host->name.text()) : probe.name.text();
}

QList<ProbeQuestion> probeQuestions(const Project& project, const Environment& environment) {
    QList<ProbeQuestion> questions;
    for (const Probe& probe : environment.probes) {
        const bool perHost = probe.kind == Probe::Kind::Run || usesHostVariable(probe, environment);
        const auto ask = [&](const Host* host) {
            const Variables variables = merged(project, environment, host);
            ProbeQuestion question{environment.name, probe, {}, perHost && environment.hosts.size() > 1};
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
