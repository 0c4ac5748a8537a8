#pragma once
#include "tests/support/ssh_server.h"

#include <QByteArray>
#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace slipway::support {

/// A listener that takes connections and says nothing, or some bytes.
class MuteServer {
public:
    explicit MuteServer(QByteArray greeting = {}) : m_port(freePort()) {
        m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        m_address.sin_family = AF_INET;
        m_address.sin_port = htons(m_port);
        m_address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ::bind(m_socket, reinterpret_cast<const sockaddr*>(&m_address), sizeof m_address);
        ::listen(m_socket, 16);
        if (!greeting.isNull())
            m_thread = std::thread([this, greeting = std::move(greeting)] {
                int fd = -1;
                while ((fd = ::accept(m_socket, nullptr, nullptr)) >= 0) {
                    [[maybe_unused]] const auto count =
                        ::send(fd, greeting.constData(), static_cast<size_t>(greeting.size()), MSG_NOSIGNAL);
                    ::close(fd);
                }
            });
    }
    ~MuteServer() {
        ::shutdown(m_socket, SHUT_RDWR);
        if (m_thread.joinable())
            m_thread.join();
        ::close(m_socket);
        for (const int client : m_clients)
            ::close(client);
    }
    MuteServer(const MuteServer&) = delete;
    MuteServer& operator=(const MuteServer&) = delete;
    quint16 port() const { return m_port; }
    /// From now on it has no room for another connection, so that the kernel drops what asks for one.
    bool dropNew() {
        ::listen(m_socket, 0);
        for (int turn = 0; turn < 64; ++turn) {
            m_clients.push_back(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
            if (::connect(m_clients.back(), reinterpret_cast<const sockaddr*>(&m_address),
                          sizeof m_address) != 0 &&
                !isConnected(m_clients.back()))
                return true;
        }
        return false;
    }

private:
    static bool isConnected(int socket) {
        pollfd watched{socket, POLLOUT, 0};
        return ::poll(&watched, 1, 0) == 1;
    }
    quint16 m_port;
    sockaddr_in m_address{};
    int m_socket = -1;
    std::vector<int> m_clients;
    std::thread m_thread;
};

} // namespace slipway::support
