#include "app/base/clock.h"

#include <QDateTime>
#include <QFile>
#include <QTimer>
#include <ctime>

namespace slipway::base {

SystemClock::SystemClock() {
    QFile file(QStringLiteral("/proc/sys/kernel/random/boot_id"));
    if (file.open(QIODevice::ReadOnly))
        m_bootId = QString::fromLatin1(file.readAll().trimmed());
    else
        m_bootId = QStringLiteral("-");
}

Instant SystemClock::now() const {
    timespec boot{};
    clock_gettime(CLOCK_BOOTTIME, &boot);
    timespec awake{};
    clock_gettime(CLOCK_MONOTONIC, &awake);
    const auto ms = [](const timespec& time) { return time.tv_sec * 1000 + time.tv_nsec / 1'000'000; };
    return {QDateTime::currentMSecsSinceEpoch(), ms(boot), m_bootId, ms(awake)};
}

void SystemClock::callAfter(qint64 afterMs, QObject* owner, std::function<void()> f) {
    // QTimer stands still in suspend: sleep in slices and look at boot time again.
    static constexpr qint64 slice = 30'000;
    const qint64 due = now().bootMs + qMax<qint64>(0, afterMs);
    auto arm = std::make_shared<std::function<void()>>();
    *arm = [this, due, owner, f = std::move(f), weak = std::weak_ptr(arm)] {
        const qint64 left = due - now().bootMs;
        if (left <= 0) {
            f();
            return;
        }
        if (auto again = weak.lock())
            QTimer::singleShot(static_cast<int>(qMin(left, slice)), Qt::PreciseTimer, owner,
                               [again] { (*again)(); });
    };
    // A coarse timer, which is what Qt takes for long times, is up to 5 % late: half a second of a probe's
    // ten.
    QTimer::singleShot(static_cast<int>(qBound<qint64>(0, afterMs, slice)), Qt::PreciseTimer, owner,
                       [arm] { (*arm)(); });
}

QString isoUtc(qint64 utcMs) {
    return QDateTime::fromMSecsSinceEpoch(utcMs, Qt::UTC).toString(Qt::ISODateWithMs);
}

qint64 fromIsoUtc(const QString& text) {
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    return time.isValid() ? time.toMSecsSinceEpoch() : 0;
}

} // namespace slipway::base
