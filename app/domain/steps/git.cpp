#include "app/domain/steps/fields.h"
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
    {"tag-create", GitCheck::CreateTag, "Make the tag", "the tag is there"},
    {"tag-signed", GitCheck::TagSigned, "The tag is signed", "the tag is signed"},
    {"tag-push", GitCheck::PushTag, "Push the tag", "the remote has the tag"},
};

const Word& wordOf(const QString& name) {
    for (const Word& word : words)
        if (name == QLatin1StringView(word.name))
            return word;
    return words[2];
}

GitCheck checkOf(const QJsonObject& params) {
    return wordOf(textOf(params, "main")).check;
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
    QList<Field> fields() const override {
        return {
            text("tag",
                 "with `tag-create` and `tag-push`: the tag; may hold $VARIABLES, $SLIPWAY_REF when absent"),
            text("message", "with `tag-create`: what the tag says; may hold $VARIABLES"),
            flag("signed",
                 "with `tag-create`: true: must be signed, as Git is set up here (user.signingkey)"),
            text("remote", "with `tag-push`: the remote; origin when absent"),
        };
    }
    bool changesHosts(const QJsonObject& params) const override {
        return GitQuestion{checkOf(params), {}, {}}.changes();
    }
    QStringList complaints(const QJsonObject& params) const override {
        QStringList found;
        const GitCheck check = checkOf(params);
        const auto belongs = [&](const char* field, bool fits, const char* to) {
            if (params.contains(QLatin1StringView(field)) && !fits)
                found +=
                    QStringLiteral("%1: belongs to %2").arg(QLatin1StringView(field), QLatin1StringView(to));
        };
        belongs("tag", changesHosts(params), "`tag-create` and `tag-push`");
        belongs("message", check == GitCheck::CreateTag, "`tag-create`");
        belongs("signed", check == GitCheck::CreateTag, "`tag-create`");
        belongs("remote", check == GitCheck::PushTag, "`tag-push`");
        for (const char* name : {"tag", "remote"})
            if (textOf(params, name).startsWith(QLatin1Char('-')))
                found += QStringLiteral("%1: starts with `-`, which Git takes for an option")
                             .arg(QLatin1StringView(name));
        return found;
    }
    Undo undo(const QJsonObject& params) const override {
        if (!changesHosts(params))
            return {};
        return {Undo::How::Impossible, {}, {}, QStringLiteral("a tag that others may have seen stays")};
    }
    Place place() const override { return Place::Here; }
    QString defaultTitle(const QJsonObject& params) const override {
        return QString::fromLatin1(wordOf(params.value(QStringLiteral("main")).toString()).title);
    }
    Operation operation(const QJsonObject& params, const Variables& variables) const override {
        const QString ref = variables.value(QStringLiteral("SLIPWAY_REF"));
        GitQuestion question{checkOf(params), ref, variables.value(QStringLiteral("SLIPWAY_COMMIT"))};
        if (!question.changes())
            return question;
        question.version = expand(textOf(params, "tag", QStringLiteral("$SLIPWAY_REF")), variables);
        if (question.check == GitCheck::CreateTag) {
            question.message =
                expand(textOf(params, "message",
                              QStringLiteral("$SLIPWAY_REF to $SLIPWAY_ENVIRONMENT, $SLIPWAY_DEPLOYMENT")),
                       variables);
            question.isSigned = flagOf(params, "signed");
        } else {
            question.remote = textOf(params, "remote", QStringLiteral("origin"));
        }
        return question;
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
