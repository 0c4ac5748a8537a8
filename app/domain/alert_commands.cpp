#include "app/domain/alert_commands.h"

#include "app/domain/probe_kind.h"
#include "app/domain/rules.h"

#include <algorithm>

namespace slipway::domain {

QStringList alertCommands(const Project& project, const World& world, const EnvironmentName& name) {
    QStringList commands;
    const Environment* environment = project.environment(name);
    const Deployment* target = rollbackTarget(world, name);
    if (environment && target && !target->previous.isNone() && !target->toUndo().isEmpty())
        commands += QStringLiteral("slipway rollback %1").arg(name.text());
    if (environment && !environment->switches.isEmpty())
        commands += QStringLiteral("slipway kill-switch %1").arg(name.text());
    if (environment && std::any_of(environment->probes.begin(), environment->probes.end(), countsLines))
        commands += QStringLiteral("slipway logs --new %1").arg(name.text());
    commands += QStringLiteral("slipway alerts note");
    return commands;
}

} // namespace slipway::domain
