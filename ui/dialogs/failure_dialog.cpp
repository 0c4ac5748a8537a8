#include "ui/dialogs/failure_dialog.h"

#include "ui/dialogs/choice_card.h"
#include "ui/dialogs/last_lines.h"
#include "ui/text/quantities.h"
#include "ui/text/states.h"
#include "ui/widgets/facts.h"
#include "ui/widgets/label.h"

#include <QGridLayout>

namespace slipway::ui {
namespace {

/// At most three names; the others as a number.
QString listed(const QStringList& names) {
    constexpr qsizetype most = 3;
    if (names.size() <= most + 1)
        return names.join(QStringLiteral(", "));
    return FailureDialog::tr("%1 and %2 more")
        .arg(names.mid(0, most).join(QStringLiteral(", ")))
        .arg(names.size() - most);
}

/// The hosts that failed at the step the dialog is about.
QStringList failedAt(const models::ReleaseView& release) {
    QStringList hosts;
    for (const models::StepView& step : release.steps)
        for (const models::HostRunView& host : step.hosts)
            if (step.id == release.failure.step && release.failure.failedHosts.contains(host.host))
                hosts << host.host;
    return hosts;
}

QString rollbackWords(const models::ReleaseView& release) {
    QStringList words{release.failure.rollbackWords};
    if (release.wayBack.tookMs >= 0)
        words.last() +=
            FailureDialog::tr(" (≈ %1)").arg(span(std::max<qint64>(1000, release.wayBack.tookMs)));
    if (!release.cannotUndo.isEmpty())
        words << FailureDialog::tr("Stays: %1").arg(release.cannotUndo.join(QStringLiteral(" · ")));
    return words.join(QLatin1Char('\n'));
}

} // namespace

FailureDialog::FailureDialog(const Context& context, const QString& deployment, QWidget* parent)
    : FramedDialog("failureDialog", domain::Tier::Development, parent)
    , m_context(context)
    , m_deployment(deployment)
    , m_step(context.feed.release(deployment).failure.step)
    , m_lines(new LastLines)
    , m_help(new Facts(false))
    , m_answer(new ChoiceCard(Glyph::Check, "decideAnswer"))
    , m_retry(new ChoiceCard(Glyph::Retry, "decideRetry"))
    , m_rollback(new ChoiceCard(Glyph::Undo, "decideRollback"))
    , m_exclude(new ChoiceCard(Glyph::Exclude, "decideExclude"))
    , m_waive(new ChoiceCard(Glyph::Diamond, "decideWaive")) {
    body()->addWidget(m_lines);
    m_help->setObjectName(QStringLiteral("failureHelp"));
    body()->addWidget(m_help);
    auto* choices = new QGridLayout;
    choices->setSpacing(9);
    choices->addWidget(m_answer, 0, 0, 1, 2);
    choices->addWidget(m_retry, 1, 0);
    choices->addWidget(m_rollback, 1, 1);
    choices->addWidget(m_exclude, 2, 0);
    choices->addWidget(m_waive, 2, 1);
    body()->addLayout(choices);
    cancel()->setWords(tr("Decide later"));
    setFootnote(tr("Your decision is recorded in the ledger"));
    connect(m_retry, &ChoiceCard::clicked, this, &FailureDialog::retry);
    connect(m_answer, &ChoiceCard::clicked, this, [this] {
        Q_EMIT answerAsked(m_deployment, m_step);
        accept();
    });
    connect(m_rollback, &ChoiceCard::clicked, this, [this] {
        Q_EMIT rollbackAsked(m_deployment);
        accept();
    });
    connect(m_exclude, &ChoiceCard::clicked, this, [this] {
        Q_EMIT excludeAsked(m_deployment);
        accept();
    });
    connect(m_waive, &ChoiceCard::clicked, this, [this] {
        Q_EMIT waiveAsked(m_deployment);
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
    QStringList here = failedAt(release);
    if (here.size() < 2)
        here = {where};
    const QString title =
        failure.interrupted ? tr("“%1” was interrupted on %2: outcome unknown").arg(failure.stepTitle, where)
        : failure.inconclusive ? tr("“%1” could not be checked on %2").arg(failure.stepTitle, listed(here))
                               : tr("“%1” failed on %2").arg(failure.stepTitle, listed(here));
    QStringList words;
    // The summary is of one host; where several failed it has to say of which.
    words << (here.size() > 1 ? tr("%1: %2").arg(where, failure.summary) : failure.summary);
    if (!failure.finishedHosts.isEmpty() && !failure.summary.contains(failure.finishedHosts.first()))
        words << tr("Finished: %1.").arg(listed(failure.finishedHosts));
    words << tr("%1 · %2").arg(deploymentTitle(release.kind, release.version, release.environment),
                               release.deployment);
    setHeading(title, words.join(QLatin1Char('\n')));
    m_lines->set(failure.lastLines);
    m_lines->setVisible(!failure.lastLines.isEmpty());
    QList<Facts::Fact> help;
    if (!failure.ifFails.isEmpty())
        help << Facts::Fact{tr("IF IT FAILS"), failure.ifFails, Type::Body};
    if (!release.contacts.isEmpty())
        help << Facts::Fact{tr("CONTACTS"), release.contacts.join(QLatin1Char('\n')), Type::Body};
    m_help->set(help);
    m_help->setVisible(!help.isEmpty());
    const auto words_or = [](const models::Offer& offer, const QString& open) {
        return offer.allowed ? open : tr("Not offered: %1").arg(offer.why);
    };
    const QStringList failed = failure.failedHosts.isEmpty() ? QStringList{where} : failure.failedHosts;
    QString retry = tr("Run the step again on the failed host only");
    if (failure.interrupted)
        retry = tr("Run the step again, although the first try may have had its effect");
    else if (failure.host.isEmpty())
        retry = tr("Run the step again");
    else if (failed.size() > 1)
        retry = tr("Run again what failed, on these hosts only");
    m_answer->setVisible(failure.answer.allowed);
    m_answer->set(tr("Answer it yourself…"),
                  tr("Look, and say what you saw: passed, failed or not applicable, with your name"), true);
    m_retry->set(failure.host.isEmpty() ? tr("Retry") : tr("Retry on %1").arg(listed(failed)),
                 words_or(failure.retry, retry), failure.retry.allowed);
    m_rollback->set(tr("Roll back…"), words_or(failure.rollback, rollbackWords(release)),
                    failure.rollback.allowed);
    m_exclude->set(
        failure.host.isEmpty() ? tr("Exclude the host") : tr("Exclude %1…").arg(failure.host),
        words_or(failure.exclude,
                 tr("Go on with the other hosts. %1 stays as it is, so that %2 may run two versions.")
                     .arg(where, release.environment)),
        failure.exclude.allowed);
    m_waive->set(
        tr("Continue with a waiver…"),
        words_or(failure.waive,
                 tr("Go on without “%1” on %2, with your name and a reason.").arg(failure.stepTitle, where)),
        failure.waive.allowed);
}

void FailureDialog::retry() {
    await(m_context.actions.decide(m_deployment, models::Actions::Decision::Retry, {}),
          [this](const base::Result<void>&) { accept(); });
}

} // namespace slipway::ui
