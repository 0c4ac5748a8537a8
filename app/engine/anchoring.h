#pragma once
#include "app/engine/history.h"

namespace slipway::engine {

/// What the anchors say of the ledger.
struct AnchorCheck {
    bool hasRemote = false;
    qsizetype anchors = 0;              ///< of this ledger
    qint64 lastSeq = 0;                 ///< of the newest; 0: it was never anchored
    qint64 lastAtMs = 0;                ///< UTC
    std::optional<base::Error> problem; ///< why only what is known here was looked at
    QString fault;                      ///< a sentence: what is missing or another one; empty: nothing
};

/// Keeps the ledger's head outside of this computer (rule 12): on the remote that the project names, where
/// that exists. Never holds anything up: what cannot be anchored now is with the next head. Main thread.
class Anchoring : public QObject {
    Q_OBJECT
public:
    Anchoring(const Parts& parts, History& history, QObject* parent = nullptr);
    /// From now on by itself, a moment after a deployment went live, ended or was reviewed.
    void begin();
    /// Now. Error{NotFound}: there is no remote, or the project wants none.
    base::Future<ports::Anchor> publish();
    /// `local`: only what is known here, without asking the remote.
    base::Future<AnchorCheck> check(bool local);
    qint64 lastAtMs() const { return m_lastAtMs; }
    const std::optional<base::Error>& problem() const { return m_problem; }

Q_SIGNALS:
    /// Something was anchored, or could not be.
    void changed();

private:
    void look(const domain::DeploymentId& id);
    void publishSoon();
    /// The digest of the ledger's first entry; none: it is empty.
    void withName(std::function<void(const base::Result<QByteArray>&)> then);

    const Parts& m_parts;
    History& m_history;
    QHash<domain::DeploymentId, int> m_seen; ///< milestones of each
    QByteArray m_name;
    qint64 m_lastAtMs = 0;
    std::optional<base::Error> m_problem;
    bool m_isWaiting = false;
};

} // namespace slipway::engine
