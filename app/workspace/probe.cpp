#include "app/domain/probe_kind.h"
#include "app/domain/steps/bound.h"
#include "app/workspace/sections.h"
#include "app/workspace/spelling.h"

namespace slipway::workspace {

namespace {

constexpr qint64 tenMinutes = 600'000;
constexpr qint64 oneDay = 86'400'000;
constexpr qint64 mostInARow = 100;

QStringList kindNames() {
    QStringList names;
    for (const domain::ProbeKind* kind : domain::probeKinds())
        names += kind->key();
    return names;
}

// The kind whose word stands in the map; null when none or several do, which is reported.
const domain::ProbeKind* kindOf(const Node& node, Report& report) {
    QList<const domain::ProbeKind*> found;
    for (const domain::ProbeKind* kind : domain::probeKinds())
        if (node.entry(kind->key()))
            found += kind;
    if (found.size() == 1)
        return found[0];
    if (found.size() > 1) {
        report.problem(*node.entry(found[1]->key()),
                       QStringLiteral("a probe asks one thing; `%1` and `%2` are two probes")
                           .arg(found[0]->key(), found[1]->key()));
        return nullptr;
    }
    for (const Node::Entry& entry : node.entries)
        if (const QString meant = didYouMean(entry.key, kindNames()); !meant.isEmpty()) {
            report.problem(entry, QStringLiteral("unknown kind of probe `%1`%2 Allowed: %3")
                                      .arg(entry.key, meant, kindNames().join(QLatin1StringView(", "))));
            return nullptr;
        }
    report.problem(
        node,
        QStringLiteral("a probe needs one of the keys %1").arg(kindNames().join(QLatin1StringView(", "))));
    return nullptr;
}

void readParams(Keys& keys, const domain::ProbeKind& kind, domain::Probe& probe, Report& report) {
    domain::Field main;
    main.name = kind.key();
    main.type = kind.mainType();
    main.allowed = kind.mainAllowed();
    const auto keep = [&](const QString& name, const QJsonValue& value) {
        if (!value.isUndefined())
            probe.params.insert(name, value);
    };
    if (const Node* value = keys.value(kind.key()))
        keep(QStringLiteral("main"), readField(*value, main, report));
    for (const domain::Field& field : kind.fields())
        if (const Node* value = keys.value(field.name))
            keep(field.name, readField(*value, field, report));
}

// A complaint is "field: what", and its place is that field's.
void reportComplaints(const Node& node, const domain::ProbeKind& kind, const domain::Probe& probe,
                      Report& report) {
    for (const QString& complaint : kind.complaints(probe.params)) {
        const qsizetype colon = complaint.indexOf(QLatin1StringView(": "));
        const QString field = complaint.left(colon);
        const Node::Entry* entry = node.entry(field);
        report.problem(entry ? entry->value : node,
                       QStringLiteral("`%1` %2").arg(field, complaint.mid(colon + 2)));
    }
}

void readLimit(Keys& keys, const char* word, const domain::ProbeKind& kind, const domain::Probe& probe,
               QString& limit, Report& report) {
    const QString key = QString::fromLatin1(word);
    // Where it has no meaning it is not among the keys that are allowed.
    if (!kind.isMeasured(probe.params) && !keys.node().entry(key))
        return;
    const Node* node = keys.value(key);
    if (!node)
        return;
    if (!kind.isMeasured(probe.params)) {
        report.problem(*node,
                       QStringLiteral("`%1` compares a number, and `%2` measures none").arg(key, kind.key()));
        return;
    }
    limit = readText(*node, key, report).value_or(QString());
    const auto bound = domain::steps::boundOf(limit);
    bool isNumber = false;
    if (bound)
        bound->value.toDouble(&isNumber);
    if (!isNumber)
        report.problem(*node,
                       QStringLiteral("`%1` says what the number must not be, as in `> 80`, and is not `%2`")
                           .arg(key, limit));
}

void readTimes(Keys& keys, domain::Probe& probe, Report& report) {
    if (const Node* under = keys.value(QStringLiteral("under")))
        probe.under =
            readDuration(*under, QStringLiteral("under"), 1, tenMinutes, report).value_or(probe.under);
    if (const Node* every = keys.value(QStringLiteral("every")))
        probe.every =
            readDuration(*every, QStringLiteral("every"), 1000, oneDay, report).value_or(probe.every);
    if (const Node* timeout = keys.value(QStringLiteral("timeout")))
        probe.timeout =
            readDuration(*timeout, QStringLiteral("timeout"), 1, tenMinutes, report).value_or(probe.timeout);
    const auto count = [&](const char* word, int& number) {
        const QString key = QString::fromLatin1(word);
        if (const Node* node = keys.value(key))
            number = static_cast<int>(readInteger(*node, key, 1, mostInARow, report).value_or(number));
    };
    count("fails-after", probe.failsAfter);
    count("recovers-after", probe.recoversAfter);
}

} // namespace

std::optional<domain::Probe> readProbe(const Node& node, Report& report) {
    domain::Probe probe;
    Keys keys(node, QStringLiteral("a probe"), report);
    if (!keys.isMap())
        return {};
    const domain::ProbeKind* kind = kindOf(node, report);
    if (!kind)
        return {};
    probe.kind = kind->key();
    readParams(keys, *kind, probe, report);
    if (probe.params.contains(QStringLiteral("main")))
        reportComplaints(node, *kind, probe, report);
    const Node* name = keys.value(QStringLiteral("name"));
    const auto given = name ? readText(*name, QStringLiteral("name"), report) : std::nullopt;
    probe.name = domain::ProbeName(given ? *given : kind->defaultName(probe.params));
    readLimit(keys, "degraded", *kind, probe, probe.degraded, report);
    readLimit(keys, "failing", *kind, probe, probe.failing, report);
    readTimes(keys, probe, report);
    if (const Node* critical = keys.value(QStringLiteral("critical")))
        probe.critical = readFlag(*critical, QStringLiteral("critical"), report).value_or(true);
    if (const Node* note = keys.value(QStringLiteral("if-fails")))
        probe.ifFails = readText(*note, QStringLiteral("if-fails"), report).value_or(QString());
    keys.finish();
    return probe;
}

} // namespace slipway::workspace
