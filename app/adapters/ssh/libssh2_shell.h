#pragma once
#include "app/adapters/ssh/gate.h"
#include "app/ports/remote_shell.h"

#include <QStringList>

namespace slipway::adapters {

/// RemoteShell and FileTransfer over libssh2, on I/O threads of its own. Destroying it asks all calls to end
/// (they answer Error{Lost}) and waits for them; steps on hosts go on.
class Libssh2Shell final : public ports::RemoteShell, public ports::FileTransfer {
public:
    struct Options {
        QString workspaceId;
        QString knownHostsOwn;      ///< the file that accepted keys are written to
        QStringList knownHostsMore; ///< read only, where ssh config names no others
        QString sshConfig;          ///< read instead of the usual ssh config; "none": without any
        std::chrono::milliseconds keepaliveEvery{
            5000}; ///< a peer silent for three of these is dead; at least 1 s
        /// A server on the way has this long to take a connection and exchange keys, and may stay silent this
        /// long while we log in; ConnectTimeout of ssh config wins. Waiting for an agent does not count.
        std::chrono::milliseconds connectWithin{20'000};
        /// Bytes that are kept here of each stream of a step; a host lets go of what is far more.
        qint64 keptOutput = 64LL * 1024 * 1024;
        QByteArray shell = "/bin/sh";    ///< the POSIX shell on the hosts
        QByteArrayList localEnvironment; ///< "NAME=value" for this computer's commands, beside its own
        /// With ~/.ssh/known_hosts and /etc/ssh/ssh_known_hosts as further files.
        static Options usual(QString workspaceId, QString knownHostsOwn);
    };
    explicit Libssh2Shell(Options options);
    ~Libssh2Shell() override;

    base::Future<ports::HostFacts> reach(domain::Host host, base::Limit limit) override;
    base::Future<ports::AttemptState> start(ports::AttemptOrder order, base::Limit limit) override;
    base::Future<ports::AttemptState> run(ports::AttemptOrder order, ports::OutputOffsets from,
                                          std::shared_ptr<ports::OutputSink> sink,
                                          base::Limit limit) override;
    base::Future<ports::AttemptState> status(ports::AttemptOrder order, base::Limit limit) override;
    base::Future<ports::AttemptState> follow(ports::AttemptOrder order, ports::OutputOffsets from,
                                             std::shared_ptr<ports::OutputSink> sink,
                                             base::Limit limit) override;
    base::Future<ports::AttemptState> stop(ports::AttemptOrder order, base::Limit limit) override;
    base::Future<void> clean(ports::AttemptOrder order, base::Limit limit) override;
    base::Future<ports::LockState> lock(ports::LockOrder order, base::Limit limit) override;
    base::Future<ports::LockState> unlock(ports::LockOrder order, base::Limit limit) override;
    base::Future<ports::LockState> lockState(domain::Host host, domain::EnvironmentName environment,
                                             base::Limit limit) override;
    base::Future<QueryAnswer> query(domain::Host host, QString command, domain::Variables variables,
                                    base::Limit limit) override;
    base::Future<void> unlockKey(QString keyPath, base::Secret passphrase, base::Limit limit) override;
    base::Future<void> send(ports::TransferOrder order, std::function<void(qint64)> progress,
                            base::Limit limit) override;
    base::Result<void> acceptHostKey(const domain::Host& host, const QString& key) override;

private:
    class Threads;
    Gate m_gate;
    std::unique_ptr<Threads> m_threads;
};

} // namespace slipway::adapters
