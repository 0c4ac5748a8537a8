#pragma once
#include <QtGlobal>

namespace slipway::engine {

/// Who does not answer for so long is not waited for any more when a checkpoint is due.
inline constexpr qint64 patienceMs = 120'000;

/// When something that looks round every so often did so last, and when it woke: a round that comes so late
/// was slept through. Times are UTC.
class Rounds {
public:
    static constexpr qint64 everyMs = 5000;
    void begun(qint64 nowMs) {
        if (m_lastAtMs > 0 && isLate(nowMs))
            m_wokeAtMs = nowMs;
        m_lastAtMs = nowMs;
    }
    /// Whether this computer slept, and the round that will notice has not come yet.
    bool isLate(qint64 nowMs) const { return nowMs - m_lastAtMs > 3 * everyMs; }
    qint64 wokeAtMs() const { return m_wokeAtMs; } ///< 0: it has not slept

private:
    qint64 m_lastAtMs = 0, m_wokeAtMs = 0;
};

} // namespace slipway::engine
