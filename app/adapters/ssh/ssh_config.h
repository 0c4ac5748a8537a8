#pragma once
#include "app/adapters/ssh/waiter.h"

#include <QHash>
#include <QStringList>
#include <mutex>

namespace slipway::adapters {

/// What OpenSSH's client makes of a name: the effective settings for one server.
struct SshSettings {
    QString user;
    QString address;
    quint16 port = 22;
    QString hostKeyAlias;         ///< the name in known_hosts, without a port; empty: address and port
    QStringList identities;       ///< absolute paths in the order to try; files may be missing
    bool namesIdentities = false; ///< they were configured, not OpenSSH's usual ones
    bool identitiesOnly = false;
    QStringList certificates;
    QString identityAgent; ///< a socket's path, "none", or empty: SSH_AUTH_SOCK
    QString proxyJump;     ///< as written: "user@a:22,b"
    QString proxyCommand;
    QStringList knownHosts;                 ///< absolute paths; empty: the usual files
    std::chrono::seconds connectTimeout{0}; ///< 0: not said
    QStringList others;                     ///< lines for the OpenSSH client alone, as `ssh -G` prints them
};

/// Asks the installed OpenSSH client what its configuration says (`ssh -G`), so that Host, Match,
/// Include and tokens mean what they mean to `ssh`. Answers are kept while the files that were read are
/// unchanged, for a minute at most (Match may look at anything). Any thread.
class SshConfig {
public:
    /// `file`: read instead of the usual ones; empty: those; "none": none at all, and nobody is asked.
    explicit SshConfig(QString file) : m_file(std::move(file)) {}
    /// `user` and `port` (empty, 0: not said) win over the files. Without an installed client
    /// OpenSSH's defaults are answered. Error{BadInput} when the client refuses a file or the name.
    base::Result<SshSettings> of(const QString& name, const QString& user, quint16 port, Waiter& waiter);
    /// What a client without any configuration does.
    static SshSettings defaults(const QString& name, const QString& user, quint16 port);

private:
    struct Kept {
        QList<std::pair<QString, QByteArray>> answer;
        QHash<QString, QByteArray> files; ///< path -> what its state looked like
        bool holdsForAll = false;         ///< no line that was read depends on the name
        qint64 since = 0;
    };
    base::Result<Kept> ask(const QString& name, const QString& user, quint16 port, Waiter& waiter);
    bool isFresh(const Kept& kept) const;
    bool mayHoldForAll();
    QString m_file;
    std::mutex m_first;
    std::mutex m_mutex;
    bool m_mayHoldForAll = true; ///< as of the last answer, and until there is one
    QHash<QString, Kept> m_kept;
    std::optional<Kept> m_forAll;                  ///< when no line of the files depends on the name
    QList<std::pair<QString, QByteArray>> m_usual; ///< what the client answers without files
};

} // namespace slipway::adapters
