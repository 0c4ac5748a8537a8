#pragma once
#include "ui/dialogs/framed_dialog.h"
#include "ui/widgets/context.h"

namespace slipway::ui {

/// Asks once whether a host's key is the right one.
class HostKeyDialog : public FramedDialog {
    Q_OBJECT
public:
    HostKeyDialog(const Context& context, const models::HostKeyQuestion& question, QWidget* parent);
    /// The host asked about, so that nobody is asked twice at once.
    QString hostName() const { return m_question.hostName; }

private:
    models::HostKeyQuestion m_question;
};

} // namespace slipway::ui
