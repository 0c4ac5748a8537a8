#include "app/base/json_path.h"
#include "app/domain/steps/bound.h"
#include "app/domain/steps/host_command.h"
#include "app/domain/steps/kinds.h"

#include <QJsonDocument>

namespace slipway::domain::steps {

namespace {

// The last JSON object in the output: all of it, or from a line that begins with a brace on.
QByteArray resultIn(const QByteArray& output) {
    constexpr int mostTries = 200;
    const QByteArray text = output.trimmed();
    if (QJsonDocument::fromJson(text).isObject())
        return text;
    qsizetype at = text.size();
    for (int tries = 0; tries < mostTries && at > 0; ++tries) {
        at = text.lastIndexOf("\n{", at - 1);
        if (at < 0)
            break;
        const QByteArray rest = text.mid(at + 1);
        const qsizetype line = rest.indexOf('\n');
        for (const QByteArray& part : {rest, rest.left(line < 0 ? rest.size() : line)})
            if (QJsonDocument::fromJson(part).isObject())
                return part;
    }
    return {};
}

class Load final : public HostCommand {
public:
    QString key() const override { return QStringLiteral("load"); }
    Field::Type mainType() const override { return Field::Type::Text; }
    bool readsOutput(const QJsonObject&) const override { return true; }
    bool changesHosts(const QJsonObject&) const override { return false; }
    QList<Field> fields() const override {
        return {
            texts("limits", "what the JSON result must keep, by path: $.p95: \"< 300\""),
            text("folder", "folder on the host to run in; the home folder when absent"),
        };
    }
    QString defaultTitle(const QJsonObject& params) const override {
        return QStringLiteral("Load: %1")
            .arg(textOf(params, "main").trimmed().section(QLatin1Char('\n'), 0, 0).left(50));
    }
    QStringList complaints(const QJsonObject& params) const override {
        QStringList found;
        if (textOf(params, "main").trimmed().isEmpty())
            found += QStringLiteral("load: is empty; give a command that prints JSON");
        const QJsonObject limits = params.value(QStringLiteral("limits")).toObject();
        if (limits.isEmpty())
            found += QStringLiteral("load: needs `limits`, as in `$.p95: \"< 300\"`");
        for (auto limit = limits.begin(); limit != limits.end(); ++limit) {
            if (!base::parseJsonPath(limit.key()))
                found += QStringLiteral("limits: `%1` is not a path; paths look like `$.http.p95`")
                             .arg(limit.key());
            if (!boundOf(limit.value().toString()))
                found += QStringLiteral("limits: `%1` is not a limit; limits look like `< 300`, `>= 0.99` "
                                        "or `= ok`")
                             .arg(limit.value().toString());
        }
        return found;
    }
    Operation operation(const QJsonObject& params, const Variables& variables) const override {
        RemoteCommand command;
        command.script = textOf(params, "main");
        command.variables = variables;
        command.folder = textOf(params, "folder");
        command.timeout = durationOf(params, "timeout", command.timeout.count());
        const QJsonObject limits = params.value(QStringLiteral("limits")).toObject();
        for (auto limit = limits.begin(); limit != limits.end(); ++limit)
            command.limits.insert(limit.key(), expand(limit.value().toString(), variables));
        return command;
    }
    Judgement judge(const Operation& operation, const Answer& answer) const override {
        const Judgement ended = HostCommand::judge(operation, answer);
        return ended.verdict == Verdict::Passed
                   ? judgeOutput(std::get<RemoteCommand>(operation).limits, std::get<RemoteAnswer>(answer))
                   : ended;
    }

private:
    static Judgement judgeOutput(const QMap<QString, QString>& limits, const RemoteAnswer& answer) {
        const QByteArray result = resultIn(answer.tail);
        if (result.isEmpty())
            return {Verdict::Inconclusive, QStringLiteral("it printed no JSON result")};
        const auto values = base::readJsonPaths(result, limits.keys());
        QStringList kept;
        for (auto limit = limits.cbegin(); limit != limits.cend(); ++limit) {
            const QString wanted = limit.value();
            const auto found = values.constFind(limit.key());
            const auto bound = boundOf(wanted);
            const auto verdict = found == values.cend() || !bound ? std::nullopt : holds(*bound, *found);
            if (!verdict)
                return {Verdict::Inconclusive,
                        QStringLiteral("%1 is %2, to be compared with %3")
                            .arg(limit.key(),
                                 found == values.cend() ? QStringLiteral("missing") : found->left(40),
                                 wanted)};
            if (!*verdict)
                return {Verdict::Failed,
                        QStringLiteral("%1 is %2, allowed %3").arg(limit.key(), found->left(40), wanted)};
            kept += QStringLiteral("%1 %2").arg(limit.key(), found->left(40));
        }
        return {Verdict::Passed, kept.join(QStringLiteral(", "))};
    }
};

} // namespace

const StepKind& load() {
    static const Load kind;
    return kind;
}

} // namespace slipway::domain::steps
