#pragma once
#include <QString>
#include <optional>

namespace slipway::base {

/// UTC milliseconds of "2026-11-25T14:00", "2026-11-25" or "14:00" in this computer's zone (with Z
/// in UTC), or of how long ago: "90m". Nothing when it is neither.
std::optional<qint64> parseMoment(const QString& text, qint64 nowMs);

} // namespace slipway::base
