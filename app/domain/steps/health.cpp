#include "app/domain/steps/fields.h"
#include "app/domain/steps/kinds.h"

namespace slipway::domain::steps {

namespace {

/// How much longer than the asked time it is waited for, when the file does not say.
constexpr base::Milliseconds moreTime{120'000};

class Health final : public StepKind {
public:
    QString key() const override { return QStringLiteral("health"); }
    Field::Type mainType() const override { return Field::Type::Duration; }
    QList<Field> fields() const override { return {}; }
    Place place() const override { return Place::EachHostOrHere; }
    QString defaultTitle(const QJsonObject& params) const override {
        return QStringLiteral("Healthy for %1").arg(base::durationText(durationOf(params, "main")));
    }
    QStringList complaints(const QJsonObject& params) const override {
        if (durationOf(params, "main").count() <= 0)
            return {QStringLiteral("health: is no time at all; give a duration like 30s")};
        if (params.contains(QStringLiteral("timeout")) && timeoutOf(params) <= durationOf(params, "main"))
            return {QStringLiteral("timeout: is not longer than the time that is asked for")};
        return {};
    }
    Operation operation(const QJsonObject& params, const Variables& variables) const override {
        return HealthQuestion{EnvironmentName(variables.value(QStringLiteral("SLIPWAY_ENVIRONMENT"))),
                              HostName(variables.value(QStringLiteral("SLIPWAY_HOST"))),
                              durationOf(params, "main"), timeoutOf(params)};
    }
    Judgement judge(const Operation& operation, const Answer& answer) const override {
        const auto* question = std::get_if<HealthQuestion>(&operation);
        const auto* health = std::get_if<HealthAnswer>(&answer);
        if (!question || !health)
            return {Verdict::Inconclusive, QStringLiteral("no answer of the probes")};
        if (health->isDown)
            return {Verdict::Failed, QStringLiteral("down: %1").arg(health->reason)};
        if (health->healthy >= question->duration)
            return {Verdict::Passed,
                    QStringLiteral("observed healthy for %1").arg(base::durationText(question->duration))};
        return {Verdict::Inconclusive,
                QStringLiteral("%1 of %2 observed healthy%3")
                    .arg(base::durationText(base::Milliseconds(health->healthy.count() / 1000 * 1000)),
                         base::durationText(question->duration),
                         health->reason.isEmpty() ? QString() : QStringLiteral(": ") + health->reason)};
    }

private:
    static base::Milliseconds timeoutOf(const QJsonObject& params) {
        return durationOf(params, "timeout", (durationOf(params, "main") * 2 + moreTime).count());
    }
};

} // namespace

const StepKind& health() {
    static const Health kind;
    return kind;
}

} // namespace slipway::domain::steps
