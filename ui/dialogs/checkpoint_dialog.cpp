#include "ui/dialogs/checkpoint_dialog.h"

#include "ui/dialogs/note_edit.h"
#include "ui/dialogs/outcome_list.h"
#include "ui/dialogs/quote_box.h"
#include "ui/text/quantities.h"
#include "ui/text/states.h"
#include "ui/widgets/key_fact.h"

#include <QVBoxLayout>

namespace slipway::ui {

CheckpointDialog::CheckpointDialog(const Context& context, const QString& deployment, qint64 afterMs,
                                   QWidget* parent)
    : FramedDialog("checkpointDialog", domain::Tier::Development, parent) {
    const models::WatchView watch = context.feed.watch(deployment);
    models::CheckpointView checkpoint;
    for (const models::CheckpointView& candidate : watch.checkpoints)
        if (candidate.afterMs == afterMs)
            checkpoint = candidate;
    setTier(watch.tier);
    setHeading(tr("Sign the checkpoint after %1").arg(span(afterMs)),
               tr("%1 on %2 · %3").arg(watch.version, watch.environment, deployment));
    auto* statement = new QuoteBox;
    statement->set(checkpoint.statement);
    auto* facts = new Facts(true);
    body()->addWidget(statement);
    auto* rules = new OutcomeList(tr("What was asked, rule by rule"), "checkpointRules");
    body()->addWidget(rules);
    body()->addWidget(facts);
    rules->set(ruleLines(checkpoint.rules));
    facts->set({{tr("Verdict"), lookOf(checkpoint).word, Type::Strong},
                {tr("Observed"), checkpoint.summary, Type::Body},
                keyFact(context.feed.board())});
    auto* note = new NoteEdit(tr("Note (kept with the signature)"), "checkpointNote");
    body()->addWidget(note);
    Button* sign = addButton(Button::Kind::Primary, tr("Sign"), "confirmCheckpoint");
    sign->setGlyph(Glyph::Pen);
    sign->setOffered(checkpoint.sign.allowed, checkpoint.sign.why);
    setFootnote(checkpoint.sign.allowed ? QString() : checkpoint.sign.why);
    connect(sign, &Button::clicked, this, [this, note, deployment, afterMs, &actions = context.actions] {
        await(actions.signCheckpoint(deployment, afterMs, note->words()),
              [this](const base::Result<void>&) { accept(); });
    });
}

} // namespace slipway::ui
