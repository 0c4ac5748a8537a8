#include "ui/shell/main_window.h"

#include "app/models/inbox_text.h"
#include "ui/dialogs/answer_dialog.h"
#include "ui/dialogs/changes_dialog.h"
#include "ui/dialogs/checkpoint_decision_dialog.h"
#include "ui/dialogs/checkpoint_dialog.h"
#include "ui/dialogs/countersign_dialog.h"
#include "ui/dialogs/failure_dialog.h"
#include "ui/dialogs/host_key_dialog.h"
#include "ui/dialogs/incident_dialog.h"
#include "ui/dialogs/maintenance_dialog.h"
#include "ui/dialogs/new_release_dialog.h"
#include "ui/dialogs/passphrase_dialog.h"
#include "ui/dialogs/policy_dialog.h"
#include "ui/dialogs/promotion_dialog.h"
#include "ui/dialogs/reason_dialog.h"
#include "ui/dialogs/recurring_dialog.h"
#include "ui/dialogs/rehearsal_dialog.h"
#include "ui/dialogs/rollback_dialog.h"
#include "ui/dialogs/sign_off_dialog.h"
#include "ui/dialogs/switch_dialog.h"
#include "ui/dialogs/take_over_dialog.h"
#include "ui/environments/board_page.h"
#include "ui/history/history_page.h"
#include "ui/inbox/inbox_page.h"
#include "ui/monitoring/watch_page.h"
#include "ui/release/release_page.h"
#include "ui/search/search_page.h"
#include "ui/shell/message_bar.h"
#include "ui/shell/save_file.h"
#include "ui/shell/status_line.h"
#include "ui/shell/tray.h"

#include <QScreen>
#include <QSettings>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace slipway::ui {
namespace {

const QString geometryKey = QStringLiteral("window/geometry");

int waiting(const QList<models::DeploymentLine>& lines) {
    int count = 0;
    for (const models::DeploymentLine& line : lines)
        count += line.state == models::ReleaseState::WaitsForPerson ||
                         line.state == models::ReleaseState::WaitsForLock ||
                         line.state == models::ReleaseState::Failed ||
                         line.state == models::ReleaseState::Interrupted
                     ? 1
                     : 0;
    return count;
}

/// Of a step of the release; its id when there is none.
QString titleOf(const models::ReleaseView& release, const QString& step) {
    for (const models::StepView& view : release.steps)
        if (view.id == step)
            return view.title;
    return step;
}

} // namespace

MainWindow::MainWindow(models::Feed& feed, models::Actions& actions, const base::Clock& clock,
                       QWidget* parent)
    : QWidget(parent)
    , m_context{feed, actions, clock}
    , m_top(new TopBar)
    , m_messages(new MessageBar)
    , m_pages(new QStackedWidget)
    , m_board(new BoardPage(m_context))
    , m_release(new ReleasePage(m_context))
    , m_watch(new WatchPage(m_context))
    , m_history(new HistoryPage(m_context))
    , m_search(new SearchPage(m_context))
    , m_inbox(new InboxPage(m_context))
    , m_status(new StatusLine)
    , m_tray(new Tray(this)) {
    setObjectName(QStringLiteral("mainWindow"));
    setMinimumSize(1080, 640);
    // As in the pictures where the screen has room for it, with its frame.
    resize(QSize(1440, 900).boundedTo(screen()->availableSize() - QSize(0, 40)));
    restoreGeometry(QSettings().value(geometryKey).toByteArray());
    for (QWidget* page :
         {static_cast<QWidget*>(m_board), static_cast<QWidget*>(m_release), static_cast<QWidget*>(m_watch),
          static_cast<QWidget*>(m_history), static_cast<QWidget*>(m_search), static_cast<QWidget*>(m_inbox)})
        m_pages->addWidget(page);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_top);
    layout->addWidget(m_messages);
    connect(m_messages, &MessageBar::acted, this, &MainWindow::reloadAsked);
    layout->addWidget(m_pages, 1);
    layout->addWidget(m_status);
    connect(m_top, &TopBar::pageChosen, this, &MainWindow::showPage);
    connect(m_top, &TopBar::actorChosen, this, [this](const QString& person) {
        m_context.actions.setActor(person);
        refreshFrame();
    });
    connect(&feed, &models::Feed::boardChanged, this, &MainWindow::refreshFrame);
    connect(&feed, &models::Feed::releaseChanged, this, &MainWindow::refreshFrame);
    connect(&feed, &models::Feed::noticed, this,
            [this](const QString& sentence) { m_messages->add(Tone::Attention, sentence); });
    connect(&feed, &models::Feed::hostKeyAsked, this, &MainWindow::askHostKey);
    connect(&feed, &models::Feed::passphraseAsked, this, &MainWindow::askPassphrase);
    connectBoard();
    connectRelease();
    connectWatch();
    connectHistory();
    connectSearch();
    connectInbox();
    connect(m_tray, &Tray::opened, this, [this] {
        comeToFront();
        showPage(TopBar::Inbox);
    });
    connect(&feed, &models::Feed::alertClicked, this, &MainWindow::showEnvironment);
    addShortcuts();
    refreshFrame();
}

void MainWindow::connectBoard() {
    connect(m_board, &BoardPage::openAsked, this, &MainWindow::showRelease);
    connect(m_board, &BoardPage::promoteAsked, this, &MainWindow::promote);
    connect(m_board, &BoardPage::newReleaseAsked, this, &MainWindow::newRelease);
    connect(m_board, &BoardPage::rehearseAsked, this, &MainWindow::openRehearsal);
    connect(m_board, &BoardPage::lineAsked, this, &MainWindow::openLine);
    connect(m_board, &BoardPage::maintenanceAsked, this, &MainWindow::openMaintenance);
}

void MainWindow::connectRelease() {
    connect(m_release, &ReleasePage::signAsked, this, [this](const QString& deployment, const QString& step) {
        open(new SignOffDialog(m_context, deployment, step, this));
    });
    connect(m_release, &ReleasePage::answerAsked, this, &MainWindow::openAnswer);
    connect(m_release, &ReleasePage::takeBackAsked, this, &MainWindow::openTakeBack);
    connect(m_release, &ReleasePage::changesAsked, this, [this](const QString& deployment) {
        open(new ChangesDialog(m_context.feed.release(deployment), this));
    });
    connect(m_release, &ReleasePage::stopAsked, this, &MainWindow::openStop);
    connect(m_release, &ReleasePage::pauseAsked, this, &MainWindow::openPause);
    connect(m_release, &ReleasePage::resumeAsked, this,
            [this](const QString& deployment) { act(m_context.actions.resume(deployment)); });
    connect(m_release, &ReleasePage::abandonAsked, this, &MainWindow::openAbandon);
    connect(m_release, &ReleasePage::rollbackAsked, this, &MainWindow::openRollback);
    connect(m_release, &ReleasePage::watchAsked, this, &MainWindow::showWatch);
    connect(m_release, &ReleasePage::decideAsked, this, &MainWindow::openFailure);
    connect(m_release, &ReleasePage::takeOverAsked, this, &MainWindow::openTakeOver);
    connect(m_release, &ReleasePage::failureShown, this,
            [this](const QString& deployment, const QString& attempt) {
                // Once per failure: "Decide later" must not be asked again a moment later.
                const QString failure = deployment + QLatin1Char('/') + attempt;
                if (m_dialog || m_failuresShown.contains(failure))
                    return;
                m_failuresShown.insert(failure);
                openFailure(deployment);
            });
}

void MainWindow::connectWatch() {
    connect(m_watch, &WatchPage::rollbackAsked, this, &MainWindow::openRollback);
    connect(m_watch, &WatchPage::releaseAsked, this, &MainWindow::showRelease);
    connect(m_watch, &WatchPage::switchAsked, this, &MainWindow::openSwitch);
    connect(m_watch, &WatchPage::noteAsked, this,
            [this](const QString& deployment, const models::WatchIncidentView& incident) {
                open(new IncidentDialog(m_context, deployment, incident, this));
            });
    connect(m_watch, &WatchPage::awakeAsked, this, [this](bool keeps) {
        base::deliver(m_context.actions.keepAwake(keeps), this, [this](const base::Result<void>& done) {
            m_watch->refresh();
            if (!done.ok())
                m_messages->add(Tone::Failed, sentence(done.error()));
        });
    });
    connect(m_watch, &WatchPage::exportAsked, this, &MainWindow::saveWatch);
    connect(m_watch, &WatchPage::signAsked, this, [this](const QString& deployment, qint64 afterMs) {
        open(new CheckpointDialog(m_context, deployment, afterMs, this));
    });
    connect(m_watch, &WatchPage::decideAsked, this, &MainWindow::openCheckpointDecision);
}

void MainWindow::openCheckpointDecision(const QString& deployment, qint64 afterMs) {
    auto* dialog = new CheckpointDecisionDialog(m_context, deployment, afterMs, this);
    connect(dialog, &CheckpointDecisionDialog::rollbackAsked, this, &MainWindow::openRollback);
    open(dialog);
}

void MainWindow::connectHistory() {
    connect(m_history, &HistoryPage::releaseAsked, this, &MainWindow::showStep);
    connect(m_history, &HistoryPage::watchAsked, this, &MainWindow::showWatch);
    connect(m_history, &HistoryPage::reportAsked, this, &MainWindow::saveReport);
    connect(m_history, &HistoryPage::exportAsked, this, &MainWindow::saveDossier);
    connect(m_history, &HistoryPage::reviewAsked, this, &MainWindow::openReview);
}

void MainWindow::connectSearch() {
    connect(m_search, &SearchPage::releaseAsked, this, &MainWindow::showStep);
    connect(m_search, &SearchPage::watchAsked, this, &MainWindow::showWatch);
    connect(m_watch, &WatchPage::logAsked, this, [this](const QString& deployment) {
        showPage(TopBar::Output);
        m_search->searchLog(deployment);
    });
}

void MainWindow::connectInbox() {
    connect(m_inbox, &InboxPage::itemAsked, this, &MainWindow::takeUp);
    connect(m_inbox, &InboxPage::recurringAsked, this, &MainWindow::openRecurring);
    connect(m_inbox, &InboxPage::channelTested, this, [this](const QString& channel) {
        tellSaved(m_context.actions.testChannel(channel), tr("A test was sent over %1.").arg(channel));
    });
    connect(m_inbox, &InboxPage::rollbackAsked, this, &MainWindow::openRollback);
    connect(m_inbox, &InboxPage::switchAsked, this, &MainWindow::openSwitch);
    connect(m_inbox, &InboxPage::noteAsked, this,
            [this](const models::OpenAlertView& alert) { open(new IncidentDialog(m_context, alert, this)); });
    connect(m_inbox, &InboxPage::watchAsked, this, &MainWindow::showWatch);
}

void MainWindow::addShortcuts() {
    const auto shortcut = [this](const QKeySequence& keys, auto act) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, act);
    };
    shortcut(QKeySequence(Qt::CTRL | Qt::Key_1), [this] { showPage(TopBar::Environments); });
    shortcut(QKeySequence(Qt::CTRL | Qt::Key_2), [this] { showPage(TopBar::Release); });
    shortcut(QKeySequence(Qt::CTRL | Qt::Key_3), [this] { showPage(TopBar::Monitoring); });
    shortcut(QKeySequence(Qt::CTRL | Qt::Key_4), [this] { showPage(TopBar::History); });
    shortcut(QKeySequence(Qt::CTRL | Qt::Key_5), [this] { showPage(TopBar::Output); });
    shortcut(QKeySequence(Qt::CTRL | Qt::Key_6), [this] { showPage(TopBar::Inbox); });
    shortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F), [this] { showSearch(); });
    shortcut(QKeySequence::New, [this] { newRelease(); });
    shortcut(QKeySequence::Quit, [this] { close(); });
}

void MainWindow::refreshFrame() {
    const models::BoardView& board = m_context.feed.board();
    m_top->set(board, waiting(m_context.feed.deployments()));
    m_status->set(board, m_context.nowMs());
    m_tray->set(board);
    setWindowTitle(board.project.isEmpty() ? QStringLiteral("Slipway")
                                           : tr("%1 – Slipway").arg(board.project));
}

void MainWindow::showPage(TopBar::Page page) {
    m_top->setPage(page);
    m_pages->setCurrentIndex(page);
    if (page == TopBar::Release)
        m_release->refresh();
    else if (page == TopBar::Monitoring)
        m_watch->refresh();
    else if (page == TopBar::History)
        m_history->refresh();
    else if (page == TopBar::Output)
        m_search->refresh();
    else if (page == TopBar::Inbox)
        m_inbox->refresh();
    else
        m_board->refresh();
}

void MainWindow::takeUp(const domain::InboxItem& item, bool isMine) {
    using Kind = domain::InboxItem::Kind;
    const QString deployment = item.deployment.text();
    switch (item.kind) {
    case Kind::Sign:
        showStep(deployment, item.step.text(), {});
        if (isMine)
            open(new SignOffDialog(m_context, deployment, item.step.text(), this));
        return;
    case Kind::Question:
        showStep(deployment, item.step.text(), {});
        if (isMine)
            openAnswer(deployment, item.step.text());
        return;
    case Kind::Failure:
        showRelease(deployment);
        if (isMine && !m_dialog)
            openFailure(deployment);
        return;
    case Kind::Stale:
    case Kind::Paused:
        showRelease(deployment);
        return;
    case Kind::CheckpointDue:
        showWatch(deployment);
        if (isMine)
            open(new CheckpointDialog(m_context, deployment, item.after.count(), this));
        return;
    case Kind::CheckpointFailed:
        showWatch(deployment);
        if (isMine)
            openCheckpointDecision(deployment, item.after.count());
        return;
    case Kind::ReviewDue:
        showPage(TopBar::History);
        m_history->choose(deployment);
        if (isMine)
            openReview(deployment);
        return;
    case Kind::PolicyChanged:
        open(new PolicyDialog(m_context, m_context.feed.board().policy, this));
        return;
    case Kind::RecurringDue:
        openRecurring(item.checklist);
        return;
    case Kind::SecondSignature:
        if (isMine)
            openCountersign(item);
        else
            showPage(TopBar::Environments);
        return;
    }
}

void MainWindow::openRecurring(const QString& checklist) {
    for (const models::RecurringView& view : m_context.feed.board().recurring)
        if (view.checklist.name == checklist)
            open(new RecurringDialog(m_context, view, this));
}

void MainWindow::openCountersign(const domain::InboxItem& item) {
    const models::BoardView& board = m_context.feed.board();
    for (const models::InboxLine& view : board.inbox)
        if (view.item.waiver == item.waiver)
            open(countersignDialog(m_context, view.tier, models::inboxWords(item),
                                   tr("%1: %2. With your signature the gate counts as passed until then.")
                                       .arg(models::inboxPlace(item), item.detail),
                                   item.waiver, this));
}

void MainWindow::showSearch(const QString& text) {
    showPage(TopBar::Output);
    m_search->focusText();
    if (!text.isEmpty())
        m_search->search(text);
}

void MainWindow::showFileChanged(bool changed, const QString& problem) {
    const QString words = problem.isEmpty()
                              ? tr("slipway.yaml has changed. What is shown, and what starts now, is still "
                                   "from before; only its freezes and its planned maintenance hold at once.")
                              : tr("slipway.yaml has changed and cannot be used as it is: %1").arg(problem);
    m_messages->set(QStringLiteral("fileChanged"), problem.isEmpty() ? Tone::Attention : Tone::Failed,
                    changed ? words : QString(), changed && problem.isEmpty() ? tr("Reload") : QString());
}

void MainWindow::showRelease(const QString& deployment) {
    m_release->setDeployment(deployment);
    showPage(TopBar::Release);
}

void MainWindow::showStep(const QString& deployment, const QString& step, const QString& host) {
    showRelease(deployment);
    if (!step.isEmpty())
        m_release->showStep(step, host);
}

void MainWindow::showWatch(const QString& deployment) {
    m_watch->setDeployment(deployment);
    showPage(TopBar::Monitoring);
}

void MainWindow::comeToFront() {
    showNormal();
    raise();
    activateWindow();
}

void MainWindow::showEnvironment(const QString& environment) {
    comeToFront();
    const QString deployment = environmentOnBoard(environment).deployment;
    if (deployment.isEmpty())
        showPage(TopBar::Environments);
    else
        showWatch(deployment);
}

FramedDialog* MainWindow::dialog() const {
    return m_dialog;
}

void MainWindow::open(FramedDialog* dialog) {
    m_dialog = dialog;
    connect(dialog, &QDialog::finished, this, [this, dialog] {
        if (m_dialog == dialog)
            m_dialog = nullptr;
        if (!m_dialog && !m_keys.isEmpty())
            askHostKey(m_keys.takeFirst());
        else if (!m_dialog && !m_lockedKeys.isEmpty())
            askPassphrase(m_lockedKeys.takeFirst());
    });
    dialog->open();
}

void MainWindow::promote(const QString& version, const QString& environment) {
    auto* dialog = new PromotionDialog(m_context, version, environment, this);
    connect(dialog, &PromotionDialog::started, this, &MainWindow::showRelease);
    open(dialog);
}

void MainWindow::newRelease() {
    if (m_dialog)
        return;
    auto* dialog = new NewReleaseDialog(m_context, this);
    connect(dialog, &NewReleaseDialog::chosen, this, &MainWindow::promote, Qt::QueuedConnection);
    open(dialog);
}

void MainWindow::openAnswer(const QString& deployment, const QString& step) {
    open(new AnswerDialog(m_context, deployment, step, this));
}

void MainWindow::openFailure(const QString& deployment) {
    auto* dialog = new FailureDialog(m_context, deployment, this);
    connect(dialog, &FailureDialog::answerAsked, this, &MainWindow::openAnswer, Qt::QueuedConnection);
    connect(dialog, &FailureDialog::rollbackAsked, this, &MainWindow::openRollback, Qt::QueuedConnection);
    connect(dialog, &FailureDialog::excludeAsked, this, &MainWindow::openExclude, Qt::QueuedConnection);
    connect(dialog, &FailureDialog::waiveAsked, this, &MainWindow::openWaive, Qt::QueuedConnection);
    open(dialog);
}

void MainWindow::openRollback(const QString& deployment) {
    auto* dialog = new RollbackDialog(m_context, deployment, this);
    connect(dialog, &RollbackDialog::started, this, &MainWindow::showRelease);
    open(dialog);
}

void MainWindow::openSwitch(const QString& environment) {
    open(new SwitchDialog(m_context, environmentOnBoard(environment), this));
}

void MainWindow::openDecision(FramedDialog* dialog, const QString& deployment) {
    // Who thinks better of it is back at the choice.
    connect(
        dialog, &QDialog::rejected, this, [this, deployment] { openFailure(deployment); },
        Qt::QueuedConnection);
    open(dialog);
}

void MainWindow::openExclude(const QString& deployment) {
    const models::ReleaseView release = m_context.feed.release(deployment);
    const QString host = release.failure.host;
    openDecision(new ReasonDialog(
                     "excludeDialog", release.tier,
                     {tr("Exclude %1 from %2").arg(host, deployment),
                      tr("%1 goes on with the other hosts of %2. %3 stays as it is and is shown as left out, "
                         "with your "
                         "name and reason.")
                          .arg(release.version, release.environment, host),
                      tr("Exclude %1").arg(host)},
                     ReasonDialog::Reason::Required,
                     [this, deployment, host](const QString& reason) {
                         return m_context.actions.exclude(deployment, host, reason);
                     },
                     this),
                 deployment);
}

void MainWindow::openWaive(const QString& deployment) {
    const models::ReleaseView release = m_context.feed.release(deployment);
    const models::FailureView failure = release.failure;
    openDecision(
        new ReasonDialog(
            "waiveDialog", release.tier,
            {failure.host.isEmpty() ? tr("Continue without “%1”").arg(failure.stepTitle)
                                    : tr("Continue without “%1” on %2").arg(failure.stepTitle, failure.host),
             tr("%1 → %2 goes on as if it had passed. It counts as waived, never as passed or signed, and is "
                "shown so in every list, with your name and reason.")
                 .arg(release.version, release.environment),
             tr("Continue with a waiver")},
            ReasonDialog::Reason::Required,
            [this, deployment, failure](const QString& reason) {
                return m_context.actions.waive(deployment, failure.step, failure.host, reason);
            },
            this),
        deployment);
}

void MainWindow::openTakeBack(const QString& deployment, const QString& step) {
    const models::ReleaseView release = m_context.feed.release(deployment);
    const QString title = titleOf(release, step);
    open(new ReasonDialog(
        "takeBackDialog", release.tier,
        {tr("Take your sign-off of “%1” back").arg(title),
         tr("Nothing has begun on it yet. It stays in the ledger as taken back, and %1 → %2 waits again.")
             .arg(release.version, release.environment),
         tr("Take back")},
        ReasonDialog::Reason::Required,
        [this, deployment, step](const QString& reason) {
            return m_context.actions.takeBack(deployment, step, reason);
        },
        this));
}

void MainWindow::openReview(const QString& deployment) {
    const models::ReleaseView release = m_context.feed.release(deployment);
    open(new ReasonDialog(
        "reviewDialog", release.tier,
        {tr("Review %1").arg(deployment),
         release.emergency.isEmpty()
             ? tr("%1 rolled %2 back. Say what you found; your signature closes the review.")
                   .arg(release.startedBy, release.environment)
             : tr("%1 started %2 to %3 as an emergency: “%4”. Say what you found; your signature closes it.")
                   .arg(release.startedBy, release.version, release.environment, release.emergency),
         tr("Sign the review")},
        ReasonDialog::Reason::Required,
        [this, deployment](const QString& note) { return m_context.actions.review(deployment, note); },
        this));
}

void MainWindow::openTakeOver(const QString& deployment) {
    open(new TakeOverDialog(m_context, deployment, this));
}

void MainWindow::openRehearsal(const QString& environment) {
    auto* dialog = new RehearsalDialog(m_context, environment, this);
    connect(dialog, &RehearsalDialog::started, this, &MainWindow::showRelease);
    open(dialog);
}

models::EnvironmentView MainWindow::environmentOnBoard(const QString& name) const {
    for (const models::EnvironmentView& known : m_context.feed.board().environments)
        if (known.name == name)
            return known;
    return {};
}

void MainWindow::openMaintenance(const QString& environment) {
    open(new MaintenanceDialog(m_context, environmentOnBoard(environment), this));
}

void MainWindow::openLine(const QString& environment) {
    const models::EnvironmentView view = environmentOnBoard(environment);
    if (view.line.isStopped)
        open(new ReasonDialog(
            "openLineDialog", view.tier,
            {tr("Open the line of %1").arg(environment),
             tr("It was %1. From now on versions may be deployed and promoted there again.")
                 .arg(view.line.words),
             tr("Open the line")},
            ReasonDialog::Reason::Required,
            [this, environment](const QString& reason) {
                return m_context.actions.openLine(environment, reason);
            },
            this));
    else
        open(new ReasonDialog(
            "stopLineDialog", view.tier,
            {tr("Stop the line of %1").arg(environment),
             tr("Nothing new is deployed or promoted there, by anybody, until somebody opens the line again. "
                "What is under way goes on, and rolling back stays open."),
             tr("Stop the line")},
            ReasonDialog::Reason::Required,
            [this, environment](const QString& reason) {
                return m_context.actions.stopLine(environment, reason);
            },
            this));
}

void MainWindow::openPause(const QString& deployment) {
    open(new ReasonDialog(
        "pauseDialog", m_context.feed.release(deployment).tier,
        {tr("Pause %1").arg(deployment),
         tr("Nothing new starts in this deployment until somebody resumes it. What runs on a host "
            "goes on to its end."),
         tr("Pause")},
        ReasonDialog::Reason::Required,
        [this, deployment](const QString& reason) { return m_context.actions.pause(deployment, reason); },
        this));
}

void MainWindow::openAbandon(const QString& deployment) {
    open(new ReasonDialog(
        "abandonDialog", m_context.feed.release(deployment).tier,
        {tr("Abandon %1").arg(deployment),
         tr("The deployment ends here. What its steps changed on the hosts stays as it is; rolling back "
            "undoes it."),
         tr("Abandon")},
        ReasonDialog::Reason::Required,
        [this, deployment](const QString& reason) {
            return m_context.actions.decide(deployment, models::Actions::Decision::Abandon, reason);
        },
        this));
}

void MainWindow::openStop(const QString& deployment, const QString& step) {
    const models::ReleaseView release = m_context.feed.release(deployment);
    const QString title = titleOf(release, step);
    open(new ReasonDialog(
        "stopDialog", release.tier,
        {tr("Stop “%1”?").arg(title),
         tr("Its processes on the hosts are ended, and Slipway checks that they are gone. The step "
            "may be half done afterwards; then you decide."),
         tr("Stop step")},
        ReasonDialog::Reason::None,
        [this, deployment, step](const QString&) { return m_context.actions.stopStep(deployment, step); },
        this));
}

void MainWindow::askHostKey(const models::HostKeyQuestion& question) {
    const auto same = [&question](const models::HostKeyQuestion& other) {
        return other.hostName == question.hostName;
    };
    if (const auto* asked = qobject_cast<HostKeyDialog*>(m_dialog.data());
        asked != nullptr && asked->hostName() == question.hostName)
        return;
    if (m_dialog) {
        if (std::ranges::none_of(m_keys, same))
            m_keys << question;
        return;
    }
    open(new HostKeyDialog(m_context, question, this));
}

void MainWindow::askPassphrase(const models::PassphraseQuestion& question) {
    if (m_dialog)
        m_lockedKeys << question;
    else
        open(new PassphraseDialog(m_context, question, this));
}

void MainWindow::saveReport(const QString& deployment) {
    askWhereToSave(this,
                   {"reportFile",
                    tr("Report of %1").arg(deployment),
                    deployment,
                    {tr("PDF (*.pdf)"), tr("HTML, one file (*.html)"), tr("Markdown (*.md)")}},
                   [this, deployment](const QString& file) {
                       tellSaved(m_context.actions.writeReport(deployment, file),
                                 tr("The report of %1 is in %2.").arg(deployment, file));
                   });
}

void MainWindow::saveWatch(const QString& deployment) {
    askWhereToSave(this,
                   {"watchFile",
                    tr("Watch of %1").arg(deployment),
                    deployment + QStringLiteral("-watch"),
                    {tr("Table (*.csv)"), tr("Picture (*.png)")}},
                   [this, deployment](const QString& file) {
                       if (!file.endsWith(QLatin1StringView(".png"), Qt::CaseInsensitive)) {
                           tellSaved(m_context.actions.writeReport(deployment, file),
                                     tr("The watch of %1 is in %2.").arg(deployment, file));
                           return;
                       }
                       const bool saved = m_watch->picture().save(file, "PNG");
                       m_messages->add(saved ? Tone::Passed : Tone::Failed,
                                       saved ? tr("The watch of %1 is in %2.").arg(deployment, file)
                                             : tr("%1 cannot be written.").arg(file));
                   });
}

void MainWindow::saveDossier(const QString& deployment) {
    askWhereToSave(
        this,
        {"dossierFolder", tr("Export the proof of %1 into a new folder").arg(deployment), deployment, {}},
        [this, deployment](const QString& folder) {
            tellSaved(m_context.actions.exportDossier(deployment, folder),
                      tr("The proof of %1 is in %2; check it with: sh verify.sh").arg(deployment, folder));
        });
}

void MainWindow::tellSaved(const base::Future<void>& future, const QString& sentenceWhenDone) {
    base::deliver(future, this, [this, sentenceWhenDone](const base::Result<void>& result) {
        m_messages->add(result.ok() ? Tone::Passed : Tone::Failed,
                        result.ok() ? sentenceWhenDone : sentence(result.error()));
    });
}

void MainWindow::act(const base::Future<void>& future) {
    base::deliver(future, this, [this](const base::Result<void>& result) {
        if (!result.ok())
            m_messages->add(Tone::Failed, sentence(result.error()));
    });
}

void MainWindow::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    // The first Tab enters the window; nothing looks chosen before.
    m_pages->setFocus();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    QSettings().setValue(geometryKey, saveGeometry());
    QWidget::closeEvent(event);
}

} // namespace slipway::ui
