#pragma once
#include "app/models/views.h"

namespace slipway::ui {

/// Everything the watch knows of one moment, in one line: "14:16:22 · API /health: Down (503) · p95 41 ms ·
/// Memory 310 MB". Lanes that are fine are counted.
QString readingAt(const models::WatchView& watch, qint64 atMs);

} // namespace slipway::ui
