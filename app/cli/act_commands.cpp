#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "app/cli/text.h"

#include <QCoreApplication>

namespace slipway::cli {

using namespace domain;

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("cli", text);
}

void finishWith(Session& session, const base::Future<void>& future, const QString& words) {
    base::deliver(future, &session, [&session, words](const base::Result<void>& done) {
        if (!done.ok()) {
            session.finish(done.error());
            return;
        }
        if (session.json())
            printJson({{QStringLiteral("v"), 1}, {QStringLiteral("done"), words}});
        else
            print(words);
        session.finish(Done);
    });
}

/// The step with this id, or with this title.
const Step* stepNamed(const Deployment& deployment, const QString& name) {
    for (const Step& step : deployment.plan.steps)
        if (step.id.text() == name || step.title.compare(name, Qt::CaseInsensitive) == 0)
            return &step;
    return nullptr;
}

} // namespace

QString SignCommand::summary() const {
    return tr("sign an item, an approval or a checkpoint");
}

void SignCommand::describe(QCommandLineParser& parser) const {
    parser.setApplicationDescription(
        tr("Signs ITEM of a deployment with the person's own SSH key, or answers an item that needs no "
           "signature. "
           "ITEM is the name in brackets that “slipway show” prints, or a checkpoint's hour (1h)."));
    parser.addPositionalArgument(QStringLiteral("DEP"), tr("dep-…, or an environment for its newest."));
    parser.addPositionalArgument(QStringLiteral("ITEM"), tr("What to sign."));
    parser.addOption({QStringLiteral("note"), tr("Kept with the signature; the reason where one is needed."),
                      QStringLiteral("TEXT")});
    parser.addOption(
        {QStringLiteral("no-go"), tr("Say no, with --note as the reason: the deployment stops.")});
    parser.addOption({QStringLiteral("failed"), tr("Answer an item: it failed.")});
    parser.addOption({QStringLiteral("not-applicable"), tr("Answer an item: it does not apply.")});
    Session::describe(parser, true);
    Session::describeActor(parser);
}

int SignCommand::run(const QCommandLineParser& parser) {
    if (parser.positionalArguments().size() != 2) {
        complain(tr("say what to sign: slipway sign DEP ITEM --as PERSON"));
        return BadUsage;
    }
    Session session(parser);
    session.acts();
    return session.run([&] {
        const Deployment* deployment = session.deployment(parser.positionalArguments().constFirst());
        if (!deployment)
            return;
        const QString item = parser.positionalArguments().at(1);
        const QString note = parser.value(QStringLiteral("note"));
        engine::Acts& acts = session.desk().acts();
        const QString who = acts.actor().name;
        if (const Step* step = stepNamed(*deployment, item)) {
            const Operation operation = step->asksPerson() ? step->operation({}) : Operation(WaitFor{});
            const auto* question = std::get_if<PersonQuestion>(&operation);
            if (question && question->role.isEmpty() && !question->fourEyes) {
                const Verdict verdict =
                    parser.isSet(QStringLiteral("failed")) || parser.isSet(QStringLiteral("no-go"))
                        ? Verdict::Failed
                    : parser.isSet(QStringLiteral("not-applicable")) ? Verdict::NotApplicable
                                                                     : Verdict::Passed;
                finishWith(session, acts.answer(deployment->id, step->id, verdict, note),
                           tr("“%1” answered by %2: %3").arg(step->title, who, verdictName(verdict)));
                return;
            }
            const bool go = !parser.isSet(QStringLiteral("no-go"));
            finishWith(session, acts.sign(deployment->id, step->id, note, go),
                       go ? tr("✓ “%1” signed by %2 with %3").arg(step->title, who, acts.actorKey())
                          : tr("✕ no-go for “%1” signed by %2").arg(step->title, who));
            return;
        }
        if (const auto after = base::parseDuration(item)) {
            finishWith(session, acts.signCheckpoint(deployment->id, *after, note),
                       tr("✓ checkpoint %1 signed by %2").arg(item, who));
            return;
        }
        QStringList items;
        for (const Step& step : deployment->plan.steps)
            if (step.asksPerson())
                items.append(step.id.text());
        complain(tr("%1 has no item “%2”. Known: %3.")
                     .arg(deployment->id.text(), item, items.join(QStringLiteral(", "))));
        session.finish(BadUsage);
    });
}

QString DecideCommand::summary() const {
    return tr("decide what happens to a deployment: retry, rollback, abandon, pause, resume, stop");
}

void DecideCommand::describe(QCommandLineParser& parser) const {
    parser.setApplicationDescription(
        tr("Records a decision. retry: the failed step is tried again by the next “deploy”. rollback: as "
           "“slipway rollback”, begun here and driven by it. "
           "abandon: ends a deployment that has not changed any host. pause, resume: nothing new starts. "
           "stop: ends the running step."));
    parser.addPositionalArgument(QStringLiteral("DEP"), tr("dep-…, or an environment for its newest."));
    parser.addPositionalArgument(QStringLiteral("DECISION"),
                                 QStringLiteral("retry | rollback | abandon | pause | resume | stop"));
    parser.addOption({QStringLiteral("reason"),
                      tr("Why; kept in the ledger. Needed for retry, rollback and abandon."),
                      QStringLiteral("TEXT")});
    Session::describe(parser, true);
    Session::describeActor(parser);
}

int DecideCommand::run(const QCommandLineParser& parser) {
    static const QStringList known{QStringLiteral("retry"),   QStringLiteral("rollback"),
                                   QStringLiteral("abandon"), QStringLiteral("pause"),
                                   QStringLiteral("resume"),  QStringLiteral("stop")};
    const QString decision = parser.positionalArguments().value(1);
    if (parser.positionalArguments().size() != 2 || !known.contains(decision)) {
        complain(tr("say what: slipway decide DEP %1").arg(known.join(QStringLiteral(" | "))));
        return BadUsage;
    }
    const QString reason = parser.value(QStringLiteral("reason")).trimmed();
    if (reason.isEmpty() && known.indexOf(decision) < 3) {
        complain(tr("%1 needs --reason TEXT").arg(decision));
        return BadUsage;
    }
    Session session(parser);
    session.acts();
    return session.run([&] {
        const Deployment* deployment = session.deployment(parser.positionalArguments().constFirst());
        if (!deployment)
            return;
        engine::Acts& acts = session.desk().acts();
        const DeploymentId id = deployment->id;
        const QString words = tr("%1: %2 recorded for %3").arg(id.text(), decision, acts.actor().name);
        if (decision == known[0])
            finishWith(session, acts.retry(id, reason), words);
        else if (const Deployment* target =
                     rollbackTarget(session.desk().history().world(), deployment->environment);
                 decision == known[1] && target && target->id != id)
            session.finish(
                base::Error{base::ErrorKind::Refused, id.text(),
                            tr("A rollback would undo %1, not %2.").arg(target->id.text(), id.text())});
        else if (decision == known[1])
            base::deliver(
                acts.rollback(deployment->environment, reason, true), &session,
                [&session, environment = deployment->environment](const base::Result<DeploymentId>& done) {
                    if (!done.ok()) {
                        session.finish(done.error());
                        return;
                    }
                    const QString opened = tr("%1 opened. Drive it with: slipway rollback %2")
                                               .arg(done->text(), environment.text());
                    if (session.json())
                        printJson({{QStringLiteral("v"), 1}, {QStringLiteral("done"), opened}});
                    else
                        print(opened);
                    session.finish(Done);
                });
        else if (decision == known[2])
            finishWith(session, acts.abandon(id, reason), words);
        else if (decision == known[3])
            finishWith(session, acts.pause(id, reason), words);
        else if (decision == known[4])
            finishWith(session, acts.resume(id), words);
        else {
            StepId running;
            for (const Attempt& attempt : deployment->attempts)
                if (attempt.verdict == Verdict::Running)
                    running = attempt.step;
            finishWith(session, acts.stopStep(id, running), words);
        }
    });
}

} // namespace slipway::cli
