#pragma once
#include "app/adapters/ssh/connection.h"
#include "app/adapters/ssh/known_hosts.h"

#include <libssh2.h>

namespace slipway::adapters {

/// One authenticated libssh2 session with one host. Used by one thread at a time; never blocks
/// but in the waiter. After an error it must not be used again (`isUsable()`).
class Session final : public Connection {
public:
    using Loop = std::function<int()>;

    /// Takes over a connected socket. `keepaliveEvery`: three of these without a byte are a dead peer.
    Session(int socket, QString host, std::chrono::milliseconds keepaliveEvery);
    ~Session() override;

    /// Key exchange; asks for the recorded host key types first. Error{Unreachable}.
    base::Result<HostKey> handshake(const QList<QByteArray>& preferredTypes, Waiter& waiter);
    base::Result<ChannelEnd> execute(const QByteArray& command, const Input& input, const Receiver& receiver,
                                     Waiter& waiter, bool& sent) override;
    /// Repeats `call` until it answers anything but EAGAIN. Negative: libssh2's error, or
    /// LIBSSH2_ERROR_TIMEOUT when the waiter is over, LIBSSH2_ERROR_SOCKET_DISCONNECT when the peer is
    /// silent.
    int repeat(const Loop& call, Waiter& waiter);
    /// The last libssh2 error as text.
    QString errorText() const;
    bool isUsable() const override { return m_usable; }
    bool hasHungUp() const override;
    /// libssh2 1.10 enciphers 16 bytes with each call of libcrypto; `packaging/bench ssh` measures it.
    bool isSlowWithMuch() const override { return true; }
    LIBSSH2_SESSION* handle() const { return m_session; }
    int socket() const { return m_socket; }
    std::chrono::milliseconds silence() const;
    /// After a failed handshake: what the host allows that libssh2 lacks, in words; else empty.
    QString whyNoAgreement() const;
    /// What the socket leads through; goes after the session.
    std::shared_ptr<void> beneath;
    /// From now on so much silence counts as death; 0: none does.
    void mostSilence(std::chrono::milliseconds silence);
    /// The same for three keepalives, whose answers are expected.
    void watchLiveness();
    /// Who did not listen for a while heard nothing for that reason: silence counts from now.
    void listen();
    /// What was heard last is too long ago.
    bool isDead() const { return m_dead; }

private:
    static ssize_t receive(libssh2_socket_t socket, void* buffer, size_t length, int flags, void** abstract);
    base::Error failure(int code, Waiter& waiter, bool sent, const char* doing);
    base::Result<ChannelEnd> converse(LIBSSH2_CHANNEL* channel, const QByteArray& command, const Input& input,
                                      const Receiver& receiver, Waiter& waiter, bool& sent);
    /// Of the last command's channel; libssh2 allows nothing else before. 0, or a code of libssh2.
    int finishClosing();
    /// 0, a code of libssh2, or that the command has ended before it took all.
    int write(LIBSSH2_CHANNEL* channel, const QByteArray& bytes, Waiter& waiter, bool& sent);
    base::Result<ChannelEnd> drain(LIBSSH2_CHANNEL* channel, const Receiver& receiver, Waiter& waiter,
                                   bool& sent);
    /// Sleeps until the socket may be worth another try; sends keepalives and watches for silence.
    int pause(Waiter& waiter);

    int m_socket;
    QString m_host;
    std::chrono::milliseconds m_keepaliveEvery;
    LIBSSH2_SESSION* m_session = nullptr;
    LIBSSH2_CHANNEL* m_closing = nullptr; ///< freed with the session, if not before
    QByteArray m_opening;                 ///< the first bytes heard, until the handshake has ended
    bool m_isOpening = true;
    std::chrono::steady_clock::time_point m_lastHeard;
    std::chrono::milliseconds m_mostSilence{0};
    bool m_sendsKeepalives = false;
    bool m_usable = true;
    bool m_dead = false;
};

} // namespace slipway::adapters
