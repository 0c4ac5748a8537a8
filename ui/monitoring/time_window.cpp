#include "ui/monitoring/time_window.h"

#include "ui/text/quantities.h"

namespace slipway::ui {

qint64 tickEvery(const TimeWindow& window, double width, double room) {
    constexpr qint64 second = 1000;
    constexpr qint64 minute = 60 * second;
    for (const qint64 step : {100LL, 200LL, 500LL, second, 2 * second, 5 * second, 10 * second, 15 * second,
                              30 * second, minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute,
                              30 * minute, 60 * minute, 120 * minute, 240 * minute, 360 * minute})
        if (static_cast<double>(step) / static_cast<double>(window.to - window.from) * width >= room)
            return step;
    return 720 * minute;
}

QString tickTime(qint64 atMs, qint64 everyMs) {
    if (everyMs < 1000)
        return timeWithMillis(atMs);
    return everyMs < 60'000 ? timeWithSeconds(atMs) : timeOfDay(atMs);
}

} // namespace slipway::ui
