#pragma once
#include "app/ports/signer.h"

#include <QObject>

namespace slipway::adapters {

/// Signs by `ssh-keygen -Y` in child processes, and verifies by itself. Made and called on one thread with
/// an event loop; what is under way when it is destroyed answers Error{Lost}. ssh-keygen needs
/// the user to exist in passwd, and never asks for a passphrase: encrypted keys go through the agent.
class SshKeygenSigner final : public ports::Signer {
public:
    /// `identitiesFolder` holds the workspace's private keys; it may be missing.
    explicit SshKeygenSigner(QString identitiesFolder);
    base::Future<QList<ports::Identity>> identities(base::Limit limit) override;
    base::Future<QByteArray> sign(QByteArray bytes, QString publicKey, base::Limit limit) override;
    base::Future<QString> verify(QByteArray bytes, QByteArray signature, QStringList publicKeys,
                                 base::Limit limit, const char* nameSpace = ports::signingNamespace) override;

private:
    QString m_folder;
    QObject m_runs; ///< owns the child processes
};

} // namespace slipway::adapters
