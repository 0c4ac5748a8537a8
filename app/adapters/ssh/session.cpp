#include "app/adapters/ssh/session.h"

#include "app/adapters/ssh/kex_offer.h"

#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace slipway::adapters {

using base::Error;
using base::ErrorKind;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

/// How long a closed channel may take to be answered before the session is given up.
constexpr int closeWithin = 1000;
/// Banner and offer of a server; OpenSSH's take 1.1 KiB.
constexpr qsizetype mostOpening = 16 * 1024;
/// The command has ended before it took all of its input; no code of libssh2.
constexpr int endedEarly = -10'000;

/// As far as it has been heard. Output that waits to be read hides the end of the stream.
bool hasEnded(LIBSSH2_CHANNEL* channel) {
    return libssh2_channel_eof(channel) == 1 || libssh2_channel_get_exit_status(channel) != 0;
}

} // namespace

Session::Session(int socket, QString host, milliseconds keepaliveEvery)
    : m_socket(socket)
    , m_host(std::move(host))
    , m_keepaliveEvery(keepaliveEvery)
    , m_session(libssh2_session_init_ex(nullptr, nullptr, nullptr, this))
    , m_lastHeard(steady_clock::now()) {
    if (!m_session) {
        m_usable = false;
        return;
    }
    libssh2_session_set_blocking(m_session, 0);
    libssh2_session_callback_set(m_session, LIBSSH2_CALLBACK_RECV,
                                 reinterpret_cast<void*>(&Session::receive));
}

Session::~Session() {
    if (m_session) {
        // One polite try; then the socket is shut first, because freeing a session with an open
        // socket waits without limit for a peer that does not close (measured).
        if (m_usable)
            libssh2_session_disconnect_ex(m_session, SSH_DISCONNECT_BY_APPLICATION, "done", "");
        ::shutdown(m_socket, SHUT_RDWR);
        for (int turn = 0; turn < 100 && libssh2_session_free(m_session) == LIBSSH2_ERROR_EAGAIN; ++turn) {
        }
    }
    ::close(m_socket);
}

ssize_t Session::receive(libssh2_socket_t socket, void* buffer, size_t length, int flags, void** abstract) {
    const auto count = ::recv(socket, buffer, length, flags | MSG_NOSIGNAL);
    if (count < 0)
        return -errno;
    if (count > 0) {
        // Delayed acknowledgements cost 40 ms per connection (measured); the kernel forgets the
        // option after a while, so it is set after every read.
        const int on = 1;
        ::setsockopt(socket, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
        auto* session = static_cast<Session*>(*abstract);
        session->m_lastHeard = steady_clock::now();
        if (session->m_isOpening && session->m_opening.size() < mostOpening)
            session->m_opening.append(static_cast<const char*>(buffer), static_cast<qsizetype>(count));
    }
    return count;
}

void Session::mostSilence(milliseconds silence) {
    m_mostSilence = silence;
    listen();
}

void Session::listen() {
    m_lastHeard = steady_clock::now();
}

void Session::watchLiveness() {
    m_sendsKeepalives = true;
    mostSilence(3 * m_keepaliveEvery);
    const auto seconds = std::max<qint64>(1, m_keepaliveEvery.count() / 1000);
    libssh2_keepalive_config(m_session, 1, static_cast<unsigned>(seconds));
}

milliseconds Session::silence() const {
    return std::chrono::duration_cast<milliseconds>(steady_clock::now() - m_lastHeard);
}

bool Session::hasHungUp() const {
    char byte = 0;
    const auto count = ::recv(m_socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return !m_usable || count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR);
}

QString Session::whyNoAgreement() const {
    return adapters::whyNoAgreement(m_opening);
}

QString Session::errorText() const {
    char* text = nullptr;
    const int code = libssh2_session_last_error(m_session, &text, nullptr, 0);
    return QStringLiteral("%1 (libssh2 %2)").arg(QString::fromUtf8(text ? text : "")).arg(code);
}

int Session::pause(Waiter& waiter) {
    const int directions = libssh2_session_block_directions(m_session);
    const bool sending = (directions & LIBSSH2_SESSION_BLOCK_OUTBOUND) != 0;
    short events = POLLIN;
    if (sending)
        events = directions & LIBSSH2_SESSION_BLOCK_INBOUND ? POLLIN | POLLOUT : POLLOUT;
    if (m_sendsKeepalives && !sending && Waiter::isWritable(m_socket)) {
        // Only with nothing half sent and room in the socket: a keepalive that is cut short makes
        // every later send on the session fail.
        int next = 0;
        libssh2_keepalive_send(m_session, &next);
    }
    const auto outcome =
        waiter.wait(m_socket, events, std::min<milliseconds>(m_keepaliveEvery, milliseconds(500)));
    if (outcome == Waiter::Outcome::Over)
        return LIBSSH2_ERROR_TIMEOUT;
    // Bytes that are already here count as heard, however late this thread gets to them.
    if (outcome == Waiter::Outcome::Tick && m_mostSilence.count() > 0 && silence() > m_mostSilence) {
        m_dead = true;
        return LIBSSH2_ERROR_SOCKET_DISCONNECT;
    }
    return 0;
}

int Session::repeat(const Loop& call, Waiter& waiter) {
    while (true) {
        const int code = call();
        if (code != LIBSSH2_ERROR_EAGAIN)
            return code;
        if (const int stop = pause(waiter); stop != 0) {
            // The interrupted call may never be repeated now, and libssh2 allows no other.
            m_usable = false;
            return stop;
        }
    }
}

Error Session::failure(int code, Waiter& waiter, bool sent, const char* doing) {
    m_usable = false;
    if (code == LIBSSH2_ERROR_TIMEOUT && waiter.isOver()) {
        auto error = waiter.error(sent ? ErrorKind::Timeout : ErrorKind::Unreachable);
        error.where = m_host;
        error.detail += QStringLiteral(" (%1)").arg(QLatin1StringView(doing));
        return error;
    }
    const auto detail =
        m_dead ? QStringLiteral("nothing heard for %1 ms").arg(silence().count()) : errorText();
    return {sent ? ErrorKind::ConnectionLost : ErrorKind::Unreachable, m_host,
            QStringLiteral("%1: %2").arg(QLatin1StringView(doing), detail)};
}

base::Result<HostKey> Session::handshake(const QList<QByteArray>& preferredTypes, Waiter& waiter) {
    if (!m_session)
        return Error{ErrorKind::Observer, m_host, QStringLiteral("no memory for a session")};
    // All types that libssh2 1.10 knows follow, so that a changed type is seen and named.
    QList<QByteArray> types = preferredTypes;
    for (const char* type :
         {"ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa"})
        if (!types.contains(type))
            types.append(type);
    const auto list = types.join(',');
    libssh2_session_method_pref(m_session, LIBSSH2_METHOD_HOSTKEY, list.constData());
    const int code = repeat([this] { return libssh2_session_handshake(m_session, m_socket); }, waiter);
    if (code != 0)
        return failure(code, waiter, false, "key exchange");
    m_isOpening = false;
    m_opening.clear();
    size_t length = 0;
    int type = 0;
    const char* blob = libssh2_session_hostkey(m_session, &length, &type);
    const QByteArray bytes(blob, static_cast<int>(length));
    const HostKey key{keyTypeOf(bytes), bytes};
    if (!blob || key.type.isEmpty()) {
        m_usable = false;
        return Error{ErrorKind::Protocol, m_host, QStringLiteral("the host showed no readable key")};
    }
    return key;
}

base::Result<ChannelEnd> Session::execute(const QByteArray& command, const Input& input,
                                          const Receiver& receiver, Waiter& waiter, bool& sent) {
    listen(); // not while it was idle
    if (const int closed = finishClosing(); closed != 0)
        return failure(closed, waiter, sent, "closing a channel");
    LIBSSH2_CHANNEL* channel = nullptr;
    const auto asked = bootMilliseconds();
    const int opened = repeat(
        [&] {
            channel = libssh2_channel_open_session(m_session);
            return channel ? 0 : libssh2_session_last_errno(m_session);
        },
        waiter);
    if (opened != 0 || !channel)
        return failure(opened, waiter, sent, "opening a channel");
    roundTrip = std::chrono::milliseconds(bootMilliseconds() - asked);
    const auto result = converse(channel, command, input, receiver, waiter, sent);
    if (!result)
        return result; // the session is broken; freeing it frees the channel
    // The host's answer to the close takes a round trip, which nobody has to wait for now.
    const int closed = libssh2_channel_close(channel);
    m_closing = channel;
    if (closed != 0 && closed != LIBSSH2_ERROR_EAGAIN)
        m_usable = false;
    return result;
}

int Session::finishClosing() {
    if (!m_closing)
        return 0;
    // sshd answers a close only when the command has ended; do not wait longer than a moment.
    const std::stop_token never;
    Waiter waiter(bootMilliseconds() + closeWithin, never, never);
    int code = repeat([&] { return libssh2_channel_close(m_closing); }, waiter);
    if (code == 0)
        code = repeat([&] { return libssh2_channel_free(m_closing); }, waiter);
    m_closing = nullptr;
    return code;
}

base::Result<ChannelEnd> Session::converse(LIBSSH2_CHANNEL* channel, const QByteArray& command,
                                           const Input& input, const Receiver& receiver, Waiter& waiter,
                                           bool& sent) {
    const int started = repeat(
        [&] {
            return libssh2_channel_process_startup(channel, "exec", 4, command.constData(),
                                                   static_cast<unsigned>(command.size()));
        },
        waiter);
    if (started != 0)
        return failure(started, waiter, sent, "asking for a shell");
    // A script goes out before anything is read: it fits the host's window, and libssh2
    // allows no other send while a write is unfinished.
    int code = write(channel, input.text, waiter, sent);
    for (qint64 given = 0; code == 0 && input.more;) {
        const QByteArray piece = input.more(given);
        if (piece.isEmpty())
            break;
        given += piece.size();
        code = write(channel, piece, waiter, sent);
    }
    if (code == endedEarly)
        return drain(channel, receiver, waiter, sent);
    if (code == 0)
        code = repeat([&] { return libssh2_channel_send_eof(channel); }, waiter);
    if (code != 0)
        return failure(code, waiter, sent, "sending the input");
    return drain(channel, receiver, waiter, sent);
}

int Session::write(LIBSSH2_CHANNEL* channel, const QByteArray& bytes, Waiter& waiter, bool& sent) {
    qsizetype written = 0;
    while (written < bytes.size()) {
        const auto piece = std::min<qsizetype>(bytes.size() - written, 32 * 1024);
        const int count = repeat(
            [&]() -> int {
                const auto taken = libssh2_channel_write_ex(channel, 0, bytes.constData() + written,
                                                            static_cast<size_t>(piece));
                // Without this look a write waits for the window of a command that has ended.
                if (taken == LIBSSH2_ERROR_EAGAIN && hasEnded(channel))
                    return endedEarly;
                return taken == LIBSSH2_ERROR_CHANNEL_CLOSED ? endedEarly : static_cast<int>(taken);
            },
            waiter);
        if (count < 0)
            return count;
        sent = sent || count > 0;
        written += count;
    }
    return 0;
}

base::Result<ChannelEnd> Session::drain(LIBSSH2_CHANNEL* channel, const Receiver& receiver, Waiter& waiter,
                                        bool& sent) {
    QByteArray buffer(32 * 1024, Qt::Uninitialized);
    auto told = m_lastHeard;
    while (true) {
        bool progress = false;
        for (const auto stream : {ports::OutputStream::Out, ports::OutputStream::Err}) {
            const auto count = libssh2_channel_read_ex(
                channel, stream == ports::OutputStream::Err ? SSH_EXTENDED_DATA_STDERR : 0, buffer.data(),
                static_cast<size_t>(buffer.size()));
            if (count == LIBSSH2_ERROR_EAGAIN || count == 0)
                continue;
            if (count < 0)
                return failure(static_cast<int>(count), waiter, sent, "reading");
            progress = true;
            const auto bytes = buffer.left(count);
            auto take = receiver(stream, bytes);
            for (int turn = 0; take == Take::Full; ++turn) {
                if (waiter.wait(-1, 0, fullPause(turn)) == Waiter::Outcome::Over)
                    return failure(LIBSSH2_ERROR_TIMEOUT, waiter, sent, "waiting for the output's reader");
                listen();
                take = receiver(stream, bytes);
            }
            if (take == Take::Enough)
                return ChannelEnd{0, true};
        }
        if (progress)
            continue;
        if (libssh2_channel_eof(channel) == 1)
            break;
        // Reading one stream may have queued the other's bytes, of which poll knows nothing: without
        // this look the loop slept for ever in 5 of 12 runs (measured).
        unsigned long queued = 0;
        libssh2_channel_window_read_ex(channel, &queued, nullptr);
        if (queued > 0)
            continue;
        if (const int stop = pause(waiter); stop != 0)
            return failure(stop, waiter, sent, "waiting for output");
        // Also what is no output, a keepalive's answer, tells the receiver that the host lives.
        if (m_lastHeard != told) {
            told = m_lastHeard;
            receiver(ports::OutputStream::Err, {});
        }
    }
    // The status arrives after EOF, with the close; a short wait for it only helps the wording of errors.
    const std::stop_token never;
    Waiter closing(bootMilliseconds() + closeWithin, never, never);
    if (repeat([&] { return libssh2_channel_wait_closed(channel); }, closing) != 0)
        m_usable = false;
    return ChannelEnd{libssh2_channel_get_exit_status(channel), false};
}

} // namespace slipway::adapters
