#include "ui/dialogs/countersign_dialog.h"

namespace slipway::ui {

ReasonDialog* countersignDialog(const Context& context, domain::Tier tier, const QString& title,
                                const QString& explanation, const QString& waiver, QWidget* parent) {
    return new ReasonDialog(
        "countersignDialog", tier, {title, explanation, ReasonDialog::tr("Sign the waiver")},
        ReasonDialog::Reason::None,
        [actions = &context.actions, waiver](const QString&) { return actions->countersign(waiver); },
        parent);
}

} // namespace slipway::ui
