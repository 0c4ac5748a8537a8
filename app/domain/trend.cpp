#include "app/domain/trend.h"

#include <algorithm>
#include <vector>

namespace slipway::domain {

namespace {

constexpr double hourMs = 3'600'000;
constexpr qsizetype fewest = 12;
constexpr qint64 shortestMs = 30 * 60'000;
/// Pairs grow with the square; so many points make 7,140 of them.
constexpr int mostPoints = 120;
constexpr double farthestHours = 30 * 24;

double medianOf(std::vector<double>& values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

} // namespace

QList<ValuePoint> medians(const QList<ValuePoint>& points, qint64 fromMs, qint64 toMs, int most) {
    QList<ValuePoint> result;
    if (toMs <= fromMs || most <= 0)
        return result;
    const qint64 slice = std::max<qint64>(1, (toMs - fromMs + most - 1) / most);
    std::vector<double> values;
    qint64 current = -1;
    const auto close = [&] {
        if (!values.empty())
            result.append({fromMs + current * slice + slice / 2, medianOf(values)});
        values.clear();
    };
    for (const ValuePoint& point : points) {
        if (point.atMs < fromMs || point.atMs >= toMs)
            continue;
        const qint64 index = (point.atMs - fromMs) / slice;
        if (index != current)
            close();
        current = index;
        values.push_back(point.value);
    }
    close();
    return result;
}

std::optional<Trend> trendOf(const QList<ValuePoint>& all) {
    if (all.size() < fewest || all.last().atMs - all.first().atMs < shortestMs)
        return {};
    const QList<ValuePoint> points =
        all.size() <= mostPoints ? all : medians(all, all.first().atMs, all.last().atMs + 1, mostPoints);
    std::vector<double> slopes;
    slopes.reserve(static_cast<size_t>(points.size() * (points.size() - 1) / 2));
    qint64 up = 0;
    qint64 down = 0;
    for (qsizetype i = 0; i < points.size(); ++i)
        for (qsizetype j = i + 1; j < points.size(); ++j) {
            if (points[j].atMs == points[i].atMs)
                continue;
            const double rise = points[j].value - points[i].value;
            slopes.push_back(rise / (static_cast<double>(points[j].atMs - points[i].atMs) / hourMs));
            up += rise > 0 ? 1 : 0;
            down += rise < 0 ? 1 : 0;
        }
    if (slopes.empty())
        return {};
    Trend trend;
    const auto pairs = static_cast<double>(slopes.size());
    trend.perHour = medianOf(slopes);
    trend.endMs = points.last().atMs;
    trend.confidence = static_cast<double>(up > down ? up - down : down - up) / pairs;
    std::vector<double> ends;
    for (const ValuePoint& point : points)
        ends.push_back(point.value + trend.perHour * static_cast<double>(trend.endMs - point.atMs) / hourMs);
    trend.atEnd = medianOf(ends);
    return trend;
}

std::optional<qint64> Trend::reaches(double limit) const {
    const double left = limit - atEnd;
    if (!isClear() || perHour == 0 || (left > 0) != (perHour > 0))
        return {};
    const double hours = left / perHour;
    if (hours > farthestHours)
        return {};
    return endMs + static_cast<qint64>(hours * hourMs);
}

} // namespace slipway::domain
