#include "app/domain/steps/host_command.h"
#include "app/domain/steps/kinds.h"

namespace slipway::domain::steps {

namespace {

class File final : public StepKind {
public:
    QString key() const override { return QStringLiteral("file"); }
    Field::Type mainType() const override { return Field::Type::Text; }
    QList<Field> fields() const override {
        return {
            text("matches",
                 "regular expression that a part of it must match; $VARIABLES stand for their text"),
        };
    }
    Place place() const override { return Place::Here; }
    QString defaultTitle(const QJsonObject& params) const override {
        return QStringLiteral("%1 of the released commit").arg(textOf(params, "main"));
    }
    QStringList complaints(const QJsonObject& params) const override {
        QStringList found;
        const QString path = textOf(params, "main");
        if (const QString problem = pathProblem(path); !problem.isEmpty())
            found += QStringLiteral("file: %1").arg(problem);
        else if (path.startsWith(QLatin1Char('/')) || path.startsWith(QLatin1Char('~')))
            found += QStringLiteral("file: starts at the repository's top, without `/` or `~`");
        if (const QString problem = patternProblem(textOf(params, "matches")); !problem.isEmpty())
            found += QStringLiteral("matches: %1").arg(problem);
        return found;
    }
    Operation operation(const QJsonObject& params, const Variables& variables) const override {
        GitQuestion question;
        question.check = GitCheck::FileHolds;
        question.version = variables.value(QStringLiteral("SLIPWAY_REF"));
        question.commit = variables.value(QStringLiteral("SLIPWAY_COMMIT"));
        question.path = textOf(params, "main");
        // A version is text in an expression: its dots match dots only.
        Variables escaped = variables;
        for (QString& value : escaped)
            value = QRegularExpression::escape(value);
        question.matches = expand(textOf(params, "matches"), escaped);
        return question;
    }
    Judgement judge(const Operation& operation, const Answer& answer) const override {
        return git().judge(operation, answer);
    }
};

} // namespace

const StepKind& file() {
    static const File kind;
    return kind;
}

} // namespace slipway::domain::steps
