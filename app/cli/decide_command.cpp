#include "app/cli/acting.h"
#include "app/cli/commands.h"
#include "app/cli/text.h"

#include <QCoreApplication>

namespace slipway::cli {

using namespace domain;

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("cli", text);
}

struct Word {
    const char* text;
    bool needsReason;
};
constexpr Word words[] = {{"retry", true},   {"exclude", true},   {"waive", true},  {"rollback", true},
                          {"abandon", true}, {"take-over", true}, {"pause", false}, {"resume", false},
                          {"stop", false},   {"extend", true}};

QStringList wordList() {
    QStringList list;
    for (const Word& word : words)
        list += QString::fromLatin1(word.text);
    return list;
}

/// One decision about one deployment, in an open session.
class Deciding {
public:
    Deciding(Session& session, const QCommandLineParser& parser, const Deployment& deployment)
        : m_session(session)
        , m_deployment(deployment)
        , m_id(deployment.id)
        , m_decision(parser.positionalArguments().at(1))
        , m_reason(parser.value(QStringLiteral("reason")).trimmed())
        , m_host(parser.value(QStringLiteral("host")))
        , m_step(parser.value(QStringLiteral("step")))
        , m_checkpoint(base::parseDuration(parser.value(QStringLiteral("checkpoint"))))
        , m_for(base::parseDuration(parser.value(QStringLiteral("for")))) {}

    void record() {
        engine::Acts& acts = m_session.desk().acts();
        const auto is = [this](const char* word) { return m_decision == QLatin1StringView(word); };
        if (is("retry"))
            finish(acts.retry(m_id, m_reason));
        else if (is("exclude"))
            finish(acts.exclude(m_id, host(), m_reason));
        else if (is("waive") && m_checkpoint)
            finish(acts.waiveCheckpoint(m_id, *m_checkpoint, m_reason));
        else if (is("extend"))
            finish(acts.extendCheckpoint(m_id, *m_checkpoint, *m_for, m_reason));
        else if (is("waive"))
            finish(acts.waive(m_id, step(), m_host.isEmpty() ? next(m_deployment).host : host(), m_reason));
        else if (is("rollback"))
            rollBack();
        else if (is("abandon"))
            finish(acts.abandon(m_id, m_reason));
        else if (is("take-over"))
            finish(acts.takeOver(m_id, m_reason));
        else if (is("pause"))
            finish(acts.pause(m_id, m_reason));
        else if (is("resume"))
            finish(acts.resume(m_id));
        else
            finish(acts.stopStep(m_id, step()));
    }

private:
    void finish(const base::Future<void>& future) {
        finishWith(
            m_session, future,
            tr("%1: %2 recorded for %3").arg(m_id.text(), m_decision, m_session.desk().acts().actor().name));
    }
    /// What was named, else what the deployment stands at.
    HostName host() const { return m_host.isEmpty() ? next(m_deployment).host : HostName(m_host); }
    StepId step() const {
        if (const Step* named = m_step.isEmpty() ? nullptr : stepNamed(m_deployment, m_step))
            return named->id;
        return m_step.isEmpty() ? next(m_deployment).step : StepId(m_step);
    }
    void rollBack() {
        base::deliver(m_session.desk().acts().rollback(m_deployment.environment, m_reason, true, m_id),
                      &m_session,
                      [&session = m_session,
                       environment = m_deployment.environment](const base::Result<DeploymentId>& done) {
                          if (done.ok())
                              finishDone(session, tr("%1 opened. Drive it with: slipway rollback %2")
                                                      .arg(done->text(), environment.text()));
                          else
                              session.finish(done.error());
                      });
    }

    Session& m_session;
    const Deployment& m_deployment;
    DeploymentId m_id;
    QString m_decision, m_reason, m_host, m_step;
    std::optional<base::Milliseconds> m_checkpoint, m_for;
};

} // namespace

QString DecideCommand::summary() const {
    return tr("decide what happens to a deployment: retry, exclude, waive, rollback, …");
}

void DecideCommand::describe(QCommandLineParser& parser) const {
    parser.setApplicationDescription(
        tr("Records a decision; the next “deploy” goes on with it. retry: what failed is tried again, on the "
           "failed hosts only. exclude: goes on without the failed host. waive: goes on without the failed "
           "step; neither is offered where the step is required. rollback: as “slipway rollback”, begun here "
           "and driven by it. abandon: ends a deployment that has not changed any host. take-over: takes the "
           "environment from the desk that holds it, whose steps the hosts refuse from then on. pause, "
           "resume: nothing new starts. stop: ends the running step. With --checkpoint, about one of the "
           "watch that did not pass: waive accepts it as it is, extend has it judged again, on the next "
           "--for; rollback is as open as ever."));
    parser.addPositionalArgument(QStringLiteral("DEP"), tr("dep-…, or an environment for its newest."));
    parser.addPositionalArgument(QStringLiteral("DECISION"), wordList().join(QStringLiteral(" | ")));
    parser.addOption({QStringLiteral("reason"),
                      tr("Why; kept in the ledger. Needed for all but pause, resume and stop."),
                      QStringLiteral("TEXT")});
    parser.addOption(
        {QStringLiteral("host"), tr("The failed host; else the one it stands at."), QStringLiteral("HOST")});
    parser.addOption(
        {QStringLiteral("step"), tr("The step; else the one it stands at."), QStringLiteral("STEP")});
    parser.addOption({QStringLiteral("checkpoint"),
                      tr("waive, extend: the checkpoint, by its time after the release (4h)."),
                      QStringLiteral("TIME")});
    parser.addOption(
        {QStringLiteral("for"), tr("extend: how long it is judged from now on."), QStringLiteral("TIME")});
    describeActing(parser);
}

int DecideCommand::run(const QCommandLineParser& parser) {
    const QString decision = parser.positionalArguments().value(1);
    const Word* word = nullptr;
    for (const Word& known : words)
        if (decision == QLatin1StringView(known.text))
            word = &known;
    if (parser.positionalArguments().size() != 2 || !word) {
        complain(tr("say what: slipway decide DEP %1").arg(wordList().join(QStringLiteral(" | "))));
        return BadUsage;
    }
    if (word->needsReason && parser.value(QStringLiteral("reason")).trimmed().isEmpty()) {
        complain(tr("%1 needs --reason TEXT").arg(decision));
        return BadUsage;
    }
    for (const char* name : {"checkpoint", "for"}) {
        const QString option = QString::fromLatin1(name);
        const bool isNeeded = decision == QLatin1StringView("extend");
        if ((isNeeded || parser.isSet(option)) && !base::parseDuration(parser.value(option))) {
            complain(tr("%1 needs --%2 TIME, such as 4h").arg(decision, option));
            return BadUsage;
        }
    }
    Session session(parser);
    session.acts();
    return session.run([&] {
        if (const Deployment* deployment = session.deployment(parser.positionalArguments().constFirst()))
            Deciding(session, parser, *deployment).record();
    });
}

} // namespace slipway::cli
