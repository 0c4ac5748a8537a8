#pragma once
#include "app/base/clock.h"
#include "app/models/feed.h"

namespace slipway::ui {

/// What every page is given: where it reads, what a person may do, and the time. All three
/// outlive the windows.
struct Context {
    models::Feed& feed;
    models::Actions& actions;
    const base::Clock& clock;
    qint64 nowMs() const { return clock.now().utcMs; }
};

} // namespace slipway::ui
