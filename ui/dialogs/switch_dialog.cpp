#include "ui/dialogs/switch_dialog.h"

#include "ui/dialogs/note_edit.h"
#include "ui/widgets/fields.h"
#include "ui/widgets/label.h"

#include <QVBoxLayout>

namespace slipway::ui {

SwitchDialog::SwitchDialog(const Context& context, const models::EnvironmentView& environment,
                           QWidget* parent)
    : FramedDialog("switchDialog", environment.tier, parent)
    , m_names(new ComboBox(tr("Which switch is thrown"), "switchName"))
    , m_request(new Label(Type::Mono))
    , m_reason(new NoteEdit(tr("Reason (kept in the ledger)"), "reason"))
    , m_throw(addButton(Button::Kind::Danger, tr("Throw it"), "throwSwitch")) {
    setHeading(
        tr("Kill switch of %1").arg(environment.name),
        tr("The request is sent once and recorded before; then Slipway looks whether it is as it should "
           "be. The release stays."));
    m_throw->setGlyph(Glyph::Lightning);
    m_request->setWordWrap(true);
    m_request->setInk("muted");
    for (const models::SwitchView& one : environment.switches)
        m_names->addItem(one.name);
    body()->addWidget(m_names);
    body()->addWidget(m_request);
    body()->addWidget(m_reason);
    body()->addStretch(1);
    const auto offer = [this] {
        m_throw->setOffered(!m_reason->words().isEmpty(), tr("Write the reason first"));
    };
    offer();
    showChosen(environment.switches);
    connect(m_names, &QComboBox::currentIndexChanged, this,
            [this, switches = environment.switches] { showChosen(switches); });
    connect(m_reason, &NoteEdit::changed, this, offer);
    connect(m_throw, &Button::clicked, this, [this, &actions = context.actions, name = environment.name] {
        await(actions.throwSwitch(name, m_names->currentText(), m_reason->words()),
              [this](const base::Result<QString>&) { accept(); });
    });
    m_reason->focus();
}

void SwitchDialog::showChosen(const QList<models::SwitchView>& switches) {
    const models::SwitchView chosen = switches.value(m_names->currentIndex());
    QStringList lines{chosen.request, tr("then: %1").arg(chosen.readBack)};
    if (!chosen.last.isEmpty())
        lines << chosen.last;
    m_request->setText(lines.join(QLatin1Char('\n')));
}

} // namespace slipway::ui
