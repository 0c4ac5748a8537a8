#include "app/domain/steps/kinds.h"

namespace slipway::domain::steps {

namespace {

struct Word {
    const char* name;
    GitCheck check;
    const char* title;
    const char* holds;
};
constexpr Word words[] = {
    {"tag-annotated", GitCheck::TagAnnotated, "The tag is annotated", "the tag is annotated"},
    {"worktree-clean", GitCheck::WorktreeClean, "No uncommitted change", "no uncommitted change"},
    {"tag-on-commit", GitCheck::TagOnCommit, "The tag names the commit", "the tag names the commit"},
};

const Word& wordOf(const QString& name) {
    for (const Word& word : words)
        if (name == QLatin1StringView(word.name))
            return word;
    return words[2];
}

class Git final : public StepKind {
public:
    QString key() const override { return QStringLiteral("git"); }
    Field::Type mainType() const override { return Field::Type::Text; }
    QStringList mainAllowed() const override {
        QStringList names;
        for (const Word& word : words)
            names += QString::fromLatin1(word.name);
        return names;
    }
    QList<Field> fields() const override { return {}; }
    Place place() const override { return Place::Here; }
    QString defaultTitle(const QJsonObject& params) const override {
        return QString::fromLatin1(wordOf(params.value(QStringLiteral("main")).toString()).title);
    }
    Operation operation(const QJsonObject& params, const Variables& variables) const override {
        return GitQuestion{wordOf(params.value(QStringLiteral("main")).toString()).check,
                           variables.value(QStringLiteral("SLIPWAY_REF")),
                           variables.value(QStringLiteral("SLIPWAY_COMMIT"))};
    }
    Judgement judge(const Operation& operation, const Answer& answer) const override {
        const auto* question = std::get_if<GitQuestion>(&operation);
        const auto* git = std::get_if<GitAnswer>(&answer);
        if (!question || !git)
            return {Verdict::Inconclusive, QStringLiteral("no answer of the repository")};
        if (git->error)
            return {git->error->kind == base::ErrorKind::Cancelled ? Verdict::Stopped : Verdict::Inconclusive,
                    QStringLiteral("could not be checked: %1").arg(git->error->detail)};
        if (!git->detail.isEmpty())
            return {git->holds ? Verdict::Passed : Verdict::Failed, git->detail};
        for (const Word& word : words)
            if (git->holds && word.check == question->check)
                return {Verdict::Passed, QString::fromLatin1(word.holds)};
        return {git->holds ? Verdict::Passed : Verdict::Failed, QStringLiteral("does not hold")};
    }
};

} // namespace

const StepKind& git() {
    static const Git kind;
    return kind;
}

} // namespace slipway::domain::steps
