#pragma once
#include "app/domain/probe_kind.h"

namespace slipway::domain::probes {

// How fixed commands tell of a time that nobody watched. Each line that counts is one of
//     up FROM TO            it ran
//     down FROM TO WORDS    it did not, and what was written of it then
// with times in seconds of UTC by this computer's clock; what no line speaks of is not known.

/// Shell functions and variables that the commands may use: $from and $to of the gap in the host's time,
/// `here` (a time of the host in this computer's), `tell`, `since_of`, `up_since`.
extern const char* const pastFunctions;
/// What they read.
Variables pastVariables(const Gap& gap, qint64 nowMs);

/// In time order, within the gap. Untrusted output: other lines are skipped, words lose their control
/// characters.
QList<PastSeen> readPast(const Probe& probe, const Gap& gap, const QByteArray& output);

} // namespace slipway::domain::probes
