#include "app/domain/steps/bound.h"
#include "app/domain/steps/host_command.h"
#include "app/domain/steps/kinds.h"

#include <QRegularExpression>

namespace slipway::domain::steps {

namespace {

constexpr qsizetype longestTitle = 60;
constexpr qsizetype longestQuote = 60;

QString quoted(const QString& text) {
    const QString line = text.simplified();
    return line.size() <= longestQuote ? line : line.left(longestQuote - 1) + QChar(0x2026);
}

/// The last number in a text: what coverage, counts and benchmarks end their line with.
QString lastNumber(const QString& text) {
    static const QRegularExpression number(
        QStringLiteral("(?<![\\w.])[+-]?\\d+(?:\\.\\d+)?(?![\\w]|\\.\\d)"));
    QString last;
    auto matches = number.globalMatch(text);
    while (matches.hasNext())
        last = matches.next().captured();
    return last;
}

class Run final : public HostCommand {
public:
    QString key() const override { return QStringLiteral("run"); }
    Field::Type mainType() const override { return Field::Type::Text; }
    QList<Field> fields() const override {
        return {
            undoField(),
            {QStringLiteral("folder"),
             Field::Type::Text,
             {},
             0,
             0,
             QStringLiteral(
                 "folder to run in; on hosts the home folder when absent, here the one of slipway.yaml")},
            text("where", "`hosts`, the usual: on each of them; `here`: once, on this computer",
                 {QStringLiteral("hosts"), QStringLiteral("here")}),
            {QStringLiteral("idempotent"),
             Field::Type::Flag,
             {},
             0,
             0,
             QStringLiteral("true: may be repeated without asking when its outcome is unknown")},
            {QStringLiteral("changes"),
             Field::Type::Flag,
             {},
             0,
             0,
             QStringLiteral("false: only looks, so it needs no lock and no approval before it")},
            text("matches", "regular expression that a part of its output must match"),
            text("number", "what the last number of its output must keep: \">= 80\""),
        };
    }
    bool readsOutput(const QJsonObject& params) const override {
        return params.contains(QStringLiteral("matches")) || params.contains(QStringLiteral("number"));
    }
    Place placeFor(const QJsonObject& params) const override {
        return textOf(params, "where") == QLatin1StringView("here") ? Place::Here : Place::EachHost;
    }
    bool changesHosts(const QJsonObject& params) const override {
        return params.value(QStringLiteral("changes")).toBool(true);
    }
    QString defaultTitle(const QJsonObject& params) const override {
        const QString line =
            params.value(QStringLiteral("main")).toString().trimmed().section(QLatin1Char('\n'), 0, 0);
        return line.size() <= longestTitle ? line : line.left(longestTitle - 1) + QChar(0x2026);
    }
    QStringList complaints(const QJsonObject& params) const override {
        QStringList found;
        for (const QString& name : {QStringLiteral("main"), QStringLiteral("undo"), QStringLiteral("folder")})
            if (params.value(name).isString() && params.value(name).toString().trimmed().isEmpty())
                found += QStringLiteral("%1: is empty").arg(name == QLatin1StringView("main") ? key() : name);
        if (params.contains(QStringLiteral("undo")) && !params.value(QStringLiteral("changes")).toBool(true))
            found += QStringLiteral("undo: a step with `changes: false` has nothing to undo");
        if (const QString problem = patternProblem(textOf(params, "matches")); !problem.isEmpty())
            found += QStringLiteral("matches: %1").arg(problem);
        if (const QString bound = textOf(params, "number");
            params.contains(QStringLiteral("number")) && !boundOf(bound))
            found += QStringLiteral("number: `%1` is no comparison; write one as in \">= 80\"").arg(bound);
        return found;
    }
    Operation operation(const QJsonObject& params, const Variables& variables) const override {
        RemoteCommand command;
        command.script = params.value(QStringLiteral("main")).toString();
        command.variables = variables;
        command.folder = params.value(QStringLiteral("folder")).toString();
        if (params.contains(QStringLiteral("timeout")))
            command.timeout = base::Milliseconds(params.value(QStringLiteral("timeout")).toInteger());
        command.matches = textOf(params, "matches");
        command.number = textOf(params, "number");
        return command;
    }
    Judgement judge(const Operation& operation, const Answer& answer) const override {
        Judgement judgement = HostCommand::judge(operation, answer);
        const auto* command = std::get_if<RemoteCommand>(&operation);
        if (judgement.verdict != Verdict::Passed || !command)
            return judgement;
        const QString output = QString::fromUtf8(std::get<RemoteAnswer>(answer).tail);
        if (!command->matches.isEmpty()) {
            const auto match = multiline(command->matches).match(output);
            if (!match.hasMatch())
                return {Verdict::Failed,
                        QStringLiteral("exit 0, but nothing in its output matches %1").arg(command->matches)};
            judgement.summary += QStringLiteral(", “%1”").arg(quoted(match.captured()));
        }
        if (!command->number.isEmpty()) {
            const QString number = lastNumber(output);
            const auto bound = boundOf(command->number);
            const auto kept = number.isEmpty() || !bound ? std::nullopt : holds(*bound, number);
            if (!kept)
                return {Verdict::Inconclusive,
                        QStringLiteral("exit 0, but there is no number in its output")};
            if (!*kept)
                return {Verdict::Failed, QStringLiteral("%1, allowed %2").arg(number, command->number)};
            judgement.summary += QStringLiteral(", %1").arg(number);
        }
        return judgement;
    }
};

} // namespace

const StepKind& run() {
    static const Run kind;
    return kind;
}

} // namespace slipway::domain::steps
