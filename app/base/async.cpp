#include "app/base/async.h"

#include <pthread.h>

namespace slipway::base {

WorkQueue::WorkQueue(QString name)
    : m_name(std::move(name))
    , m_thread([this](const std::stop_token& stop) { loop(stop); }) {}

WorkQueue::~WorkQueue() {
    m_thread.request_stop();
    m_wake.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

void WorkQueue::post(std::function<void()> job) {
    {
        const std::scoped_lock lock(m_mutex);
        m_jobs.push_back(std::move(job));
    }
    m_wake.notify_one();
}

void WorkQueue::loop(const std::stop_token& stop) {
    pthread_setname_np(pthread_self(), m_name.toLatin1().left(15).constData());
    while (true) {
        std::function<void()> job;
        {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, stop, [this] { return !m_jobs.empty(); }))
                return;
            if (stop.stop_requested())
                return;
            job = std::move(m_jobs.front());
            m_jobs.pop_front();
        }
        job();
    }
}

} // namespace slipway::base
