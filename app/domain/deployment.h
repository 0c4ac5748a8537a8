#pragma once
#include "app/domain/changes.h"
#include "app/domain/entry.h"
#include "app/domain/plan.h"
#include "app/domain/witness.h"

#include <QList>
#include <QMap>

namespace slipway::domain {

enum class DeploymentKind {
    Deploy,
    Rollback,
    Rehearsal, ///< back to the version before and forward again, on what runs
};
QString kindName(DeploymentKind kind); ///< "deploy", "rollback", "rehearsal"

/// One try of one step on one host, as the ledger tells it.
struct Attempt {
    AttemptId id;
    StepId step;
    HostName host; ///< empty: from this computer
    QString digest;
    qint64 intentAtMs = 0; ///< UTC
    qint64 intentBootMs = 0;
    QString bootId;                     ///< of the desk that recorded the intent
    Verdict verdict = Verdict::Running; ///< until an outcome is recorded
    QString summary;
    int exitCode = -1; ///< -1: none
    qint64 endedAtMs = 0;
    QString outDigest, errDigest;
    qint64 outBytes = 0, errBytes = 0;
    qint64 leftOutBytes = 0; ///< of both streams, in the middle: more than what is stored
    bool stopAsked = false;
    bool gone = false;                 ///< Interrupted: the host proved that nothing of it runs any more
    bool setAside = false;             ///< a person decided to retry: it no longer counts
    bool waived = false;               ///< a person decided to go on without it
    std::optional<Verdict> answered{}; ///< Inconclusive, of a checked item: what a person said instead
    QByteArray outcomeHash;
    /// Nobody can say whether it still runs: nothing may be tried or undone beside it (J5).
    bool isUnknown() const { return verdict == Verdict::Interrupted && !gone && !setAside; }
};

/// A person's signed statement; the signature itself is in the ledger row `hash` names.
struct SignOff {
    PersonName person;
    QString role, note, keyFingerprint, fingerprint;
    qint64 atMs = 0;
    qint64 untilMs = 0; ///< ends then, unless something started on it before; 0: never
    bool go = true;
    bool selfApproved = false;
    QByteArray hash;
};

struct ItemAnswer {
    Verdict verdict = Verdict::Passed;
    QString note;
    PersonName person;
    qint64 atMs = 0;
    qint64 untilMs = 0; ///< as SignOff's
};

/// A sign-off that counts no more.
struct EndedSignOff {
    StepId step;
    SignOff signOff;
    bool isExpired = false; ///< else its author took it back
    QString reason;
    qint64 atMs = 0;
};

/// A person's reasoned decision to go on without a step, without a host, or past a gate.
struct Waiver {
    StepId step;   ///< empty: a gate, or the host is left out of the whole deployment
    HostName host; ///< empty: the step's only place
    PersonName person;
    QString reason;
    qint64 atMs = 0;
    QString gate{}; ///< title of the gate that was passed
};

/// Who holds an environment on its hosts, as a host tells it.
struct LockHolder {
    HostName host;
    QString owner; ///< deployment
    QString who, reason;
    qint64 sinceMs = 0;
    qint64 silentMs = 0; ///< since its last sign of life, when it was asked
    int running = 0;     ///< steps of the environment that ran on the host then
    qint64 fence = 0;    ///< the host's number then: what a person decides to take over, and no later one
};

/// The environment's lock as this deployment stands to it.
struct LockStanding {
    QMap<HostName, qint64> fences;    ///< held: the number each host gave
    qint64 takenAtMs = 0;             ///< 0: not held
    std::optional<LockHolder> holder; ///< somebody else has it
    bool isLost = false;              ///< `holder` took it over while this deployment had it
    bool takeOver = false;            ///< a person decided to take it over
    QString takeOverReason;           ///< why
    bool isHeld() const { return takenAtMs != 0; }
};

/// A freeze that began while the deployment was under way.
struct FreezeHold {
    StepId step; ///< what would have started
    QString words;
    qint64 sinceMs = 0, untilMs = 0; ///< of the freeze, UTC
};

/// A checkpoint that did not pass is looked at again.
struct CheckpointExtension {
    PersonName person;
    QString reason;
    qint64 atMs = 0;
    qint64 dueAtMs = 0; ///< the new hour
};

struct Checkpoint {
    base::Milliseconds after{0};
    QString statement;
    qint64 dueAtMs = 0;
    Verdict verdict =
        Verdict::Waiting; ///< Waiting until evaluated; Waived: accepted although it did not pass
    QString summary;
    qint64 evaluatedAtMs = 0;
    QList<SignOff> signatures;
    QString role{};             ///< who signs it; empty: anybody
    qint64 fromMs = 0;          ///< it is judged from then on: go-live, or when it was extended
    QList<RuleFinding> rules{}; ///< as evaluated
    qint64 signByMs = 0;        ///< overdue from then on; 0: not evaluated yet
    QList<SignOff> waivers{};   ///< who accepts it as it is; counts once `countersign` is there, too
    QString countersign{};      ///< role of the second person that needs; empty: none
    QList<CheckpointExtension> extensions{};
    /// It did not pass, and nobody has decided.
    bool isUndecided() const { return verdict == Verdict::Failed || verdict == Verdict::Inconclusive; }
    bool isSettled() const { return verdict == Verdict::Passed || verdict == Verdict::Waived; }
};

/// One execution of a plan on one environment: the fold over its chain.
struct Deployment {
    enum class Result { None, Successful, RolledBack, Superseded, Abandoned };

    DeploymentId id;
    DeploymentKind kind = DeploymentKind::Deploy;
    EnvironmentName environment;
    Candidate candidate, previous;
    DeploymentId undoes; ///< rollback: the deployment it undoes; rehearsal: the one it rehearses
    QString startedBy;
    QString reason;                ///< rollback: why
    QString emergency;             ///< not empty: started past gates and approvals, and why
    std::optional<SignOff> review; ///< of an emergency or a rollback, afterwards
    qint64 startedAtMs = 0;

    bool planFixed = false;
    Plan plan;
    QString fingerprint;
    QString planChange;      ///< not empty: it differs from what was signed; nothing new starts
    QList<Change> changes;   ///< the same line by line, where it could be told
    QJsonObject signedPlace; ///< domain::signedPlace() when the plan was fixed; empty in older ledgers
    QMap<HostName, QString> hostKeys;

    QList<Attempt> attempts;
    QMap<StepId, QList<SignOff>> signatures;
    QMap<StepId, ItemAnswer> answers;
    QList<EndedSignOff> endedSignOffs;
    QList<Checkpoint> checkpoints;
    QList<Waiver> waivers;
    LockStanding lock;
    std::optional<FreezeHold> freeze; ///< no phase and no batch begins
    std::optional<GuardTripped> tripped{};
    QList<Witness> witnesses{}; ///< as they were left, also those that have ended

    bool paused = false;
    QString pauseReason;
    qint64 heldAtMs = 0; ///< when it was last paused, resumed or found changed
    bool rollbackDecided = false;
    qint64 liveAtMs = 0;
    qint64 endedAtMs = 0;
    Result result = Result::None;
    DeploymentId endedBy; ///< what rolled it back or superseded it

    qint64 lastSeq = 0;
    QByteArray lastHash;
    QByteArray openedHash; ///< of its first entry

    /// An emergency and a rollback stay open until somebody else has looked at them.
    bool needsReview() const {
        return (!emergency.isEmpty() || kind == DeploymentKind::Rollback) && planFixed && !review;
    }
    bool isOpen() const { return endedAtMs == 0 && liveAtMs == 0; } ///< on its way to live
    /// Nothing starts, whoever would act: paused, changed since signed, lock lost, or being rolled back.
    bool isHeld() const { return rollbackDecided || !planChange.isEmpty() || paused || lock.isLost; }
    bool isWatched() const { return liveAtMs != 0 && endedAtMs == 0; }
    /// As planned, or later where a checkpoint was extended past that; 0: not live.
    qint64 watchEndsAtMs() const;
    const Checkpoint* checkpoint(base::Milliseconds after) const;
    /// Newest attempt that counts; null when there is none.
    const Attempt* attempt(const StepId& step, const HostName& host) const;
    Verdict verdict(const Step& step) const; ///< of the whole step; knows nothing of other steps' turn
    Verdict hostVerdict(const Step& step, const HostName& host) const;
    /// Distinct people whose go counts for the step (for four-eyes without the starter).
    int countedSignatures(const Step& step) const;
    int evidence() const; ///< items and attempts with a verdict so far
    /// Binds a sign-off to what was seen: SHA-256 over the hashes of all outcomes so far.
    QString evidenceDigest() const;
    /// Changing steps that were started here, in order, with the hosts that were touched;
    /// none for a step that happens on this computer.
    QList<QPair<StepId, QList<HostName>>> touched() const;
    /// What a rollback takes back of them: under blue-green only the switch, because the side that
    /// served before was kept.
    QList<QPair<StepId, QList<HostName>>> toUndo() const;
    /// The waiver that leaves the host out; null when it takes part.
    const Waiver* exclusion(const HostName& host) const;
};

/// How long steps ran, without the time in which nothing did.
qint64 workedMs(const Deployment& deployment);

/// The fold: `apply(state, entry)`. Entries of one chain in seq order; unknown fields are ignored,
/// an entry that does not fit is Error{Corrupt} and leaves the state as it was.
base::Result<void> apply(Deployment& deployment, const Entry& entry);

} // namespace slipway::domain
