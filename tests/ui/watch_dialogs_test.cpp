#include "tests/ui/window_fixture.h"
#include "ui/dialogs/checkpoint_decision_dialog.h"
#include "ui/dialogs/checkpoint_dialog.h"
#include "ui/dialogs/incident_dialog.h"
#include "ui/dialogs/maintenance_dialog.h"
#include "ui/dialogs/switch_dialog.h"
#include "ui/shell/main_window.h"

#include <QClipboard>
#include <QPlainTextEdit>

using namespace slipway;
using namespace slipway::ui;
using fakes::named;
using fakes::textsOf;

/// The dialogs of a watch: checkpoints, incidents, maintenance, kill switches.
class WatchDialogsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { fakes::isolateSettings(m_settings); }
    void init() { m_world = std::make_unique<fakes::World>(); }
    void checkpointsAreSignedWithTheirHour();
    void maintenanceBeginsWithAReasonAndEnds();
    void whatIsPlannedIsNotEndedButPeopleBeginTheirOwn();
    void anIncidentIsANoteWithTheLinesOfItsLog();
    void aSwitchIsThrownWithAReason();
    void aFailedCheckpointIsDecidedWithAReason();
    void theLogOfAWatchIsOneClickAway();

private:
    static void type(QWidget* root, const char* name, const char* words) {
        named<QPlainTextEdit>(root, name)->setPlainText(QString::fromUtf8(words));
    }
    QTemporaryDir m_settings;
    std::unique_ptr<fakes::World> m_world;
};

void WatchDialogsTest::checkpointsAreSignedWithTheirHour() {
    CheckpointDialog dialog(m_world->context(), QStringLiteral("dep-0413"), 4 * fakes::hour, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    named(&dialog, "confirmCheckpoint")->click();
    QTRY_COMPARE(m_world->actions.asked, QStringList{QStringLiteral("checkpoint dep-0413 4 ")});
}

void WatchDialogsTest::maintenanceBeginsWithAReasonAndEnds() {
    models::EnvironmentView staging = m_world->feed.m_board.environments[1];
    MaintenanceDialog begin(m_world->context(), staging, nullptr);
    begin.setAttribute(Qt::WA_DeleteOnClose, false);
    begin.show();
    QVERIFY(!named(&begin, "confirm")->isEnabled());
    type(&begin, "reason", "new disks");
    begin.findChild<QComboBox*>(QStringLiteral("maintenanceFor"))->setCurrentIndex(1);
    named(&begin, "confirm")->click();
    QTRY_COMPARE(begin.result(), static_cast<int>(QDialog::Accepted));
    QCOMPARE(m_world->actions.asked.last(), QStringLiteral("maintain staging 60 new disks"));
    staging.maintenance = {true, QStringLiteral("mira"), QStringLiteral("new disks"),
                           fakes::now + fakes::hour,
                           QStringLiteral("maintenance until 15:00 UTC, by mira: new disks")};
    MaintenanceDialog end(m_world->context(), staging, nullptr);
    end.setAttribute(Qt::WA_DeleteOnClose, false);
    end.show();
    QVERIFY(textsOf(end).contains(QStringLiteral("by mira: new disks")));
    named(&end, "confirm")->click();
    QTRY_COMPARE(m_world->actions.asked.last(), QStringLiteral("end maintenance staging"));
}

void WatchDialogsTest::whatIsPlannedIsNotEndedButPeopleBeginTheirOwn() {
    models::EnvironmentView staging = m_world->feed.m_board.environments[1];
    staging.maintenance = {true,
                           QStringLiteral("slipway.yaml"),
                           QStringLiteral("updates"),
                           fakes::now + fakes::hour,
                           QStringLiteral("planned maintenance until 15:00 UTC: updates"),
                           true};
    MaintenanceDialog begin(m_world->context(), staging, nullptr);
    begin.setAttribute(Qt::WA_DeleteOnClose, false);
    begin.show();
    QVERIFY(textsOf(begin).contains(QStringLiteral("planned maintenance until 15:00 UTC: updates")));
    type(&begin, "reason", "it takes longer");
    named(&begin, "confirm")->click();
    QTRY_COMPARE(m_world->actions.asked.last(), QStringLiteral("maintain staging 30 it takes longer"));
}

void WatchDialogsTest::anIncidentIsANoteWithTheLinesOfItsLog() {
    models::WatchIncidentView incident =
        m_world->feed.m_watches[QStringLiteral("dep-0413")].incidents.first();
    incident.lane = QStringLiteral("Error log");
    incident.hasLines = true;
    IncidentDialog dialog(m_world->context(), QStringLiteral("dep-0413"), incident, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    const auto* note = dialog.findChild<QPlainTextEdit*>(QStringLiteral("incidentNote"));
    QVERIFY(note->toPlainText().contains(QStringLiteral("v1.8.0")));
    QTRY_VERIFY(note->toPlainText().contains(QStringLiteral("can't reach database")));
    QCOMPARE(m_world->feed.m_askedLines, QStringList{QStringLiteral("production Error log")});
    named(&dialog, "copyNote")->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), note->toPlainText());
    m_world->feed.m_logLines = base::Error{base::ErrorKind::Unreachable, QStringLiteral("prod-1"),
                                           QStringLiteral("no route to host")};
    IncidentDialog other(m_world->context(), QStringLiteral("dep-0413"), incident, nullptr);
    other.setAttribute(Qt::WA_DeleteOnClose, false);
    other.show();
    QTRY_VERIFY(other.problem().contains(QStringLiteral("no route to host")));
}

void WatchDialogsTest::aSwitchIsThrownWithAReason() {
    models::EnvironmentView production = m_world->feed.m_board.environments[2];
    production.switches = {{QStringLiteral("Checkout off"),
                            QStringLiteral("PUT https://flags.example/checkout"),
                            QStringLiteral("GET https://flags.example/checkout, expects $.on = false"),
                            {}},
                           {QStringLiteral("Search off"), QStringLiteral("PUT https://flags.example/search"),
                            QStringLiteral("GET https://flags.example/search"),
                            QStringLiteral("thrown by jonas at 2026-11-20 16:00 UTC")}};
    SwitchDialog dialog(m_world->context(), production, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    QVERIFY(textsOf(dialog).contains(QStringLiteral("PUT https://flags.example/checkout")));
    QVERIFY(!named(&dialog, "throwSwitch")->isEnabled());
    dialog.findChild<QComboBox*>(QStringLiteral("switchName"))->setCurrentIndex(1);
    QVERIFY(textsOf(dialog).contains(QStringLiteral("thrown by jonas")));
    type(&dialog, "reason", "orders fail");
    named(&dialog, "throwSwitch")->click();
    QTRY_COMPARE(m_world->actions.asked.last(), QStringLiteral("throw production Search off orders fail"));
    QTRY_COMPARE(dialog.result(), static_cast<int>(QDialog::Accepted));
}

void WatchDialogsTest::aFailedCheckpointIsDecidedWithAReason() {
    const auto make = [this] {
        auto dialog = std::make_unique<CheckpointDecisionDialog>(
            m_world->context(), QStringLiteral("dep-0413"), 8 * fakes::hour, nullptr);
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        dialog->show();
        return dialog;
    };
    auto dialog = make();
    const QString told = textsOf(*dialog);
    for (const char* words : {"The checkpoint after 8 h failed", "“API /health” is down at most 0×",
                              "41 ms, the day before 38 ms"})
        QVERIFY2(told.contains(QString::fromUtf8(words)), qPrintable(told));
    QVERIFY(!named(dialog.get(), "decideAccept")->isEnabled());
    QVERIFY(!named(dialog.get(), "decideExtend")->isEnabled());
    type(dialog.get(), "decisionReason", "the probe is wrong");
    named(dialog.get(), "decideAccept")->click();
    QTRY_COMPARE(dialog->result(), static_cast<int>(QDialog::Accepted));
    QCOMPARE(m_world->actions.asked.last(), QStringLiteral("accept dep-0413 8 the probe is wrong"));
    dialog = make();
    type(dialog.get(), "decisionReason", "the cache is cold");
    auto* span = dialog->findChild<QComboBox*>(QStringLiteral("extendFor"));
    span->setCurrentIndex(2);
    named(dialog.get(), "decideExtend")->click();
    QTRY_COMPARE(dialog->result(), static_cast<int>(QDialog::Accepted));
    QCOMPARE(m_world->actions.asked.last(), QStringLiteral("extend dep-0413 8 by 120 the cache is cold"));
    dialog = make();
    QSignalSpy rollback(dialog.get(), &CheckpointDecisionDialog::rollbackAsked);
    named(dialog.get(), "decideRollback")->click();
    QCOMPARE(rollback.size(), 1);
    // Somebody decides meanwhile: nothing is left to press.
    dialog = make();
    models::WatchView& watch = m_world->feed.m_watches[QStringLiteral("dep-0413")];
    watch.checkpoints[2].verdict = domain::Verdict::Waived;
    watch.checkpoints[2].waive = watch.checkpoints[2].extend = {};
    Q_EMIT m_world->feed.watchChanged(QStringLiteral("dep-0413"));
    QVERIFY(dialog->problem().contains(QStringLiteral("decided meanwhile")));
    QVERIFY(!named(dialog.get(), "decideAccept")->isEnabled());
}

void WatchDialogsTest::theLogOfAWatchIsOneClickAway() {
    MainWindow window(m_world->feed, m_world->actions, m_world->clock);
    window.show();
    window.showPage(TopBar::Monitoring);
    QVERIFY(named(&window, "watchLog")->isVisible());
    named(&window, "watchLog")->click();
    auto* step = window.findChild<QLineEdit*>(QStringLiteral("searchStep"));
    auto* deployment = window.findChild<QComboBox*>(QStringLiteral("searchDeployment"));
    QVERIFY(step && deployment);
    QTRY_VERIFY(step->isVisible());
    QCOMPARE(step->text(), QStringLiteral("log"));
    QCOMPARE(deployment->currentData().toString(), QStringLiteral("dep-0413"));
}

QTEST_MAIN(WatchDialogsTest)
#include "watch_dialogs_test.moc"
