#include "app/engine/lanes.h"

#include <QHash>

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
        lane.stretches = stretches(lane.samples, fromMs, toMs);
    return lanes;
}

QList<Stretch> healthOf(const QList<ProbeQuestion>& questions, const QList<Sample>& samples, qint64 fromMs,
                        qint64 toMs) {
    QList<QList<Stretch>> all;
    for (const Lane& lane : lanesOf(questions, samples, fromMs, toMs))
        all.append(lane.stretches);
    return worst(all, fromMs, toMs);
}

} // namespace slipway::engine
