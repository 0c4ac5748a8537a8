#pragma once
#include "app/domain/deployment.h"
#include "app/domain/recurring.h"

namespace slipway::domain {

struct BadRelease {
    QString version, commit, reason, by;
    DeploymentId deployment;
    qint64 atMs = 0;
};

/// A reasoned, scoped, expiring pass for one gate. It stands on a countersignature where policy asked for
/// one.
struct GateWaiver {
    QString id; ///< "wai-…"
    EnvironmentName environment;
    QString gate;    ///< its ID
    QString commit;  ///< the candidate's; empty: any
    QString version; ///< in words
    PersonName person;
    QString reason;
    QString countersign; ///< role of the second person it needs; empty: none
    qint64 atMs = 0, untilMs = 0;
    QString keyFingerprint; ///< empty: self-approved
    QByteArray hash;
    PersonName countersignedBy;
    qint64 countersignedAtMs = 0;
    QByteArray countersignature; ///< hash of that entry
    bool needsSecond = false;
    bool stands(qint64 nowMs) const { return nowMs < untilMs && (!needsSecond || countersignedAtMs != 0); }
};

/// What of slipway.yaml was accepted for production (policy.h).
struct AcceptedPolicy {
    QJsonObject policy;
    QString digest;
    QString by;
    qint64 atMs = 0;
    bool isFirst = false; ///< trusted with the first deployment to production
    QStringList keys{}; ///< by which it may be signed: of its author in the policy before; none: it need not
    QByteArray hash;
};

/// Somebody closed an environment to new deployments.
struct LineStop {
    QString reason, by;
    qint64 atMs = 0;
};

/// A kill switch that was thrown.
struct SwitchThrow {
    EnvironmentName environment;
    QString name, by, reason;
    qint64 atMs = 0;    ///< UTC
    bool isOff = false; ///< it was read back as off
    QString summary;    ///< what came of it; empty: not known yet, or nobody came to look
};

/// Somebody works on an environment: what is not up there until then is not blamed on it, and nobody is told.
struct Maintenance {
    QString reason, by;
    qint64 sinceMs = 0, untilMs = 0; ///< UTC
    bool isPlanned = false;          ///< slipway.yaml says so, which `by` names then, and nobody else did
};

/// All deployments of a workspace: the fold over the whole ledger.
struct World {
    QMap<DeploymentId, Deployment> deployments;
    QList<DeploymentId> order; ///< as opened, oldest first
    QList<BadRelease> bad;
    QMap<EnvironmentName, LineStop> stopped;
    QList<SwitchThrow> switches;                   ///< oldest first
    QMap<EnvironmentName, Maintenance> maintained; ///< by people; also those that are over by now
    QList<GateWaiver> gateWaivers;                 ///< oldest first
    QList<RecurringSignOff> recurring;             ///< oldest first
    std::optional<AcceptedPolicy> policy;          ///< none before the first deployment to production
    qint64 entries = 0;
    qint64 lastRow = 0;
    QByteArray head; ///< hash of the workspace chain's newest entry

    const Deployment* deployment(const DeploymentId& id) const;
    /// Under way in the environment (opened, neither live nor ended); null when none is.
    const Deployment* open(const EnvironmentName& environment) const;
    /// The newest that went live there, whatever became of it later; null when none did.
    const Deployment* newestLive(const EnvironmentName& environment) const;
    /// The newest that was opened there and was not abandoned; null when there is none.
    const Deployment* newest(const EnvironmentName& environment) const;
    /// What the ledger says runs there: the newest live one that was not rolled back.
    const Deployment* running(const EnvironmentName& environment) const;
    const BadRelease* isBad(const QString& commit) const;
    /// The newest waiver of the gate for the candidate that has not expired; null when there is none.
    const GateWaiver* gateWaiver(const EnvironmentName& environment, const QString& gate,
                                 const QString& commit, qint64 nowMs) const;
    const GateWaiver* gateWaiver(const QString& id) const;
    /// Null while the line is open.
    const LineStop* lineStop(const EnvironmentName& environment) const;
    /// The one that people said is on then; null: none. What slipway.yaml plans is not in the ledger, so what
    /// has an effect is asked of engine::maintenanceAt().
    const Maintenance* maintenance(const EnvironmentName& environment, qint64 nowMs) const;
};

/// How long the steps of a deployment take there: the middle one of the newest five that went live.
/// Nothing while none did.
std::optional<qint64> usualMs(const World& world, const EnvironmentName& environment);

/// Error{Corrupt} leaves the world as it was.
base::Result<void> apply(World& world, const Entry& entry);

} // namespace slipway::domain
