#include "app/models/release_builder.h"

#include "app/domain/agenda.h"
#include "app/models/checkpoint_views.h"
#include "app/models/rollout_builder.h"

#include <QCoreApplication>

namespace slipway::models {

using namespace domain;

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("release", text);
}

QString took(qint64 ms) {
    return ms < 10'000 ? tr("%1 s").arg(static_cast<double>(ms) / 1000.0, 0, 'f', 1) : spokenDuration(ms);
}

const PersonQuestion* personQuestion(const Operation& operation) {
    return std::get_if<PersonQuestion>(&operation);
}

/// "ssh · 2 hosts", "2 sign-offs", "http".
QString plannedSummary(const Step& step, const Operation& operation) {
    if (const auto* question = personQuestion(operation)) {
        if (!question->isSigned())
            return tr("manual");
        return question->signatures > 1 ? tr("%1 sign-offs").arg(question->signatures) : tr("sign-off");
    }
    if (std::holds_alternative<RemoteCommand>(operation) && step.hosts.isEmpty())
        return tr("here");
    if (std::holds_alternative<RemoteCommand>(operation))
        return step.hosts.size() == 1 ? QStringLiteral("ssh") : tr("ssh · %1 hosts").arg(step.hosts.size());
    if (const auto* wait = std::get_if<WaitFor>(&operation))
        return tr("wait %1").arg(spokenDuration(wait->duration.count()));
    return stepKind(step.kind)->doing(step.params).kind->key();
}

/// What a command does whose text is Slipway's own.
QString fixedText(const Step& step, const RemoteCommand& command) {
    QString text = expand(stepKind(step.kind)->defaultTitle(step.params), command.variables);
    if (step.params.contains(QStringLiteral("back")))
        text = step.title;
    const QString digest = command.variables.value(artifactDigest);
    if (command.artifact && !command.artifact->commit.isEmpty())
        text += u'\n' + tr("%1 of commit %2").arg(command.artifact->path, command.artifact->commit.left(7));
    if (command.artifact && !digest.isEmpty())
        text += u'\n' + tr("SHA-256 %1, %2 bytes").arg(digest, command.variables.value(artifactBytes));
    return text;
}

QString runsText(const Step& step, const Operation& operation) {
    if (const auto* command = std::get_if<RemoteCommand>(&operation)) {
        QString text = command->isFixed ? fixedText(step, *command) : command->script;
        if (!command->matches.isEmpty())
            text += u'\n' + tr("its output matches %1").arg(command->matches);
        if (!command->number.isEmpty())
            text += u'\n' + tr("the last number of its output is %1").arg(command->number);
        return text;
    }
    if (const auto* http = std::get_if<HttpQuestion>(&operation)) {
        QStringList expected{QString::number(http->expectStatus)};
        for (auto it = http->json.begin(); it != http->json.end(); ++it)
            expected.append(QStringLiteral("%1 = %2").arg(it.key(), it.value()));
        return QStringLiteral("%1 %2\n%3")
            .arg(http->method, http->url, tr("expects %1").arg(expected.join(QStringLiteral(", "))));
    }
    if (const auto* git = std::get_if<GitQuestion>(&operation)) {
        switch (git->check) {
        case GitCheck::TagAnnotated:
            return tr("%1 is an annotated tag").arg(git->version);
        case GitCheck::WorktreeClean:
            return tr("nothing uncommitted in the workspace");
        case GitCheck::TagOnCommit:
            return tr("%1 still names %2").arg(git->version, git->commit.left(7));
        case GitCheck::CreateTag:
            return tr("annotated tag %1 on %2").arg(git->version, git->commit.left(7));
        case GitCheck::PushTag:
            return tr("tag %1 to %2, unless it has another one").arg(git->version, git->remote);
        case GitCheck::TagSigned:
            return tr("%1 is signed by somebody of slipway.yaml").arg(git->version);
        case GitCheck::FileHolds:
            return git->matches.isEmpty() ? tr("%1 is in the commit").arg(git->path)
                                          : tr("%1 matches %2").arg(git->path, git->matches);
        }
    }
    if (const auto* ci = std::get_if<CiQuestion>(&operation)) {
        const QString of = ci->repository.isEmpty() ? tr("the remote origin's") : ci->repository;
        return ci->checks.isEmpty()
                   ? tr("%1 · %2\nall checks of %3 have passed").arg(ci->forge, of, ci->commit.left(7))
                   : tr("%1 · %2\n%3 have passed for %4")
                         .arg(ci->forge, of, ci->checks.join(QStringLiteral(", ")), ci->commit.left(7));
    }
    if (const auto* question = personQuestion(operation))
        return question->statement;
    if (const auto* wait = std::get_if<WaitFor>(&operation))
        return spokenDuration(wait->duration.count());
    if (const auto* health = std::get_if<HealthQuestion>(&operation))
        return tr("its probes are observed healthy for %1 without a break")
            .arg(spokenDuration(health->duration.count()));
    return {};
}

QString limitsText(const Plan& plan, const Step& step, const Operation& operation) {
    const QString hosts = hostLimitText(plan, step);
    const QString more = hosts.isEmpty() ? QString() : QStringLiteral(" · ") + hosts;
    if (const auto* command = std::get_if<RemoteCommand>(&operation))
        return tr("timeout %1").arg(spokenDuration(command->timeout.count())) + more;
    if (const auto* health = std::get_if<HealthQuestion>(&operation))
        return tr("waited for at most %1").arg(spokenDuration(health->timeout.count())) + more;
    if (const auto* ci = std::get_if<CiQuestion>(&operation); ci && ci->within.count() > 0)
        return tr("waited for at most %1").arg(spokenDuration(ci->within.count())) + more;
    if (const auto* http = std::get_if<HttpQuestion>(&operation)) {
        QString text = tr("timeout %1").arg(spokenDuration(http->timeout.count()));
        if (http->within.count() > 0)
            text += tr(" · tried for %1").arg(spokenDuration(http->within.count()));
        return text + more;
    }
    return {};
}

/// How a step is taken back, in words; empty when nothing is said.
QString undoText(const Step& step) {
    const Undo undo = step.undo();
    switch (undo.how) {
    case Undo::How::None:
        return {};
    case Undo::How::Step:
    case Undo::How::Back:
        return undo.words;
    case Undo::How::Redeploy:
        return tr("the same with %1").arg(step.variables.value(QStringLiteral("SLIPWAY_PREVIOUS")));
    case Undo::How::Impossible:
        return tr("impossible: %1").arg(undo.words);
    }
    Q_UNREACHABLE();
}

StepView baseView(const Plan& plan, const Step& step) {
    StepView view;
    const HostName first = step.hosts.isEmpty() ? HostName() : step.hosts.first();
    const Operation operation = step.operation(first);
    view.id = step.id.text();
    view.title = step.title;
    view.kind = step.kind;
    view.doneBy = stepKind(step.kind)->doing(step.params).kind->key();
    view.why = step.why;
    view.phase = step.phase;
    view.summary = plannedSummary(step, operation);
    view.runs = runsText(step, operation);
    view.undo = undoText(step);
    view.limits = limitsText(plan, step, operation);
    if (std::holds_alternative<RemoteCommand>(operation))
        for (auto it = step.variables.begin(); it != step.variables.end(); ++it)
            view.variables.append({it.key(), it.value()});
    view.asksPerson = step.asksPerson();
    if (const auto* question = personQuestion(operation)) {
        view.role = question->role;
        view.signaturesNeeded = question->isSigned() ? question->signatures : 0;
        view.fourEyes = question->fourEyes;
        view.authors = question->noAuthor ? question->authors : QStringList();
    }
    return view;
}

SignatureView signatureView(const Deployment& deployment, const SignOff& signOff,
                            const PersonQuestion& asked) {
    return {
        signOff.person.text(),
        signOff.role,
        signOff.note,
        signOff.keyFingerprint,
        signOff.atMs,
        signOff.fingerprint == deployment.fingerprint &&
            !(asked.fourEyes && (signOff.person.text() == deployment.startedBy || signOff.selfApproved)) &&
            asked.strangers.isEmpty() && !asked.authors.contains(signOff.person.text()),
        signOff.selfApproved,
        !signOff.go,
        false,
        signOff.untilMs};
}

SignatureView endedView(const Deployment& deployment, const EndedSignOff& ended) {
    SignatureView view = signatureView(deployment, ended.signOff, {});
    view.counts = false;
    view.ended = ended.isExpired ? SignatureView::Ended::Expired : SignatureView::Ended::TakenBack;
    view.note = ended.reason;
    view.atMs = ended.atMs;
    return view;
}

Offer offer(const Ruling& ruling) {
    return {ruling.allowed, ruling.why};
}

void fillHosts(StepView& view, const Deployment& deployment, const Step& step, const engine::Driver* driver) {
    qint64 started = 0;
    qint64 ended = 0;
    for (const HostName& host : step.places()) {
        HostRunView run;
        run.host = host.text();
        if (const Attempt* attempt = deployment.attempt(step.id, host)) {
            run.attempt = attempt->id.text();
            run.verdict = attempt->verdict;
            run.summary = attempt->summary;
            run.startedAtMs = attempt->intentAtMs;
            run.endedAtMs = attempt->endedAtMs;
            run.leftOutBytes = attempt->leftOutBytes;
            if (!started || attempt->intentAtMs < started)
                started = attempt->intentAtMs;
            ended = qMax(ended, attempt->endedAtMs);
            if (driver) {
                const auto connection = driver->connection(attempt->id);
                run.lostAtMs = connection.lostAtMs;
                run.reconnectedAtMs = connection.reconnectedAtMs;
                run.heardAtMs = connection.heardAtMs;
                run.sentBytes = connection.sentBytes;
                run.bytesToSend = connection.bytesToSend;
                run.connectionLost =
                    connection.lostAtMs > connection.reconnectedAtMs && attempt->verdict == Verdict::Running;
            }
        }
        view.hosts.append(run);
    }
    QStringList waivedBy;
    for (const Waiver& waiver : deployment.waivers)
        if (waiver.step == step.id && !waivedBy.contains(waiver.person.text()))
            waivedBy.append(waiver.person.text());
    if (view.verdict == Verdict::Waived)
        view.summary = tr("waived · %1").arg(waivedBy.join(QStringLiteral(", ")));
    else if (isComplete(view.verdict) && started && ended)
        view.summary = QStringLiteral("%1 · %2").arg(view.summary, took(ended - started));
}

/// What a person said of an item.
QList<SignatureView> answerViews(const Deployment& deployment, const Step& step) {
    const auto answer = deployment.answers.constFind(step.id);
    if (answer == deployment.answers.constEnd())
        return {};
    SignatureView given;
    given.person = answer->person.text();
    given.note = answer->note;
    given.atMs = answer->atMs;
    given.waived = answer->verdict == Verdict::Waived;
    return {given};
}

StepView stepView(const ReleaseInput& input, const Deployment& deployment, const Step& step,
                  const Step* current) {
    StepView view = baseView(deployment.plan, step);
    view.verdict = deployment.verdict(step);
    if (view.verdict == Verdict::Waiting && current == &step && deployment.isOpen())
        view.verdict = Verdict::Ready;
    if (view.asksPerson) {
        for (const SignOff& signOff : deployment.signatures.value(step.id))
            view.signatures.append(
                signatureView(deployment, signOff, step.question().value_or(PersonQuestion())));
        for (const EndedSignOff& ended : deployment.endedSignOffs)
            if (ended.step == step.id)
                view.endedSignatures.append(endedView(deployment, ended));
        view.takeBack = offer(input.allowed(TakeBack{deployment.id, step.id, QStringLiteral("-")}));
        view.signatures += answerViews(deployment, step);
        if (!view.signatures.isEmpty())
            view.summary = view.signatures.last().waived
                               ? tr("waived · %1").arg(view.signatures.last().person)
                               : view.signatures.last().person;
        if (view.signaturesNeeded > 0) {
            const Environment* environment = input.project.environment(deployment.environment);
            if (input.project.solo() && environment && environment->tier == Tier::Production)
                view.toType = environment->name.text();
            view.sign = offer(input.allowed(SignStep{deployment.id, step.id, input.nowMs}));
        } else
            view.answer = offer(input.allowed(AnswerItem{deployment.id, step.id}));
    } else {
        fillHosts(view, deployment, step, input.driver);
        view.signatures = answerViews(deployment, step);
        if (step.isChecked())
            view.answer = offer(input.allowed(AnswerItem{deployment.id, step.id}));
        view.stop = offer(input.allowed(StopStep{deployment.id, step.id}));
        if (view.verdict == Verdict::Running && step.kind == QStringLiteral("wait") &&
            !view.hosts.isEmpty()) {
            const Operation operation = step.operation({});
            if (const auto* wait = std::get_if<WaitFor>(&operation))
                view.waitUntilMs = view.hosts.first().startedAtMs + wait->duration.count();
        }
    }
    if (current && current != &step && !isComplete(view.verdict))
        view.waitsAfter = current->title;
    return view;
}

QList<PhaseView> phaseViews(const QList<StepView>& steps, const QList<CheckpointView>& checkpoints,
                            bool watched) {
    QList<PhaseView> phases;
    for (const Phase phase : {Phase::PreDeploy, Phase::Deploy, Phase::PostDeploy}) {
        PhaseView view{phase};
        for (const StepView& step : steps) {
            if (step.phase != phase)
                continue;
            ++view.all;
            view.waived += step.verdict == Verdict::Waived ? 1 : 0;
            if (isComplete(step.verdict))
                ++view.done;
            else if (step.verdict != Verdict::Waiting)
                view.verdict = step.verdict;
        }
        if (view.all && view.done == view.all)
            view.verdict = view.waived ? Verdict::Waived : Verdict::Passed;
        else if (view.done && view.verdict == Verdict::Waiting)
            view.verdict = Verdict::Running;
        phases.append(view);
    }
    if (watched) {
        PhaseView view{Phase::Watch, 0, static_cast<int>(checkpoints.size())};
        for (const CheckpointView& checkpoint : checkpoints)
            view.done += checkpoint.signedAtMs ? 1 : 0;
        if (view.all && view.done == view.all)
            view.verdict = Verdict::Passed;
        phases.append(view);
    }
    return phases;
}

FailureView failureView(const ReleaseInput& input, const Deployment& deployment) {
    FailureView view;
    const Next todo = next(deployment);
    if (todo.what != Next::What::Decide)
        return view;
    const Step& step = *deployment.plan.step(todo.step);
    view.step = step.id.text();
    view.stepTitle = step.title;
    view.host = todo.host.text();
    if (const Attempt* attempt = deployment.attempt(todo.step, todo.host)) {
        view.summary = attempt->summary;
        view.interrupted = attempt->verdict == Verdict::Interrupted;
    } else
        for (const SignOff& signOff : deployment.signatures.value(step.id))
            if (!signOff.go)
                view.summary = tr("no-go by %1: %2").arg(signOff.person.text(), signOff.note);
    for (const HostName& host : step.hosts)
        if (isComplete(deployment.hostVerdict(step, host)))
            view.finishedHosts.append(host.text());
    view.lastLines = input.failureLines;
    if (step.isChecked())
        view.answer = offer(input.allowed(AnswerItem{deployment.id, step.id}));
    view.inconclusive = deployment.hostVerdict(step, todo.host) == Verdict::Inconclusive;
    view.retry = offer(input.allowed(RetryFailed{deployment.id}));
    view.rollback =
        offer(input.allowed(RollBack{deployment.environment, QStringLiteral("-"), deployment.id}));
    // With a reason in place the rules say what else would close it.
    const QString reason = QStringLiteral("-");
    view.exclude = todo.host.isEmpty() ? Offer{false, tr("This step does not run on a host")}
                                       : offer(input.allowed(ExcludeHost{deployment.id, todo.host, reason}));
    view.waive = offer(input.allowed(WaiveStep{deployment.id, todo.step, todo.host, reason}));
    for (const Attempt* attempt : troubled(deployment))
        if (!attempt->host.isEmpty() && !view.failedHosts.contains(attempt->host.text()))
            view.failedHosts.append(attempt->host.text());
    view.later = {true, {}};
    view.ifFails = step.ifFails;
    QStringList hosts;
    for (const auto& [id, touched] : deployment.toUndo())
        for (const HostName& host : touched)
            if (!hosts.contains(host.text()))
                hosts.append(host.text());
    if (!hosts.isEmpty())
        view.rollbackWords =
            deployment.previous.isNone()
                ? tr("undoes what was done on %1").arg(hosts.join(QStringLiteral(", ")))
                : tr("%1 again on %2").arg(deployment.previous.version, hosts.join(QStringLiteral(", ")));
    return view;
}

LockView lockView(const ReleaseInput& input, const Deployment& deployment) {
    LockView view;
    view.heldSinceMs = deployment.lock.takenAtMs;
    view.isLost = deployment.lock.isLost;
    if (const auto& holder = deployment.lock.holder; holder && deployment.isOpen()) {
        view.holder = holder->who;
        view.holderOwner = holder->owner;
        view.holderReason = holder->reason;
        view.holderHost = holder->host.text();
        view.holderSinceMs = holder->sinceMs;
        view.holderSilentMs = holder->silentMs;
        view.holderRunning = holder->running;
        view.takeOver = offer(input.allowed(TakeOverLock{deployment.id, QStringLiteral("-")}));
    }
    return view;
}

QString rehearsedText(const Deployment& deployment) {
    return tr("there and back in %1").arg(took(tookMs(deployment)));
}

QString stateDetail(const Deployment& deployment) {
    if (releaseState(deployment) == ReleaseState::Rehearsed)
        return rehearsedText(deployment);
    if (!deployment.planChange.isEmpty() && deployment.isOpen())
        return deployment.planChange;
    if (deployment.paused && deployment.isOpen())
        return deployment.pauseReason;
    return waitsFor(deployment);
}

} // namespace

namespace {
/// Another desk holds the environment, and this deployment's next step would change it.
bool waitsForLock(const Deployment& deployment) {
    return deployment.lock.holder && !deployment.lock.isLost && !deployment.lock.takeOver &&
           next(deployment).what == Next::What::Start;
}
} // namespace

namespace {
/// Nothing runs, and only a freeze keeps the rest from beginning.
bool isFrozen(const Deployment& deployment) {
    return deployment.freeze && !deployment.isHeld() && next(deployment).what == Next::What::Hold;
}
} // namespace

qint64 tookMs(const Deployment& deployment) {
    qint64 began = 0;
    qint64 ended = 0;
    for (const Attempt& attempt : deployment.attempts) {
        began = began ? qMin(began, attempt.intentAtMs) : attempt.intentAtMs;
        ended = qMax(ended, attempt.endedAtMs);
    }
    return qMax<qint64>(0, ended - began);
}

QString waitsFor(const Deployment& deployment) {
    const Next todo = next(deployment);
    if (const auto& holder = deployment.lock.holder; holder && waitsForLock(deployment))
        return tr("waits for %1, who holds %2 (%3)")
            .arg(holder->who, deployment.environment.text(), holder->reason);
    if (const auto& holder = deployment.lock.holder; holder && deployment.lock.isLost && deployment.isOpen())
        return tr("%1 took %2 over (%3)").arg(holder->who, deployment.environment.text(), holder->reason);
    if (isFrozen(deployment))
        return deployment.freeze->words;
    const Step* step = deployment.plan.step(todo.step);
    if (!step)
        return {};
    if (todo.what == Next::What::Decide)
        return tr("waits for a decision: “%1”").arg(step->title);
    if (todo.what != Next::What::Ask)
        return {};
    const Operation operation = step->operation({});
    const auto* question = personQuestion(operation);
    if (!question || question->role.isEmpty())
        return tr("waits for somebody: “%1”").arg(step->title);
    const int missing = question->signatures - deployment.countedSignatures(*step);
    return missing > 1 ? tr("waits for %1 × %2: “%3”").arg(missing).arg(question->role, step->title)
                       : tr("waits for %1: “%2”").arg(question->role, step->title);
}

WaitView waitView(const QList<InboxItem>& items, const Deployment& deployment) {
    if (deployment.isOpen())
        for (const InboxItem& item : items)
            if (item.deployment == deployment.id)
                return {item.people, item.sinceMs};
    return {};
}

namespace {
ReleaseState ended(DeploymentKind kind) {
    switch (kind) {
    case DeploymentKind::Deploy:
        return ReleaseState::Successful;
    case DeploymentKind::Rollback:
        return ReleaseState::RollbackDone;
    case DeploymentKind::Rehearsal:
        return ReleaseState::Rehearsed;
    }
    Q_UNREACHABLE();
}
} // namespace

ReleaseState releaseState(const Deployment& deployment) {
    using Result = Deployment::Result;
    switch (deployment.result) {
    case Result::RolledBack:
        return ReleaseState::RolledBack;
    case Result::Abandoned:
        return ReleaseState::Abandoned;
    case Result::Successful:
    case Result::Superseded:
        return ended(deployment.kind);
    case Result::None:
        break;
    }
    if (deployment.liveAtMs)
        return ReleaseState::Live;
    const Next todo = next(deployment);
    switch (todo.what) {
    case Next::What::FixPlan:
        return ReleaseState::Preparing;
    case Next::What::Start:
        return waitsForLock(deployment) ? ReleaseState::WaitsForLock : ReleaseState::Running;
    case Next::What::GoLive:
        return ReleaseState::Running;
    case Next::What::Await: {
        const Step* step = deployment.plan.step(todo.step);
        return step && step->kind == QStringLiteral("wait") ? ReleaseState::WaitsForTime
                                                            : ReleaseState::Running;
    }
    case Next::What::Ask:
        return ReleaseState::WaitsForPerson;
    case Next::What::Decide: {
        const Attempt* attempt = deployment.attempt(todo.step, todo.host);
        return attempt && attempt->verdict == Verdict::Interrupted ? ReleaseState::Interrupted
                                                                   : ReleaseState::Failed;
    }
    case Next::What::Hold:
        if (deployment.rollbackDecided)
            return ReleaseState::Failed;
        if (deployment.lock.isLost)
            return ReleaseState::WaitsForLock;
        if (!deployment.planChange.isEmpty())
            return ReleaseState::Stale;
        return deployment.paused ? ReleaseState::Paused : ReleaseState::WaitsForTime;
    case Next::What::Over:
        return ReleaseState::Live;
    }
    Q_UNREACHABLE();
}

QList<StepView> plannedSteps(const Plan& plan) {
    QList<StepView> views;
    for (const Step& step : plan.steps)
        views.append(baseView(plan, step));
    return views;
}

QList<UndoStepView> undoSteps(const Plan& plan, const QList<QPair<StepId, QList<HostName>>>& touched) {
    QList<UndoStepView> views;
    for (auto it = touched.crbegin(); it != touched.crend(); ++it) {
        const Step* step = plan.step(it->first);
        if (!step || !step->undo().isOpen())
            continue;
        UndoStepView view{step->title, undoText(*step), {}};
        for (auto host = it->second.crbegin(); host != it->second.crend(); ++host)
            view.hosts.append(host->text());
        views.append(view);
    }
    return views;
}

QStringList withoutUndo(const Plan& plan, const QList<QPair<StepId, QList<HostName>>>& touched) {
    QStringList titles;
    for (const auto& [id, hosts] : touched)
        if (const Step* step = plan.step(id); step && !step->undo().isOpen())
            titles.append(step->undo().words.isEmpty() ? step->title
                                                       : tr("%1 (%2)").arg(step->title, step->undo().words));
    return titles;
}

GateView gateView(const Gate& gate) {
    GateView view{gate.title, gate.detail, gate.met, gate.timeWillMeet, gate.soon};
    view.id = gate.id;
    view.isWaived = !gate.met && gate.isPassed();
    view.waiverWords = gate.waiverWords;
    view.unsignedWaiver = gate.unsignedWaiver;
    return view;
}

PromotionView promotionView(const Project& project, const engine::Preview& found,
                            const EnvironmentName& name) {
    PromotionView view;
    view.version = found.candidate.version;
    view.commit = found.candidate.commit;
    view.environment = name.text();
    view.previousVersion = found.previous.version;
    if (const Environment* environment = project.environment(name))
        view.tier = environment->tier;
    for (const Gate& gate : found.gates) {
        GateView shown = gateView(gate);
        if (const auto ruling = found.waive.constFind(gate.id); ruling != found.waive.constEnd()) {
            shown.offer = offer(*ruling);
            shown.act = !gate.unsignedWaiver.isEmpty()         ? GateView::Act::Countersign
                        : gate.id == QStringLiteral("not-bad") ? GateView::Act::ClearBad
                        : gate.id == QStringLiteral("policy")  ? GateView::Act::AcceptPolicy
                                                               : GateView::Act::Waive;
        }
        view.gates.append(shown);
    }
    view.offersEmergency = found.offersEmergency;
    view.emergency = offer(found.emergency);
    view.start = {found.start.allowed, found.start.why};
    view.steps = plannedSteps(found.plan);
    QList<QPair<StepId, QList<HostName>>> all;
    for (const Step& step : found.plan.steps)
        if (step.changesHosts())
            all.append({step.id, step.hosts});
    view.undo = undoSteps(found.plan, all);
    view.cannotUndo = withoutUndo(found.plan, all);
    view.guard = guardText(found.plan);
    if (found.commitsKnown) {
        view.commits = found.commits.ahead;
        view.authors = found.commits.authors;
        for (const ports::Commit& commit : found.commits.commits.mid(0, 20))
            view.commitSummaries.append(commit.summary);
    }
    return view;
}

DeploymentLine deploymentLine(const Project& project, const Deployment& deployment) {
    DeploymentLine line;
    line.deployment = deployment.id.text();
    line.environment = deployment.environment.text();
    line.version = deployment.candidate.version;
    line.kind = kindName(deployment.kind);
    line.startedBy = deployment.startedBy;
    line.startedAtMs = deployment.startedAtMs;
    line.liveAtMs = deployment.liveAtMs;
    line.state = releaseState(deployment);
    line.detail = line.state == ReleaseState::Rehearsed ? rehearsedText(deployment) : waitsFor(deployment);
    if (line.detail.isEmpty() && !deployment.endedBy.isEmpty())
        line.detail = deployment.result == Deployment::Result::RolledBack
                          ? tr("by %1").arg(deployment.endedBy.text())
                          : tr("then %1").arg(deployment.endedBy.text());
    if (const Environment* environment = project.environment(deployment.environment))
        line.tier = environment->tier;
    line.waivers = static_cast<int>(deployment.waivers.size());
    for (const auto& signatures : deployment.signatures)
        for (const SignOff& signOff : signatures)
            line.selfApproved += signOff.selfApproved && signOff.go ? 1 : 0;
    line.endedAtMs = deployment.endedAtMs;
    line.commit = deployment.candidate.commit;
    line.reason = deployment.emergency.isEmpty() ? deployment.reason : deployment.emergency;
    line.isEmergency = !deployment.emergency.isEmpty();
    line.needsReview = deployment.needsReview();
    return line;
}

QList<EvidenceView> evidenceViews(const Deployment& deployment) {
    QList<EvidenceView> views;
    for (const Step& step : deployment.plan.steps) {
        if (step.asksPerson()) {
            const Verdict verdict = deployment.verdict(step);
            if (!isComplete(verdict))
                continue;
            const auto signatures = deployment.signatures.value(step.id);
            const auto answer = deployment.answers.constFind(step.id);
            QStringList people;
            for (const SignOff& signOff : signatures)
                people.append(signOff.person.text());
            if (answer != deployment.answers.constEnd())
                people.append(answer->person.text());
            views.append(
                {step.id.text(), step.title, {}, verdict, people.join(QStringLiteral(", ")), {}, false});
            continue;
        }
        for (const HostName& host : step.places()) {
            const Attempt* attempt = deployment.attempt(step.id, host);
            if (!attempt || attempt->verdict == Verdict::Running)
                continue;
            const bool hasOutput = attempt->outBytes > 0;
            views.append({step.id.text(), step.title, host.text(), deployment.hostVerdict(step, host),
                          attempt->summary,
                          hasOutput ? attempt->outDigest : QString::fromLatin1(attempt->outcomeHash),
                          hasOutput});
        }
    }
    return views;
}

QStringList contactWords(const Project& project, const EnvironmentName& environment) {
    QStringList words;
    for (const Contact& contact : project.contacts)
        if (contact.only.isEmpty() || contact.only.contains(environment))
            words.append(tr("%1: %2").arg(contact.name, contact.reach));
    return words;
}

ReleaseView releaseView(const ReleaseInput& input, const DeploymentId& id) {
    ReleaseView view;
    const Deployment* found = input.world.deployment(id);
    if (!found)
        return view;
    const Deployment& deployment = *found;
    view.deployment = id.text();
    view.environment = deployment.environment.text();
    view.version = deployment.candidate.version;
    view.commit = deployment.candidate.commit;
    view.previousVersion = deployment.previous.version;
    view.fingerprint = deployment.fingerprint;
    view.startedBy = deployment.startedBy;
    view.kind = kindName(deployment.kind);
    view.undoes = deployment.undoes.text();
    if (const Environment* environment = input.project.environment(deployment.environment))
        view.tier = environment->tier;
    view.startedAtMs = deployment.startedAtMs;
    view.liveAtMs = deployment.liveAtMs;
    view.endedAtMs = deployment.endedAtMs;
    view.state = releaseState(deployment);
    view.stateDetail = stateDetail(deployment);
    if (input.driver && deployment.isOpen())
        view.problem = input.driver->problem();
    view.waits = waitView(inboxOf(input.project, input.world, deployment, input.nowMs), deployment);
    if (isFrozen(deployment))
        view.freeze = deployment.freeze->words;
    view.drivenElsewhere = input.driver && input.driver->state() == engine::Driver::State::DrivenElsewhere;
    view.drivenHere =
        input.driver && !view.drivenElsewhere && input.driver->state() != engine::Driver::State::Over;

    const Step* current = deployment.planFixed ? currentStep(deployment) : nullptr;
    for (const Step& step : deployment.plan.steps)
        view.steps.append(stepView(input, deployment, step, current));
    view.checkpoints = checkpointViews(input, deployment);
    view.phases = phaseViews(view.steps, view.checkpoints, !deployment.checkpoints.isEmpty());
    if (current)
        view.currentStep = current->id.text();
    for (const StepView& step : view.steps)
        if (step.asksPerson && !isComplete(step.verdict) && view.nextSignOff.isEmpty())
            view.nextSignOff = step.id;
    view.failure = failureView(input, deployment);
    view.contacts = contactWords(input.project, deployment.environment);
    // A rollback is not undone again, so what it runs needs no undo.
    const auto touched =
        deployment.kind == DeploymentKind::Rollback ? decltype(deployment.toUndo()){} : deployment.toUndo();
    view.undo = undoSteps(deployment.plan, touched);
    view.cannotUndo = withoutUndo(deployment.plan, touched);
    view.rollback = offer(input.allowed(RollBack{deployment.environment, QStringLiteral("-"), id}));
    view.pause = offer(input.allowed(Pause{id}));
    view.resume = offer(input.allowed(Resume{id}));
    view.abandon = offer(input.allowed(Abandon{id}));
    view.paused = deployment.paused;
    view.lock = lockView(input, deployment);
    if (deployment.isOpen()) {
        view.changed = deployment.planChange;
        view.changes = deployment.changes;
    }
    view.matrix = matrixView(deployment);
    view.waivers = waiverViews(deployment);
    if (const Environment* environment = input.project.environment(deployment.environment))
        view.strategy = strategyText(*environment, deployment.plan);
    view.guard = guardText(deployment.plan);
    for (const Witness& witness : deployment.witnesses)
        view.witnesses.append({witness.host.text(), witness.log, witness.every.count(), witness.summary});
    view.wayBack = wayBackView(input.project, input.world, deployment.environment);
    if (view.state == ReleaseState::Rehearsed)
        view.rehearsedMs = qMax<qint64>(1, tookMs(deployment));
    if (input.commits) {
        view.commits = input.commits->ahead;
        view.authors = input.commits->authors;
        for (const ports::Commit& commit : input.commits->commits.mid(0, 20))
            view.commitSummaries.append(commit.summary);
    }
    if (const BadRelease* bad = input.world.isBad(deployment.candidate.commit))
        view.badReason = bad->reason;
    view.evidence = deployment.evidence();
    view.evidenceItems = evidenceViews(deployment);
    view.evidenceDigest = deployment.evidenceDigest();
    if (input.tag)
        view.tag = {input.tag->holds ? TagView::State::Verified : TagView::State::NotVerified,
                    input.tag->detail};
    view.emergency = deployment.emergency;
    view.needsReview = deployment.needsReview() && !deployment.isOpen();
    view.review = offer(input.allowed(Review{id, QStringLiteral("-"), input.nowMs}));
    if (deployment.review) {
        view.reviewedBy = deployment.review->person.text();
        view.reviewNote = deployment.review->note;
    }
    return view;
}

} // namespace slipway::models
