#include "ui/dialogs/rollback_dialog.h"

#include "ui/dialogs/note_edit.h"
#include "ui/text/states.h"
#include "ui/widgets/facts.h"
#include "ui/widgets/fields.h"
#include "ui/widgets/label.h"

#include <QVBoxLayout>

namespace slipway::ui {

RollbackDialog::RollbackDialog(const Context& context, const QString& deployment, QWidget* parent)
    : FramedDialog("rollbackDialog", domain::Tier::Development, parent)
    , m_context(context)
    , m_deployment(deployment)
    , m_reason(new NoteEdit(tr("Reason (required, kept in the ledger)"), "rollbackReason"))
    , m_bad(new CheckBox({}, "markBad"))
    , m_start(addButton(Button::Kind::Danger, tr("Roll back"), "startRollback")) {
    m_start->setGlyph(Glyph::Undo);
    const models::ReleaseView release = context.feed.release(deployment);
    m_environment = release.environment;
    fill(release);
    m_bad->setWords(
        tr("Mark %1 as a bad release: it cannot be promoted until it is cleared").arg(release.version));
    body()->addWidget(m_reason);
    m_bad->setChecked(true);
    body()->addWidget(m_bad);
    const auto offer = [this, can = release.rollback] {
        const bool reasoned = !m_reason->words().isEmpty();
        m_start->setOffered(can.allowed && reasoned, can.allowed ? tr("Write the reason first") : can.why);
        setFootnote(can.allowed ? (reasoned ? QString() : tr("Needs a reason")) : can.why);
    };
    connect(m_reason, &NoteEdit::changed, this, offer);
    offer();
    connect(m_start, &Button::clicked, this, &RollbackDialog::begin);
}

void RollbackDialog::fill(const models::ReleaseView& release) {
    setTier(release.tier);
    setHeading(release.previousVersion.isEmpty()
                   ? tr("Roll back %1").arg(release.environment)
                   : tr("Roll back %1 to %2").arg(release.environment, release.previousVersion),
               tr("From %1 on %2. Only what this deployment recorded as done is undone, in this order:")
                   .arg(release.version, release.environment));
    QList<Facts::Fact> facts;
    int number = 0;
    for (const models::UndoStepView& step : release.undo)
        facts << Facts::Fact{tr("UNDO %1").arg(++number),
                             step.title +
                                 (step.hosts.isEmpty()
                                      ? QString()
                                      : QStringLiteral(" · ") + step.hosts.join(QStringLiteral(", "))) +
                                 QLatin1Char('\n') + step.command,
                             Type::Mono};
    if (release.undo.isEmpty())
        facts << Facts::Fact{tr("UNDO"), tr("Nothing was done that has an undo."), Type::Body};
    facts << Facts::Fact{tr("STAYS"),
                         release.cannotUndo.isEmpty() ? tr("Nothing: every step that was done has an undo.")
                                                      : release.cannotUndo.join(QStringLiteral(" · ")),
                         Type::Strong};
    if (const QString way = wayBackWords(release.wayBack, release.previousVersion, m_context.nowMs());
        !way.isEmpty())
        facts << Facts::Fact{tr("TAKES"), way, Type::Body};
    auto* table = new Facts(false);
    body()->addWidget(table);
    table->set(facts);
}

void RollbackDialog::begin() {
    await(m_context.actions.rollback(m_environment, m_reason->words(), m_bad->isChecked()),
          [this](const base::Result<QString>& deployment) {
              Q_EMIT started(*deployment);
              accept();
          });
}

} // namespace slipway::ui
