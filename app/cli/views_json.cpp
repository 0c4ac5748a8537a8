#include "app/cli/views_json.h"

#include "app/base/clock.h"
#include "app/cli/text.h"
#include "app/domain/checkpoints.h"
#include "app/models/inbox_text.h"

#include <QJsonArray>

namespace slipway::cli {

using namespace models;

namespace {

QJsonValue time(qint64 ms) {
    return ms ? QJsonValue(base::isoUtc(ms)) : QJsonValue();
}

QJsonObject offer(const Offer& offer) {
    return {{QStringLiteral("allowed"), offer.allowed}, {QStringLiteral("why"), offer.why}};
}

QJsonArray gates(const QList<GateView>& list) {
    QJsonArray array;
    for (const GateView& gate : list)
        array.append(QJsonObject{{QStringLiteral("id"), gate.id},
                                 {QStringLiteral("title"), gate.title},
                                 {QStringLiteral("met"), gate.met},
                                 {QStringLiteral("waived"), gate.isWaived},
                                 {QStringLiteral("waiver"), gate.waiverWords},
                                 {QStringLiteral("detail"), gate.detail}});
    return array;
}

QJsonArray undoArray(const QList<UndoStepView>& list) {
    QJsonArray undo;
    for (const UndoStepView& view : list)
        undo.append(QJsonObject{{QStringLiteral("title"), view.title},
                                {QStringLiteral("runs"), view.command},
                                {QStringLiteral("hosts"), QJsonArray::fromStringList(view.hosts)}});
    return undo;
}

QJsonObject maintenance(const MaintenanceView& view) {
    return {{QStringLiteral("on"), view.isOn},
            {QStringLiteral("by"), view.by},
            {QStringLiteral("reason"), view.reason},
            {QStringLiteral("until"), time(view.untilMs)},
            {QStringLiteral("planned"), view.isPlanned}};
}

QJsonObject environment(const EnvironmentView& view) {
    QJsonArray hosts;
    for (const HostView& host : view.hosts)
        hosts.append(
            QJsonObject{{QStringLiteral("name"), host.name},
                        {QStringLiteral("version"), host.version},
                        {QStringLiteral("commit"), host.commit},
                        {QStringLiteral("problem"), host.problem ? host.problem->detail : QString()}});
    QJsonArray probes;
    for (const ProbeView& probe : view.probes) {
        QJsonObject one{{QStringLiteral("name"), probe.name},
                        {QStringLiteral("state"), domain::healthStateName(probe.state)},
                        {QStringLiteral("reason"), probe.reason},
                        {QStringLiteral("latencyUs"), probe.lastUs},
                        {QStringLiteral("ifFails"), probe.ifFails}};
        if (probe.value) {
            one.insert(QStringLiteral("value"), *probe.value);
            one.insert(QStringLiteral("unit"), probe.unit);
        }
        probes.append(one);
    }
    return {{QStringLiteral("name"), view.name},
            {QStringLiteral("tier"), domain::tierName(view.tier)},
            {QStringLiteral("version"), view.version},
            {QStringLiteral("commit"), view.commit},
            {QStringLiteral("mixed"), view.mixed},
            {QStringLiteral("hosts"), hosts},
            {QStringLiteral("deployment"), view.deployment},
            {QStringLiteral("deployedBy"), view.deployedBy},
            {QStringLiteral("deployedAt"), time(view.deployedAtMs)},
            {QStringLiteral("health"), domain::healthStateName(view.health)},
            {QStringLiteral("healthReason"), view.healthReason},
            {QStringLiteral("upPermille"),
             view.availability.coverage() > 0 ? static_cast<int>(view.availability.upShare() * 1000) : -1},
            {QStringLiteral("observedPermille"), static_cast<int>(view.availability.coverage() * 1000)},
            {QStringLiteral("p95Us"), view.p95Us},
            {QStringLiteral("soakedMs"), view.soakedMs},
            {QStringLiteral("soakNeededMs"), view.soakNeededMs},
            {QStringLiteral("probes"), probes},
            {QStringLiteral("contacts"), QJsonArray::fromStringList(view.contacts)},
            {QStringLiteral("openDeployment"), view.openDeployment},
            {QStringLiteral("waitsFor"), view.openWaitsFor},
            {QStringLiteral("waitsOn"), QJsonArray::fromStringList(view.openWaits.people)},
            {QStringLiteral("waitsSince"), time(view.openWaits.sinceMs)},
            {QStringLiteral("freeze"), QJsonObject{{QStringLiteral("frozen"), view.freeze.isFrozen},
                                                   {QStringLiteral("detail"), view.freeze.detail},
                                                   {QStringLiteral("since"), time(view.freeze.sinceMs)},
                                                   {QStringLiteral("until"), time(view.freeze.untilMs)},
                                                   {QStringLiteral("next"), time(view.freeze.nextMs)}}},
            {QStringLiteral("maintenance"), maintenance(view.maintenance)},
            {QStringLiteral("line"), QJsonObject{{QStringLiteral("stopped"), view.line.isStopped},
                                                 {QStringLiteral("by"), view.line.by},
                                                 {QStringLiteral("reason"), view.line.reason},
                                                 {QStringLiteral("at"), time(view.line.atMs)}}}};
}

QJsonObject step(const StepView& view) {
    QJsonArray hosts;
    for (const HostRunView& host : view.hosts)
        if (!host.attempt.isEmpty())
            hosts.append(QJsonObject{{QStringLiteral("host"), host.host},
                                     {QStringLiteral("attempt"), host.attempt},
                                     {QStringLiteral("verdict"), domain::verdictName(host.verdict)},
                                     {QStringLiteral("summary"), host.summary},
                                     {QStringLiteral("started"), time(host.startedAtMs)},
                                     {QStringLiteral("ended"), time(host.endedAtMs)},
                                     {QStringLiteral("leftOutBytes"), host.leftOutBytes}});
    QJsonArray signatures;
    for (const SignatureView& signature : view.signatures)
        signatures.append(QJsonObject{{QStringLiteral("person"), signature.person},
                                      {QStringLiteral("role"), signature.role},
                                      {QStringLiteral("note"), signature.note},
                                      {QStringLiteral("key"), signature.keyFingerprint},
                                      {QStringLiteral("at"), time(signature.atMs)},
                                      {QStringLiteral("until"), time(signature.untilMs)},
                                      {QStringLiteral("decision"), signature.waived ? QStringLiteral("waived")
                                                                   : signature.noGo ? QStringLiteral("no-go")
                                                                                    : QStringLiteral("go")},
                                      {QStringLiteral("counts"), signature.counts},
                                      {QStringLiteral("selfApproved"), signature.selfApproved}});
    QJsonObject object{
        {QStringLiteral("id"), view.id},       {QStringLiteral("phase"), domain::phaseName(view.phase)},
        {QStringLiteral("kind"), view.kind},   {QStringLiteral("doneBy"), view.doneBy},
        {QStringLiteral("title"), view.title}, {QStringLiteral("verdict"), domain::verdictName(view.verdict)},
        {QStringLiteral("runs"), view.runs},   {QStringLiteral("undo"), view.undo},
        {QStringLiteral("attempts"), hosts}};
    if (view.asksPerson) {
        object.insert(QStringLiteral("role"), view.role);
        object.insert(QStringLiteral("signaturesNeeded"), view.signaturesNeeded);
        object.insert(QStringLiteral("fourEyes"), view.fourEyes);
    }
    if (view.asksPerson || !signatures.isEmpty())
        object.insert(QStringLiteral("signatures"), signatures);
    return object;
}

QJsonArray evidence(const QList<EvidenceView>& items) {
    QJsonArray array;
    for (const EvidenceView& item : items)
        array.append(QJsonObject{{QStringLiteral("step"), item.step},
                                 {QStringLiteral("host"), item.host},
                                 {QStringLiteral("verdict"), domain::verdictName(item.verdict)},
                                 {QStringLiteral("summary"), item.summary},
                                 {QStringLiteral("digest"), item.digest},
                                 {QStringLiteral("ofOutput"), item.ofOutput}});
    return array;
}

QJsonArray matrix(const MatrixView& view) {
    QJsonArray rows;
    for (const MatrixView::Row& row : view.rows) {
        QJsonArray steps;
        for (qsizetype i = 0; i < row.cells.size(); ++i)
            if (row.takesPart[i])
                steps.append(QJsonObject{{QStringLiteral("step"), view.columns[i].step},
                                         {QStringLiteral("verdict"), domain::verdictName(row.cells[i])}});
        rows.append(QJsonObject{{QStringLiteral("host"), row.host},
                                {QStringLiteral("wave"), row.wave},
                                {QStringLiteral("leftOut"), row.leftOut},
                                {QStringLiteral("steps"), steps}});
    }
    return rows;
}

QJsonObject lock(const LockView& view) {
    return {{QStringLiteral("heldSince"), time(view.heldSinceMs)},
            {QStringLiteral("holder"), view.holder},
            {QStringLiteral("holderDeployment"), view.holderOwner},
            {QStringLiteral("holderReason"), view.holderReason},
            {QStringLiteral("holderSince"), time(view.holderSinceMs)},
            {QStringLiteral("holderSilentMs"), view.holderSilentMs},
            {QStringLiteral("holderRunning"), view.holderRunning},
            {QStringLiteral("host"), view.holderHost},
            {QStringLiteral("lost"), view.isLost}};
}

} // namespace

QJsonObject toJson(const BoardView& board, const QList<DeploymentLine>& deployments) {
    QJsonArray environments;
    for (const EnvironmentView& view : board.environments)
        environments.append(environment(view));
    QJsonArray between;
    for (const StepBetweenView& view : board.between)
        between.append(QJsonObject{{QStringLiteral("from"), view.from},
                                   {QStringLiteral("to"), view.to},
                                   {QStringLiteral("commits"), view.commits},
                                   {QStringLiteral("commitsBack"), view.commitsBack},
                                   {QStringLiteral("version"), view.version},
                                   {QStringLiteral("gates"), gates(view.gates)},
                                   {QStringLiteral("promote"), offer(view.promote)}});
    QJsonArray lines;
    for (const DeploymentLine& line : deployments)
        lines.append(QJsonObject{{QStringLiteral("deployment"), line.deployment},
                                 {QStringLiteral("kind"), line.kind},
                                 {QStringLiteral("environment"), line.environment},
                                 {QStringLiteral("version"), line.version},
                                 {QStringLiteral("state"), stateName(line.state)},
                                 {QStringLiteral("startedBy"), line.startedBy},
                                 {QStringLiteral("started"), time(line.startedAtMs)},
                                 {QStringLiteral("live"), time(line.liveAtMs)},
                                 {QStringLiteral("emergency"), line.isEmergency},
                                 {QStringLiteral("needsReview"), line.needsReview}});
    return {{QStringLiteral("v"), 1},
            {QStringLiteral("project"), board.project},
            {QStringLiteral("head"), board.head},
            {QStringLiteral("versions"), QJsonArray::fromStringList(board.versions)},
            {QStringLiteral("environments"), environments},
            {QStringLiteral("between"), between},
            {QStringLiteral("deployments"), lines},
            {QStringLiteral("ledgerEntries"), board.ledgerEntries}};
}

QJsonObject toJson(const ReleaseView& release) {
    QJsonArray steps;
    for (const StepView& view : release.steps)
        steps.append(step(view));
    QJsonArray checkpoints;
    for (const CheckpointView& view : release.checkpoints)
        checkpoints.append(QJsonObject{{QStringLiteral("afterMs"), view.afterMs},
                                       {QStringLiteral("due"), time(view.dueAtMs)},
                                       {QStringLiteral("statement"), view.statement},
                                       {QStringLiteral("verdict"), domain::verdictName(view.verdict)},
                                       {QStringLiteral("summary"), view.summary},
                                       {QStringLiteral("from"), time(view.fromMs)},
                                       {QStringLiteral("rules"), domain::toJson(view.rules)},
                                       {QStringLiteral("role"), view.role},
                                       {QStringLiteral("signBy"), time(view.signByMs)},
                                       {QStringLiteral("overdue"), view.isOverdue},
                                       {QStringLiteral("accepted"), view.waiverWords},
                                       {QStringLiteral("signedBy"), view.signedBy}});
    QJsonArray witnesses;
    for (const WitnessView& view : release.witnesses)
        witnesses.append(QJsonObject{{QStringLiteral("host"), view.host},
                                     {QStringLiteral("log"), view.log},
                                     {QStringLiteral("everyMs"), view.everyMs},
                                     {QStringLiteral("ended"), view.summary}});
    QJsonArray waivers;
    for (const WaiverView& view : release.waivers)
        waivers.append(QJsonObject{{QStringLiteral("step"), view.stepTitle},
                                   {QStringLiteral("gate"), view.gate},
                                   {QStringLiteral("host"), view.host},
                                   {QStringLiteral("person"), view.person},
                                   {QStringLiteral("reason"), view.reason},
                                   {QStringLiteral("at"), time(view.atMs)}});
    return {
        {QStringLiteral("v"), 1},
        {QStringLiteral("deployment"), release.deployment},
        {QStringLiteral("kind"), release.kind},
        {QStringLiteral("environment"), release.environment},
        {QStringLiteral("version"), release.version},
        {QStringLiteral("commit"), release.commit},
        {QStringLiteral("previous"), release.previousVersion},
        {QStringLiteral("undoes"), release.undoes},
        {QStringLiteral("fingerprint"), release.fingerprint},
        {QStringLiteral("tag"),
         QJsonObject{{QStringLiteral("verified"), release.tag.state == models::TagView::State::Verified},
                     {QStringLiteral("words"), release.tag.words}}},
        {QStringLiteral("evidence"),
         QJsonObject{{QStringLiteral("digest"), release.evidenceDigest},
                     {QStringLiteral("outcomes"), evidence(release.evidenceItems)}}},
        {QStringLiteral("startedBy"), release.startedBy},
        {QStringLiteral("started"), time(release.startedAtMs)},
        {QStringLiteral("live"), time(release.liveAtMs)},
        {QStringLiteral("ended"), time(release.endedAtMs)},
        {QStringLiteral("state"), stateName(release.state)},
        {QStringLiteral("waitsFor"), release.stateDetail},
        {QStringLiteral("waitsOn"), QJsonArray::fromStringList(release.waits.people)},
        {QStringLiteral("waitsSince"), time(release.waits.sinceMs)},
        {QStringLiteral("currentStep"), release.currentStep},
        {QStringLiteral("ifFails"), release.failure.ifFails},
        {QStringLiteral("contacts"), QJsonArray::fromStringList(release.contacts)},
        {QStringLiteral("steps"), steps},
        {QStringLiteral("checkpoints"), checkpoints},
        {QStringLiteral("undo"), undoArray(release.undo)},
        {QStringLiteral("cannotUndo"), QJsonArray::fromStringList(release.cannotUndo)},
        {QStringLiteral("strategy"), release.strategy},
        {QStringLiteral("guard"), release.guard},
        {QStringLiteral("witnesses"), witnesses},
        {QStringLiteral("hosts"), matrix(release.matrix)},
        {QStringLiteral("lock"), lock(release.lock)},
        {QStringLiteral("waivers"), waivers},
        {QStringLiteral("wayBack"), QJsonObject{{QStringLiteral("tookMs"), release.wayBack.tookMs},
                                                {QStringLiteral("on"), release.wayBack.on},
                                                {QStringLiteral("at"), time(release.wayBack.atMs)},
                                                {QStringLiteral("rehearsed"), release.wayBack.rehearsed}}},
        {QStringLiteral("changed"), release.changed},
        {QStringLiteral("changes"), toJson(release.changes)},
        {QStringLiteral("emergency"), release.emergency},
        {QStringLiteral("needsReview"), release.needsReview},
        {QStringLiteral("reviewedBy"), release.reviewedBy},
        {QStringLiteral("bad"), release.badReason},
        {QStringLiteral("rollback"), offer(release.rollback)}};
}

QJsonObject toJson(const PromotionView& plan) {
    QJsonArray steps;
    for (const StepView& view : plan.steps)
        steps.append(QJsonObject{{QStringLiteral("id"), view.id},
                                 {QStringLiteral("phase"), domain::phaseName(view.phase)},
                                 {QStringLiteral("title"), view.title},
                                 {QStringLiteral("kind"), view.kind},
                                 {QStringLiteral("where"), view.summary},
                                 {QStringLiteral("runs"), view.runs},
                                 {QStringLiteral("limits"), view.limits},
                                 {QStringLiteral("undo"), view.undo}});
    return {{QStringLiteral("v"), 1},
            {QStringLiteral("version"), plan.version},
            {QStringLiteral("commit"), plan.commit},
            {QStringLiteral("environment"), plan.environment},
            {QStringLiteral("previous"), plan.previousVersion},
            {QStringLiteral("gates"), gates(plan.gates)},
            {QStringLiteral("start"), offer(plan.start)},
            {QStringLiteral("steps"), steps},
            {QStringLiteral("undo"), undoArray(plan.undo)},
            {QStringLiteral("guard"), plan.guard},
            {QStringLiteral("cannotUndo"), QJsonArray::fromStringList(plan.cannotUndo)}};
}

QJsonObject toJson(const QList<domain::InboxItem>& items, const QString& actor) {
    QJsonArray list;
    for (const domain::InboxItem& item : items)
        list.append(QJsonObject{{QStringLiteral("what"), inboxName(item.kind)},
                                {QStringLiteral("words"), inboxWords(item)},
                                {QStringLiteral("deployment"), item.deployment.text()},
                                {QStringLiteral("environment"), item.environment.text()},
                                {QStringLiteral("version"), item.version},
                                {QStringLiteral("step"), item.step.text()},
                                {QStringLiteral("afterMs"), static_cast<qint64>(item.after.count())},
                                {QStringLiteral("waiver"), item.waiver},
                                {QStringLiteral("checklist"), item.checklist},
                                {QStringLiteral("role"), item.role},
                                {QStringLiteral("since"), time(item.sinceMs)},
                                {QStringLiteral("people"), QJsonArray::fromStringList(item.people)},
                                {QStringLiteral("yours"), item.isFor(actor)}});
    return {{QStringLiteral("v"), 1}, {QStringLiteral("actor"), actor}, {QStringLiteral("inbox"), list}};
}

namespace {

QJsonObject signOffJson(const domain::RecurringSignOff& signOff) {
    return {{QStringLiteral("by"), signOff.person.text()},
            {QStringLiteral("at"), time(signOff.atMs)},
            {QStringLiteral("late"), signOff.isLate()},
            {QStringLiteral("note"), signOff.note},
            {QStringLiteral("key"), signOff.keyFingerprint},
            {QStringLiteral("selfApproved"), signOff.selfApproved},
            {QStringLiteral("items"), domain::toJson(signOff.items)}};
}

} // namespace

QJsonObject toJson(const QList<RecurringView>& checklists) {
    QJsonArray list;
    for (const RecurringView& view : checklists) {
        const domain::RecurringStanding& standing = view.standing;
        const domain::RecurringSignOff* signOff = standing.last();
        list.append(
            QJsonObject{{QStringLiteral("name"), view.checklist.name},
                        {QStringLiteral("title"), view.checklist.title},
                        {QStringLiteral("every"), domain::everyWords(view.checklist)},
                        {QStringLiteral("role"), view.checklist.role},
                        {QStringLiteral("items"), QJsonArray::fromStringList(view.checklist.items)},
                        {QStringLiteral("state"), domain::recurringStateName(standing.state)},
                        {QStringLiteral("words"), view.words},
                        {QStringLiteral("from"), time(standing.period.startMs)},
                        {QStringLiteral("due"), time(standing.period.dueMs)},
                        {QStringLiteral("until"), time(standing.period.endMs)},
                        {QStringLiteral("missed"), standing.missed},
                        {QStringLiteral("lastMissed"), time(standing.lastMissedMs)},
                        {QStringLiteral("mayBeSigned"), view.sign.allowed},
                        {QStringLiteral("why"), view.sign.why},
                        {QStringLiteral("lastSigned"), signOff ? signOffJson(*signOff) : QJsonObject()}});
    }
    return {{QStringLiteral("v"), 1}, {QStringLiteral("recurring"), list}};
}

} // namespace slipway::cli
