#pragma once
#include "app/domain/rules.h"

namespace slipway::domain {

// What the rules are made of. Only the files of rules ask these.

inline Ruling yes() {
    return {true, {}};
}
inline Ruling no(QString why) {
    return {false, std::move(why)};
}

/// What every act on a deployment needs before anything else is asked: there is one, on its way to live.
Ruling openDeployment(const World& world, const DeploymentId& id);
/// The role (empty: any), unless one person works alone.
Ruling roleRule(const QString& role, const Actor& actor, const Project& project);
/// Whether the actor can sign here and now.
Ruling keyRule(const Actor& actor, const Project& project);

/// On production nothing is signed while the file says of people and production what nobody has accepted.
Ruling policyRule(const EnvironmentName& environment, const Project& project, const World& world);

} // namespace slipway::domain
