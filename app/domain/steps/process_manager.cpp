#include "app/domain/steps/process_manager.h"

namespace slipway::domain::steps {

namespace {

constexpr qint64 runsWithinMs = 30'000;
constexpr qint64 steadyMs = 2'000;

bool onlyLooks(const QString& action) {
    return action == QLatin1StringView("status") || action == QLatin1StringView("version") ||
           action == QLatin1StringView("check");
}

} // namespace

QString ProcessManager::actionOf(const QJsonObject& params) {
    return textOf(params, "main").trimmed().section(QLatin1Char(' '), 0, 0);
}

QString ProcessManager::nameOf(const QJsonObject& params) {
    return textOf(params, "main").trimmed().section(QLatin1Char(' '), 1).trimmed();
}

QList<Field> ProcessManager::fields() const {
    return ownFields() + QList<Field>{
                             duration("within", 1'000, 3'600'000,
                                      "how long it may take until it runs, or is gone; 30s when absent"),
                             duration("steady", 100, 3'600'000,
                                      "how long the same process must run on afterwards; 2s when absent"),
                             undoField(),
                         };
}

bool ProcessManager::changesHosts(const QJsonObject& params) const {
    return !onlyLooks(actionOf(params));
}

QString ProcessManager::defaultTitle(const QJsonObject& params) const {
    const QString action = actionOf(params);
    return QStringLiteral("%1%2 %3 (%4)")
        .arg(action.left(1).toUpper(), action.mid(1),
             needsName() ? nameOf(params) : textOf(params, "service"), key())
        .replace(QStringLiteral("  "), QStringLiteral(" "));
}

QStringList ProcessManager::complaints(const QJsonObject& params) const {
    QStringList found;
    if (!actions().contains(actionOf(params)))
        found += QStringLiteral("%1: does not know `%2`. Allowed: %3")
                     .arg(key(), actionOf(params), actions().join(QStringLiteral(", ")));
    else if (needsName() && !isPlainName(nameOf(params)))
        found += QStringLiteral("%1: needs a name behind `%2`, of letters, digits and _ . @ : + -")
                     .arg(key(), actionOf(params));
    else if (!needsName() && !nameOf(params).isEmpty())
        found += QStringLiteral("%1: is one word; the service stands behind `service`").arg(key());
    if (!changesHosts(params) && params.contains(QStringLiteral("undo")))
        found += QStringLiteral("undo: `%1` only looks and has nothing to undo").arg(actionOf(params));
    return found;
}

void ProcessManager::addVariables(const QJsonObject&, Variables&) const {}

Operation ProcessManager::operation(const QJsonObject& params, const Variables& variables) const {
    Variables all = variables;
    all.insert(QStringLiteral("SLIPWAY_ACTION"), actionOf(params));
    if (needsName())
        all.insert(QStringLiteral("SLIPWAY_NAME"), nameOf(params));
    const qint64 within = durationOf(params, "within", runsWithinMs).count();
    all.insert(QStringLiteral("SLIPWAY_WITHIN"), QString::number((within + 999) / 1000));
    all.insert(QStringLiteral("SLIPWAY_STEADY"),
               QString::number(double(durationOf(params, "steady", steadyMs).count()) / 1000, 'f', 1));
    addVariables(params, all);
    return fixedCommand(script(), params, all);
}

Undo ProcessManager::undo(const QJsonObject& params) const {
    if (!changesHosts(params))
        return {};
    if (params.contains(QStringLiteral("undo")))
        return StepKind::undo(params);
    QJsonObject again = params;
    const QString action = actionOf(params);
    if (action == QLatin1StringView("stop"))
        again.insert(QStringLiteral("main"), QStringLiteral("start %1").arg(nameOf(params)).trimmed());
    else if (action == QLatin1StringView("start"))
        again.insert(QStringLiteral("main"), QStringLiteral("restart %1").arg(nameOf(params)).trimmed());
    return {Undo::How::Redeploy, key(), again,
            QStringLiteral("%1 once the rest is taken back").arg(defaultTitle(again)), true};
}

QString ProcessManager::meaning(int exitCode) const {
    switch (exitCode) {
    case exitToolMissing:
        return QStringLiteral("%1 is not there").arg(key());
    case exitUnknownName:
        return QStringLiteral("%1 does not know it").arg(key());
    case exitNotRunning:
        return QStringLiteral("it does not run");
    case exitNotSteady:
        return QStringLiteral("it did not stay running");
    case exitOldProcess:
        return QStringLiteral("the old process is still there");
    case exitNotReady:
        return QStringLiteral("not ready for a reboot or a full disk; the output says what lacks");
    case exitNoDaemon:
        return QStringLiteral("its daemon does not answer; the output says why");
    case exitOtherVersion:
        return QStringLiteral("another version runs");
    default:
        return {};
    }
}

} // namespace slipway::domain::steps
