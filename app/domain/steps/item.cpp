#include "app/domain/steps/fields.h"
#include "app/domain/steps/kinds.h"

namespace slipway::domain::steps {

namespace {

/// A check only looks.
bool canCheck(const Doing& check) {
    static const QStringList keys{QStringLiteral("run"), QStringLiteral("http"), QStringLiteral("git"),
                                  QStringLiteral("file"), QStringLiteral("ci")};
    const QString key = check.kind->key();
    return keys.contains(key) && (key == keys.first() || !check.kind->changesHosts(check.params));
}

/// The kind that asks for this; null: people are asked.
const StepKind* asking(const Operation& operation) {
    if (std::holds_alternative<RemoteCommand>(operation))
        return &run();
    if (std::holds_alternative<HttpQuestion>(operation))
        return &http();
    if (std::holds_alternative<GitQuestion>(operation))
        return &git();
    return std::holds_alternative<CiQuestion>(operation) ? &ci() : nullptr;
}

class Item final : public StepKind {
public:
    QString key() const override { return QStringLiteral("item"); }
    Field::Type mainType() const override { return Field::Type::Text; }
    QList<Field> fields() const override {
        return {
            text("sign", "role whose holder signs it; when absent anybody answers it"),
            {QStringLiteral("check"),
             Field::Type::Check,
             {},
             0,
             0,
             QStringLiteral(
                 "what it takes its verdict from: one of run, http, git, file, ci with its fields")},
            validForField(),
        };
    }
    Place place() const override { return Place::Person; }
    Doing doing(const QJsonObject& params) const override {
        const QJsonObject check = params.value(QStringLiteral("check")).toObject();
        const StepKind* kind = stepKind(check.value(QStringLiteral("step")).toString());
        return kind && kind != this ? Doing{kind, check.value(QStringLiteral("params")).toObject()}
                                    : Doing{this, params};
    }
    Place placeFor(const QJsonObject& params) const override {
        const Doing check = doing(params);
        return check.kind == this ? Place::Person : check.kind->placeFor(check.params);
    }
    bool takesSecrets() const override { return true; }
    bool readsOutput(const QJsonObject& params) const override {
        const Doing check = doing(params);
        return check.kind != this && check.kind->readsOutput(check.params);
    }
    QString defaultTitle(const QJsonObject& params) const override { return textOf(params, "main"); }
    QStringList complaints(const QJsonObject& params) const override {
        QStringList found;
        if (textOf(params, "main").trimmed().isEmpty())
            found += QStringLiteral("item: is empty; say what is to be true");
        if (!params.contains(QStringLiteral("check")))
            return found;
        if (!canCheck(doing(params)))
            found +=
                QStringLiteral("check: only looks; allowed are run, http that changes nothing, git without "
                               "tag-create and tag-push, file and ci");
        for (const char* name : {"sign", "valid-for"})
            if (params.contains(QLatin1StringView(name)))
                found +=
                    QStringLiteral("%1: belongs to items that people answer; let a signed one follow the "
                                   "checked one")
                        .arg(QLatin1StringView(name));
        return found;
    }
    Operation operation(const QJsonObject& params, const Variables& variables) const override {
        if (const Doing check = doing(params); check.kind != this)
            return check.kind->operation(check.params, variables);
        const QString role = textOf(params, "sign");
        return PersonQuestion{textOf(params, "main"), role, 1, false, validForOf(params, !role.isEmpty())};
    }
    Judgement judge(const Operation& operation, const Answer& answer) const override {
        const StepKind* kind = asking(operation);
        return kind ? kind->judge(operation, answer)
                    : Judgement{Verdict::Inconclusive, QStringLiteral("only a person can answer it")};
    }
};

} // namespace

const StepKind& item() {
    static const Item kind;
    return kind;
}

} // namespace slipway::domain::steps
