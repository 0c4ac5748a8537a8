#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace slipway::adapters {

/// I/O threads that are made when needed, up to a number, and wait for the next job afterwards. Jobs
/// still queued at the end are dropped (their promises answer Lost); running ones are waited for.
class Workers {
public:
    Workers(const char* name, size_t most) : m_name(name), m_most(most) {}
    ~Workers() { shutdown(); }
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;
    void post(std::function<void()> job);
    void shutdown();

private:
    void loop();
    const char* m_name;
    size_t m_most;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_jobs;
    std::vector<std::thread> m_threads;
    size_t m_free = 0;
    bool m_closed = false;
};

} // namespace slipway::adapters
