#pragma once
#include "app/domain/environment.h"

#include <QProcess>
#include <QTemporaryDir>

namespace slipway::support {

/// A real OpenSSH server on 127.0.0.1 without root, with a port, host key, user key and home folder
/// of its own. Ends with everything that was started through it (known by a mark in its environment).
class SshServer {
public:
    SshServer();
    ~SshServer();
    SshServer(const SshServer&) = delete;
    SshServer& operator=(const SshServer&) = delete;

    /// Starts listening, on the same port when it ran before; false with a reason in `log()`.
    bool start();
    /// Ends the listener and all sessions; detached steps go on.
    void stop();
    /// SIGKILLs the processes behind open connections; the listener goes on. Returns how many there were.
    int killSessions();
    /// SIGSTOPs (or continues) listener and sessions: connections stay open and nothing answers.
    void freeze();
    void thaw();
    /// Processes that carry the mark, other than sshd's own.
    QList<qint64> stepProcesses() const;

    /// The host as the user who runs the tests, with the accepted key.
    domain::Host host(const QString& name = QStringLiteral("box")) const;
    quint16 port() const { return m_port; }
    QString folder() const { return m_folder.path(); }
    QString home() const { return m_folder.filePath(QStringLiteral("home")); }
    /// "ssh-ed25519 AAAA…" of the host key.
    QByteArray hostKeyLine() const;
    /// Makes a new host key of this type ("ed25519", "ecdsa"); to be called while stopped.
    void makeHostKey(const QString& type);
    /// A key pair in the server's folder that it does not accept; its path.
    QString strangerKey();
    /// More lines for sshd_config ("ChannelTimeout …"); before start.
    void addConfig(const QString& line) { m_config.append(line); }
    /// More variables for SetEnv ("PATH=…"); before start.
    void addEnvironment(const QString& assignment) { m_environment.append(assignment); }
    /// Starts sshd by this program and its first arguments, which execute what follows; before start.
    void runThrough(const QStringList& program) { m_through = program; }
    QByteArray log() const;

private:
    bool writeConfig() const;
    bool waitUntilListening(qsizetype loggedBefore);
    QList<qint64> serverProcesses() const;
    void signalAll(int signal) const;
    QTemporaryDir m_folder;
    QString m_mark;
    QProcess m_process;
    QStringList m_config;
    QStringList m_environment;
    QStringList m_through;
    quint16 m_port = 0;
};

/// A port of 127.0.0.1 that nobody listens on now.
quint16 freePort();

} // namespace slipway::support
