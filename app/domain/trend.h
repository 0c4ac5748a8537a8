#pragma once
#include <QList>
#include <QtGlobal>
#include <optional>

namespace slipway::domain {

struct ValuePoint {
    qint64 atMs = 0; ///< UTC
    double value = 0;
    friend bool operator==(const ValuePoint&, const ValuePoint&) = default;
};

/// Where a measured number is heading. The slope is the median of the slopes between all pairs of points
/// (Theil and Sen), so that a few peaks do not bend it.
struct Trend {
    double perHour = 0;
    double atEnd = 0;      ///< the line's value at the last point
    qint64 endMs = 0;      ///< of the last point
    double confidence = 0; ///< 0..1: how far pairs agree on the direction (Kendall's tau without its sign)
    /// When the line gets to the limit; none: it does not, or not within 30 days, or the points do not agree
    /// on a direction.
    std::optional<qint64> reaches(double limit) const;
    bool isClear() const { return confidence >= 0.5; }
};

/// Of points in time order. Nothing for fewer than 12 or for less than half an hour: that is no trend yet.
std::optional<Trend> trendOf(const QList<ValuePoint>& points);

/// One median for each of `most` equal slices of the time that hold a point.
QList<ValuePoint> medians(const QList<ValuePoint>& points, qint64 fromMs, qint64 toMs, int most);

} // namespace slipway::domain
