#include "app/engine/gate_checks.h"

#include "app/engine/bind_plan.h"

namespace slipway::engine {

using namespace domain;

base::Future<GateChecks::Answers> GateChecks::ask(const Environment& environment, const Candidate& candidate,
                                                  base::Milliseconds maxAge) {
    const QList<Step> steps = gateSteps(m_parts.source.project(), environment, candidate);
    if (steps.isEmpty() || candidate.isNone())
        return base::ready<Answers>(Answers());
    QString key = environment.name.text();
    for (const Step& step : steps)
        key += QLatin1Char(' ') + step.digest({});
    const auto known = m_known.constFind(key);
    if (known != m_known.constEnd() && m_parts.clock.now().bootMs - known->atBootMs <= maxAge.count())
        return base::ready<Answers>(known->answers);
    auto promise = std::make_shared<base::Promise<Answers>>();
    const bool isAsking = m_asking.contains(key);
    m_asking[key].promises.append(promise);
    if (!isAsking) {
        Plan plan;
        plan.environment = environment.name;
        plan.steps = steps;
        // What cannot be bound says so when it is asked.
        bindPlan(m_parts, plan, true, this,
                 [this, key](const base::Result<Plan>& bound) { perform(key, bound->steps); });
    }
    return promise->future();
}

void GateChecks::perform(const QString& key, const QList<Step>& steps) {
    m_asking[key].left = static_cast<int>(steps.size());
    for (const Step& step : steps) {
        auto* run = new LocalRun(m_parts, *stepKind(step.kind), step.operation({}), {}, this);
        connect(run, &LocalRun::finished, this,
                [this, run, key, id = step.id.text()](const Judgement& found) {
                    run->deleteLater();
                    Asking& asking = m_asking[key];
                    asking.answers.insert(id, found);
                    if (--asking.left == 0)
                        end(key);
                });
        run->begin();
    }
}

void GateChecks::end(const QString& key) {
    const Asking done = m_asking.take(key);
    m_known.insert(key, {done.answers, m_parts.clock.now().bootMs});
    for (const auto& promise : done.promises)
        promise->finish(done.answers);
}

} // namespace slipway::engine
