#include "app/engine/lanes.h"

#include <QHash>
#include <algorithm>

namespace slipway::engine {

using namespace domain;

QList<Lane> lanesOf(const QList<ProbeQuestion>& questions, const QList<Sample>& samples, qint64 fromMs,
                    qint64 toMs) {
    QHash<QPair<QString, QString>, qsizetype> index;
    QList<Lane> lanes;
    for (const ProbeQuestion& question : questions) {
        index.insert({question.probe.name.text(), question.hostName().text()}, lanes.size());
        lanes.append({question, {}, {}});
    }
    for (const Sample& sample : samples)
        if (const auto at = index.constFind({sample.probe.text(), sample.host.text()});
            at != index.constEnd())
            lanes[*at].samples.append(sample);
    for (Lane& lane : lanes)
        lane.stretches = stretches(lane.samples, fromMs, toMs,
                                   {lane.question.probe.failsAfter, lane.question.probe.recoversAfter});
    return lanes;
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

QList<Stretch> healthOf(const QList<ProbeQuestion>& questions, const QList<Sample>& samples, qint64 fromMs,
                        qint64 toMs) {
    return worst(sayOfEnvironment(lanesOf(questions, samples, fromMs, toMs)), fromMs, toMs);
}

} // namespace slipway::engine
