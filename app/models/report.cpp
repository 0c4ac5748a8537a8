#include "app/models/report.h"

#include "app/domain/gates.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QTimeZone>

namespace slipway::models {

using namespace domain;
using ports::Report;
using ports::ReportBlock;

namespace {

using Kind = ReportBlock::Kind;
using Mark = ports::ReportMark;

QString tr(const char* text) {
    return QCoreApplication::translate("report", text);
}

QString took(qint64 fromMs, qint64 toMs) {
    return fromMs && toMs > fromMs ? spokenDuration(toMs - fromMs) : QString();
}

QString percent(double share) {
    // Never rounded up to a hundred.
    const double cut = std::floor(share * 10'000) / 100;
    return QStringLiteral("%1 %").arg(cut, 0, 'f', cut == 100 ? 0 : 2);
}

Mark markOf(Verdict verdict) {
    switch (verdict) {
    case Verdict::Passed:
        return Mark::Passed;
    case Verdict::Failed:
        return Mark::Failed;
    case Verdict::Waived:
    case Verdict::NotApplicable:
        return Mark::Waived;
    case Verdict::Undone:
        return Mark::RolledBack;
    case Verdict::Inconclusive:
    case Verdict::Stopped:
    case Verdict::Interrupted:
        return Mark::Attention;
    case Verdict::Waiting:
    case Verdict::Ready:
    case Verdict::Running:
        return Mark::Neutral;
    }
    Q_UNREACHABLE();
}

class Writer {
public:
    explicit Writer(const ReportInput& input) : m_input(input), m_deployment(input.deployment) {}

    Report write() {
        m_timeline = timeline(m_deployment, m_input.entries);
        title();
        facts();
        counts();
        checklist();
        people();
        decisions();
        watch();
        story();
        proof();
        ports::ReportChart chart{m_input.watch.liveAtMs, m_input.watch.endsAtMs, {}};
        for (const LaneView& lane : m_input.watch.lanes)
            chart.lanes.append({lane.name, lane.stretches});
        return {m_deployment.id.text(), QString::fromLatin1(m_deployment.lastHash), m_blocks, chart};
    }

private:
    void add(Kind kind, const QString& text) { m_blocks.append({kind, text}); }
    void table(const QStringList& head, const QList<QStringList>& rows, const QList<Mark>& marks = {}) {
        m_blocks.append({Kind::Table, {}, head, rows, marks});
    }

    void title() {
        const QString version = m_deployment.candidate.version;
        const QString environment = m_deployment.environment.text();
        switch (m_deployment.kind) {
        case DeploymentKind::Deploy:
            add(Kind::Title, tr("%1: %2 to %3").arg(m_input.project.name, version, environment));
            return;
        case DeploymentKind::Rollback:
            add(Kind::Title, tr("%1: rollback of %2 to %3").arg(m_input.project.name, environment, version));
            return;
        case DeploymentKind::Rehearsal:
            add(Kind::Title,
                tr("%1: rehearsal of the way back on %2").arg(m_input.project.name, environment));
            return;
        }
        Q_UNREACHABLE();
    }

    void facts() {
        QList<QStringList> rows{
            {tr("Deployment"), m_deployment.id.text()},
            {tr("Result"), resultText(m_deployment)},
            {tr("Version"),
             tr("%1, commit %2").arg(m_deployment.candidate.version, m_deployment.candidate.commit)},
            {tr("Before it ran"),
             m_deployment.previous.isNone() ? tr("nothing known") : m_deployment.previous.version},
            {tr("Started"),
             tr("%1 by %2").arg(reportTime(m_deployment.startedAtMs), m_deployment.startedBy)}};
        if (!m_deployment.reason.isEmpty())
            rows.append({tr("Reason"), m_deployment.reason});
        if (m_deployment.liveAtMs)
            rows.append({tr("Live"), tr("%1, after %2")
                                         .arg(reportTime(m_deployment.liveAtMs),
                                              took(m_deployment.startedAtMs, m_deployment.liveAtMs))});
        if (m_deployment.endedAtMs)
            rows.append({tr("Ended"), reportTime(m_deployment.endedAtMs)});
        if (!m_deployment.emergency.isEmpty())
            rows.append({tr("Emergency"), m_deployment.emergency});
        if (m_deployment.review)
            rows.append(
                {tr("Reviewed"), tr("%1 by %2: %3")
                                     .arg(reportTime(m_deployment.review->atMs),
                                          m_deployment.review->person.text(), m_deployment.review->note)});
        else if (m_deployment.needsReview())
            rows.append({tr("Reviewed"), tr("not yet")});
        rows.append({tr("Fingerprint"), m_deployment.fingerprint});
        rows.append(
            {tr("Times"),
             tr("UTC; this computer is at %1").arg(QString::fromLatin1(QTimeZone::systemTimeZoneId()))});
        m_blocks.append({Kind::Facts, {}, {}, rows});
    }

    void counts() {
        int retries = 0, refused = 0, alone = 0, signatures = 0;
        for (const Attempt& attempt : m_deployment.attempts)
            retries += attempt.setAside ? 1 : 0;
        for (const Entry& entry : m_input.entries) {
            refused += entry.type == QLatin1StringView(entry::refused) ? 1 : 0;
            const bool isSignOff = entry.type == QLatin1StringView(entry::signedOff);
            const bool self = entry.body.value(QStringLiteral("selfApproved")).toBool();
            alone += isSignOff && self ? 1 : 0;
            signatures += isSignOff && !self ? 1 : 0;
        }
        m_blocks.append({Kind::Facts,
                         {},
                         {},
                         {{tr("Sign-offs"), QString::number(signatures)},
                          {tr("Self-approved"), QString::number(alone)},
                          {tr("Waivers"), QString::number(m_deployment.waivers.size())},
                          {tr("Tried again"), QString::number(retries)},
                          {tr("Refused attempts"), QString::number(refused)}}});
    }

    void checklist() {
        add(Kind::Heading, tr("Checklist"));
        QList<QStringList> rows;
        QList<Mark> marks;
        for (const Step& step : m_deployment.plan.steps)
            for (const HostName& host : step.places()) {
                const Attempt* attempt = m_deployment.attempt(step.id, host);
                const Verdict verdict =
                    step.hosts.isEmpty() ? m_deployment.verdict(step) : m_deployment.hostVerdict(step, host);
                rows.append({phaseName(step.phase), step.title, host.isEmpty() ? QString() : host.text(),
                             verdictName(verdict), attempt ? attempt->summary : answerOf(step),
                             attempt ? took(attempt->intentAtMs, attempt->endedAtMs) : QString(),
                             attempt ? attempt->outDigest.left(12) : QString()});
                marks.append(markOf(verdict));
            }
        table({tr("phase"), tr("step"), tr("host"), tr("verdict"), tr("evidence"), tr("took"), tr("output")},
              rows, marks);
    }
    QString answerOf(const Step& step) const {
        const auto answer = m_deployment.answers.constFind(step.id);
        if (answer != m_deployment.answers.constEnd())
            return tr("%1: %2").arg(answer->person.text(), answer->note);
        QStringList names;
        for (const SignOff& signOff : m_deployment.signatures.value(step.id))
            names.append(signOff.person.text());
        return names.join(QStringLiteral(", "));
    }

    void people() {
        QList<QStringList> rows;
        QList<Mark> marks;
        const auto addSignOff = [&](const QString& what, const SignOff& signOff) {
            rows.append({reportTime(signOff.atMs), signOff.person.text(), signOff.role, what,
                         signOff.selfApproved ? tr("self-approved")
                         : signOff.go         ? tr("go")
                                              : tr("no-go"),
                         signOff.note, signOff.keyFingerprint});
            marks.append(signOff.selfApproved ? Mark::Waived : signOff.go ? Mark::Signed : Mark::Failed);
        };
        for (const Step& step : m_deployment.plan.steps)
            for (const SignOff& signOff : m_deployment.signatures.value(step.id))
                addSignOff(step.title, signOff);
        for (const Checkpoint& checkpoint : m_deployment.checkpoints)
            for (const SignOff& signOff : checkpoint.signatures)
                addSignOff(tr("checkpoint at %1").arg(spokenDuration(checkpoint.after.count())), signOff);
        add(Kind::Heading, tr("Who answered for it"));
        if (rows.isEmpty())
            add(Kind::Text, tr("Nobody has signed anything."));
        else
            table({tr("when"), tr("who"), tr("role"), tr("what"), tr("said"), tr("note"), tr("key")}, rows,
                  marks);
    }

    void decisions() {
        if (m_deployment.waivers.isEmpty())
            return;
        add(Kind::Heading, tr("Waivers"));
        QList<QStringList> rows;
        QList<Mark> marks;
        for (const Waiver& waiver : m_deployment.waivers) {
            rows.append({reportTime(waiver.atMs), waiver.person.text(), waivedText(m_deployment.plan, waiver),
                         waiver.host.text(), waiver.reason});
            marks.append(Mark::Waived);
        }
        table({tr("when"), tr("who"), tr("goes on without"), tr("host"), tr("reason")}, rows, marks);
    }

    void watch() {
        if (m_input.watch.deployment.isEmpty())
            return;
        add(Kind::Heading, tr("Watch"));
        const Availability& seen = m_input.watch.availability;
        add(Kind::Text, seen.coverage() > 0
                            ? tr("Up for %1 of what was observed; %2 of the time was observed.")
                                  .arg(percent(seen.upShare()), percent(seen.coverage()))
                            : tr("Nothing was observed."));
        if (m_input.watch.endsAtMs > m_input.watch.liveAtMs)
            m_blocks.append({Kind::Chart, tr("The lanes of the watch; what was not observed is hatched")});
        QList<QStringList> rows;
        QList<Mark> marks;
        for (const Checkpoint& checkpoint : m_deployment.checkpoints) {
            QStringList who;
            for (const SignOff& signOff : checkpoint.signatures)
                who.append(signOff.person.text());
            rows.append({spokenDuration(checkpoint.after.count()), checkpoint.statement,
                         verdictName(checkpoint.verdict), checkpoint.summary,
                         reportTime(checkpoint.evaluatedAtMs), who.join(QStringLiteral(", "))});
            marks.append(markOf(checkpoint.verdict));
            for (const RuleFinding& rule : checkpoint.rules) {
                rows.append({{}, rule.rule, verdictName(rule.verdict), rule.found, {}, {}});
                marks.append(markOf(rule.verdict));
            }
            for (const SignOff& waiver : checkpoint.waivers) {
                rows.append({{},
                             tr("accepted as it is"),
                             {},
                             waiver.note,
                             reportTime(waiver.atMs),
                             waiver.person.text()});
                marks.append(Mark::Waived);
            }
            for (const CheckpointExtension& extension : checkpoint.extensions) {
                rows.append({{},
                             tr("extended"),
                             {},
                             extension.reason,
                             reportTime(extension.atMs),
                             extension.person.text()});
                marks.append(Mark::Attention);
            }
        }
        if (!rows.isEmpty())
            table(
                {tr("at"), tr("checkpoint"), tr("verdict"), tr("evidence"), tr("evaluated"), tr("signed by")},
                rows, marks);
    }

    void story() {
        add(Kind::Heading, tr("What happened"));
        QList<QStringList> rows;
        QList<Mark> marks;
        for (const TimelineLine& line : m_timeline) {
            rows.append({QString::number(line.seq), reportTime(line.atMs), line.who, line.what, line.detail,
                         line.isSigned ? tr("signed") : QString()});
            marks.append(line.kind);
        }
        table({tr("entry"), tr("when"), tr("who"), tr("what"), tr("detail"), tr("signature")}, rows, marks);
    }

    void proof() {
        add(Kind::Heading, tr("Proof"));
        add(Kind::Text, tr("Every line above is an entry of an append-only ledger, each with the SHA-256 of "
                           "the one before it. "
                           "The newest is %1 of %2 entries. `slipway ledger export %3 -o FOLDER` writes them "
                           "with the signatures "
                           "and a script that proves all of it without Slipway.")
                            .arg(QString::fromLatin1(m_deployment.lastHash))
                            .arg(m_deployment.lastSeq)
                            .arg(m_deployment.id.text()));
        add(Kind::Text, tr("Written %1 UTC by %2.").arg(reportTime(m_input.nowMs), m_input.writtenBy));
    }

    const ReportInput& m_input;
    const Deployment& m_deployment;
    QList<TimelineLine> m_timeline;
    QList<ReportBlock> m_blocks;
};

} // namespace

QString reportTime(qint64 ms) {
    return ms ? QDateTime::fromMSecsSinceEpoch(ms, QTimeZone::utc())
                    .toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"))
              : QString();
}

QString waivedText(const Plan& plan, const Waiver& waiver) {
    if (!waiver.gate.isEmpty())
        return tr("the gate “%1”").arg(waiver.gate);
    const Step* step = plan.step(waiver.step);
    return step ? step->title : tr("the host is left out");
}

QString resultText(const Deployment& deployment) {
    switch (deployment.result) {
    case Deployment::Result::None:
        return deployment.liveAtMs ? tr("live, being watched") : tr("under way");
    case Deployment::Result::Successful:
        return tr("successful");
    case Deployment::Result::RolledBack:
        return tr("rolled back by %1").arg(deployment.endedBy.text());
    case Deployment::Result::Superseded:
        return tr("superseded by %1").arg(deployment.endedBy.text());
    case Deployment::Result::Abandoned:
        return tr("abandoned");
    }
    Q_UNREACHABLE();
}

QString kindText(DeploymentKind kind) {
    switch (kind) {
    case DeploymentKind::Deploy:
        return tr("deployment");
    case DeploymentKind::Rollback:
        return tr("rollback");
    case DeploymentKind::Rehearsal:
        return tr("rehearsal");
    }
    Q_UNREACHABLE();
}

Report deploymentReport(const ReportInput& input) {
    return Writer(input).write();
}

} // namespace slipway::models
