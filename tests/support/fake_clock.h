#pragma once
#include "app/base/clock.h"

#include <QPointer>

namespace slipway::support {

/// Time that passes only when a test says so. Main thread.
class FakeClock final : public base::Clock {
public:
    base::Instant now() const override;
    void callAfter(qint64 afterMs, QObject* owner, std::function<void()> f) override;

    /// Lets everything happen that needs no time: answers that are there, queued calls.
    static void settle();
    /// Lets time pass; what is due on the way is called in the order it is due.
    void advance(qint64 ms);
    /// Jumps from one due call to the next until `done()`; false when that takes longer than `mostMs`.
    bool runUntil(const std::function<bool()>& done, qint64 mostMs);
    /// Sets the wall clock forwards or back; boot time goes on as it was.
    void stepWall(qint64 ms) { m_wallMs += ms; }
    /// The computer is suspended: time passes, and nothing that becomes due is called before it wakes.
    void sleepThrough(qint64 ms) {
        m_elapsedMs += ms;
        m_sleptMs += ms;
    }
    /// The desk's computer starts anew: another boot ID, boot time from zero.
    void reboot(const QString& bootId);

private:
    struct Due {
        qint64 atMs = 0;
        QPointer<QObject> owner;
        std::function<void()> f;
    };
    bool fireNext(qint64 untilMs);

    qint64 m_elapsedMs = 1'000'000;
    qint64 m_bootedMs = 0;
    qint64 m_sleptMs = 0;
    qint64 m_wallMs = 1'795'000'000'000; ///< wall time when nothing had passed yet: November 2026
    QString m_bootId = QStringLiteral("boot-1");
    QList<Due> m_due;
};

} // namespace slipway::support
