#pragma once
#include "app/base/async.h"
#include "app/base/secret.h"
#include "app/models/timeline.h"
#include "app/models/views.h"

#include <QAbstractItemModel>
#include <QObject>

namespace slipway::models {

class OutputModel;
class OutputSearch;
struct OutputPlace;

/// A host key nobody has seen yet; asked once, with the fingerprint.
struct HostKeyQuestion {
    QString host; ///< "staging-1 (bot@127.0.0.1:2201)"
    QString hostName;
    QString keyType;     ///< "ssh-ed25519"
    QString fingerprint; ///< "SHA256:…"
};

/// A private key that is encrypted, or a security key that wants its PIN; asked once, also when several
/// hosts want it.
struct PassphraseQuestion {
    QString hostName;
    QString keyPath;
    bool isPin = false;
    bool wasWrong = false; ///< the PIN that was given before
};

/// What the promotion dialog shows before a deployment is started.
struct PromotionView {
    QString version, commit, environment, previousVersion;
    domain::Tier tier = domain::Tier::Development;
    QList<GateView> gates;
    Offer start;
    bool offersEmergency = false; ///< the environment knows emergencies at all
    Offer emergency;
    QList<StepView> steps; ///< the plan as it would be fixed
    QList<UndoStepView> undo;
    QStringList cannotUndo;
    int commits = -1;
    QStringList authors, commitSummaries;
    QString guard{}; ///< what the plan does by itself in its first minutes; empty: nothing
};

/// The one source of what windows show; lives on the main thread. Views are snapshots made
/// from folds; a signal follows every change, at most one of a kind per turn of the event loop.
class Feed : public QObject {
    Q_OBJECT
public:
    virtual const BoardView& board() const = 0;
    virtual QList<DeploymentLine> deployments() const = 0; ///< newest first
    /// Empty `deployment` in the answer: no such deployment.
    virtual ReleaseView release(const QString& deployment) const = 0;
    /// The watch of a live deployment; asked for again after watchChanged. Reading samples takes
    /// a moment: the first answer may have no lanes yet.
    virtual WatchView watch(const QString& deployment) = 0;
    /// This part of a watch is looked at closely: WatchView::detail and watchChanged follow.
    virtual void lookAt(const QString& deployment, qint64 fromMs, qint64 toMs) = 0;
    /// The lines of a log that a probe (by its label) counts on its host now, the newest last.
    virtual base::Future<QStringList> probeLines(const QString& environment, const QString& label) = 0;
    /// Every entry of a deployment in words, oldest first, as the ledger has them now.
    virtual base::Future<QList<TimelineLine>> story(const QString& deployment) = 0;
    /// The lines of one attempt, growing while it runs. The same object for the same attempt
    /// while anybody holds it.
    virtual std::shared_ptr<OutputModel> output(const QString& deployment, const QString& attempt) = 0;
    /// The lines of one attempt around a place in it.
    virtual std::shared_ptr<OutputModel> outputAt(const QString& deployment, const QString& attempt,
                                                  const OutputPlace& place) = 0;
    /// A search over the output of all steps; the feed outlives it.
    virtual std::unique_ptr<OutputSearch> outputSearch() = 0;
    /// Why output cannot be kept here at the moment, so that it stays on the hosts.
    virtual std::optional<base::Error> outputTrouble() const = 0;
    /// Of each stream of an attempt's output so many bytes are kept.
    virtual qint64 outputCap() const = 0;
    /// Asks a person once more for what this problem of a host wants: an unknown key, a passphrase, a PIN.
    virtual void askAgain(const base::Error& problem) = 0;
Q_SIGNALS:
    void outputTroubleChanged();
    void boardChanged();
    void releaseChanged(const QString& deployment);
    void watchChanged(const QString& deployment);
    void hostKeyAsked(const slipway::models::HostKeyQuestion& question);
    void passphraseAsked(const slipway::models::PassphraseQuestion& question);
    /// Something the person must see although no dialog asked for it, as a sentence.
    void noticed(const QString& sentence);
    /// A notification of the desktop was clicked: something is, or was, wrong on this environment; empty: it
    /// was about none.
    void alertClicked(const QString& environment);
};

/// Every act of a person, in the window and on the command line. Each asks the rules first; a no
/// comes back as Error{Refused} whose detail is the reason in words. The actor is set once.
class Actions {
public:
    enum class Answered { Passed, Failed, NotApplicable };
    enum class Decision { Retry, Abandon };

    virtual ~Actions() = default;
    virtual void setActor(const QString& person) = 0;
    virtual base::Future<PromotionView> preview(const QString& version, const QString& environment) = 0;
    /// Answers the new deployment's ID once it is opened in the ledger; it then drives itself.
    /// `emergency`: why gates and approvals are passed by; empty: they are not.
    virtual base::Future<QString> start(const QString& version, const QString& environment, bool again,
                                        const QString& emergency) = 0;
    /// Takes the actor's own sign-off back, before anything started on it.
    virtual base::Future<void> takeBack(const QString& deployment, const QString& step,
                                        const QString& reason) = 0;
    /// Lets the version pass a closed gate for so long; answers the waiver's ID.
    virtual base::Future<QString> waiveGate(const QString& version, const QString& environment,
                                            const QString& gate, const QString& reason, qint64 forMs) = 0;
    virtual base::Future<void> countersign(const QString& waiver) = 0;
    virtual base::Future<void> clearBad(const QString& version, const QString& reason) = 0;
    /// `digest`: PolicyView::digest, so that exactly what was shown is accepted.
    virtual base::Future<void> acceptPolicy(const QString& digest) = 0;
    /// One answer to each item of the checklist, in their order.
    virtual base::Future<void> signRecurring(const QString& checklist,
                                             const QList<domain::RecurringItem>& items,
                                             const QString& note) = 0;
    /// This computer does not sleep while a release is watched, or does again.
    virtual base::Future<void> keepAwake(bool keeps) = 0;
    /// Sends a test over one channel.
    virtual base::Future<void> testChannel(const QString& channel) = 0;
    virtual base::Future<void> review(const QString& deployment, const QString& note) = 0;
    /// `typed`: StepView::toType, as the person typed it.
    virtual base::Future<void> sign(const QString& deployment, const QString& step, const QString& note,
                                    bool go, const QString& typed) = 0;
    virtual base::Future<void> answer(const QString& deployment, const QString& step, Answered answered,
                                      const QString& note) = 0;
    virtual base::Future<void> decide(const QString& deployment, Decision decision,
                                      const QString& reason) = 0;
    /// Goes on without a failed step (on the host; empty: its only place).
    virtual base::Future<void> waive(const QString& deployment, const QString& step, const QString& host,
                                     const QString& reason) = 0;
    /// Leaves a failed host out of the rest of the deployment.
    virtual base::Future<void> exclude(const QString& deployment, const QString& host,
                                       const QString& reason) = 0;
    /// Takes the environment from the desk that holds it.
    virtual base::Future<void> takeOver(const QString& deployment, const QString& reason) = 0;
    virtual base::Future<void> pause(const QString& deployment, const QString& reason) = 0;
    virtual base::Future<void> resume(const QString& deployment) = 0;
    virtual base::Future<void> stopStep(const QString& deployment, const QString& step) = 0;
    /// Answers the rollback deployment's ID.
    virtual base::Future<QString> rollback(const QString& environment, const QString& reason,
                                           bool markBad) = 0;
    /// Answers the rehearsal deployment's ID.
    virtual base::Future<QString> rehearse(const QString& environment) = 0;
    /// Closes the environment to new deployments, or opens it again.
    virtual base::Future<void> stopLine(const QString& environment, const QString& reason) = 0;
    virtual base::Future<void> openLine(const QString& environment, const QString& reason) = 0;
    /// Answers how it was read back; an error where it was not seen to be off.
    virtual base::Future<QString> throwSwitch(const QString& environment, const QString& name,
                                              const QString& reason) = 0;
    /// People work on the environment for so long, or are done before.
    virtual base::Future<void> beginMaintenance(const QString& environment, qint64 forMs,
                                                const QString& reason) = 0;
    virtual base::Future<void> endMaintenance(const QString& environment) = 0;
    virtual base::Future<void> signCheckpoint(const QString& deployment, qint64 afterMs,
                                              const QString& note) = 0;
    virtual base::Future<void> waiveCheckpoint(const QString& deployment, qint64 afterMs,
                                               const QString& reason) = 0;
    virtual base::Future<void> extendCheckpoint(const QString& deployment, qint64 afterMs, qint64 byMs,
                                                const QString& reason) = 0;
    virtual base::Future<void> acceptHostKey(const QString& hostName, const QString& key) = 0;
    /// Writes the deployment's report; the file's name says the format: .pdf, .html or .md.
    virtual base::Future<void> writeReport(const QString& deployment, const QString& file) = 0;
    /// Writes all entries, signatures and output as a folder that stock tools check; the folder must not
    /// exist.
    virtual base::Future<void> exportDossier(const QString& deployment, const QString& folder) = 0;
    /// Error{PassphraseNeeded} when it is not the key's passphrase. Whether a PIN is right only the next
    /// login tells, which may ask for it again.
    virtual base::Future<void> unlockKey(const QString& keyPath, const base::Secret& passphrase) = 0;
};

} // namespace slipway::models
