#include "app/adapters/ssh/tunnel.h"

#include <array>
#include <cerrno>
#include <sys/socket.h>
#include <unistd.h>

namespace slipway::adapters {

using base::Error;
using base::ErrorKind;

namespace {
constexpr qsizetype piece = 32 * 1024;
/// A tunnel lasts as long as the session in it.
constexpr qint64 forEver = 1000LL * 3600 * 24 * 3650;
} // namespace

base::Result<std::unique_ptr<Tunnel>> Tunnel::open(std::unique_ptr<Session> jump, const QString& address,
                                                   quint16 port, Waiter& waiter) {
    const auto name = address.toUtf8();
    LIBSSH2_CHANNEL* channel = nullptr;
    const int code = jump->repeat(
        [&] {
            channel =
                libssh2_channel_direct_tcpip_ex(jump->handle(), name.constData(), port, "127.0.0.1", 22);
            return channel ? 0 : libssh2_session_last_errno(jump->handle());
        },
        waiter);
    if (!channel) {
        if (waiter.isOver())
            return waiter.error(ErrorKind::Unreachable);
        return Error{ErrorKind::Unreachable,
                     {},
                     QStringLiteral("the jump host cannot connect to %1:%2: %3")
                         .arg(address)
                         .arg(port)
                         .arg(code == 0 ? QString() : jump->errorText())};
    }
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) != 0)
        return Error{ErrorKind::Observer, {}, QStringLiteral("no socket left for a tunnel")};
    return std::unique_ptr<Tunnel>(new Tunnel(std::move(jump), channel, ends[0], ends[1]));
}

Tunnel::Tunnel(std::unique_ptr<Session> jump, LIBSSH2_CHANNEL* channel, int near, int far)
    : m_jump(std::move(jump))
    , m_channel(channel)
    , m_near(near)
    , m_far(far)
    , m_thread([this] { carry(); }) {}

Tunnel::~Tunnel() {
    m_stop.request_stop();
    m_thread.join();
    if (m_near >= 0)
        ::close(m_near);
    ::close(m_far);
}

void Tunnel::carry() {
    const std::stop_token never;
    Waiter waiter(bootMilliseconds() + forEver, m_stop.get_token(), never);
    QByteArray down; // from the host
    QByteArray up;   // to the host
    QByteArray buffer(piece, Qt::Uninitialized);
    while (!waiter.isOver()) {
        bool progress = false;
        if (down.isEmpty()) {
            const auto count =
                libssh2_channel_read_ex(m_channel, 0, buffer.data(), static_cast<size_t>(buffer.size()));
            if (count < 0 && count != LIBSSH2_ERROR_EAGAIN)
                break;
            if (count == 0 && libssh2_channel_eof(m_channel) == 1)
                break;
            if (count > 0)
                down = buffer.left(count);
        }
        if (!down.isEmpty()) {
            const auto count =
                ::send(m_far, down.constData(), static_cast<size_t>(down.size()), MSG_NOSIGNAL);
            if (count < 0 && errno != EAGAIN)
                break;
            if (count > 0) {
                down.remove(0, count);
                progress = true;
            }
        }
        if (up.isEmpty()) {
            const auto count = ::recv(m_far, buffer.data(), static_cast<size_t>(buffer.size()), 0);
            if (count == 0 || (count < 0 && errno != EAGAIN))
                break;
            if (count > 0)
                up = buffer.left(count);
        }
        if (!up.isEmpty()) {
            const auto write = [&] {
                return static_cast<int>(
                    libssh2_channel_write_ex(m_channel, 0, up.constData(), static_cast<size_t>(up.size())));
            };
            int count = write();
            // A packet that is half out must go out whole before libssh2 takes anything else; a full
            // window is no reason to wait here, because the other direction may go on.
            if (count == LIBSSH2_ERROR_EAGAIN &&
                (libssh2_session_block_directions(m_jump->handle()) & LIBSSH2_SESSION_BLOCK_OUTBOUND) != 0)
                count = m_jump->repeat(write, waiter);
            if (count < 0 && count != LIBSSH2_ERROR_EAGAIN)
                break;
            if (count > 0) {
                up.remove(0, count);
                progress = true;
            }
        }
        if (progress)
            continue;
        // Sending may have queued what was received, of which poll knows nothing (measured).
        unsigned long queued = 0;
        libssh2_channel_window_read_ex(m_channel, &queued, nullptr);
        if (queued > 0 && down.isEmpty())
            continue;
        const short far = static_cast<short>((up.isEmpty() ? POLLIN : 0) | (down.isEmpty() ? 0 : POLLOUT));
        const bool listens = down.isEmpty() || !up.isEmpty();
        std::array<pollfd, 2> watched{{{listens ? m_jump->socket() : -1, POLLIN, 0}, {m_far, far, 0}}};
        waiter.wait(watched, std::chrono::seconds(1));
    }
    ::shutdown(m_far, SHUT_RDWR);
}

} // namespace slipway::adapters
