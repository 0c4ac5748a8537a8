#include "app/domain/probe_kind.h"
#include "app/workspace/checks.h"
#include "app/workspace/kinds.h"
#include "app/workspace/sections.h"
#include "app/workspace/spelling.h"

#include <algorithm>

namespace slipway::workspace {

namespace {

using domain::WatchRule;

constexpr qint64 oneSecond = 1000;
constexpr qint64 oneMinute = 60 * oneSecond;
constexpr qint64 usualWitness = 30 * oneSecond;
constexpr qint64 longestGuard = 2 * 60 * oneMinute;
constexpr qint64 oneDay = 86'400'000;
constexpr qint64 oneMonth = 31 * oneDay;

QStringList measureNames() {
    QStringList names;
    for (const WatchRule::Measure measure : domain::allMeasures())
        names += domain::measureName(measure);
    return names;
}

/// The measure that is a key of this map; nothing when it is reported.
std::optional<WatchRule::Measure> measureOf(const Node& node, Report& report) {
    std::optional<WatchRule::Measure> found;
    for (const Node::Entry& entry : node.entries)
        for (const WatchRule::Measure measure : domain::allMeasures())
            if (entry.key == domain::measureName(measure)) {
                if (found)
                    report.problem(entry, QStringLiteral("`%1` and `%2` are two rules; make two of it")
                                              .arg(domain::measureName(*found), entry.key));
                found = measure;
            }
    if (!found) {
        QString guess;
        for (const Node::Entry& entry : node.entries)
            if (guess.isEmpty())
                guess = didYouMean(entry.key, measureNames());
        report.problem(node,
                       QStringLiteral("a rule measures one of %1%2").arg(quotedList(measureNames()), guess));
    }
    return found;
}

std::optional<WatchRule> readRule(const Node& node, base::Milliseconds after, Report& report) {
    Keys keys(node, QStringLiteral("a rule"), report);
    if (!keys.isMap())
        return {};
    const auto measure = measureOf(node, report);
    if (!measure)
        return {};
    for (const QString& known : measureNames())
        keys.value(known); // a second one is reported above
    WatchRule rule;
    rule.measure = *measure;
    const QString name = domain::measureName(*measure);
    const Node* limit = keys.value(name);
    rule.limit = readText(*limit, name, report).value_or(QString()).trimmed();
    if (const QString wrong = domain::limitComplaint(rule); !wrong.isEmpty() && !rule.limit.isEmpty())
        report.problem(*limit, QStringLiteral("`%1` %2, and not `%3`").arg(name, wrong, rule.limit));
    if (const Node* probe = keys.value(QStringLiteral("probe")))
        rule.probe = domain::ProbeName(readText(*probe, QStringLiteral("probe"), report).value_or(QString()));
    else if (domain::needsProbe(*measure))
        report.problem(node, QStringLiteral("`%1` is of one probe; add `probe` with its name").arg(name));
    if (const Node* over = keys.value(QStringLiteral("over")))
        rule.over = readDuration(*over, QStringLiteral("over"), oneMinute, after.count(), report)
                        .value_or(base::Milliseconds(0));
    if (const Node* missing = keys.value(QStringLiteral("missing"))) {
        const QStringList words{QStringLiteral("inconclusive"), QStringLiteral("fails"),
                                QStringLiteral("holds")};
        const auto word = readWord(*missing, QStringLiteral("missing"), words, report);
        rule.missing =
            static_cast<WatchRule::Missing>(std::max<qsizetype>(0, words.indexOf(word.value_or(QString()))));
    }
    if (const Node* critical = keys.value(QStringLiteral("critical")))
        rule.critical = readFlag(*critical, QStringLiteral("critical"), report).value_or(true);
    keys.finish();
    return rule;
}

QList<WatchRule> readRules(const Node& node, const QString& key, base::Milliseconds after, Report& report) {
    QList<WatchRule> rules;
    if (node.kind != Node::Kind::List || node.items.empty()) {
        report.problem(node, QStringLiteral("`%1` is a list of rules").arg(key));
        return rules;
    }
    for (const Node& item : node.items)
        if (const auto rule = readRule(item, after, report))
            rules += *rule;
    return rules;
}

domain::CheckpointPlan readCheckpoint(const Node::Entry& entry, base::Milliseconds after, Report& report) {
    domain::CheckpointPlan checkpoint{after, {}, {}, {}};
    const Node* words = &entry.value;
    if (entry.value.kind == Node::Kind::Map) {
        Keys keys(entry.value, QStringLiteral("a checkpoint"), report);
        words = keys.required(QStringLiteral("statement"));
        if (const Node* sign = keys.value(QStringLiteral("sign")))
            checkpoint.role = readText(*sign, QStringLiteral("sign"), report).value_or(QString());
        if (const Node* rules = keys.value(QStringLiteral("rules")))
            checkpoint.rules = readRules(*rules, QStringLiteral("rules"), after, report);
        keys.finish();
    }
    if (!words)
        return checkpoint;
    const auto statement = readText(*words, entry.key, report);
    if (statement && statement->trimmed().isEmpty())
        report.problem(*words, QStringLiteral("the checkpoint at %1 says nothing to sign").arg(entry.key));
    checkpoint.statement = statement.value_or(QString());
    return checkpoint;
}

void readCheckpoints(const Node& node, domain::Project& project, Report& report) {
    if (!Keys(node, QStringLiteral("`checkpoints`"), report).isMap())
        return;
    base::Milliseconds last{0};
    for (const Node::Entry& entry : node.entries) {
        const auto after = base::parseDuration(entry.key);
        if (!after || after->count() == 0)
            report.problem(
                entry, QStringLiteral("`%1` is not a time after the release like 1h or 30m").arg(entry.key));
        else if (*after <= last)
            report.problem(entry, QStringLiteral("the checkpoint at %1 must stand before the one at %2")
                                      .arg(entry.key, base::durationText(last)));
        else if (*after > project.watchFor)
            report.problem(entry, QStringLiteral("the checkpoint at %1 is after the watch ends (`for: %2`)")
                                      .arg(entry.key, base::durationText(project.watchFor)));
        last = std::max(last, after.value_or(last));
        project.checkpoints += readCheckpoint(entry, after.value_or(base::Milliseconds(oneDay)), report);
    }
}

/// The criteria of success are asked by the checkpoint at the end; where there is none, they are one.
void addCriteria(const QList<WatchRule>& rules, domain::Project& project) {
    if (rules.isEmpty())
        return;
    if (project.checkpoints.isEmpty() || project.checkpoints.last().after < project.watchFor)
        project.checkpoints += {project.watchFor, QStringLiteral("The criteria of success are met"), {}, {}};
    project.checkpoints.last().rules += rules;
}

domain::Guard readGuard(const Node& node, base::Milliseconds watchFor, Report& report) {
    domain::Guard guard;
    Keys keys(node, QStringLiteral("`guard`"), report);
    if (const Node* lasts = keys.required(QStringLiteral("for")))
        guard.lasts = readDuration(*lasts, QStringLiteral("for"), oneMinute,
                                   std::min<qint64>(watchFor.count(), longestGuard), report)
                          .value_or(base::Milliseconds(0));
    if (const Node* down = keys.value(QStringLiteral("down")))
        guard.down =
            readDuration(*down, QStringLiteral("down"), oneSecond, longestGuard, report).value_or(guard.down);
    if (const Node* then = keys.required(QStringLiteral("then")))
        guard.rollsBack = readWord(*then, QStringLiteral("then"),
                                   {QStringLiteral("roll-back"), QStringLiteral("hold")}, report)
                              .value_or(QString()) == QLatin1StringView("roll-back");
    keys.finish();
    return guard;
}

/// `true`, or a map.
base::Milliseconds readWitness(const Node& node, Report& report) {
    base::Milliseconds every(usualWitness);
    if (node.kind == Node::Kind::Map) {
        Keys keys(node, QStringLiteral("`witness`"), report);
        if (const Node* length = keys.value(QStringLiteral("every")))
            every = readDuration(*length, QStringLiteral("every"), 5 * oneSecond, 10 * oneMinute, report)
                        .value_or(every);
        keys.finish();
        return every;
    }
    return readFlag(node, QStringLiteral("witness"), report).value_or(false) ? every : base::Milliseconds(0);
}

/// Written like a probe of the kind `log`, which is asked about the same things.
QList<domain::WatchedLog> readLogs(const Node& node, Report& report) {
    QList<domain::WatchedLog> logs;
    if (node.kind != Node::Kind::List || node.items.empty()) {
        report.problem(node, QStringLiteral("`logs` is a list, as in [{ log: orders, in: pm2 }]"));
        return logs;
    }
    const domain::ProbeKind& kind = *domain::probeKind(u"log");
    for (const Node& item : node.items) {
        Keys keys(item, QStringLiteral("a log"), report);
        if (!keys.isMap())
            continue;
        domain::WatchedLog log;
        if (const Node* name = keys.required(kind.key()))
            log.params.insert(QStringLiteral("main"),
                              readText(*name, kind.key(), report).value_or(QString()));
        for (const domain::Field& field : kind.fields())
            if (const Node* value = keys.value(field.name))
                if (const QJsonValue read = readField(*value, field, report); !read.isUndefined())
                    log.params.insert(field.name, read);
        keys.finish();
        if (!log.params.contains(QStringLiteral("main")))
            continue;
        reportComplaints(item, kind.complaints(log.params), report);
        if (std::any_of(logs.begin(), logs.end(),
                        [&](const domain::WatchedLog& one) { return one.title() == log.title(); }))
            report.problem(item, QStringLiteral("the log `%1` is kept already").arg(log.title()));
        logs.append(log);
    }
    return logs;
}

} // namespace

void readWatch(const Node& node, domain::Project& project, Report& report) {
    project.watchFor = base::Milliseconds(oneDay);
    Keys keys(node, QStringLiteral("`watch`"), report);
    if (const Node* duration = keys.value(QStringLiteral("for")))
        project.watchFor = readDuration(*duration, QStringLiteral("for"), oneSecond, oneMonth, report)
                               .value_or(project.watchFor);
    if (const Node* zone = keys.value(QStringLiteral("zone")))
        project.watchZone = readZone(*zone, report);
    if (const Node* checkpoints = keys.value(QStringLiteral("checkpoints")))
        readCheckpoints(*checkpoints, project, report);
    if (const Node* success = keys.value(QStringLiteral("success")))
        addCriteria(readRules(*success, QStringLiteral("success"), project.watchFor, report), project);
    if (const Node* witness = keys.value(QStringLiteral("witness")))
        project.witness = readWitness(*witness, report);
    if (const Node* logs = keys.value(QStringLiteral("logs")))
        project.logs = readLogs(*logs, report);
    if (const Node* guard = keys.value(QStringLiteral("guard")))
        project.guard = readGuard(*guard, project.watchFor, report);
    keys.finish();
}

void checkWatch(const domain::Project& project, const Node& node, Report& report) {
    QStringList known;
    for (const domain::Environment& environment : project.environments)
        if (environment.tier == domain::Tier::Production)
            for (const domain::Probe& probe : environment.probes)
                known += probe.name.text();
    const auto checkRules = [&](const Node& list) {
        for (const Node& rule : list.items)
            if (const Node::Entry* entry = rule.entry(QStringLiteral("probe")))
                if (const QString name = entry->value.text; !name.isEmpty() && !known.contains(name))
                    report.problem(entry->value, QStringLiteral("no probe of production is named `%1`%2")
                                                     .arg(name, didYouMean(name, known)));
    };
    if (const Node::Entry* success = node.entry(QStringLiteral("success")))
        checkRules(success->value);
    const Node::Entry* checkpoints = node.entry(QStringLiteral("checkpoints"));
    if (!checkpoints)
        return;
    for (const Node::Entry& one : checkpoints->value.entries) {
        if (const Node::Entry* rules = one.value.entry(QStringLiteral("rules")))
            checkRules(rules->value);
        if (const Node::Entry* sign = one.value.entry(QStringLiteral("sign")))
            checkRoleIsHeld(sign->value.text, project, sign->value, report);
    }
}

} // namespace slipway::workspace
