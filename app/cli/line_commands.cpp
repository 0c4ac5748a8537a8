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

} // namespace slipway::cli
