#include "ui/monitoring/time_window.h"

namespace slipway::ui {

qint64 tickEvery(const TimeWindow& window, double width, double room) {
    constexpr qint64 minute = 60'000;
    for (const qint64 minutes : {1, 2, 5, 10, 15, 30, 60, 120, 240, 360})
        if (static_cast<double>(minutes * minute) / static_cast<double>(window.to - window.from) * width >=
            room)
            return minutes * minute;
    return 720 * minute;
}

} // namespace slipway::ui
