#include "app/domain/sign_offs.h"

#include <algorithm>

namespace slipway::domain {

const Step* usedBy(const Deployment& deployment, const StepId& step) {
    const auto& steps = deployment.plan.steps;
    const auto asked =
        std::find_if(steps.begin(), steps.end(), [&](const Step& one) { return one.id == step; });
    if (asked == steps.end())
        return nullptr;
    const auto begun = std::find_if(std::next(asked), steps.end(), [&](const Step& later) {
        return std::any_of(deployment.attempts.begin(), deployment.attempts.end(),
                           [&](const Attempt& attempt) { return attempt.step == later.id; });
    });
    return begun == steps.end() ? nullptr : &*begun;
}

QList<Ending> endings(const Deployment& deployment) {
    QList<Ending> list;
    if (!deployment.isOpen())
        return list;
    for (const Step& step : deployment.plan.steps) {
        if (usedBy(deployment, step.id))
            continue;
        for (const SignOff& signOff : deployment.signatures.value(step.id))
            if (signOff.untilMs != 0)
                list.append({step.id, signOff.person, signOff.hash, signOff.untilMs});
        if (const auto answer = deployment.answers.constFind(step.id);
            answer != deployment.answers.constEnd() && answer->untilMs != 0)
            list.append({step.id, answer->person, {}, answer->untilMs});
    }
    std::stable_sort(list.begin(), list.end(),
                     [](const Ending& one, const Ending& other) { return one.untilMs < other.untilMs; });
    return list;
}

const SignOff* signOffOf(const Deployment& deployment, const StepId& step, const PersonName& person) {
    const auto list = deployment.signatures.constFind(step);
    if (list == deployment.signatures.constEnd())
        return nullptr;
    for (const SignOff& signOff : *list)
        if (signOff.person == person)
            return &signOff;
    return nullptr;
}

} // namespace slipway::domain
