#include "app/demo/loopback.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace slipway::demo {
namespace {

using Clock = std::chrono::steady_clock;

sockaddr_in loopbackAddress(quint16 port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

bool awaitEvent(int descriptor, short events, Clock::time_point until) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
    pollfd entry{descriptor, events, 0};
    return left > 0 && ::poll(&entry, 1, static_cast<int>(left)) == 1;
}

} // namespace

PortReservation::~PortReservation() {
    for (const int descriptor : m_sockets)
        ::close(descriptor);
}

std::optional<quint16> PortReservation::any() {
    return bindTo(0);
}

bool PortReservation::exactly(quint16 port) {
    return bindTo(port).has_value();
}

std::optional<quint16> PortReservation::bindTo(quint16 port) {
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0)
        return std::nullopt;
    const int on = 1;
    ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    auto address = loopbackAddress(port);
    socklen_t length = sizeof address;
    if (::bind(descriptor, reinterpret_cast<sockaddr*>(&address), length) != 0 ||
        ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &length) != 0) {
        ::close(descriptor);
        return std::nullopt;
    }
    m_sockets.push_back(descriptor);
    return ntohs(address.sin_port);
}

QByteArray exchange(quint16 port, const QByteArray& request, const QByteArray& enough,
                    std::chrono::milliseconds within) {
    const auto until = Clock::now() + within;
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0)
        return {};
    QByteArray answer;
    const auto address = loopbackAddress(port);
    if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
        (request.isEmpty() || ::send(descriptor, request.constData(), static_cast<size_t>(request.size()),
                                     MSG_NOSIGNAL) == request.size())) {
        char buffer[1024];
        while (answer.size() < 4096 && !answer.contains(enough) && awaitEvent(descriptor, POLLIN, until)) {
            const auto got = ::recv(descriptor, buffer, sizeof buffer, 0);
            if (got <= 0)
                break;
            answer.append(buffer, got);
        }
    }
    ::close(descriptor);
    return answer;
}

bool awaitSshBanner(quint16 port, std::chrono::milliseconds within) {
    const auto until = Clock::now() + within;
    while (Clock::now() < until) {
        if (exchange(port, {}, "\n", std::chrono::seconds(1)).startsWith("SSH-"))
            return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

} // namespace slipway::demo
