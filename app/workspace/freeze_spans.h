#pragma once
#include "app/domain/freeze.h"

#include <QTimeZone>

namespace slipway::workspace {

/// The times of the windows that touch [fromMs, toMs), UTC, in the order of their starts. Where clocks go
/// back, an hour that is there twice belongs to the window whole; where they go forward, an edge in the
/// hour that is left out counts with the offset of before, as RFC 5545 says. Any thread.
QList<domain::FreezeSpan> freezeSpans(const QList<domain::FreezeWindow>& windows, qint64 fromMs, qint64 toMs);

enum class Edge { Start, End };
/// A wall clock time (a QDateTime with Qt::UTC) of the zone as UTC milliseconds.
qint64 instantOf(const QDateTime& local, const QTimeZone& zone, Edge edge);

} // namespace slipway::workspace
