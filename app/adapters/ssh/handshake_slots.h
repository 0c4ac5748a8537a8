#pragma once
#include "app/adapters/ssh/waiter.h"

#include <QHash>
#include <QList>

namespace slipway::adapters {

/// At most so many logins in flight per key. For an address eight: sshd drops connections at random beyond
/// ten (MaxStartups 10:30:100, measured), and eight are no slower. Any thread.
class HandshakeSlots {
public:
    explicit HandshakeSlots(int most = 8) : m_most(most) {}
    /// Held while a login lasts.
    class Slot {
    public:
        Slot(HandshakeSlots* owner, QString key) : m_owner(owner), m_key(std::move(key)) {}
        ~Slot();
        Slot(const Slot&) = delete;
        Slot& operator=(const Slot&) = delete;

    private:
        HandshakeSlots* m_owner;
        QString m_key;
    };
    /// Nothing when the waiter was over first.
    std::unique_ptr<Slot> take(const QString& key, Waiter& waiter);

private:
    void release(const QString& key);
    const int m_most;
    std::mutex m_mutex;
    QHash<QString, int> m_taken;
    QHash<QString, QList<Waiter*>> m_waiting;
};

} // namespace slipway::adapters
