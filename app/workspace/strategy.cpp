#include "app/workspace/sections.h"

namespace slipway::workspace {

namespace {

constexpr qint64 oneDay = 86'400'000;
constexpr qint64 mostHosts = 10'000;

using Kind = domain::Strategy::Kind;

int readCount(const Node& node, const QString& key, qint64 least, Report& report) {
    return static_cast<int>(readInteger(node, key, least, mostHosts, report).value_or(least));
}

void readFailures(Keys& keys, domain::Strategy& strategy, Report& report) {
    if (const Node* failures = keys.value(QStringLiteral("failures")))
        strategy.failures = readCount(*failures, QStringLiteral("failures"), 0, report);
    if (strategy.kind == Kind::Parallel)
        return;
    if (const Node* limit = keys.value(QStringLiteral("limit")))
        strategy.limit = readCount(*limit, QStringLiteral("limit"), 1, report);
}

void readParallel(Keys& keys, domain::Strategy& strategy, Report& report) {
    if (const Node* limit = keys.value(QStringLiteral("limit")))
        strategy.limit = readCount(*limit, QStringLiteral("limit"), 1, report);
}

void readRolling(Keys& keys, domain::Strategy& strategy, Report& report) {
    if (const Node* batch = keys.value(QStringLiteral("batch")))
        strategy.batch = readCount(*batch, QStringLiteral("batch"), 1, report);
    if (const Node* gate = keys.value(QStringLiteral("health-gate")))
        strategy.healthGate = readDuration(*gate, QStringLiteral("health-gate"), 1000, oneDay, report)
                                  .value_or(strategy.healthGate);
}

/// "10%" as 10.
std::optional<int> readShare(const Node& node, Report& report) {
    const auto text = readText(node, QStringLiteral("share"), report);
    if (!text)
        return {};
    bool isNumber = false;
    const int percent = text->endsWith(QLatin1Char('%')) ? text->chopped(1).toInt(&isNumber) : 0;
    if (isNumber && percent >= 1 && percent <= 100)
        return percent;
    report.problem(node, QStringLiteral("`share` must be a percentage from 1% to 100%, not `%1`").arg(*text));
    return {};
}

void readStages(const Node& node, domain::Strategy& strategy, Report& report) {
    if (node.kind != Node::Kind::List || node.items.empty()) {
        report.problem(
            node,
            QStringLiteral("`stages` must be a list like [{ share: 10%, soak: 10m }, { share: 100% }]"));
        return;
    }
    int last = 0;
    for (const Node& item : node.items) {
        domain::Strategy::Stage stage;
        Keys keys(item, QStringLiteral("a stage"), report);
        if (const Node* share = keys.required(QStringLiteral("share")))
            stage.percent = readShare(*share, report).value_or(last + 1);
        if (stage.percent <= last)
            report.problem(
                item,
                QStringLiteral("a stage's `share` must be larger than the one before it (%1%)").arg(last));
        last = stage.percent;
        if (const Node* soak = keys.value(QStringLiteral("soak")))
            stage.soak =
                readDuration(*soak, QStringLiteral("soak"), 1000, oneDay, report).value_or(stage.soak);
        if (const Node* gate = keys.value(QStringLiteral("gate")))
            stage.gate = readText(*gate, QStringLiteral("gate"), report).value_or(QString());
        keys.finish();
        strategy.stages += stage;
    }
    if (last != 100)
        report.problem(node,
                       QStringLiteral("the last stage must be `share: 100%`, so that all hosts are reached"));
}

void readCanary(Keys& keys, domain::Strategy& strategy, Report& report) {
    if (const Node* stages = keys.required(QStringLiteral("stages")))
        readStages(*stages, strategy, report);
    if (const Node* traffic = keys.value(QStringLiteral("traffic")))
        strategy.traffic = readText(*traffic, QStringLiteral("traffic"), report).value_or(QString());
    if (const Node* then = keys.value(QStringLiteral("then")))
        strategy.rollsBack = readWord(*then, QStringLiteral("then"),
                                      {QStringLiteral("roll-back"), QStringLiteral("hold")}, report)
                                 .value_or(QString()) == QLatin1StringView("roll-back");
}

void readBlueGreen(Keys& keys, domain::Strategy& strategy, Report& report) {
    if (const Node* active = keys.required(QStringLiteral("active")))
        strategy.active = readText(*active, QStringLiteral("active"), report).value_or(QString());
    if (const Node* sides = keys.value(QStringLiteral("sides"))) {
        strategy.sides = readTexts(*sides, QStringLiteral("sides"), report);
        if (strategy.sides.size() != 2 || strategy.sides[0] == strategy.sides[1] ||
            strategy.sides.contains(QString()))
            report.problem(*sides, QStringLiteral("`sides` must be two different names, like [blue, green]"));
    }
}

} // namespace

domain::Strategy readStrategy(const Node& node, Report& report) {
    static const QStringList kinds{QStringLiteral("parallel"), QStringLiteral("rolling"),
                                   QStringLiteral("canary"), QStringLiteral("blue-green")};
    domain::Strategy strategy;
    Keys keys(node, QStringLiteral("`strategy`"), report);
    const Node* found = nullptr;
    for (const QString& name : kinds)
        if (const Node* value = keys.value(name)) {
            if (found)
                report.problem(*value, QStringLiteral("an environment has one strategy"));
            found = value;
            strategy.kind = *domain::strategyFromName(name);
        }
    keys.finish();
    if (!found) {
        if (keys.isMap() && node.entries.empty())
            report.problem(node, QStringLiteral("`strategy` needs one of the keys %1")
                                     .arg(kinds.join(QLatin1StringView(", "))));
        return {};
    }
    Keys words(*found, QStringLiteral("`%1`").arg(domain::strategyName(strategy.kind)), report);
    switch (strategy.kind) {
    case Kind::OneByOne:
        break;
    case Kind::Parallel:
        readParallel(words, strategy, report);
        break;
    case Kind::Rolling:
        readRolling(words, strategy, report);
        break;
    case Kind::Canary:
        readCanary(words, strategy, report);
        break;
    case Kind::BlueGreen:
        readBlueGreen(words, strategy, report);
        break;
    }
    readFailures(words, strategy, report);
    words.finish();
    return strategy;
}

} // namespace slipway::workspace
