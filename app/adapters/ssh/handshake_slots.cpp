#include "app/adapters/ssh/handshake_slots.h"

namespace slipway::adapters {

HandshakeSlots::Slot::~Slot() {
    m_owner->release(m_key);
}

std::unique_ptr<HandshakeSlots::Slot> HandshakeSlots::take(const QString& key, Waiter& waiter) {
    while (true) {
        {
            const std::scoped_lock lock(m_mutex);
            m_waiting[key].removeAll(&waiter);
            if (m_taken[key] < m_most) {
                ++m_taken[key];
                return std::make_unique<Slot>(this, key);
            }
            m_waiting[key].append(&waiter);
        }
        if (waiter.wait(-1, 0, std::chrono::seconds(1)) == Waiter::Outcome::Over) {
            const std::scoped_lock lock(m_mutex);
            m_waiting[key].removeAll(&waiter);
            return nullptr;
        }
    }
}

void HandshakeSlots::release(const QString& key) {
    const std::scoped_lock lock(m_mutex);
    if (--m_taken[key] <= 0)
        m_taken.remove(key);
    const auto waiting = m_waiting.value(key);
    if (waiting.isEmpty())
        m_waiting.remove(key);
    else
        waiting.first()->wake();
}

} // namespace slipway::adapters
