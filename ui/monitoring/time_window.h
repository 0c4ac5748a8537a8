#pragma once
#include <QString>

namespace slipway::ui {

/// The stretch of time both charts of a watch show, and where a moment lies on a line of pixels.
struct TimeWindow {
    qint64 from = 0, to = 1;
    double x(qint64 atMs, double left, double width) const {
        return left + static_cast<double>(atMs - from) / static_cast<double>(to - from) * width;
    }
    qint64 at(double position, double left, double width) const {
        return from + static_cast<qint64>((position - left) / width * static_cast<double>(to - from));
    }
    friend bool operator==(const TimeWindow&, const TimeWindow&) = default;
};

/// The distance between marks on the time axis that leaves about `room` pixels between them.
qint64 tickEvery(const TimeWindow& window, double width, double room);
/// The time of day of a mark, as exactly as marks at this distance need it.
QString tickTime(qint64 atMs, qint64 everyMs);

} // namespace slipway::ui
