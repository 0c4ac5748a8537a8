#pragma once
#include "app/base/async.h"

#include <chrono>

namespace slipway::adapters {

/// The end of a base::Limit as an instant, counted from the call (time in the queue included).
class Deadline {
public:
    explicit Deadline(base::Limit limit)
        : m_stop(std::move(limit.stop))
        , m_end(std::chrono::steady_clock::now() + limit.within) {}
    /// Error{Cancelled} or Error{Timeout} once the call must end.
    base::Result<void> check(const QString& where) const {
        if (m_stop.stop_requested())
            return base::Error{base::ErrorKind::Cancelled, where, QStringLiteral("asked to stop")};
        if (std::chrono::steady_clock::now() >= m_end)
            return base::Error{base::ErrorKind::Timeout, where,
                               QStringLiteral("reading the repository took too long")};
        return {};
    }

private:
    std::stop_token m_stop;
    std::chrono::steady_clock::time_point m_end;
};

} // namespace slipway::adapters
