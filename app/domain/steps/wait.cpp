#include "app/domain/steps/fields.h"
#include "app/domain/steps/kinds.h"

namespace slipway::domain::steps {

namespace {

class Wait final : public StepKind {
public:
    QString key() const override { return QStringLiteral("wait"); }
    Field::Type mainType() const override { return Field::Type::Duration; }
    QList<Field> fields() const override { return {}; }
    Place place() const override { return Place::Here; }
    QString defaultTitle(const QJsonObject& params) const override {
        return QStringLiteral("Wait %1").arg(base::durationText(durationOf(params, "main")));
    }
    QStringList complaints(const QJsonObject& params) const override {
        if (durationOf(params, "main").count() <= 0)
            return {QStringLiteral("wait: is no time at all; give a duration like 30s")};
        return {};
    }
    Operation operation(const QJsonObject& params, const Variables&) const override {
        return WaitFor{durationOf(params, "main")};
    }
    Judgement judge(const Operation& operation, const Answer& answer) const override {
        const auto* wait = std::get_if<WaitFor>(&operation);
        if (!wait || !std::holds_alternative<WaitAnswer>(answer))
            return {Verdict::Inconclusive, QStringLiteral("no answer of a wait")};
        return {Verdict::Passed, QStringLiteral("waited %1").arg(base::durationText(wait->duration))};
    }
};

} // namespace

const StepKind& wait() {
    static const Wait kind;
    return kind;
}

} // namespace slipway::domain::steps
