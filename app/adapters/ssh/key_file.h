#pragma once
#include <QByteArray>
#include <QString>
#include <optional>

namespace slipway::adapters {

/// What a private key file tells without its passphrase.
struct KeyFile {
    QByteArray type; ///< "ssh-ed25519", "ssh-rsa", …; empty when only the passphrase would tell
    QByteArray blob; ///< the public half, from the file itself or the .pub beside it; may be empty
    bool isEncrypted = false;
    bool hasCertificate = false; ///< "<path>-cert.pub" lies beside it
    QByteArray cipher;           ///< OpenSSH's format only: "aes256-ctr", "none"
    /// Why libssh2 1.10 cannot use it (each measured), in words after "the key <path>"; empty: it can.
    QString unfit() const;
    /// Nothing when there is no such file or it cannot be read.
    static std::optional<KeyFile> read(const QString& path);
};

} // namespace slipway::adapters
