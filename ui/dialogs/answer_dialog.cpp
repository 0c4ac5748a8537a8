#include "ui/dialogs/answer_dialog.h"

#include "ui/dialogs/note_edit.h"
#include "ui/dialogs/quote_box.h"

#include <QVBoxLayout>

namespace slipway::ui {

using Answered = models::Actions::Answered;

AnswerDialog::AnswerDialog(const Context& context, const QString& deployment, const QString& step,
                           QWidget* parent)
    : FramedDialog("answerDialog", context.feed.release(deployment).tier, parent)
    , m_context(context)
    , m_deployment(deployment)
    , m_step(step)
    , m_note(new NoteEdit(tr("What you saw (kept as evidence)"), "answerNote")) {
    const models::ReleaseView release = context.feed.release(deployment);
    for (const models::StepView& candidate : release.steps) {
        if (candidate.id != step)
            continue;
        m_isChecked = !candidate.asksPerson;
        const QString where =
            tr("%1 → %2 · %3").arg(release.version, release.environment, release.deployment);
        if (m_isChecked) {
            setHeading(candidate.title, release.failure.summary + u'\n' + where);
            continue;
        }
        setHeading(candidate.title, where);
        auto* statement = new QuoteBox;
        statement->set(candidate.runs.isEmpty() ? candidate.title : candidate.runs);
        body()->addWidget(statement);
    }
    body()->addWidget(m_note);
    Button* skip = addButton(Button::Kind::Plain, tr("Not applicable"), "answerNotApplicable", true);
    Button* failed = addButton(Button::Kind::Danger, tr("Failed"), "answerFailed");
    Button* passed = addButton(Button::Kind::Primary, tr("Passed"), "answerPassed");
    connect(skip, &Button::clicked, this, [this] { answer(Answered::NotApplicable); });
    connect(failed, &Button::clicked, this, [this] { answer(Answered::Failed); });
    connect(passed, &Button::clicked, this, [this] { answer(Answered::Passed); });
}

void AnswerDialog::answer(Answered answered) {
    if ((answered != Answered::Passed || m_isChecked) && m_note->words().isEmpty()) {
        setProblem(answered == Answered::Failed   ? tr("Say what failed, so that others can act on it.")
                   : answered == Answered::Passed ? tr("Say what you saw, because its check could not say.")
                                                  : tr("Say why this does not apply here."));
        m_note->focus();
        return;
    }
    await(m_context.actions.answer(m_deployment, m_step, answered, m_note->words()),
          [this](const base::Result<void>&) { accept(); });
}

} // namespace slipway::ui
