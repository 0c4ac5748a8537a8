#include "app/base/clock.h"
#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "app/cli/text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>

namespace slipway::cli {

using namespace domain;

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("cli", text);
}

constexpr int mostHits = 10'000;

} // namespace

QString LogsCommand::summary() const {
    return tr("search the output of all steps");
}

void LogsCommand::describe(QCommandLineParser& parser) const {
    parser.setApplicationDescription(tr("Prints every line of step output that contains TEXT, oldest attempt "
                                        "first. Exit 0: something was found; 1: nothing."));
    parser.addOption(
        {QStringLiteral("grep"), tr("What to look for, taken literally."), QStringLiteral("TEXT")});
    parser.addOption({QStringLiteral("deployment"), tr("Only in this deployment."), QStringLiteral("DEP")});
    Session::describe(parser, true);
}

int LogsCommand::run(const QCommandLineParser& parser) {
    if (!parser.isSet(QStringLiteral("grep")) || !parser.positionalArguments().isEmpty()) {
        complain(tr("say what to look for: slipway logs --grep TEXT"));
        return BadUsage;
    }
    Session session(parser);
    return session.run([&] {
        std::optional<DeploymentId> only;
        if (parser.isSet(QStringLiteral("deployment"))) {
            const Deployment* deployment = session.deployment(parser.value(QStringLiteral("deployment")));
            if (!deployment)
                return;
            only = deployment->id;
        }
        base::deliver(
            session.desk().parts().output.search(parser.value(QStringLiteral("grep")).toUtf8(), only,
                                                 mostHits, {std::chrono::minutes(5), {}}),
            &session, [&session](const base::Result<QList<ports::OutputHit>>& hits) {
                if (!hits.ok()) {
                    session.finish(hits.error());
                    return;
                }
                QJsonArray array;
                for (const ports::OutputHit& hit : *hits) {
                    QString host;
                    QString step;
                    if (const Deployment* deployment =
                            session.desk().history().deployment(hit.key.deployment))
                        for (const Attempt& attempt : deployment->attempts)
                            if (attempt.id == hit.key.attempt) {
                                host = attempt.host.text();
                                step = attempt.step.text();
                            }
                    const bool err = hit.stream == ports::OutputStream::Err;
                    if (session.json())
                        array.append(QJsonObject{
                            {QStringLiteral("deployment"), hit.key.deployment.text()},
                            {QStringLiteral("attempt"), hit.key.attempt.text()},
                            {QStringLiteral("step"), step},
                            {QStringLiteral("host"), host},
                            {QStringLiteral("stream"), err ? QStringLiteral("err") : QStringLiteral("out")},
                            {QStringLiteral("time"), base::isoUtc(hit.timeMs)},
                            {QStringLiteral("line"), QString::fromUtf8(hit.line)}});
                    else
                        print(QStringLiteral("%1 %2 %3 %4 %5 %6")
                                  .arg(QDateTime::fromMSecsSinceEpoch(hit.timeMs)
                                           .toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz")),
                                       hit.key.deployment.text(), step, host,
                                       err ? QStringLiteral("!") : QStringLiteral("│"), inert(hit.line)));
                }
                if (session.json())
                    printJson({{QStringLiteral("v"), 1},
                               {QStringLiteral("hits"), array},
                               {QStringLiteral("cut"), hits->size() >= mostHits}});
                session.finish(hits->isEmpty() ? Failed : Done);
            });
    });
}

QString MonitorCommand::summary() const {
    return tr("probe without a window, until Ctrl-C");
}

void MonitorCommand::describe(QCommandLineParser& parser) const {
    parser.setApplicationDescription(
        tr("Asks every probe on time and evaluates checkpoints that fall due, until Ctrl-C (exit 5) or for a "
           "given time (exit 0). "
           "Only one Slipway probes a workspace at a time; this one waits for its turn."));
    parser.addOption({QStringLiteral("for"), tr("How long, as 30s, 5m or 24h."), QStringLiteral("TIME")});
    Session::describe(parser, false);
}

int MonitorCommand::run(const QCommandLineParser& parser) {
    const auto time = base::parseDuration(parser.value(QStringLiteral("for")));
    if (!parser.positionalArguments().isEmpty() || (parser.isSet(QStringLiteral("for")) && !time)) {
        complain(tr("as in: slipway monitor --for 30s"));
        return BadUsage;
    }
    Session session(parser);
    return session.run([&] {
        engine::Observer& observer = session.desk().observer();
        QObject::connect(&observer, &engine::Observer::observingChanged, &session,
                         [] { print(tr("probing")); });
        observer.begin();
        if (!observer.isObserving())
            print(tr("another Slipway probes this workspace; waiting for its turn"));
        if (time)
            session.desk().parts().clock.callAfter(time->count(), &session,
                                                   [&session] { session.finish(Done); });
    });
}

} // namespace slipway::cli
