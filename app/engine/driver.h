#pragma once
#include "app/domain/agenda.h"
#include "app/engine/attempt_runs.h"
#include "app/engine/environment_lock.h"
#include "app/engine/history.h"

#include <QSet>

namespace slipway::engine {

/// Drives one deployment: decide, record the intent, act, record the outcome, and again.
/// It only sequences; the rules are in the domain, the acting in AttemptRuns and EnvironmentLock.
/// Everything it knows is in the ledger, so it may die at any moment. Main thread.
class Driver : public QObject {
    Q_OBJECT
public:
    enum class State {
        Starting,
        DrivenElsewhere, ///< another process holds the drive lock
        Working,
        WaitsForPerson,  ///< an item or sign-off
        WaitsForHostKey, ///< `problem()` names host and key
        WaitsForLock,    ///< another desk holds the environment; the deployment's fold tells who
        Failed,          ///< a person decides
        Interrupted,     ///< outcome unknown; a person decides
        Frozen,          ///< a freeze keeps the rest from beginning; it goes on by itself
        Held,            ///< paused, changed since signed, lock lost, or being rolled back
        Trouble,         ///< `problem()`: it goes on by itself when that is mended
        Over,            ///< live or ended
    };

    Driver(const Parts& parts, History& history, domain::DeploymentId id, QObject* parent = nullptr);
    ~Driver() override;
    void begin();
    const domain::DeploymentId& id() const { return m_id; }
    State state() const { return m_state; }
    const std::optional<base::Error>& problem() const { return m_problem; }
    Connection connection(const domain::AttemptId& attempt) const { return m_runs->connection(attempt); }
    /// A host is being rid of what an ended attempt left there; `changed` follows.
    bool isCleaning() const { return m_cleaning > 0; }
    /// A host key was accepted, or a person thinks that a trouble is mended: look again now.
    void nudge();

Q_SIGNALS:
    void changed();

private:
    const domain::Deployment* deployment() const;
    void takeDriveLock();
    void advance();
    void become(State state, std::optional<base::Error> problem = {});
    /// Trouble that may pass by itself: looked at again in a while.
    void becomeTroubled(const base::Error& problem);
    void fixPlan();
    /// Nothing of the deployment that is to be undone runs any more.
    bool hasStopped(const domain::DeploymentId& undone);
    /// Sees to what runs, then starts what may start.
    void work(const QList<domain::Next>& todo);
    void attend(const domain::AttemptId& id);
    /// The starts that no freeze keeps from beginning.
    QList<domain::Next> unfrozen(const QList<domain::Next>& starts, std::optional<domain::FreezeHold>& hold);
    void keepFrozen(const domain::FreezeHold& hold);
    void watchFreeze();
    /// Ends the sign-offs whose time is over; else looks again when the next one's is. True: one ended.
    bool endSignOffs();
    /// Records that what was seen is too old to begin changing on; false: nothing is.
    bool endEvidence();
    void decide();
    /// Asks hosts again what became of attempts whose outcome is unknown; true while one is asked.
    bool askUnknown();
    void recordIntents(const QList<domain::Next>& starts);
    bool needsCheck(const domain::Step& step) const;
    void check(const domain::Step& step);
    int signatures() const;
    void ended(const domain::Attempt& attempt, const domain::Judgement& judgement, QJsonObject more);
    void recordOutcome(const domain::Attempt& attempt, const domain::Judgement& judgement, QJsonObject more);
    void clean(const domain::Attempt& attempt);
    void clean(const ports::AttemptOrder& order, qint64 untilBootMs);
    void goLive();
    EnvironmentLock* environmentLock(bool releasing = false);
    bool needsHostLocks(const domain::Step& step) const;
    void takeEnvironment();
    void keepEnvironment(const EnvironmentLock::Answer& answer);
    void loseEnvironment(const domain::LockHolder& holder);
    void releaseEnvironment();
    void beat();
    /// Renews the lock on the hosts; when one names another owner it is lost.
    void askHolder(const std::function<void()>& then);
    /// `durable` is called once the entries are on disk and folded, before the next step is decided.
    void append(QList<domain::Draft> drafts, const std::function<void()>& durable = {});
    void readAgain();
    domain::Draft draft(const char* type, QJsonObject fields) const;
    domain::Draft lockDraft(const char* type, const domain::LockHolder& holder) const;

    const Parts& m_parts;
    History& m_history;
    domain::DeploymentId m_id;
    AttemptRuns* m_runs;
    std::unique_ptr<ports::Lock> m_lock;
    State m_state = State::Starting;
    std::optional<base::Error> m_problem;
    int m_busy = 0;                 ///< things under way whose end must be folded before anything is decided
    QSet<domain::AttemptId> m_mine; ///< intents recorded by this process, not yet started
    QSet<domain::AttemptId> m_askedUnknown;
    QSet<int> m_checkedPhases;
    bool m_checkedChange = false, m_checkedSwitch = false;
    int m_checkedSignatures = -1;
    bool m_lockProven = false;   ///< in this life the hosts have said that the lock is this deployment's
    bool m_gaveBackRest = false; ///< after the lock was lost, the hosts that still named this deployment
    bool m_beating = false;
    bool m_watchesFreeze = false;
    qint64 m_watchedEndingMs = 0; ///< UTC
    bool m_willLookAgain = false;
    int m_cleaning = 0;
};

/// Whether the process may end when the driver stands like this.
bool isSettled(Driver::State state);

} // namespace slipway::engine
