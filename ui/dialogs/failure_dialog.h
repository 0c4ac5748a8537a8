#pragma once
#include "ui/dialogs/framed_dialog.h"
#include "ui/widgets/context.h"

namespace slipway::ui {

class ChoiceCard;
class Facts;
class LastLines;

/// The guided failure: what failed, its last lines, and what can be done about it. What is not
/// offered says why.
class FailureDialog : public FramedDialog {
    Q_OBJECT
public:
    FailureDialog(const Context& context, const QString& deployment, QWidget* parent);

Q_SIGNALS:
    /// Rolling back asks for its reason in a dialog of its own.
    void rollbackAsked(const QString& deployment);
    void answerAsked(const QString& deployment, const QString& step);
    /// These two ask for their reason too.
    void excludeAsked(const QString& deployment);
    void waiveAsked(const QString& deployment);

private:
    void refresh();
    void retry();

    Context m_context;
    QString m_deployment, m_step;
    LastLines* m_lines;
    Facts* m_help;        ///< what the file says to look at, and whom to reach
    ChoiceCard* m_answer; ///< only of an item whose check could not say
    ChoiceCard* m_retry;
    ChoiceCard* m_rollback;
    ChoiceCard* m_exclude;
    ChoiceCard* m_waive;
};

} // namespace slipway::ui
