#pragma once
#include "app/domain/deployment.h"
#include "app/domain/probe_kind.h"
#include "app/domain/project.h"

namespace slipway::engine {

/// One probe as it is really asked: at one host, or once for the environment.
struct ProbeQuestion {
    domain::EnvironmentName environment;
    domain::Probe probe;
    std::optional<domain::Host> host; ///< set when asked per host
    domain::Variables variables;      ///< that its texts may hold, and the environment of a command
    bool several = false;             ///< more than one host is asked
    domain::HostName hostName() const { return host ? host->name : domain::HostName(); }
    QString label() const; ///< "API /health", or "API /health · prod-1" where several hosts are asked
};

/// What a question's texts may hold where it looks at this deployment, like the steps of that; null: at none.
domain::Variables variablesOf(const ProbeQuestion& question, const domain::Deployment* deployment);

/// All questions of an environment in the file's order.
QList<ProbeQuestion> probeQuestions(const domain::Project& project, const domain::Environment& environment);

} // namespace slipway::engine
