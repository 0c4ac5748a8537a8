#include "app/domain/probe_kind.h"
#include "app/domain/steps/bound.h"
#include "app/workspace/kinds.h"
#include "app/workspace/sections.h"
#include "app/workspace/spelling.h"

namespace slipway::workspace {

namespace {

constexpr qint64 tenMinutes = 600'000;
constexpr qint64 oneDay = 86'400'000;
constexpr qint64 mostInARow = 100;
constexpr Kinded aProbe{"probe", "asks"};

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
    const domain::ProbeKind* kind = kindOf(node, domain::probeKinds(), aProbe, report);
    if (!kind)
        return {};
    probe.kind = kind->key();
    readParams(keys, *kind, probe, report);
    if (probe.params.contains(QStringLiteral("main")))
        reportComplaints(node, kind->complaints(probe.params), report);
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
