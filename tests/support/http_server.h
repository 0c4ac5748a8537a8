#pragma once
#include <QByteArray>
#include <QString>
#include <atomic>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace slipway::support {

/// One connection that a test's handler serves; on the server's thread for it.
class HttpConnection {
public:
    HttpConnection(int socket, const std::atomic_bool& stop) : m_socket(socket), m_stop(stop) {}
    /// False once the peer has gone or the server stops.
    bool send(const QByteArray& bytes);
    /// Waits without answering; false once the peer has gone or the server stops.
    bool hold(int milliseconds);
    /// Closes with a reset instead of an orderly end.
    void reset();

private:
    int m_socket;
    const std::atomic_bool& m_stop;
};

/// What a handler is told: "GET", "/path?query", the header block with its first line, and as many bytes
/// behind it as Content-Length says.
struct HttpRequest {
    QByteArray method;
    QByteArray path;
    QByteArray head;
    QByteArray body;
    /// The value of a header that stands there once, by its exact name; null when it does not.
    QByteArray header(const QByteArray& name) const;
};

/// A real HTTP/1.1 server on a loopback port that the system chooses, one thread a connection,
/// one request a connection unless it keeps them open. Handlers run on those threads. Ends all of them when
/// destroyed.
class HttpServer {
public:
    using Handler = std::function<void(const HttpRequest&, HttpConnection&)>;
    enum class After { Close, KeepOpen };
    explicit HttpServer(Handler handler, After after = After::Close);
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    int port() const { return m_port; }
    QString url(const QString& path = QStringLiteral("/")) const;
    int requestCount() const { return m_requests; }
    int connectionCount() const { return m_connections; }

    /// A whole response with Content-Length; `headers` are further lines, each ended by "\r\n".
    static QByteArray response(int status, const QByteArray& body = {}, const QByteArray& headers = {});
    /// The same, without saying that the connection is closed behind it.
    static QByteArray openResponse(int status, const QByteArray& body = {}, const QByteArray& headers = {});
    /// A handler that always gives the same response.
    static Handler always(const QByteArray& response);

private:
    void acceptLoop();
    void serve(int socket);
    /// False once the peer has gone.
    bool serveOne(int socket);

    Handler m_handler;
    After m_after;
    int m_listener = -1;
    int m_port = 0;
    std::atomic_bool m_stop{false};
    std::atomic_int m_requests{0};
    std::atomic_int m_connections{0};
    std::mutex m_mutex;
    std::vector<std::thread> m_threads; ///< guarded by m_mutex
    std::thread m_acceptor;
};

} // namespace slipway::support
