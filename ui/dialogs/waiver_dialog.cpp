#include "ui/dialogs/waiver_dialog.h"

#include "ui/dialogs/note_edit.h"
#include "ui/dialogs/quote_box.h"
#include "ui/text/quantities.h"
#include "ui/widgets/fields.h"
#include "ui/widgets/label.h"

#include <QVBoxLayout>

namespace slipway::ui {

namespace {
constexpr qint64 hourMs = 3600'000;
} // namespace

WaiverDialog::WaiverDialog(const Context& context, const models::PromotionView& promotion,
                           const models::GateView& gate, QWidget* parent)
    : FramedDialog("waiverDialog", promotion.tier, parent)
    , m_within(new ComboBox(tr("How long the waiver holds"), "waiverWithin"))
    , m_reason(new NoteEdit(tr("Reason (signed, and kept in the ledger)"), "waiverReason")) {
    setHeading(
        tr("Waive “%1”").arg(gate.title),
        tr("%1 may pass this gate of %2, and no other version. The waiver is signed with your key, ends "
           "by itself and is shown in amber wherever it counts.")
            .arg(promotion.version, promotion.environment));
    auto* quote = new QuoteBox;
    quote->set(gate.detail);
    body()->addWidget(quote);
    for (const qint64 hours : {1, 4, 8, 24})
        m_within->addItem(tr("for %1").arg(span(hours * hourMs)), hours * hourMs);
    auto* row = new QHBoxLayout;
    row->addWidget(new Label(Type::Strong, tr("It holds")));
    row->addWidget(m_within);
    row->addStretch(1);
    body()->addLayout(row);
    body()->addWidget(m_reason);
    body()->addStretch(1);
    Button* waive = addButton(Button::Kind::Primary, tr("Waive this gate"), "waiveGate");
    const auto offer = [this, waive] {
        waive->setOffered(!m_reason->words().isEmpty(), tr("Write the reason first"));
    };
    offer();
    connect(m_reason, &NoteEdit::changed, this, offer);
    connect(waive, &Button::clicked, this, [this, &actions = context.actions, promotion, gate] {
        await(actions.waiveGate(promotion.version, promotion.environment, gate.id, m_reason->words(),
                                m_within->currentData().toLongLong()),
              [this](const base::Result<QString>&) { accept(); });
    });
}

} // namespace slipway::ui
