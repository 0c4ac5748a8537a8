#include "tests/ui/window_fixture.h"
#include "ui/dialogs/answer_dialog.h"
#include "ui/dialogs/changes_dialog.h"
#include "ui/dialogs/checkpoint_decision_dialog.h"
#include "ui/dialogs/checkpoint_dialog.h"
#include "ui/dialogs/choice_card.h"
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
#include "ui/dialogs/waiver_dialog.h"
#include "ui/shell/welcome_page.h"

#include "ui/widgets/chip.h"
#include <QClipboard>
#include <QPlainTextEdit>
#include <QScrollArea>

using namespace slipway;
using namespace slipway::ui;
using fakes::controls;
using fakes::named;
using fakes::textsOf;

class DialogsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { fakes::isolateSettings(m_settings); }
    void init() { m_world = std::make_unique<fakes::World>(); }
    void everyDialogIsNamedAndDefaultsToCancel();
    void signingPassesNoteAndStep();
    void whoSignsSeesWhatItRestsOn();
    void withoutAKeyItSaysWhatWillBeRecorded();
    void whoApprovesAloneTypesForWhat();
    void aNoGoNeedsItsReason();
    void aRefusalStaysInTheDialogAsASentence();
    void aChangedFingerprintClosesTheSignButton();
    void aFailureOffersWhatTheRulesOffer();
    void severalFailedHostsAreNamed();
    void whatStaysAndHowLongItTakesIsSaidBesideRollBack();
    void retryIsADecision();
    void takingOverShowsTheOwnerAndNeedsAReason();
    void aLockThatWasGivenBackClosesTheQuestion();
    void aRehearsalListsWhatRunsAndSaysThatTheSoakBeginsAnew();
    void aClosedRehearsalSaysWhy();
    void theWayBackIsSaidBeforeAPromotion();
    void aFailureDecidedElsewhereClosesItsQuestion();
    void rollingBackNeedsAReason();
    void rollingBackAfterAFailureMarksTheVersionBad();
    void unmetGatesBlockTheStart();
    void aGateThatNeedsTimeIsAskedAgain();
    void aGateOffersWhatTheRulesOffer();
    void waivingAGateNeedsAReasonAndAnEnd();
    void aWaiverOfAnotherIsSignedFromItsGate();
    void anEmergencyIsOfferedOnlyWhereTheUsualWayIsClosed();
    void anEmergencyNeedsAReasonAndStarts();
    void whatChangedIsShownLineByLine();
    void aChangeOfPolicyIsAcceptedAsItWasShown();
    void whoMayNotAcceptAPolicyReadsWhy();
    void aRecurringChecklistNeedsAnAnswerToEachItem();
    void whoMayNotSignARecurringChecklistReadsWhy();
    void aFailureShowsItsNoteAndWhomToReach();
    void anItemThatFailedNeedsWords();
    void whatACheckCouldNotSayIsAnsweredWithWords();
    void theChosenVersionAndEnvironmentAreHandedOn();
    void recentWorkspacesAreOfferedAgain();

private:
    /// Everything a person can read in a dialog.
    static QString readable(const QWidget* root) {
        QStringList words;
        for (const auto* label : root->findChildren<QLabel*>())
            if (label->isVisibleTo(root))
                words << label->text();
        return words.join(QLatin1Char('\n'));
    }
    void allowSigning() {
        for (models::StepView& step : m_world->feed.m_releases[QStringLiteral("dep-0413")].steps)
            step.sign = {true, {}};
    }
    static void type(QWidget* root, const char* name, const char* words) {
        named<QPlainTextEdit>(root, name)->setPlainText(QString::fromUtf8(words));
    }
    QTemporaryDir m_settings;
    std::unique_ptr<fakes::World> m_world;
};

void DialogsTest::everyDialogIsNamedAndDefaultsToCancel() {
    const Context context = m_world->context();
    const QString deployment = QStringLiteral("dep-0413");
    const std::vector<std::unique_ptr<FramedDialog>> dialogs = [&] {
        std::vector<std::unique_ptr<FramedDialog>> made;
        made.push_back(std::make_unique<PromotionDialog>(context, QStringLiteral("v1.8.0"),
                                                         QStringLiteral("production"), nullptr));
        made.push_back(
            std::make_unique<SignOffDialog>(context, deployment, QStringLiteral("go-no-go"), nullptr));
        made.push_back(std::make_unique<FailureDialog>(context, QStringLiteral("dep-0415"), nullptr));
        made.push_back(std::make_unique<RollbackDialog>(context, deployment, nullptr));
        made.push_back(std::make_unique<TakeOverDialog>(context, QStringLiteral("dep-0421"), nullptr));
        made.push_back(std::make_unique<RehearsalDialog>(context, QStringLiteral("staging"), nullptr));
        made.push_back(std::make_unique<HostKeyDialog>(context, models::HostKeyQuestion{}, nullptr));
        made.push_back(std::make_unique<PassphraseDialog>(context, models::PassphraseQuestion{}, nullptr));
        made.push_back(
            std::make_unique<AnswerDialog>(context, deployment, QStringLiteral("dashboard"), nullptr));
        made.push_back(std::make_unique<CheckpointDialog>(context, deployment, 4 * fakes::hour, nullptr));
        made.push_back(
            std::make_unique<CheckpointDecisionDialog>(context, deployment, 8 * fakes::hour, nullptr));
        made.push_back(std::make_unique<WaiverDialog>(context, m_world->actions.promotion,
                                                      m_world->actions.promotion.gates.first(), nullptr));
        made.push_back(std::make_unique<PolicyDialog>(context, fakes::samplePolicy(), nullptr));
        made.push_back(std::make_unique<RecurringDialog>(context, fakes::sampleRecurring().first(), nullptr));
        made.push_back(std::make_unique<ChangesDialog>(m_world->feed.release(deployment), nullptr));
        made.push_back(std::make_unique<IncidentDialog>(
            context, deployment, m_world->feed.watch(deployment).incidents.first(), nullptr));
        made.push_back(std::make_unique<MaintenanceDialog>(
            context, m_world->feed.m_board.environments.first(), nullptr));
        made.push_back(std::make_unique<NewReleaseDialog>(context, nullptr));
        made.push_back(std::make_unique<ReasonDialog>(
            "pauseDialog", domain::Tier::Production,
            ReasonDialog::Words{QStringLiteral("Pause"), {}, QStringLiteral("Pause")},
            ReasonDialog::Reason::Required,
            [](const QString&) { return base::ready<void>(base::Result<void>{}); }, nullptr));
        return made;
    }();
    for (const auto& dialog : dialogs) {
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        dialog->show();
        QVERIFY(!dialog->objectName().isEmpty());
        auto* cancel = qobject_cast<QPushButton*>(named(dialog.get(), "cancel"));
        QVERIFY(cancel && cancel->isDefault());
        for (const QWidget* control : controls(dialog.get())) {
            QVERIFY2(!control->objectName().isEmpty(), control->metaObject()->className());
            QVERIFY2(!control->accessibleName().isEmpty(), qPrintable(control->objectName()));
        }
        QTest::keyClick(dialog.get(), Qt::Key_Return);
        QTRY_VERIFY2(!dialog->isVisible(), qPrintable(dialog->objectName()));
        QCOMPARE(dialog->result(), static_cast<int>(QDialog::Rejected));
    }
    for (const QString& asked : m_world->actions.asked)
        QVERIFY2(asked.startsWith(QLatin1StringView("preview")), qPrintable(asked));
}

void DialogsTest::signingPassesNoteAndStep() {
    allowSigning();
    SignOffDialog dialog(m_world->context(), QStringLiteral("dep-0413"), QStringLiteral("go-no-go"), nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    type(&dialog, "signNote", "Checked the dashboard");
    QAbstractButton* sign = named(&dialog, "confirmSign");
    QCOMPARE(sign->text(), QStringLiteral("Sign (1 of 2)"));
    sign->click();
    QTRY_COMPARE(dialog.result(), static_cast<int>(QDialog::Accepted));
    QCOMPARE(m_world->actions.asked,
             QStringList{QStringLiteral("sign dep-0413 go-no-go Checked the dashboard go")});
}

namespace {

QStringList chipsOf(const QWidget& dialog) {
    QStringList words;
    for (const Chip* chip : dialog.findChildren<Chip*>())
        if (chip->isVisible())
            words << chip->text();
    return words;
}

} // namespace

void DialogsTest::whoSignsSeesWhatItRestsOn() {
    allowSigning();
    SignOffDialog dialog(m_world->context(), QStringLiteral("dep-0413"), QStringLiteral("go-no-go"), nullptr);
    dialog.show();
    QCOMPARE(chipsOf(dialog), (QStringList{QStringLiteral("tag verified"), QStringLiteral("in agent")}));
    const QString told = textsOf(dialog);
    for (const char* words :
         {"14 items, 0 failed, 1 waived", "without Load test over 10 min, by jonas: “no traffic change”",
          "started by mira, who does not count; 1 more person is needed after you", "ssh-ed25519 SHA256:Yk3",
          "Deploy to green · prod-1", "8f14e45fce"})
        QVERIFY2(told.contains(QString::fromUtf8(words)), qPrintable(told));
    const auto* list = dialog.findChild<QScrollArea*>(QStringLiteral("evidenceList"));
    QVERIFY(list && list->isVisible());
    // A tag nobody signed is told apart from one that could be verified, not by colour alone.
    m_world->feed.m_releases[QStringLiteral("dep-0413")].tag = {models::TagView::State::NotVerified,
                                                                QStringLiteral("tag v1.8.0 is lightweight")};
    Q_EMIT m_world->feed.releaseChanged(QStringLiteral("dep-0413"));
    QCOMPARE(chipsOf(dialog).first(), QStringLiteral("tag not verified"));
}

void DialogsTest::withoutAKeyItSaysWhatWillBeRecorded() {
    allowSigning();
    m_world->feed.m_board.actorKey.clear();
    m_world->feed.m_board.isSolo = true;
    SignOffDialog dialog(m_world->context(), QStringLiteral("dep-0413"), QStringLiteral("go-no-go"), nullptr);
    dialog.show();
    QVERIFY(chipsOf(dialog).contains(QStringLiteral("self-approved")));
    const QString told = textsOf(dialog);
    QVERIFY2(told.contains(QStringLiteral("Recorded as self-approved, without a signature.")),
             qPrintable(told));
}

void DialogsTest::whoApprovesAloneTypesForWhat() {
    models::ReleaseView& release = m_world->feed.m_releases[QStringLiteral("dep-0413")];
    for (models::StepView& step : release.steps)
        if (step.id == QStringLiteral("go-no-go")) {
            step.toType = QStringLiteral("production");
            step.sign = {true, {}};
        }
    SignOffDialog dialog(m_world->context(), QStringLiteral("dep-0413"), QStringLiteral("go-no-go"), nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    QVERIFY(!named(&dialog, "confirmSign")->isEnabled());
    auto* typed = dialog.findChild<QLineEdit*>(QStringLiteral("signTyped"));
    QVERIFY(typed && typed->isVisible() && typed->accessibleName().contains(QStringLiteral("production")));
    QTest::keyClicks(typed, QStringLiteral("prod"));
    QVERIFY(!named(&dialog, "confirmSign")->isEnabled());
    QTest::keyClicks(typed, QStringLiteral("uction"));
    QVERIFY(named(&dialog, "confirmSign")->isEnabled());
    named(&dialog, "confirmSign")->click();
    QTRY_VERIFY(!dialog.isVisible());
    QVERIFY(m_world->actions.asked.last().endsWith(QStringLiteral("go typed production")));
}

void DialogsTest::aNoGoNeedsItsReason() {
    allowSigning();
    SignOffDialog dialog(m_world->context(), QStringLiteral("dep-0413"), QStringLiteral("go-no-go"), nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    named(&dialog, "noGo")->click();
    QVERIFY(!dialog.problem().isEmpty());
    QVERIFY(m_world->actions.asked.isEmpty());
    type(&dialog, "signNote", "support is not ready");
    named(&dialog, "noGo")->click();
    QTRY_COMPARE(m_world->actions.asked.size(), 1);
    QVERIFY(m_world->actions.asked.first().endsWith(QStringLiteral("support is not ready no-go")));
}

void DialogsTest::aRefusalStaysInTheDialogAsASentence() {
    allowSigning();
    m_world->actions.refusal = QStringLiteral("mira started it, so she does not count");
    SignOffDialog dialog(m_world->context(), QStringLiteral("dep-0413"), QStringLiteral("go-no-go"), nullptr);
    dialog.show();
    QAbstractButton* sign = named(&dialog, "confirmSign");
    sign->click();
    QVERIFY(!sign->isEnabled());
    QTRY_COMPARE(dialog.problem(), QStringLiteral("Mira started it, so she does not count."));
    QVERIFY(sign->isEnabled());
    QVERIFY(dialog.isVisible());
}

void DialogsTest::aChangedFingerprintClosesTheSignButton() {
    allowSigning();
    SignOffDialog dialog(m_world->context(), QStringLiteral("dep-0413"), QStringLiteral("go-no-go"), nullptr);
    dialog.show();
    QVERIFY(named(&dialog, "confirmSign")->isEnabled());
    m_world->feed.m_releases[QStringLiteral("dep-0413")].fingerprint = QStringLiteral("other");
    Q_EMIT m_world->feed.releaseChanged(QStringLiteral("dep-0413"));
    QVERIFY(!named(&dialog, "confirmSign")->isEnabled());
    QVERIFY(!dialog.problem().isEmpty());
}

void DialogsTest::aFailureOffersWhatTheRulesOffer() {
    FailureDialog dialog(m_world->context(), QStringLiteral("dep-0415"), nullptr);
    dialog.show();
    QVERIFY(named(&dialog, "decideRetry")->isEnabled());
    QVERIFY(named(&dialog, "decideRollback")->isEnabled());
    QAbstractButton* exclude = named(&dialog, "decideExclude");
    QVERIFY(!exclude->isEnabled());
    QVERIFY(exclude->accessibleDescription().contains(QStringLiteral("the plan needs green on 2 hosts")));
    QVERIFY(!named(&dialog, "decideWaive")->isEnabled());
}

void DialogsTest::severalFailedHostsAreNamed() {
    FailureDialog dialog(m_world->context(), QStringLiteral("dep-0420"), nullptr);
    dialog.show();
    QVERIFY(dialog.windowTitle().contains(QStringLiteral("failed on prod-4, prod-5")));
    QCOMPARE(named(&dialog, "decideRetry")->text(), QStringLiteral("Retry on prod-4, prod-5"));
    QAbstractButton* exclude = named(&dialog, "decideExclude");
    QCOMPARE(exclude->text(), QStringLiteral("Exclude prod-4…"));
    QVERIFY(exclude->isEnabled());
    QVERIFY(named(&dialog, "decideWaive")->accessibleDescription().contains(QStringLiteral("required")));
    const QSignalSpy asked(&dialog, &FailureDialog::excludeAsked);
    QTest::keyClick(exclude, Qt::Key_Space);
    QCOMPARE(asked.size(), 1);
    QVERIFY(m_world->actions.asked.isEmpty());
}

void DialogsTest::whatStaysAndHowLongItTakesIsSaidBesideRollBack() {
    FailureDialog dialog(m_world->context(), QStringLiteral("dep-0420"), nullptr);
    dialog.show();
    const QString words = named(&dialog, "decideRollback")->accessibleDescription();
    QVERIFY(words.contains(QStringLiteral("≈ 41 s")));
    QVERIFY(words.contains(QStringLiteral("Stays: Migrate (expand only)")));
}

void DialogsTest::takingOverShowsTheOwnerAndNeedsAReason() {
    TakeOverDialog dialog(m_world->context(), QStringLiteral("dep-0421"), nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    for (const char* words : {"tom on desk-7", "deploy v1.7.4", "dep-0410", "prod-1", "23 min ago"})
        QVERIFY2(readable(&dialog).contains(QString::fromUtf8(words)), words);
    QAbstractButton* take = named(&dialog, "confirmTakeOver");
    QVERIFY(!take->isEnabled());
    QVERIFY(!take->accessibleDescription().isEmpty());
    type(&dialog, "takeOverReason", "tom's laptop is at the bottom of the lake");
    take->click();
    QTRY_COMPARE(dialog.result(), static_cast<int>(QDialog::Accepted));
    QCOMPARE(m_world->actions.asked,
             QStringList{QStringLiteral("take over dep-0421 tom's laptop is at the bottom of the lake")});
}

void DialogsTest::aLockThatWasGivenBackClosesTheQuestion() {
    TakeOverDialog dialog(m_world->context(), QStringLiteral("dep-0421"), nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    m_world->feed.m_releases[QStringLiteral("dep-0421")].lock = {};
    Q_EMIT m_world->feed.releaseChanged(QStringLiteral("dep-0421"));
    QVERIFY(!dialog.isVisible());
    QCOMPARE(dialog.result(), static_cast<int>(QDialog::Rejected));
}

void DialogsTest::aRehearsalListsWhatRunsAndSaysThatTheSoakBeginsAnew() {
    RehearsalDialog dialog(m_world->context(), QStringLiteral("staging"), nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    const QSignalSpy started(&dialog, &RehearsalDialog::started);
    dialog.show();
    for (const char* words :
         {"BACK 1", "Undo: Switch traffic to green", "FORWARD 2", "begins anew", "stage-2"})
        QVERIFY2(readable(&dialog).contains(QString::fromUtf8(words)), words);
    named(&dialog, "startRehearsal")->click();
    QTRY_COMPARE(started.size(), 1);
    QCOMPARE(m_world->actions.asked, QStringList{QStringLiteral("rehearse staging")});
}

void DialogsTest::aClosedRehearsalSaysWhy() {
    RehearsalDialog dialog(m_world->context(), QStringLiteral("production"), nullptr);
    dialog.show();
    const QString why = QStringLiteral("A rollback is rehearsed before production, not on it.");
    QVERIFY(!named(&dialog, "startRehearsal")->isEnabled());
    QCOMPARE(named(&dialog, "startRehearsal")->accessibleDescription(), why);
    QVERIFY(readable(&dialog).contains(why));
}

void DialogsTest::theWayBackIsSaidBeforeAPromotion() {
    m_world->actions.promotion.undo = {
        {QStringLiteral("Deploy the bot"), QStringLiteral("the same with v1.0.0"), {}}};
    m_world->actions.promotion.cannotUndo = {QStringLiteral("Migrate (v1.0.0 runs on the new columns)")};
    PromotionDialog dialog(m_world->context(), QStringLiteral("v1.8.0"), QStringLiteral("production"),
                           nullptr);
    dialog.show();
    QTRY_VERIFY(readable(&dialog).contains(QStringLiteral("Deploy the bot: the same with v1.0.0")));
    QVERIFY(readable(&dialog).contains(
        QStringLiteral("cannot be undone: Migrate (v1.0.0 runs on the new columns)")));
}

void DialogsTest::retryIsADecision() {
    FailureDialog dialog(m_world->context(), QStringLiteral("dep-0415"), nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    named(&dialog, "decideRetry")->click();
    QTRY_VERIFY(!dialog.isVisible());
    QCOMPARE(m_world->actions.asked, QStringList{QStringLiteral("decide dep-0415 0 ")});
}

void DialogsTest::aFailureDecidedElsewhereClosesItsQuestion() {
    FailureDialog dialog(m_world->context(), QStringLiteral("dep-0415"), nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    m_world->feed.m_releases[QStringLiteral("dep-0415")].failure = {};
    Q_EMIT m_world->feed.releaseChanged(QStringLiteral("dep-0415"));
    QVERIFY(!dialog.isVisible());
}

void DialogsTest::rollingBackNeedsAReason() {
    RollbackDialog dialog(m_world->context(), QStringLiteral("dep-0413"), nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    const QSignalSpy started(&dialog, &RollbackDialog::started);
    dialog.show();
    QAbstractButton* start = named(&dialog, "startRollback");
    QVERIFY(!start->isEnabled());
    type(&dialog, "rollbackReason", "logs flood the disk");
    QVERIFY(start->isEnabled());
    named(&dialog, "markBad")->setChecked(true);
    start->click();
    QTRY_COMPARE(started.size(), 1);
    QCOMPARE(started[0][0].toString(), QStringLiteral("dep-0414"));
    QCOMPARE(m_world->actions.asked,
             QStringList{QStringLiteral("rollback production logs flood the disk 1")});
}

void DialogsTest::rollingBackAfterAFailureMarksTheVersionBad() {
    RollbackDialog dialog(m_world->context(), QStringLiteral("dep-0415"), nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    type(&dialog, "rollbackReason", "database is down");
    named(&dialog, "startRollback")->click();
    QTRY_VERIFY(!dialog.isVisible());
    QCOMPARE(m_world->actions.asked, QStringList{QStringLiteral("rollback production database is down 1")});
}

void DialogsTest::unmetGatesBlockTheStart() {
    PromotionDialog dialog(m_world->context(), QStringLiteral("v1.8.0"), QStringLiteral("production"),
                           nullptr);
    dialog.show();
    QAbstractButton* start = named(&dialog, "startDeployment");
    QTRY_COMPARE(start->accessibleDescription(), QStringLiteral("2 gates block the start"));
    QVERIFY(!start->isEnabled());
}

void DialogsTest::aGateThatNeedsTimeIsAskedAgain() {
    models::PromotionView& view = m_world->actions.promotion;
    view.gates = {{QStringLiteral("Soaked 20 s"), QStringLiteral("8 s so far"), false, true}};
    PromotionDialog dialog(m_world->context(), QStringLiteral("v1.8.0"), QStringLiteral("production"),
                           nullptr);
    dialog.show();
    QTRY_VERIFY(m_world->actions.asked.size() >= 2);
    view.gates[0].met = true;
    view.start = {true, {}};
    QTRY_VERIFY(named(&dialog, "startDeployment")->isEnabled());
}

void DialogsTest::aGateOffersWhatTheRulesOffer() {
    m_world->actions.promotion = fakes::exceptionalPromotion();
    PromotionDialog dialog(m_world->context(), QStringLiteral("v1.8.0"), QStringLiteral("production"),
                           nullptr);
    dialog.show();
    QTRY_COMPARE(named(&dialog, "startDeployment")->accessibleDescription(),
                 QStringLiteral("3 gates block the start"));
    QVERIFY(!named(&dialog, "gateAct0")); // met
    QVERIFY(!named(&dialog, "gateAct1")); // waived
    QCOMPARE(named(&dialog, "gateAct2")->text(), QStringLiteral("Sign waiver…"));
    QCOMPARE(named(&dialog, "gateAct3")->text(), QStringLiteral("Waive…"));
    QVERIFY(named(&dialog, "gateAct3")->isEnabled());
    QCOMPARE(named(&dialog, "gateAct4")->text(), QStringLiteral("Clear…"));
    QVERIFY(!named(&dialog, "gateAct4")->isEnabled());
    QVERIFY(named(&dialog, "gateAct4")->accessibleDescription().contains(QStringLiteral("another person")));
    QVERIFY(readable(&dialog).contains(QStringLiteral("waived by jonas with mira until")));
    // What nobody may waive here has no button at all.
    m_world->actions.promotion.gates[3].offer = {false, QStringLiteral("nobody may")};
    QVERIFY(QMetaObject::invokeMethod(&m_world->feed, "boardChanged"));
    QTRY_VERIFY(!named(&dialog, "gateAct3"));
}

void DialogsTest::waivingAGateNeedsAReasonAndAnEnd() {
    const models::PromotionView view = fakes::exceptionalPromotion();
    WaiverDialog dialog(m_world->context(), view, view.gates[3], nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    QAbstractButton* waive = named(&dialog, "waiveGate");
    QVERIFY(!waive->isEnabled());
    type(&dialog, "waiverReason", "the login is broken");
    named<QComboBox>(&dialog, "waiverWithin")->setCurrentIndex(1);
    QVERIFY(waive->isEnabled());
    m_world->actions.refusal = QStringLiteral("a waiver for production holds for at most 2 h");
    waive->click();
    QTRY_COMPARE(dialog.problem(), QStringLiteral("A waiver for production holds for at most 2 h."));
    m_world->actions.refusal.clear();
    named<QComboBox>(&dialog, "waiverWithin")->setCurrentIndex(0);
    waive->click();
    QTRY_COMPARE(dialog.result(), static_cast<int>(QDialog::Accepted));
    QCOMPARE(m_world->actions.asked.last(),
             QStringLiteral("waive v1.8.0 production freeze the login is broken 1"));
}

void DialogsTest::aWaiverOfAnotherIsSignedFromItsGate() {
    m_world->actions.promotion = fakes::exceptionalPromotion();
    PromotionDialog dialog(m_world->context(), QStringLiteral("v1.8.0"), QStringLiteral("production"),
                           nullptr);
    dialog.show();
    QTRY_VERIFY(named(&dialog, "gateAct2"));
    named(&dialog, "gateAct2")->click();
    auto* second = dialog.findChild<ReasonDialog*>(QStringLiteral("countersignDialog"));
    QVERIFY(second);
    QVERIFY(readable(second).contains(QStringLiteral("jonas would waive it")));
    for (QAbstractButton* button : second->findChildren<QAbstractButton*>())
        if (button->text() == QStringLiteral("Sign the waiver"))
            button->click();
    QTRY_VERIFY(m_world->actions.asked.contains(QStringLiteral("countersign wai-0007")));
}

void DialogsTest::anEmergencyIsOfferedOnlyWhereTheUsualWayIsClosed() {
    m_world->actions.promotion = fakes::exceptionalPromotion();
    m_world->actions.promotion.emergency = {false, QStringLiteral("needs the role “release-manager”")};
    PromotionDialog dialog(m_world->context(), QStringLiteral("v1.8.0"), QStringLiteral("production"),
                           nullptr);
    dialog.show();
    QTRY_VERIFY(named(&dialog, "startEmergency"));
    const QAbstractButton* emergency = named(&dialog, "startEmergency");
    QVERIFY(!emergency->isEnabled());
    QVERIFY(emergency->accessibleDescription().contains(QStringLiteral("release-manager")));
    m_world->actions.promotion.start = {true, {}};
    QVERIFY(QMetaObject::invokeMethod(&m_world->feed, "boardChanged"));
    QTRY_VERIFY(!emergency->isVisible());
}

void DialogsTest::anEmergencyNeedsAReasonAndStarts() {
    m_world->actions.promotion = fakes::exceptionalPromotion();
    PromotionDialog dialog(m_world->context(), QStringLiteral("v1.8.0"), QStringLiteral("production"),
                           nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    const QSignalSpy started(&dialog, &PromotionDialog::started);
    dialog.show();
    QTRY_VERIFY(named(&dialog, "startEmergency"));
    named(&dialog, "startEmergency")->click();
    auto* reason = dialog.findChild<ReasonDialog*>(QStringLiteral("emergencyDialog"));
    QVERIFY(reason);
    QVERIFY(readable(reason).contains(QStringLiteral("Not a bad release")));
    QVERIFY(!readable(reason).contains(QStringLiteral("Soaked 2 h")));
    QAbstractButton* start = nullptr;
    for (QAbstractButton* button : reason->findChildren<QAbstractButton*>())
        if (button->text() == QStringLiteral("Start the emergency"))
            start = button;
    QVERIFY(start && !start->isEnabled());
    reason->findChild<QPlainTextEdit*>()->setPlainText(QStringLiteral("customers cannot pay"));
    start->click();
    QTRY_COMPARE(started.size(), 1);
    QVERIFY(m_world->actions.asked.contains(QStringLiteral("start v1.8.0 production customers cannot pay")));
}

void DialogsTest::whatChangedIsShownLineByLine() {
    models::ReleaseView release = m_world->feed.release(QStringLiteral("dep-0413"));
    fakes::makeStale(release);
    ChangesDialog dialog(release, nullptr);
    dialog.show();
    const QString words = readable(&dialog);
    QVERIFY(words.contains(QStringLiteral("Smoke test green · timeout\n− 30 s\n+ 5 min")));
    // What came in was not there before.
    QVERIFY(words.contains(QStringLiteral("Warm the cache\n+ {")));
}

void DialogsTest::aChangeOfPolicyIsAcceptedAsItWasShown() {
    const models::PolicyView policy = fakes::samplePolicy();
    PolicyDialog dialog(m_world->context(), policy, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    const QString words = readable(&dialog);
    for (const char* part : {"since mira accepted it", "lin\n+ {", "− 2 h\n+ 30 min"})
        QVERIFY2(words.contains(QString::fromUtf8(part)), qPrintable(words));
    named(&dialog, "acceptPolicy")->click();
    QTRY_VERIFY(!dialog.isVisible());
    QCOMPARE(m_world->actions.asked, QStringList{QStringLiteral("accept policy ") + policy.digest});
}

void DialogsTest::whoMayNotAcceptAPolicyReadsWhy() {
    models::PolicyView policy = fakes::samplePolicy();
    policy.accept = {false, QStringLiteral("lin could not sign before this change.")};
    PolicyDialog dialog(m_world->context(), policy, nullptr);
    dialog.show();
    QVERIFY(!named(&dialog, "acceptPolicy")->isEnabled());
    QVERIFY(readable(&dialog).contains(policy.accept.why));
}

void DialogsTest::aRecurringChecklistNeedsAnAnswerToEachItem() {
    RecurringDialog dialog(m_world->context(), fakes::sampleRecurring().first(), nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    QVERIFY(readable(&dialog).contains(QStringLiteral("one on prod-2 was of nobody here")));
    QAbstractButton* sign = named(&dialog, "recurringSign");
    const auto answer = [&dialog](int item, int index) {
        auto* box = dialog.findChild<QComboBox*>(QStringLiteral("recurringAnswer%1").arg(item));
        QVERIFY(box && !box->accessibleName().isEmpty());
        box->setCurrentIndex(index);
    };
    answer(1, 1);
    answer(2, 2);
    QVERIFY(!sign->isEnabled());
    answer(3, 3);
    QVERIFY(!sign->isEnabled()); // what did not pass needs words
    QVERIFY(sign->accessibleDescription().contains(QStringLiteral("words")));
    for (const int item : {2, 3}) {
        auto* note = dialog.findChild<QLineEdit*>(QStringLiteral("recurringNote%1").arg(item));
        QVERIFY(note && note->isVisible());
        note->setText(QStringLiteral("note%1").arg(item));
    }
    QVERIFY(!dialog.findChild<QLineEdit*>(QStringLiteral("recurringNote1"))->isVisible());
    QVERIFY(sign->isEnabled());
    sign->click();
    QTRY_VERIFY(!dialog.isVisible());
    QCOMPARE(m_world->actions.asked,
             QStringList{QStringLiteral("recurring log-review passed failed:note2 not-applicable:note3")});
}

void DialogsTest::whoMayNotSignARecurringChecklistReadsWhy() {
    const models::RecurringView audit = fakes::sampleRecurring().last();
    RecurringDialog dialog(m_world->context(), audit, nullptr);
    dialog.show();
    QVERIFY(!named(&dialog, "recurringSign")->isEnabled());
    QVERIFY(readable(&dialog).contains(audit.sign.why));
    QVERIFY(dialog.findChildren<QComboBox*>().isEmpty());
}

void DialogsTest::aFailureShowsItsNoteAndWhomToReach() {
    FailureDialog dialog(m_world->context(), QStringLiteral("dep-0415"), nullptr);
    dialog.show();
    const QString words = readable(&dialog);
    QVERIFY2(words.contains(QStringLiteral("Is the disk full?")), qPrintable(words));
    QVERIFY2(words.contains(QStringLiteral("Hosting: +49 30 5550100")), qPrintable(words));
    auto* help = dialog.findChild<QWidget*>(QStringLiteral("failureHelp"));
    QVERIFY(help && help->isVisible());
    models::ReleaseView plain = m_world->feed.release(QStringLiteral("dep-0415"));
    plain.failure.ifFails.clear();
    plain.contacts.clear();
    m_world->feed.m_releases.insert(QStringLiteral("dep-0415"), plain);
    Q_EMIT m_world->feed.releaseChanged(QStringLiteral("dep-0415"));
    QVERIFY(!help->isVisible());
}

void DialogsTest::anItemThatFailedNeedsWords() {
    AnswerDialog dialog(m_world->context(), QStringLiteral("dep-0413"), QStringLiteral("dashboard"), nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    named(&dialog, "answerFailed")->click();
    QVERIFY(!dialog.problem().isEmpty());
    QVERIFY(m_world->actions.asked.isEmpty());
    type(&dialog, "answerNote", "no answer in the channel");
    named(&dialog, "answerFailed")->click();
    QTRY_COMPARE(m_world->actions.asked,
                 QStringList{QStringLiteral("answer dep-0413 dashboard 1 no answer in the channel")});
}

void DialogsTest::whatACheckCouldNotSayIsAnsweredWithWords() {
    const QString deployment = QStringLiteral("dep-0420");
    {
        FailureDialog usual(m_world->context(), deployment, nullptr);
        usual.show();
        QVERIFY(!usual.findChild<QAbstractButton*>(QStringLiteral("decideAnswer"))->isVisible());
    }
    models::ReleaseView& release = m_world->feed.m_releases[deployment];
    release.failure.answer = {true, {}};
    release.failure.inconclusive = true;
    release.failure.summary = QStringLiteral("there is no number in its output");
    FailureDialog dialog(m_world->context(), deployment, nullptr);
    dialog.show();
    QVERIFY2(dialog.windowTitle().contains(QStringLiteral("could not be checked on")),
             qPrintable(dialog.windowTitle()));
    const QSignalSpy asked(&dialog, &FailureDialog::answerAsked);
    QTest::keyClick(named(&dialog, "decideAnswer"), Qt::Key_Space);
    QCOMPARE(asked.value(0), (QVariantList{deployment, release.failure.step}));

    AnswerDialog answer(m_world->context(), deployment, release.failure.step, nullptr);
    answer.setAttribute(Qt::WA_DeleteOnClose, false);
    answer.show();
    QVERIFY(readable(&answer).contains(release.failure.summary));
    named(&answer, "answerPassed")->click();
    QVERIFY(answer.problem().contains(QStringLiteral("what you saw")));
    type(&answer, "answerNote", "it is empty");
    named(&answer, "answerPassed")->click();
    QTRY_COMPARE(
        m_world->actions.asked,
        QStringList{QStringLiteral("answer %1 %2 0 it is empty").arg(deployment, release.failure.step)});
}

void DialogsTest::theChosenVersionAndEnvironmentAreHandedOn() {
    NewReleaseDialog dialog(m_world->context(), nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    const QSignalSpy chosen(&dialog, &NewReleaseDialog::chosen);
    dialog.show();
    named<QComboBox>(&dialog, "version")->setCurrentIndex(1);
    named<QComboBox>(&dialog, "environment")->setCurrentIndex(2);
    named(&dialog, "reviewRelease")->click();
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen[0], (QVariantList{QStringLiteral("v1.7.3"), QStringLiteral("production")}));
}

void DialogsTest::recentWorkspacesAreOfferedAgain() {
    WelcomePage::remember(QStringLiteral("/srv/orders"), QStringLiteral("orders-bot"));
    WelcomePage::remember(QStringLiteral("/srv/orders"), QStringLiteral("orders-bot"));
    WelcomePage page;
    page.show();
    const QSignalSpy asked(&page, &WelcomePage::workspaceAsked);
    QCOMPARE(page.findChildren<QAbstractButton*>(QStringLiteral("recentWorkspace")).size(), 1);
    named(&page, "recentWorkspace")->click();
    QCOMPARE(asked[0][0].toString(), QStringLiteral("/srv/orders"));
    const QSignalSpy demo(&page, &WelcomePage::demoAsked);
    QTest::keyClick(named(&page, "tryDemo"), Qt::Key_Space);
    QCOMPARE(demo.size(), 1);
}

QTEST_MAIN(DialogsTest)
#include "dialogs_test.moc"
