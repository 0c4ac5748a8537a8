#include "app/domain/steps/fields.h"
#include "app/domain/steps/kinds.h"

namespace slipway::domain::steps {

namespace {

class Item final : public StepKind {
public:
    QString key() const override { return QStringLiteral("item"); }
    Field::Type mainType() const override { return Field::Type::Text; }
    QList<Field> fields() const override {
        return {
            {QStringLiteral("sign"),
             Field::Type::Text,
             {},
             0,
             0,
             QStringLiteral("role whose holder signs it; when absent anybody answers it")},
            validForField(),
        };
    }
    Place place() const override { return Place::Person; }
    QString defaultTitle(const QJsonObject& params) const override {
        return params.value(QStringLiteral("main")).toString();
    }
    QStringList complaints(const QJsonObject& params) const override {
        if (params.value(QStringLiteral("main")).toString().trimmed().isEmpty())
            return {QStringLiteral("item: is empty; say what is to be true")};
        return {};
    }
    Operation operation(const QJsonObject& params, const Variables&) const override {
        const QString role = textOf(params, "sign");
        return PersonQuestion{textOf(params, "main"), role, 1, false, validForOf(params, !role.isEmpty())};
    }
    // People give the verdict; there is no answer of a machine.
    Judgement judge(const Operation&, const Answer&) const override {
        return {Verdict::Inconclusive, QStringLiteral("only a person can answer it")};
    }
};

} // namespace

const StepKind& item() {
    static const Item kind;
    return kind;
}

} // namespace slipway::domain::steps
