#pragma once
#include "app/cli/passphrase_prompt.h"

#include <QSet>
#include <QTimer>

namespace slipway::cli {

/// Drives a deployment in this process and tells on standard output what happens, until it is
/// live or ended (exit 0 or 1), waits for a person (3), failed (1), is refused (4) or interrupted (5).
class Follower : public QObject {
    Q_OBJECT
public:
    Follower(Session& session, bool quiet, QObject* parent);
    void follow(const domain::DeploymentId& id);
    /// A freeze is waited for to its end, instead of ending with exit 4.
    void setWaitsForFreezes(bool waits) { m_waitsForFreezes = waits; }
    /// A problem that may pass by itself, such as a host that is away, ends the command only when it has
    /// lasted this long. The deployment stays as it is.
    void setPatience(base::Milliseconds patience) { m_patience = patience; }
    /// Called instead of ending with exit 0 once what was asked for is live; nothing was printed as JSON
    /// then.
    using AfterLive = std::function<void(const domain::DeploymentId&)>;
    void setAfterLive(AfterLive after) { m_afterLive = std::move(after); }
    /// Goes on with the rollback that the plan of what was asked for has opened; ends with exit 1.
    void takeBack(const domain::DeploymentId& rollback);
    /// Tells how it ended, in these words or as a JSON document, and ends the session.
    void end(const domain::Deployment& deployment, int code, const QString& words);

private:
    void look();
    void tellSteps(const domain::Deployment& deployment);
    void tellOutput(const domain::AttemptId& attempt);
    void tellTrouble();
    void settle(const domain::Deployment& deployment);
    /// A problem that may pass: until it does, or the patience is over.
    void waitOut(const domain::Deployment& deployment, const engine::Driver& driver);
    /// Follows another deployment from now on.
    void goOnWith(const domain::DeploymentId& other);
    /// The rollback that the plan of this one has opened; null: none.
    const domain::Deployment* plansRollback(const domain::Deployment& deployment) const;
    /// What an attempt does beside its output: its connection, its upload.
    void tellProgress(const domain::Attempt& attempt);
    /// What the file says to look at, and whom to reach, each on a line.
    QString trouble(const domain::Deployment& deployment) const;
    /// The decisions that are open now, as “slipway decide” takes them.
    QStringList offers() const;
    struct Told {
        ports::OutputOffsets offsets;
        QByteArray outRest, errRest; ///< the line that is not complete yet
        QString host;
        bool reading = false, again = false, finished = false;
        bool lost = false;
        qint64 quarters = 0; ///< of its upload that were told
    };
    void printLines(Told& told, ports::OutputStream stream, const QByteArray& bytes);

    Session& m_session;
    bool m_quiet;
    domain::DeploymentId m_id;
    QHash<domain::AttemptId, Told> m_told;
    QSet<domain::AttemptId> m_begun, m_ended;
    QSet<domain::StepId> m_asked;
    bool m_over = false;
    bool m_waitsForFreezes = false;
    AfterLive m_afterLive;
    bool m_isTakenBack = false; ///< what was asked for failed, and its plan rolls it back
    QString m_toldFreeze;
    QTimer* m_tick = nullptr;
    base::Milliseconds m_patience{0};
    qint64 m_troubleSinceMs = 0;
    qint64 m_troubleSeq = 0; ///< the deployment's last entry then: while none follows, nothing has moved
    QString m_lastTrouble;
    PassphrasePrompt m_prompt;
};

} // namespace slipway::cli
