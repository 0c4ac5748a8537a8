#include "tests/ui/main_window_fixture.h"
#include "ui/dialogs/host_key_dialog.h"
#include "ui/dialogs/passphrase_dialog.h"
#include "ui/environments/environment_card.h"

using namespace slipway;
using namespace slipway::ui;
using fakes::named;

/// What the window asks a person without being asked, and how a deployment that cannot go on says so.
class QuestionsTest : public fakes::MainWindowFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { fakes::isolateSettings(m_settings); }
    void init() { QVERIFY(openWindow()); }
    void cleanup() { closeWindow(); }

    void aProblemIsSaidAndWhatEndsItIsOffered() {
        models::ReleaseView& release = m_world->feed.m_releases[QStringLiteral("dep-0413")];
        const auto show = [&](base::ErrorKind kind, const QString& detail) {
            release.problem = base::Error{kind, QStringLiteral("prod-2"), detail};
            m_window->showRelease(release.deployment);
            Q_EMIT m_world->feed.releaseChanged(release.deployment);
            QVERIFY(readable().contains(QStringLiteral("Cannot go on now")));
            QVERIFY2(readable().contains(QStringLiteral("prod-2: %1.").arg(detail)), qPrintable(readable()));
        };
        show(base::ErrorKind::Unreachable, QStringLiteral("127.0.0.1: Connection refused"));
        QVERIFY(!named(m_window.get(), "problemAction"));
        QVERIFY(readable().contains(QStringLiteral("goes on by itself once that is mended")));
        const QList<std::pair<base::ErrorKind, QString>> answers{
            {base::ErrorKind::HostKeyUnknown, QStringLiteral("Compare the key…")},
            {base::ErrorKind::PassphraseNeeded, QStringLiteral("Enter the passphrase…")},
            {base::ErrorKind::PinNeeded, QStringLiteral("Enter the PIN…")}};
        for (qsizetype index = 0; index < answers.size(); ++index) {
            show(answers[index].first, QStringLiteral("/home/mira/.ssh/token"));
            auto* button = named(m_window.get(), "problemAction");
            QVERIFY(button);
            QCOMPARE(button->text(), answers[index].second);
            button->click();
            QCOMPARE(m_world->feed.askedAgain.size(), index + 1);
            QCOMPARE(m_world->feed.askedAgain.last(), *release.problem);
        }
        release.problem.reset();
        Q_EMIT m_world->feed.releaseChanged(release.deployment);
        QVERIFY(!named(m_window.get(), "problemAction"));
        QVERIFY(!readable().contains(QStringLiteral("Cannot go on now")));
    }

    void theBoardOffersWhatAHostWaitsFor() {
        auto& environment = m_world->feed.m_board.environments.last();
        const auto* card = m_window->findChildren<EnvironmentCard*>().last();
        const auto* action = card->findChild<QAction*>(QStringLiteral("answerHost"));
        QVERIFY(action && !action->isVisible());
        environment.hosts.first().problem = base::Error{
            base::ErrorKind::Unreachable, QStringLiteral("prod-1"), QStringLiteral("Connection refused")};
        Q_EMIT m_world->feed.boardChanged();
        QVERIFY(!action->isVisible());
        environment.hosts.last().problem = base::Error{base::ErrorKind::PinNeeded, QStringLiteral("prod-2"),
                                                       QStringLiteral("/home/mira/key")};
        Q_EMIT m_world->feed.boardChanged();
        QVERIFY(action->isVisible());
        QCOMPARE(action->text(), QStringLiteral("prod-2: Enter the PIN…"));
        QVERIFY2(readable().contains(QStringLiteral("Connection refused")), qPrintable(readable()));
        const_cast<QAction*>(action)->trigger();
        QCOMPARE(m_world->feed.askedAgain, QList{*environment.hosts.last().problem});
    }

    void aPassphraseIsAskedThreeTimesAtMost() {
        const models::PassphraseQuestion question{QStringLiteral("prod-1"),
                                                  QStringLiteral("/home/mira/.ssh/deploy")};
        Q_EMIT m_world->feed.passphraseAsked(question);
        QVERIFY(qobject_cast<PassphraseDialog*>(m_window->dialog()));
        const auto type = [this](const QString& words) {
            auto* field = m_window->dialog()->findChild<QLineEdit*>(QStringLiteral("passphrase"));
            QCOMPARE(field->echoMode(), QLineEdit::Password);
            field->setText(words);
            named(m_window->dialog(), "unlockKey")->click();
            QCOMPARE(field->text(), QString());
        };
        type(QStringLiteral("wrong"));
        QTRY_VERIFY(!static_cast<FramedDialog*>(m_window->dialog())->problem().isEmpty());
        type(QStringLiteral("open sesame"));
        QTRY_VERIFY(m_window->dialog() == nullptr);
        Q_EMIT m_world->feed.passphraseAsked(question);
        for (int turn = 1; turn <= 3; ++turn) {
            type(QStringLiteral("wrong"));
            QTRY_COMPARE(m_world->actions.asked.size(), 2 + turn);
            QTest::qWait(0);
        }
        QTRY_VERIFY(m_window->dialog() == nullptr);
    }

    void aPinIsAskedForWithItsOwnWords() {
        models::PassphraseQuestion question{QStringLiteral("prod-1"), QStringLiteral("/home/mira/.ssh/token"),
                                            true};
        Q_EMIT m_world->feed.passphraseAsked(question);
        auto* dialog = qobject_cast<PassphraseDialog*>(m_window->dialog());
        QVERIFY(dialog);
        auto* field = dialog->findChild<QLineEdit*>(QStringLiteral("passphrase"));
        QCOMPARE(field->echoMode(), QLineEdit::Password);
        QCOMPARE(field->accessibleName(), QStringLiteral("PIN"));
        QCOMPARE(dialog->problem(), QString());
        dialog->reject();
        QTRY_VERIFY(m_window->dialog() == nullptr);
        question.wasWrong = true;
        Q_EMIT m_world->feed.passphraseAsked(question);
        QCOMPARE(static_cast<FramedDialog*>(m_window->dialog())->problem(),
                 QStringLiteral("The PIN that was given before is wrong."));
    }

    void aHostKeyIsAskedAfterTheOpenDialog() {
        named(m_window.get(), "newRelease")->click();
        QVERIFY(m_window->dialog());
        const models::HostKeyQuestion question{QStringLiteral("prod-1 (bot@127.0.0.1)"),
                                               QStringLiteral("prod-1"), QStringLiteral("ssh-ed25519"),
                                               QStringLiteral("SHA256:abc")};
        Q_EMIT m_world->feed.hostKeyAsked(question);
        Q_EMIT m_world->feed.hostKeyAsked(question);
        QVERIFY(!qobject_cast<HostKeyDialog*>(m_window->dialog()));
        m_window->dialog()->reject();
        QTRY_VERIFY(qobject_cast<HostKeyDialog*>(m_window->dialog()));
        named(m_window->dialog(), "trustHostKey")->click();
        QTRY_VERIFY(m_window->dialog() == nullptr);
        QCOMPARE(m_world->actions.asked, QStringList{QStringLiteral("accept prod-1 ssh-ed25519 SHA256:abc")});
    }
};

QTEST_MAIN(QuestionsTest)
#include "questions_test.moc"
