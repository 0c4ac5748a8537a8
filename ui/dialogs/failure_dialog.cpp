#include "ui/dialogs/failure_dialog.h"

#include "ui/dialogs/choice_card.h"
#include "ui/dialogs/last_lines.h"
#include "ui/widgets/label.h"

#include <QGridLayout>

namespace slipway::ui {

FailureDialog::FailureDialog(const Context& context, const QString& deployment, QWidget* parent)
    : FramedDialog("failureDialog", domain::Tier::Development, parent)
    , m_context(context)
    , m_deployment(deployment)
    , m_step(context.feed.release(deployment).failure.step)
    , m_lines(new LastLines)
    , m_retry(new ChoiceCard(Glyph::Retry, "decideRetry"))
    , m_rollback(new ChoiceCard(Glyph::Undo, "decideRollback"))
    , m_exclude(new ChoiceCard(Glyph::Exclude, "decideExclude"))
    , m_waive(new ChoiceCard(Glyph::Diamond, "decideWaive")) {
    body()->addWidget(m_lines);
    auto* choices = new QGridLayout;
    choices->setSpacing(9);
    choices->addWidget(m_retry, 0, 0);
    choices->addWidget(m_rollback, 0, 1);
    choices->addWidget(m_exclude, 1, 0);
    choices->addWidget(m_waive, 1, 1);
    body()->addLayout(choices);
    cancel()->setWords(tr("Decide later"));
    setFootnote(tr("Your decision is recorded in the ledger"));
    connect(m_retry, &ChoiceCard::clicked, this, &FailureDialog::retry);
    connect(m_rollback, &ChoiceCard::clicked, this, [this] {
        Q_EMIT rollbackAsked(m_deployment);
        accept();
    });
    connect(&context.feed, &models::Feed::releaseChanged, this, [this](const QString& changed) {
        if (changed == m_deployment)
            refresh();
    });
    refresh();
}

void FailureDialog::refresh() {
    const models::ReleaseView release = m_context.feed.release(m_deployment);
    const models::FailureView& failure = release.failure;
    if (failure.step != m_step) {
        // Decided elsewhere meanwhile: nothing is left to ask here.
        accept();
        return;
    }
    setTier(release.tier);
    const QString where = failure.host.isEmpty() ? tr("this computer") : failure.host;
    const QString title =
        failure.interrupted ? tr("“%1” was interrupted on %2: outcome unknown").arg(failure.stepTitle, where)
                            : tr("“%1” failed on %2").arg(failure.stepTitle, where);
    QStringList words{failure.summary};
    if (!failure.finishedHosts.isEmpty() && !failure.summary.contains(failure.finishedHosts.first()))
        words << tr("Finished: %1.").arg(failure.finishedHosts.join(QStringLiteral(", ")));
    words << tr("%1 → %2 · %3").arg(release.version, release.environment, release.deployment);
    setHeading(title, words.join(QLatin1Char('\n')));
    m_lines->set(failure.lastLines);
    m_lines->setVisible(!failure.lastLines.isEmpty());
    const auto words_or = [](const models::Offer& offer, const QString& open) {
        return offer.allowed ? open : tr("Not offered: %1").arg(offer.why);
    };
    m_retry->set(
        failure.host.isEmpty() ? tr("Retry") : tr("Retry on %1").arg(failure.host),
        words_or(failure.retry, failure.interrupted
                                    ? tr("Run the step again, although the first try may have had its effect")
                                    : tr("Run the step again on the failed host only")),
        failure.retry.allowed);
    m_rollback->set(tr("Roll back…"), words_or(failure.rollback, failure.rollbackWords),
                    failure.rollback.allowed);
    m_exclude->set(failure.host.isEmpty() ? tr("Exclude the host") : tr("Exclude %1").arg(failure.host),
                   words_or(failure.exclude, tr("Go on without this host")), false);
    m_waive->set(tr("Continue with a waiver"), words_or(failure.waive, tr("Go on with a reasoned pass")),
                 false);
}

void FailureDialog::retry() {
    await(m_context.actions.decide(m_deployment, models::Actions::Decision::Retry, {}),
          [this](const base::Result<void>&) { accept(); });
}

} // namespace slipway::ui
