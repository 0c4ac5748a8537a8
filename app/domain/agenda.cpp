#include "app/domain/agenda.h"

#include "app/domain/rollout.h"

#include <QSet>
#include <algorithm>

namespace slipway::domain {

namespace {

using What = Next::What;

/// Looks at one turn: who runs, who may start, who is in trouble.
struct TurnLook {
    int running = 0;
    bool complete = true;
    QList<HostName> startable;

    TurnLook(const Deployment& deployment, const Turn& turn, QSet<HostName>& behind,
             std::optional<Next>& trouble) {
        for (const HostName& host : turn.hosts) {
            if (behind.contains(host))
                continue;
            switch (deployment.hostVerdict(*turn.step, host)) {
            case Verdict::Passed:
            case Verdict::Waived:
            case Verdict::NotApplicable:
            case Verdict::Undone:
                break;
            case Verdict::Running:
                complete = false;
                ++running;
                break;
            case Verdict::Waiting:
            case Verdict::Ready:
                complete = false;
                startable += host;
                break;
            case Verdict::Failed:
            case Verdict::Stopped:
            case Verdict::Inconclusive:
            case Verdict::Interrupted:
                behind.insert(host);
                if (!trouble)
                    trouble = Next{What::Decide, turn.step->id, host, {}};
                break;
            }
        }
    }
};

Next askOrDecide(const Deployment& deployment, const Step& step) {
    return {deployment.verdict(step) == Verdict::Failed ? What::Decide : What::Ask, step.id, {}, {}};
}

/// What is to do beside `running`, the attempts that run.
QList<Next> walk(const Deployment& deployment, const QList<Next>& running) {
    const auto onceQuiet = [&running](const Next& one) {
        return running.isEmpty() ? QList<Next>{one} : running;
    };
    QSet<HostName> behind;
    std::optional<Next> trouble;
    int section = -1;
    for (const Turn& turn : turns(deployment.plan)) {
        if (turn.section != section) {
            if (trouble)
                return onceQuiet(*trouble);
            section = turn.section;
            behind.clear();
        }
        if (turn.step->asksPerson()) {
            if (!isComplete(deployment.verdict(*turn.step)))
                return onceQuiet(askOrDecide(deployment, *turn.step));
            continue;
        }
        const TurnLook look(deployment, turn, behind, trouble);
        if (behind.size() > turn.failures)
            return onceQuiet(*trouble);
        if (look.complete)
            continue;
        QList<Next> list = running;
        const qsizetype room = turn.limit > 0 ? turn.limit - look.running : look.startable.size();
        for (const HostName& host : look.startable.mid(0, std::max<qsizetype>(0, room)))
            list += Next{What::Start, turn.step->id, host, {}};
        return list;
    }
    return onceQuiet(trouble.value_or(Next{What::GoLive, {}, {}, {}}));
}

} // namespace

QList<Next> agenda(const Deployment& deployment) {
    if (deployment.endedAtMs || deployment.liveAtMs)
        return {{What::Over, {}, {}, {}}};
    if (!deployment.planFixed)
        return {{What::FixPlan, {}, {}, {}}};
    // What already runs is seen to its end whatever else is decided.
    QList<Next> running;
    for (const Attempt& attempt : deployment.attempts)
        if (attempt.verdict == Verdict::Running)
            running += Next{What::Await, attempt.step, attempt.host, attempt.id};
    if (deployment.isHeld())
        return running.isEmpty() ? QList<Next>{{What::Hold, {}, {}, {}}} : running;
    QList<Next> list = walk(deployment, running);
    if (deployment.freeze) {
        list.removeIf(
            [&](const Next& one) { return one.what == What::Start && beginsSomething(deployment, one); });
        if (list.isEmpty())
            list = {{What::Hold, {}, {}, {}}};
    }
    return list;
}

bool beginsSomething(const Deployment& deployment, const Next& start) {
    const Step* step = deployment.plan.step(start.step);
    if (!step)
        return false;
    const auto hasBegun = [&deployment](const StepId& id, const HostName* host) {
        return std::any_of(deployment.attempts.begin(), deployment.attempts.end(), [&](const Attempt& one) {
            return one.step == id && (!host || one.host == *host);
        });
    };
    const auto& steps = deployment.plan.steps;
    if (std::none_of(steps.begin(), steps.end(), [&](const Step& other) {
            return other.phase == step->phase && hasBegun(other.id, nullptr);
        }))
        return true;
    if (step->phase != Phase::Deploy || step->hosts.isEmpty())
        return false;
    QList<Turn> section;
    int at = -1;
    const QList<Turn> all = turns(deployment.plan);
    for (const Turn& turn : all)
        if (turn.step == step && turn.hosts.contains(start.host))
            at = turn.section;
    std::copy_if(all.begin(), all.end(), std::back_inserter(section),
                 [at](const Turn& turn) { return turn.section == at; });
    // A host that has begun here goes on, and so do those whose next step waits for this one.
    bool isLater = false;
    for (const Turn& turn : section) {
        if (turn.hosts.contains(start.host) && hasBegun(turn.step->id, &start.host))
            return false;
        for (const HostName& host : turn.hosts) {
            if (!isLater || isComplete(deployment.hostVerdict(*turn.step, host)))
                continue;
            if (std::any_of(section.begin(), section.end(), [&](const Turn& other) {
                    return other.hosts.contains(host) && hasBegun(other.step->id, &host);
                }))
                return false;
        }
        isLater = isLater || (turn.step == step && turn.hosts.contains(start.host));
    }
    return true;
}

Next next(const Deployment& deployment) {
    return agenda(deployment).first();
}

bool needsLock(const Deployment& deployment) {
    for (const Attempt& attempt : deployment.attempts) {
        const Step* step = deployment.plan.step(attempt.step);
        const bool open = attempt.verdict == Verdict::Running || attempt.isUnknown();
        if (open && step && step->changesHosts())
            return true;
    }
    const What what = next(deployment).what;
    if (what != What::Start && what != What::Await)
        return false;
    for (const Turn& turn : turns(deployment.plan)) {
        const Verdict verdict = deployment.verdict(*turn.step);
        if (isComplete(verdict))
            continue;
        if (turn.step->asksPerson())
            return false;
        if (turn.step->changesHosts())
            return true;
    }
    return false;
}

const Step* currentStep(const Deployment& deployment) {
    if (const Step* step = deployment.plan.step(next(deployment).step))
        return step;
    for (const Step& step : deployment.plan.steps)
        if (!isComplete(deployment.verdict(step)))
            return &step;
    return nullptr;
}

QList<const Attempt*> troubled(const Deployment& deployment) {
    QList<const Attempt*> list;
    for (const Step& step : deployment.plan.steps)
        for (const HostName& host : step.places())
            if (isTrouble(deployment.hostVerdict(step, host)))
                list += deployment.attempt(step.id, host);
    return list;
}

qint64 standsSinceMs(const Deployment& deployment) {
    qint64 since = qMax(deployment.startedAtMs, deployment.heldAtMs);
    for (const Attempt& attempt : deployment.attempts)
        since = qMax(since, attempt.endedAtMs);
    const Step* current = currentStep(deployment);
    for (auto it = deployment.answers.cbegin(); it != deployment.answers.cend(); ++it)
        since = qMax(since, it->atMs);
    // A first of two signatures does not begin the wait anew.
    for (auto it = deployment.signatures.cbegin(); it != deployment.signatures.cend(); ++it)
        if (!current || it.key() != current->id)
            for (const SignOff& signOff : *it)
                since = qMax(since, signOff.atMs);
    return since;
}

} // namespace slipway::domain
