#pragma once
#include "app/base/async.h"

#include <optional>
#include <poll.h>
#include <span>

namespace slipway::adapters {

/// CLOCK_BOOTTIME in milliseconds: goes on while the computer sleeps.
qint64 bootMilliseconds();

/// The patience of one operation: its deadline (boot time), who may stop it, and the one place
/// where an I/O thread sleeps. Made for one thread; `wake()` may be called by any.
class Waiter {
public:
    enum class Outcome { Ready, Tick, Over };
    /// `deadline` as bootMilliseconds(); `stop` is the caller's, `shutdown` the adapter's.
    Waiter(qint64 deadline, std::stop_token stop, std::stop_token shutdown);
    ~Waiter();
    Waiter(const Waiter&) = delete;
    Waiter& operator=(const Waiter&) = delete;

    /// Sleeps until `fd` (-1: none) is ready for `events`, wake() was called, `atMost` has passed
    /// (both Tick), or the operation is over.
    Outcome wait(int fd, short events, std::chrono::milliseconds atMost);
    /// The same for several; fills in their `revents`.
    Outcome wait(std::span<pollfd> watched, std::chrono::milliseconds atMost);
    /// Whether `fd` takes bytes right now.
    static bool isWritable(int fd);
    void wake();
    bool isOver() const { return m_stop.stop_requested() || m_shutdown.stop_requested() || remaining() <= 0; }
    bool isCancelled() const { return m_stop.stop_requested() || m_shutdown.stop_requested(); }
    qint64 remaining() const;
    /// Something moved: from now on it may take this long again. Only by the thread that waits.
    void prolong(std::chrono::milliseconds within);
    /// Why it is over: Cancelled, Lost (the adapter goes away) or `late` when the deadline passed.
    base::Error error(base::ErrorKind late) const;

    /// A shorter patience for a part of the operation, for as long as it lives. Only by the thread that
    /// waits.
    class Part {
    public:
        Part(Waiter& waiter, std::chrono::milliseconds within);
        ~Part() { m_waiter.m_deadline = m_whole; }
        Part(const Part&) = delete;
        Part& operator=(const Part&) = delete;
        /// Whether time ran out, the part's or the whole's; nobody asked to stop.
        bool isLate() const { return !m_waiter.isCancelled() && m_waiter.remaining() <= 0; }

    private:
        Waiter& m_waiter;
        qint64 m_whole;
    };

private:
    struct Wake {
        Waiter* waiter;
        void operator()() const { waiter->wake(); }
    };
    qint64 m_deadline;
    std::stop_token m_stop;
    std::stop_token m_shutdown;
    int m_event;
    std::optional<std::stop_callback<Wake>> m_onStop;
    std::optional<std::stop_callback<Wake>> m_onShutdown;
};

} // namespace slipway::adapters
