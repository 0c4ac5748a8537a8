#include "app/workspace/sections.h"

#include "app/workspace/spelling.h"

namespace slipway::workspace {

namespace {

constexpr qint64 tenMinutes = 600'000;
constexpr qint64 oneDay = 86'400'000;

void readHttp(Keys& keys, domain::Probe& probe, Report& report) {
    if (const Node* expect = keys.value(QStringLiteral("expect")))
        probe.expectStatus = static_cast<int>(
            readInteger(*expect, QStringLiteral("expect"), 100, 599, report).value_or(probe.expectStatus));
    if (const Node* json = keys.value(QStringLiteral("json"))) {
        probe.json = readTextMap(*json, QStringLiteral("json"), report);
        for (const Node::Entry& entry : json->entries)
            if (!entry.key.startsWith(QLatin1StringView("$.")))
                report.problem(
                    entry, QStringLiteral("`%1` is not a path; paths start with `$.`, as in `$.status: ok`")
                               .arg(entry.key));
    }
}

bool isUrl(const QString& text) {
    return text.startsWith(QLatin1StringView("http://")) || text.startsWith(QLatin1StringView("https://")) ||
           text.startsWith(QLatin1Char('$'));
}

void readDurations(Keys& keys, domain::Probe& probe, Report& report) {
    if (const Node* under = keys.value(QStringLiteral("under")))
        probe.under =
            readDuration(*under, QStringLiteral("under"), 1, tenMinutes, report).value_or(probe.under);
    if (const Node* every = keys.value(QStringLiteral("every")))
        probe.every =
            readDuration(*every, QStringLiteral("every"), 1000, oneDay, report).value_or(probe.every);
    if (const Node* timeout = keys.value(QStringLiteral("timeout")))
        probe.timeout =
            readDuration(*timeout, QStringLiteral("timeout"), 1, tenMinutes, report).value_or(probe.timeout);
}

} // namespace

std::optional<domain::Probe> readProbe(const Node& node, Report& report) {
    domain::Probe probe;
    Keys keys(node, QStringLiteral("a probe"), report);
    if (!keys.isMap())
        return {};
    const Node* http = keys.value(QStringLiteral("http"));
    const Node* run = keys.value(QStringLiteral("run"));
    const Node* target = http ? http : run;
    if (http && run)
        report.problem(node, QStringLiteral("a probe has either `http` or `run`, not both"));
    if (!target)
        report.problem(node, QStringLiteral("a probe needs `http` or `run`"));
    probe.kind = http || !run ? domain::Probe::Kind::Http : domain::Probe::Kind::Run;
    const QString kind = http ? QStringLiteral("http") : QStringLiteral("run");
    if (target)
        if (const auto text = readText(*target, kind, report)) {
            probe.target = *text;
            if (http && !isUrl(*text))
                report.problem(
                    *http,
                    QStringLiteral("`http` is not a URL; it starts with http://, https:// or a $VARIABLE"));
            if (!http && text->trimmed().isEmpty())
                report.problem(*target, QStringLiteral("`run` is empty"));
        }
    const Node* name = keys.value(QStringLiteral("name"));
    const auto given = name ? readText(*name, QStringLiteral("name"), report) : std::nullopt;
    probe.name = domain::ProbeName(given ? *given : probe.target.trimmed().section(QLatin1Char('\n'), 0, 0));
    if (probe.kind == domain::Probe::Kind::Http)
        readHttp(keys, probe, report);
    readDurations(keys, probe, report);
    if (const Node* note = keys.value(QStringLiteral("if-fails")))
        probe.ifFails = readText(*note, QStringLiteral("if-fails"), report).value_or(QString());
    keys.finish();
    return target ? std::optional(probe) : std::nullopt;
}

} // namespace slipway::workspace
