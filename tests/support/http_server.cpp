#include "tests/support/http_server.h"

#include <QtGlobal>
#include <algorithm>
#include <arpa/inet.h>
#include <cerrno>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace slipway::support {

namespace {

// How often blocked threads look whether the server stops.
constexpr int glanceMs = 20;

} // namespace

bool HttpConnection::send(const QByteArray& bytes) {
    qsizetype done = 0;
    while (done < bytes.size()) {
        if (m_stop)
            return false;
        pollfd ready{m_socket, POLLOUT, 0};
        if (poll(&ready, 1, glanceMs) <= 0)
            continue;
        const ssize_t sent =
            ::send(m_socket, bytes.constData() + done, size_t(bytes.size() - done), MSG_NOSIGNAL);
        if (sent < 0 && errno != EINTR && errno != EAGAIN)
            return false;
        done += std::max<ssize_t>(sent, 0);
    }
    return true;
}

bool HttpConnection::hold(int milliseconds) {
    for (int waited = 0; waited < milliseconds; waited += glanceMs) {
        if (m_stop)
            return false;
        pollfd ready{m_socket, POLLIN, 0};
        if (poll(&ready, 1, std::min(glanceMs, milliseconds - waited)) > 0) {
            char byte = 0;
            if (recv(m_socket, &byte, 1, MSG_DONTWAIT) <= 0)
                return false;
        }
    }
    return true;
}

void HttpConnection::reset() {
    const linger now{1, 0};
    setsockopt(m_socket, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

QByteArray HttpRequest::header(const QByteArray& name) const {
    const QByteArray begin = "\r\n" + name + ": ";
    const auto from = head.indexOf(begin);
    if (from < 0 || head.indexOf(begin, from + 1) >= 0)
        return {};
    const auto value = from + begin.size();
    return head.mid(value, head.indexOf('\r', value) - value);
}

HttpServer::HttpServer(Handler handler, After after) : m_handler(std::move(handler)), m_after(after) {
    m_listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    if (m_listener < 0 || bind(m_listener, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
        listen(m_listener, 512) != 0 ||
        getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &length) != 0)
        qFatal("the test's HTTP server cannot listen");
    m_port = ntohs(address.sin_port);
    m_acceptor = std::thread([this] { acceptLoop(); });
}

HttpServer::~HttpServer() {
    m_stop = true;
    m_acceptor.join();
    close(m_listener);
    for (std::thread& each : m_threads)
        each.join();
}

QString HttpServer::url(const QString& path) const {
    return QStringLiteral("http://127.0.0.1:%1%2").arg(m_port).arg(path);
}

QByteArray HttpServer::response(int status, const QByteArray& body, const QByteArray& headers) {
    return openResponse(status, body, headers + "Connection: close\r\n");
}

QByteArray HttpServer::openResponse(int status, const QByteArray& body, const QByteArray& headers) {
    return "HTTP/1.1 " + QByteArray::number(status) + " Text\r\n" + headers +
           "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

HttpServer::Handler HttpServer::always(const QByteArray& response) {
    return [response](const HttpRequest&, HttpConnection& connection) { connection.send(response); };
}

void HttpServer::acceptLoop() {
    while (!m_stop) {
        pollfd ready{m_listener, POLLIN, 0};
        if (poll(&ready, 1, glanceMs) <= 0)
            continue;
        const int accepted = accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (accepted < 0)
            continue;
        const std::scoped_lock lock(m_mutex);
        m_threads.emplace_back([this, accepted] { serve(accepted); });
    }
}

void HttpServer::serve(int socket) {
    ++m_connections;
    while (serveOne(socket) && m_after == After::KeepOpen) {
    }
    close(socket);
}

bool HttpServer::serveOne(int socket) {
    HttpRequest request;
    char buffer[4096];
    const auto receive = [&](QByteArray& bytes) {
        while (!m_stop) {
            pollfd ready{socket, POLLIN, 0};
            if (poll(&ready, 1, glanceMs) <= 0)
                continue;
            const ssize_t got = recv(socket, buffer, sizeof buffer, 0);
            if (got > 0)
                bytes.append(buffer, got);
            return got > 0;
        }
        return false;
    };
    while (!request.head.contains("\r\n\r\n") && receive(request.head)) {
    }
    if (const auto end = request.head.indexOf("\r\n\r\n"); end >= 0) {
        request.body = request.head.mid(end + 4);
        request.head.truncate(end + 4);
        if (request.header("Expect") == "100-continue")
            HttpConnection(socket, m_stop).send("HTTP/1.1 100 Continue\r\n\r\n");
        while (request.body.size() < request.header("Content-Length").toLongLong() && receive(request.body)) {
        }
        const auto words = request.head.left(request.head.indexOf('\r')).split(' ');
        request.method = words.value(0);
        request.path = words.value(1);
        ++m_requests;
        HttpConnection connection(socket, m_stop);
        m_handler(request, connection);
        return true;
    }
    return false;
}

} // namespace slipway::support
