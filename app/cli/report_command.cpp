#include "app/cli/report_command.h"

#include "app/cli/moments.h"
#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/desk/deployment_report.h"
#include "app/desk/period_health.h"
#include "app/models/period_report.h"

#include <QCoreApplication>
#include <QDateTime>

namespace slipway::cli {

using namespace domain;

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("cli", text);
}

/// The period that --since and --until name; nothing after complaining.
std::optional<models::Period> periodIn(const QCommandLineParser& parser, qint64 nowMs) {
    models::Period period{0, nowMs};
    if (!readMoment(parser, QStringLiteral("since"), nowMs, period.sinceMs) ||
        !readMoment(parser, QStringLiteral("until"), nowMs, period.untilMs))
        return {};
    if (period.sinceMs >= period.untilMs) {
        complain(tr("--since must be before --until, and before now when there is no --until"));
        return {};
    }
    return period;
}

} // namespace

QString ReportCommand::summary() const {
    return tr("write what happened in a deployment or a period, who answered for it and how it is proven");
}

void ReportCommand::describe(QCommandLineParser& parser) const {
    parser.setApplicationDescription(
        tr("Writes the report of a deployment: checklist with evidence, people and their sign-offs, waivers, "
           "watch and checkpoints, every entry in words, and the ledger's head. With --since, the report of "
           "a period instead: deployments, rollbacks, waivers and self-approvals, counted. The file's name "
           "says the format: .pdf, .html (one file, for reading and printing) or .md; .csv is "
           "the watch of a deployment as a table."));
    parser.addPositionalArgument(
        QStringLiteral("DEP"),
        tr("The deployment, or an environment for its newest; else the newest of all."),
        QStringLiteral("[DEP]"));
    parser.addOption(
        {{QStringLiteral("o"), QStringLiteral("output")}, tr("The file to write."), QStringLiteral("FILE")});
    parser.addOption({QStringLiteral("since"),
                      tr("Report the period from this time on, or since so long ago."),
                      QStringLiteral("TIME")});
    parser.addOption(
        {QStringLiteral("until"), tr("The period ends before this time; else now."), QStringLiteral("TIME")});
    Session::describe(parser, false);
}

int ReportCommand::run(const QCommandLineParser& parser) {
    const QString file = parser.value(QStringLiteral("output"));
    const auto format = desk::reportFormat(file);
    const bool isPeriod = parser.isSet(QStringLiteral("since")) || parser.isSet(QStringLiteral("until"));
    if (!format || parser.positionalArguments().size() > (isPeriod ? 0 : 1) ||
        (isPeriod && !parser.isSet(QStringLiteral("since")))) {
        complain(tr("say what to report and where to: slipway report DEP -o FILE.pdf, or slipway report "
                    "--since TIME -o FILE.pdf (or .html, .md)"));
        return BadUsage;
    }
    const qint64 nowMs = QDateTime::currentMSecsSinceEpoch();
    const auto period = isPeriod ? periodIn(parser, nowMs) : models::Period{};
    if (!period)
        return BadUsage;
    Session session(parser);
    session.toleratesFault();
    std::unique_ptr<desk::LiveFeed> feed;
    return session.run([&] {
        const auto finish = [&session, this, file](const ports::Report& report) {
            const auto written = desk::writeReport(report, file, m_printer);
            if (!written.ok()) {
                session.finish(written.error());
                return;
            }
            print(tr("The report of %1 is in %2.").arg(report.subject, file));
            session.finish(Done);
        };
        if (isPeriod) {
            base::deliver(
                desk::periodHealth(session.desk(), *period, &session), &session,
                [&session, finish, period, nowMs](const base::Result<QList<models::ProbeHealth>>& health) {
                    finish(models::periodReport(session.desk().project(), session.desk().history().world(),
                                                *period, nowMs, desk::programName(),
                                                health.valueOr(QList<models::ProbeHealth>())));
                });
            return;
        }
        const Deployment* deployment = session.deployment(parser.positionalArguments().value(0));
        if (!deployment)
            return;
        feed = std::make_unique<desk::LiveFeed>(session.desk());
        QObject::connect(qApp, &QCoreApplication::aboutToQuit, feed.get(), [&] { feed.reset(); });
        base::deliver(desk::deploymentReport(session.desk(), *feed, deployment->id), feed.get(),
                      [&session, finish](const base::Result<ports::Report>& report) {
                          if (report.ok())
                              finish(*report);
                          else
                              session.finish(report.error());
                      });
    });
}

} // namespace slipway::cli
