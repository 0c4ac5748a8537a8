#include "app/domain/health.h"

#include "app/domain/clock_runs.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace slipway::domain {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("watch", text);
}

/// Appends so that the list stays gapless and no two neighbours are in the same state.
void appendStretch(QList<Stretch>& list, Stretch next) {
    if (next.to <= next.from)
        return;
    if (!list.isEmpty() && list.last().state == next.state && list.last().to == next.from &&
        list.last().isFilledIn == next.isFilledIn)
        list.last().to = next.to;
    else
        list.append(std::move(next));
}

/// Turns samples into a state each, one after the other. What is not yet confirmed stays in
/// `m_raw` at its own place, so that a confirmation can be back-dated by changing its state.
class Confirmation {
public:
    explicit Confirmation(const Confirming& confirming) : m_needed(confirming) {}
    /// `to` is where the sample stops speaking.
    void add(const Sample& sample, qint64 from, qint64 to) {
        switch (sample.outcome) {
        case SampleOutcome::ObserverError:
            unobserved(from, to, sample.reason);
            return;
        case SampleOutcome::Fail:
            fail({from, to, HealthState::Suspect, sample.reason, sample.isFilledIn});
            return;
        case SampleOutcome::Ok:
            success({from, to, HealthState::Up, {}, sample.isFilledIn}); // what it measured is of its moment
            return;
        case SampleOutcome::Degraded:
            success({from, to, HealthState::Degraded, sample.reason, sample.isFilledIn});
            return;
        }
        Q_UNREACHABLE();
    }
    /// Time nobody can speak for: what was counted so far proves nothing any more, but a
    /// target that was confirmed down has not recovered either.
    void unobserved(qint64 from, qint64 to, const QString& reason) {
        m_run = 0;
        m_raw.append({from, to, HealthState::Unobserved, reason});
    }
    const QList<Stretch>& raw() const { return m_raw; }

private:
    void fail(Stretch next) {
        count(false);
        if (m_isDown) {
            next.state = HealthState::Down;
        } else if (m_run >= m_needed.failsAfter) {
            next.state = HealthState::Down;
            m_isDown = true;
            for (qsizetype i = m_raw.size() - m_run + 1; i < m_raw.size(); ++i)
                m_raw[i].state = HealthState::Down;
        }
        m_raw.append(std::move(next));
    }
    void success(Stretch next) {
        count(true);
        if (!m_isDown) {
            m_raw.append(std::move(next));
            return;
        }
        if (m_run == 1)
            m_recovered.clear();
        m_recovered.append(next);
        next.state = HealthState::Down;
        next.reason.clear();
        m_raw.append(std::move(next));
        if (m_run < m_needed.recoversAfter)
            return;
        m_isDown = false;
        const qsizetype first = m_raw.size() - m_recovered.size();
        for (qsizetype i = 0; i < m_recovered.size(); ++i)
            m_raw[first + i] = m_recovered[i];
    }
    void count(bool isSuccess) {
        m_run = m_runIsSuccess == isSuccess ? m_run + 1 : 1;
        m_runIsSuccess = isSuccess;
    }

    const Confirming m_needed;
    QList<Stretch> m_raw;
    QList<Stretch> m_recovered; ///< what the successes after Down become once they are confirmed
    int m_run = 0;              ///< equal outcomes in a row
    bool m_runIsSuccess = false;
    bool m_isDown = false;
};

/// Where a sample stops speaking.
qint64 silentFromMs(const Sample& sample) {
    return sample.timeMs + std::max<qint64>(sample.everyMs, 0) * 5 / 2;
}

QList<Stretch> stretchesOfRun(const QList<Sample>& samples, qint64 fromMs, qint64 toMs,
                              const Confirming& confirming) {
    Confirmation confirmation(confirming);
    for (qsizetype i = 0; i < samples.size(); ++i) {
        const Sample& sample = samples[i];
        const qint64 silentFrom = silentFromMs(sample);
        const bool isLast = i + 1 == samples.size();
        const qint64 next = isLast ? silentFrom : samples[i + 1].timeMs;
        confirmation.add(sample, sample.timeMs, std::min(next, silentFrom));
        if (!isLast && next > silentFrom)
            confirmation.unobserved(silentFrom, next, {});
    }
    QList<Stretch> result;
    qint64 end = fromMs;
    for (Stretch stretch : confirmation.raw()) {
        stretch.from = std::max(stretch.from, end);
        stretch.to = std::min(stretch.to, toMs);
        if (stretch.to <= stretch.from)
            continue;
        appendStretch(result, {end, stretch.from, HealthState::Unobserved, {}});
        end = stretch.to;
        appendStretch(result, std::move(stretch));
    }
    appendStretch(result, {end, toMs, HealthState::Unobserved, {}});
    return result;
}

/// Several accounts of the same time: nothing bad that one tells is hidden by another, and what one saw was
/// seen.
QList<Stretch> overlaid(const QList<QList<Stretch>>& accounts, qint64 fromMs, qint64 toMs) {
    const auto weight = [](const Stretch& stretch) {
        return stretch.state == HealthState::Unobserved ? -1 : badness(stretch.state);
    };
    QList<Stretch> result;
    QList<qsizetype> at(accounts.size(), 0);
    while (fromMs < toMs) {
        Stretch next{fromMs, toMs, HealthState::Unobserved, {}};
        for (qsizetype i = 0; i < accounts.size(); ++i) {
            while (accounts[i][at[i]].to <= fromMs)
                ++at[i];
            const Stretch& told = accounts[i][at[i]];
            next.to = std::min(next.to, told.to);
            if (weight(told) > weight(next) || (next.reason.isEmpty() && told.state == next.state)) {
                next.state = told.state;
                next.reason = told.reason;
                next.isFilledIn = told.isFilledIn;
            }
        }
        fromMs = next.to;
        appendStretch(result, std::move(next));
    }
    return result;
}

constexpr size_t badnessCount = 6;

} // namespace

QString gapWords(const QString& reason) {
    if (reason == gapAsleep)
        return tr("this computer slept");
    if (reason == gapClock)
        return tr("the clock was set");
    if (reason == gapWaking)
        return tr("this computer had just woken");
    return reason.isEmpty() ? tr("nobody was watching") : reason;
}

int badness(HealthState state) {
    switch (state) {
    case HealthState::Up:
        return 0;
    case HealthState::Maintenance:
        return 1;
    case HealthState::Unobserved:
        return 2;
    case HealthState::Degraded:
        return 3;
    case HealthState::Suspect:
        return 4;
    case HealthState::Down:
        return 5;
    }
    Q_UNREACHABLE();
}

QString healthStateName(HealthState state) {
    switch (state) {
    case HealthState::Unobserved:
        return QStringLiteral("unobserved");
    case HealthState::Up:
        return QStringLiteral("up");
    case HealthState::Degraded:
        return QStringLiteral("degraded");
    case HealthState::Suspect:
        return QStringLiteral("suspect");
    case HealthState::Down:
        return QStringLiteral("down");
    case HealthState::Maintenance:
        return QStringLiteral("maintenance");
    }
    Q_UNREACHABLE();
}

namespace {

/// Without those that could say nothing of a time of which something became known later.
QList<Sample> telling(const QList<Sample>& samples) {
    const auto isFilledIn = [](const Sample& sample) {
        return sample.isFilledIn && sample.outcome != SampleOutcome::ObserverError;
    };
    if (std::none_of(samples.begin(), samples.end(), isFilledIn))
        return samples;
    QList<Sample> left;
    qint64 filledUntilMs = 0;
    for (const Sample& sample : samples) {
        if (sample.outcome == SampleOutcome::ObserverError && sample.timeMs < filledUntilMs)
            continue;
        if (isFilledIn(sample))
            filledUntilMs = sample.timeMs + sample.everyMs * 5 / 2;
        left.append(sample);
    }
    return left;
}

} // namespace

QList<Stretch> stretches(const QList<Sample>& samples, qint64 fromMs, qint64 toMs,
                         const Confirming& confirming) {
    if (toMs <= fromMs)
        return {};
    const QList<QList<Sample>> runs = clockRuns(telling(samples));
    QList<QList<Stretch>> accounts{stretchesOfRun(runs.last(), fromMs, toMs, confirming)};
    if (runs.size() == 1)
        return accounts.first();
    // What was seen before the clock was set back tells nothing of now: up to the newest answer it speaks.
    const Sample& newest = runs.last().last();
    const qint64 until = toMs <= silentFromMs(newest) ? std::clamp(newest.timeMs, fromMs, toMs) : toMs;
    for (const QList<Sample>& earlier : runs.first(runs.size() - 1)) {
        QList<Stretch> account = stretchesOfRun(earlier, fromMs, until, confirming);
        appendStretch(account, {until, toMs, HealthState::Unobserved, {}});
        accounts.append(account);
    }
    return overlaid(accounts, fromMs, toMs);
}

QList<Stretch> withMaintenance(const QList<Stretch>& stretches, const QList<Stretch>& spans) {
    if (spans.isEmpty())
        return stretches;
    QList<Stretch> result;
    for (const Stretch& stretch : stretches) {
        if (stretch.state == HealthState::Up || stretch.state == HealthState::Unobserved) {
            appendStretch(result, stretch);
            continue;
        }
        qint64 from = stretch.from;
        for (const Stretch& span : spans) {
            const qint64 begins = std::max(span.from, from);
            const qint64 ends = std::min(span.to, stretch.to);
            if (begins >= ends)
                continue;
            appendStretch(result, {from, begins, stretch.state, stretch.reason, stretch.isFilledIn});
            appendStretch(result,
                          {begins, ends, HealthState::Maintenance, stretch.reason, stretch.isFilledIn});
            from = ends;
        }
        appendStretch(result, {from, stretch.to, stretch.state, stretch.reason, stretch.isFilledIn});
    }
    return result;
}

QList<Stretch> worst(const QList<QList<Stretch>>& lanes, qint64 fromMs, qint64 toMs) {
    struct Change {
        qint64 at;
        qsizetype lane;
        const Stretch* begins; ///< null where the lane's knowledge ends
    };
    std::vector<Change> changes;
    for (qsizetype lane = 0; lane < lanes.size(); ++lane) {
        for (qsizetype i = 0; i < lanes[lane].size(); ++i) {
            const Stretch& stretch = lanes[lane][i];
            if (stretch.to <= fromMs || stretch.from >= toMs || stretch.to <= stretch.from)
                continue;
            changes.push_back({std::max(stretch.from, fromMs), lane, &stretch});
            const bool continues = i + 1 < lanes[lane].size() && lanes[lane][i + 1].from <= stretch.to;
            if (!continues)
                changes.push_back({std::min(stretch.to, toMs), lane, nullptr});
        }
    }
    std::stable_sort(changes.begin(), changes.end(),
                     [](const Change& a, const Change& b) { return a.at < b.at; });

    std::vector<const Stretch*> current(size_t(lanes.size()), nullptr);
    std::array<qsizetype, badnessCount> lanesIn{};
    const auto rank = [](const Stretch* stretch) {
        return badness(stretch != nullptr ? stretch->state : HealthState::Unobserved);
    };
    lanesIn[size_t(badness(HealthState::Unobserved))] = lanes.size();

    QList<Stretch> result;
    qint64 from = fromMs;
    int shown = badness(HealthState::Unobserved);
    const auto showUntil = [&](qint64 to) {
        const auto is = [&](const Stretch* each) { return each != nullptr && rank(each) == shown; };
        const bool continues = !result.isEmpty() && badness(result.last().state) == shown;
        const auto found = continues ? current.end() : std::find_if(current.begin(), current.end(), is);
        Stretch next{from, to, HealthState::Unobserved, {}};
        for (const auto state : {HealthState::Up, HealthState::Maintenance, HealthState::Degraded,
                                 HealthState::Suspect, HealthState::Down})
            if (badness(state) == shown)
                next.state = state;
        if (found != current.end())
            next.reason = (*found)->reason;
        appendStretch(result, std::move(next));
        from = to;
    };
    for (const Change& change : changes) {
        if (change.at > from)
            showUntil(change.at);
        const Stretch*& lane = current[size_t(change.lane)];
        --lanesIn[size_t(rank(lane))];
        lane = change.begins;
        ++lanesIn[size_t(rank(lane))];
        shown = int(badnessCount) - 1;
        while (shown > 0 && lanesIn[size_t(shown)] == 0)
            --shown;
    }
    if (from < toMs)
        showUntil(toMs);
    return result;
}

double Availability::coverage() const {
    return windowMs > 0 ? double(upMs + downMs) / double(windowMs) : 0.0;
}

double Availability::upShare() const {
    return upMs + downMs > 0 ? double(upMs) / double(upMs + downMs) : 1.0;
}

Availability availability(const QList<Stretch>& stretches) {
    Availability result;
    for (const Stretch& stretch : stretches) {
        const qint64 length = stretch.to - stretch.from;
        if (stretch.state == HealthState::Maintenance)
            continue;
        result.windowMs += length;
        if (stretch.state == HealthState::Down)
            result.downMs += length;
        else if (stretch.state != HealthState::Unobserved)
            result.upMs += length;
    }
    return result;
}

qint64 soakedMs(const QList<Stretch>& stretches) {
    qint64 result = 0;
    for (auto stretch = stretches.rbegin(); stretch != stretches.rend(); ++stretch) {
        if (stretch->state == HealthState::Down)
            break;
        // Suspect time may yet turn out to be Down; it is not healthy, but resets nothing.
        if (stretch->state == HealthState::Up || stretch->state == HealthState::Degraded)
            result += stretch->to - stretch->from;
    }
    return result;
}

std::optional<qint64> percentileUs(QList<qint64> tookUs, double share) {
    if (tookUs.isEmpty())
        return {};
    // 0.07 * 100 is a little more than 7 in binary; the rank must not slip for that.
    constexpr double roundingSlack = 1e-9;
    const auto rank = qsizetype(std::ceil(share * double(tookUs.size()) - roundingSlack));
    const auto index = std::clamp<qsizetype>(rank - 1, 0, tookUs.size() - 1);
    std::nth_element(tookUs.begin(), tookUs.begin() + index, tookUs.end());
    return tookUs[index];
}

HealthState Bucket::shown() const {
    if (unobservedMs * 2 > to - from)
        return HealthState::Unobserved;
    if (downMs > 0)
        return HealthState::Down;
    if (degradedMs > 0)
        return HealthState::Degraded;
    if (maintenanceMs > 0)
        return HealthState::Maintenance;
    return upMs > 0 ? HealthState::Up : HealthState::Unobserved;
}

QList<Bucket> buckets(const QList<Stretch>& stretches, qint64 fromMs, qint64 toMs, int count) {
    QList<Bucket> result;
    if (count <= 0 || toMs <= fromMs)
        return result;
    result.reserve(count);
    qsizetype first = 0;
    const auto edge = [&](int i) {
        return fromMs + qint64(double(toMs - fromMs) * double(i) / double(count));
    };
    for (int i = 0; i < count; ++i) {
        Bucket bucket;
        bucket.from = i == 0 ? fromMs : result.last().to;
        bucket.to = i + 1 == count ? toMs : edge(i + 1);
        while (first < stretches.size() && stretches[first].to <= bucket.from)
            ++first;
        for (qsizetype s = first; s < stretches.size() && stretches[s].from < bucket.to; ++s) {
            const Stretch& stretch = stretches[s];
            const qint64 length = std::min(stretch.to, bucket.to) - std::max(stretch.from, bucket.from);
            switch (stretch.state) {
            case HealthState::Up:
                bucket.upMs += length;
                break;
            case HealthState::Degraded:
            case HealthState::Suspect: // a strip has three colours; a suspicion is not green
                bucket.degradedMs += length;
                break;
            case HealthState::Down:
                bucket.downMs += length;
                break;
            case HealthState::Maintenance:
                bucket.maintenanceMs += length;
                break;
            case HealthState::Unobserved:
                break;
            }
        }
        // Whatever no stretch covers was not observed either.
        bucket.unobservedMs =
            bucket.to - bucket.from - bucket.upMs - bucket.degradedMs - bucket.downMs - bucket.maintenanceMs;
        result.append(bucket);
    }
    return result;
}

} // namespace slipway::domain
