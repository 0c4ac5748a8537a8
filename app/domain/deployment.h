#pragma once
#include "app/domain/entry.h"
#include "app/domain/plan.h"

#include <QList>
#include <QMap>

namespace slipway::domain {

enum class DeploymentKind { Deploy, Rollback };
QString kindName(DeploymentKind kind); ///< "deploy", "rollback"

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
    bool stopAsked = false;
    bool gone = false;     ///< Interrupted: the host proved that nothing of it runs any more
    bool setAside = false; ///< a person decided to retry: it no longer counts
    QByteArray outcomeHash;
};

/// A person's signed statement; the signature itself is in the ledger row `hash` names.
struct SignOff {
    PersonName person;
    QString role, note, keyFingerprint, fingerprint;
    qint64 atMs = 0;
    bool go = true;
    bool selfApproved = false;
    QByteArray hash;
};

struct ItemAnswer {
    Verdict verdict = Verdict::Passed;
    QString note;
    PersonName person;
    qint64 atMs = 0;
};

struct Checkpoint {
    base::Milliseconds after{0};
    QString statement;
    qint64 dueAtMs = 0;
    Verdict verdict = Verdict::Waiting; ///< Waiting until evaluated
    QString summary;
    qint64 evaluatedAtMs = 0;
    QList<SignOff> signatures;
};

/// One execution of a plan on one environment: the fold over its chain.
struct Deployment {
    enum class Result { None, Successful, RolledBack, Superseded, Abandoned };

    DeploymentId id;
    DeploymentKind kind = DeploymentKind::Deploy;
    EnvironmentName environment;
    Candidate candidate, previous;
    DeploymentId undoes; ///< rollback: the deployment it undoes
    QString startedBy;
    QString reason; ///< rollback: why
    qint64 startedAtMs = 0;

    bool planFixed = false;
    Plan plan;
    QString fingerprint;
    QString planChange; ///< not empty: it differs from what was signed; nothing new starts
    QMap<HostName, QString> hostKeys;

    QList<Attempt> attempts;
    QMap<StepId, QList<SignOff>> signatures;
    QMap<StepId, ItemAnswer> answers;
    QList<Checkpoint> checkpoints;

    bool paused = false;
    QString pauseReason;
    bool rollbackDecided = false;
    qint64 liveAtMs = 0;
    qint64 endedAtMs = 0;
    Result result = Result::None;
    DeploymentId endedBy; ///< what rolled it back or superseded it

    qint64 lastSeq = 0;
    QByteArray lastHash;

    bool isOpen() const { return endedAtMs == 0 && liveAtMs == 0; } ///< on its way to live
    bool isWatched() const { return liveAtMs != 0 && endedAtMs == 0; }
    /// Newest attempt that counts; null when there is none.
    const Attempt* attempt(const StepId& step, const HostName& host) const;
    Verdict verdict(const Step& step) const; ///< of the whole step; knows nothing of other steps' turn
    Verdict hostVerdict(const Step& step, const HostName& host) const;
    /// Distinct people whose go counts for the step (for four-eyes without the starter).
    int countedSignatures(const Step& step) const;
    const Step* current() const; ///< the first step that is not complete; null when all are
    int evidence() const;        ///< items and attempts with a verdict so far
    /// Binds a sign-off to what was seen: SHA-256 over the hashes of all outcomes so far.
    QString evidenceDigest() const;
    /// Changing steps that were started here, in order, with the hosts that were touched.
    QList<QPair<StepId, QList<HostName>>> touched() const;
};

/// What the driver has to do now.
struct Next {
    enum class What {
        FixPlan, ///< nothing is fixed yet
        Start,   ///< a new attempt of `step` on `host`
        Await,   ///< `attempt` runs (or its outcome has to be asked for)
        Ask,     ///< `step` waits for people
        Decide,  ///< `step` on `host` failed or is interrupted: a person decides
        GoLive,  ///< every step is complete
        Hold,    ///< paused, changed since signed, or being rolled back
        Over,    ///< live or ended: nothing for the driver
    };
    What what = What::Over;
    StepId step;
    HostName host;
    AttemptId attempt;
};
Next next(const Deployment& deployment);

/// The fold: `apply(state, entry)`. Entries of one chain in seq order; unknown fields are ignored,
/// an entry that does not fit is Error{Corrupt} and leaves the state as it was.
base::Result<void> apply(Deployment& deployment, const Entry& entry);

} // namespace slipway::domain
