#pragma once
#include "app/base/async.h"

#include <QStringList>

namespace slipway::ports {

/// The SSHSIG namespace of all that Slipway signs.
inline constexpr char signingNamespace[] = "signoff-v1@slipway";
/// That of commits and tags (gpg.format=ssh, git-config(1)).
inline constexpr char gitNamespace[] = "git";

/// A key this desk can sign with.
struct Identity {
    QString publicKey;   ///< "ssh-ed25519 AAAA…", without comment
    QString fingerprint; ///< "SHA256:…"
    QString source;      ///< path of the key file, or "agent"
    bool inAgent = false;
};

/// Where sign-offs are made and checked, and tags checked: SSHSIG by `ssh-keygen -Y` (asynchronously, in
/// child processes with deadlines). Errors: ToolMissing, NotFound (no such key here), Signature, Timeout.
class Signer {
public:
    virtual ~Signer() = default;
    /// Keys in the agent, the workspace's identities folder and ~/.ssh, in this order.
    virtual base::Future<QList<Identity>> identities(base::Limit limit) = 0;
    /// Armoured signature over exactly these bytes.
    virtual base::Future<QByteArray> sign(QByteArray bytes, QString publicKey, base::Limit limit) = 0;
    /// Whether `signature` over `bytes` was made by one of `publicKeys` in this namespace; answers which,
    /// without its comment, Error{Signature} otherwise.
    virtual base::Future<QString> verify(QByteArray bytes, QByteArray signature, QStringList publicKeys,
                                         base::Limit limit, const char* nameSpace = signingNamespace) = 0;
};

} // namespace slipway::ports
