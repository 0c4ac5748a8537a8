#include "app/engine/kept_samples.h"

#include <algorithm>

namespace slipway::engine {

using namespace domain;

namespace {

auto firstFrom(const QList<Sample>& lane, qint64 timeMs) {
    return std::lower_bound(lane.cbegin(), lane.cend(), timeMs,
                            [](const Sample& sample, qint64 at) { return sample.timeMs < at; });
}

} // namespace

void KeptSamples::take(const QList<Sample>& read, qint64 fromMs, qint64 untilMs) {
    for (QList<Sample>& lane : m_lanes)
        lane.erase(firstFrom(lane, fromMs), lane.cend());
    for (const Sample& sample : read)
        if (sample.timeMs >= fromMs && sample.timeMs < untilMs)
            m_lanes[{sample.probe.text(), sample.host.text()}].append(sample);
}

void KeptSamples::dropBefore(qint64 timeMs) {
    for (QList<Sample>& lane : m_lanes)
        lane.remove(0, firstFrom(lane, timeMs) - lane.cbegin());
}

KeptSamples KeptSamples::since(qint64 timeMs) const {
    KeptSamples part;
    for (auto it = m_lanes.cbegin(); it != m_lanes.cend(); ++it)
        part.m_lanes.insert(it.key(), it->sliced(firstFrom(*it, timeMs) - it->cbegin()));
    return part;
}

qsizetype KeptSamples::count() const {
    qsizetype count = 0;
    for (const QList<Sample>& lane : m_lanes)
        count += lane.size();
    return count;
}

QList<Sample> KeptSamples::of(const ProbeName& probe, const HostName& host) const {
    return m_lanes.value({probe.text(), host.text()});
}

} // namespace slipway::engine
