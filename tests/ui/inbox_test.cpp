#include "tests/ui/window_fixture.h"
#include "ui/dialogs/checkpoint_dialog.h"
#include "ui/dialogs/framed_dialog.h"
#include "ui/inbox/channel_card.h"
#include "ui/inbox/inbox_card.h"
#include "ui/inbox/recurring_card.h"
#include "ui/shell/main_window.h"
#include "ui/shell/tray.h"

using namespace slipway;
using namespace slipway::ui;
using fakes::named;

/// What waits for whom, in the window and in the tray.
class InboxTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_settings;
    std::unique_ptr<fakes::World> m_world;
    std::unique_ptr<MainWindow> m_window;

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
    InboxCard* cardOf(domain::InboxItem::Kind kind) const {
        for (InboxCard* card : cards())
            if (card->item().kind == kind)
                return card;
        return nullptr;
    }

private Q_SLOTS:
    void initTestCase() { fakes::isolateSettings(m_settings); }
    void init() {
        m_world = std::make_unique<fakes::World>();
        m_window = std::make_unique<MainWindow>(m_world->feed, m_world->actions, m_world->clock);
        m_window->resize(1280, 800);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->showPage(TopBar::Inbox);
        QCOMPARE(cards().size(), 5);
    }
    void cleanup() {
        m_window.reset();
        m_world.reset();
    }

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

    void theBadgeCountsWhatIsMine() {
        const auto* inbox = named(m_window.get(), "navInbox");
        QCOMPARE(inbox->accessibleDescription(), QStringLiteral("3 wait for you"));
        m_world->feed.m_board.inbox.clear();
        m_world->feed.m_board.recurring.clear();
        m_world->feed.m_board.alertChannels.clear();
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
