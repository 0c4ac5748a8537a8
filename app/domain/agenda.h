#pragma once
#include "app/domain/deployment.h"

namespace slipway::domain {

/// Something the driver has to do now.
struct Next {
    enum class What {
        FixPlan, ///< nothing is fixed yet
        Await,   ///< `attempt` runs (or its outcome has to be asked for)
        Start,   ///< a new attempt of `step` on `host`
        Ask,     ///< `step` waits for people
        Decide,  ///< `step` on `host` failed or is interrupted: a person decides
        GoLive,  ///< every step is complete
        Hold,    ///< Deployment::isHeld(), or only a freeze keeps the rest from starting
        Over,    ///< live or ended: nothing for the driver
    };
    What what = What::Over;
    StepId step;
    HostName host;
    AttemptId attempt;
};

/// All that is to do now: every running attempt first, then what may start beside them; or the one
/// thing that the deployment stands at. Never empty.
QList<Next> agenda(const Deployment& deployment);
/// The first of them.
Next next(const Deployment& deployment);

/// Whether this start would begin a phase or a batch, so that a freeze holds it. What a host has begun in
/// its batch it finishes: no freeze leaves a host half done. `start` is of agenda().
bool beginsSomething(const Deployment& deployment, const Next& start);

/// Whether the deployment has to hold its environment's lock: changing attempts that are not proven to
/// have ended, or changing steps ahead before a person is asked (rule 7).
bool needsLock(const Deployment& deployment);

/// Where it stands: the step of next(), else the first that is not complete; null when all are.
const Step* currentStep(const Deployment& deployment);

/// When an open deployment came to where it stands, UTC.
qint64 standsSinceMs(const Deployment& deployment);

/// The newest attempts that failed, were stopped or are unknown, in the order of the plan.
QList<const Attempt*> troubled(const Deployment& deployment);

} // namespace slipway::domain
