#include "app/domain/rollout.h"

#include "app/domain/step_ids.h"

#include <QCoreApplication>
#include <algorithm>

namespace slipway::domain {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("rollout", text);
}

bool isHostStep(const Step& step) {
    return step.phase == Phase::Deploy && !step.hosts.isEmpty();
}

QList<HostName> both(const QList<HostName>& order, const QList<HostName>& among) {
    QList<HostName> hosts;
    std::copy_if(order.begin(), order.end(), std::back_inserter(hosts),
                 [&](const HostName& host) { return among.contains(host); });
    return hosts;
}

/// The plan's waves, with one more for hosts that belong to none.
QList<QList<HostName>> wavesFor(const Plan& plan, qsizetype from, qsizetype to) {
    QList<QList<HostName>> waves = plan.rollout.waves;
    QList<HostName> rest;
    for (qsizetype i = from; i < to; ++i)
        for (const HostName& host : plan.steps[i].hosts) {
            const bool known = rest.contains(host) ||
                               std::any_of(waves.begin(), waves.end(),
                                           [&](const QList<HostName>& wave) { return wave.contains(host); });
            if (!known)
                rest += host;
        }
    if (!rest.isEmpty())
        waves += rest;
    return waves;
}

QList<HostName> namesOf(const QList<Host>& hosts) {
    QList<HostName> names;
    for (const Host& host : hosts)
        names += host.name;
    return names;
}

QList<QList<HostName>> batches(const QList<HostName>& hosts, qsizetype size) {
    QList<QList<HostName>> waves;
    for (qsizetype at = 0; at < hosts.size(); at += size)
        waves += hosts.mid(at, size);
    return waves;
}

QList<QList<HostName>> shares(const QList<HostName>& hosts, const QList<Strategy::Stage>& stages) {
    QList<QList<HostName>> waves;
    qsizetype done = 0;
    for (const Strategy::Stage& stage : stages) {
        // Rounded up, and never an empty stage while hosts are left.
        const qsizetype wanted = (hosts.size() * stage.percent + 99) / 100;
        const qsizetype until = std::min(hosts.size(), std::max(wanted, done + 1));
        waves += hosts.mid(done, until - done);
        done = until;
    }
    if (done < hosts.size())
        waves += hosts.mid(done);
    return waves;
}

/// Steps that a strategy adds carry the variables of the others.
struct Added {
    const Plan& plan;
    const Variables& common;
    const Step& model; ///< a host step whose host variables are taken over
    StepIds& ids;

    Step make(const QString& kind, const QString& id, const QString& title, const QJsonObject& params,
              const QList<HostName>& hosts) const {
        Step step;
        step.phase = Phase::Deploy;
        step.kind = kind;
        step.title = title;
        step.id = ids.make(id, kind);
        step.params = params;
        step.variables = common;
        step.variables.insert(QStringLiteral("SLIPWAY_STEP"), step.id.text());
        step.hosts = hosts;
        for (const HostName& host : hosts)
            step.hostVariables.insert(host, model.hostVariables.value(host));
        return step;
    }
};

QJsonObject healthParams(base::Milliseconds duration) {
    return {{QStringLiteral("main"), qint64(duration.count())}};
}

void addStages(QList<Step>& steps, const Strategy& strategy, const Added& added, const Step* traffic) {
    for (qsizetype i = 0; i < added.plan.rollout.waves.size(); ++i) {
        const QList<HostName>& wave = added.plan.rollout.waves[i];
        if (wave.isEmpty())
            continue;
        const Strategy::Stage stage = strategy.stages.value(i);
        const QString share = QString::number(stage.percent);
        if (traffic) {
            Step move = *traffic;
            move.id = added.ids.make(QStringLiteral("%1-%2").arg(traffic->id.text(), share), traffic->kind);
            move.title = tr("%1 (%2 %)").arg(traffic->title, share);
            move.variables.insert(QStringLiteral("SLIPWAY_SHARE"), share);
            move.variables.insert(QStringLiteral("SLIPWAY_STEP"), move.id.text());
            move.hosts = both(traffic->hosts, wave).mid(0, 1); // once a stage
            steps += move;
        }
        if (stage.soak.count() > 0)
            steps +=
                added.make(QStringLiteral("health"), QStringLiteral("canary-%1").arg(share),
                           tr("Canary of %1 %: healthy for %2").arg(share, base::durationText(stage.soak)),
                           healthParams(stage.soak), wave);
        if (!stage.gate.isEmpty())
            steps +=
                added.make(QStringLiteral("run"), QStringLiteral("canary-gate-%1").arg(share),
                           tr("Canary gate at %1 %").arg(share),
                           {{QStringLiteral("main"), stage.gate}, {QStringLiteral("changes"), false}}, wave);
    }
}

} // namespace

QString strategyName(Strategy::Kind kind) {
    static const char* const names[] = {"one-by-one", "parallel", "rolling", "canary", "blue-green"};
    return QString::fromLatin1(names[static_cast<int>(kind)]);
}

std::optional<Strategy::Kind> strategyFromName(QStringView name) {
    for (const auto kind : {Strategy::Kind::OneByOne, Strategy::Kind::Parallel, Strategy::Kind::Rolling,
                            Strategy::Kind::Canary, Strategy::Kind::BlueGreen})
        if (strategyName(kind) == name)
            return kind;
    return {};
}

bool isSwitch(const Step& step) {
    return step.kind == QStringLiteral("switch");
}

QList<Turn> turns(const Plan& plan) {
    QList<Turn> list;
    int section = 0;
    for (qsizetype at = 0; at < plan.steps.size(); ++section) {
        qsizetype end = at;
        while (end < plan.steps.size() && isHostStep(plan.steps[end]))
            ++end;
        if (end == at) {
            const Step& step = plan.steps[at++];
            list += Turn{&step, step.places(), section, 0, plan.rollout.limit};
            continue;
        }
        for (const QList<HostName>& wave : wavesFor(plan, at, end))
            for (qsizetype i = at; i < end; ++i)
                if (const auto hosts = both(plan.steps[i].hosts, wave); !hosts.isEmpty())
                    list += Turn{&plan.steps[i], hosts, section, plan.rollout.failures, plan.rollout.limit};
        at = end;
    }
    return list;
}

Rollout rolloutOf(const Environment& environment, const QString& side) {
    const Strategy& strategy = environment.strategy;
    Rollout rollout;
    rollout.kind = strategy.kind;
    rollout.failures = strategy.failures;
    rollout.limit = strategy.limit;
    const QList<HostName> all = namesOf(environment.hosts);
    switch (strategy.kind) {
    case Strategy::Kind::OneByOne:
        rollout.limit = 1;
        break;
    case Strategy::Kind::Parallel:
        break;
    case Strategy::Kind::Rolling:
        rollout.waves = batches(all, std::max(1, strategy.batch));
        break;
    case Strategy::Kind::Canary:
        rollout.waves = shares(all, strategy.stages);
        rollout.rollsBack = strategy.rollsBack;
        break;
    case Strategy::Kind::BlueGreen:
        rollout.side = side;
        for (const QString& other : strategy.sides)
            if (other != side)
                rollout.otherSide = other;
        break;
    }
    return rollout;
}

void addGates(Plan& plan, const Strategy& strategy, const Variables& common) {
    qsizetype last = -1;
    for (qsizetype i = 0; i < plan.steps.size(); ++i)
        if (isHostStep(plan.steps[i]) && plan.steps[i].changesHosts())
            last = i;
    if (last < 0)
        return;
    StepIds ids;
    for (const Step& step : plan.steps)
        ids.reserve(step.id.text());
    const Step model = plan.steps[last];
    const Added added{plan, common, model, ids};
    QList<Step> more;
    if (strategy.kind == Strategy::Kind::Rolling && strategy.healthGate.count() > 0)
        more += added.make(QStringLiteral("health"), QStringLiteral("health-gate"),
                           tr("Healthy for %1").arg(base::durationText(strategy.healthGate)),
                           healthParams(strategy.healthGate), model.hosts);
    if (strategy.kind == Strategy::Kind::Canary) {
        const auto traffic = std::find_if(plan.steps.begin(), plan.steps.end(), [&](const Step& step) {
            return !strategy.traffic.isEmpty() && step.id.text() == strategy.traffic;
        });
        const std::optional<Step> moved =
            traffic == plan.steps.end() ? std::nullopt : std::optional(*traffic);
        addStages(more, strategy, added, moved ? &*moved : nullptr);
        if (moved) {
            const qsizetype at = traffic - plan.steps.begin();
            plan.steps.removeAt(at);
            last -= at <= last ? 1 : 0;
        }
    }
    while (last + 1 < plan.steps.size() && isHostStep(plan.steps[last + 1]))
        ++last;
    for (qsizetype i = 0; i < more.size(); ++i)
        plan.steps.insert(last + 1 + i, more[i]);
}

} // namespace slipway::domain
