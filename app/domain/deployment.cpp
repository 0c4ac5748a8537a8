#include "app/domain/deployment.h"

#include "app/base/canonical_json.h"
#include "app/domain/rollout.h"

#include <QSet>
#include <algorithm>

namespace slipway::domain {

QString kindName(DeploymentKind kind) {
    switch (kind) {
    case DeploymentKind::Deploy:
        return QStringLiteral("deploy");
    case DeploymentKind::Rollback:
        return QStringLiteral("rollback");
    case DeploymentKind::Rehearsal:
        return QStringLiteral("rehearsal");
    }
    Q_UNREACHABLE();
}

qint64 workedMs(const Deployment& deployment) {
    QList<QPair<qint64, qint64>> runs;
    for (const Attempt& attempt : deployment.attempts)
        if (attempt.endedAtMs > attempt.intentAtMs)
            runs.append({attempt.intentAtMs, attempt.endedAtMs});
    std::sort(runs.begin(), runs.end());
    qint64 worked = 0;
    qint64 until = 0;
    for (const auto& [from, to] : runs) {
        worked += std::max<qint64>(0, to - std::max(from, until));
        until = std::max(until, to);
    }
    return worked;
}

const Attempt* Deployment::attempt(const StepId& step, const HostName& host) const {
    for (auto it = attempts.crbegin(); it != attempts.crend(); ++it)
        if (it->step == step && it->host == host)
            return it->setAside ? nullptr : &*it;
    return nullptr;
}

Verdict Deployment::hostVerdict(const Step& step, const HostName& host) const {
    const Attempt* newest = attempt(step.id, host);
    if (newest && isComplete(newest->verdict))
        return newest->verdict;
    // What runs is seen to its end, also on a host that is left out.
    if (newest && newest->verdict == Verdict::Running)
        return Verdict::Running;
    if (newest && newest->waived)
        return Verdict::Waived;
    if (newest && newest->answered)
        return *newest->answered;
    if (!host.isEmpty() && exclusion(host))
        return Verdict::NotApplicable;
    return newest ? newest->verdict : Verdict::Waiting;
}

const Waiver* Deployment::exclusion(const HostName& host) const {
    for (const Waiver& waiver : waivers)
        if (waiver.step.isEmpty() && waiver.gate.isEmpty() && waiver.host == host)
            return &waiver;
    return nullptr;
}

int Deployment::countedSignatures(const Step& step) const {
    const auto question = step.question();
    if (!question)
        return 0;
    // Where nobody can tell who wrote it, nobody can tell who did not.
    if (!question->strangers.isEmpty())
        return 0;
    QSet<QString> people;
    QSet<QString> keys;
    for (const SignOff& signOff : signatures.value(step.id)) {
        if (!signOff.go || signOff.fingerprint != fingerprint)
            continue;
        if (question->fourEyes && (signOff.person.text() == startedBy || signOff.selfApproved))
            continue;
        if (question->authors.contains(signOff.person.text()))
            continue;
        if (!signOff.keyFingerprint.isEmpty() && keys.contains(signOff.keyFingerprint))
            continue;
        people.insert(signOff.person.text());
        keys.insert(signOff.keyFingerprint);
    }
    return static_cast<int>(people.size());
}

Verdict Deployment::verdict(const Step& step) const {
    if (step.asksPerson()) {
        for (const SignOff& signOff : signatures.value(step.id))
            if (!signOff.go)
                return Verdict::Failed;
        if (const auto answer = answers.constFind(step.id); answer != answers.constEnd())
            return answer->verdict;
        const auto question = step.question();
        return question && countedSignatures(step) >= question->signatures ? Verdict::Passed
                                                                           : Verdict::Waiting;
    }
    bool all = true;
    bool undone = false;
    bool waived = false;
    bool passed = false;
    bool any = false;
    bool running = false;
    std::optional<Verdict> trouble;
    for (const HostName& host : step.places()) {
        const Verdict here = hostVerdict(step, host);
        any = any || here != Verdict::Waiting;
        all = all && isComplete(here);
        undone = undone || here == Verdict::Undone;
        waived = waived || here == Verdict::Waived;
        passed = passed || here == Verdict::Passed;
        running = running || here == Verdict::Running;
        if (isTrouble(here))
            trouble = here;
    }
    if (undone) // whatever was touched was taken back; nothing of it runs
        return Verdict::Undone;
    if (all && waived)
        return Verdict::Waived;
    if (all)
        return passed ? Verdict::Passed : Verdict::NotApplicable;
    if (running)
        return Verdict::Running;
    if (trouble)
        return *trouble;
    return any ? Verdict::Running : Verdict::Waiting;
}

qint64 Deployment::watchEndsAtMs() const {
    qint64 ends = liveAtMs ? liveAtMs + plan.watchFor.count() : 0;
    for (const Checkpoint& one : checkpoints)
        ends = qMax(ends, one.dueAtMs);
    return ends;
}

const Checkpoint* Deployment::checkpoint(base::Milliseconds after) const {
    for (const Checkpoint& one : checkpoints)
        if (one.after == after)
            return &one;
    return nullptr;
}

int Deployment::evidence() const {
    int count = 0;
    for (const Step& step : plan.steps)
        if (isComplete(verdict(step)) || verdict(step) == Verdict::Failed)
            ++count;
    return count;
}

QString Deployment::evidenceDigest() const {
    QByteArray all;
    for (const Attempt& one : attempts)
        all += one.outcomeHash;
    return base::sha256Hex(all);
}

QList<QPair<StepId, QList<HostName>>> Deployment::touched() const {
    QList<QPair<StepId, QList<HostName>>> list;
    for (const Step& step : plan.steps) {
        if (!step.changesHosts())
            continue;
        // Any attempt counts, also a failed or unknown one: it may have changed something.
        QSet<HostName> places;
        for (const Attempt& one : attempts)
            if (one.step == step.id)
                places.insert(one.host);
        QList<HostName> hosts;
        for (const HostName& host : step.hosts)
            if (places.contains(host))
                hosts.append(host);
        if (!places.isEmpty())
            list.append({step.id, hosts});
    }
    return list;
}

QList<QPair<StepId, QList<HostName>>> Deployment::toUndo() const {
    auto list = touched();
    if (plan.rollout.kind == Strategy::Kind::BlueGreen)
        list.removeIf([this](const auto& one) { return !isSwitch(*plan.step(one.first)); });
    if (kind != DeploymentKind::Rehearsal)
        return list;
    // Whatever was taken back in a rehearsal has to be taken back again to get to the version before.
    QList<QPair<StepId, QList<HostName>>> forward;
    for (const Step& step : plan.steps) {
        if (!step.changesHosts() || !step.undoes.isEmpty())
            continue;
        QSet<HostName> either;
        bool isTouched = false;
        for (const auto& [touchedStep, touchedHosts] : list)
            if (touchedStep == step.id || plan.step(touchedStep)->undoes == step.id) {
                either.unite({touchedHosts.begin(), touchedHosts.end()});
                isTouched = true;
            }
        QList<HostName> hosts = step.hosts;
        hosts.removeIf([&either](const HostName& host) { return !either.contains(host); });
        if (isTouched && hosts.isEmpty() == step.hosts.isEmpty())
            forward.append({step.id, hosts});
    }
    return forward;
}

} // namespace slipway::domain
