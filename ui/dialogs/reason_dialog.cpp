#include "ui/dialogs/reason_dialog.h"

#include "ui/dialogs/note_edit.h"

#include <QVBoxLayout>

namespace slipway::ui {

ReasonDialog::ReasonDialog(const char* name, domain::Tier tier, const Words& words, Reason reason, Act act,
                           QWidget* parent)
    : FramedDialog(name, tier, parent) {
    setHeading(words.title, words.explanation);
    Button* button = addButton(Button::Kind::Primary, words.act, "confirm");
    if (reason == Reason::Required) {
        m_reason = new NoteEdit(tr("Reason (kept in the ledger)"), "reason");
        body()->addWidget(m_reason);
        button->setOffered(false, tr("Write the reason first"));
        connect(m_reason, &NoteEdit::changed, this, [this, button] {
            button->setOffered(!m_reason->words().isEmpty(), tr("Write the reason first"));
        });
    }
    connect(button, &Button::clicked, this, [this, act = std::move(act)] {
        await(act(m_reason == nullptr ? QString() : m_reason->words()),
              [this](const base::Result<void>&) { accept(); });
    });
}

} // namespace slipway::ui
