#include "app/domain/plan.h"

#include <QJsonArray>

namespace slipway::domain {

namespace {

// The first mistake in a stored plan; later ones do not matter.
class Reader {
public:
    const std::optional<base::Error>& error() const { return m_error; }
    void fail(base::ErrorKind kind, const QString& where, const QString& detail) {
        if (!m_error)
            m_error = base::Error{kind, where, detail};
    }
    QString text(const QJsonObject& object, const QString& key) {
        const QJsonValue value = object.value(key);
        if (!value.isString())
            fail(base::ErrorKind::Corrupt, QStringLiteral("plan"),
                 QStringLiteral("%1 is not a text").arg(key));
        return value.toString();
    }
    base::Milliseconds duration(const QJsonObject& object, const QString& key) {
        const qint64 ms = object.value(key).toInteger(-1);
        if (ms < 0)
            fail(base::ErrorKind::Corrupt, QStringLiteral("plan"),
                 QStringLiteral("%1 is not a duration in milliseconds").arg(key));
        return base::Milliseconds(ms);
    }
    QJsonArray array(const QJsonObject& object, const QString& key) {
        const QJsonValue value = object.value(key);
        if (!value.isArray())
            fail(base::ErrorKind::Corrupt, QStringLiteral("plan"),
                 QStringLiteral("%1 is not a list").arg(key));
        return value.toArray();
    }
    QJsonObject map(const QJsonObject& object, const QString& key) {
        const QJsonValue value = object.value(key);
        if (!value.isObject())
            fail(base::ErrorKind::Corrupt, QStringLiteral("plan"),
                 QStringLiteral("%1 is not a mapping").arg(key));
        return value.toObject();
    }
    Variables variables(const QJsonObject& object) {
        Variables variables;
        for (auto entry = object.begin(); entry != object.end(); ++entry) {
            if (!entry.value().isString())
                fail(base::ErrorKind::Corrupt, QStringLiteral("plan"),
                     QStringLiteral("variable %1 is not a text").arg(entry.key()));
            variables.insert(entry.key(), entry.value().toString());
        }
        return variables;
    }

private:
    std::optional<base::Error> m_error;
};

QJsonObject variablesJson(const Variables& variables) {
    QJsonObject object;
    for (auto entry = variables.cbegin(); entry != variables.cend(); ++entry)
        object.insert(entry.key(), entry.value());
    return object;
}

QJsonObject stepJson(const Step& step) {
    QJsonArray hosts;
    for (const HostName& host : step.hosts)
        hosts.append(host.text());
    QJsonObject hostVariables;
    for (auto entry = step.hostVariables.cbegin(); entry != step.hostVariables.cend(); ++entry)
        hostVariables.insert(entry.key().text(), variablesJson(entry.value()));
    QJsonObject object{{QStringLiteral("id"), step.id.text()},
                       {QStringLiteral("phase"), phaseName(step.phase)},
                       {QStringLiteral("kind"), step.kind},
                       {QStringLiteral("title"), step.title},
                       {QStringLiteral("why"), step.why},
                       {QStringLiteral("params"), step.params},
                       {QStringLiteral("hosts"), hosts},
                       {QStringLiteral("variables"), variablesJson(step.variables)},
                       {QStringLiteral("hostVariables"), hostVariables},
                       {QStringLiteral("undoes"), step.undoes.text()}};
    // Plans without these keep the bytes that older versions signed.
    if (!step.ifFails.isEmpty())
        object.insert(QStringLiteral("ifFails"), step.ifFails);
    if (!step.secrets.isEmpty())
        object.insert(QStringLiteral("secrets"), toJson(step.secrets));
    return object;
}

Step readStep(const QJsonObject& object, Reader& reader) {
    Step step;
    step.id = StepId(reader.text(object, QStringLiteral("id")));
    const QString phase = reader.text(object, QStringLiteral("phase"));
    if (const auto known = phaseFromName(phase))
        step.phase = *known;
    else
        reader.fail(base::ErrorKind::NewerFormat, step.id.text(),
                    QStringLiteral("unknown phase %1").arg(phase));
    step.kind = reader.text(object, QStringLiteral("kind"));
    if (!stepKind(step.kind))
        reader.fail(base::ErrorKind::NewerFormat, step.id.text(),
                    QStringLiteral("unknown kind of step %1").arg(step.kind));
    step.title = reader.text(object, QStringLiteral("title"));
    step.why = reader.text(object, QStringLiteral("why"));
    step.params = reader.map(object, QStringLiteral("params"));
    for (const QJsonValue host : reader.array(object, QStringLiteral("hosts")))
        step.hosts += HostName(host.toString());
    step.variables = reader.variables(reader.map(object, QStringLiteral("variables")));
    const QJsonObject hostVariables = reader.map(object, QStringLiteral("hostVariables"));
    for (auto entry = hostVariables.begin(); entry != hostVariables.end(); ++entry)
        step.hostVariables.insert(HostName(entry.key()), reader.variables(entry.value().toObject()));
    for (const QJsonValue value : object.value(QStringLiteral("secrets")).toArray())
        if (const auto secret = secretFromJson(value.toObject()))
            step.secrets += *secret;
        else
            reader.fail(base::ErrorKind::NewerFormat, step.id.text(),
                        QStringLiteral("an unknown source of a secret"));
    step.undoes = StepId(reader.text(object, QStringLiteral("undoes")));
    step.ifFails = object.value(QStringLiteral("ifFails")).toString();
    return step;
}

QJsonObject rolloutJson(const Rollout& rollout) {
    QJsonArray waves;
    for (const QList<HostName>& wave : rollout.waves) {
        QJsonArray hosts;
        for (const HostName& host : wave)
            hosts.append(host.text());
        waves.append(hosts);
    }
    QJsonObject object{{QStringLiteral("strategy"), strategyName(rollout.kind)},
                       {QStringLiteral("waves"), waves},
                       {QStringLiteral("limit"), rollout.limit},
                       {QStringLiteral("failures"), rollout.failures},
                       {QStringLiteral("side"), rollout.side},
                       {QStringLiteral("otherSide"), rollout.otherSide}};
    if (rollout.rollsBack)
        object.insert(QStringLiteral("rollsBack"), true);
    return object;
}

Rollout readRollout(const QJsonObject& object, Reader& reader) {
    Rollout rollout;
    const QString strategy = reader.text(object, QStringLiteral("strategy"));
    if (const auto kind = strategyFromName(strategy))
        rollout.kind = *kind;
    else
        reader.fail(base::ErrorKind::NewerFormat, QStringLiteral("plan"),
                    QStringLiteral("unknown strategy %1").arg(strategy));
    for (const QJsonValue value : reader.array(object, QStringLiteral("waves"))) {
        QList<HostName> wave;
        for (const QJsonValue host : value.toArray())
            wave += HostName(host.toString());
        rollout.waves += wave;
    }
    rollout.limit = object.value(QStringLiteral("limit")).toInt(1);
    rollout.failures = object.value(QStringLiteral("failures")).toInt();
    rollout.side = reader.text(object, QStringLiteral("side"));
    rollout.otherSide = reader.text(object, QStringLiteral("otherSide"));
    rollout.rollsBack = object.value(QStringLiteral("rollsBack")).toBool();
    return rollout;
}

/// What is not said is not written either: plans from before there were rules keep their fingerprint.
QJsonObject checkpointJson(const CheckpointPlan& checkpoint) {
    QJsonObject object{{QStringLiteral("after"), qint64(checkpoint.after.count())},
                       {QStringLiteral("statement"), checkpoint.statement}};
    if (!checkpoint.role.isEmpty())
        object.insert(QStringLiteral("role"), checkpoint.role);
    QJsonArray rules;
    for (const WatchRule& rule : checkpoint.rules)
        rules.append(toJson(rule));
    if (!rules.isEmpty())
        object.insert(QStringLiteral("rules"), rules);
    return object;
}

CheckpointPlan readCheckpoint(const QJsonObject& object, Reader& reader) {
    CheckpointPlan checkpoint{reader.duration(object, QStringLiteral("after")),
                              reader.text(object, QStringLiteral("statement")),
                              object.value(QStringLiteral("role")).toString(),
                              {}};
    for (const QJsonValue value : object.value(QStringLiteral("rules")).toArray()) {
        if (const auto rule = watchRuleFromJson(value.toObject()))
            checkpoint.rules += *rule;
        else
            reader.fail(base::ErrorKind::NewerFormat, QStringLiteral("plan"),
                        QStringLiteral("a checkpoint has a rule this Slipway does not know"));
    }
    return checkpoint;
}

} // namespace

QJsonObject toJson(const Plan& plan) {
    QJsonArray steps;
    for (const Step& step : plan.steps)
        steps.append(stepJson(step));
    QJsonArray checkpoints;
    for (const CheckpointPlan& checkpoint : plan.checkpoints)
        checkpoints.append(checkpointJson(checkpoint));
    QJsonObject object{{QStringLiteral("environment"), plan.environment.text()},
                       {QStringLiteral("steps"), steps},
                       {QStringLiteral("watchFor"), qint64(plan.watchFor.count())},
                       {QStringLiteral("checkpoints"), checkpoints},
                       {QStringLiteral("rollout"), rolloutJson(plan.rollout)}};
    if (plan.guard.lasts.count() > 0)
        object.insert(QStringLiteral("guard"),
                      QJsonObject{{QStringLiteral("for"), qint64(plan.guard.lasts.count())},
                                  {QStringLiteral("down"), qint64(plan.guard.down.count())},
                                  {QStringLiteral("rollsBack"), plan.guard.rollsBack}});
    if (plan.witness.count() > 0)
        object.insert(QStringLiteral("witness"), qint64(plan.witness.count()));
    if (!plan.logs.isEmpty()) {
        QJsonArray logs;
        for (const WatchedLog& log : plan.logs)
            logs.append(log.params);
        object.insert(QStringLiteral("logs"), logs);
    }
    return object;
}

base::Result<Plan> planFromJson(const QJsonObject& object) {
    Reader reader;
    Plan plan;
    plan.environment = EnvironmentName(reader.text(object, QStringLiteral("environment")));
    for (const QJsonValue step : reader.array(object, QStringLiteral("steps")))
        plan.steps += readStep(step.toObject(), reader);
    plan.watchFor = reader.duration(object, QStringLiteral("watchFor"));
    for (const QJsonValue value : reader.array(object, QStringLiteral("checkpoints")))
        plan.checkpoints += readCheckpoint(value.toObject(), reader);
    plan.witness = base::Milliseconds(object.value(QStringLiteral("witness")).toInteger());
    for (const QJsonValue log : object.value(QStringLiteral("logs")).toArray())
        plan.logs.append({log.toObject()});
    if (const QJsonObject guard = object.value(QStringLiteral("guard")).toObject(); !guard.isEmpty())
        plan.guard = {reader.duration(guard, QStringLiteral("for")),
                      reader.duration(guard, QStringLiteral("down")),
                      guard.value(QStringLiteral("rollsBack")).toBool()};
    // Plans from before there were strategies went step by step, one host after the other.
    if (object.contains(QStringLiteral("rollout")))
        plan.rollout = readRollout(reader.map(object, QStringLiteral("rollout")), reader);
    if (reader.error())
        return *reader.error();
    return plan;
}

} // namespace slipway::domain
