#pragma once
#include <QString>
#include <chrono>
#include <optional>

namespace slipway::base {

using Milliseconds = std::chrono::milliseconds;

/// "300ms", "15s", "5m", "2h", "7d", also joined ("1h30m"); nothing when it is not one
/// or when it is longer than ten years.
std::optional<Milliseconds> parseDuration(QStringView text);
/// The exact short form that parseDuration reads back ("1h30m").
QString durationText(Milliseconds duration);

} // namespace slipway::base
