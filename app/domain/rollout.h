#pragma once
#include "app/domain/plan.h"

namespace slipway::domain {

/// A step on the hosts that may do it side by side. Turns follow one another; within a section (the
/// host steps of the deploy phase between two barriers) some hosts may fail and the others go on.
struct Turn {
    const Step* step = nullptr; ///< of the plan that was asked
    QList<HostName> hosts;      ///< one empty name: from this computer or by a person
    int section = 0;
    int failures = 0; ///< hosts that may have failed in the section so far
    int limit = 1;    ///< hosts at a time; 0: all
};

/// Whether it moves the traffic to the side that was deployed to.
bool isSwitch(const Step& step);

/// The order in which a plan is carried out.
QList<Turn> turns(const Plan& plan);

/// The waves of an environment under its strategy; `side` is where a blue-green deployment goes.
Rollout rolloutOf(const Environment& environment, const QString& side);

/// Adds what the strategy asks for after the hosts' deploy steps: health gates after batches and
/// stages, their commands, and the repeated traffic step.
void addGates(Plan& plan, const Strategy& strategy, const Variables& common);

} // namespace slipway::domain
