#pragma once
#include "app/base/duration.h"
#include "app/domain/ids.h"

#include <QList>
#include <QString>
#include <optional>

namespace slipway::domain {

enum class SampleOutcome { Ok, Degraded, Fail, ObserverError };

/// One answer of one probe (at one host, where it is asked per host).
struct Sample {
    EnvironmentName environment;
    ProbeName probe;
    HostName host;     ///< empty when the probe is asked once for the environment
    qint64 timeMs = 0; ///< UTC at the start of the question
    qint64 bootMs = 0;
    qint64 tookUs = 0;  ///< latency in microseconds
    qint64 everyMs = 0; ///< the probe's period then; a sample speaks for 2.5 of them at most
    SampleOutcome outcome = SampleOutcome::Ok;
    QString reason;                ///< "503, expected 200"; of what is up it may be empty
    std::optional<double> value{}; ///< the measured number, in the unit of the probe's kind
    bool isFilledIn = false;       ///< it became known only later: from a witness, a journal, a log
    friend bool operator==(const Sample&, const Sample&) = default;
};

/// A time in which nobody could look, whatever is asked: kept as a sample without a probe, from its time on
/// for `everyMs`; its reason is one of these.
inline constexpr QLatin1StringView gapAsleep(":asleep"); ///< this computer was suspended
inline constexpr QLatin1StringView gapClock(":clock");   ///< its clock was set forward: that time never was
/// What a failure is taken for right after waking, until anything answers: the network is not back yet.
inline constexpr QLatin1StringView gapWaking(":waking");
/// No time without a look, but one in which people said that the environment is worked on: then nothing that
/// is not up is blamed on it (withMaintenance).
inline constexpr QLatin1StringView maintenanceNote(":maintenance");
/// In words, also where nobody noted a reason; what is no such word stays as it is.
QString gapWords(const QString& reason);

enum class HealthState {
    Unobserved,
    Up,
    Degraded,
    Suspect,
    Down,
    Maintenance ///< not up, while people said they work on it; counts neither for nor against it
};
QString healthStateName(HealthState state);
/// The order in which states win when several lanes are summed up, from 0 (up): a lane nobody
/// watched hides that all is well, but not that something is wrong.
int badness(HealthState state);

/// A stretch of time in one state; `to` is exclusive; UTC milliseconds.
struct Stretch {
    qint64 from = 0;
    qint64 to = 0;
    HealthState state = HealthState::Unobserved;
    QString reason;
    bool isFilledIn = false; ///< known only from what was filled in
    friend bool operator==(const Stretch&, const Stretch&) = default;
};

/// How many equal answers in a row it takes to believe them; at least 1 each.
struct Confirming {
    int failsAfter = 3;
    int recoversAfter = 2;
};

/// The stretches of one probe between two instants, gapless and in order. Samples must be
/// of one probe and host, in time order. Failures in a row confirm Down, back-dated to
/// the first (before that the time is Suspect); successes recover; ObserverError and
/// silence beyond 2.5 periods are Unobserved. Where the clock was set back and the same time passed twice,
/// the worse that was seen in it stands.
QList<Stretch> stretches(const QList<Sample>& samples, qint64 fromMs, qint64 toMs,
                         const Confirming& confirming = {});
/// What is not up within the spans (in time order) becomes Maintenance; what is up stays so.
QList<Stretch> withMaintenance(const QList<Stretch>& stretches, const QList<Stretch>& spans);
/// Worst state at each instant over several lanes; Unobserved only where no lane observed,
/// or where any lane is unobserved and none is worse than Up.
QList<Stretch> worst(const QList<QList<Stretch>>& lanes, qint64 fromMs, qint64 toMs);

struct Availability {
    qint64 upMs = 0; ///< up + degraded + suspect
    qint64 downMs = 0;
    qint64 windowMs = 0;     ///< without maintenance
    double coverage() const; ///< 0..1
    double upShare() const;  ///< 0..1 of the observed time; 1 when nothing was observed
};
Availability availability(const QList<Stretch>& stretches);
/// Observed healthy time since the last Down stretch: gaps neither count nor reset.
qint64 soakedMs(const QList<Stretch>& stretches);

/// Nearest-rank percentile of the latencies of answered samples in microseconds; nothing when
/// there is none. Failures are not latency.
std::optional<qint64> percentileUs(QList<qint64> tookUs, double share);

/// Equal buckets for a strip; each tells how long every state lasted in it.
struct Bucket {
    qint64 from = 0, to = 0;
    qint64 upMs = 0, degradedMs = 0, downMs = 0, unobservedMs = 0, maintenanceMs = 0;
    HealthState shown() const; ///< the worst state with any time in it; Unobserved when most of it was
};
QList<Bucket> buckets(const QList<Stretch>& stretches, qint64 fromMs, qint64 toMs, int count);

} // namespace slipway::domain
