#include "app/adapters/ssh/workers.h"

#include <pthread.h>
#include <system_error>

namespace slipway::adapters {

void Workers::post(std::function<void()> job) {
    const std::scoped_lock lock(m_mutex);
    if (m_closed)
        return;
    m_jobs.push_back(std::move(job));
    if (m_free < m_jobs.size() && m_threads.size() < m_most) {
        try {
            m_threads.emplace_back([this] { loop(); });
        } catch (const std::system_error&) {
            // No thread left: the job waits for one of those that are there, or is dropped.
            if (m_threads.empty())
                m_jobs.pop_back();
        }
    }
    m_wake.notify_one();
}

void Workers::shutdown() {
    std::deque<std::function<void()>> dropped;
    std::vector<std::thread> threads;
    {
        const std::scoped_lock lock(m_mutex);
        m_closed = true;
        dropped.swap(m_jobs);
        threads.swap(m_threads);
    }
    m_wake.notify_all();
    for (auto& thread : threads)
        thread.join();
}

void Workers::loop() {
    pthread_setname_np(pthread_self(), m_name);
    std::unique_lock lock(m_mutex);
    while (true) {
        ++m_free;
        m_wake.wait(lock, [this] { return m_closed || !m_jobs.empty(); });
        --m_free;
        if (m_closed)
            return;
        auto job = std::move(m_jobs.front());
        m_jobs.pop_front();
        lock.unlock();
        job();
        job = nullptr;
        lock.lock();
    }
}

} // namespace slipway::adapters
