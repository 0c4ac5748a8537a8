#pragma once
#include "app/engine/history.h"
#include "app/engine/local_run.h"
#include "app/engine/remote_run.h"

#include <QSet>

namespace slipway::engine {

/// Drives one deployment: decide, record the intent, act, record the outcome, and again.
/// It only sequences; the rules are in the domain, the acting in RemoteRun and LocalRun.
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
        Failed,          ///< a person decides
        Interrupted,     ///< outcome unknown; a person decides
        Held,            ///< paused, changed since signed, or being rolled back
        Trouble,         ///< `problem()`: it goes on by itself when that is mended
        Over,            ///< live or ended
    };
    /// Transient things that no entry tells.
    struct Connection {
        qint64 lostAtMs = 0;
        qint64 reconnectedAtMs = 0;
    };

    Driver(const Parts& parts, History& history, domain::DeploymentId id, QObject* parent = nullptr);
    ~Driver() override;
    void begin();
    const domain::DeploymentId& id() const { return m_id; }
    State state() const { return m_state; }
    const std::optional<base::Error>& problem() const { return m_problem; }
    Connection connection(const domain::AttemptId& attempt) const { return m_connections.value(attempt); }
    /// A host is being rid of what an ended attempt left there; `changed` follows.
    bool isCleaning() const { return m_cleaning > 0; }
    /// A host key was accepted, or a person thinks that a trouble is mended: look again now.
    void nudge();

Q_SIGNALS:
    void changed();

private:
    const domain::Deployment* deployment() const;
    void takeLock();
    void advance();
    void become(State state, std::optional<base::Error> problem = {});
    void fixPlan();
    /// Nothing of the deployment that is to be undone runs any more.
    bool hasStopped(const domain::DeploymentId& undone);
    void reachHosts(int index, QMap<domain::HostName, QString> keys);
    void recordPlan(const QMap<domain::HostName, QString>& keys);
    void startAttempt(const domain::Next& next);
    void recordIntent(const domain::Step& step, const domain::HostName& host);
    bool needsCheck(const domain::Step& step) const;
    void check(const domain::Step& step);
    void run(const domain::Attempt& attempt, bool resume);
    void runRemote(const domain::Attempt& attempt, const domain::Step& step,
                   const domain::RemoteCommand& command, bool resume);
    void keepTranscript(const domain::Attempt& attempt, const domain::Judgement& judgement,
                        const QByteArray& transcript);
    void remoteEnded(const domain::Attempt& attempt, const RunEnd& end);
    void recordOutcome(const domain::Attempt& attempt, const domain::Judgement& judgement, QJsonObject more);
    void askUnknownAgain();
    void goLive();
    /// `durable` is called once the entries are on disk and folded, before the next step is decided.
    void append(QList<domain::Draft> drafts, const std::function<void()>& durable = {});
    void readAgain();
    domain::Draft draft(const char* type, QJsonObject fields) const;
    const domain::Host* host(const domain::HostName& name) const;

    const Parts& m_parts;
    History& m_history;
    domain::DeploymentId m_id;
    std::unique_ptr<ports::Lock> m_lock;
    State m_state = State::Starting;
    std::optional<base::Error> m_problem;
    bool m_busy = false;
    QHash<domain::AttemptId, QPointer<RemoteRun>> m_remote;
    QHash<domain::AttemptId, QPointer<LocalRun>> m_local;
    QHash<domain::AttemptId, Connection> m_connections;
    QSet<domain::AttemptId> m_mine; ///< intents recorded by this process, not yet started
    QSet<int> m_checkedPhases;
    bool m_checkedChange = false;
    int m_checkedSignatures = -1;
    bool m_askedUnknown = false;
    int m_cleaning = 0;
};

/// Whether the process may end when the driver stands like this.
bool isSettled(Driver::State state);

} // namespace slipway::engine
