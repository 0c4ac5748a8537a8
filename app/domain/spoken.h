#pragma once
#include <QString>

namespace slipway::domain {

/// "2 h 5 min", "20 s": how rules speak of time.
QString spokenDuration(qint64 ms);

} // namespace slipway::domain
