#include "app/domain/step_kind.h"
#include "app/workspace/sections.h"

#include <algorithm>

namespace slipway::workspace {

namespace {

/// Why the step cannot be a half of a switch; empty: it can.
QString unfit(const domain::StepTemplate& step, bool isLook) {
    if (step.kind != QLatin1StringView("http"))
        return QStringLiteral("a switch is thrown and read back by `http`");
    const bool changes = domain::stepKind(step.kind)->changesHosts(step.params);
    if (isLook && changes)
        return QStringLiteral("`read-back` only looks: it asks with GET");
    if (!isLook && !changes)
        return QStringLiteral("`turn` changes something: it has a `method` like PUT or POST");
    if (!step.id.isEmpty() || !step.only.isEmpty() || !step.why.isEmpty() ||
        step.params.contains(QStringLiteral("undo")) || step.params.contains(QStringLiteral("within")))
        return QStringLiteral("a switch has no `id`, `only`, `why`, `undo` or `within`");
    return {};
}

domain::StepTemplate readHalf(const Node& node, bool isLook, Report& report) {
    const qsizetype before = report.problems().size();
    const auto step = readStep(node, domain::Phase::Deploy, report);
    if (!step || report.problems().size() > before)
        return {};
    if (const QString problem = unfit(*step, isLook); !problem.isEmpty())
        report.problem(node, problem);
    return *step;
}

} // namespace

QList<domain::KillSwitch> readSwitches(const Node& node, Report& report) {
    QList<domain::KillSwitch> switches;
    if (node.kind != Node::Kind::List) {
        report.problem(node, QStringLiteral("`switches` must be a list"));
        return switches;
    }
    for (const Node& item : node.items) {
        Keys keys(item, QStringLiteral("a switch"), report);
        if (!keys.isMap())
            continue;
        domain::KillSwitch one;
        if (const Node* name = keys.required(QStringLiteral("name")))
            one.name = readText(*name, QStringLiteral("name"), report).value_or(QString());
        if (const Node* turn = keys.required(QStringLiteral("turn")))
            one.turn = readHalf(*turn, false, report);
        if (const Node* look = keys.required(QStringLiteral("read-back")))
            one.readBack = readHalf(*look, true, report);
        keys.finish();
        if (std::any_of(switches.begin(), switches.end(),
                        [&one](const domain::KillSwitch& other) { return other.name == one.name; }))
            report.problem(item, QStringLiteral("a second switch `%1`").arg(one.name));
        switches += one;
    }
    return switches;
}

} // namespace slipway::workspace
