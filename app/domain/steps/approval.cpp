#include "app/domain/steps/fields.h"
#include "app/domain/steps/kinds.h"

namespace slipway::domain::steps {

namespace {

class Approval final : public StepKind {
public:
    QString key() const override { return QStringLiteral("approval"); }
    Field::Type mainType() const override { return Field::Type::Text; }
    QList<Field> fields() const override {
        return {
            {QStringLiteral("statement"),
             Field::Type::Text,
             {},
             0,
             0,
             QStringLiteral("the words that are signed; the title when absent")},
            {QStringLiteral("sign"),
             Field::Type::Text,
             {},
             0,
             0,
             QStringLiteral("role whose holders sign; when absent everybody may")},
            {QStringLiteral("four-eyes"),
             Field::Type::Integer,
             {},
             1,
             5,
             QStringLiteral("how many people other than who started it must sign")},
            flag("no-author", "true: who wrote a commit that is released does not count either"),
            duration("cool-down", 60'000, 7LL * 86'400'000,
                     "who works alone approves for production only so long after it began to wait"),
            validForField(),
        };
    }
    Place place() const override { return Place::Person; }
    QString defaultTitle(const QJsonObject& params) const override {
        return params.value(QStringLiteral("main")).toString();
    }
    QStringList complaints(const QJsonObject& params) const override {
        QStringList found;
        if (params.value(QStringLiteral("main")).toString().trimmed().isEmpty())
            found += QStringLiteral("approval: is empty; say what is approved");
        if (params.contains(QStringLiteral("statement")) &&
            params.value(QStringLiteral("statement")).toString().trimmed().isEmpty())
            found += QStringLiteral("statement: is empty");
        if (!params.value(QStringLiteral("required")).toBool(true))
            found +=
                QStringLiteral("required: an approval is always required; leave the step out with `only`");
        return found;
    }
    Operation operation(const QJsonObject& params, const Variables& variables) const override {
        PersonQuestion question;
        question.statement = params.value(QStringLiteral("statement"))
                                 .toString(params.value(QStringLiteral("main")).toString());
        question.role = params.value(QStringLiteral("sign")).toString();
        question.fourEyes = params.contains(QStringLiteral("four-eyes"));
        question.noAuthor = flagOf(params, "no-author");
        if (question.noAuthor) {
            question.authors = variables.value(authorNames).split(QLatin1Char(' '), Qt::SkipEmptyParts);
            question.strangers = variables.value(authorStrangers).split(QLatin1Char(' '), Qt::SkipEmptyParts);
        }
        question.validFor = validForOf(params, true);
        question.coolDown = durationOf(params, "cool-down");
        question.signatures = params.value(QStringLiteral("four-eyes")).toInt(1);
        return question;
    }
    // People give the verdict; there is no answer of a machine.
    Judgement judge(const Operation&, const Answer&) const override {
        return {Verdict::Inconclusive, QStringLiteral("only people can approve it")};
    }
};

} // namespace

const StepKind& approval() {
    static const Approval kind;
    return kind;
}

} // namespace slipway::domain::steps
