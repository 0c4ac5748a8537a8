#include "app/cli/acting.h"
#include "app/cli/commands.h"
#include "app/cli/text.h"
#include "app/engine/switching.h"

#include <QCoreApplication>

namespace slipway::cli {

using namespace domain;

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("cli", text);
}

void describeLine(QCommandLineParser& parser, const QString& what) {
    parser.setApplicationDescription(what);
    parser.addPositionalArgument(QStringLiteral("ENV"), tr("The environment."));
    parser.addOption(reasonOption());
    describeActing(parser);
}

using Act = base::Future<void> (engine::Acts::*)(const EnvironmentName&, const QString&);

int runLine(const QCommandLineParser& parser, const QString& command, Act act, const QString& words) {
    const QString reason = reasonOf(parser);
    if (parser.positionalArguments().size() != 1 || reason.isEmpty())
        return misused(tr("say where and why: slipway %1 ENV --reason TEXT").arg(command));
    const EnvironmentName name(parser.positionalArguments().constFirst());
    Session session(parser);
    session.acts();
    return session.run([&] {
        if (!session.environment(name))
            return;
        engine::Acts& acts = session.desk().acts();
        finishWith(session, (acts.*act)(name, reason), words.arg(name.text(), acts.actor().name, reason));
    });
}

} // namespace

QString StopLineCommand::summary() const {
    return tr("close an environment to new deployments");
}

void StopLineCommand::describe(QCommandLineParser& parser) const {
    describeLine(
        parser,
        tr("Stops the line: nothing new is deployed or promoted to ENV, by anybody, until “open-line”. "
           "What is under way goes on, and the way back stays open."));
}

int StopLineCommand::run(const QCommandLineParser& parser) {
    return runLine(parser, name(), &engine::Acts::stopLine, tr("the line of %1 is stopped by %2: %3"));
}

QString OpenLineCommand::summary() const {
    return tr("open an environment again after “stop-line”");
}

void OpenLineCommand::describe(QCommandLineParser& parser) const {
    describeLine(parser, tr("Opens ENV to new deployments again."));
}

int OpenLineCommand::run(const QCommandLineParser& parser) {
    return runLine(parser, name(), &engine::Acts::openLine, tr("the line of %1 is opened by %2: %3"));
}

QString MaintenanceCommand::summary() const {
    return tr("say that people work on an environment");
}

void MaintenanceCommand::describe(QCommandLineParser& parser) const {
    describeLine(parser,
                 tr("What is not up in ENV meanwhile is shown as maintenance: it counts neither for nor "
                    "against its availability, and nobody is told of it. Deployments go on as usual."));
    parser.addOption(
        {QStringLiteral("for"), tr("How long, from one minute to a day: 30m."), QStringLiteral("TIME")});
    parser.addOption({QStringLiteral("end"), tr("It is over before its time.")});
}

int MaintenanceCommand::run(const QCommandLineParser& parser) {
    const QString reason = reasonOf(parser);
    const auto lasts = base::parseDuration(parser.value(QStringLiteral("for")));
    const bool isEnd = parser.isSet(QStringLiteral("end"));
    if (parser.positionalArguments().size() != 1 || (!isEnd && (!lasts || reason.isEmpty())) ||
        (isEnd && parser.isSet(QStringLiteral("for"))))
        return misused(tr("say where, how long and why: slipway maintenance ENV --for 30m --reason TEXT, or "
                          "slipway maintenance ENV --end"));
    const EnvironmentName environment(parser.positionalArguments().constFirst());
    Session session(parser);
    session.acts();
    return session.run([&] {
        if (!session.environment(environment))
            return;
        engine::Acts& acts = session.desk().acts();
        if (isEnd)
            finishWith(session, acts.endMaintenance(environment),
                       tr("the maintenance of %1 is over").arg(environment.text()));
        else
            finishWith(session, acts.beginMaintenance(environment, *lasts, reason),
                       tr("%1 is in maintenance for %2: %3")
                           .arg(environment.text(), spokenDuration(lasts->count()), reason));
    });
}

QString KillSwitchCommand::summary() const {
    return tr("turn something off at once, without a release");
}

void KillSwitchCommand::describe(QCommandLineParser& parser) const {
    describeLine(parser,
                 tr("Throws a kill switch of ENV (`switches` in slipway.yaml): records it, sends its request "
                    "once, and looks for at most ten seconds whether it is as it should be. Exit 1: it was "
                    "not seen to be off. Without NAME: lists them."));
    parser.addPositionalArgument(QStringLiteral("NAME"), tr("Which; without it they are listed."),
                                 QStringLiteral("[NAME]"));
}

int KillSwitchCommand::run(const QCommandLineParser& parser) {
    const QString reason = reasonOf(parser);
    const QStringList words = parser.positionalArguments();
    if (words.isEmpty() || words.size() > 2 || (words.size() == 2 && reason.isEmpty()))
        return misused(tr("say which and why: slipway kill-switch ENV NAME --reason TEXT"));
    const EnvironmentName environment(words.first());
    Session session(parser);
    session.acts();
    return session.run([&] {
        const Environment* known = session.environment(environment);
        if (!known)
            return;
        if (words.size() == 1) {
            for (const KillSwitch& one : known->switches)
                print(one.name);
            if (known->switches.isEmpty())
                print(tr("%1 has no switches in slipway.yaml.").arg(environment.text()));
            session.finish(Done);
            return;
        }
        desk::Desk& desk = session.desk();
        base::deliver(
            engine::throwSwitch(desk.parts(), desk.history(), desk.acts(), environment, words.last(), reason,
                                &desk),
            &desk, [&session, name = words.last()](const base::Result<engine::SwitchEnd>& end) {
                if (!end.ok()) {
                    session.finish(end.error());
                    return;
                }
                if (end->isOff)
                    print(tr("✓ “%1” is off: %2").arg(name, inert(end->words.toUtf8())));
                else
                    complain(tr("✕ “%1” was not seen to be off: %2").arg(name, inert(end->words.toUtf8())));
                session.finish(end->isOff ? Done : Failed);
            });
    });
}

} // namespace slipway::cli
