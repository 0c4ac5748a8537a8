#pragma once
#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>
#include <optional>
#include <variant>

namespace slipway::base {

/// The keys and indices of "$.a.b" or "$.a[0]"; nothing when `path` has another form.
std::optional<QList<std::variant<QString, int>>> parseJsonPath(const QString& path);

/// What `paths` name in `body`, as text: strings as they are, numbers and booleans as JSON
/// writes them, objects and arrays as compact JSON. What is missing is left out; a body that
/// is no JSON object or array has nothing.
QMap<QString, QString> readJsonPaths(const QByteArray& body, const QList<QString>& paths);

} // namespace slipway::base
