#include "app/adapters/ssh/session_pool.h"

#include <algorithm>

namespace slipway::adapters {

using std::chrono::steady_clock;

namespace {

constexpr std::chrono::seconds idleFor{60};
/// Idle sessions of one host beyond this are closed at once.
constexpr int mostIdleOfOne = 2;

QString keyOf(const domain::Host& host, Connector::Purpose purpose) {
    return QStringList{QString::number(static_cast<int>(purpose)),
                       host.user,
                       host.address,
                       QString::number(host.port),
                       host.identity,
                       host.via.join(u','),
                       domain::transportName(host.transport)}
        .join(u'\n');
}

} // namespace

SessionPool::SessionPool(Connector::Settings settings, size_t mostIdle)
    : m_connector(std::move(settings))
    , m_mostIdle(mostIdle)
    , m_closer([this](const std::stop_token& stop) { closeIdle(stop); }) {}

SessionPool::~SessionPool() {
    m_closer.request_stop();
    m_closer.join();
}

base::Result<std::unique_ptr<Connection>> SessionPool::take(const domain::Host& host,
                                                            Connector::Purpose purpose, bool fresh,
                                                            Waiter& waiter, bool& reused) {
    const auto key = keyOf(host, purpose);
    reused = false;
    while (!fresh) {
        std::unique_ptr<Connection> session;
        {
            const std::scoped_lock lock(m_mutex);
            const auto found = std::find_if(m_idle.rbegin(), m_idle.rend(),
                                            [&](const Idle& idle) { return idle.key == key; });
            if (found == m_idle.rend())
                break;
            session = std::move(found->session);
            m_idle.erase(std::next(found).base());
        }
        if (session->hasHungUp())
            continue;
        reused = true;
        return session;
    }
    return m_connector.connect(host, purpose, waiter);
}

void SessionPool::give(const domain::Host& host, Connector::Purpose purpose,
                       std::unique_ptr<Connection> session) {
    if (!session || !session->isUsable() || host.transport == domain::Transport::Local)
        return;
    const auto key = keyOf(host, purpose);
    std::unique_ptr<Connection> oldest; // closed after the lock is gone
    const std::scoped_lock lock(m_mutex);
    const auto same =
        std::count_if(m_idle.begin(), m_idle.end(), [&](const Idle& idle) { return idle.key == key; });
    if (same >= mostIdleOfOne)
        return;
    if (m_idle.size() >= m_mostIdle) {
        oldest = std::move(m_idle.front().session);
        m_idle.erase(m_idle.begin());
    }
    m_idle.push_back({key, std::move(session), steady_clock::now()});
    m_changed.notify_one();
}

void SessionPool::forget(const domain::Host& host, Connector::Purpose purpose) {
    const auto key = keyOf(host, purpose);
    std::vector<Idle> dead; // closed after the lock is gone
    const std::scoped_lock lock(m_mutex);
    for (auto each = m_idle.begin(); each != m_idle.end();) {
        if (each->key == key) {
            dead.push_back(std::move(*each));
            each = m_idle.erase(each);
        } else {
            ++each;
        }
    }
}

void SessionPool::closeIdle(const std::stop_token& stop) {
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        const auto now = steady_clock::now();
        auto next = now + idleFor;
        std::vector<Idle> expired;
        for (auto each = m_idle.begin(); each != m_idle.end();) {
            if (each->since + idleFor <= now) {
                expired.push_back(std::move(*each));
                each = m_idle.erase(each);
            } else {
                next = std::min(next, each->since + idleFor);
                ++each;
            }
        }
        if (!expired.empty()) {
            lock.unlock();
            expired.clear(); // closes sockets; not under the lock
            lock.lock();
            continue;
        }
        m_changed.wait_until(lock, stop, next, [] { return false; });
    }
}

} // namespace slipway::adapters
