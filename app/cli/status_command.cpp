#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/cli/views_json.h"
#include "app/domain/watch.h"
#include "app/models/inbox_text.h"

#include <QCoreApplication>
#include <QDateTime>

namespace slipway::cli {

using namespace domain;

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("cli", text);
}

/// How long hosts may take to answer before the board is shown without them.
constexpr qint64 readHostsMs = 20'000;
constexpr qsizetype deploymentsShown = 10;

QString distance(const models::StepBetweenView& between) {
    if (between.commits < 0)
        return tr("distance unknown");
    if (between.commits == 0 && between.commitsBack == 0)
        return tr("same commit");
    QStringList words;
    if (between.commits > 0)
        words.append(tr("%1 is %2 commits behind").arg(between.to).arg(between.commits));
    if (between.commitsBack > 0)
        words.append(tr("%1 is %2 commits ahead").arg(between.to).arg(between.commitsBack));
    return words.join(QStringLiteral(", "));
}

/// ", since 2026-11-20 14:05 UTC, on sam or ada"; empty when it does not wait for a person.
QString waitWords(const models::WaitView& wait) {
    if (wait.sinceMs == 0)
        return {};
    const QString since = tr(", since %1").arg(spokenInstant(wait.sinceMs));
    return wait.people.isEmpty() ? since : since + tr(", on %1").arg(models::anyOf(wait.people));
}

void printBoard(const models::BoardView& board, const QList<models::DeploymentLine>& lines) {
    print(QStringLiteral("%1  %2").arg(board.project, board.head));
    for (const models::EnvironmentView& view : board.environments) {
        const QString version = view.mixed               ? tr("mixed")
                                : view.version.isEmpty() ? tr("unknown")
                                                         : view.version;
        print(QStringLiteral("\n%1 [%2]  %3 %4  %5")
                  .arg(view.name, tierName(view.tier), version, view.commit.left(7),
                       healthStateName(view.health)));
        if (!view.deployment.isEmpty())
            print(tr("  %1 by %2, live since %3")
                      .arg(view.deployment, view.deployedBy,
                           QDateTime::fromMSecsSinceEpoch(view.deployedAtMs).toString(Qt::ISODate)));
        if (view.maintenance.isOn)
            print(QStringLiteral("  ◐ ") + view.maintenance.words);
        if (view.line.isStopped)
            print(QStringLiteral("  ■ ") + view.line.words);
        if (!view.freeze.detail.isEmpty())
            print((view.freeze.isFrozen ? QStringLiteral("  ❄ ") : QStringLiteral("  ○ ")) +
                  view.freeze.detail);
        if (view.availability.coverage() > 0)
            print(QStringLiteral("  ") + availabilityWords(view.availability));
        for (const models::HostView& host : view.hosts)
            print(host.problem
                      ? QStringLiteral("  %1: ✕ %2").arg(host.name, host.problem->detail)
                      : QStringLiteral("  %1: %2 %3").arg(host.name, host.version, host.commit.left(7)));
        for (const models::ProbeView& probe : view.probes)
            if (!probe.ifFails.isEmpty())
                print(QStringLiteral("  ▲ %1 (%2): %3")
                          .arg(probe.name, healthStateName(probe.state), probe.ifFails));
        for (const QString& contact : view.health == HealthState::Down ? view.contacts : QStringList())
            print(QStringLiteral("  ☎ ") + contact);
        if (!view.openDeployment.isEmpty())
            print(tr("  under way: %1 %2").arg(view.openDeployment, view.openWaitsFor) +
                  waitWords(view.openWaits));
    }
    for (const models::StepBetweenView& between : board.between) {
        QStringList open;
        for (const models::GateView& gate : between.gates)
            if (!gate.isPassed())
                open.append(QStringLiteral("%1 (%2)").arg(gate.title, gate.detail));
        print(
            QStringLiteral("\n%1 → %2: %3%4")
                .arg(between.from, between.to, distance(between),
                     open.isEmpty() ? QString() : tr("; gates not met: ") + open.join(QStringLiteral("; "))));
    }
    if (!lines.isEmpty())
        print();
    for (const models::DeploymentLine& line : lines.mid(0, deploymentsShown))
        print(QStringLiteral("%1  %2 %3 → %4  %5 %6%7%8")
                  .arg(line.deployment, line.kind, line.version, line.environment, stateWords(line.state),
                       line.detail, line.isEmergency ? QStringLiteral("  ▲ ") + tr("emergency") : QString(),
                       line.needsReview ? QStringLiteral("  ▲ ") + tr("to be reviewed") : QString()));
}

} // namespace

QString StatusCommand::summary() const {
    return tr("the environments: what runs where, how it is, what is under way");
}

void StatusCommand::describe(QCommandLineParser& parser) const {
    parser.setApplicationDescription(tr(
        "Shows the environments side by side: versions read from the hosts, health as it was last observed, "
        "gates between them and the newest deployments."));
    Session::describe(parser, true);
}

int StatusCommand::run(const QCommandLineParser& parser) {
    if (!parser.positionalArguments().isEmpty()) {
        complain(tr("status takes no arguments"));
        return BadUsage;
    }
    Session session(parser);
    std::unique_ptr<desk::LiveFeed> feed;
    return session.run([&] {
        feed = std::make_unique<desk::LiveFeed>(session.desk());
        QObject::connect(qApp, &QCoreApplication::aboutToQuit, feed.get(), [&] { feed.reset(); });
        const auto show = [&session, &feed] {
            if (session.json())
                printJson(toJson(feed->board(), feed->deployments()));
            else
                printBoard(feed->board(), feed->deployments());
            session.finish(Done);
        };
        QObject::connect(feed.get(), &models::Feed::boardChanged, &session, [&session, &feed, show] {
            const models::BoardView& board = feed->board();
            if (board.head.isEmpty())
                return;
            for (const Environment& environment : session.desk().project().environments)
                for (const Host& host : environment.hosts)
                    if (!environment.versionCommand.isEmpty() &&
                        session.desk().hosts().reading(host.name).atMs == 0)
                        return;
            for (const models::EnvironmentView& view : board.environments)
                if (view.day.isEmpty())
                    return; // its samples are still being summed
            for (const models::StepBetweenView& between : board.between)
                if (between.commits < 0 && !between.version.isEmpty())
                    return;
            show();
        });
        session.desk().parts().clock.callAfter(readHostsMs, feed.get(), show);
        feed->begin();
    });
}

} // namespace slipway::cli
