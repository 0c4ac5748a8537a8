#pragma once
#include "app/adapters/ssh/host_key.h"
#include "app/base/result.h"

#include <QList>
#include <QStringList>

namespace slipway::adapters {

/// What the known_hosts files say about one host. Reads OpenSSH's format with all of its
/// patterns, `@revoked` and `@cert-authority`; the latter vouch for certificates only, never for a key.
class KnownHosts {
public:
    enum class Verdict { Match, Unknown, Changed, Revoked };
    struct Record {
        HostKey key;
        QString place; ///< file:line
        bool revoked = false;
    };
    /// All that is recorded for one host and port.
    struct Lookup {
        QList<Record> exact;       ///< for the name with its port
        QList<Record> portless;    ///< for the bare name, when the port is not 22
        QList<Record> authorities; ///< of certificates for the name with its port
        qint64 unreadable = 0;     ///< lines passed over because they follow no known form
        /// Another key, also of another type, for a recorded host is Changed, never Unknown: somebody
        /// in between could offer a type that was not recorded. As in OpenSSH, the bare name's
        /// keys vouch for other ports too, but say nothing against another key there.
        Verdict judge(const HostKey& offered) const;
        /// Key types to ask the host for first, so that a recorded key can be compared.
        QList<QByteArray> types() const;
        /// "ssh-ed25519 SHA256:… (file:line), …" of the keys recorded for exactly this name.
        QString recorded() const;
    };

    /// The first file is Slipway's own and the only one that is written; files may be missing.
    explicit KnownHosts(QStringList files);
    /// Reads the files now; any thread. At most 2,000,000 lines of 64 KiB are looked at in each.
    Lookup lookup(const QString& address, quint16 port) const;
    /// Appends one line to Slipway's own file (made 0600 in a 0700 folder); Error{Storage}.
    base::Result<void> remember(const QString& address, quint16 port, const HostKey& key) const;

    /// "name" or "[name]:port", in lower case, as the files write it.
    static QByteArray nameOf(const QString& address, quint16 port);
    /// Whether the first field of a line (pattern list or hashed name) covers `name`.
    static bool covers(const QByteArray& patterns, const QByteArray& name);

private:
    void read(const QString& file, const QByteArray& exact, const QByteArray& portless, Lookup& lookup) const;
    QStringList m_files;
};

} // namespace slipway::adapters
