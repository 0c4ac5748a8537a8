#pragma once
#include "app/engine/history.h"
#include "app/engine/local_run.h"
#include "app/engine/remote_run.h"

namespace slipway::engine {

/// Transient things of a running attempt that no entry tells.
struct Connection {
    qint64 lostAtMs = 0;
    qint64 reconnectedAtMs = 0;
    qint64 heardAtMs = 0; ///< the newest sign of life of its host; 0: none yet
    qint64 sentBytes = 0; ///< while an artifact is brought: of `bytesToSend`
    qint64 bytesToSend = 0;
};

/// The attempts of one deployment that are being run, side by side: each on a host or from this computer,
/// until its output is durable. Main thread.
class AttemptRuns : public QObject {
    Q_OBJECT
public:
    AttemptRuns(const Parts& parts, const History& history, domain::DeploymentId id, QObject* parent);
    /// `resume`: the intent is from an earlier life. The attempt is of the deployment's folded state.
    void run(const domain::Attempt& attempt, bool resume);
    bool has(const domain::AttemptId& attempt) const { return m_open.contains(attempt); }
    void askStop(const domain::AttemptId& attempt);
    Connection connection(const domain::AttemptId& attempt) const;

Q_SIGNALS:
    void connectionChanged();
    /// `more` are further fields of the outcome's entry. An Interrupted verdict may be followed by another
    /// one when the host is asked again.
    void ended(const slipway::domain::Attempt& attempt, const slipway::domain::Judgement& judgement,
               const QJsonObject& more);

private:
    void runRemote(const domain::Attempt& attempt, const domain::Step& step,
                   const domain::RemoteCommand& command, bool resume);
    void runLocal(const domain::Attempt& attempt, const domain::Step& step,
                  const domain::Operation& operation, bool resume);
    void keepTranscript(const domain::Attempt& attempt, const domain::Judgement& judgement,
                        const QByteArray& transcript);
    void settle(const domain::Attempt& attempt, const RunEnd& end);
    /// With the end of its output where the kind of step looks into it, or it failed.
    void judge(const domain::Attempt& attempt, const domain::RemoteAnswer& answer, const QJsonObject& more);
    void end(const domain::Attempt& attempt, const domain::Judgement& judgement, const QJsonObject& more);
    const domain::Deployment& deployment() const { return *m_history.deployment(m_id); }

    const Parts& m_parts;
    const History& m_history;
    domain::DeploymentId m_id;
    QSet<domain::AttemptId> m_open; ///< until `ended`
    QHash<domain::AttemptId, QPointer<RemoteRun>> m_remote;
    QHash<domain::AttemptId, QPointer<LocalRun>> m_local;
    QHash<domain::AttemptId, Connection> m_connections;
};

} // namespace slipway::engine
