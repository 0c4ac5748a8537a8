#pragma once
#include "app/base/result.h"
#include "app/domain/health.h"
#include "app/domain/operation.h"
#include "app/domain/probe.h"
#include "app/domain/step_kind.h"

namespace slipway::domain {

/// A short read-only command on a host, run verbatim by /bin/sh.
struct HostLook {
    QString script;
    Variables variables; ///< environment of the command
    friend bool operator==(const HostLook&, const HostLook&) = default;
};

/// One look at a name or a port from this computer.
struct NetworkLook {
    enum class What {
        Connect, ///< opens a TCP connection and closes it
        Tls,     ///< and shakes hands as a browser would, with the system's authorities
        Resolve, ///< asks the resolver for the addresses of a name
    };
    What what = What::Connect;
    QString host;
    quint16 port = 0;
    base::Milliseconds timeout{5'000};
    friend bool operator==(const NetworkLook&, const NetworkLook&) = default;
};

using ProbeLook = std::variant<HttpQuestion, HostLook, NetworkLook>;

struct HostSight {
    int exitCode = -1;
    QByteArray output; ///< standard output, untrusted
};
struct NetworkSight {
    std::optional<base::Error> error;
    base::Milliseconds took{0};
    QStringList addresses{};             ///< Resolve: numeric, sorted
    std::optional<qint64> certUntilMs{}; ///< Tls: when the leaf ends, UTC; also of one that does not verify
    qint64 certLeftMs = 0;               ///< until then, by this computer's clock; negative once it ended
};
using ProbeSight = std::variant<HttpAnswer, HostSight, NetworkSight>;

/// What was seen, in the terms of a sample.
struct Seen {
    SampleOutcome outcome = SampleOutcome::ObserverError;
    QString reason{};              ///< of Ok: may be empty
    std::optional<double> value{}; ///< the measured number, in the kind's unit
};

/// What became known later of a time that nobody watched: it holds from its time on for `everyMs`.
struct PastSeen {
    qint64 timeMs = 0; ///< UTC, by this computer's clock
    qint64 everyMs = 0;
    Seen seen;
};

/// A time that nobody watched: [fromMs, toMs), UTC, by this computer's clock.
struct Gap {
    qint64 fromMs = 0, toMs = 0;
    friend bool operator==(const Gap&, const Gap&) = default;
};

/// A kind of probe: reads its own words, says what is looked at, and judges what was seen. Pure; adding a
/// kind is one function in domain/probes that stands in probeKinds(), and its test.
class ProbeKind {
public:
    virtual ~ProbeKind() = default;
    virtual QString key() const = 0; ///< its word in the file
    virtual Field::Type mainType() const { return Field::Type::Text; }
    virtual QStringList mainAllowed() const { return {}; }
    virtual QList<Field> fields() const { return {}; } ///< beside the common ones (name, every, timeout, …)
    virtual Place place() const { return Place::EachHost; } ///< EachHost, or EachHostOrHere
    /// Whether a number is measured, so that `degraded` and `failing` have a meaning.
    virtual bool isMeasured(const QJsonObject& params) const = 0;
    virtual QString unit(const QJsonObject&) const { return {}; } ///< of the number: "%", "MB", "days"
    /// Where the file gives no limits.
    virtual QString usualDegraded(const QJsonObject&) const { return {}; }
    virtual QString usualFailing(const QJsonObject&) const { return {}; }
    /// Whether its duration is that of an answer to a user: shown and summed up as latency.
    virtual bool hasLatency() const { return false; }
    virtual QString defaultName(const QJsonObject& params) const;
    /// What is wrong with otherwise well-typed params, as "field: what, and what is allowed".
    virtual QStringList complaints(const QJsonObject&) const { return {}; }
    /// `variables` are already merged for the host; those of the deployment that runs there are among them.
    virtual ProbeLook look(const Probe& probe, const Variables& variables) const = 0;
    /// Prints the lines that it counts, the newest last, at most 50; nothing: it counts no lines.
    virtual std::optional<HostLook> linesLook(const Probe&, const Variables&) const { return {}; }
    virtual Seen judge(const Probe& probe, const Variables& variables, const ProbeSight& sight) const = 0;
    /// Asks what is still known of a gap; nothing: this kind can tell only of now. `nowMs` is by this
    /// computer's clock, UTC, so that a host whose clock differs knows which time is meant.
    virtual std::optional<ProbeLook> pastLook(const Probe&, const Variables&, const Gap&,
                                              qint64 /*nowMs*/) const {
        return {};
    }
    /// What the answer proves of the gap, in time order; what it does not prove is left out. Error: it could
    /// not be told, and may be asked again. The limits of the probe are still to be judged (judgePast).
    virtual base::Result<QList<PastSeen>> pastSeen(const Probe&, const Gap&, const ProbeSight&) const {
        return QList<PastSeen>();
    }
};

/// All kinds, in the order of the manual. Never null.
const QList<const ProbeKind*>& probeKinds();
const ProbeKind* probeKind(QStringView key);

/// The kind's verdict, and then that of the probe's limits on the number and on the time it took.
Seen judgeProbe(const Probe& probe, const Variables& variables, const ProbeSight& sight,
                base::Milliseconds took);

/// Whether it counts lines of a log, which can be shown.
bool countsLines(const Probe& probe);

/// What the kind proves of a gap, and then judged by the probe's limits.
base::Result<QList<PastSeen>> judgePast(const Probe& probe, const Gap& gap, const ProbeSight& sight);

/// "83 %", "412 MB", "12.5": a measured number with its unit.
QString measuredText(double value, const QString& unit);
/// The texts of a probe in which $VARIABLES are put in.
QStringList expandableTexts(const Probe& probe);

} // namespace slipway::domain
