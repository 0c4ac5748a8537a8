#pragma once
#include <QObject>
#include <QString>
#include <functional>

namespace slipway::base {

/// One reading of all clocks. `bootMs` is CLOCK_BOOTTIME (goes on in suspend), `awakeMs` CLOCK_MONOTONIC
/// (stands still in suspend); both are only comparable while `bootId` is the same.
struct Instant {
    qint64 utcMs = 0;
    qint64 bootMs = 0;
    QString bootId;
    qint64 awakeMs = 0;
};

/// The only source of time. Deadlines are measured in bootMs, shown times in utcMs.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
    /// Calls `f` on the owner's thread once `afterMs` of boot time have passed, unless the
    /// owner is gone. To be called on the owner's thread.
    virtual void callAfter(qint64 afterMs, QObject* owner, std::function<void()> f) = 0;
};

/// The machine's clocks; timers survive a suspend by re-checking boot time.
class SystemClock final : public Clock {
public:
    SystemClock();
    Instant now() const override;
    void callAfter(qint64 afterMs, QObject* owner, std::function<void()> f) override;

private:
    QString m_bootId;
};

/// "2026-11-20T17:55:03.120Z": the one stored form of time.
QString isoUtc(qint64 utcMs);
/// The opposite of isoUtc; 0 when it is not one.
qint64 fromIsoUtc(const QString& text);

} // namespace slipway::base
