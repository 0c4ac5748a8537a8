#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/cli/views_json.h"
#include "app/engine/tag_check.h"
#include "app/models/release_builder.h"

#include <QCoreApplication>
#include <QDateTime>

namespace slipway::cli {

using namespace domain;

namespace {

constexpr std::chrono::seconds tagWithin{10};

QString tr(const char* text) {
    return QCoreApplication::translate("cli", text);
}

void printRelease(const models::ReleaseView& view, qint64 cap) {
    print(QStringLiteral("%1  %2 → %3  %4")
              .arg(view.deployment, view.version, view.environment, stateWords(view.state)));
    print(tr("commit %1 · fingerprint %2 · started %3 by %4")
              .arg(view.commit.left(12), view.fingerprint.left(12),
                   QDateTime::fromMSecsSinceEpoch(view.startedAtMs).toString(Qt::ISODate), view.startedBy));
    if (view.tag.state != models::TagView::State::Asking)
        print((view.tag.state == models::TagView::State::Verified ? tr("✓ tag verified: %1")
                                                                  : tr("◇ tag not verified: %1"))
                  .arg(view.tag.words));
    if (!view.evidenceItems.isEmpty())
        print(
            tr("evidence: %1 outcomes, SHA-256 %2").arg(view.evidenceItems.size()).arg(view.evidenceDigest));
    if (!view.badReason.isEmpty())
        print(tr("✕ %1 is marked bad: %2").arg(view.version, view.badReason));
    if (!view.stateDetail.isEmpty())
        print(view.stateDetail);
    if (!view.strategy.isEmpty())
        print(view.strategy);
    if (!view.guard.isEmpty())
        print(view.guard);
    if (!view.lock.holder.isEmpty())
        print((view.lock.isLost ? tr("▲ taken over by %1 (%2)") : tr("▲ held by %1 (%2)"))
                  .arg(view.lock.holder, view.lock.holderReason));
    for (const models::WaiverView& waiver : view.waivers)
        print((waiver.gate.isEmpty() ? tr("◇ goes on without %1: %2 (%3)")
                                     : tr("◇ passed the gate “%1”: %2 (%3)"))
                  .arg(!waiver.gate.isEmpty()       ? waiver.gate
                       : waiver.stepTitle.isEmpty() ? waiver.host
                                                    : waiver.stepTitle,
                       waiver.reason, waiver.person));
    if (!view.changed.isEmpty())
        print(tr("✕ changed since it was signed: %1").arg(view.changed));
    printChanges(view.changes);
    if (!view.emergency.isEmpty())
        print(tr("▲ emergency: %1").arg(view.emergency));
    if (view.needsReview)
        print(tr("▲ to be reviewed: slipway review %1 --note TEXT").arg(view.deployment));
    if (!view.reviewedBy.isEmpty())
        print(tr("reviewed by %1: %2").arg(view.reviewedBy, view.reviewNote));
    if (!view.failure.step.isEmpty())
        for (const QString& line : troubleWords(view.failure.ifFails, view.contacts))
            print(line);
    std::optional<Phase> phase;
    for (const models::StepView& step : view.steps) {
        if (phase != step.phase) {
            phase = step.phase;
            print(QStringLiteral("\n") + phaseName(step.phase));
        }
        print(QStringLiteral("  %1 %2  [%3]  %4").arg(mark(step.verdict), step.title, step.id, step.summary));
        for (const models::HostRunView& host : step.hosts) {
            if (!host.attempt.isEmpty())
                print(QStringLiteral("      %1 %2 %3 (%4)")
                          .arg(mark(host.verdict), host.host, host.summary, host.attempt));
            if (host.leftOutBytes > 0)
                print(tr("        ▲ %1 of its output is left out in the middle: of each stream %2 is kept")
                          .arg(sizeWords(host.leftOutBytes), sizeWords(cap)));
        }
        for (const models::SignatureView& signature : step.signatures)
            print(QStringLiteral("      %1 %2 %3 %4")
                      .arg(signature.waived                                         ? tr("waived")
                           : signature.noGo                                         ? tr("no-go")
                           : signature.selfApproved                                 ? tr("self-approved")
                           : step.asksPerson && !signature.keyFingerprint.isEmpty() ? tr("signed")
                                                                                    : tr("answered"),
                           signature.person, signature.note, signature.keyFingerprint));
        for (const models::SignatureView& signature : step.endedSignatures)
            print(QStringLiteral("      %1 %2 %3")
                      .arg(signature.ended == models::SignatureView::Ended::Expired ? tr("expired")
                                                                                    : tr("taken back"),
                           signature.person, signature.note));
        if (step.verdict == Verdict::Ready && step.asksPerson && !step.runs.isEmpty() &&
            step.runs != step.title)
            print(tr("      “%1”").arg(step.runs));
        if (step.verdict == Verdict::Ready && step.asksPerson)
            print(step.signaturesNeeded > 0 ? tr("      waits for %1 × %2")
                                                  .arg(step.signaturesNeeded)
                                                  .arg(step.role.isEmpty() ? tr("anybody") : step.role)
                                            : tr("      waits for somebody"));
    }
    if (!view.checkpoints.isEmpty())
        print(QStringLiteral("\n") + phaseName(Phase::Watch));
    for (const models::CheckpointView& checkpoint : view.checkpoints)
        printCheckpoint(checkpoint);
    for (const models::WitnessView& witness : view.witnesses)
        if (!witness.log.isEmpty())
            print(witness.summary.isEmpty()
                      ? tr("  the log %1 of %2 is kept").arg(witness.log, witness.host)
                      : tr("  the log %1 of %2: %3").arg(witness.log, witness.host, witness.summary));
        else
            print(witness.summary.isEmpty()
                      ? tr("  a witness keeps watch on %1, every %2")
                            .arg(witness.host, spokenDuration(witness.everyMs))
                      : tr("  the witness on %1 %2").arg(witness.host, witness.summary));
    if (!view.undo.isEmpty()) {
        print(tr("\nrolling back would run"));
        for (const models::UndoStepView& undo : view.undo)
            print(QStringLiteral("  %1  (%2)")
                      .arg(undo.command,
                           undo.hosts.isEmpty() ? tr("here") : undo.hosts.join(QStringLiteral(", "))));
    }
    if (view.wayBack.tookMs >= 0)
        print((view.wayBack.rehearsed ? tr("the way back took %1 when it was rehearsed on %2")
                                      : tr("the way back took %1 on %2"))
                  .arg(spokenDuration(view.wayBack.tookMs), view.wayBack.on));
    for (const QString& title : view.cannotUndo)
        print(tr("  stays: “%1” has no undo").arg(title));
}

void show(Session& session, const DeploymentId& id, const GitAnswer& tag) {
    const auto allowed = [&](const Action& action) { return session.desk().acts().allowed(action); };
    const auto view = models::releaseView({session.desk().project(),
                                           session.desk().history().world(),
                                           session.desk().parts().clock.now().utcMs,
                                           allowed,
                                           nullptr,
                                           {},
                                           {},
                                           tag},
                                          id);
    if (session.json())
        printJson(toJson(view));
    else
        printRelease(view, session.desk().parts().output.mostPerStream());
    session.finish(Done);
}

} // namespace

QString ShowCommand::summary() const {
    return tr("a deployment's checklist, verdicts, and what it waits for");
}

void ShowCommand::describe(QCommandLineParser& parser) const {
    parser.setApplicationDescription(
        tr("Shows the checklist of a deployment: every step with its verdict, hosts and sign-offs, what it "
           "waits for, and what rolling back would run."));
    parser.addPositionalArgument(QStringLiteral("DEP"),
                                 tr("dep-…, or an environment for its newest; else the newest of all."),
                                 QStringLiteral("[DEP]"));
    Session::describe(parser, true);
}

int ShowCommand::run(const QCommandLineParser& parser) {
    if (parser.positionalArguments().size() > 1) {
        complain(tr("one deployment at most: slipway show [DEP]"));
        return BadUsage;
    }
    Session session(parser);
    return session.run([&] {
        const Deployment* deployment = session.deployment(parser.positionalArguments().value(0));
        if (!deployment)
            return;
        const auto tag = engine::checkTag(session.desk().parts(), engine::tagQuestion(deployment->candidate),
                                          {tagWithin, {}}, &session.desk());
        base::deliver(tag, &session.desk(),
                      [&session, id = deployment->id](const base::Result<GitAnswer>& found) {
                          show(session, id,
                               found.ok() ? *found : GitAnswer{false, found.error().detail, found.error()});
                      });
    });
}

} // namespace slipway::cli
