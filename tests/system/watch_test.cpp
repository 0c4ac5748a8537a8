#include "app/desk/live_feed.h"
#include "tests/support/cli_run.h"
#include "tests/system/json_shapes.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QProcess>
#include <QtTest>

using namespace slipway;
using support::CliDemo;
using support::CliEnd;

/// The shipped program watches a release on a real host: a witness fills in what nobody saw from here, a
/// checkpoint's rules are judged, and the plan's guard rolls back what goes wrong in its first minutes.
class WatchTest : public QObject {
    Q_OBJECT
    std::unique_ptr<CliDemo> m_demo;
    QString m_deployment;

    CliEnd run(const QString& words) { return m_demo->run(words.split(u' ')); }
    QJsonObject shown(const QString& what) { return run(QStringLiteral("show %1 --json").arg(what)).json(); }
    /// What the witness has written on its host, whole lines.
    qsizetype looks() const {
        QDirIterator files(m_demo->home(QStringLiteral("dev-1")) + QStringLiteral("/.slipway"),
                           {QStringLiteral("out*")}, QDir::Files | QDir::Hidden,
                           QDirIterator::Subdirectories);
        qsizetype count = 0;
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly))
                count += file.readAll().count("\nlook ");
        }
        return count;
    }

    /// Whether the keeper of the log has written this on its host.
    bool kept(const QByteArray& text) const {
        QDirIterator files(m_demo->home(QStringLiteral("dev-1")) + QStringLiteral("/.slipway"),
                           {QStringLiteral("out*")}, QDir::Files | QDir::Hidden,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly) && file.readAll().contains(text))
                return true;
        }
        return false;
    }

    /// From when on each lane was in which state.
    static QStringList told(const models::WatchView& view) {
        QStringList all;
        for (const models::LaneView& lane : view.lanes)
            for (const domain::Stretch& stretch : lane.stretches)
                all.append(QStringLiteral("%1 %2 %3")
                               .arg(lane.name)
                               .arg(stretch.from)
                               .arg(domain::healthStateName(stretch.state)));
        return all;
    }

private Q_SLOTS:
    void initTestCase() {
        m_demo = std::make_unique<CliDemo>(QStringLiteral(SLIPWAY_BINARY));
        MUST_END(m_demo->up(true), 0);
        QVERIFY(m_demo->rewrite("    tier: development\n", "    tier: production\n"));
        QVERIFY(
            m_demo->rewrite("    witness: { every: 10s }\n    logs: [{ log: ~/bot.log }]\n    checkpoints:\n",
                            "    guard: { for: 10m, down: 3s, then: roll-back }\n"
                            "    witness: { every: 5s }\n    logs: [{ log: ~/boat.log }]\n    "
                            "checkpoints:\n      3s: { statement: Soon, rules: "
                            "[{ incidents: 0 }, { p95: 1s, probe: API /health }] }\n"));
        QVERIFY(m_demo->rewrite("      - { disk: .,",
                                "      - { run: '[ ! -e broken ]', name: Switch, every: 1s, "
                                "fails-after: 2, recovers-after: 1 }\n      - { disk: .,"));
        const CliEnd live = run(QStringLiteral("deploy v1.2.0 --to development --as mira"));
        QVERIFY2(live.code == 0, qPrintable(live.told()));
        m_deployment = shown(QStringLiteral("development"))[QStringLiteral("deployment")].toString();
    }
    void cleanupTestCase() { m_demo.reset(); }

    void aWitnessIsLeftAndFillsInWhatNobodySaw() {
        MUST_END(run(QStringLiteral("monitor --for 6s")), 0);
        const QJsonArray left = shown(m_deployment)[QStringLiteral("witnesses")].toArray();
        QCOMPARE(left.size(), 2);
        QCOMPARE(left.first()[QStringLiteral("host")].toString(), QStringLiteral("dev-1"));
        QCOMPARE(left.first()[QStringLiteral("log")].toString(), QString());
        QCOMPARE(left.first()[QStringLiteral("ended")].toString(), QString());
        const auto manual = support::documentedShape(
            QStringLiteral(SLIPWAY_SOURCE_DIR "/resources/help/command-line.md"), QStringLiteral("show"));
        for (const QString& field : manual.keys())
            if (field.startsWith(QStringLiteral("witnesses[].")))
                QVERIFY2(left.first().toObject().contains(field.section(QLatin1Char('.'), 1)),
                         qPrintable(field));
        // Nobody watches from here now; it does, on its host.
        const qsizetype before = looks();
        QVERIFY(before > 0);
        QTRY_VERIFY_WITH_TIMEOUT(looks() >= before + 12, 60'000);
        MUST_END(run(QStringLiteral("monitor --for 6s")), 0);
        const QString file = m_demo->folder() + QStringLiteral("/watch.csv");
        MUST_END(run(QStringLiteral("report %1 -o %2").arg(m_deployment, file)), 0);
        QFile table(file);
        QVERIFY(table.open(QIODevice::ReadOnly));
        const QByteArray rows = table.readAll();
        QVERIFY2(rows.contains("filled in later"), rows.constData());
        // Never of what is asked from here.
        for (const QByteArray& row : rows.split('\n'))
            QVERIFY2(!row.contains("filled in") || !row.contains("API /health"), row.constData());
        const CliEnd told = run(QStringLiteral("show ") + m_deployment);
        QVERIFY2(told.out.contains(QStringLiteral("a witness keeps watch on dev-1, every 5 s")),
                 qPrintable(told.out));
        const CliEnd proven = run(QStringLiteral("ledger verify"));
        QVERIFY2(proven.code == 0, qPrintable(proven.told()));
    }

    /// Beside the output of the steps, also what came while nobody watched from here.
    void theLogOfTheApplicationIsKept() {
        QCOMPARE(shown(m_deployment)[QStringLiteral("witnesses")][1][QStringLiteral("log")].toString(),
                 QStringLiteral("~/boat.log"));
        const auto write = [this](const QByteArray& line) {
            QFile log(m_demo->home(QStringLiteral("dev-1")) + QStringLiteral("/boat.log"));
            QVERIFY(log.open(QIODevice::Append));
            log.write(line);
        };
        write("starting " + m_deployment.toUtf8() + "\n\x1b[31mERROR\x1b[0m no anchor \xff\n");
        QTRY_VERIFY_WITH_TIMEOUT(kept("no anchor"), 20'000);
        MUST_END(run(QStringLiteral("monitor --for 3s")), 0);
        const CliEnd found = m_demo->run({QStringLiteral("logs"), QStringLiteral("--deployment"),
                                          m_deployment, QStringLiteral("--step"), QStringLiteral("log"),
                                          QStringLiteral("--grep"), QStringLiteral("no anchor")});
        QVERIFY2(found.code == 0 && found.out.contains(QStringLiteral(" log dev-1 │ ")),
                 qPrintable(found.told()));
        QVERIFY2(!found.out.contains(QChar(0x1b)), qPrintable(found.out));
        const CliEnd told = run(QStringLiteral("show ") + m_deployment);
        QVERIFY2(told.out.contains(QStringLiteral("the log ~/boat.log of dev-1 is kept")),
                 qPrintable(told.out));
    }

    void thePageIsTheSameFromTheBoardAndFromTheStore() {
        auto desk = desk::Desk::open(m_demo->folder());
        QVERIFY(desk.ok());
        (*desk)->begin();
        QTRY_VERIFY((*desk)->isReady());
        desk::LiveFeed read(**desk);
        QSignalSpy fromStore(&read, &models::Feed::watchChanged);
        QVERIFY(read.watch(m_deployment).lanes.isEmpty());
        QTRY_COMPARE(fromStore.count(), 1);
        const QStringList whole = told(read.watch(m_deployment));
        QVERIFY(whole.size() > 3);
        desk::LiveFeed warm(**desk);
        warm.begin();
        const auto knows = [&warm] {
            const auto& all = warm.board().environments;
            return std::any_of(all.begin(), all.end(), [](const models::EnvironmentView& view) {
                return view.name == QStringLiteral("development") && !view.probes.isEmpty();
            });
        };
        QTRY_VERIFY(knows());
        QSignalSpy fromBoard(&warm, &models::Feed::watchChanged);
        QVERIFY(warm.watch(m_deployment).lanes.isEmpty());
        QTRY_VERIFY(fromBoard.count() >= 1);
        QCOMPARE(told(warm.watch(m_deployment)), whole);
        // The day before follows.
        QTRY_VERIFY(fromBoard.count() >= 2);
        QCOMPARE(told(warm.watch(m_deployment)), whole);
        QCOMPARE(warm.watch(m_deployment).latencyBefore, read.watch(m_deployment).latencyBefore);
    }

    void rulesAreJudgedAndTold() {
        const QJsonArray checkpoints = shown(m_deployment)[QStringLiteral("checkpoints")].toArray();
        const QJsonObject soon = checkpoints.first().toObject();
        // In three seconds too few answers come.
        QVERIFY2(soon[QStringLiteral("verdict")] == QStringLiteral("inconclusive"),
                 qPrintable(soon[QStringLiteral("verdict")].toString()));
        QCOMPARE(soon[QStringLiteral("rules")].toArray().first()[QStringLiteral("rule")].toString(),
                 QStringLiteral("down at most 0×"));
        const CliEnd refused =
            run(QStringLiteral("decide %1 extend --checkpoint 3s --for 1s --reason again --as mira")
                    .arg(m_deployment));
        QVERIFY2(refused.code == 4 && refused.told().contains(QStringLiteral("one minute")),
                 qPrintable(refused.told()));
        MUST_END(run(QStringLiteral("decide %1 extend --checkpoint 3s --for 5m --reason again --as mira")
                         .arg(m_deployment)),
                 0);
        const QJsonObject again =
            shown(m_deployment)[QStringLiteral("checkpoints")].toArray().first().toObject();
        QCOMPARE(again[QStringLiteral("verdict")].toString(), QStringLiteral("waiting"));
        MUST_END(
            run(QStringLiteral("decide %1 waive --checkpoint 3s --reason no --as mira").arg(m_deployment)),
            4);
        MUST_END(run(QStringLiteral("decide %1 extend --reason no --as mira").arg(m_deployment)), 2);
    }

    void theGuardRollsBackByItself() {
        QFile broken(m_demo->home(QStringLiteral("dev-1")) + QStringLiteral("/broken"));
        QVERIFY(broken.open(QIODevice::WriteOnly));
        MUST_END(run(QStringLiteral("monitor --for 30s")), 0);
        const QJsonObject back = shown(QStringLiteral("development"));
        QCOMPARE(back[QStringLiteral("kind")].toString(), QStringLiteral("rollback"));
        QCOMPARE(back[QStringLiteral("startedBy")].toString(), QStringLiteral("slipway"));
        QCOMPARE(back[QStringLiteral("version")].toString(), QStringLiteral("v1.1.0"));
        QVERIFY(back[QStringLiteral("needsReview")].toBool());
        const QJsonObject undone = shown(m_deployment);
        QCOMPARE(undone[QStringLiteral("state")].toString(), QStringLiteral("rolled-back"));
        QVERIFY(!undone[QStringLiteral("bad")].toString().isEmpty());
        const QJsonArray witnesses = undone[QStringLiteral("witnesses")].toArray();
        QCOMPARE(witnesses.size(), 2);
        for (const QJsonValue witness : witnesses)
            QCOMPARE(witness[QStringLiteral("ended")].toString(), QStringLiteral("ended with the watch"));
        const QString folder = m_demo->folder() + QStringLiteral("/exported");
        MUST_END(run(QStringLiteral("ledger export %1 -o %2").arg(m_deployment, folder)), 0);
        QProcess verify;
        verify.start(folder + QStringLiteral("/verify.sh"), {});
        QVERIFY(verify.waitForFinished());
        QVERIFY2(verify.exitCode() == 0, verify.readAllStandardOutput().constData());
        const CliEnd proven = run(QStringLiteral("ledger verify"));
        QVERIFY2(proven.code == 0, qPrintable(proven.told()));
        const CliEnd refused = run(QStringLiteral("deploy v1.2.0 --to development --as mira"));
        QVERIFY2(refused.code == 4 && refused.told().contains(QStringLiteral("marked bad")),
                 qPrintable(refused.told()));
        MUST_END(run(QStringLiteral("review %1 --note seen --as mira")
                         .arg(back[QStringLiteral("deployment")].toString())),
                 0);
    }
};

QTEST_GUILESS_MAIN(WatchTest)
#include "watch_test.moc"
