#include "app/models/report_text.h"

#include "app/models/report.h"

#include <QCoreApplication>

namespace slipway::models {

using namespace domain;
using ports::Report;
using ports::ReportBlock;
using ports::ReportChart;
using ports::ReportLane;

namespace {

using Kind = ReportBlock::Kind;
using Mark = ports::ReportMark;

QString tr(const char* text) {
    return QCoreApplication::translate("report", text);
}

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
    case HealthState::Maintenance:
        return "unobserved";
    }
    Q_UNREACHABLE();
}

/// The lanes as a drawing that any browser shows; width in thousandths of the watch so far.
QString svg(const ReportChart& chart) {
    constexpr int laneHeight = 22;
    constexpr int labels = 200;
    constexpr int width = 760;
    const qint64 begin = chart.fromMs;
    const qint64 end = std::max(chart.toMs, begin + 1);
    const int height = static_cast<int>(chart.lanes.size()) * laneHeight + 26;
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
    for (const ReportLane& lane : chart.lanes) {
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

} // namespace

QString reportMarkdown(const Report& report) {
    QString out;
    for (const ReportBlock& block : report.blocks)
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
            for (const ReportLane& lane : report.chart.lanes)
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

QString reportHtml(const Report& report) {
    QString out =
        QStringLiteral(
            "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
            "content=\"width=device-width\"><title>%1</title><style>%2</style></head><body>\n")
            .arg(report.blocks.first().text.toHtmlEscaped(), QString::fromUtf8(style));
    for (const ReportBlock& block : report.blocks)
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
                           .arg(QLatin1StringView(cssClass(mark)), reportSign(mark));
                for (const QString& cell : block.rows[i])
                    out += QStringLiteral("<td>%1</td>").arg(cell.toHtmlEscaped());
                out += QStringLiteral("</tr>\n");
            }
            out += QStringLiteral("</tbody></table>\n");
            break;
        case Kind::Chart:
            out += QStringLiteral("<figure>%1<figcaption>%2</figcaption></figure>\n")
                       .arg(svg(report.chart), block.text.toHtmlEscaped());
            break;
        }
    return out +
           QStringLiteral("<footer>%1 · %2</footer></body></html>\n")
               .arg(report.subject.toHtmlEscaped(), tr("ledger head %1").arg(report.head).toHtmlEscaped());
}

} // namespace slipway::models
