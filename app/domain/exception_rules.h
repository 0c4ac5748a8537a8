#pragma once
#include "app/domain/rules.h"

namespace slipway::domain {

// The rules of what passes by other rules, and of taking back. Only rules.cpp asks them.

/// Whether a deployment may start as an emergency: past approvals and the gates that can be waived, never
/// past the others (a bad release, a stopped line, another deployment).
Ruling emergencyRule(const StartDeployment& start, const Environment& environment, const Actor& actor,
                     const Project& project, const World& world);

Ruling exceptionRule(const TakeBack& back, const Actor& actor, const Project& project, const World& world);
Ruling exceptionRule(const WaiveGate& waive, const Actor& actor, const Project& project, const World& world);
Ruling exceptionRule(const CountersignWaiver& sign, const Actor& actor, const Project& project,
                     const World& world);
Ruling exceptionRule(const ClearBad& clear, const Actor& actor, const Project& project, const World& world);
Ruling exceptionRule(const AcceptPolicy& accept, const Actor& actor, const Project& project,
                     const World& world);
Ruling exceptionRule(const SignRecurring& sign, const Actor& actor, const Project& project,
                     const World& world);
// Of checkpoints, in checkpoint_rules.cpp.
Ruling exceptionRule(const SignCheckpoint& sign, const Actor& actor, const Project& project,
                     const World& world);
Ruling exceptionRule(const WaiveCheckpoint& waive, const Actor& actor, const Project& project,
                     const World& world);
Ruling exceptionRule(const ExtendCheckpoint& extend, const Actor& actor, const Project& project,
                     const World& world);
Ruling exceptionRule(const Review& review, const Actor& actor, const Project& project, const World& world);

} // namespace slipway::domain
