#include "app/models/watch_builder.h"

#include "app/base/clock.h"
#include "app/domain/spoken.h"
#include "app/domain/steps/bound.h"
#include "app/models/board_builder.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

namespace slipway::models {

using namespace domain;

namespace {

constexpr int mostPoints = 240;
constexpr qint64 gapWorthTellingMs = 60'000;
constexpr double hoursOfADay = 24;
/// Less than so much of itself in a day is steady.
constexpr double steadyShare = 0.02;

QString tr(const char* text) {
    return QCoreApplication::translate("watch", text);
}

std::optional<double> limitOf(const Probe& probe, const ProbeKind& kind) {
    for (const QString& text :
         {probe.failing, kind.usualFailing(probe.params), probe.degraded, kind.usualDegraded(probe.params)})
        if (const auto bound = steps::boundOf(text); bound && bound->sign != QLatin1StringView("=")) {
            bool isNumber = false;
            const double value = bound->value.toDouble(&isNumber);
            if (isNumber)
                return value;
        }
    return {};
}

/// "+21 h", from the launch on.
QString afterLaunch(qint64 atMs, qint64 liveAtMs) {
    return QStringLiteral("+") + spokenDuration((atMs - liveAtMs) / 3'600'000 * 3'600'000);
}

void tellTrend(MeasureView& view, const QList<ValuePoint>& points, qint64 liveAtMs) {
    const auto trend = trendOf(points);
    if (!trend) {
        view.trend = tr("too early for a trend");
        return;
    }
    const double aDay = std::abs(trend->perHour) * hoursOfADay;
    if (!trend->isClear() || aDay < steadyShare * std::max(std::abs(trend->atEnd), 1.0)) {
        view.trend = tr("steady");
        return;
    }
    view.slope = trend->perHour;
    view.lineEndMs = trend->endMs;
    view.lineEnd = trend->atEnd;
    const QString each = measuredText(std::abs(trend->perHour), view.unit);
    view.trend = trend->perHour > 0 ? tr("grows %1 / h").arg(each) : tr("falls %1 / h").arg(each);
    if (view.limit)
        view.reachesMs = trend->reaches(*view.limit).value_or(0);
    if (view.reachesMs > 0)
        view.projection =
            (trend->confidence >= 0.8 ? tr("%1 at %2") : tr("%1 at %2, if it goes on"))
                .arg(measuredText(*view.limit, view.unit), afterLaunch(view.reachesMs, liveAtMs));
}

void addMeasure(WatchView& sums, const engine::Lane& lane, qint64 fromMs, qint64 toMs, qint64 liveAtMs) {
    const ProbeKind* kind = probeKind(lane.question.probe.kind);
    if (!kind || !kind->isMeasured(lane.question.probe.params))
        return;
    QList<ValuePoint> points;
    for (const Sample& sample : lane.samples)
        if (sample.value)
            points.append({sample.timeMs, *sample.value});
    if (points.isEmpty())
        return;
    MeasureView view;
    view.name = lane.question.label();
    view.unit = kind->unit(lane.question.probe.params);
    view.limit = limitOf(lane.question.probe, *kind);
    view.points = medians(points, fromMs, toMs + 1, mostPoints);
    tellTrend(view, points, liveAtMs);
    sums.measures.append(view);
}

void addIncidents(WatchView& sums, const LaneView& lane, qint64 toMs) {
    for (const Stretch& stretch : lane.stretches) {
        const bool isGap =
            stretch.state == HealthState::Unobserved && stretch.to - stretch.from >= gapWorthTellingMs;
        if (stretch.state == HealthState::Down || stretch.state == HealthState::Degraded || isGap)
            sums.incidents.append(
                {lane.name, stretch.state, stretch.from, stretch.to, stretch.to >= toMs, stretch.reason});
    }
}

QByteArray field(const QString& text) {
    QString safe = text;
    // Spreadsheets compute what begins like this.
    if (!safe.isEmpty() && QStringView(u"=+-@\t\r").contains(safe.at(0)))
        safe.prepend(QLatin1Char('\''));
    if (safe.contains(QLatin1Char(',')) || safe.contains(QLatin1Char('"')) ||
        safe.contains(QLatin1Char('\n')) || safe.contains(QLatin1Char('\r')))
        safe = QLatin1Char('"') + safe.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
    return safe.toUtf8();
}

QByteArray row(const char* what, const QString& name, qint64 from, qint64 to, const QString& state,
               const QString& value, const QString& unit, const QString& reason) {
    return QByteArray(what) + ',' + field(name) + ',' + base::isoUtc(from).toUtf8() + ',' +
           (to > 0 ? base::isoUtc(to).toUtf8() : QByteArray()) + ',' +
           (to > 0 ? QByteArray::number(double(to - from) / 1000, 'f', 1) : QByteArray()) + ',' +
           state.toUtf8() + ',' + value.toUtf8() + ',' + field(unit) + ',' + field(reason) + "\r\n";
}

} // namespace

WatchView watchSums(const QList<engine::ProbeQuestion>& questions, const QList<Sample>& samples,
                    qint64 fromMs, qint64 toMs, qint64 liveAtMs) {
    WatchView sums;
    const auto lanes = engine::lanesOf(questions, samples, fromMs, toMs);
    for (const engine::Lane& lane : lanes) {
        sums.lanes.append({lane.question.label(), lane.stretches});
        addMeasure(sums, lane, fromMs, toMs, liveAtMs);
        addIncidents(sums, sums.lanes.last(), toMs);
    }
    std::stable_sort(sums.incidents.begin(), sums.incidents.end(),
                     [](const WatchIncidentView& one, const WatchIncidentView& other) {
                         return one.fromMs > other.fromMs;
                     });
    // What runs into its limit is looked at first.
    std::stable_sort(sums.measures.begin(), sums.measures.end(),
                     [](const MeasureView& one, const MeasureView& other) {
                         const auto rank = [](const MeasureView& view) { return view.reachesMs > 0 ? 0 : 1; };
                         return rank(one) < rank(other);
                     });
    sums.availability = availability(worst(engine::sayOfEnvironment(lanes), fromMs, toMs));
    sums.latency = latencyPoints(lanes, fromMs, toMs, mostPoints);
    return sums;
}

QByteArray watchCsv(const WatchView& watch) {
    QByteArray table = "what,name,from,to,seconds,state,value,unit,reason\r\n";
    for (const LaneView& lane : watch.lanes)
        for (const Stretch& stretch : lane.stretches)
            table += row("state", lane.name, stretch.from, stretch.to, healthStateName(stretch.state), {}, {},
                         stretch.reason);
    for (const LatencyPoint& point : watch.latency)
        for (const auto& [name, us] : {std::pair("p50", point.p50Us), std::pair("p95", point.p95Us)})
            if (us >= 0)
                table += row("latency", QLatin1StringView(name), point.atMs, 0, {},
                             QString::number(double(us) / 1000), QStringLiteral("ms"), {});
    for (const MeasureView& measure : watch.measures)
        for (const ValuePoint& point : measure.points)
            table += row("value", measure.name, point.atMs, 0, {}, QString::number(point.value, 'g', 10),
                         measure.unit, {});
    return table;
}

} // namespace slipway::models
