#pragma once
#include "app/base/duration.h"

#include <QString>

namespace slipway::domain {

/// What a plan does without a person when a release goes wrong in its first minutes (`guard` of the watch).
struct Guard {
    base::Milliseconds lasts{0};     ///< so long after it went live; 0: there is no guard
    base::Milliseconds down{60'000}; ///< after the environment was seen down for so long without a break
    bool rollsBack = false;          ///< else it holds: the line of the environment is stopped
    friend bool operator==(const Guard&, const Guard&) = default;
};

/// It has acted.
struct GuardTripped {
    QString what;    ///< why, as a sentence
    qint64 atMs = 0; ///< UTC
    bool rollsBack = false;
};

} // namespace slipway::domain
