#include "app/domain/variables.h"

#include <algorithm>

namespace slipway::domain {

Variables definedVariables(const Project& project, const Environment& environment, const Host* host) {
    Variables merged = project.variables;
    merged.insert(environment.variables);
    if (host)
        merged.insert(host->variables);
    merged.removeIf([](const auto& entry) { return entry.key().startsWith(QLatin1StringView("SLIPWAY_")); });
    return merged;
}

QStringList expandableTexts(const QJsonObject& params) {
    QStringList texts{params.value(QStringLiteral("main")).toString(),
                      params.value(QStringLiteral("body")).toString()};
    for (auto param = params.begin(); param != params.end(); ++param)
        if (param.key() == QLatin1StringView("check"))
            texts += expandableTexts(param.value().toObject().value(QStringLiteral("params")).toObject());
        else if (param.key() != QLatin1StringView("undo"))
            for (const QJsonValue entry : param.value().toObject())
                texts += entry.toString();
    return texts;
}

bool isPerHost(const Environment& environment, const QStringList& texts) {
    return std::any_of(texts.begin(), texts.end(), [&](const QString& text) {
        const QStringList names = variableNames(text);
        return std::any_of(names.begin(), names.end(), [&](const QString& name) {
            return std::any_of(environment.hosts.begin(), environment.hosts.end(),
                               [&](const Host& host) { return host.variables.contains(name); });
        });
    });
}

} // namespace slipway::domain
