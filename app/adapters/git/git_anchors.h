#pragma once
#include "app/ports/anchors.h"

#include <QObject>

namespace slipway::adapters {

/// On refs/slipway/ledger of a remote: commits that nobody's branch sees, each with one small file per
/// ledger, named by 16 hex digits of its first entry's digest, that holds "SEQ HASH". The ref is only ever
/// moved forward, here and there; where the remote does not continue what was seen here before, it was
/// rewritten.
class GitAnchors final : public ports::Anchors {
public:
    GitAnchors(QString folder, QString knownHosts);
    base::Future<ports::Anchor> publish(QString remote, QByteArray ledger, ports::ChainHead head,
                                        base::Limit limit) override;
    base::Future<ports::AnchorsRead> read(QString remote, QByteArray ledger, base::Limit limit) override;

private:
    QString m_folder, m_knownHosts;
    QObject m_runs; ///< owns the child processes
};

} // namespace slipway::adapters
