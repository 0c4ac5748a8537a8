#pragma once
#include "app/adapters/ssh/known_hosts.h"
#include "app/adapters/ssh/waiter.h"
#include "app/domain/environment.h"
#include "app/ports/remote_shell.h"

#include <libssh2.h>

namespace slipway::adapters {

/// What a receiver of a command's output wants next.
enum class Take {
    More,
    Full,   ///< offer the same bytes again in a moment
    Enough, ///< all that was waited for has come; the channel may be closed
};

/// How a command on a channel ended, as far as a channel can tell: never a proof of success.
struct ChannelEnd {
    int exitStatus = 0; ///< 0 also when the host sent none (libssh2 1.10 cannot tell)
    bool enough = false;
};

/// One authenticated libssh2 session with one host. Used by one thread at a time; never blocks
/// but in the waiter. After an error it must not be used again (`isUsable()`).
class Session {
public:
    using Receiver = std::function<Take(ports::OutputStream, const QByteArray&)>;
    using Loop = std::function<int()>;

    /// Takes over a connected socket. `keepaliveEvery`: three of these without a byte are a dead peer.
    Session(int socket, QString host, std::chrono::milliseconds keepaliveEvery);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// Key exchange; asks for the recorded host key types first. Error{Unreachable}.
    base::Result<HostKey> handshake(const QList<QByteArray>& preferredTypes, Waiter& waiter);
    /// Runs a command, feeds it `input` (whole, at most 1.5 MiB) and hands its output to the receiver.
    /// `sent` becomes true with the first byte of input that left: before it, errors are Unreachable
    /// (nothing has run), after it ConnectionLost or Timeout.
    base::Result<ChannelEnd> execute(const QByteArray& command, const QByteArray& input,
                                     const Receiver& receiver, Waiter& waiter, bool& sent);
    /// Repeats `call` until it answers anything but EAGAIN. Negative: libssh2's error, or
    /// LIBSSH2_ERROR_TIMEOUT when the waiter is over, LIBSSH2_ERROR_SOCKET_DISCONNECT when the peer is
    /// silent.
    int repeat(const Loop& call, Waiter& waiter);
    /// The last libssh2 error as text.
    QString errorText() const;
    bool isUsable() const { return m_usable; }
    /// Whether an idle session's peer has closed it or broken silence with a disconnect.
    bool hasHungUp() const;
    LIBSSH2_SESSION* handle() const { return m_session; }
    ports::HostFacts facts;
    /// From now on silence counts as death (the keepalive's answers are expected).
    void watchLiveness();

private:
    static ssize_t receive(libssh2_socket_t socket, void* buffer, size_t length, int flags, void** abstract);
    base::Error failure(int code, Waiter& waiter, bool sent, const char* doing);
    base::Result<ChannelEnd> converse(LIBSSH2_CHANNEL* channel, const QByteArray& command,
                                      const QByteArray& input, const Receiver& receiver, Waiter& waiter,
                                      bool& sent);
    base::Result<ChannelEnd> drain(LIBSSH2_CHANNEL* channel, const Receiver& receiver, Waiter& waiter,
                                   bool& sent);
    /// Sleeps until the socket may be worth another try; sends keepalives and watches for silence.
    int pause(Waiter& waiter);
    std::chrono::milliseconds silence() const;

    int m_socket;
    QString m_host;
    std::chrono::milliseconds m_keepaliveEvery;
    LIBSSH2_SESSION* m_session = nullptr;
    std::chrono::steady_clock::time_point m_lastHeard;
    bool m_watchesLiveness = false;
    bool m_usable = true;
    bool m_dead = false;
};

} // namespace slipway::adapters
