#include "ui/monitoring/reading.h"

#include "app/domain/probe_kind.h"
#include "ui/text/quantities.h"
#include "ui/text/states.h"

#include <QCoreApplication>
#include <cmath>

namespace slipway::ui {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("reading", text);
}

const domain::Stretch* stretchAt(const models::LaneView& lane, qint64 atMs) {
    for (const domain::Stretch& stretch : lane.stretches)
        if (stretch.from <= atMs && atMs < stretch.to)
            return &stretch;
    return nullptr;
}

/// The point nearest to the moment; null where none is within two points' distance.
template <class Point>
const Point* nearest(const QList<Point>& points, qint64 atMs) {
    const Point* found = nullptr;
    for (const Point& point : points)
        if (!found || std::abs(point.atMs - atMs) < std::abs(found->atMs - atMs))
            found = &point;
    const qint64 apart =
        points.size() > 1 ? (points.last().atMs - points.first().atMs) / (points.size() - 1) : 0;
    return found && std::abs(found->atMs - atMs) <= 2 * std::max<qint64>(apart, 1000) ? found : nullptr;
}

} // namespace

QString readingAt(const models::WatchView& watch, qint64 atMs) {
    QStringList parts{timeWithSeconds(atMs)};
    if (atMs > watch.nowMs) {
        parts << tr("not yet");
        return parts.join(QStringLiteral(" · "));
    }
    int healthy = 0;
    for (const models::LaneView& lane : watch.lanes) {
        const domain::Stretch* stretch = stretchAt(lane, atMs);
        const auto state = stretch ? stretch->state : domain::HealthState::Unobserved;
        if (state == domain::HealthState::Up)
            ++healthy;
        else if (stretch && !stretch->reason.isEmpty())
            parts << tr("%1: %2 (%3)").arg(lane.name, lookOf(state).word, stretch->reason);
        else
            parts << tr("%1: %2").arg(lane.name, lookOf(state).word);
    }
    if (healthy == watch.lanes.size() && healthy > 0)
        parts << tr("all healthy");
    else if (healthy > 0)
        parts << QCoreApplication::translate("reading", "%n healthy", nullptr, healthy);
    const bool isClose = watch.detail.covers(atMs, atMs);
    if (const auto* point = nearest(isClose ? watch.detail.latency : watch.latency, atMs);
        point && point->p95Us >= 0)
        parts << tr("p50 %1, p95 %2").arg(latency(point->p50Us), latency(point->p95Us));
    for (qsizetype i = 0; i < watch.measures.size(); ++i) {
        const models::MeasureView& measure = watch.measures[i];
        const QList<domain::ValuePoint> close = isClose && i < watch.detail.measures.size()
                                                    ? watch.detail.measures[i].points
                                                    : QList<domain::ValuePoint>();
        if (const auto* point = nearest(close.isEmpty() ? measure.points : close, atMs))
            parts << tr("%1 %2").arg(measure.name, domain::measuredText(point->value, measure.unit));
    }
    return parts.join(QStringLiteral(" · "));
}

} // namespace slipway::ui
