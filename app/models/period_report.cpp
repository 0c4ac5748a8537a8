#include "app/models/period_report.h"

#include "app/domain/gates.h"
#include "app/models/report.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

namespace slipway::models {

using namespace domain;
using ports::ReportBlock;

namespace {

using Kind = ReportBlock::Kind;
using Mark = ports::ReportMark;

QString tr(const char* text) {
    return QCoreApplication::translate("report", text);
}

/// What is counted, of one environment or of all.
struct Counts {
    int deployments = 0, live = 0, rolledBack = 0, rollbacks = 0, rehearsals = 0, waivers = 0, signOffs = 0,
        selfApproved = 0, noGo = 0, emergencies = 0, toReview = 0;
    QList<qint64> toLiveMs, backMs; ///< from start to live

    void add(const Counts& other) {
        deployments += other.deployments;
        live += other.live;
        rolledBack += other.rolledBack;
        rollbacks += other.rollbacks;
        rehearsals += other.rehearsals;
        waivers += other.waivers;
        signOffs += other.signOffs;
        selfApproved += other.selfApproved;
        noGo += other.noGo;
        emergencies += other.emergencies;
        toReview += other.toReview;
        toLiveMs += other.toLiveMs;
        backMs += other.backMs;
    }
};

QString median(QList<qint64> values) {
    if (values.isEmpty())
        return QStringLiteral("–");
    const auto middle = values.begin() + (values.size() - 1) / 2;
    std::nth_element(values.begin(), middle, values.end());
    return spokenDuration(*middle);
}

class Writer {
public:
    Writer(const World& world, const Period& period) : m_world(world), m_period(period) {}

    Counts countOf(const Deployment& deployment) const {
        Counts counts;
        for (const auto& signatures : deployment.signatures)
            count(counts, signatures);
        for (const Checkpoint& checkpoint : deployment.checkpoints)
            count(counts, checkpoint.signatures);
        for (const Waiver& waiver : deployment.waivers)
            counts.waivers += isIn(waiver.atMs) ? 1 : 0;
        if (!isIn(deployment.startedAtMs))
            return counts;
        counts.emergencies = deployment.emergency.isEmpty() ? 0 : 1;
        counts.toReview = deployment.needsReview() ? 1 : 0;
        const qint64 took = deployment.liveAtMs ? deployment.liveAtMs - deployment.startedAtMs : -1;
        switch (deployment.kind) {
        case DeploymentKind::Deploy:
            counts.deployments = 1;
            counts.live = took >= 0 ? 1 : 0;
            counts.rolledBack = deployment.result == Deployment::Result::RolledBack ? 1 : 0;
            if (took >= 0)
                counts.toLiveMs.append(took);
            break;
        case DeploymentKind::Rollback:
            counts.rollbacks = 1;
            if (took >= 0)
                counts.backMs.append(took);
            break;
        case DeploymentKind::Rehearsal:
            counts.rehearsals = 1;
            break;
        }
        return counts;
    }

    QStringList rowOf(const QString& name, const Counts& counts) const {
        return {name,
                QString::number(counts.deployments),
                QString::number(counts.live),
                QString::number(counts.rolledBack),
                median(counts.toLiveMs),
                median(counts.backMs),
                QString::number(counts.emergencies),
                QString::number(counts.waivers),
                QString::number(counts.signOffs),
                QString::number(counts.selfApproved)};
    }

    bool isIn(qint64 ms) const { return ms >= m_period.sinceMs && ms < m_period.untilMs; }

private:
    void count(Counts& counts, const QList<SignOff>& signatures) const {
        for (const SignOff& signOff : signatures) {
            if (!isIn(signOff.atMs))
                continue;
            counts.selfApproved += signOff.selfApproved && signOff.go ? 1 : 0;
            counts.signOffs += !signOff.selfApproved && signOff.go ? 1 : 0;
            counts.noGo += signOff.go ? 0 : 1;
        }
    }

    const World& m_world;
    Period m_period;
};

Mark markOf(const Deployment& deployment) {
    switch (deployment.result) {
    case Deployment::Result::RolledBack:
        return Mark::RolledBack;
    case Deployment::Result::Abandoned:
        return Mark::Failed;
    case Deployment::Result::None:
        return deployment.liveAtMs ? Mark::Passed : Mark::Neutral;
    case Deployment::Result::Successful:
    case Deployment::Result::Superseded:
        return Mark::Passed;
    }
    Q_UNREACHABLE();
}

} // namespace

namespace {

/// Rounded down: 99.996 % up is not "100 % up".
QString percent(double share) {
    return tr("%1 %").arg(std::floor(share * 10'000) / 100, 0, 'g', 5);
}

/// Availability never without how much was observed; percentiles from all answers at once.
QStringList healthRow(const ProbeHealth& health) {
    const auto waits = [&](double share) {
        const auto us = health.sum.latency.percentileUs(share);
        return us ? tr("%1 ms").arg(double(*us) / 1000, 0, 'g', 3) : QStringLiteral("–");
    };
    const int asked = health.sum.answered + health.sum.failed;
    const bool isSeen = health.availability.coverage() > 0;
    return {health.environment.text(),
            health.label,
            isSeen ? percent(health.availability.upShare()) : QStringLiteral("–"),
            percent(health.availability.coverage()),
            asked > 0 ? percent(double(health.sum.failed) / double(asked)) : QStringLiteral("–"),
            waits(0.5),
            waits(0.95),
            waits(0.99)};
}

} // namespace

ports::Report periodReport(const Project& project, const World& world, const Period& period, qint64 nowMs,
                           const QString& writtenBy, const QList<ProbeHealth>& health) {
    const Writer writer(world, period);
    QMap<EnvironmentName, Counts> byEnvironment;
    Counts all;
    QList<QStringList> deployments, waivers;
    QList<Mark> marks;
    for (const DeploymentId& id : world.order) {
        const Deployment& deployment = *world.deployment(id);
        const Counts counts = writer.countOf(deployment);
        byEnvironment[deployment.environment].add(counts);
        all.add(counts);
        for (const Waiver& waiver : deployment.waivers)
            if (writer.isIn(waiver.atMs)) {
                waivers.append({reportTime(waiver.atMs), waiver.person.text(), id.text(),
                                waivedText(deployment.plan, waiver), waiver.host.text(), waiver.reason});
            }
        if (!writer.isIn(deployment.startedAtMs))
            continue;
        deployments.append({reportTime(deployment.startedAtMs), deployment.environment.text(),
                            deployment.candidate.version, kindText(deployment.kind), deployment.startedBy,
                            deployment.emergency.isEmpty() ? resultText(deployment)
                                                           : tr("emergency: %1").arg(resultText(deployment)),
                            QString::number(counts.waivers), QString::number(counts.selfApproved),
                            id.text()});
        marks.append(markOf(deployment));
    }
    int bad = 0;
    for (const BadRelease& release : world.bad)
        bad += writer.isIn(release.atMs) ? 1 : 0;

    QList<ReportBlock> blocks;
    const QString from = reportTime(period.sinceMs), to = reportTime(period.untilMs);
    blocks.append({Kind::Title, tr("%1: %2 to %3").arg(project.name, from.left(10), to.left(10))});
    blocks.append({Kind::Facts,
                   {},
                   {},
                   {{tr("Period"), tr("%1 to %2, UTC").arg(from, to)},
                    {tr("Deployments"), QString::number(all.deployments)},
                    {tr("Rolled back"), QString::number(all.rolledBack)},
                    {tr("Rollbacks"), QString::number(all.rollbacks)},
                    {tr("Rehearsals"), QString::number(all.rehearsals)},
                    {tr("Emergencies"), QString::number(all.emergencies)},
                    {tr("Not reviewed yet"), QString::number(all.toReview)},
                    {tr("Waivers"), QString::number(all.waivers)},
                    {tr("Sign-offs"), QString::number(all.signOffs)},
                    {tr("Self-approved"), QString::number(all.selfApproved)},
                    {tr("No-go"), QString::number(all.noGo)},
                    {tr("Marked bad"), QString::number(bad)}}});
    blocks.append({Kind::Heading, tr("Environments")});
    QList<QStringList> rows;
    for (const Environment& environment : project.environments)
        rows.append(writer.rowOf(environment.name.text(), byEnvironment.take(environment.name)));
    for (auto it = byEnvironment.cbegin(); it != byEnvironment.cend(); ++it) // no longer in the file
        rows.append(writer.rowOf(it.key().text(), it.value()));
    blocks.append(
        {Kind::Table,
         {},
         {tr("environment"), tr("started"), tr("went live"), tr("rolled back"), tr("median to live"),
          tr("median back"), tr("emergencies"), tr("waivers"), tr("sign-offs"), tr("self-approved")},
         rows});
    if (!health.isEmpty()) {
        blocks.append({Kind::Heading, tr("Health")});
        QList<QStringList> healthRows;
        for (const ProbeHealth& one : health)
            healthRows.append(healthRow(one));
        blocks.append({Kind::Table,
                       {},
                       {tr("environment"), tr("probe"), tr("up"), tr("observed"), tr("failed"), tr("p50"),
                        tr("p95"), tr("p99")},
                       healthRows});
    }
    blocks.append({Kind::Heading, tr("Deployments")});
    if (deployments.isEmpty())
        blocks.append({Kind::Text, tr("Nothing was started in this period.")});
    else
        blocks.append({Kind::Table,
                       {},
                       {tr("started"), tr("environment"), tr("version"), tr("kind"), tr("by"), tr("result"),
                        tr("waivers"), tr("self-approved"), tr("deployment")},
                       deployments,
                       marks});
    if (!waivers.isEmpty()) {
        blocks.append({Kind::Heading, tr("Waivers")});
        blocks.append(
            {Kind::Table,
             {},
             {tr("when"), tr("who"), tr("deployment"), tr("goes on without"), tr("host"), tr("reason")},
             waivers,
             QList<Mark>(waivers.size(), Mark::Waived)});
    }
    if (!project.recurring.isEmpty()) {
        blocks.append({Kind::Heading, tr("Recurring checklists")});
        QList<QStringList> checklists;
        QList<Mark> standing;
        for (const RecurringChecklist& checklist : project.recurring) {
            int signOffs = 0, late = 0, failed = 0;
            for (const RecurringSignOff& signOff : world.recurring)
                if (signOff.checklist == checklist.name && writer.isIn(signOff.atMs)) {
                    ++signOffs;
                    late += signOff.isLate() ? 1 : 0;
                    failed += signOff.failed() > 0 ? 1 : 0;
                }
            // What has not ended yet is not missed.
            const qint64 missed =
                missedWithin(checklist, world.recurring, period.sinceMs, std::min(period.untilMs, nowMs));
            checklists.append({checklist.title, everyWords(checklist), QString::number(signOffs),
                               QString::number(late), QString::number(failed), QString::number(missed)});
            standing.append(missed > 0 ? Mark::Failed : late + failed > 0 ? Mark::Waived : Mark::Passed);
        }
        blocks.append({Kind::Table,
                       {},
                       {tr("checklist"), tr("how often"), tr("signed"), tr("late"), tr("with failed items"),
                        tr("missed")},
                       checklists,
                       standing});
    }
    blocks.append({Kind::Heading, tr("Proof")});
    blocks.append(
        {Kind::Text,
         tr("Counted from the %1 entries of the ledger whose newest is %2; `slipway ledger verify` checks "
            "them.")
             .arg(world.entries)
             .arg(QString::fromLatin1(world.head))});
    blocks.append({Kind::Text, tr("Written %1 UTC by %2.").arg(reportTime(nowMs), writtenBy)});
    return {tr("%1 to %2").arg(from.left(10), to.left(10)), QString::fromLatin1(world.head), blocks, {}};
}

} // namespace slipway::models
