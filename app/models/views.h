#pragma once
#include "app/base/error.h"
#include "app/domain/changes.h"
#include "app/domain/health.h"
#include "app/domain/inbox.h"
#include "app/domain/plan.h"
#include "app/domain/trend.h"
#include "app/domain/verdict.h"
#include "app/models/alert_views.h"

#include <QMetaType>

// What the pages show, as plain values made from folds and samples. States leave as enums,
// never as colours; times as UTC milliseconds; nothing here is a sentence, except texts that
// come from the file, a person or a rule (rules answer with the same words everywhere).

namespace slipway::models {

/// A state with its reason. `allowed` false: the control is disabled and shows `why`.
struct Offer {
    bool allowed = false;
    QString why;
};

struct GateView {
    QString title;  ///< "Deployed to staging"
    QString detail; ///< the reason and the proof: "dep-…, same commit 9f3c2ab"
    bool met = false;
    bool timeWillMeet = false; ///< soak that runs: only waiting is needed
    QString soon{};            ///< of one that is met: when it will close, "in 1 h 58 min"
    QString id{};
    bool isWaived = false; ///< closed, and passed by a waiver
    bool isPassed() const { return met || isWaived; }
    QString waiverWords{}; ///< who waived it, or would: also while a second person is to sign
    /// What a person can do about a closed one.
    enum class Act { None, Waive, Countersign, ClearBad, AcceptPolicy };
    Act act = Act::None;
    Offer offer{};
    QString unsignedWaiver{};
};

struct ProbeView {
    QString name; ///< "API /health" or "API /health · prod-1"
    domain::HealthState state = domain::HealthState::Unobserved;
    QString reason;
    QList<qint64> recentUs; ///< newest last, for a sparkline; -1 where it failed
    qint64 lastUs = -1;     ///< -1: never answered
    qint64 lastAtMs = 0;
    QString probe, host;           ///< "API /health" and where it is asked; no host: from this computer
    QString ifFails;               ///< while it is not up: what the file says to look at
    std::optional<double> value{}; ///< the last measured number; then recentUs are thousandths of such
    QString unit{};                ///< of it: "%", "MB"
};

/// One probe on all of its hosts.
struct ProbeGroupView {
    ProbeView worst; ///< of the first host in the worst state
    int hosts = 1;
    QStringList troubled; ///< hosts in the worst state, in the file's order; empty: all are healthy
};

struct HostView {
    QString name;
    QString version; ///< read from the host; empty: not read
    QString commit;
    std::optional<base::Error> problem{}; ///< why it could not be read
};

struct UndoStepView {
    QString title, command;
    QStringList hosts;
};

/// How long the way back took when it was last gone.
struct WayBackView {
    qint64 tookMs = -1; ///< -1: never
    qint64 atMs = 0;
    QString on; ///< environment of that rehearsal or rollback
    bool rehearsed = false;
};

/// What a rehearsal would run, in order; both empty where none is offered.
struct RehearsalView {
    QString from, to; ///< what runs, and the version before it
    QList<UndoStepView> back, forward;
};

/// The freeze windows of an environment; a freeze without words: none on, and none within a day.
struct FreezeView {
    bool isFrozen = false;
    QString words;                   ///< "frozen until Mon 08:00", "freeze in 1 h 58 min"
    QString detail;                  ///< the same with since when, zone and reason
    qint64 sinceMs = 0, untilMs = 0; ///< of the one that is on; 0: none
    qint64 nextMs = 0;               ///< start of the next; 0: not known
};

/// Whether an environment is open to new deployments.
struct LineView {
    bool isStopped = false;
    QString by, reason;
    qint64 atMs = 0;
    QString words; ///< "stopped by mira at …: …"; empty: open
    Offer stop, open;
};

/// Turns something off at once.
struct SwitchView {
    QString name, request, readBack; ///< "PUT https://…", "GET https://…, expects $.on = false"
    QString last;                    ///< who threw it last, and what came of it; empty: nobody
};

/// Somebody works on an environment.
struct MaintenanceView {
    bool isOn = false;
    QString by, reason;
    qint64 untilMs = 0;
    QString words;          ///< "maintenance until 14:30 UTC by mira: …"; empty: it is off
    bool isPlanned = false; ///< in slipway.yaml, so nobody ends it here
};

/// On whom a deployment waits; no people: on nobody in particular, or it does not wait for a person.
struct WaitView {
    QStringList people;
    qint64 sinceMs = 0; ///< 0: it does not wait for a person
};

/// Something that waits for a person.
struct InboxLine {
    domain::InboxItem item;
    domain::Tier tier = domain::Tier::Development;
    bool isMine = false; ///< the current actor may do it
    QString people;      ///< who may, in words
};

/// Something that people are told of now, or soon, and what can be done about it at once.
struct OpenAlertView {
    domain::Incident incident;
    domain::Tier tier = domain::Tier::Development;
    QString deployment, version, commit; ///< what runs there; empty: nothing that Slipway deployed
    qint64 liveAtMs = 0;
    QString rollbackOf; ///< the deployment that a rollback would undo; empty: there is no way back
    Offer rollback;
    bool hasSwitches = false;
    QString linesOf; ///< its probe's label where that counts lines of a log; empty: it does not
    QStringList contacts;
};

struct EnvironmentView {
    QString name;
    domain::Tier tier = domain::Tier::Development;
    bool reading = true; ///< the first read of the hosts is still under way
    QString version;     ///< what the hosts run; empty: unknown
    QString commit;      ///< 40 hex digits
    bool mixed = false;  ///< hosts run different versions
    QList<HostView> hosts;
    QString deployment; ///< the newest deployment that went live here; empty: none recorded
    QString deployedBy;
    qint64 deployedAtMs = 0;
    domain::HealthState health = domain::HealthState::Unobserved;
    QString healthReason;
    QList<domain::Bucket> day; ///< 60 buckets over the last 24 hours
    domain::Availability availability;
    qint64 p95Us = -1;      ///< over the last hour; -1: nothing answered
    double errorShare = -1; ///< failed / asked over the last hour; -1: nothing asked
    qint64 soakedMs = 0;
    qint64 soakNeededMs = 0; ///< what the environment after this one asks for; 0: nothing
    QList<ProbeView> probes;
    QString openDeployment; ///< a deployment that is under way here; empty: none
    QString openWaitsFor;   ///< "waits for approver: Go / no-go"
    WaitView openWaits;
    bool checklistDone =
        false; ///< the items below are those of what runs here; else those a deployment would ask
    int signedItems = 0, allItems = 0;
    int waivers = 0;         ///< of what runs here
    bool hasFailure = false; ///< the open deployment waits for a decision
    qint64 rehearsedMs = 0;  ///< what ended here last is a rehearsal that took so long; 0: it is not
    Offer rehearse;          ///< back to the version before and forward again
    RehearsalView rehearsal;
    WayBackView wayBack;
    FreezeView freeze;
    LineView line;
    QStringList contacts; ///< whom to reach when something fails: "Hosting: +49 30 123456"
    MaintenanceView maintenance{};
    QList<SwitchView> switches{};
};

/// Between an environment and the one after it in the lifecycle.
struct StepBetweenView {
    QString from, to;
    int commits = -1;      ///< commits `to` is behind `from`; -1: not known
    int commitsBack = 0;   ///< commits in `to` that `from` lacks
    QList<GateView> gates; ///< for promoting what runs in `from`
    QString version;       ///< what would be promoted; empty: nothing
    Offer promote;
    QString openDeployment; ///< under way in `to`: the button leads there instead
};

/// What slipway.yaml says of people and production that nobody has accepted yet.
struct PolicyView {
    bool isInForce = true;
    QString acceptedBy, digest; ///< `digest`: of what the file says now
    QList<domain::Change> changes;
    Offer accept;
};

struct RecurringView {
    domain::RecurringChecklist checklist;
    domain::RecurringStanding standing;
    QString words;  ///< how it stands
    QString people; ///< who may sign it
    Offer sign;     ///< by the current actor, now, once every item has its answer
};

struct BoardView {
    QString project;
    QString head; ///< "main at 9f3c2ab": branch and commit of the repository
    QString branch;
    QStringList versions; ///< tags that may be deployed, newest first
    QList<EnvironmentView> environments;
    QList<StepBetweenView> between; ///< one fewer than environments where the lifecycle links them
    qint64 ledgerEntries = 0;
    bool ledgerVerified = false;
    QString ledgerProblem;   ///< a sentence; empty: fine
    qint64 anchoredAtMs = 0; ///< when its head was last put on the remote; 0: never, or there is none
    QString anchorProblem;   ///< why that could not be done or looked at; empty: nothing
    bool observing = false;  ///< this process is the observer
    bool keepsAwake = false; ///< this computer does not sleep while a release is watched
    bool observedElsewhere = false;
    QString actor;         ///< "mira"
    QString actorRoles;    ///< "release-manager"
    QString actorKey;      ///< "SHA256:…" of the key the actor signs with here; empty: none
    QString actorKeyType;  ///< "ssh-ed25519"
    QString actorKeyPlace; ///< path of its file; empty: it is in the agent
    bool isSolo = false;   ///< nobody is named in slipway.yaml: every sign-off is self-approved
    QStringList actors;    ///< people whose key is on this desk
    PolicyView policy;
    QList<InboxLine> inbox; ///< what waits for people, the oldest first
    QList<RecurringView> recurring;
    QList<AlertChannelView> alertChannels; ///< over which people are told when something is wrong
    QList<OpenAlertView> alerts;
    bool watchIsNoticed = true; ///< a service outside notices when the watching stops, or nobody is told
};

struct HostRunView {
    QString host; ///< empty for steps that run here
    QString attempt;
    domain::Verdict verdict = domain::Verdict::Waiting;
    QString summary; ///< "exit 0"
    qint64 startedAtMs = 0, endedAtMs = 0;
    bool connectionLost = false; ///< the step keeps running on the host
    qint64 lostAtMs = 0, reconnectedAtMs = 0;
    qint64 heardAtMs = 0; ///< the newest sign of life of its host while it runs; 0: not known
    qint64 sentBytes = 0, bytesToSend = 0; ///< while a file is brought to the host; else both 0
    qint64 leftOutBytes = 0;               ///< of its output, in the middle: more than what is kept
};

/// Where every host stands at every step that runs on hosts.
struct MatrixView {
    struct Column {
        QString step, title;
    };
    struct Row {
        QString host;
        int wave = 0;                 ///< batch or stage, from 1; 0: the strategy has none
        QList<domain::Verdict> cells; ///< by column
        QList<bool> takesPart;        ///< by column: false where the step is not for this host
        QString leftOut;              ///< why a person left the host out; empty: it takes part
    };
    QList<Column> columns;
    QList<Row> rows;
    bool hasStages = false; ///< waves are the stages of a canary; else batches
};

/// The environment's lock as the deployment stands to it.
struct LockView {
    qint64 heldSinceMs = 0; ///< 0: not held by this deployment
    QString holder;         ///< who else holds it: "mira on desk-7"; empty: nobody is known to
    QString holderOwner;    ///< their deployment
    QString holderReason, holderHost;
    qint64 holderSinceMs = 0;
    qint64 holderSilentMs = 0; ///< since its last sign of life, when it was asked
    int holderRunning = 0;     ///< steps of the environment that ran on that host then
    bool isLost = false;       ///< the holder took it over while this deployment had it
    Offer takeOver;
};

/// A person's decision to go on without something.
struct WaiverView {
    QString step, stepTitle; ///< empty: a gate, or a host is left out of everything
    QString host, person, reason;
    qint64 atMs = 0;
    QString gate{};
    friend bool operator==(const WaiverView&, const WaiverView&) = default;
};

struct SignatureView {
    QString person, role, note, keyFingerprint;
    qint64 atMs = 0;
    bool counts = true; ///< for four-eyes
    bool selfApproved = false;
    bool noGo = false;
    bool waived = false; ///< gone on without: no sign-off
    qint64 untilMs = 0;  ///< counts until then unless something starts on it; 0: no end
    enum class Ended { No, TakenBack, Expired };
    Ended ended = Ended::No;
};

struct StepView {
    QString id, title, kind, why;
    QString doneBy; ///< kind of its check, of an item that has one; else `kind`
    domain::Phase phase = domain::Phase::PreDeploy;
    domain::Verdict verdict = domain::Verdict::Waiting;
    QString summary; ///< right-hand column: "ssh · 2 hosts", "2 sign-offs", "git · 0.2 s"
    QString runs;    ///< the command, URL or statement, verbatim
    QString undo;    ///< empty: none
    QString limits;  ///< "timeout 5m · 1 host at a time · stop at the first failure"
    QList<QPair<QString, QString>> variables;
    QList<HostRunView> hosts; ///< the newest attempt of each
    bool asksPerson = false;
    QString role;
    int signaturesNeeded = 0;
    bool fourEyes = false;
    QStringList authors; ///< people who wrote a released commit and therefore do not count
    QString toType;      ///< to sign alone for production: the environment's name; empty: nothing
    QList<SignatureView> signatures;
    QList<SignatureView> endedSignatures; ///< taken back or expired; `note` says why, `atMs` when
    Offer takeBack;                       ///< the current actor's own sign-off
    Offer sign;                           ///< by the current actor, now
    Offer answer;                         ///< item without a role, or whose check could not say
    Offer stop;                           ///< stop the running step
    qint64 waitUntilMs = 0;               ///< a wait step that runs
    QString waitsAfter;                   ///< title of the step that is to do before it
};

struct PhaseView {
    domain::Phase phase = domain::Phase::PreDeploy;
    int done = 0, all = 0;
    int waived = 0; ///< of the done ones
    domain::Verdict verdict = domain::Verdict::Waiting;
};

enum class ReleaseState {
    Preparing,
    Running,
    WaitsForPerson,
    WaitsForTime,
    WaitsForLock, ///< another desk holds the environment, or took it over
    Failed,
    Interrupted,
    Paused,
    Stale,
    Live,
    Successful,
    RolledBack,
    Abandoned,
    Rehearsed, ///< there and back, as it should
    RollbackDone
};

struct CheckpointView {
    qint64 afterMs = 0, dueAtMs = 0;
    QString statement;
    domain::Verdict verdict = domain::Verdict::Waiting; ///< Waiting: upcoming; Ready: due
    QString summary;                                    ///< "99.9 % up of 97 % observed"
    QString signedBy;
    qint64 signedAtMs = 0;
    Offer sign;
    QString role{};                     ///< who signs it; empty: anybody
    qint64 fromMs = 0;                  ///< judged from then on
    qint64 signByMs = 0;                ///< overdue from then on; 0: not evaluated yet
    bool isOverdue = false;             ///< neither signed nor decided by then
    QList<domain::RuleFinding> rules{}; ///< as evaluated, or as they will be asked (verdict Waiting)
    Offer waive{}, extend{};            ///< what else can be decided where it did not pass
    QString waiverWords{};              ///< who accepts it, or would, and why
    QStringList extensions{};           ///< "mira at …: wait for the cache"
};

/// What keeps watch on a host.
struct WitnessView {
    QString host;
    QString log; ///< title of the log that it keeps; empty: it looks at probes
    qint64 everyMs = 0;
    QString summary; ///< how it ended; empty: it has not
};

struct FailureView { ///< the guided failure; step empty: none
    QString step, stepTitle, host, summary;
    QStringList lastLines;
    QStringList finishedHosts;
    QStringList failedHosts; ///< every host in trouble, at whatever step
    Offer answer;            ///< an item whose check could not say: a person may
    Offer retry, rollback, exclude, waive, later;
    bool inconclusive = false; ///< it could not be measured, so that nothing is said to have failed
    QString rollbackWords;     ///< what rolling back does: "v1.1.0 again on prod-1, prod-2"
    bool interrupted = false;
    QString ifFails; ///< what the file says to look at; empty: nothing
};

/// What a person who signs relies on: one attempt that has ended, or one answer.
struct EvidenceView {
    QString step, title, host;
    domain::Verdict verdict = domain::Verdict::Passed;
    QString summary;       ///< "exit 0", "jonas"
    QString digest;        ///< SHA-256, 64 hexadecimal digits; empty: of an answer
    bool ofOutput = false; ///< of its standard output; else of the ledger's entry
    friend bool operator==(const EvidenceView&, const EvidenceView&) = default;
};

/// Whether the released tag is signed.
struct TagView {
    enum class State { Asking, Verified, NotVerified };
    State state = State::Asking;
    QString words; ///< by whom, or why not
};

struct ReleaseView {
    QString deployment, environment, version, commit, previousVersion, fingerprint, startedBy;
    QString kind;   ///< "deploy", "rollback" or "rehearsal"
    QString undoes; ///< rollback, rehearsal: the deployment whose undo it runs
    domain::Tier tier = domain::Tier::Development;
    qint64 startedAtMs = 0, liveAtMs = 0, endedAtMs = 0;
    ReleaseState state = ReleaseState::Preparing;
    QString stateDetail; ///< what or whom it waits for
    /// Why it cannot go on now, though nobody decided that; it goes on by itself once that is mended.
    std::optional<base::Error> problem;
    WaitView waits;
    QString freeze; ///< why nothing new begins, while only a freeze keeps it; else empty
    bool drivenHere = false, drivenElsewhere = false;
    QList<PhaseView> phases;
    QList<StepView> steps;
    QList<CheckpointView> checkpoints;
    QString currentStep; ///< where it stands
    QString nextSignOff; ///< the next step that asks a person, also when it is not its turn yet
    FailureView failure;
    QStringList contacts;     ///< whom to reach when something fails there: "Hosting: +49 30 123456"
    QList<UndoStepView> undo; ///< what rolling back would run, in order
    QStringList cannotUndo;   ///< titles of done changing steps without an undo
    Offer rollback, pause, resume, abandon;
    bool paused = false;
    QList<WitnessView> witnesses{};
    QString guard{};  ///< what its plan does by itself in the first minutes; empty: nothing
    QString strategy; ///< "rolling: 1 host at a time, then healthy for 30s"; empty: one after the other
    MatrixView matrix;
    LockView lock;
    QString changed;               ///< not empty: it differs from what was signed, and how
    QList<domain::Change> changes; ///< the same line by line
    QList<WaiverView> waivers;
    WayBackView wayBack;
    qint64 rehearsedMs = 0; ///< a rehearsal that is done: how long it took there and back
    int commits = -1;
    QStringList authors, commitSummaries; ///< summaries: at most 20
    QString badReason;                    ///< the version was marked bad
    int evidence = 0;                     ///< items with a verdict so far
    QList<EvidenceView> evidenceItems{};  ///< in the plan's order
    QString evidenceDigest{};             ///< SHA-256 over all outcomes: what a sign-off is bound to
    TagView tag{};
    QString emergency;        ///< started past gates and approvals, and why
    bool needsReview = false; ///< an emergency or a rollback nobody else has looked at
    Offer review;
    QString reviewedBy, reviewNote;
};

struct LaneView {
    QString name;
    QList<domain::Stretch> stretches; ///< from go-live to now
};
struct LatencyPoint {
    qint64 atMs = 0;
    qint64 p50Us = 0, p95Us = 0; ///< -1: nothing answered in this slice
};
/// A measured number over the watch, and where it is heading.
struct MeasureView {
    QString name, unit;
    QList<domain::ValuePoint> points; ///< at most 240 medians
    std::optional<double> limit;      ///< what it must not pass
    QString trend;                    ///< "grows 11 MB / h", "steady"
    double slope = 0;                 ///< per hour; 0: none that is clear
    double lineEnd = 0;               ///< the trend's line at its last point
    qint64 lineEndMs = 0;
    qint64 reachesMs = 0; ///< when it gets to the limit, as far as one can tell; 0: it does not
    QString projection;   ///< "500 MB at +21 h"; empty: it does not
    std::optional<QPair<double, double>> before{}; ///< where 90 % of its numbers lay on the day before
};
/// Something people or Slipway did, at a moment of the watch.
struct WatchMark {
    enum class Kind { Deployment, Rollback, Signed, Accepted, Alert, Over, Guard, Switch };
    qint64 atMs = 0;
    Kind kind = Kind::Deployment;
    QString words;
    friend bool operator==(const WatchMark&, const WatchMark&) = default;
};
/// Latency and numbers of a part of the watch that is looked at closely.
struct WatchDetail {
    qint64 fromMs = 0, toMs = 0; ///< both 0: none
    QList<LatencyPoint> latency;
    QList<MeasureView> measures; ///< in the order of the whole watch's; only their points
    bool covers(qint64 from, qint64 to) const { return toMs > 0 && fromMs <= from && toMs >= to; }
};
/// A stretch that was not fine.
struct WatchIncidentView {
    QString lane;
    domain::HealthState state =
        domain::HealthState::Down; ///< Down, Degraded, or Unobserved for a minute at least
    qint64 fromMs = 0, toMs = 0;
    bool lasts = false; ///< `toMs` is now
    QString reason;
    bool hasLines = false; ///< its probe counts lines of a log, which can be shown
};
struct WatchView {
    QString deployment, environment, version;
    domain::Tier tier = domain::Tier::Production;
    qint64 liveAtMs = 0, endsAtMs = 0, nowMs = 0;
    QList<LaneView> lanes;
    QList<LatencyPoint> latency; ///< at most 240 slices
    QList<MeasureView> measures;
    QList<WatchIncidentView> incidents; ///< newest first
    domain::Availability availability;
    QList<CheckpointView> checkpoints;
    ReleaseState state = ReleaseState::Live;
    int probes = 0;
    qint64 everyMs = 0;
    Offer rollback;
    QString supersededBy;
    std::optional<QPair<qint64, qint64>> latencyBefore{}; ///< 90 % of the day before, microseconds
    QList<WatchMark> marks{};                             ///< the oldest first
    QList<domain::RuleFinding> criteria{}; ///< what the last checkpoint asks, judged on the watch so far
    WatchDetail detail{};
    bool keepsLog = false; ///< the application's log is kept, and can be searched
};

/// One line in lists of deployments, newest first.
struct DeploymentLine {
    QString deployment, environment, version, kind, startedBy, detail;
    domain::Tier tier = domain::Tier::Development;
    ReleaseState state = ReleaseState::Preparing;
    qint64 startedAtMs = 0, liveAtMs = 0;
    int waivers = 0;
    int selfApproved = 0; ///< approvals by a single person
    qint64 endedAtMs = 0; ///< 0: not ended
    QString commit;       ///< 40 hex digits
    QString reason;       ///< of a rollback; or why it was marked bad
    bool isEmergency = false, needsReview = false;
    friend bool operator==(const DeploymentLine&, const DeploymentLine&) = default;
};

} // namespace slipway::models

Q_DECLARE_METATYPE(slipway::models::BoardView)
Q_DECLARE_METATYPE(slipway::models::ReleaseView)
Q_DECLARE_METATYPE(slipway::models::WatchView)
