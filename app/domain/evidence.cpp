#include "app/domain/evidence.h"

#include <algorithm>

namespace slipway::domain {

namespace {

bool isOutdated(const Deployment& deployment, const Attempt& attempt, qint64 nowMs) {
    if (attempt.verdict != Verdict::Passed || attempt.setAside || attempt.endedAtMs == 0)
        return false;
    const Step* step = deployment.plan.step(attempt.step);
    const qint64 fresh = step ? freshFor(*step).count() : 0;
    return fresh > 0 && nowMs - attempt.endedAtMs >= fresh;
}

bool hasBegunToChange(const Deployment& deployment) {
    return std::any_of(deployment.attempts.begin(), deployment.attempts.end(), [&](const Attempt& attempt) {
        const Step* step = deployment.plan.step(attempt.step);
        return step && step->changesHosts();
    });
}

} // namespace

base::Milliseconds freshFor(const Step& step) {
    return base::Milliseconds(step.params.value(QStringLiteral("fresh")).toInteger());
}

QList<const Attempt*> outdatedEvidence(const Deployment& deployment, qint64 nowMs) {
    QList<const Attempt*> list;
    if (hasBegunToChange(deployment))
        return list;
    for (const Attempt& attempt : deployment.attempts)
        if (isOutdated(deployment, attempt, nowMs))
            list.append(&attempt);
    return list;
}

void applyEvidenceExpired(Deployment& deployment, const Entry& entry) {
    if (hasBegunToChange(deployment))
        return;
    for (Attempt& attempt : deployment.attempts)
        if (attempt.id == AttemptId(entry.text("attempt")) && isOutdated(deployment, attempt, entry.timeMs()))
            attempt.setAside = true;
}

} // namespace slipway::domain
