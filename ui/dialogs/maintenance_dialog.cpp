#include "ui/dialogs/maintenance_dialog.h"

#include "ui/dialogs/note_edit.h"
#include "ui/dialogs/quote_box.h"
#include "ui/text/quantities.h"
#include "ui/widgets/fields.h"
#include "ui/widgets/label.h"

#include <QVBoxLayout>

namespace slipway::ui {
namespace {

constexpr qint64 minuteMs = 60'000;

} // namespace

MaintenanceDialog::MaintenanceDialog(const Context& context, const models::EnvironmentView& environment,
                                     QWidget* parent)
    : FramedDialog("maintenanceDialog", environment.tier, parent) {
    if (environment.maintenance.isOn && !environment.maintenance.isPlanned)
        askToEnd(context, environment);
    else
        askToBegin(context, environment);
}

void MaintenanceDialog::askToEnd(const Context& context, const models::EnvironmentView& environment) {
    setHeading(tr("End the maintenance of %1").arg(environment.name),
               tr("From now on what is not up there counts again, and people are told of it."));
    auto* quote = new QuoteBox;
    quote->set(environment.maintenance.words);
    body()->addWidget(quote);
    body()->addStretch(1);
    Button* end = addButton(Button::Kind::Primary, tr("End maintenance"), "confirm");
    connect(end, &Button::clicked, this, [this, &actions = context.actions, name = environment.name] {
        await(actions.endMaintenance(name), [this](const base::Result<void>&) { accept(); });
    });
}

void MaintenanceDialog::askToBegin(const Context& context, const models::EnvironmentView& environment) {
    setHeading(tr("Maintenance of %1").arg(environment.name),
               tr("What is not up there meanwhile is shown as maintenance: it counts neither for nor against "
                  "its availability, and nobody is told of it. Deployments go on as usual; to keep those "
                  "out, stop the line."));
    if (environment.maintenance.isPlanned) {
        auto* planned = new QuoteBox;
        planned->set(environment.maintenance.words);
        body()->addWidget(planned);
    }
    auto* lasts = new ComboBox(tr("How long it takes"), "maintenanceFor");
    for (const qint64 minutes : {30, 60, 120, 240, 480})
        lasts->addItem(tr("for %1").arg(span(minutes * minuteMs)), minutes * minuteMs);
    auto* row = new QHBoxLayout;
    row->addWidget(new Label(Type::Strong, tr("It takes")));
    row->addWidget(lasts);
    row->addStretch(1);
    body()->addLayout(row);
    auto* reason = new NoteEdit(tr("Reason (kept in the ledger)"), "reason");
    body()->addWidget(reason);
    body()->addStretch(1);
    Button* begin = addButton(Button::Kind::Primary, tr("Begin maintenance"), "confirm");
    const auto offer = [begin, reason] {
        begin->setOffered(!reason->words().isEmpty(), tr("Write the reason first"));
    };
    offer();
    connect(reason, &NoteEdit::changed, this, offer);
    connect(begin, &Button::clicked, this,
            [this, &actions = context.actions, name = environment.name, lasts, reason] {
                await(actions.beginMaintenance(name, lasts->currentData().toLongLong(), reason->words()),
                      [this](const base::Result<void>&) { accept(); });
            });
    reason->focus();
}

} // namespace slipway::ui
