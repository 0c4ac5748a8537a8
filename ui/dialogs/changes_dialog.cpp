#include "ui/dialogs/changes_dialog.h"

#include "ui/dialogs/change_list.h"

#include <QVBoxLayout>

namespace slipway::ui {

ChangesDialog::ChangesDialog(const models::ReleaseView& release, QWidget* parent)
    : FramedDialog("changesDialog", release.tier, parent) {
    setHeading(tr("What changed since it was signed"),
               tr("%1 The sign-offs do not count for that. Abandon %2 and start again.")
                   .arg(release.changed, release.deployment));
    cancel()->setWords(tr("Close"));
    body()->addWidget(new ChangeList(release.changes, "changedLines"), 1);
}

} // namespace slipway::ui
