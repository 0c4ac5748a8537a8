#include "app/domain/gates.h"
#include "app/workspace/sections.h"
#include "app/workspace/spelling.h"

namespace slipway::workspace {

namespace {

constexpr qint64 oneMinute = 60'000;
constexpr qint64 thirtyDays = 30LL * 86'400'000;

QString readRole(Keys& keys, const char* word, Report& report) {
    const Node* node = keys.value(QLatin1StringView(word));
    return node ? readText(*node, QLatin1StringView(word), report).value_or(QString()) : QString();
}

} // namespace

domain::WaiverPolicy readWaivers(const Node& node, Report& report) {
    domain::WaiverPolicy policy;
    Keys keys(node, QStringLiteral("`waivers`"), report);
    policy.by = readRole(keys, "by", report);
    policy.countersign = readRole(keys, "countersign", report);
    if (const Node* most = keys.value(QStringLiteral("most")))
        policy.most =
            readDuration(*most, QStringLiteral("most"), oneMinute, thirtyDays, report).value_or(policy.most);
    if (const Node* gates = keys.value(QStringLiteral("gates")))
        for (const QString& gate : readTexts(*gates, QStringLiteral("gates"), report)) {
            if (!domain::isWaivable(gate))
                report.problem(*gates, QStringLiteral("`%1` is not a gate that can be waived. Those are: %2")
                                           .arg(gate, quotedList(domain::waivableGates())));
            policy.gates += gate;
        }
    keys.finish();
    return policy;
}

std::optional<QString> readEmergency(const Node& node, Report& report) {
    if (node.kind != Node::Kind::Map) {
        const auto flag = readFlag(node, QStringLiteral("emergency"), report);
        return flag.value_or(false) ? std::optional(QString()) : std::nullopt;
    }
    Keys keys(node, QStringLiteral("`emergency`"), report);
    const QString role = readRole(keys, "by", report);
    keys.finish();
    return role;
}

std::optional<base::Milliseconds> readRollbackReady(const Node& node, Report& report) {
    if (node.isPlain && (node.text == QLatin1StringView("true") || node.text == QLatin1StringView("false")))
        return node.text == QLatin1StringView("true") ? std::optional(base::Milliseconds(0)) : std::nullopt;
    return readDuration(node, QStringLiteral("rollback-ready"), oneMinute, 12 * thirtyDays, report);
}

} // namespace slipway::workspace
