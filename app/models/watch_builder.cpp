#include "app/models/watch_builder.h"

#include "app/base/clock.h"
#include "app/domain/checkpoints.h"
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
constexpr qint64 dayMs = 86'400'000;
constexpr qsizetype fewestForABand = 20;
constexpr qint64 fewestErrorMs = 60'000;
constexpr qint64 closestSliceMs = 1000;
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

void addIncidents(WatchView& sums, const LaneView& lane, const Probe& probe, qint64 toMs) {
    const bool hasLines = countsLines(probe);
    for (const Stretch& stretch : lane.stretches) {
        const bool isGap =
            stretch.state == HealthState::Unobserved && stretch.to - stretch.from >= gapWorthTellingMs;
        if (stretch.state == HealthState::Down || stretch.state == HealthState::Degraded || isGap)
            sums.incidents.append({lane.name, stretch.state, stretch.from, stretch.to, stretch.to >= toMs,
                                   stretch.reason, hasLines});
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

namespace {

/// Between which 90 % of the values lie; nothing where there are few.
template <class T>
std::optional<QPair<T, T>> bandOf(QList<T> values) {
    if (values.size() < fewestForABand)
        return {};
    const auto at = [&](double share) {
        const auto place = values.begin() + static_cast<qsizetype>(share * double(values.size() - 1));
        std::nth_element(values.begin(), place, values.end());
        return *place;
    };
    const T low = at(0.05);
    return QPair<T, T>{low, at(0.95)};
}

void addBands(WatchView& sums, const QList<engine::Lane>& before) {
    QList<qint64> latency;
    for (const engine::Lane& lane : before) {
        QList<double> values;
        for (const Sample& sample : lane.samples) {
            if (sample.value)
                values.append(*sample.value);
            if (engine::hasLatency(lane.question.probe) &&
                (sample.outcome == SampleOutcome::Ok || sample.outcome == SampleOutcome::Degraded))
                latency.append(sample.tookUs);
        }
        for (MeasureView& measure : sums.measures)
            if (measure.name == lane.question.label())
                measure.before = bandOf(values);
    }
    sums.latencyBefore = bandOf(latency);
}

/// The share of failed answers as one more number over time.
void addErrorRate(WatchView& sums, const QList<engine::Lane>& lanes, qint64 fromMs, qint64 toMs) {
    const qint64 slice = std::max<qint64>(fewestErrorMs, (toMs - fromMs + mostPoints - 1) / mostPoints);
    const auto count = static_cast<qsizetype>((toMs - fromMs + slice - 1) / slice);
    if (toMs <= fromMs)
        return;
    QList<int> asked(count), failed(count);
    for (const engine::Lane& lane : lanes)
        for (const Sample& sample : lane.samples) {
            if (sample.timeMs < fromMs || sample.timeMs >= toMs ||
                sample.outcome == SampleOutcome::ObserverError)
                continue;
            const auto at = static_cast<qsizetype>((sample.timeMs - fromMs) / slice);
            ++asked[at];
            failed[at] += sample.outcome == SampleOutcome::Fail ? 1 : 0;
        }
    MeasureView view;
    view.name = tr("Failed answers");
    view.unit = QStringLiteral("%");
    double worst = 0;
    for (qsizetype i = 0; i < count; ++i)
        if (asked[i] > 0) {
            view.points.append({fromMs + i * slice + slice / 2, 100.0 * failed[i] / asked[i]});
            worst = std::max(worst, view.points.last().value);
        }
    view.trend = worst > 0 ? tr("at most %1").arg(measuredText(worst, view.unit)) : tr("none failed");
    if (!view.points.isEmpty())
        sums.measures.append(view);
}

QList<RuleFinding> criteriaSoFar(const WatchSource& source, const QList<engine::Lane>& lanes,
                                 const QList<engine::Lane>& before) {
    if (source.criteria.isEmpty())
        return {};
    const WatchEvidence evidence{source.liveAtMs, source.toMs,
                                 worst(engine::sayOfEnvironment(lanes), source.liveAtMs, source.toMs),
                                 engine::watchedLanes(lanes), engine::watchedLanes(before)};
    QList<RuleFinding> findings;
    for (const WatchRule& rule : source.criteria)
        findings.append(judge(rule, evidence));
    return findings;
}

WatchDetail detailOf(const WatchSource& source, const QList<engine::Lane>& lanes, const WatchView& sums) {
    WatchDetail detail;
    if (source.closeToMs <= source.closeFromMs)
        return detail;
    detail.fromMs = source.closeFromMs;
    detail.toMs = source.closeToMs;
    detail.latency = latencyPoints(lanes, detail.fromMs, detail.toMs, mostPoints, closestSliceMs);
    for (const MeasureView& whole : sums.measures) {
        MeasureView close;
        close.name = whole.name;
        for (const engine::Lane& lane : lanes) {
            if (lane.question.label() != whole.name)
                continue;
            QList<ValuePoint> points;
            for (const Sample& sample : lane.samples)
                if (sample.value)
                    points.append({sample.timeMs, *sample.value});
            close.points = medians(points, detail.fromMs, detail.toMs, mostPoints);
        }
        detail.measures.append(close);
    }
    return detail;
}

} // namespace

WatchView watchSums(const WatchSource& source, const engine::KeptSamples& samples,
                    const engine::KeptSamples& dayBefore) {
    WatchView sums;
    const qint64 fromMs = source.liveAtMs;
    const qint64 toMs = source.toMs;
    const auto lanes = engine::lanesOf(source.questions, samples, fromMs, toMs);
    const auto before = engine::lanesOf(source.questions, dayBefore, fromMs - dayMs, fromMs);
    for (const engine::Lane& lane : lanes) {
        sums.lanes.append({lane.question.label(), lane.stretches});
        addMeasure(sums, lane, fromMs, toMs, source.liveAtMs);
        addIncidents(sums, sums.lanes.last(), lane.question.probe, toMs);
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
    addErrorRate(sums, lanes, fromMs, toMs);
    addBands(sums, before);
    sums.availability = availability(worst(engine::sayOfEnvironment(lanes), fromMs, toMs));
    sums.latency = latencyPoints(lanes, fromMs, toMs, mostPoints);
    sums.criteria = criteriaSoFar(source, lanes, before);
    sums.detail = detailOf(source, lanes, sums);
    return sums;
}

namespace {

void markCheckpoints(QList<WatchMark>& marks, const Deployment& deployment) {
    using Kind = WatchMark::Kind;
    for (const Checkpoint& checkpoint : deployment.checkpoints) {
        const QString title = checkpointTitle(checkpoint.after);
        for (const SignOff& signOff : checkpoint.signatures)
            marks.append(
                {signOff.atMs, Kind::Signed, tr("%1 signed the %2").arg(signOff.person.text(), title)});
        for (const SignOff& waiver : checkpoint.waivers)
            marks.append({waiver.atMs, Kind::Accepted,
                          tr("%1 accepted the %2: %3").arg(waiver.person.text(), title, waiver.note)});
        for (const CheckpointExtension& extension : checkpoint.extensions)
            marks.append(
                {extension.atMs, Kind::Accepted,
                 tr("%1 extended the %2: %3").arg(extension.person.text(), title, extension.reason)});
    }
    if (deployment.tripped)
        marks.append({deployment.tripped->atMs, Kind::Guard,
                      deployment.tripped->rollsBack
                          ? tr("the plan's guard rolls back: %1").arg(deployment.tripped->what)
                          : tr("the plan's guard holds: %1").arg(deployment.tripped->what)});
}

} // namespace

QList<WatchMark> watchMarks(const World& world, const Deployment& deployment, qint64 toMs,
                            const QList<ports::OutboxLine>& told) {
    using Kind = WatchMark::Kind;
    QList<WatchMark> marks;
    markCheckpoints(marks, deployment);
    for (const Deployment& other : world.deployments) {
        if (other.environment != deployment.environment || other.id == deployment.id ||
            other.startedAtMs < deployment.liveAtMs)
            continue;
        marks.append(
            {other.startedAtMs, other.kind == DeploymentKind::Rollback ? Kind::Rollback : Kind::Deployment,
             other.kind == DeploymentKind::Rollback
                 ? tr("%1 rolls back to %2 (%3)").arg(other.startedBy, other.candidate.version, other.reason)
                 : tr("%1 starts %2 (%3)").arg(other.startedBy, other.candidate.version, other.id.text())});
    }
    for (const SwitchThrow& thrown : world.switches)
        if (thrown.environment == deployment.environment && thrown.atMs >= deployment.liveAtMs)
            marks.append({thrown.atMs, Kind::Switch,
                          thrown.isOff ? tr("%1 threw “%2”: %3").arg(thrown.by, thrown.name, thrown.reason)
                                       : tr("%1 threw “%2”, not seen to be off: %3")
                                             .arg(thrown.by, thrown.name, thrown.reason)});
    // A message goes to several channels; it is one mark.
    QSet<QString> seen;
    for (const ports::OutboxLine& line : told) {
        const AlertMessage& message = line.message;
        if (message.environment != deployment.environment || message.atMs < deployment.liveAtMs ||
            message.kind == AlertMessage::Kind::Again || message.kind == AlertMessage::Kind::Test)
            continue;
        for (const Incident& incident : message.incidents) {
            const bool isOver = message.kind == AlertMessage::Kind::Ended;
            const QString key = incident.id + (isOver ? QLatin1Char('-') : QLatin1Char('+'));
            if (!seen.contains(key))
                marks.append({message.atMs, isOver ? Kind::Over : Kind::Alert,
                              isOver ? tr("people were told that it is over: %1").arg(incident.trouble.title)
                                     : tr("people were told: %1").arg(incident.trouble.title)});
            seen.insert(key);
        }
    }
    marks.removeIf([toMs](const WatchMark& mark) { return mark.atMs > toMs; });
    std::stable_sort(marks.begin(), marks.end(),
                     [](const WatchMark& one, const WatchMark& other) { return one.atMs < other.atMs; });
    return marks;
}

QByteArray watchCsv(const WatchView& watch) {
    QByteArray table = "what,name,from,to,seconds,state,value,unit,reason\r\n";
    for (const LaneView& lane : watch.lanes)
        for (const Stretch& stretch : lane.stretches)
            table += row("state", lane.name, stretch.from, stretch.to, healthStateName(stretch.state), {}, {},
                         !stretch.isFilledIn        ? stretch.reason
                         : stretch.reason.isEmpty() ? tr("filled in later")
                                                    : tr("filled in later: %1").arg(stretch.reason));
    for (const LatencyPoint& point : watch.latency)
        for (const auto& [name, us] : {std::pair("p50", point.p50Us), std::pair("p95", point.p95Us)})
            if (us >= 0)
                table += row("latency", QLatin1StringView(name), point.atMs, 0, {},
                             QString::number(double(us) / 1000), QStringLiteral("ms"), {});
    for (const WatchMark& mark : watch.marks)
        table += row("mark", mark.words, mark.atMs, 0, {}, {}, {}, {});
    for (const MeasureView& measure : watch.measures)
        for (const ValuePoint& point : measure.points)
            table += row("value", measure.name, point.atMs, 0, {}, QString::number(point.value, 'g', 10),
                         measure.unit, {});
    return table;
}

} // namespace slipway::models
