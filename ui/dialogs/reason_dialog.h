#pragma once
#include "ui/dialogs/framed_dialog.h"

namespace slipway::ui {

class NoteEdit;

/// One act that is confirmed with its reason: pause, abandon, stop a step.
class ReasonDialog : public FramedDialog {
    Q_OBJECT
public:
    enum class Reason { Required, None };
    struct Words {
        QString title, explanation, act;
    };
    using Act = std::function<base::Future<void>(const QString& reason)>;
    ReasonDialog(const char* name, domain::Tier tier, const Words& words, Reason reason, Act act,
                 QWidget* parent);

private:
    NoteEdit* m_reason = nullptr;
};

} // namespace slipway::ui
