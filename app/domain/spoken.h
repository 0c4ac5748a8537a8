#pragma once
#include <QString>

namespace slipway::domain {

/// "2 h 5 min", "20 s": how rules speak of time.
QString spokenDuration(qint64 ms);
/// "2026-11-20 16:00 UTC" of UTC milliseconds.
QString spokenInstant(qint64 utcMs);

} // namespace slipway::domain
