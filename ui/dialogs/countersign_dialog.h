#pragma once
#include "ui/dialogs/reason_dialog.h"
#include "ui/widgets/context.h"

namespace slipway::ui {

/// The second signature under a waiver, from its gate and from the inbox.
ReasonDialog* countersignDialog(const Context& context, domain::Tier tier, const QString& title,
                                const QString& explanation, const QString& waiver, QWidget* parent);

} // namespace slipway::ui
