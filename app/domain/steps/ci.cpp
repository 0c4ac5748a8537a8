#include "app/domain/steps/fields.h"
#include "app/domain/steps/kinds.h"

#include <QJsonArray>

namespace slipway::domain::steps {

namespace {

const QString github = QStringLiteral("github");
const QString gitlab = QStringLiteral("gitlab");
const QString gitea = QStringLiteral("gitea");

QStringList textsOf(const QJsonObject& params, const char* name) {
    QStringList texts;
    for (const QJsonValue text : params.value(QLatin1StringView(name)).toArray())
        texts += text.toString();
    return texts;
}

/// "2 pending: build, lint"; empty when there are none.
QString group(const QList<CiCheck>& checks, CiCheck::State state, const char* word) {
    constexpr qsizetype most = 3;
    QStringList names;
    for (const CiCheck& check : checks)
        if (check.state == state)
            names += check.word.isEmpty() || check.word == QLatin1StringView(word)
                         ? check.name
                         : QStringLiteral("%1 (%2)").arg(check.name, check.word);
    if (names.isEmpty())
        return {};
    const qsizetype left = names.size() - most;
    return QStringLiteral("%1 %2: %3%4")
        .arg(names.size())
        .arg(QLatin1StringView(word), names.mid(0, most).join(QStringLiteral(", ")),
             left > 0 ? QStringLiteral(" and %1 more").arg(left) : QString());
}

class Ci final : public StepKind {
public:
    QString key() const override { return QStringLiteral("ci"); }
    Field::Type mainType() const override { return Field::Type::Text; }
    QStringList mainAllowed() const override { return {github, gitlab, gitea}; }
    QList<Field> fields() const override {
        return {
            text("repository", "owner/name there; what the remote origin names when absent"),
            text("url", "of its API, for an own server; may hold $VARIABLES"),
            list("checks", "names of the checks that must have passed; at least one of any name when absent"),
            flag("none-skipped", "false: skipped checks count as passed; else they fail, as missing ones do"),
            duration("within", 1, 86'400'000,
                     "how long to wait while checks are pending; one look when absent"),
        };
    }
    Place place() const override { return Place::Here; }
    bool takesSecrets() const override { return true; }
    QString defaultTitle(const QJsonObject&) const override { return QStringLiteral("CI has passed"); }
    QStringList complaints(const QJsonObject& params) const override {
        static const QRegularExpression shape(QStringLiteral("\\A[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)+\\z"));
        QStringList found;
        const QString forge = textOf(params, "main");
        const QString repository = textOf(params, "repository");
        if (params.contains(QStringLiteral("repository")) && !shape.match(repository).hasMatch())
            found += QStringLiteral("repository: `%1` is not one; write it as owner/name").arg(repository);
        else if (forge != gitlab && repository.count(QLatin1Char('/')) > 1)
            found += QStringLiteral("repository: `%1` has groups, which only GitLab knows; write it as "
                                    "owner/name")
                         .arg(repository);
        const QString url = textOf(params, "url");
        const bool isUrl = url.startsWith(QLatin1StringView("https://")) ||
                           url.startsWith(QLatin1StringView("http://")) || url.startsWith(QLatin1Char('$'));
        if (params.contains(QStringLiteral("url")) && !isUrl)
            found += QStringLiteral("url: is not a URL; it starts with https:// or a $VARIABLE");
        if (forge == gitea && !params.contains(QStringLiteral("url")))
            found +=
                QStringLiteral("ci: gitea needs `url`, that of the server, as in https://git.example.org");
        if (params.contains(QStringLiteral("checks")) && textsOf(params, "checks").isEmpty())
            found += QStringLiteral("checks: names none; leave it out for any");
        return found;
    }
    Operation operation(const QJsonObject& params, const Variables& variables) const override {
        CiQuestion question;
        question.forge = textOf(params, "main");
        question.url = expand(textOf(params, "url"), variables);
        question.repository = textOf(params, "repository", variables.value(ciRepository));
        question.commit = variables.value(QStringLiteral("SLIPWAY_COMMIT"));
        question.checks = textsOf(params, "checks");
        question.noneSkipped = params.value(QStringLiteral("none-skipped")).toBool(true);
        question.within = durationOf(params, "within");
        return question;
    }
    Judgement judge(const Operation& operation, const Answer& answer) const override {
        const auto* question = std::get_if<CiQuestion>(&operation);
        const auto* ci = std::get_if<CiAnswer>(&answer);
        if (!question || !ci)
            return {Verdict::Inconclusive, QStringLiteral("no answer of a forge")};
        if (ci->error)
            return {ci->error->kind == base::ErrorKind::Cancelled ? Verdict::Stopped : Verdict::Inconclusive,
                    QStringLiteral("could not be asked: %1").arg(ci->error->detail)};
        if (!ci->isKnown)
            return {Verdict::Failed,
                    QStringLiteral("%1 has no commit %2 in %3; push it first")
                        .arg(question->forge, question->commit.left(7), question->repository)};
        const QList<CiCheck> checks = asked(*question, *ci);
        QStringList missing = question->checks;
        int passed = 0;
        for (const CiCheck& check : checks) {
            missing.removeAll(check.name);
            passed += check.state == CiCheck::State::Passed ? 1 : 0;
        }
        QStringList wrong{group(checks, CiCheck::State::Failed, "failed")};
        if (!missing.isEmpty())
            wrong += QStringLiteral("missing: %1").arg(missing.join(QStringLiteral(", ")));
        wrong += group(checks, CiCheck::State::Pending, "pending");
        if (question->noneSkipped)
            wrong += group(checks, CiCheck::State::Skipped, "skipped");
        wrong.removeAll(QString());
        if (!wrong.isEmpty())
            return {Verdict::Failed, wrong.join(QStringLiteral("; "))};
        // Where all are skipped, nothing has run.
        if (passed == 0)
            return {Verdict::Failed, QStringLiteral("no check has run for %1").arg(question->commit.left(7))};
        return {Verdict::Passed,
                QStringLiteral("%1 passed for %2").arg(passed).arg(question->commit.left(7))};
    }

private:
    static QList<CiCheck> asked(const CiQuestion& question, const CiAnswer& answer) {
        if (question.checks.isEmpty())
            return answer.checks;
        QList<CiCheck> checks;
        for (const CiCheck& check : answer.checks)
            if (question.checks.contains(check.name))
                checks += check;
        return checks;
    }
};

} // namespace

const StepKind& ci() {
    static const Ci kind;
    return kind;
}

} // namespace slipway::domain::steps
