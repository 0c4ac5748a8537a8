#include "app/models/report.h"

#include "app/domain/gates.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QTimeZone>

namespace slipway::models {

using namespace domain;

namespace {

using Kind = ReportBlock::Kind;
using Mark = TimelineLine::Kind;

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

class Writer {
public:
    explicit Writer(const ReportInput& input) : m_input(input), m_deployment(input.deployment) {}

    QList<ReportBlock> write() {
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
        return m_blocks;
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
            const Step* step = m_deployment.plan.step(waiver.step);
            rows.append({reportTime(waiver.atMs), waiver.person.text(),
                         step ? step->title : tr("the host is left out"), waiver.host.text(), waiver.reason});
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

/// Remote and human text as Markdown text: nothing in it is markup.
QString escaped(const QString& text) {
    QString out;
    for (const QChar c : text) {
        if (QStringView(u"\\`*_{}[]<>#|~").contains(c))
            out += u'\\';
        out += c == u'\n' || c == u'\r' ? QChar(u' ') : c;
    }
    return out;
}

void markdownTable(QString& out, const QStringList& head, const QList<QStringList>& rows) {
    const auto line = [&out](const QStringList& cells) {
        out += u'|';
        for (const QString& cell : cells)
            out += u' ' + escaped(cell) + QStringLiteral(" |");
        out += u'\n';
    };
    line(head);
    out += u'|' + QStringLiteral("---|").repeated(head.size()) + u'\n';
    for (const QStringList& row : rows)
        line(row);
    out += u'\n';
}

const char* cssClass(Mark mark) {
    switch (mark) {
    case Mark::Neutral:
        return "";
    case Mark::Passed:
        return "passed";
    case Mark::Failed:
        return "failed";
    case Mark::Attention:
        return "attention";
    case Mark::Signed:
        return "signed";
    case Mark::Waived:
        return "waived";
    case Mark::RolledBack:
        return "back";
    }
    Q_UNREACHABLE();
}

const char* laneClass(HealthState state) {
    switch (state) {
    case HealthState::Up:
        return "up";
    case HealthState::Degraded:
        return "degraded";
    case HealthState::Suspect:
        return "suspect";
    case HealthState::Down:
        return "down";
    case HealthState::Unobserved:
        return "unobserved";
    }
    Q_UNREACHABLE();
}

/// The lanes as a drawing that any browser shows; width in thousandths of the watch so far.
QString svg(const WatchView& watch) {
    constexpr int laneHeight = 22;
    constexpr int labels = 200;
    constexpr int width = 760;
    const qint64 begin = watch.liveAtMs;
    const qint64 end = std::max(watch.endsAtMs, begin + 1);
    const int height = static_cast<int>(watch.lanes.size()) * laneHeight + 26;
    QString out = QStringLiteral("<svg viewBox=\"0 0 %1 %2\" role=\"img\" aria-label=\"%3\">")
                      .arg(labels + width)
                      .arg(height)
                      .arg(tr("Health since it went live").toHtmlEscaped());
    out +=
        QStringLiteral("<defs><pattern id=\"gap\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
                       "patternTransform=\"rotate(45)\"><line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\" "
                       "class=\"hatch\"/></pattern></defs>");
    const auto x = [&](qint64 at) {
        return labels + static_cast<double>(std::clamp(at, begin, end) - begin) * width /
                            static_cast<double>(end - begin);
    };
    int y = 0;
    for (const LaneView& lane : watch.lanes) {
        out += QStringLiteral("<text x=\"0\" y=\"%1\">%2</text>")
                   .arg(y + 15)
                   .arg(lane.name.left(30).toHtmlEscaped());
        for (const Stretch& stretch : lane.stretches) {
            // A failure narrower than a pixel is still seen.
            const double wide = std::max(1.0, x(stretch.to) - x(stretch.from));
            out += QStringLiteral("<rect class=\"%1\" x=\"%2\" y=\"%3\" width=\"%4\" height=\"%5\"/>")
                       .arg(QLatin1StringView(laneClass(stretch.state)))
                       .arg(x(stretch.from), 0, 'f', 2)
                       .arg(y + 3)
                       .arg(wide, 0, 'f', 2)
                       .arg(laneHeight - 8);
        }
        y += laneHeight;
    }
    for (int part = 0; part <= 4; ++part) {
        const qint64 at = begin + (end - begin) * part / 4;
        out += QStringLiteral("<text class=\"axis\" x=\"%1\" y=\"%2\" text-anchor=\"%3\">%4</text>")
                   .arg(x(at), 0, 'f', 1)
                   .arg(y + 16)
                   .arg(part == 0   ? QStringLiteral("start")
                        : part == 4 ? QStringLiteral("end")
                                    : QStringLiteral("middle"))
                   .arg(reportTime(at).mid(5, 11));
    }
    return out + QStringLiteral("</svg>");
}

const char style[] = R"css(
:root{color-scheme:light dark;--ink:#1c2733;--muted:#5b6875;--line:#dfe5ea;--panel:#f6f8fa;--passed:#1a7f4b;
--failed:#c0362c;--attention:#a15c00;--signed:#1f5fbf}
@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--muted:#9aa7b3;--line:#2f3a45;--panel:#161d24;--passed:#4cc38a;
--failed:#ff7b72;--attention:#e3a008;--signed:#79b8ff}}
body{font:14px/1.5 "Inter","Segoe UI",system-ui,sans-serif;color:var(--ink);max-width:980px;margin:32px auto;padding:0 24px}
h1{font-size:26px;margin:0 0 16px}h2{font-size:17px;margin:32px 0 8px}
table{border-collapse:collapse;width:100%;font-size:12.5px}th{text-align:left;color:var(--muted);font-weight:500}
th,td{padding:5px 8px 5px 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
.facts{display:grid;grid-template-columns:max-content 1fr;gap:3px 20px;background:var(--panel);border-radius:8px;
padding:12px 16px;margin:8px 0}.facts dt{color:var(--muted)}.facts dd{margin:0;overflow-wrap:anywhere}
.mark{white-space:nowrap}.passed .mark{color:var(--passed)}.failed .mark{color:var(--failed)}
.attention .mark,.waived .mark,.back .mark{color:var(--attention)}.signed .mark{color:var(--signed)}
svg{width:100%;font-size:12px}svg text{fill:var(--ink)}svg .axis{fill:var(--muted)}svg .hatch{stroke:var(--muted);stroke-width:1.4}
.up{fill:var(--passed)}.degraded,.suspect{fill:var(--attention)}.down{fill:var(--failed)}.unobserved{fill:url(#gap)}
footer{color:var(--muted);font-size:11px;margin-top:32px}
@media print{footer{position:fixed;bottom:0;margin:0}body{margin:0;max-width:none}h2{break-after:avoid}tr{break-inside:avoid}}
)css";

/// The sign beside a row, so that no meaning rests on colour alone.
QString sign(Mark mark) {
    switch (mark) {
    case Mark::Neutral:
        return QStringLiteral("·");
    case Mark::Passed:
        return QStringLiteral("✓");
    case Mark::Failed:
        return QStringLiteral("✕");
    case Mark::Attention:
        return QStringLiteral("▲");
    case Mark::Signed:
        return QStringLiteral("✎");
    case Mark::Waived:
        return QStringLiteral("◇");
    case Mark::RolledBack:
        return QStringLiteral("↶");
    }
    Q_UNREACHABLE();
}

} // namespace

QString reportTime(qint64 ms) {
    return ms ? QDateTime::fromMSecsSinceEpoch(ms, QTimeZone::utc())
                    .toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"))
              : QString();
}

QList<ReportBlock> report(const ReportInput& input) {
    return Writer(input).write();
}

QString reportMarkdown(const ReportInput& input) {
    QString out;
    for (const ReportBlock& block : report(input))
        switch (block.kind) {
        case Kind::Title:
            out += QStringLiteral("# %1\n\n").arg(escaped(block.text));
            break;
        case Kind::Heading:
            out += QStringLiteral("## %1\n\n").arg(escaped(block.text));
            break;
        case Kind::Text:
            out += escaped(block.text) + QStringLiteral("\n\n");
            break;
        case Kind::Facts:
            markdownTable(out, {QString(), QString()}, block.rows);
            break;
        case Kind::Table:
            markdownTable(out, block.head, block.rows);
            break;
        case Kind::Chart: {
            QList<QStringList> rows;
            for (const LaneView& lane : input.watch.lanes)
                for (const Stretch& stretch : lane.stretches)
                    if (stretch.state != HealthState::Up)
                        rows.append({lane.name, healthStateName(stretch.state), reportTime(stretch.from),
                                     reportTime(stretch.to), stretch.reason});
            if (rows.isEmpty())
                out += tr("Nothing but up was observed.") + QStringLiteral("\n\n");
            else
                markdownTable(out, {tr("lane"), tr("state"), tr("from"), tr("to"), tr("reason")}, rows);
            break;
        }
        }
    return out;
}

QString reportHtml(const ReportInput& input) {
    const QList<ReportBlock> blocks = report(input);
    QString out =
        QStringLiteral(
            "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
            "content=\"width=device-width\"><title>%1</title><style>%2</style></head><body>\n")
            .arg(blocks.first().text.toHtmlEscaped(), QString::fromUtf8(style));
    for (const ReportBlock& block : blocks)
        switch (block.kind) {
        case Kind::Title:
            out += QStringLiteral("<h1>%1</h1>\n").arg(block.text.toHtmlEscaped());
            break;
        case Kind::Heading:
            out += QStringLiteral("<h2>%1</h2>\n").arg(block.text.toHtmlEscaped());
            break;
        case Kind::Text:
            out += QStringLiteral("<p>%1</p>\n").arg(block.text.toHtmlEscaped());
            break;
        case Kind::Facts:
            out += QStringLiteral("<dl class=\"facts\">");
            for (const QStringList& row : block.rows)
                out += QStringLiteral("<dt>%1</dt><dd>%2</dd>")
                           .arg(row.value(0).toHtmlEscaped(), row.value(1).toHtmlEscaped());
            out += QStringLiteral("</dl>\n");
            break;
        case Kind::Table:
            out += QStringLiteral("<table><thead><tr><th></th>");
            for (const QString& name : block.head)
                out += QStringLiteral("<th>%1</th>").arg(name.toHtmlEscaped());
            out += QStringLiteral("</tr></thead><tbody>\n");
            for (qsizetype i = 0; i < block.rows.size(); ++i) {
                const Mark mark = block.marks.value(i, Mark::Neutral);
                out += QStringLiteral("<tr class=\"%1\"><td class=\"mark\">%2</td>")
                           .arg(QLatin1StringView(cssClass(mark)), sign(mark));
                for (const QString& cell : block.rows[i])
                    out += QStringLiteral("<td>%1</td>").arg(cell.toHtmlEscaped());
                out += QStringLiteral("</tr>\n");
            }
            out += QStringLiteral("</tbody></table>\n");
            break;
        case Kind::Chart:
            out += QStringLiteral("<figure>%1<figcaption>%2</figcaption></figure>\n")
                       .arg(svg(input.watch), block.text.toHtmlEscaped());
            break;
        }
    return out +
           QStringLiteral("<footer>%1 · %2</footer></body></html>\n")
               .arg(input.deployment.id.text().toHtmlEscaped(),
                    tr("ledger head %1").arg(QString::fromLatin1(input.deployment.lastHash)).toHtmlEscaped());
}

} // namespace slipway::models
