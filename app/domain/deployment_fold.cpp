#include "app/domain/deployment.h"

#include "app/domain/checkpoints.h"
#include "app/domain/evidence.h"

#include <QJsonArray>

namespace slipway::domain {

using base::Error;
using base::ErrorKind;

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

void applyWaived(Deployment& deployment, const Waiver& waiver) {
    deployment.waivers.append(waiver);
    for (Attempt& attempt : deployment.attempts)
        if (attempt.step == waiver.step && attempt.host == waiver.host && isTrouble(attempt.verdict))
            attempt.waived = true;
    if (const Step* step = deployment.plan.step(waiver.step); step && step->asksPerson())
        deployment.answers.insert(waiver.step,
                                  {Verdict::Waived, waiver.reason, waiver.person, waiver.atMs, 0});
}

/// When an answer to the step ends that is given now.
qint64 endOf(const Step& step, qint64 atMs) {
    const auto question = step.question();
    return question && question->validFor.count() > 0 ? atMs + question->validFor.count() : 0;
}

base::Result<void> applyOpened(Deployment& deployment, const Entry& entry) {
    const auto candidate = candidateFromJson(entry.body.value(QStringLiteral("candidate")).toObject());
    if (!candidate.ok())
        return corrupt(entry, QStringLiteral("no candidate"));
    deployment.id = DeploymentId(entry.chain.text());
    for (const DeploymentKind kind : {DeploymentKind::Rollback, DeploymentKind::Rehearsal})
        if (entry.text("kind") == kindName(kind))
            deployment.kind = kind;
    deployment.environment = EnvironmentName(entry.text("environment"));
    deployment.candidate = *candidate;
    if (entry.body.contains(QStringLiteral("previous")))
        if (const auto previous = candidateFromJson(entry.body.value(QStringLiteral("previous")).toObject());
            previous.ok())
            deployment.previous = *previous;
    deployment.undoes = DeploymentId(entry.text("undoes"));
    deployment.reason = entry.text("reason");
    deployment.emergency = entry.text("emergency");
    for (const QJsonValue value : entry.body.value(QStringLiteral("gates")).toArray()) {
        const QJsonObject gate = value.toObject();
        const auto text = [&gate](const char* key) { return gate.value(QLatin1StringView(key)).toString(); };
        if (gate.contains(QStringLiteral("waiver")))
            deployment.waivers.append(
                {{}, {}, PersonName(text("waivedBy")), text("reason"), entry.timeMs(), text("title")});
    }
    deployment.openedHash = entry.hash;
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
    deployment.signedPlace = entry.body.value(QStringLiteral("place")).toObject();
    for (const CheckpointPlan& planned : deployment.plan.checkpoints)
        deployment.checkpoints.append(
            {planned.after, planned.statement, 0, Verdict::Waiting, {}, 0, {}, planned.role});
    // Whoever starts an emergency goes on without what others would sign; it is no sign-off.
    if (!deployment.emergency.isEmpty())
        for (const Step& step : deployment.plan.steps)
            if (const auto question = step.question(); question && question->isSigned())
                applyWaived(deployment, {step.id,
                                         {},
                                         PersonName(deployment.startedBy),
                                         deployment.emergency,
                                         deployment.startedAtMs});
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
        attempt.leftOutBytes = entry.number("leftOutBytes");
        attempt.outcomeHash = entry.hash;
        return {};
    }
    return corrupt(entry, QStringLiteral("an outcome without an intent"));
}

SignOff signOffFrom(const Entry& entry) {
    SignOff signOff;
    signOff.person = PersonName(entry.actor());
    signOff.role = entry.text("role");
    signOff.note = entry.text(entry.body.contains(QStringLiteral("note")) ? "note" : "reason");
    signOff.keyFingerprint = entry.text("key");
    signOff.fingerprint = entry.text("fingerprint");
    signOff.atMs = entry.timeMs();
    signOff.go = entry.text("decision") != QStringLiteral("no-go");
    signOff.selfApproved = entry.body.value(QStringLiteral("selfApproved")).toBool();
    signOff.hash = entry.hash;
    return signOff;
}

base::Result<void> applySigned(Deployment& deployment, const Entry& entry) {
    SignOff signOff = signOffFrom(entry);
    if (entry.body.contains(QStringLiteral("checkpoint"))) {
        for (Checkpoint& checkpoint : deployment.checkpoints)
            if (checkpoint.after.count() == entry.number("checkpoint")) {
                checkpoint.signatures.append(signOff);
                return {};
            }
        return corrupt(entry, QStringLiteral("a sign-off of a checkpoint that is not in the plan"));
    }
    const StepId id(entry.text("step"));
    const Step* step = deployment.plan.step(id);
    if (!step)
        return corrupt(entry, QStringLiteral("a sign-off of a step that is not in the plan"));
    if (signOff.go)
        signOff.untilMs = endOf(*step, signOff.atMs);
    deployment.signatures[id].append(signOff);
    return {};
}

/// A sign-off (or an answer, which has no hash of its own) that counts no more. Only its author takes one
/// back, and only time ends one: what else claims to do so changes nothing, or a no-go could be made to
/// disappear.
void applyEndedSignOff(Deployment& deployment, const Entry& entry, bool isExpired) {
    const StepId step(entry.text("step"));
    const QByteArray of = entry.text("of").toLatin1();
    const auto isOver = [&entry](qint64 untilMs) { return untilMs != 0 && entry.timeMs() >= untilMs; };
    if (of.isEmpty()) {
        if (const auto answer = deployment.answers.constFind(step);
            isExpired && answer != deployment.answers.constEnd() && isOver(answer->untilMs))
            deployment.answers.erase(answer);
        return;
    }
    deployment.signatures[step].removeIf([&](const SignOff& signOff) {
        const bool ends = signOff.hash == of &&
                          (isExpired ? isOver(signOff.untilMs) : signOff.person.text() == entry.actor());
        if (ends)
            deployment.endedSignOffs.append({step, signOff, isExpired, entry.text("reason"), entry.timeMs()});
        return ends;
    });
}

void applyAnswered(Deployment& deployment, const Entry& entry) {
    const StepId id(entry.text("step"));
    const Step* step = deployment.plan.step(id);
    deployment.answers.insert(id, {verdictFromName(entry.text("verdict")).value_or(Verdict::Failed),
                                   entry.text("note"), PersonName(entry.actor()), entry.timeMs(),
                                   step ? endOf(*step, entry.timeMs()) : 0});
    for (Attempt& attempt : deployment.attempts)
        if (attempt.step == id && !attempt.setAside && attempt.verdict == Verdict::Inconclusive)
            attempt.answered = deployment.answers.value(id).verdict;
}

void applyRetry(Deployment& deployment, const StepId& step) {
    for (Attempt& attempt : deployment.attempts)
        if (attempt.step == step && isTrouble(attempt.verdict) && !attempt.waived)
            attempt.setAside = true;
    // A retried item is asked again: earlier no-gos and failing answers stay in the ledger only.
    deployment.answers.remove(step);
    if (auto it = deployment.signatures.find(step); it != deployment.signatures.end())
        it->removeIf([](const SignOff& signOff) { return !signOff.go; });
}

void applyDecided(Deployment& deployment, const Entry& entry) {
    const QString decision = entry.text("decision");
    const Waiver waiver{StepId(entry.text("step")), HostName(entry.text("host")), PersonName(entry.actor()),
                        entry.text("reason"), entry.timeMs()};
    if (decision == QStringLiteral("rollback"))
        deployment.rollbackDecided = true;
    else if (decision == QStringLiteral("retry"))
        applyRetry(deployment, waiver.step);
    else if (decision == QStringLiteral("waive"))
        applyWaived(deployment, waiver);
    else if (decision == QStringLiteral("exclude"))
        deployment.waivers.append({{}, waiver.host, waiver.person, waiver.reason, waiver.atMs});
    else if (decision == QStringLiteral("take-over")) {
        deployment.lock.takeOver = true;
        deployment.lock.takeOverReason = waiver.reason;
        deployment.lock.isLost = false;
    }
}

LockHolder holderFrom(const Entry& entry) {
    return {HostName(entry.text("host")),
            entry.text("owner"),
            entry.text("who"),
            entry.text("reason"),
            entry.number("since"),
            entry.number("silentMs"),
            static_cast<int>(entry.number("running")),
            entry.number("fence")};
}

bool applyLock(Deployment& deployment, const Entry& entry) {
    LockStanding& lock = deployment.lock;
    if (entry.type == QLatin1StringView(entry::lockTaken)) {
        lock = {};
        lock.takenAtMs = entry.timeMs();
        const QJsonObject fences = entry.body.value(QStringLiteral("fences")).toObject();
        for (auto it = fences.begin(); it != fences.end(); ++it)
            lock.fences.insert(HostName(it.key()), it.value().toInteger());
    } else if (entry.type == QLatin1StringView(entry::lockReleased)) {
        lock = {};
    } else if (entry.type == QLatin1StringView(entry::lockWaits)) {
        lock.holder = holderFrom(entry);
        lock.takeOver = false;
    } else if (entry.type == QLatin1StringView(entry::lockLost)) {
        lock = {};
        lock.holder = holderFrom(entry);
        lock.isLost = true;
    } else
        return false;
    return true;
}

void applyWitness(Deployment& deployment, const Entry& entry) {
    const AttemptId attempt(entry.text("attempt"));
    if (entry.type == QLatin1StringView(entry::witnessEnded)) {
        for (Witness& witness : deployment.witnesses)
            if (witness.attempt == attempt) {
                witness.isEnded = true;
                witness.summary = entry.text("summary");
                witness.outDigest = entry.text("outDigest");
                witness.errDigest = entry.text("errDigest");
                witness.leftOutBytes = entry.number("leftOutBytes");
                witness.endedAtMs = entry.timeMs();
            }
        return;
    }
    Witness witness;
    witness.attempt = attempt;
    witness.host = HostName(entry.text("host"));
    witness.digest = entry.text("digest");
    for (const QJsonValue probe : entry.body.value(QStringLiteral("probes")).toArray())
        witness.probes.append(probe.toString());
    witness.log = entry.text("log");
    witness.every = base::Milliseconds(entry.number("everyMs"));
    witness.lasts = base::Milliseconds(entry.number("lastsMs"));
    witness.leftAtMs = entry.timeMs();
    deployment.witnesses.append(witness);
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
    if (applyLock(deployment, entry))
        return {};
    if (is(entry::planChanged)) {
        deployment.planChange = entry.text("what");
        deployment.heldAtMs = entry.timeMs();
        deployment.changes = changesFromJson(entry.body.value(QStringLiteral("changes")).toArray());
    } else if (is(entry::decided))
        applyDecided(deployment, entry);
    else if (is(entry::paused)) {
        deployment.paused = true;
        deployment.heldAtMs = entry.timeMs();
        deployment.pauseReason = entry.text("reason");
    } else if (is(entry::resumed)) {
        deployment.paused = false;
        deployment.heldAtMs = entry.timeMs();
    } else if (is(entry::freezeHolds))
        deployment.freeze = FreezeHold{StepId(entry.text("step")), entry.text("words"), entry.number("since"),
                                       entry.number("until")};
    else if (is(entry::freezeEnded))
        deployment.freeze.reset();
    else if (is(entry::answered))
        applyAnswered(deployment, entry);
    else if (is(entry::takenBack) || is(entry::signOffExpired))
        applyEndedSignOff(deployment, entry, is(entry::signOffExpired));
    else if (is(entry::evidenceExpired))
        applyEvidenceExpired(deployment, entry);
    else if (is(entry::reviewed))
        deployment.review = signOffFrom(entry);
    else if (is(entry::stopAsked)) {
        for (Attempt& attempt : deployment.attempts)
            if (attempt.id.text() == entry.text("attempt"))
                attempt.stopAsked = true;
    } else if (is(entry::live)) {
        deployment.liveAtMs = entry.timeMs();
        for (Checkpoint& checkpoint : deployment.checkpoints) {
            checkpoint.dueAtMs = deployment.liveAtMs + checkpoint.after.count();
            checkpoint.fromMs = deployment.liveAtMs;
        }
    } else if (is(entry::checkpoint))
        applyCheckpointEvaluated(deployment, entry);
    else if (is(entry::witnessLeft) || is(entry::witnessEnded))
        applyWitness(deployment, entry);
    else if (is(entry::guardTripped))
        deployment.tripped = GuardTripped{entry.text("what"), entry.timeMs(),
                                          entry.text("action") == QStringLiteral("roll-back")};
    else if (is(entry::checkpointWaived))
        applyCheckpointWaived(deployment, entry, signOffFrom(entry));
    else if (is(entry::checkpointExtended))
        applyCheckpointExtended(deployment, entry);
    else if (is(entry::ended)) {
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
