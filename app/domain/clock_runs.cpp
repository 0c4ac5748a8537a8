#include "app/domain/clock_runs.h"

#include <algorithm>
#include <cstdlib>
#include <optional>

namespace slipway::domain {

namespace {

/// Clocks that part by less are kept right by the network's time, not set (monitoring.md A3).
constexpr qint64 slackMs = 2000;

/// What the wall clock was ahead of the time since the start; a time in which nobody looked is noted at its
/// end.
qint64 aheadMs(const Sample& sample) {
    const qint64 notedAtMs = sample.timeMs + (sample.probe.isEmpty() ? sample.everyMs * 5 / 2 : 0);
    return notedAtMs - sample.bootMs;
}

/// Samples of one setting of the clock.
struct Setting {
    qint64 aheadMs = 0; ///< of its last sample
    QList<Sample> samples;
};

/// What a witness saw tells nothing of this computer's clock.
bool isTimed(const Sample& sample) {
    return sample.bootMs > 0 && !sample.isFilledIn;
}

/// At a time of the wall clock; of what begins later its first.
qint64 aheadAtMs(const QList<Sample>& run, qint64 timeMs) {
    std::optional<qint64> ahead;
    for (const Sample& sample : run) {
        if (!isTimed(sample))
            continue;
        if (sample.timeMs > timeMs && ahead)
            break;
        ahead = aheadMs(sample);
    }
    return ahead.value_or(0);
}

/// Of two runs that overlap the one is later that is behind where both are.
bool isLater(const QList<Sample>& run, const QList<Sample>& other) {
    const qint64 bothMs = std::max(run.first().timeMs, other.first().timeMs);
    return aheadAtMs(run, bothMs) < aheadAtMs(other, bothMs);
}

bool isSetBack(const QList<Sample>& samples) {
    const Sample* before = nullptr;
    for (const Sample& sample : samples) {
        if (!isTimed(sample))
            continue;
        if (before && aheadMs(sample) < aheadMs(*before) - slackMs)
            return true;
        before = &sample;
    }
    return false;
}

} // namespace

QList<QList<Sample>> clockRuns(const QList<Sample>& samples) {
    if (!isSetBack(samples))
        return {samples};
    QList<Setting> settings;
    qsizetype at = 0;
    for (const Sample& sample : samples) {
        if (isTimed(sample) || settings.isEmpty()) {
            const auto same = std::find_if(settings.begin(), settings.end(), [&](const Setting& one) {
                return std::abs(one.aheadMs - aheadMs(sample)) <= slackMs;
            });
            at = same - settings.begin();
            if (same == settings.end())
                settings.append(Setting());
            settings[at].aheadMs = aheadMs(sample);
        }
        settings[at].samples.append(sample);
    }
    // What begins when another is over goes on with it: of those, the one that ended last.
    QList<QList<Sample>> runs;
    for (const Setting& setting : settings) {
        QList<Sample>* before = nullptr;
        for (QList<Sample>& run : runs)
            if (run.last().timeMs <= setting.samples.first().timeMs &&
                (!before || before->last().timeMs <= run.last().timeMs))
                before = &run;
        if (before)
            *before += setting.samples;
        else
            runs.append(setting.samples);
    }
    for (qsizetype i = 0; i + 1 < runs.size(); ++i)
        if (isLater(runs[i], runs.last()))
            runs.swapItemsAt(i, runs.size() - 1);
    return runs;
}

} // namespace slipway::domain
