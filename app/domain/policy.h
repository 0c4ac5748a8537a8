#pragma once
#include "app/domain/changes.h"
#include "app/domain/project.h"
#include "app/domain/world.h"

namespace slipway::domain {

// Policy is under policy: who may sign, and what production asks for, counts as it stands in slipway.yaml
// only once a person who could sign before has signed it. The first is trusted at the first deployment to
// production, with an entry of its own.

/// Of the file what needs that: people with roles and keys, and of every production environment its promotion
/// rules, freezes, planned maintenance, waivers, emergencies and approvals. Of stable order.
QJsonObject policyOf(const Project& project);
/// SHA-256 over canonical JSON, 64 hex digits.
QString policyDigest(const QJsonObject& policy);
/// Of what the project's file says.
QString policyDigest(const Project& project);
/// Names, roles and keys. None: one person worked alone.
QList<Person> policyPeople(const QJsonObject& policy);
/// None when the policy does not name them.
std::optional<Person> policyPerson(const QJsonObject& policy, const QString& name);

/// What is in force once the entry (policyTrusted or policyAccepted) counts: the first is trusted once, each
/// later one builds on the one before it and is by a person of that one. Its signature is for the caller.
/// Error{Corrupt}: it does not count, and why.
base::Result<AcceptedPolicy> policyAfter(const std::optional<AcceptedPolicy>& before, const Entry& entry);

/// Whether the file says what was accepted, or nothing was yet.
bool isPolicyInForce(const Project& project, const World& world);
/// Whether the environment stands under it: one of production; and every one while the file no longer calls
/// production what was accepted as such, or a word in the file would be the way around.
bool isUnderPolicy(const Project& project, const World& world, const Environment& environment);
/// Whether maintenance that is planned for the environment counts: it keeps people from being told, so under
/// policy it is what was accepted; anything before the first policy.
bool isMaintenanceAccepted(const Project& project, const World& world, const Environment& environment,
                           const QList<FreezeWindow>& planned);
/// What is not accepted yet, line by line.
QList<Change> policyChanges(const Project& project, const World& world);

} // namespace slipway::domain
