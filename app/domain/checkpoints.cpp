#include "app/domain/checkpoints.h"

#include "app/domain/spoken.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace slipway::domain {

namespace {

Checkpoint* named(Deployment& deployment, const Entry& entry) {
    for (Checkpoint& checkpoint : deployment.checkpoints)
        if (checkpoint.after.count() == entry.number("after"))
            return &checkpoint;
    return nullptr;
}

QList<RuleFinding> findingsFrom(const QJsonArray& array) {
    QList<RuleFinding> findings;
    for (const QJsonValue value : array) {
        const QJsonObject one = value.toObject();
        findings.append(
            {one.value(QStringLiteral("rule")).toString(),
             verdictFromName(one.value(QStringLiteral("verdict")).toString()).value_or(Verdict::Inconclusive),
             one.value(QStringLiteral("found")).toString(),
             one.value(QStringLiteral("critical")).toBool(true)});
    }
    return findings;
}

} // namespace

QString checkpointTitle(base::Milliseconds after) {
    return QCoreApplication::translate("watch", "checkpoint after %1").arg(spokenDuration(after.count()));
}

QJsonArray toJson(const QList<RuleFinding>& findings) {
    QJsonArray array;
    for (const RuleFinding& one : findings)
        array.append(QJsonObject{{QStringLiteral("rule"), one.rule},
                                 {QStringLiteral("verdict"), verdictName(one.verdict)},
                                 {QStringLiteral("found"), one.found},
                                 {QStringLiteral("critical"), one.critical}});
    return array;
}

void applyCheckpointEvaluated(Deployment& deployment, const Entry& entry) {
    Checkpoint* checkpoint = named(deployment, entry);
    // Only what waits for its hour is judged: an answer that comes after a person's is too late.
    if (!checkpoint || checkpoint->verdict != Verdict::Waiting)
        return;
    checkpoint->verdict = verdictFromName(entry.text("verdict")).value_or(Verdict::Inconclusive);
    checkpoint->summary = entry.text("summary");
    checkpoint->evaluatedAtMs = entry.timeMs();
    checkpoint->signByMs = entry.number("signBy");
    checkpoint->rules = findingsFrom(entry.body.value(QStringLiteral("rules")).toArray());
}

void applyCheckpointWaived(Deployment& deployment, const Entry& entry, const SignOff& signOff) {
    Checkpoint* checkpoint = named(deployment, entry);
    if (!checkpoint || !checkpoint->isUndecided())
        return;
    if (checkpoint->waivers.isEmpty())
        checkpoint->countersign = entry.text("countersign");
    checkpoint->waivers.append(signOff);
    if (!checkpoint->countersign.isEmpty() && checkpoint->waivers.size() < 2)
        return;
    checkpoint->verdict = Verdict::Waived;
    const SignOff& first = checkpoint->waivers.first();
    deployment.waivers.append(
        {{}, {}, first.person, first.note, entry.timeMs(), checkpointTitle(checkpoint->after)});
}

void applyCheckpointExtended(Deployment& deployment, const Entry& entry) {
    Checkpoint* checkpoint = named(deployment, entry);
    if (!checkpoint || !checkpoint->isUndecided())
        return;
    checkpoint->extensions.append(
        {PersonName(entry.actor()), entry.text("reason"), entry.timeMs(), entry.number("dueAt")});
    checkpoint->dueAtMs = entry.number("dueAt");
    checkpoint->fromMs = entry.timeMs();
    checkpoint->verdict = Verdict::Waiting;
    checkpoint->waivers.clear();
    checkpoint->signByMs = 0;
}

} // namespace slipway::domain
