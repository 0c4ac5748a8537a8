#pragma once
#include "app/models/incident_note.h"
#include "ui/dialogs/framed_dialog.h"
#include "ui/widgets/context.h"

class QPlainTextEdit;

namespace slipway::ui {

/// Something that went wrong during a watch, or is wrong now, as a note for an issue tracker; with the lines
/// of the log where the probe counts some, which are fetched from the host.
class IncidentDialog : public FramedDialog {
    Q_OBJECT
public:
    IncidentDialog(const Context& context, const QString& deployment,
                   const models::WatchIncidentView& incident, QWidget* parent);
    IncidentDialog(const Context& context, const models::OpenAlertView& alert, QWidget* parent);

private:
    /// `linesOf`: the probe whose lines are fetched; empty: none.
    void fill(const Context& context, const QString& linesOf);
    QPlainTextEdit* m_note;
    models::NoteSource m_source;
};

} // namespace slipway::ui
