#include "ui/dialogs/checkpoint_decision_dialog.h"

#include "ui/dialogs/note_edit.h"
#include "ui/dialogs/outcome_list.h"
#include "ui/dialogs/quote_box.h"
#include "ui/text/quantities.h"
#include "ui/widgets/fields.h"
#include "ui/widgets/key_fact.h"
#include "ui/widgets/label.h"

#include <QVBoxLayout>

namespace slipway::ui {
namespace {

constexpr qint64 minuteMs = 60'000;
constexpr qint64 hourMs = 60 * minuteMs;

} // namespace

CheckpointDecisionDialog::CheckpointDecisionDialog(const Context& context, const QString& deployment,
                                                   qint64 afterMs, QWidget* parent)
    : FramedDialog("checkpointDecisionDialog", domain::Tier::Development, parent)
    , m_context(context)
    , m_deployment(deployment)
    , m_afterMs(afterMs)
    , m_reason(new NoteEdit(tr("Reason (kept with the signature)"), "decisionReason"))
    , m_span(new ComboBox(tr("How long it is judged from now on"), "extendFor"))
    , m_rollback(addButton(Button::Kind::Refuse, tr("Roll back…"), "decideRollback", true))
    , m_extend(addButton(Button::Kind::Plain, tr("Extend"), "decideExtend"))
    , m_accept(addButton(Button::Kind::Primary, tr("Accept as it is"), "decideAccept")) {
    m_rollback->setGlyph(Glyph::Undo);
    m_extend->setGlyph(Glyph::Clock);
    m_accept->setGlyph(Glyph::Diamond);
    cancel()->setWords(tr("Decide later"));
    build(context.feed.watch(deployment), checkpoint());
    connect(m_reason, &NoteEdit::changed, this, &CheckpointDecisionDialog::refresh);
    connect(m_rollback, &Button::clicked, this, [this] {
        Q_EMIT rollbackAsked(m_deployment);
        accept();
    });
    connect(m_extend, &Button::clicked, this, [this] {
        await(m_context.actions.extendCheckpoint(m_deployment, m_afterMs, m_span->currentData().toLongLong(),
                                                 m_reason->words()),
              [this](const base::Result<void>&) { accept(); });
    });
    connect(m_accept, &Button::clicked, this, [this] {
        await(m_context.actions.waiveCheckpoint(m_deployment, m_afterMs, m_reason->words()),
              [this](const base::Result<void>&) { accept(); });
    });
    connect(&context.feed, &models::Feed::watchChanged, this, [this](const QString& changed) {
        if (changed == m_deployment)
            refresh();
    });
    m_reason->focus();
    refresh();
}

models::CheckpointView CheckpointDecisionDialog::checkpoint() const {
    for (const models::CheckpointView& one : m_context.feed.watch(m_deployment).checkpoints)
        if (one.afterMs == m_afterMs)
            return one;
    return {};
}

void CheckpointDecisionDialog::build(const models::WatchView& watch,
                                     const models::CheckpointView& checkpoint) {
    setTier(watch.tier);
    setHeading(checkpoint.verdict == domain::Verdict::Failed
                   ? tr("The checkpoint after %1 failed").arg(span(m_afterMs))
                   : tr("The checkpoint after %1 is inconclusive").arg(span(m_afterMs)),
               tr("%1 on %2 · %3").arg(watch.version, watch.environment, m_deployment));
    auto* statement = new QuoteBox;
    statement->set(checkpoint.statement);
    auto* rules = new OutcomeList(tr("What was asked, rule by rule"), "checkpointRules");
    auto* facts = new Facts(true);
    QList<Facts::Fact> list{
        {tr("Observed"),
         checkpoint.summary,
         Type::Strong,
         {},
         {},
         tr("judged from %1 to %2")
             .arg(dayAndTime(checkpoint.fromMs, watch.nowMs), dayAndTime(checkpoint.dueAtMs, watch.nowMs))}};
    if (!checkpoint.waiverWords.isEmpty())
        list << Facts::Fact{tr("Accepted"), checkpoint.waiverWords, Type::Body};
    if (!checkpoint.extensions.isEmpty())
        list << Facts::Fact{tr("Extended"), checkpoint.extensions.join(QLatin1Char('\n')), Type::Body};
    list << keyFact(m_context.feed.board());
    facts->set(list);
    auto* extend = new QHBoxLayout;
    extend->setSpacing(9);
    extend->addWidget(new Label(Type::Body, tr("Extending judges it again, on the next")));
    for (const qint64 length : {30 * minuteMs, hourMs, 2 * hourMs, 4 * hourMs, 8 * hourMs})
        if (length <= watch.endsAtMs - watch.liveAtMs)
            m_span->addItem(span(length), length);
    if (m_span->count() == 0)
        m_span->addItem(span(minuteMs), minuteMs);
    extend->addWidget(m_span);
    extend->addStretch(1);
    body()->addWidget(statement);
    body()->addWidget(rules);
    body()->addWidget(facts);
    body()->addWidget(m_reason);
    body()->addLayout(extend);
    body()->addStretch(1);
    rules->set(ruleLines(checkpoint.rules));
}

void CheckpointDecisionDialog::refresh() {
    const models::CheckpointView now = checkpoint();
    const models::WatchView watch = m_context.feed.watch(m_deployment);
    const bool isOpen =
        now.verdict == domain::Verdict::Failed || now.verdict == domain::Verdict::Inconclusive;
    if (!isOpen)
        setProblem(tr("Somebody has decided meanwhile. Close this and look at it again."));
    const QString ask = tr("Write the reason first");
    const bool hasReason = !m_reason->words().isEmpty();
    m_rollback->setOffered(watch.rollback.allowed, watch.rollback.why);
    m_extend->setOffered(now.extend.allowed && hasReason, now.extend.allowed ? ask : now.extend.why);
    m_accept->setOffered(now.waive.allowed && hasReason, now.waive.allowed ? ask : now.waive.why);
    QStringList closed;
    for (const models::Offer& offer : {now.extend, now.waive})
        if (!offer.allowed && !offer.why.isEmpty() && !closed.contains(offer.why))
            closed << offer.why;
    setFootnote(isOpen ? closed.join(QLatin1Char(' ')) : QString());
}

} // namespace slipway::ui
