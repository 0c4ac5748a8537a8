#pragma once
#include "app/domain/health.h"

namespace slipway::domain {

/// The samples of one lane, in time order, as runs of a clock that nobody set back; the one that was taken
/// last is last. Where it was set back the same time passed twice, and answers of both must not be counted in
/// one row. Mostly one run: a clock that is set forward, or a computer that starts anew, goes on in it.
QList<QList<Sample>> clockRuns(const QList<Sample>& samples);

} // namespace slipway::domain
