#include "app/domain/deployment.h"

#include "app/base/canonical_json.h"

#include <QJsonArray>
#include <QSet>
#include <algorithm>

namespace slipway::domain {

using base::Error;
using base::ErrorKind;

QString kindName(DeploymentKind kind) {
    switch (kind) {
    case DeploymentKind::Deploy:
        return QStringLiteral("deploy");
    case DeploymentKind::Rollback:
        return QStringLiteral("rollback");
    }
    Q_UNREACHABLE();
}

const Attempt* Deployment::attempt(const StepId& step, const HostName& host) const {
    for (auto it = attempts.crbegin(); it != attempts.crend(); ++it)
        if (it->step == step && it->host == host)
            return it->setAside ? nullptr : &*it;
    return nullptr;
}

Verdict Deployment::hostVerdict(const Step& step, const HostName& host) const {
    const Attempt* newest = attempt(step.id, host);
    return newest ? newest->verdict : Verdict::Waiting;
}

int Deployment::countedSignatures(const Step& step) const {
    const auto operation = step.operation({});
    const auto* question = std::get_if<PersonQuestion>(&operation);
    if (!question)
        return 0;
    QSet<QString> people;
    QSet<QString> keys;
    for (const SignOff& signOff : signatures.value(step.id)) {
        if (!signOff.go || signOff.fingerprint != fingerprint)
            continue;
        if (question->fourEyes && (signOff.person.text() == startedBy || signOff.selfApproved))
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
        const auto operation = step.operation({});
        const auto* question = std::get_if<PersonQuestion>(&operation);
        return question && countedSignatures(step) >= question->signatures ? Verdict::Passed
                                                                           : Verdict::Waiting;
    }
    const QList<HostName> places = step.hosts.isEmpty() ? QList<HostName>{HostName()} : step.hosts;
    bool all = true;
    bool undone = false;
    bool any = false;
    bool running = false;
    std::optional<Verdict> trouble;
    for (const HostName& host : places) {
        const Verdict here = hostVerdict(step, host);
        any = any || here != Verdict::Waiting;
        all = all && isComplete(here);
        undone = undone || here == Verdict::Undone;
        running = running || here == Verdict::Running;
        if (here == Verdict::Failed || here == Verdict::Stopped || here == Verdict::Inconclusive ||
            here == Verdict::Interrupted)
            trouble = here;
    }
    if (undone) // whatever was touched was taken back; nothing of it runs
        return Verdict::Undone;
    if (all)
        return Verdict::Passed;
    if (running)
        return Verdict::Running;
    if (trouble)
        return *trouble;
    return any ? Verdict::Running : Verdict::Waiting;
}

const Step* Deployment::current() const {
    for (const Step& step : plan.steps)
        if (!isComplete(verdict(step)))
            return &step;
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
        QList<HostName> hosts;
        for (const HostName& host : step.hosts)
            // Any attempt counts, also a failed or unknown one: it may have changed something.
            if (std::any_of(attempts.begin(), attempts.end(),
                            [&](const Attempt& one) { return one.step == step.id && one.host == host; }))
                hosts.append(host);
        if (!hosts.isEmpty())
            list.append({step.id, hosts});
    }
    return list;
}

Next next(const Deployment& deployment) {
    using What = Next::What;
    if (deployment.endedAtMs || deployment.liveAtMs)
        return {What::Over, {}, {}, {}};
    if (!deployment.planFixed)
        return {What::FixPlan, {}, {}, {}};
    // What already runs is seen to its end whatever else is decided.
    for (const Attempt& attempt : deployment.attempts)
        if (attempt.verdict == Verdict::Running)
            return {What::Await, attempt.step, attempt.host, attempt.id};
    if (deployment.rollbackDecided || !deployment.planChange.isEmpty() || deployment.paused)
        return {What::Hold, {}, {}, {}};
    const Step* step = deployment.current();
    if (!step)
        return {What::GoLive, {}, {}, {}};
    if (step->asksPerson())
        return {deployment.verdict(*step) == Verdict::Failed ? What::Decide : What::Ask, step->id, {}, {}};
    const QList<HostName> places = step->hosts.isEmpty() ? QList<HostName>{HostName()} : step->hosts;
    for (const HostName& host : places) {
        switch (deployment.hostVerdict(*step, host)) {
        case Verdict::Passed:
        case Verdict::Waived:
        case Verdict::NotApplicable:
        case Verdict::Undone:
            continue;
        case Verdict::Waiting:
        case Verdict::Ready:
        case Verdict::Running:
            return {What::Start, step->id, host, {}};
        case Verdict::Failed:
        case Verdict::Stopped:
        case Verdict::Inconclusive:
        case Verdict::Interrupted:
            return {What::Decide, step->id, host, {}};
        }
    }
    return {What::GoLive, {}, {}, {}};
}

namespace {

Deployment::Result resultFromName(const QString& name) {
    if (name == QStringLiteral("successful"))
        return Deployment::Result::Successful;
    if (name == QStringLiteral("rolled-back"))
        return Deployment::Result::RolledBack;
    if (name == QStringLiteral("superseded"))
        return Deployment::Result::Superseded;
    return Deployment::Result::Abandoned;
}

base::Result<void> corrupt(const Entry& entry, const QString& what) {
    return Error{ErrorKind::Corrupt, QStringLiteral("%1 entry %2").arg(entry.chain.text()).arg(entry.seq),
                 what};
}

base::Result<void> applyOpened(Deployment& deployment, const Entry& entry) {
    const auto candidate = candidateFromJson(entry.body.value(QStringLiteral("candidate")).toObject());
    if (!candidate.ok())
        return corrupt(entry, QStringLiteral("no candidate"));
    deployment.id = DeploymentId(entry.chain.text());
    deployment.kind =
        entry.text("kind") == QStringLiteral("rollback") ? DeploymentKind::Rollback : DeploymentKind::Deploy;
    deployment.environment = EnvironmentName(entry.text("environment"));
    deployment.candidate = *candidate;
    if (entry.body.contains(QStringLiteral("previous")))
        if (const auto previous = candidateFromJson(entry.body.value(QStringLiteral("previous")).toObject());
            previous.ok())
            deployment.previous = *previous;
    deployment.undoes = DeploymentId(entry.text("undoes"));
    deployment.reason = entry.text("reason");
    deployment.startedBy = entry.actor();
    deployment.startedAtMs = entry.timeMs();
    return {};
}

base::Result<void> applyPlanFixed(Deployment& deployment, const Entry& entry) {
    auto plan = planFromJson(entry.body.value(QStringLiteral("plan")).toObject());
    if (!plan.ok())
        return corrupt(entry, QStringLiteral("the plan cannot be read: ") + plan.error().detail);
    deployment.plan = *std::move(plan);
    deployment.fingerprint = entry.text("fingerprint");
    deployment.planFixed = true;
    const QJsonObject keys = entry.body.value(QStringLiteral("hostKeys")).toObject();
    for (auto it = keys.begin(); it != keys.end(); ++it)
        deployment.hostKeys.insert(HostName(it.key()), it.value().toString());
    for (const CheckpointPlan& planned : deployment.plan.checkpoints)
        deployment.checkpoints.append({planned.after, planned.statement, 0, Verdict::Waiting, {}, 0, {}});
    return {};
}

base::Result<void> applyIntent(Deployment& deployment, const Entry& entry) {
    Attempt attempt;
    attempt.id = AttemptId(entry.text("attempt"));
    attempt.step = StepId(entry.text("step"));
    attempt.host = HostName(entry.text("host"));
    if (!deployment.plan.step(attempt.step))
        return corrupt(entry, QStringLiteral("an intent for a step that is not in the plan"));
    attempt.digest = entry.text("digest");
    attempt.intentAtMs = entry.timeMs();
    attempt.intentBootMs = entry.number("bootMs");
    attempt.bootId = entry.text("boot");
    deployment.attempts.append(attempt);
    return {};
}

base::Result<void> applyOutcome(Deployment& deployment, const Entry& entry) {
    const AttemptId id(entry.text("attempt"));
    const auto verdict = verdictFromName(entry.text("verdict"));
    if (!verdict)
        return corrupt(entry, QStringLiteral("an outcome without a verdict"));
    for (Attempt& attempt : deployment.attempts) {
        if (attempt.id != id)
            continue;
        // The host may answer later what was unknown before; nothing else is ever overwritten.
        if (attempt.verdict != Verdict::Running && attempt.verdict != Verdict::Interrupted)
            return corrupt(entry, QStringLiteral("a second outcome for attempt ") + id.text());
        attempt.verdict = *verdict;
        attempt.summary = entry.text("summary");
        attempt.exitCode =
            entry.body.contains(QStringLiteral("exit")) ? static_cast<int>(entry.number("exit")) : -1;
        attempt.gone = entry.body.value(QStringLiteral("gone")).toBool();
        attempt.endedAtMs = entry.timeMs();
        attempt.outDigest = entry.text("outDigest");
        attempt.errDigest = entry.text("errDigest");
        attempt.outBytes = entry.number("outBytes");
        attempt.errBytes = entry.number("errBytes");
        attempt.outcomeHash = entry.hash;
        return {};
    }
    return corrupt(entry, QStringLiteral("an outcome without an intent"));
}

base::Result<void> applySigned(Deployment& deployment, const Entry& entry) {
    SignOff signOff;
    signOff.person = PersonName(entry.actor());
    signOff.role = entry.text("role");
    signOff.note = entry.text("note");
    signOff.keyFingerprint = entry.text("key");
    signOff.fingerprint = entry.text("fingerprint");
    signOff.atMs = entry.timeMs();
    signOff.go = entry.text("decision") != QStringLiteral("no-go");
    signOff.selfApproved = entry.body.value(QStringLiteral("selfApproved")).toBool();
    signOff.hash = entry.hash;
    if (entry.body.contains(QStringLiteral("checkpoint"))) {
        for (Checkpoint& checkpoint : deployment.checkpoints)
            if (checkpoint.after.count() == entry.number("checkpoint")) {
                checkpoint.signatures.append(signOff);
                return {};
            }
        return corrupt(entry, QStringLiteral("a sign-off of a checkpoint that is not in the plan"));
    }
    const StepId step(entry.text("step"));
    if (!deployment.plan.step(step))
        return corrupt(entry, QStringLiteral("a sign-off of a step that is not in the plan"));
    deployment.signatures[step].append(signOff);
    return {};
}

void applyDecided(Deployment& deployment, const Entry& entry) {
    const QString decision = entry.text("decision");
    if (decision == QStringLiteral("rollback"))
        deployment.rollbackDecided = true;
    if (decision != QStringLiteral("retry"))
        return;
    const StepId step(entry.text("step"));
    for (Attempt& attempt : deployment.attempts)
        if (attempt.step == step && !isComplete(attempt.verdict) && attempt.verdict != Verdict::Running)
            attempt.setAside = true;
    // A retried item is asked again: earlier no-gos and failing answers stay in the ledger only.
    deployment.answers.remove(step);
    if (auto it = deployment.signatures.find(step); it != deployment.signatures.end())
        it->removeIf([](const SignOff& signOff) { return !signOff.go; });
}

base::Result<void> applyKnown(Deployment& deployment, const Entry& entry) {
    const QString& type = entry.type;
    const auto is = [&type](const char* name) { return type == QLatin1StringView(name); };
    if (is(entry::planFixed))
        return applyPlanFixed(deployment, entry);
    if (is(entry::intent))
        return applyIntent(deployment, entry);
    if (is(entry::outcome))
        return applyOutcome(deployment, entry);
    if (is(entry::signedOff))
        return applySigned(deployment, entry);
    if (is(entry::planChanged))
        deployment.planChange = entry.text("what");
    else if (is(entry::decided))
        applyDecided(deployment, entry);
    else if (is(entry::paused)) {
        deployment.paused = true;
        deployment.pauseReason = entry.text("reason");
    } else if (is(entry::resumed))
        deployment.paused = false;
    else if (is(entry::answered))
        deployment.answers.insert(StepId(entry.text("step")),
                                  {verdictFromName(entry.text("verdict")).value_or(Verdict::Failed),
                                   entry.text("note"), PersonName(entry.actor()), entry.timeMs()});
    else if (is(entry::stopAsked)) {
        for (Attempt& attempt : deployment.attempts)
            if (attempt.id.text() == entry.text("attempt"))
                attempt.stopAsked = true;
    } else if (is(entry::live)) {
        deployment.liveAtMs = entry.timeMs();
        for (Checkpoint& checkpoint : deployment.checkpoints)
            checkpoint.dueAtMs = deployment.liveAtMs + checkpoint.after.count();
    } else if (is(entry::checkpoint)) {
        for (Checkpoint& checkpoint : deployment.checkpoints)
            if (checkpoint.after.count() == entry.number("after")) {
                checkpoint.verdict = verdictFromName(entry.text("verdict")).value_or(Verdict::Inconclusive);
                checkpoint.summary = entry.text("summary");
                checkpoint.evaluatedAtMs = entry.timeMs();
            }
    } else if (is(entry::ended)) {
        deployment.endedAtMs = entry.timeMs();
        deployment.result = resultFromName(entry.text("result"));
        deployment.endedBy = DeploymentId(entry.text("by"));
        if (deployment.result == Deployment::Result::RolledBack)
            for (Attempt& attempt : deployment.attempts)
                if (const Step* step = deployment.plan.step(attempt.step); step && step->changesHosts())
                    attempt.verdict = Verdict::Undone;
    }
    return {};
}

} // namespace

base::Result<void> apply(Deployment& deployment, const Entry& entry) {
    if (entry.seq != deployment.lastSeq + 1)
        return corrupt(entry, QStringLiteral("expected entry %1").arg(deployment.lastSeq + 1));
    const bool opens = entry.type == QLatin1StringView(entry::opened);
    if (opens != (entry.seq == 1))
        return corrupt(entry, QStringLiteral("a chain starts with deployment.opened, and only once"));
    if (const auto done = opens ? applyOpened(deployment, entry) : applyKnown(deployment, entry); !done.ok())
        return done;
    deployment.lastSeq = entry.seq;
    deployment.lastHash = entry.hash;
    return {};
}

} // namespace slipway::domain
