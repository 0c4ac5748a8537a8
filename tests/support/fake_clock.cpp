#include "tests/support/fake_clock.h"

#include <QEventLoop>
#include <algorithm>

namespace slipway::support {

base::Instant FakeClock::now() const {
    return {m_wallMs + m_elapsedMs, m_elapsedMs - m_bootedMs, m_bootId, m_elapsedMs - m_sleptMs};
}

void FakeClock::callAfter(qint64 afterMs, QObject* owner, std::function<void()> f) {
    const Due due{m_elapsedMs + qMax<qint64>(0, afterMs), owner, std::move(f)};
    const auto later = std::upper_bound(m_due.begin(), m_due.end(), due,
                                        [](const Due& a, const Due& b) { return a.atMs < b.atMs; });
    m_due.insert(later, due);
}

void FakeClock::settle() {
    // Fakes answer at once, so that everything that follows is in the queue of this thread.
    QEventLoop loop;
    while (loop.processEvents()) {
    }
}

bool FakeClock::fireNext(qint64 untilMs) {
    settle();
    if (m_due.isEmpty() || m_due.first().atMs > untilMs)
        return false;
    const Due due = m_due.takeFirst();
    m_elapsedMs = qMax(m_elapsedMs, due.atMs);
    if (due.owner)
        due.f();
    settle();
    return true;
}

void FakeClock::advance(qint64 ms) {
    const qint64 until = m_elapsedMs + ms;
    while (fireNext(until)) {
    }
    m_elapsedMs = until;
    settle();
}

bool FakeClock::runUntil(const std::function<bool()>& done, qint64 mostMs) {
    const qint64 until = m_elapsedMs + mostMs;
    settle();
    while (!done())
        if (!fireNext(until))
            return false;
    return true;
}

void FakeClock::reboot(const QString& bootId) {
    m_bootId = bootId;
    m_bootedMs = m_elapsedMs;
}

} // namespace slipway::support
