#include "app/workspace/strategy_checks.h"

#include "app/workspace/spelling.h"

#include <algorithm>

namespace slipway::workspace {

namespace {

using namespace domain;
using Kind = Strategy::Kind;

class StrategyCheck {
public:
    StrategyCheck(const Project& project, const Environment& environment, const Places& places,
                  Report& report)
        : m_project(project)
        , m_environment(environment)
        , m_strategy(environment.strategy)
        , m_places(places)
        , m_report(report) {}

    void check() {
        checkProbes();
        checkTraffic();
        checkSides();
        checkSingleInstance();
    }

private:
    QString name() const { return m_environment.name.text(); }
    /// The environment's key, or the environment where the file does not give it.
    const Node& place(const char* key) const {
        const Node::Entry* entry = m_places.environments ? m_places.environments->entry(name()) : nullptr;
        const Node::Entry* inside = entry ? entry->value.entry(QLatin1StringView(key)) : nullptr;
        static const Node nowhere;
        return inside ? inside->value : entry ? entry->value : nowhere;
    }
    template <class F>
    void eachStep(F f) {
        for (qsizetype i = 0; i < m_project.steps.size(); ++i) {
            const StepTemplate& step = m_project.steps[i];
            if (step.only.isEmpty() || step.only.contains(m_environment.name))
                f(step, *m_places.steps[static_cast<size_t>(i)]);
        }
    }

    void checkProbes() {
        if (!m_environment.probes.isEmpty())
            return;
        const bool soaks = std::any_of(m_strategy.stages.begin(), m_strategy.stages.end(),
                                       [](const Strategy::Stage& stage) { return stage.soak.count() > 0; });
        if (m_strategy.healthGate.count() > 0 || soaks)
            m_report.problem(place("strategy"),
                             QStringLiteral("`%1` has no probes, so its health could not be observed between "
                                            "hosts; add `probes`")
                                 .arg(name()));
        eachStep([this](const StepTemplate& step, const Node& at) {
            if (step.kind == QLatin1StringView("health"))
                m_report.problem(
                    at, QStringLiteral("`%1` has no probes whose health this could wait for").arg(name()));
        });
    }
    void checkTraffic() {
        if (m_strategy.traffic.isEmpty())
            return;
        QStringList ids;
        bool fits = false;
        eachStep([&](const StepTemplate& step, const Node&) {
            if (step.phase != Phase::Deploy || step.id.isEmpty())
                return;
            ids += step.id;
            fits = fits || (step.id == m_strategy.traffic && stepKind(step.kind)->place() == Place::EachHost);
        });
        if (!fits)
            m_report.problem(
                place("strategy"),
                QStringLiteral("`traffic: %1` is not the id of a step of the deploy phase that runs "
                               "on hosts. There are: %2")
                    .arg(m_strategy.traffic, ids.isEmpty() ? QStringLiteral("none") : quotedList(ids)));
    }
    void checkSides() {
        const bool isBlueGreen = m_strategy.kind == Kind::BlueGreen;
        bool switches = false;
        eachStep([&](const StepTemplate& step, const Node& at) {
            if (step.kind != QLatin1StringView("switch"))
                return;
            switches = true;
            if (!isBlueGreen)
                m_report.problem(at,
                                 QStringLiteral("`%1` has no `strategy: { blue-green: … }`, so there is no "
                                                "side to switch to; use `only`")
                                     .arg(name()));
            else if (step.phase != Phase::Deploy)
                m_report.problem(at, QStringLiteral("`switch` belongs to the phase `deploy`"));
        });
        for (const Host& host : m_environment.hosts)
            if (!host.side.isEmpty() && (!isBlueGreen || !m_strategy.sides.contains(host.side)))
                m_report.problem(place("hosts"),
                                 isBlueGreen
                                     ? QStringLiteral("`%1` is of the side `%2`, and the sides are %3")
                                           .arg(host.name.text(), host.side, quotedList(m_strategy.sides))
                                     : QStringLiteral("`side` of `%1` needs `strategy: { blue-green: … }`")
                                           .arg(host.name.text()));
        if (!isBlueGreen)
            return;
        if (!switches)
            m_report.problem(
                place("strategy"),
                QStringLiteral("`blue-green` needs a step `switch` in the phase `deploy` that moves "
                               "the traffic"));
        if (m_environment.hosts.isEmpty())
            m_report.problem(place("strategy"), QStringLiteral("`blue-green` needs hosts"));
    }
    void checkSingleInstance() {
        if (!m_environment.singleInstance)
            return;
        if (m_strategy.kind == Kind::Canary || m_strategy.kind == Kind::BlueGreen)
            m_report.problem(place("strategy"),
                             QStringLiteral("`%1` runs the old and the new version side by side, and "
                                            "`single-instance` forbids that")
                                 .arg(strategyName(m_strategy.kind)));
        if (m_environment.hosts.size() > 1)
            m_report.problem(place("single-instance"),
                             QStringLiteral("`single-instance` means one host, and `%1` has %2")
                                 .arg(name())
                                 .arg(m_environment.hosts.size()));
    }

    const Project& m_project;
    const Environment& m_environment;
    const Strategy& m_strategy;
    const Places& m_places;
    Report& m_report;
};

} // namespace

void checkStrategies(const Project& project, const Places& places, Report& report) {
    for (const Environment& environment : project.environments)
        StrategyCheck(project, environment, places, report).check();
}

} // namespace slipway::workspace
