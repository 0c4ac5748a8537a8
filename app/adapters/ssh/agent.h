#pragma once
#include "app/adapters/ssh/waiter.h"

#include <QByteArray>
#include <QList>

namespace slipway::adapters {

/// A client of the SSH agent protocol (draft-miller-ssh-agent). libssh2's own blocks for as long as
/// an agent asks its person for confirmation; this one keeps to the waiter. One thread.
class Agent {
public:
    struct Key {
        QByteArray blob;
        QString comment;
    };
    /// Connects to SSH_AUTH_SOCK, or the given socket. `isOpen()` tells whether that worked.
    explicit Agent(const QByteArray& socketPath = qgetenv("SSH_AUTH_SOCK"));
    ~Agent();
    Agent(const Agent&) = delete;
    Agent& operator=(const Agent&) = delete;
    bool isOpen() const { return m_socket >= 0; }
    /// Empty when the agent holds none, is locked or does not answer within `atMost`, after which it is
    /// closed. OpenSSH's answers nobody while it asks its person about another signature.
    QList<Key> keys(Waiter& waiter, std::chrono::milliseconds atMost);
    /// The bare signature blob without its algorithm's name; empty when refused or not answered.
    QByteArray sign(const QByteArray& keyBlob, const QByteArray& data, quint32 flags, Waiter& waiter);

private:
    QByteArray ask(const QByteArray& request, Waiter& waiter, std::chrono::milliseconds atMost);
    void close();
    int m_socket = -1;
};

} // namespace slipway::adapters
