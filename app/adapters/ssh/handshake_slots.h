#pragma once
#include "app/adapters/ssh/waiter.h"

#include <QHash>
#include <QList>

namespace slipway::adapters {

/// At most eight handshakes in flight per address: sshd drops connections at random beyond ten
/// (MaxStartups 10:30:100, measured), and eight are no slower. Any thread.
class HandshakeSlots {
public:
    /// Held while a handshake lasts.
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
    std::mutex m_mutex;
    QHash<QString, int> m_taken;
    QHash<QString, QList<Waiter*>> m_waiting;
};

} // namespace slipway::adapters
