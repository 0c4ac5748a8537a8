#pragma once
#include "app/domain/ids.h"

#include <QJsonObject>
#include <QList>
#include <QStringList>
#include <optional>

namespace slipway::domain {

enum class Phase { PreDeploy, Deploy, PostDeploy, Watch };
QString phaseName(Phase phase); ///< "pre-deploy", …
std::optional<Phase> phaseFromName(QStringView name);

/// A step as written in the file, not yet bound to an environment.
struct StepTemplate {
    Phase phase = Phase::PreDeploy;
    QString kind;
    QJsonObject params;          ///< under "main" the value behind the kind's key, else by field name
    QString id;                  ///< given or empty
    QString title;               ///< given or empty
    QString why;                 ///< shown above the step; may be empty
    QString ifFails{};           ///< shown when it failed: what to look at, or a link; may be empty
    QList<EnvironmentName> only; ///< empty: every environment
    QStringList secrets;         ///< names of those it gets
    friend bool operator==(const StepTemplate&, const StepTemplate&) = default;
};

} // namespace slipway::domain
