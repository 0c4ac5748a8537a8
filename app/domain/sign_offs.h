#pragma once
#include "app/domain/deployment.h"

namespace slipway::domain {

/// The first step that was begun on the answers to this one: they hold from then on, whatever becomes of
/// them. Null when nothing was.
const Step* usedBy(const Deployment& deployment, const StepId& step);

/// An answer that a person has given to a step, and when it ends (UTC).
struct Ending {
    StepId step;
    PersonName person;
    QByteArray hash; ///< of its sign-off; empty: an item that was only answered
    qint64 untilMs = 0;
};
/// All that will end by themselves unless something starts on them before, the next one first.
QList<Ending> endings(const Deployment& deployment);

/// The sign-off of this person that still counts for the step, be it a no-go; null when there is none.
const SignOff* signOffOf(const Deployment& deployment, const StepId& step, const PersonName& person);

} // namespace slipway::domain
