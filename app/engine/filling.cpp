#include "app/engine/filling.h"

#include <QHash>
#include <algorithm>
#include <memory>

namespace slipway::engine {

using namespace domain;

namespace {

/// What was filled in speaks for no longer: the longest beat of a witness and of a look at the past is
/// shorter.
constexpr qint64 leastReachMs = 3'600'000;

using Span = QPair<qint64, qint64>;

/// One that was filled in speaks nearly until the next of its source.
constexpr double filledPeriods = 0.8;

Span spokenFor(const Sample& sample, double periods) {
    const double length = static_cast<double>(sample.everyMs) * (sample.isFilledIn ? filledPeriods : periods);
    return {sample.timeMs, sample.timeMs + std::max<qint64>(1, static_cast<qint64>(length))};
}

/// How far back a sample may begin that speaks for a time: a probe that is asked seldom speaks for long.
qint64 reachMs(const Project& project, const EnvironmentName& name) {
    qint64 reach = leastReachMs;
    if (const Environment* environment = project.environment(name))
        for (const Probe& probe : environment->probes)
            reach = std::max<qint64>(reach, probe.every.count() * 5 / 2);
    return reach;
}

QPair<QString, QString> laneOf(const Sample& sample) {
    return {sample.probe.text(), sample.host.text()};
}

QList<Sample> missing(const QList<Sample>& seen, const QList<Sample>& known, double periods) {
    QHash<QPair<QString, QString>, QList<Span>> spoken; // each in the order of their begins
    for (const Sample& sample : known)
        // That nothing could be said is filled in as well.
        if (sample.outcome != SampleOutcome::ObserverError)
            spoken[laneOf(sample)].append(spokenFor(sample, periods));
    QList<Sample> left;
    for (const Sample& sample : seen) {
        const QList<Span>& spans = spoken[laneOf(sample)];
        const auto behind = std::upper_bound(spans.begin(), spans.end(), sample.timeMs,
                                             [](qint64 atMs, const Span& span) { return atMs < span.first; });
        if (behind == spans.begin() || std::prev(behind)->second <= sample.timeMs)
            left.append(sample);
    }
    return left;
}

} // namespace

base::Future<int> fillIn(const Parts& parts, const EnvironmentName& environment, const QList<Sample>& seen,
                         double periods, QObject* owner) {
    if (seen.isEmpty())
        return base::ready<int>(0);
    const auto promise = std::make_shared<base::Promise<int>>();
    auto future = promise->future();
    const qint64 from = seen.first().timeMs - reachMs(parts.source.project(), environment);
    base::deliver(parts.samples.read(environment, from, seen.last().timeMs + 1), owner,
                  [&parts, seen, periods, promise, owner](const base::Result<QList<Sample>>& known) {
                      if (!known.ok()) {
                          promise->finish(known.error());
                          return;
                      }
                      const QList<Sample> left = missing(seen, *known, periods);
                      const auto count = static_cast<int>(left.size());
                      if (left.isEmpty()) {
                          promise->finish(0);
                          return;
                      }
                      base::deliver(parts.samples.append(left), owner,
                                    [promise, count](const base::Result<void>& done) {
                                        if (done.ok())
                                            promise->finish(count);
                                        else
                                            promise->finish(done.error());
                                    });
                  });
    return future;
}

} // namespace slipway::engine
