#include "tests/ui/main_window_fixture.h"
#include "ui/dialogs/checkpoint_dialog.h"
#include "ui/dialogs/framed_dialog.h"
#include "ui/dialogs/incident_dialog.h"
#include "ui/dialogs/rollback_dialog.h"
#include "ui/dialogs/switch_dialog.h"
#include "ui/inbox/alert_card.h"
#include "ui/inbox/channel_card.h"
#include "ui/inbox/inbox_card.h"
#include "ui/inbox/recurring_card.h"
#include "ui/monitoring/watch_page.h"
#include "ui/shell/tray.h"

using namespace slipway;
using namespace slipway::ui;
using fakes::named;

/// What waits for whom, in the window and in the tray.
class InboxTest : public fakes::MainWindowFixture {
    Q_OBJECT
    QList<InboxCard*> cards() const {
        QList<InboxCard*> shown;
        for (auto* card : m_window->findChildren<InboxCard*>())
            if (!card->isHidden())
                shown << card;
        return shown;
    }
    static QPushButton* button(const InboxCard* card) {
        return card->findChild<QPushButton*>(QStringLiteral("inboxAct"));
    }
    static QString words(const QWidget* root) {
        QStringList all;
        for (const auto* label : root->findChildren<QLabel*>())
            if (label->isVisibleTo(root))
                all << label->text();
        return all.join(QLatin1Char('\n'));
    }
    AlertCard* alertCard(qsizetype index) const { return m_window->findChildren<AlertCard*>().value(index); }
    /// As a person without a mouse does.
    void press(QWidget* control) {
        QVERIFY(control && control->isEnabled() && (control->focusPolicy() & Qt::TabFocus));
        control->setFocus(Qt::TabFocusReason);
        QTest::keyClick(control, Qt::Key_Space);
    }
    InboxCard* cardOf(domain::InboxItem::Kind kind) const {
        for (InboxCard* card : cards())
            if (card->item().kind == kind)
                return card;
        return nullptr;
    }

private Q_SLOTS:
    void initTestCase() { fakes::isolateSettings(m_settings); }
    void init() {
        QVERIFY(openWindow());
        m_window->showPage(TopBar::Inbox);
        QCOMPARE(cards().size(), 5);
    }
    void cleanup() { closeWindow(); }

    void mineStandFirstAndOthersSayOnWhomTheyWait() {
        QCOMPARE(cards().size(), 5);
        const QString all = words(m_window.get());
        for (const char* part : {"Waits for you", "Waits for others", "Sign the checkpoint after 4 h",
                                 "waits for jonas or ada", "v1.8.0 → production · dep-0413"})
            QVERIFY2(all.contains(QString::fromUtf8(part)), part);
        QCOMPARE(button(cardOf(domain::InboxItem::Kind::CheckpointDue))->text(), QStringLiteral("Sign…"));
        QCOMPARE(button(cardOf(domain::InboxItem::Kind::Sign))->text(), QStringLiteral("Open"));
    }

    void recurringChecklistsStandBelowWithWhatOneMayDo() {
        const auto shown = m_window->findChildren<RecurringCard*>();
        QCOMPARE(shown.size(), 3);
        QVERIFY(words(shown[0]).contains(QStringLiteral("every week · due in 2 d; missed: 1")));
        QVERIFY(words(shown[2]).contains(QStringLiteral("for jonas")));
        const auto open = [](const RecurringCard* card) {
            return card->findChild<QPushButton*>(QStringLiteral("openRecurring"));
        };
        QCOMPARE(open(shown[0])->text(), QStringLiteral("Sign…"));
        QCOMPARE(open(shown[2])->text(), QStringLiteral("Open"));
        open(shown[0])->click();
        const auto* dialog = m_window->findChild<FramedDialog*>(QStringLiteral("recurringDialog"));
        QVERIFY(dialog && dialog->isVisible());
        QCOMPARE(dialog->windowTitle(), QStringLiteral("Weekly log review"));
    }

    void channelsSayHowTheyFareAndAreTested() {
        const auto shown = m_window->findChildren<ChannelCard*>();
        QCOMPARE(shown.size(), 3);
        const QString all = words(m_window.get());
        for (const char* part :
             {"API /health · prod-1 is down", "Nobody would notice", "quiet from 22:00 to 07:00"})
            QVERIFY2(all.contains(QString::fromUtf8(part)), part);
        QVERIFY(words(shown[1]).contains(QStringLiteral("refused")));
        auto* test = shown[1]->findChild<QPushButton*>(QStringLiteral("testChannel"));
        QVERIFY(test->accessibleName().contains(QStringLiteral("Does not arrive")));
        test->click();
        QCOMPARE(m_world->actions.asked, QStringList{QStringLiteral("test slack")});
    }

    void whatIsWrongNowStandsFirstWithWhatCanBeDoneAboutIt() {
        const auto shown = m_window->findChildren<AlertCard*>();
        QCOMPARE(shown.size(), 3);
        QVERIFY(shown[0]->mapTo(m_window.get(), QPoint()).y() <
                cards().first()->mapTo(m_window.get(), QPoint()).y());
        QVERIFY2(words(shown[0]).contains(QStringLiteral("production · v1.8.0 · 503 in 41 ms, expected 200")),
                 qPrintable(words(shown[0])));
        QVERIFY(words(shown[0]).contains(QStringLiteral("for 11 min")));
        const auto offers = [](AlertCard* card) {
            QStringList texts;
            for (const auto* each : card->findChildren<QPushButton*>())
                if (each->isVisible())
                    texts << (each->isEnabled() ? each->text() : QStringLiteral("-") + each->text());
            return texts;
        };
        QCOMPARE(offers(shown[0]), (QStringList{QStringLiteral("Roll back…"), QStringLiteral("Kill switch…"),
                                                QStringLiteral("Note…"), QStringLiteral("Open the watch")}));
        // What cannot be done now says why; the log tells its lines.
        QCOMPARE(offers(shown[1]),
                 (QStringList{QStringLiteral("-Roll back…"), QStringLiteral("Kill switch…"),
                              QStringLiteral("Show the lines…"), QStringLiteral("Open the watch")}));
        QVERIFY(named(shown[1], "alertRollback")->toolTip().contains(QStringLiteral("is not known")));
        // Nothing runs there that Slipway deployed.
        QCOMPARE(offers(shown[2]), QStringList{QStringLiteral("Note…")});
        QCOMPARE(named(shown[0], "alertSwitch")->accessibleName(),
                 QStringLiteral("Kill switch…: API /health · prod-1 is down, production"));
        QTRY_COMPARE(fakes::cutTexts(m_window.get()), QStringList());
        m_world->feed.m_board.alerts.clear();
        Q_EMIT m_world->feed.boardChanged();
        QVERIFY(m_window->findChildren<AlertCard*>().isEmpty());
        QVERIFY(!m_window->findChild<QWidget*>(QStringLiteral("inboxWrong"))->isVisible());
        QVERIFY(words(m_window.get()).contains(QStringLiteral("Nothing is wrong")));
    }

    void manyThingsWrongAreCounted() {
        auto& alerts = m_world->feed.m_board.alerts;
        while (alerts.size() < 30)
            alerts.append(alerts.first());
        Q_EMIT m_world->feed.boardChanged();
        QCOMPARE(m_window->findChildren<AlertCard*>().size(), 10);
        QVERIFY(words(m_window->findChild<QWidget*>(QStringLiteral("inboxWrong")))
                    .contains(QStringLiteral("and 20 more")));
    }

    void anAlertIsActedOnByKeyboard_data() {
        QTest::addColumn<int>("card");
        QTest::addColumn<QString>("button");
        QTest::addColumn<QByteArray>("dialog");
        QTest::newRow("rolled back") << 0 << QStringLiteral("alertRollback")
                                     << QByteArray(RollbackDialog::staticMetaObject.className());
        QTest::newRow("switched off")
            << 1 << QStringLiteral("alertSwitch") << QByteArray(SwitchDialog::staticMetaObject.className());
        QTest::newRow("noted") << 2 << QStringLiteral("alertNote")
                               << QByteArray(IncidentDialog::staticMetaObject.className());
    }
    void anAlertIsActedOnByKeyboard() {
        QFETCH(int, card);
        QFETCH(QString, button);
        QFETCH(QByteArray, dialog);
        press(alertCard(card)->findChild<QPushButton*>(button));
        QVERIFY(m_window->dialog());
        QCOMPARE(QByteArray(m_window->dialog()->metaObject()->className()), dialog);
        QVERIFY(named(m_window.get(), "navInbox")->isChecked());
    }

    void theLinesOfALogAreShownWithItsNote() {
        press(named(alertCard(1), "alertNote"));
        const auto* note = m_window->dialog()->findChild<QPlainTextEdit*>(QStringLiteral("incidentNote"));
        QTRY_VERIFY(note->toPlainText().contains(QStringLiteral("can't reach database")));
        QCOMPARE(m_world->feed.m_askedLines, QStringList{QStringLiteral("production New errors · prod-2")});
        for (const char* part : {"New errors · prod-2 is down on production", "for 4 min so far", "v1.8.0",
                                 "14 new lines", "Hosting: +49 30 123456"})
            QVERIFY2(note->toPlainText().contains(QString::fromUtf8(part)), qPrintable(note->toPlainText()));
    }

    void itsWatchIsOneClickAway() {
        press(named(alertCard(0), "alertWatch"));
        QVERIFY(named(m_window.get(), "navMonitoring")->isChecked());
        QCOMPARE(m_window->findChild<WatchPage*>()->deployment(), QStringLiteral("dep-0413"));
    }

    void aClickOnANotificationShowsTheWatchOrTheBoard() {
        const auto& environments = m_world->feed.m_board.environments;
        m_window->showMinimized();
        Q_EMIT m_world->feed.alertClicked(QStringLiteral("production"));
        QVERIFY(!m_window->isMinimized());
        QVERIFY(named(m_window.get(), "navMonitoring")->isChecked());
        QCOMPARE(m_window->findChild<WatchPage*>()->deployment(), environments.last().deployment);
        m_world->feed.m_board.environments.last().deployment.clear();
        Q_EMIT m_world->feed.alertClicked(QStringLiteral("production"));
        QVERIFY(named(m_window.get(), "navEnvironments")->isChecked());
    }

    void theBadgeCountsWhatIsMine() {
        const auto* inbox = named(m_window.get(), "navInbox");
        QCOMPARE(inbox->accessibleDescription(), QStringLiteral("3 wait for you"));
        m_world->feed.m_board.inbox.clear();
        m_world->feed.m_board.recurring.clear();
        m_world->feed.m_board.alertChannels.clear();
        m_world->feed.m_board.alerts.clear();
        Q_EMIT m_world->feed.boardChanged();
        QCOMPARE(inbox->accessibleDescription(), QString());
        QVERIFY(cards().isEmpty());
        QVERIFY(words(m_window.get()).contains(QStringLiteral("Nothing waits for anybody")));
    }

    void whereOnlyOthersAreWaitedForItSaysSo() {
        for (models::InboxLine& line : m_world->feed.m_board.inbox)
            line.isMine = false;
        Q_EMIT m_world->feed.boardChanged();
        QVERIFY(words(m_window.get()).contains(QStringLiteral("Nothing waits for mira.")));
        QCOMPARE(cards().size(), 5);
    }

    void aCheckpointIsSignedFromTheInbox() {
        button(cardOf(domain::InboxItem::Kind::CheckpointDue))->click();
        QVERIFY(named(m_window.get(), "navMonitoring")->isChecked());
        QVERIFY(qobject_cast<CheckpointDialog*>(m_window->dialog()));
    }

    void aWaiverIsCountersignedFromTheInbox() {
        button(cardOf(domain::InboxItem::Kind::SecondSignature))->click();
        QVERIFY(m_window->dialog());
        QVERIFY(words(m_window->dialog()).contains(QStringLiteral("the login is broken")));
        for (auto* press : m_window->dialog()->findChildren<QPushButton*>())
            if (press->text() == QStringLiteral("Sign the waiver"))
                press->click();
        QTRY_COMPARE(m_world->actions.asked, QStringList{QStringLiteral("countersign wai-5tq0w2zr")});
    }

    void whatWaitsForOthersIsOnlyLookedAt() {
        button(cardOf(domain::InboxItem::Kind::Sign))->click();
        QVERIFY(named(m_window.get(), "navRelease")->isChecked());
        QVERIFY(!m_window->dialog());
        m_window->showPage(TopBar::Inbox);
        button(cardOf(domain::InboxItem::Kind::ReviewDue))->click();
        QVERIFY(named(m_window.get(), "navHistory")->isChecked());
        QVERIFY(!m_window->dialog());
    }

    void theTrayTellsWhatIsNewAndNothingTwice() {
        QWidget window;
        Tray tray(&window);
        models::BoardView board = m_world->feed.m_board;
        const auto all = board.inbox;
        board.inbox = all.mid(1);
        QVERIFY(tray.news(board).isEmpty()); // the first look at it
        board.inbox = all;
        const auto fresh = tray.news(board);
        QCOMPARE(fresh.size(), 1);
        QCOMPARE(fresh.first().item.kind, all.first().item.kind);
        QVERIFY(tray.news(board).isEmpty());
        // What waits for others is none of my business.
        board.inbox.last().item.deployment = domain::DeploymentId(QStringLiteral("dep-0500"));
        QVERIFY(tray.news(board).isEmpty());
        // Somebody else acts now: nothing of it is new.
        board.actor = QStringLiteral("jonas");
        for (models::InboxLine& line : board.inbox)
            line.isMine = true;
        QVERIFY(tray.news(board).isEmpty());
        // What was done and comes again is told again.
        board.inbox = all.mid(1);
        QVERIFY(tray.news(board).isEmpty());
        board.inbox = all;
        QCOMPARE(tray.news(board).size(), 1);
        // Two checklists are two things, and each period of one is another.
        models::InboxLine due = all.first();
        due.item = {};
        due.item.kind = domain::InboxItem::Kind::RecurringDue;
        due.item.checklist = QStringLiteral("log-review");
        due.item.dueMs = 1;
        board.inbox.append(due);
        due.item.checklist = QStringLiteral("restore-test");
        board.inbox.append(due);
        QCOMPARE(tray.news(board).size(), 2);
        board.inbox.last().item.dueMs = 2;
        QCOMPARE(tray.news(board).size(), 1);
        QVERIFY(tray.news(board).isEmpty());
    }
};

QTEST_MAIN(InboxTest)
#include "inbox_test.moc"
