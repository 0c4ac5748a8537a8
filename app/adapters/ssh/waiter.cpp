#include "app/adapters/ssh/waiter.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <sys/eventfd.h>
#include <unistd.h>

namespace slipway::adapters {

namespace {
constexpr size_t mostWatched = 4;
}

qint64 bootMilliseconds() {
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return static_cast<qint64>(now.tv_sec) * 1000 + now.tv_nsec / 1'000'000;
}

Waiter::Waiter(qint64 deadline, std::stop_token stop, std::stop_token shutdown)
    : m_deadline(deadline)
    , m_stop(std::move(stop))
    , m_shutdown(std::move(shutdown))
    , m_event(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    m_onStop.emplace(m_stop, Wake{this});
    m_onShutdown.emplace(m_shutdown, Wake{this});
}

Waiter::~Waiter() {
    m_onStop.reset();
    m_onShutdown.reset();
    if (m_event >= 0)
        ::close(m_event);
}

qint64 Waiter::remaining() const {
    return m_deadline - bootMilliseconds();
}

void Waiter::prolong(std::chrono::milliseconds within) {
    m_deadline = std::max(m_deadline, bootMilliseconds() + static_cast<qint64>(within.count()));
}

Waiter::Part::Part(Waiter& waiter, std::chrono::milliseconds within)
    : m_waiter(waiter)
    , m_whole(waiter.m_deadline) {
    waiter.m_deadline = std::min(m_whole, bootMilliseconds() + static_cast<qint64>(within.count()));
}

Waiter::Outcome Waiter::wait(int fd, short events, std::chrono::milliseconds atMost) {
    pollfd watched{fd, events, 0};
    return wait(std::span(&watched, 1), atMost);
}

Waiter::Outcome Waiter::wait(std::span<pollfd> watched, std::chrono::milliseconds atMost) {
    if (isOver())
        return Outcome::Over;
    // poll's own clock stands still in suspend: the deadline is looked at anew every second.
    const auto pause = std::min<qint64>({remaining(), static_cast<qint64>(atMost.count()), 1000});
    std::array<pollfd, 1 + mostWatched> all{{{m_event, POLLIN, 0}}};
    const auto count = std::min(watched.size(), mostWatched);
    std::copy_n(watched.begin(), count, all.begin() + 1);
    const int ready = ::poll(all.data(), 1 + count, static_cast<int>(std::max<qint64>(pause, 0)));
    if (ready > 0 && all[0].revents != 0) {
        eventfd_t count64 = 0;
        eventfd_read(m_event, &count64);
    }
    bool any = false;
    for (size_t index = 0; index < count; ++index) {
        watched[index].revents = ready > 0 ? all[1 + index].revents : short(0);
        any = any || watched[index].revents != 0;
    }
    if (isOver())
        return Outcome::Over;
    return any ? Outcome::Ready : Outcome::Tick;
}

bool Waiter::isWritable(int fd) {
    pollfd watched{fd, POLLOUT, 0};
    return ::poll(&watched, 1, 0) == 1 && (watched.revents & POLLOUT) != 0;
}

void Waiter::wake() {
    eventfd_write(m_event, 1);
}

base::Error Waiter::error(base::ErrorKind late) const {
    if (m_stop.stop_requested())
        return {base::ErrorKind::Cancelled, {}, QStringLiteral("asked to stop")};
    if (m_shutdown.stop_requested())
        return {base::ErrorKind::Lost, {}, QStringLiteral("the SSH adapter went away")};
    return {late, {}, QStringLiteral("no answer within the time allowed")};
}

} // namespace slipway::adapters
