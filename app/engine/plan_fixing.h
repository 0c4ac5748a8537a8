#pragma once
#include "app/engine/history.h"
#include "app/engine/parts.h"

namespace slipway::engine {

/// Finds out what a deployment's plan is fixed with: the hosts' keys, under blue-green the side that does
/// not serve, and the plan expanded from the file. Deletes itself after its answer. Main thread.
class PlanFixing : public QObject {
    Q_OBJECT
public:
    PlanFixing(const Parts& parts, const History& history, const domain::Deployment& deployment,
               QObject* parent);
    void begin();

Q_SIGNALS:
    /// Fields of the entry plan.fixed; an error names the host or file that it was met at.
    void answered(const slipway::base::Result<QJsonObject>& fields);

private:
    void keepKeys(const QList<QPair<domain::Host, base::Result<ports::HostFacts>>>& reached);
    void askSide();
    void fix(const QString& side);
    void answer(const domain::Plan& plan);
    domain::Plan planFor(const QString& side) const;
    void end(const base::Result<QJsonObject>& answer);

    const Parts& m_parts;
    const History& m_history;
    domain::Deployment m_deployment;
    domain::Environment m_environment;
    QMap<domain::HostName, QString> m_keys;
};

} // namespace slipway::engine
