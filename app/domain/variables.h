#pragma once
#include "app/domain/project.h"

namespace slipway::domain {

/// What project and environment define, and with `host` what that host defines; the later
/// wins. Names starting with SLIPWAY_ are left out, because only deployments set them.
Variables definedVariables(const Project& project, const Environment& environment,
                           const Host* host = nullptr);
/// The texts of a step that may hold $VARIABLES: what is behind its key, its mappings and its body.
QStringList expandableTexts(const QJsonObject& params);
/// Whether one of the texts uses a variable that a host of the environment defines: then the
/// question is asked once per host, else once for the environment.
bool isPerHost(const Environment& environment, const QStringList& texts);

} // namespace slipway::domain
