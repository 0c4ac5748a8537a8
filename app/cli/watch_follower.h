#pragma once
#include "app/cli/session.h"

#include <QTimer>

namespace slipway::cli {

/// Tells on standard output what comes of the watch of a deployment that is live, until it is over or waits
/// for a decision. Who observes is the desk's matter: this process, or another one that does already.
class WatchFollower : public QObject {
    Q_OBJECT
public:
    /// `quiet`: says only how it ends.
    WatchFollower(Session& session, bool quiet, QObject* parent);
    void follow(const domain::DeploymentId& id);

Q_SIGNALS:
    /// It ended successfully, or there is none (exit 0); it ended in another way (1); a checkpoint did not
    /// pass, and a person decides (3).
    void ended(const slipway::domain::DeploymentId& id, int code, const QString& words);
    /// Its guard rolls the deployment back; this goes no further.
    void takenBack(const slipway::domain::DeploymentId& rollback);

private:
    void look();
    void tellCheckpoints(const domain::Deployment& deployment);
    void tellGuard(const domain::Deployment& deployment);
    void settle(const domain::Deployment& deployment);
    /// Whether a witness on a host is still being brought to its end by this process.
    bool isTidying(const domain::Deployment& deployment) const;
    void tell(const QString& line) const;
    void stop();
    void end(int code, const QString& words);
    QString letGoWords() const;

    /// What a checkpoint looked like when it was told.
    struct Told {
        domain::Verdict verdict = domain::Verdict::Waiting;
        qint64 evaluatedAtMs = 0;
        qsizetype extensions = 0;
        friend bool operator==(const Told&, const Told&) = default;
    };
    Session& m_session;
    bool m_quiet;
    domain::DeploymentId m_id;
    QMap<qint64, Told> m_told; ///< by the checkpoint's time after the release, in milliseconds
    bool m_toldGuard = false;
    QTimer m_tick; ///< looks again for limits that pass while nothing else happens
};

} // namespace slipway::cli
