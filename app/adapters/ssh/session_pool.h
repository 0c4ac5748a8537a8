#pragma once
#include "app/adapters/ssh/connector.h"

namespace slipway::adapters {

/// Keeps sessions warm between operations: a warm command takes 2 ms, a cold one 28 (measured).
/// One operation has one session. Idle ones close after a minute. Any thread.
class SessionPool {
public:
    /// `mostIdle`: warm sessions kept at once, of all hosts; beyond it the oldest are closed.
    SessionPool(Connector::Settings settings, size_t mostIdle);
    ~SessionPool();
    SessionPool(const SessionPool&) = delete;
    SessionPool& operator=(const SessionPool&) = delete;

    /// A warm session, or a new one; `reused` tells which. `fresh` asks for a new one.
    base::Result<std::unique_ptr<Connection>> take(const domain::Host& host, Connector::Purpose purpose,
                                                   bool fresh, Waiter& waiter, bool& reused);
    void give(const domain::Host& host, Connector::Purpose purpose, std::unique_ptr<Connection> session);
    /// Closes the host's idle sessions for this purpose.
    void forget(const domain::Host& host, Connector::Purpose purpose);
    Connector& connector() { return m_connector; }

private:
    struct Idle {
        QString key;
        std::unique_ptr<Connection> session;
        std::chrono::steady_clock::time_point since;
    };
    void closeIdle(const std::stop_token& stop);
    Connector m_connector;
    const size_t m_mostIdle;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::vector<Idle> m_idle;
    std::jthread m_closer;
};

} // namespace slipway::adapters
