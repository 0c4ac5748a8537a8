#include "tests/support/tcp_proxy.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cerrno>
#include <ctime>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace slipway::support {

namespace {

/// Far more than a link of 20 ms holds at loopback's speed.
constexpr qint64 mostQueued = 64 * 1024 * 1024;
constexpr qsizetype mostTaken = 64 * 1024;

sockaddr_in loopback(quint16 port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

void sendAtOnce(int socket) {
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

void closeWithReset(int socket) {
    const linger now{1, 0};
    ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    ::close(socket);
}

} // namespace

TcpProxy::TcpProxy(quint16 target) : m_target(target) {
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    m_wake = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    auto address = loopback(0);
    socklen_t length = sizeof address;
    if (m_listener < 0 || m_wake < 0 ||
        ::bind(m_listener, reinterpret_cast<sockaddr*>(&address), length) != 0 ||
        ::listen(m_listener, 512) != 0 ||
        ::getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &length) != 0)
        qFatal("the test's proxy cannot listen");
    m_port = ntohs(address.sin_port);
    m_thread = std::thread([this] { loop(); });
}

TcpProxy::~TcpProxy() {
    set([this] { m_stop = true; });
    m_thread.join();
    for (auto& pair : m_pairs)
        cut(pair, Cut::Reset);
    ::close(m_listener);
    ::close(m_wake);
}

void TcpProxy::wake() const {
    const quint64 one = 1;
    [[maybe_unused]] const auto count = ::write(m_wake, &one, sizeof one);
}

void TcpProxy::setTarget(quint16 target) {
    set([&] { m_target = target; });
}
void TcpProxy::cutAfter(Way way, qint64 bytes, Cut cut) {
    set([&] {
        m_cutWay = way;
        m_cutLeft = bytes;
        m_cut = cut;
        m_cutIsArmed = true;
    });
}
bool TcpProxy::hasCut() const {
    const std::scoped_lock lock(m_mutex);
    return !m_cutIsArmed;
}
int TcpProxy::cutAll(Cut how) {
    int count = 0;
    set([&] {
        for (auto& pair : m_pairs)
            if (!pair.isGone && !pair.isEnding) {
                cut(pair, how);
                ++count;
            }
    });
    return count;
}
void TcpProxy::freeze(Freeze how) {
    set([&] {
        m_isFrozen = true;
        m_freeze = how;
    });
}
void TcpProxy::thaw() {
    set([&] { m_isFrozen = false; });
}
void TcpProxy::slice(qsizetype bytes) {
    set([&] { m_slice = std::max<qsizetype>(1, bytes); });
}
void TcpProxy::delay(std::chrono::microseconds oneWay) {
    set([&] { m_delay = oneWay; });
}
void TcpProxy::change(Change change) {
    set([&] { m_change = std::move(change); });
}
qint64 TcpProxy::passed(Way way) const {
    const std::scoped_lock lock(m_mutex);
    return m_passed[static_cast<int>(way)];
}
int TcpProxy::connections() const {
    const std::scoped_lock lock(m_mutex);
    return m_connections;
}

void TcpProxy::accept() {
    const int client = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (client < 0)
        return;
    ++m_connections;
    const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto address = loopback(m_target);
    if (server < 0 || ::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        ::close(server);
        closeWithReset(client);
        return;
    }
    sendAtOnce(client);
    sendAtOnce(server);
    m_pairs.push_back({{{Way::ToServer, client, server}, {Way::ToClient, server, client}}});
}

void TcpProxy::take(Pair& pair, Pipe& pipe) {
    QByteArray bytes(mostTaken, Qt::Uninitialized);
    const auto count = ::recv(pipe.from, bytes.data(), static_cast<size_t>(bytes.size()), MSG_DONTWAIT);
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (count < 0) {
        cut(pair, Cut::Reset);
        return;
    }
    if (count == 0) {
        pipe.hasEnded = true;
        return;
    }
    if (pair.isEnding)
        return;
    bytes.resize(count);
    const auto at = pipe.taken;
    pipe.taken += count;
    if (m_change)
        bytes = m_change(pipe.way, at, bytes);
    pipe.queued += bytes.size();
    if (!bytes.isEmpty())
        pipe.pieces.push_back({std::chrono::steady_clock::now() + m_delay, bytes});
}

void TcpProxy::hand(Pair& pair, Pipe& pipe, Time now) {
    if (m_isFrozen || pair.isGone || pair.isEnding)
        return;
    while (!pipe.pieces.empty() && pipe.pieces.front().due <= now) {
        auto& piece = pipe.pieces.front();
        const bool isCounted = m_cutIsArmed && m_cutWay == pipe.way;
        auto size = std::min(piece.bytes.size() - piece.done, m_slice);
        if (isCounted)
            size = std::min<qsizetype>(size, m_cutLeft);
        const auto count = size == 0 ? 0
                                     : ::send(pipe.to, piece.bytes.constData() + piece.done,
                                              static_cast<size_t>(size), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count < 0) {
            if (errno != EAGAIN && errno != EINTR)
                cut(pair, Cut::Reset);
            return;
        }
        m_passed[static_cast<int>(pipe.way)] += count;
        pipe.queued -= count;
        piece.done += count;
        if (piece.done == piece.bytes.size())
            pipe.pieces.pop_front();
        if (isCounted && (m_cutLeft -= count) <= 0) {
            m_cutIsArmed = false;
            cut(pair, m_cut);
            return;
        }
        if (m_slice < mostTaken)
            return; // the next slice in the next turn, so that both directions get theirs
    }
    if (pipe.hasEnded && pipe.pieces.empty() && !pipe.endIsTold) {
        ::shutdown(pipe.to, SHUT_WR);
        pipe.endIsTold = true;
    }
}

void TcpProxy::cut(Pair& pair, Cut how) {
    if (pair.isGone)
        return;
    auto& [first, second] = pair.pipes;
    if (how == Cut::Orderly && !pair.isEnding) {
        pair.isEnding = true;
        first.pieces.clear();
        second.pieces.clear();
        ::shutdown(first.to, SHUT_WR);
        ::shutdown(second.to, SHUT_WR);
        first.endIsTold = second.endIsTold = true;
        return;
    }
    pair.isGone = true;
    closeWithReset(first.from);
    closeWithReset(second.from);
}

void TcpProxy::loop() {
    std::vector<pollfd> watched;
    while (true) {
        watched.assign({{m_wake, POLLIN, 0}, {m_listener, POLLIN, 0}});
        auto next = Time::max();
        {
            const std::scoped_lock lock(m_mutex);
            if (m_stop)
                return;
            const auto now = std::chrono::steady_clock::now();
            for (auto pair = m_pairs.begin(); pair != m_pairs.end();) {
                for (auto& pipe : pair->pipes)
                    hand(*pair, pipe, now);
                auto& pipes = pair->pipes;
                // What both sides have ended, and nothing of it is left.
                if (!pair->isGone && pipes[0].hasEnded && pipes[1].hasEnded &&
                    (pair->isEnding || (pipes[0].endIsTold && pipes[1].endIsTold))) {
                    pair->isGone = true;
                    ::close(pipes[0].from);
                    ::close(pipes[1].from);
                }
                if (pair->isGone) {
                    pair = m_pairs.erase(pair);
                    continue;
                }
                for (int index = 0; index < 2; ++index) {
                    // A socket's events: bytes of its own pipe, room for the other's.
                    const auto& own = pipes[index];
                    const auto& other = pipes[1 - index];
                    short events = 0;
                    const bool takes = pair->isEnding || (own.queued < mostQueued &&
                                                          !(m_isFrozen && m_freeze == Freeze::Blocks));
                    if (!own.hasEnded && takes)
                        events |= POLLIN;
                    if (!other.pieces.empty() && !m_isFrozen) {
                        if (other.pieces.front().due <= now)
                            events |= POLLOUT;
                        else
                            next = std::min(next, other.pieces.front().due);
                    }
                    // poll tells a hang-up also to who asked for nothing, again and again.
                    watched.push_back({events ? own.from : -1, events, 0});
                }
                ++pair;
            }
        }
        timespec wait{};
        if (next != Time::max()) {
            const auto left = std::max(std::chrono::nanoseconds(0),
                                       std::chrono::nanoseconds(next - std::chrono::steady_clock::now()));
            wait.tv_sec = static_cast<time_t>(left.count() / 1'000'000'000);
            wait.tv_nsec = static_cast<long>(left.count() % 1'000'000'000);
        }
        ::ppoll(watched.data(), watched.size(), next == Time::max() ? nullptr : &wait, nullptr);
        const std::scoped_lock lock(m_mutex);
        quint64 count = 0;
        [[maybe_unused]] const auto woken = ::read(m_wake, &count, sizeof count);
        size_t at = 2;
        // In the order in which they were watched; only this thread adds or removes.
        for (auto& pair : m_pairs)
            for (auto& pipe : pair.pipes)
                if (watched[at++].revents & (POLLIN | POLLHUP | POLLERR) && !pair.isGone && !pipe.hasEnded)
                    take(pair, pipe);
        if (watched[1].revents)
            accept();
    }
}

} // namespace slipway::support
