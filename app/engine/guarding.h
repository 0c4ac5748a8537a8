#pragma once
#include "app/engine/acts.h"
#include "app/engine/observer.h"

#include <QSet>

namespace slipway::engine {

/// Does what plans say of a release that goes wrong: looks at guarded watches while this process observes,
/// and at canaries that this process drives; rolls back, or stops the line. Each once, with an entry; what a
/// process recorded and did not come to do, the next observer does. Main thread.
class Guarding : public QObject {
    Q_OBJECT
public:
    Guarding(const Parts& parts, History& history, Acts& acts, Observer& observer, QObject* parent = nullptr);
    void begin();
    /// A deployment that this process drives may stand at a failure its plan rolls back by itself.
    void consider(const domain::DeploymentId& id);

Q_SIGNALS:
    /// A rollback was opened; whoever hears it drives it.
    void opened(const slipway::domain::DeploymentId& rollback);

private:
    void round();
    void look(const domain::Deployment& deployment);
    void judge(const domain::DeploymentId& id, const QList<domain::Sample>& samples, qint64 nowMs);
    void trip(const domain::Deployment& deployment, const QString& what);
    void rollBack(const domain::DeploymentId& id);

    const Parts& m_parts;
    History& m_history;
    Acts& m_acts;
    Observer& m_observer;
    QSet<domain::DeploymentId> m_looking; ///< under way
    QSet<domain::DeploymentId> m_acting;
    base::WorkQueue m_queue{QStringLiteral("guard")};
};

} // namespace slipway::engine
