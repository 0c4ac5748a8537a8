#pragma once
#include "ui/widgets/facts.h"

namespace slipway::ui {

/// With which key the person at this computer signs and where it is; or that what is signed will be recorded
/// as self-approved. `isNarrow`: beside a page, where there is no room for the whole key.
Facts::Fact keyFact(const models::BoardView& board, bool isNarrow = false);

} // namespace slipway::ui
