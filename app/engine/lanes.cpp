#include "app/engine/lanes.h"

#include <algorithm>
#include <iterator>

namespace slipway::engine {

using namespace domain;

namespace {

bool earlier(const Sample& one, const Sample& other) {
    return one.timeMs < other.timeMs;
}

/// What nobody could see stands among the answers like one that says so: the time before it ends there, and
/// what was counted so far proves nothing any more.
QList<Sample> withGaps(const QList<Sample>& samples, const QList<Sample>& gaps) {
    QList<Sample> all;
    all.reserve(samples.size() + gaps.size());
    std::merge(samples.begin(), samples.end(), gaps.begin(), gaps.end(), std::back_inserter(all), earlier);
    for (Sample& sample : all)
        if (sample.probe.isEmpty())
            sample.everyMs = sample.everyMs * 2 / 5; // an answer speaks for two and a half periods
    return all;
}

} // namespace

QList<Lane> lanesOf(const QList<ProbeQuestion>& questions, const KeptSamples& samples, qint64 fromMs,
                    qint64 toMs) {
    QList<Sample> gaps;
    QList<Stretch> maintained;
    QList<Sample> notes = samples.notes();
    std::stable_sort(notes.begin(), notes.end(), earlier);
    for (const Sample& note : std::as_const(notes)) {
        if (note.reason == maintenanceNote)
            maintained.append({note.timeMs, note.timeMs + note.everyMs, HealthState::Maintenance, {}, false});
        else
            gaps.append(note);
    }
    QList<Lane> lanes;
    for (const ProbeQuestion& question : questions)
        lanes.append({question, samples.of(question.probe.name, question.hostName()), {}});
    for (Lane& lane : lanes) {
        lane.stretches = stretches(gaps.isEmpty() ? lane.samples : withGaps(lane.samples, gaps), fromMs, toMs,
                                   {lane.question.probe.failsAfter, lane.question.probe.recoversAfter});
        lane.stretches = withMaintenance(lane.stretches, maintained);
        for (Stretch& stretch : lane.stretches)
            if (stretch.state == HealthState::Unobserved)
                stretch.reason = gapWords(stretch.reason);
    }
    return lanes;
}

QList<HealthPoint> minutePoints(const QList<ProbeQuestion>& questions, const KeptSamples& samples,
                                qint64 fromMs, qint64 toMs) {
    QList<HealthPoint> all;
    for (const Lane& lane : lanesOf(questions, samples, fromMs, toMs))
        all +=
            domain::minutePoints(lane.question.probe.name, lane.question.hostName(),
                                 hasLatency(lane.question.probe), lane.samples, lane.stretches, fromMs, toMs);
    return all;
}

HealthState sayOfEnvironment(const Probe& probe, HealthState state) {
    const bool isBad = state == HealthState::Down || state == HealthState::Suspect;
    return isBad && !probe.critical ? HealthState::Degraded : state;
}

QList<QList<Stretch>> sayOfEnvironment(const QList<Lane>& lanes) {
    const bool anyCritical = std::any_of(lanes.begin(), lanes.end(),
                                         [](const Lane& lane) { return lane.question.probe.critical; });
    QList<QList<Stretch>> all;
    for (const Lane& lane : lanes) {
        QList<Stretch> said = lane.stretches;
        for (Stretch& stretch : said) {
            stretch.state = sayOfEnvironment(lane.question.probe, stretch.state);
            if (stretch.state == HealthState::Unobserved && !lane.question.probe.critical && anyCritical)
                stretch.state = HealthState::Up;
        }
        all.append(said);
    }
    return all;
}

QList<Stretch> healthOf(const QList<ProbeQuestion>& questions, const KeptSamples& samples, qint64 fromMs,
                        qint64 toMs) {
    return worst(sayOfEnvironment(lanesOf(questions, samples, fromMs, toMs)), fromMs, toMs);
}

QList<WatchedLane> watchedLanes(const QList<Lane>& lanes) {
    QList<WatchedLane> watched;
    for (const Lane& lane : lanes) {
        const ProbeKind* kind = probeKind(lane.question.probe.kind);
        watched.append({lane.question.probe.name, lane.question.label(),
                        kind ? kind->unit(lane.question.probe.params) : QString(), lane.samples,
                        lane.stretches});
    }
    return watched;
}

bool hasLatency(const Probe& probe) {
    const ProbeKind* kind = probeKind(probe.kind);
    return kind && kind->hasLatency();
}

} // namespace slipway::engine
