#include "tests/ui/main_window_fixture.h"
#include "ui/dialogs/failure_dialog.h"
#include "ui/dialogs/promotion_dialog.h"
#include "ui/environments/environment_card.h"
#include "ui/release/host_matrix.h"
#include "ui/release/phase_list.h"
#include "ui/release/release_page.h"
#include "ui/shell/message_bar.h"
#include "ui/shell/welcome_page.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/terminal_view.h"

#include <QAccessible>
#include <QFileDialog>
#include <QHeaderView>
#include <QMenu>

using namespace slipway;
using namespace slipway::ui;
using fakes::controls;
using fakes::named;

class MainWindowTest : public fakes::MainWindowFixture {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void everyControlHasItsNames();
    void everyControlIsReachedByTab_data();
    void everyControlIsReachedByTab();
    void oneIsSaidInTheSingular();
    void numbersSwitchThePages();
    void theHistoryTellsAStoryByKeyboardAlone();
    void aHistoryThatNothingFitsOffersAll();
    void aReportIsSavedWhereThePersonSays();
    void aFoundLineIsShownWhereItStandsByKeyboardAlone();
    void aSearchThatFindsNothingSaysSo();
    void aTimeThatIsNoneIsSaidAndNothingIsSearched();
    void aRunningSearchShowsWhatItHasAndCanBeStopped();
    void thePageFollowsTheCurrentStepUntilAPersonSelectsAnother();
    void aFailureIsAskedAboutOnce();
    void aSecondFailureOfTheSameStepIsAskedAboutAgain();
    void aFewHostsKeepTheirTabs();
    void allHostsAreOneTableForTheKeyboard();
    void everyCellOfTheTableIsAnIconAndAWord();
    void fiftyHostsScrollInsteadOfWideningTheWindow();
    void aHostThatWasLeftOutSaysWhy();
    void excludingAsksForItsReasonAndReturnsToTheChoice();
    void waivingNamesStepAndHost();
    void anEnvironmentHeldElsewhereIsABanner();
    void anEnvironmentThatWasTakenOverSaysSo();
    void theHeaderTellsTheLockTheWaiversAndTheWayBack();
    void aRehearsalHasItsOwnWords();
    void aCardSaysWhatKeepsDeploymentsOut();
    void theLineIsStoppedAndOpenedWithAReason();
    void aFrozenReleaseSaysUntilWhen();
    void aFinishedRehearsalAsksForNothing();
    void outputThatWasLeftOutIsSaid();
    void outputThatStaysOnTheHostIsSaidWhileItDoes();
    void manyHostsAreAFewRowsTheWorstFirst();
    void theCardsMenuRehearses();
    void aDisabledSignButtonSaysWhy();
    void theBadgeCountsWhatWaits();
    void actingAsSomebodyElseGoesThroughTheActions();
    void aChangedFileIsToldUntilItIsAsBefore();
    void noticesStayUntilTheyAreClosed();
    void promotingStartsFromTheBoard();
    void longWordsAreNotCut();
    void bothAppearancesPaintEveryPage();
    void theSizeIsRemembered();

private:
    HostMatrix* showMatrix(int hosts) {
        models::ReleaseView release = fakes::manyHostsRelease(hosts);
        release.failure = {};
        m_world->feed.m_releases[release.deployment] = release;
        m_window->showRelease(release.deployment);
        return named<HostMatrix>(m_window.get(), "hostMatrix");
    }
};

void MainWindowTest::initTestCase() {
    fakes::isolateSettings(m_settings);
}

void MainWindowTest::init() {
    QVERIFY(openWindow());
}

void MainWindowTest::cleanup() {
    closeWindow();
}

void MainWindowTest::everyControlHasItsNames() {
    for (const TopBar::Page page : {TopBar::Environments, TopBar::Release, TopBar::Monitoring,
                                    TopBar::History, TopBar::Output, TopBar::Inbox}) {
        m_window->showPage(page);
        const QList<QWidget*> all = controls(m_window.get());
        QVERIFY(all.size() > 6);
        for (const QWidget* control : all) {
            const QByteArray what =
                control->metaObject()->className() + QByteArray(" ") + control->objectName().toUtf8();
            QVERIFY2(!control->objectName().isEmpty(), what);
            QVERIFY2(!control->accessibleName().isEmpty(), what);
        }
    }
    for (const auto* label : m_window->findChildren<QLabel*>())
        QVERIFY2(label->accessibleName().isEmpty(), "an accessible name hides a label's text");
}

void MainWindowTest::everyControlIsReachedByTab_data() {
    QTest::addColumn<int>("page");
    QTest::newRow("environments") << static_cast<int>(TopBar::Environments);
    QTest::newRow("release") << static_cast<int>(TopBar::Release);
    QTest::newRow("monitoring") << static_cast<int>(TopBar::Monitoring);
    QTest::newRow("history") << static_cast<int>(TopBar::History);
    QTest::newRow("search output") << static_cast<int>(TopBar::Output);
    QTest::newRow("inbox") << static_cast<int>(TopBar::Inbox);
}

void MainWindowTest::everyControlIsReachedByTab() {
    QFETCH(int, page);
    m_window->showPage(static_cast<TopBar::Page>(page));
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QSet<QWidget*> reached;
    for (int i = 0; i < 80; ++i) {
        QTest::keyClick(m_window->focusWidget() != nullptr ? m_window->focusWidget() : m_window.get(),
                        Qt::Key_Tab);
        reached << m_window->focusWidget();
    }
    for (QWidget* control : controls(m_window.get()))
        if (control->isEnabled())
            QVERIFY2(reached.contains(control), qPrintable(control->objectName()));
}

void MainWindowTest::oneIsSaidInTheSingular() {
    m_world->feed.m_board.environments.resize(1);
    m_world->feed.m_board.between.clear();
    Q_EMIT m_world->feed.boardChanged();
    QStringList words;
    for (const auto* label : m_window->findChildren<QLabel*>())
        words << label->text();
    QVERIFY(words.join(QLatin1Char('\n')).contains(QStringLiteral("1 environment · 1 host ·")));
}

void MainWindowTest::numbersSwitchThePages() {
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier);
    QTRY_VERIFY(named(m_window.get(), "navRelease")->isChecked());
    QVERIFY(named<PhaseList>(m_window.get(), "steps"));
    QTest::keyClick(m_window.get(), Qt::Key_3, Qt::ControlModifier);
    QTRY_VERIFY(named(m_window.get(), "navMonitoring")->isChecked());
    QTest::keyClick(m_window.get(), Qt::Key_4, Qt::ControlModifier);
    QTRY_VERIFY(named(m_window.get(), "navHistory")->isChecked());
    QTest::keyClick(m_window.get(), Qt::Key_5, Qt::ControlModifier);
    QTRY_VERIFY(named(m_window.get(), "navOutput")->isChecked());
    QTest::keyClick(m_window.get(), Qt::Key_6, Qt::ControlModifier);
    QTRY_VERIFY(named(m_window.get(), "navInbox")->isChecked());
    QTest::keyClick(m_window.get(), Qt::Key_1, Qt::ControlModifier);
    QTRY_VERIFY(named(m_window.get(), "newRelease"));
}

void MainWindowTest::theHistoryTellsAStoryByKeyboardAlone() {
    m_window->showPage(TopBar::History);
    auto* list = named<QAbstractItemView>(m_window.get(), "historyDeployments");
    auto* story = named<QAbstractItemView>(m_window.get(), "historyStory");
    QCOMPARE(list->model()->rowCount(), static_cast<int>(m_world->feed.m_lines.size()));
    QCOMPARE(list->currentIndex().row(), 0);
    QTRY_COMPARE(story->model()->rowCount(), 8);
    QVERIFY(readable().contains(QStringLiteral("v1.8.0 → production")));
    named(m_window.get(), "historyOnlyPeople")->click();
    QCOMPARE(story->model()->rowCount(), 4);
    named(m_window.get(), "historyOnlyPeople")->click();
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Return);
    QVERIFY(story->hasFocus());
    QTest::keyClick(story, Qt::Key_End);
    QTest::keyClick(story, Qt::Key_Up);
    QTest::keyClick(story, Qt::Key_Up);
    QTest::keyClick(story, Qt::Key_Return); // “failed: Deploy to green on prod-2”
    QVERIFY(named(m_window.get(), "navRelease")->isChecked());
}

void MainWindowTest::aHistoryThatNothingFitsOffersAll() {
    m_window->showPage(TopBar::History);
    named<QLineEdit>(m_window.get(), "historyText")->setText(QStringLiteral("no such version"));
    QVERIFY(readable().contains(QStringLiteral("No deployment fits")));
    named(m_window.get(), "historyClear")->click();
    QVERIFY(named<QAbstractItemView>(m_window.get(), "historyDeployments"));
    QVERIFY(named<QLineEdit>(m_window.get(), "historyText")->text().isEmpty());
}

void MainWindowTest::aReportIsSavedWhereThePersonSays() {
    const QTemporaryDir folder;
    m_window->showPage(TopBar::History);
    named(m_window.get(), "historyReport")->click();
    auto* dialog = m_window->findChild<QFileDialog*>(QStringLiteral("reportFile"));
    QVERIFY(dialog);
    QVERIFY(dialog->selectedFiles().first().endsWith(QStringLiteral("dep-0413.pdf")));
    const QString file = folder.filePath(QStringLiteral("report.pdf"));
    dialog->selectFile(file);
    Q_EMIT dialog->fileSelected(file);
    QTRY_VERIFY(m_world->actions.asked.contains(QStringLiteral("report dep-0413 ") + file));
    QTRY_VERIFY(readable().contains(QStringLiteral("The report of dep-0413 is in ") + file));
    dialog->reject();
    m_world->actions.refusal = QStringLiteral("it exists already");
    named(m_window.get(), "historyExport")->click();
    auto* exporting = m_window->findChild<QFileDialog*>(QStringLiteral("dossierFolder"));
    QVERIFY(exporting);
    Q_EMIT exporting->fileSelected(folder.path());
    QTRY_VERIFY(readable().contains(QStringLiteral("It exists already")));
    exporting->reject();
}

void MainWindowTest::aFoundLineIsShownWhereItStandsByKeyboardAlone() {
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    auto* text = named<QLineEdit>(m_window.get(), "searchText");
    QVERIFY(text && text->hasFocus());
    QTest::keyClicks(text, QStringLiteral("P1001"));
    QTest::keyClick(text, Qt::Key_Return);
    QTRY_VERIFY(named<QAbstractItemView>(m_window.get(), "foundLines"));
    auto* list = named<QAbstractItemView>(m_window.get(), "foundLines");
    QTRY_COMPARE(list->model()->rowCount(), 1);
    QCOMPARE(list->model()->index(0, 0).data().toString(),
             QStringLiteral("Error: P1001 can't reach database at db:5432"));
    QTRY_VERIFY(readable().contains(QStringLiteral("all of 2 deployments searched")));
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Down);
    QTest::keyClick(list, Qt::Key_Return);
    auto* output = named<TerminalView>(m_window.get(), "foundOutput");
    QVERIFY(output->hasFocus());
    QTRY_COMPARE(output->selectedText(), QStringLiteral("P1001"));
    QVERIFY(readable().contains(QStringLiteral("prod-2 · production · dep-0415 v1.8.1")));
    named(m_window.get(), "searchRelease")->click();
    QVERIFY(named(m_window.get(), "navRelease")->isChecked());
    QCOMPARE(m_window->findChild<ReleasePage*>()->shownStep(), QStringLiteral("deploy"));
    QVERIFY(named(m_window.get(), "hostTab.prod-2")->isChecked());
}

void MainWindowTest::aSearchThatFindsNothingSaysSo() {
    m_window->showSearch();
    QVERIFY(readable().contains(QStringLiteral("Search the output of all steps")));
    named<QLineEdit>(m_window.get(), "searchText")->setText(QStringLiteral("no such text"));
    named(m_window.get(), "searchStart")->click();
    QTRY_VERIFY(readable().contains(QStringLiteral("No line was found")));
    QVERIFY(!named(m_window.get(), "searchStop"));
}

void MainWindowTest::aTimeThatIsNoneIsSaidAndNothingIsSearched() {
    m_window->showSearch();
    named<QLineEdit>(m_window.get(), "searchSince")->setText(QStringLiteral("soonish"));
    named(m_window.get(), "searchStart")->click();
    QVERIFY(readable().contains(QStringLiteral("“soonish” is no time.")));
    QVERIFY(named<QLineEdit>(m_window.get(), "searchSince")->hasFocus() || !m_window->isActiveWindow());
    QVERIFY(readable().contains(QStringLiteral("Search the output of all steps")));
}

void MainWindowTest::aRunningSearchShowsWhatItHasAndCanBeStopped() {
    m_world->feed.store.searchesHang = true;
    m_window->showSearch();
    named<QLineEdit>(m_window.get(), "searchText")->setText(QStringLiteral("orders"));
    named(m_window.get(), "searchStart")->click();
    QVERIFY(!named(m_window.get(), "searchStart"));
    QVERIFY(readable().contains(QStringLiteral("0 of 2 deployments searched")));
    named(m_window.get(), "searchStop")->click();
    QVERIFY(named(m_window.get(), "searchStart"));
    QVERIFY(readable().contains(QStringLiteral("Stopped · 0 lines")));
}

void MainWindowTest::thePageFollowsTheCurrentStepUntilAPersonSelectsAnother() {
    m_window->showRelease(QStringLiteral("dep-0413"));
    auto* page = m_window->findChild<ReleasePage*>();
    auto* steps = named<PhaseList>(m_window.get(), "steps");
    QCOMPARE(page->shownStep(), QStringLiteral("deploy"));
    models::ReleaseView& release = m_world->feed.m_releases[QStringLiteral("dep-0413")];
    release.currentStep = QStringLiteral("smoke");
    Q_EMIT m_world->feed.releaseChanged(release.deployment);
    QCOMPARE(page->shownStep(), QStringLiteral("smoke"));
    QTest::keyClick(steps, Qt::Key_Up);
    QCOMPARE(page->shownStep(), QStringLiteral("deploy"));
    release.currentStep = QStringLiteral("go-no-go");
    Q_EMIT m_world->feed.releaseChanged(release.deployment);
    QCOMPARE(page->shownStep(), QStringLiteral("deploy"));
    QCOMPARE(steps->selected(), QStringLiteral("deploy"));
}

void MainWindowTest::aFailureIsAskedAboutOnce() {
    m_window->showRelease(QStringLiteral("dep-0415"));
    QVERIFY(qobject_cast<FailureDialog*>(m_window->dialog()));
    named(m_window->dialog(), "cancel")->click();
    QTRY_VERIFY(m_window->dialog() == nullptr);
    Q_EMIT m_world->feed.releaseChanged(QStringLiteral("dep-0415"));
    QVERIFY(m_window->dialog() == nullptr);
    named(m_window.get(), "decide")->click();
    QVERIFY(qobject_cast<FailureDialog*>(m_window->dialog()));
}

void MainWindowTest::aSecondFailureOfTheSameStepIsAskedAboutAgain() {
    m_window->showRelease(QStringLiteral("dep-0415"));
    m_window->dialog()->reject();
    QTRY_VERIFY(m_window->dialog() == nullptr);
    models::ReleaseView& release = m_world->feed.m_releases[QStringLiteral("dep-0415")];
    for (models::StepView& step : release.steps)
        if (step.id == release.failure.step)
            step.hosts.last().attempt = QStringLiteral("attempt-9");
    Q_EMIT m_world->feed.releaseChanged(release.deployment);
    QVERIFY(qobject_cast<FailureDialog*>(m_window->dialog()));
}

void MainWindowTest::aFewHostsKeepTheirTabs() {
    m_window->showRelease(QStringLiteral("dep-0413"));
    QVERIFY(named(m_window.get(), "hostTab.prod-1"));
    QVERIFY(named(m_window.get(), "hostTab.prod-2"));
    QVERIFY(!named(m_window.get(), "allHosts"));
    QVERIFY(!named<HostMatrix>(m_window.get(), "hostMatrix"));
    QVERIFY(!showMatrix(4));                              // a tab each, and one for all
    QTRY_VERIFY(named(m_window.get(), "hostTab.prod-4")); // a layout shows its new widgets a turn later
    named(m_window.get(), "allHosts")->click();
    QVERIFY(named<HostMatrix>(m_window.get(), "hostMatrix"));
    named(m_window.get(), "hostTab.prod-1")->click();
    QVERIFY(!named<HostMatrix>(m_window.get(), "hostMatrix"));
}

void MainWindowTest::allHostsAreOneTableForTheKeyboard() {
    HostMatrix* matrix = showMatrix(8);
    QVERIFY(matrix); // with many hosts the table comes first
    QCOMPARE(named(m_window.get(), "allHosts")->text(), QStringLiteral("All hosts · 3 / 8"));
    // It looks at the trouble: prod-4 at "Deploy to green".
    const QModelIndex trouble = matrix->currentIndex();
    QCOMPARE(trouble.row(), 3);
    QCOMPARE(matrix->model()->headerData(trouble.column(), Qt::Horizontal).toString(),
             QStringLiteral("Deploy to green"));
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    matrix->setFocus();
    QTest::keyClick(matrix, Qt::Key_Down);
    QTest::keyClick(matrix, Qt::Key_Down);
    QCOMPARE(matrix->currentIndex().row(), 5);
    Q_EMIT m_world->feed.releaseChanged(QStringLiteral("dep-0420"));
    QCOMPARE(matrix->currentIndex().row(), 5); // what a person chose stays
    QTest::keyClick(matrix, Qt::Key_Return);
    QVERIFY(named(m_window.get(), "hostTab.prod-6")->isChecked());
    auto* output = m_window->findChild<TerminalView*>(QStringLiteral("terminal"));
    QVERIFY(output->isVisible() && output->hasFocus());
    QVERIFY(!named<HostMatrix>(m_window.get(), "hostMatrix"));
    named(m_window.get(), "allHosts")->click();
    // Another column is another step.
    QTest::keyClick(matrix, Qt::Key_Left);
    QTest::keyClick(matrix, Qt::Key_Return);
    QCOMPARE(m_window->findChild<ReleasePage*>()->shownStep(), QStringLiteral("migrate"));
}

void MainWindowTest::everyCellOfTheTableIsAnIconAndAWord() {
    HostMatrix* matrix = showMatrix(8);
    QVERIFY(matrix);
    QSet<QString> words;
    for (int row = 0; row < matrix->model()->rowCount(); ++row)
        for (int column = 0; column < matrix->model()->columnCount(); ++column) {
            const QString text = matrix->model()->index(row, column).data(Qt::AccessibleTextRole).toString();
            QVERIFY2(text.startsWith(QStringLiteral("prod-%1, ").arg(row + 1)), qPrintable(text));
            words << text.section(QStringLiteral(": "), 1).section(QStringLiteral(" · "), 0, 0);
        }
    for (const char* word :
         {"Passed", "Failed", "Waiting", "Waived", "Left out", "Link lost", "not for this host"})
        QVERIFY2(words.contains(QString::fromLatin1(word)), word);
    QAccessibleInterface* table = QAccessible::queryAccessibleInterface(matrix);
    QVERIFY(table && table->tableInterface());
    QCOMPARE(table->tableInterface()->rowCount(), 8);
    QVERIFY(table->tableInterface()
                ->cellAt(3, 3)
                ->text(QAccessible::Name)
                .startsWith(QStringLiteral("prod-4, Deploy to green: Failed")));
}

void MainWindowTest::fiftyHostsScrollInsteadOfWideningTheWindow() {
    HostMatrix* matrix = showMatrix(50);
    QVERIFY(matrix);
    QTRY_COMPARE(m_window->width(), 1280);
    QCOMPARE(matrix->model()->rowCount(), 50);
    matrix->setFocus();
    QTest::keyClick(matrix, Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(matrix->currentIndex().row(), 49);
    QVERIFY(matrix->viewport()->rect().contains(matrix->visualRect(matrix->currentIndex()).center()));
    QCOMPARE(
        m_window->findChildren<QAbstractButton*>(QRegularExpression(QStringLiteral("^hostTab\\."))).size(),
        1);
}

void MainWindowTest::aHostThatWasLeftOutSaysWhy() {
    HostMatrix* matrix = showMatrix(8);
    QVERIFY(matrix);
    QCOMPARE(matrix->model()->headerData(2, Qt::Vertical).toString(),
             QStringLiteral("prod-3, left out: its disk is being replaced"));
    QCOMPARE(matrix->model()->headerData(3, Qt::Vertical).toString(), QStringLiteral("prod-4, batch 2"));
}

void MainWindowTest::excludingAsksForItsReasonAndReturnsToTheChoice() {
    m_window->showRelease(QStringLiteral("dep-0420"));
    QVERIFY(qobject_cast<FailureDialog*>(m_window->dialog()));
    named(m_window->dialog(), "decideExclude")->click();
    QTRY_VERIFY(m_window->dialog() && m_window->dialog()->objectName() == QStringLiteral("excludeDialog"));
    m_window->dialog()->reject();
    QTRY_VERIFY(qobject_cast<FailureDialog*>(m_window->dialog()));
    named(m_window->dialog(), "decideExclude")->click();
    QTRY_VERIFY(m_window->dialog() && m_window->dialog()->objectName() == QStringLiteral("excludeDialog"));
    QVERIFY(!named(m_window->dialog(), "confirm")->isEnabled());
    named<QPlainTextEdit>(m_window->dialog(), "reason")->setPlainText(QStringLiteral("its disk is full"));
    named(m_window->dialog(), "confirm")->click();
    QTRY_COMPARE(m_world->actions.asked,
                 QStringList{QStringLiteral("exclude dep-0420 prod-4 its disk is full")});
}

void MainWindowTest::waivingNamesStepAndHost() {
    m_world->feed.m_releases[QStringLiteral("dep-0420")].failure.waive = {true, {}};
    m_window->showRelease(QStringLiteral("dep-0420"));
    named(m_window->dialog(), "decideWaive")->click();
    QTRY_VERIFY(m_window->dialog() && m_window->dialog()->objectName() == QStringLiteral("waiveDialog"));
    named<QPlainTextEdit>(m_window->dialog(), "reason")->setPlainText(QStringLiteral("seen by hand"));
    named(m_window->dialog(), "confirm")->click();
    QTRY_COMPARE(m_world->actions.asked,
                 QStringList{QStringLiteral("waive dep-0420 deploy prod-4 seen by hand")});
}

void MainWindowTest::anEnvironmentHeldElsewhereIsABanner() {
    m_window->showRelease(QStringLiteral("dep-0421"));
    for (const char* words : {"tom on desk-7 holds production since", "as prod-1 says", "deploy v1.7.4",
                              "Waits for the environment"})
        QVERIFY2(readable().contains(QString::fromUtf8(words)), words);
    named(m_window.get(), "lockAction")->click();
    QVERIFY(m_window->dialog());
    QCOMPARE(m_window->dialog()->objectName(), QStringLiteral("takeOverDialog"));
    m_window->dialog()->reject();
    m_window->showRelease(QStringLiteral("dep-0413"));
    QVERIFY(!named(m_window.get(), "lockAction"));
}

void MainWindowTest::anEnvironmentThatWasTakenOverSaysSo() {
    models::LockView& lock = m_world->feed.m_releases[QStringLiteral("dep-0421")].lock;
    lock.isLost = true;
    m_window->showRelease(QStringLiteral("dep-0421"));
    QVERIFY(readable().contains(QStringLiteral("tom on desk-7 took production over")));
    lock.takeOver = {false, QStringLiteral("It is being taken back.")};
    Q_EMIT m_world->feed.releaseChanged(QStringLiteral("dep-0421"));
    QVERIFY(!named(m_window.get(), "lockAction"));
    QVERIFY(readable().contains(lock.takeOver.why));
}

void MainWindowTest::theHeaderTellsTheLockTheWaiversAndTheWayBack() {
    m_window->showRelease(QStringLiteral("dep-0413"));
    const QString words = readable();
    QVERIFY(words.contains(QStringLiteral("environment locked by this deployment")));
    QVERIFY(words.contains(QStringLiteral("1 waived")));
    QVERIFY(words.contains(QStringLiteral("≈ 41 s to v1.7.3 · rehearsed on staging ")));
    auto* steps = named<PhaseList>(m_window.get(), "steps");
    QStringList rows;
    for (int row = 0; row < steps->model()->rowCount(); ++row)
        rows << steps->model()->index(row, 0).data(Qt::DisplayRole).toString();
    QVERIFY(rows.contains(QStringLiteral("Load test over 10 min, Waived, waived · jonas")));
}

void MainWindowTest::aRehearsalHasItsOwnWords() {
    m_window->showRelease(QStringLiteral("dep-0422"));
    QVERIFY(readable().contains(QStringLiteral("Rehearsal of v1.8.0 on staging")));
    QVERIFY(readable().contains(QStringLiteral("Rehearsing · step")));
    m_window->showPage(TopBar::Environments);
    auto* lines = named<QAbstractItemView>(m_window.get(), "deployments");
    QStringList rows;
    for (int row = 0; row < lines->model()->rowCount(); ++row)
        rows << lines->model()->index(row, 0).data(Qt::DisplayRole).toString();
    QVERIFY(rows.join(QLatin1Char('\n')).contains(QStringLiteral("Rehearsal of v1.8.0 on staging")));
    QVERIFY(rows.first().endsWith(QStringLiteral("1 waived")));
}

void MainWindowTest::aCardSaysWhatKeepsDeploymentsOut() {
    m_window->showPage(TopBar::Environments);
    QVERIFY(!readable().contains(QStringLiteral("stopped")) &&
            !readable().contains(QStringLiteral("frozen")));
    models::EnvironmentView& staging = m_world->feed.m_board.environments[1];
    staging.line.isStopped = true;
    staging.line.reason = QStringLiteral("payments are down");
    staging.freeze.isFrozen = true;
    staging.freeze.words = QStringLiteral("frozen until Mon 08:00");
    Q_EMIT m_world->feed.boardChanged();
    QVERIFY(readable().contains(QStringLiteral("stopped: payments are down")));
    QVERIFY(readable().contains(QStringLiteral("frozen until Mon 08:00")));
}

void MainWindowTest::theLineIsStoppedAndOpenedWithAReason() {
    m_window->showPage(TopBar::Environments);
    const auto act = [this](const char* words) {
        auto* action = m_window->findChildren<QAction*>(QStringLiteral("stopLine")).value(1);
        QVERIFY(action);
        QCOMPARE(action->text(), QString::fromUtf8(words));
        action->trigger();
        QVERIFY(m_window->dialog());
        auto* confirm = named(m_window->dialog(), "confirm");
        QVERIFY(confirm && !confirm->isEnabled());
        named<QPlainTextEdit>(m_window->dialog(), "reason")->setPlainText(QStringLiteral("because"));
        QVERIFY(confirm->isEnabled());
        confirm->click();
        QTRY_VERIFY(!m_window->dialog());
    };
    act("Stop the line…");
    models::EnvironmentView& staging = m_world->feed.m_board.environments[1];
    staging.line.isStopped = true;
    Q_EMIT m_world->feed.boardChanged();
    act("Open the line…");
    QCOMPARE(m_world->actions.asked, (QStringList{QStringLiteral("stop line staging because"),
                                                  QStringLiteral("open line staging because")}));
}

void MainWindowTest::aFrozenReleaseSaysUntilWhen() {
    models::ReleaseView& release = m_world->feed.m_releases[QStringLiteral("dep-0413")];
    release.state = models::ReleaseState::WaitsForTime;
    release.stateDetail = release.freeze =
        QStringLiteral("frozen since Fri 16:00 until Mon 08:00 (Europe/Berlin)");
    m_window->showRelease(release.deployment);
    QVERIFY(readable().contains(QStringLiteral("Frozen since Fri 16:00 until Mon 08:00 (Europe/Berlin)")));
}

void MainWindowTest::aFinishedRehearsalAsksForNothing() {
    models::ReleaseView& release = m_world->feed.m_releases[QStringLiteral("dep-0422")];
    release.state = models::ReleaseState::Rehearsed;
    release.rehearsedMs = 41'200;
    m_window->showRelease(release.deployment);
    QVERIFY(readable().contains(QStringLiteral("Rehearsed: there and back in 41 s")));
    QVERIFY(readable().contains(QStringLiteral("Nothing is to be signed.")));
    QVERIFY(!readable().contains(QStringLiteral("Successful")));
    QVERIFY(!named(m_window.get(), "sign"));
    models::EnvironmentView& staging = m_world->feed.m_board.environments[1];
    staging.rehearsedMs = 41'200;
    Q_EMIT m_world->feed.boardChanged();
    m_window->showPage(TopBar::Environments);
    QVERIFY(readable().contains(QStringLiteral("Rehearsed: there and back in 41 s")));
}

void MainWindowTest::outputThatWasLeftOutIsSaid() {
    m_window->showRelease(QStringLiteral("dep-0413"));
    const QString words =
        QStringLiteral("1.5 GiB of this output is left out in the middle: of each stream 64 MiB is kept");
    QVERIFY(!readable().contains(QStringLiteral("left out")));
    models::ReleaseView& release = m_world->feed.m_releases[QStringLiteral("dep-0413")];
    for (models::StepView& step : release.steps)
        if (step.id == release.currentStep)
            for (models::HostRunView& host : step.hosts)
                host.leftOutBytes = host.host == QStringLiteral("prod-1") ? 3LL << 29 : 0;
    Q_EMIT m_world->feed.releaseChanged(release.deployment);
    named(m_window.get(), "hostTab.prod-1")->click();
    QVERIFY(readable().contains(words));
    named(m_window.get(), "hostTab.prod-2")->click();
    QVERIFY(!readable().contains(QStringLiteral("left out")));
}

void MainWindowTest::outputThatStaysOnTheHostIsSaidWhileItDoes() {
    m_window->showRelease(QStringLiteral("dep-0413"));
    m_world->feed.store.full =
        base::Error{base::ErrorKind::Storage, {}, QStringLiteral("No space left on device")};
    Q_EMIT m_world->feed.outputTroubleChanged();
    QVERIFY(readable().contains(QStringLiteral(
        "Output cannot be kept on this computer now: No space left on device. The hosts keep it")));
    m_world->feed.store.full.reset();
    Q_EMIT m_world->feed.outputTroubleChanged();
    QVERIFY(!readable().contains(QStringLiteral("The hosts keep it")));
}

void MainWindowTest::manyHostsAreAFewRowsTheWorstFirst() {
    models::EnvironmentView& production = m_world->feed.m_board.environments[2];
    production.probes = fakes::manyProbes(50);
    Q_EMIT m_world->feed.boardChanged();
    m_window->showPage(TopBar::Environments);
    const QString words = readable();
    QVERIFY2(words.contains(QStringLiteral("unit bot · 5 of 50 down: web-07, web-08, web-09, …")),
             qPrintable(words));
    QVERIFY(words.indexOf(QStringLiteral("unit bot ·")) < words.indexOf(QStringLiteral("API /health ·")));
    QVERIFY(!words.contains(QStringLiteral("API /health · web-01")));
}

void MainWindowTest::theCardsMenuRehearses() {
    auto* card = m_window->findChildren<EnvironmentCard*>().at(1);
    auto* menu = card->findChild<QMenu*>();
    QVERIFY(menu);
    QList<QAction*> shown = menu->actions();
    shown.removeIf([](const QAction* action) { return !action->isVisible(); });
    shown.first()->trigger();
    QVERIFY(m_window->dialog());
    QCOMPARE(m_window->dialog()->objectName(), QStringLiteral("rehearsalDialog"));
}

void MainWindowTest::aDisabledSignButtonSaysWhy() {
    m_window->showRelease(QStringLiteral("dep-0413"));
    QAbstractButton* sign = named(m_window.get(), "sign");
    QVERIFY(!sign->isEnabled());
    QCOMPARE(sign->accessibleDescription(), QStringLiteral("available after “Smoke test green”"));
    bool said = false;
    for (const auto* label : m_window->findChildren<QLabel*>())
        said = said || (label->isVisible() && label->text() == sign->accessibleDescription());
    QVERIFY(said);
}

void MainWindowTest::theBadgeCountsWhatWaits() {
    m_world->feed.m_lines[0].state = models::ReleaseState::WaitsForPerson;
    m_world->feed.m_lines[1].state = models::ReleaseState::Failed;
    Q_EMIT m_world->feed.boardChanged();
    QVERIFY(named(m_window.get(), "navRelease")->accessibleDescription().startsWith(QLatin1Char('2')));
}

void MainWindowTest::actingAsSomebodyElseGoesThroughTheActions() {
    auto* bar = m_window->findChild<TopBar*>();
    Q_EMIT bar->actorChosen(QStringLiteral("jonas"));
    QCOMPARE(m_world->actions.asked, QStringList{QStringLiteral("actor jonas")});
}

void MainWindowTest::aChangedFileIsToldUntilItIsAsBefore() {
    auto* bar = m_window->findChild<MessageBar*>();
    QSignalSpy asked(m_window.get(), &MainWindow::reloadAsked);
    m_window->showFileChanged(true, {});
    QCOMPARE(bar->sentences().size(), 1);
    named(m_window.get(), "fileChangedAction")->click();
    QCOMPARE(asked.size(), 1);
    // Half written it cannot be used, and the sentence takes the place of the other.
    m_window->showFileChanged(true, QStringLiteral("slipway.yaml:7:3: unknown key `hots`"));
    QCOMPARE(bar->sentences().size(), 1);
    QVERIFY(bar->sentences().first().contains(QStringLiteral(":7:3")));
    QVERIFY(!named(m_window.get(), "fileChangedAction"));
    m_window->showFileChanged(false, {});
    QVERIFY(bar->sentences().isEmpty() && !bar->isVisible());
}

void MainWindowTest::noticesStayUntilTheyAreClosed() {
    auto* bar = m_window->findChild<MessageBar*>();
    Q_EMIT m_world->feed.noticed(QStringLiteral("prod-1 shows another key than before."));
    Q_EMIT m_world->feed.noticed(QStringLiteral("prod-1 shows another key than before."));
    QCOMPARE(bar->sentences().size(), 1);
    QVERIFY(bar->isVisible());
    named(m_window.get(), "messageClose")->click();
    QVERIFY(bar->sentences().isEmpty());
    QVERIFY(!bar->isVisible());
}

void MainWindowTest::promotingStartsFromTheBoard() {
    m_world->actions.promotion.start = {true, {}};
    named(m_window.get(), "promote.production")->click();
    auto* dialog = qobject_cast<PromotionDialog*>(m_window->dialog());
    QVERIFY(dialog);
    QAbstractButton* start = named(dialog, "startDeployment");
    QVERIFY(!start->isEnabled());
    QTRY_VERIFY(start->isEnabled());
    start->click();
    QTRY_VERIFY(named<PhaseList>(m_window.get(), "steps"));
    QVERIFY(m_world->actions.asked.contains(QStringLiteral("start v1.8.0 production")));
}

void MainWindowTest::longWordsAreNotCut() {
    // German and French need about a third more room than English; doubled, nothing may clip.
    const QString words = QStringLiteral("Bereitstellungsfreigabe durch Produktionsverantwortliche ");
    models::ReleaseView& release = m_world->feed.m_releases[QStringLiteral("dep-0413")];
    for (models::StepView& step : release.steps) {
        step.title = words + step.title;
        step.why = words.repeated(6);
        step.summary = words;
        step.waitsAfter = words;
        step.sign = {false, words.repeated(3)};
    }
    release.environment = words;
    release.version = words;
    release.startedBy = words;
    for (models::EnvironmentView& environment : m_world->feed.m_board.environments) {
        environment.name = words;
        environment.healthReason = words.repeated(2);
        environment.openWaitsFor = words;
        environment.openDeployment = QStringLiteral("dep-0413");
    }
    m_world->feed.m_board.project = words;
    Q_EMIT m_world->feed.boardChanged();
    for (const TopBar::Page page : {TopBar::Environments, TopBar::Release, TopBar::Monitoring}) {
        m_window->showPage(page);
        if (page == TopBar::Release)
            m_window->showRelease(QStringLiteral("dep-0413"));
        QTRY_COMPARE(m_window->width(), 1280); // nothing may push the window wider
        QTest::qWait(0);
        QCOMPARE(fakes::cutTexts(m_window.get()), QStringList());
    }
}

void MainWindowTest::bothAppearancesPaintEveryPage() {
    for (const Appearance appearance : {Appearance::Dark, Appearance::Light}) {
        Theme::current().setAppearance(appearance);
        for (const TopBar::Page page : {TopBar::Environments, TopBar::Release, TopBar::Monitoring}) {
            m_window->showPage(page);
            const QImage image = m_window->grab().toImage();
            QCOMPARE(image.pixelColor(640, 2), Theme::tokens().panel);
            QSet<QRgb> colours;
            for (int x = 0; x < image.width(); x += 3)
                for (int y = 0; y < image.height(); y += 3)
                    colours << image.pixel(x, y);
            QVERIFY(colours.size() > 40);
        }
    }
}

void MainWindowTest::theSizeIsRemembered() {
    m_window->resize(1333, 777);
    m_window->close();
    const MainWindow again(m_world->feed, m_world->actions, m_world->clock);
    QCOMPARE(again.size(), QSize(1333, 777));
}

QTEST_MAIN(MainWindowTest)
#include "main_window_test.moc"
