#include "app/domain/steps/host_command.h"
#include "app/domain/steps/kinds.h"

namespace slipway::domain::steps {

namespace {

constexpr qsizetype longestTitle = 60;

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
        };
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
        return found;
    }
    Operation operation(const QJsonObject& params, const Variables& variables) const override {
        RemoteCommand command;
        command.script = params.value(QStringLiteral("main")).toString();
        command.variables = variables;
        command.folder = params.value(QStringLiteral("folder")).toString();
        if (params.contains(QStringLiteral("timeout")))
            command.timeout = base::Milliseconds(params.value(QStringLiteral("timeout")).toInteger());
        return command;
    }
};

} // namespace

const StepKind& run() {
    static const Run kind;
    return kind;
}

} // namespace slipway::domain::steps
