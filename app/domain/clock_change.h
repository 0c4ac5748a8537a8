#pragma once
#include "app/domain/entry.h"

namespace slipway::domain {

/// When an entry was written, by both clocks of the computer that did.
struct EntryTime {
    QString place; ///< "dep-4k2m9p1x entry 7"
    qint64 timeMs = 0;
    qint64 bootMs = 0; ///< of a clock that nobody sets; counts on while the computer sleeps
    QString boot;
};
EntryTime entryTime(const Entry& entry);

/// What the time of an entry says against that of the entry written before it, where the clock was set by
/// more than a minute between them: it goes back, or it moved otherwise than the time since the start of the
/// computer. Empty: nothing.
QString clockChange(const EntryTime& before, const EntryTime& after);

} // namespace slipway::domain
