#include "tests/support/cli_run.h"

#include <QJsonArray>
#include <QtTest>
#include <csignal>

using namespace slipway;
using support::CliDemo;
using support::CliEnd;
using support::CliRun;

/// `slipway deploy --wait-watch` on a real host: it stays until the watch is over, or until somebody decides.
class WaitWatchTest : public QObject {
    Q_OBJECT
    std::unique_ptr<CliDemo> m_demo;

    static QStringList words(const QString& line) { return line.split(u' '); }
    static QStringList waiting(const char* version) {
        return words(QStringLiteral("deploy %1 --to development --as mira --wait-watch")
                         .arg(QString::fromLatin1(version)));
    }
    CliEnd run(const QString& line) const { return m_demo->run(words(line)); }
    /// Puts another watch into the file; false when that failed.
    bool setWatch(const QByteArray& watch) const {
        QFile file(m_demo->folder() + QStringLiteral("/slipway.yaml"));
        if (!file.open(QIODevice::ReadOnly))
            return false;
        const QByteArray text = file.readAll();
        const qsizetype from = text.indexOf("  watch:\n");
        return from >= 0 && m_demo->rewrite(text.mid(from), watch);
    }
    /// Whether the process has said this by now; `said` is all of it.
    static bool hasSaid(QProcess& process, QString& said, const char* text) {
        said += QString::fromUtf8(process.readAllStandardOutput());
        return said.contains(QString::fromUtf8(text));
    }

private Q_SLOTS:
    void initTestCase() {
        m_demo = std::make_unique<CliDemo>(QStringLiteral(SLIPWAY_BINARY));
        MUST_END(m_demo->up(true), 0);
        QVERIFY(m_demo->rewrite("{ wait: 2s, name: Let it settle", "{ wait: 1s, name: Let it settle"));
    }
    void cleanupTestCase() { m_demo.reset(); }

    void whereThereIsNoWatchNothingIsWaitedFor() {
        const CliEnd live = m_demo->run(waiting("v1.1.0"));
        QVERIFY2(live.code == 0 && live.out.contains(QStringLiteral("development has no watch to wait for.")),
                 qPrintable(live.told()));
        const CliEnd again = m_demo->run(waiting("v1.1.0"));
        QVERIFY2(again.code == 0 && again.out.contains(QStringLiteral("✓ v1.1.0 is live on development.")),
                 qPrintable(again.told()));
    }

    void aCheckpointThatDidNotPassWaitsForADecision() {
        QVERIFY(
            m_demo->rewrite("    tier: development\n", "    tier: production\n    waivers: { most: 4h }\n"));
        QVERIFY(setWatch("  watch:\n    for: 4s\n    checkpoints: { 2s: Soon }\n"));
        const CliEnd waits = m_demo->run(waiting("v1.2.0"));
        QVERIFY2(waits.code == 3, qPrintable(waits.told()));
        // In two seconds too few answers come.
        for (const char* said : {"✓ v1.2.0 is live on development.", "◐ watched until ", "2 s  Soon  ",
                                 "could not be judged: ", "slipway decide dep-",
                                 " waive --checkpoint 2s | extend --checkpoint 2s --for TIME | rollback"})
            QVERIFY2(waits.out.contains(QString::fromUtf8(said)), qPrintable(waits.told()));
    }

    void afterTheDecisionTheSameCommandFollowsTheWatchToItsEnd() {
        MUST_END(run(QStringLiteral("deploy v1.2.0 --to development --as mira")), 4);
        MUST_END(run(QStringLiteral("decide development waive --checkpoint 2s --reason short --as mira")), 0);
        const CliEnd well = m_demo->run(waiting("v1.2.0"));
        QVERIFY2(well.code == 0 && well.out.contains(QStringLiteral("accepted by mira: short")) &&
                     well.out.contains(QStringLiteral("✓ The watch of v1.2.0 on development ended well.")),
                 qPrintable(well.told()));
        const CliEnd told = m_demo->run(waiting("v1.2.0") << QStringLiteral("--json"));
        QVERIFY2(told.code == 0, qPrintable(told.told()));
        QCOMPARE(told.json()[QStringLiteral("state")].toString(), QStringLiteral("successful"));
        QCOMPARE(told.json()[QStringLiteral("checkpoints")].toArray().size(), 1);
    }

    void itIsLetGoOfSupersededAndRolledBackByTheGuard() {
        QVERIFY(setWatch("  watch:\n    for: 24h\n    checkpoints: { 24h: Long after }\n"
                         "    guard: { for: 10m, down: 2s, then: roll-back }\n"));
        QVERIFY(m_demo->rewrite("      - { disk: .,",
                                "      - { run: '[ ! -e broken ]', name: Switch, every: 1s, "
                                "fails-after: 2, recovers-after: 1 }\n      - { disk: .,"));
        QString said;
        auto first = m_demo->cli().start(waiting("v1.1.0"));
        QTRY_VERIFY_WITH_TIMEOUT(hasSaid(*first, said, "◐ watched until "), 60'000);
        ::kill(static_cast<pid_t>(first->processId()), SIGINT);
        const CliEnd letGo = CliRun::end(*first);
        QVERIFY2(letGo.code == 5 && letGo.err.contains(QStringLiteral("Nobody watches dep-")),
                 qPrintable(letGo.told()));

        said.clear();
        first = m_demo->cli().start(waiting("v1.1.0"));
        QTRY_VERIFY_WITH_TIMEOUT(hasSaid(*first, said, "◐ watched until "), 60'000);
        QString saidByNext;
        auto next = m_demo->cli().start(waiting("v1.2.0"));
        QTRY_VERIFY_WITH_TIMEOUT(hasSaid(*next, saidByNext, "◐ watched until "), 60'000);
        const CliEnd superseded = CliRun::end(*first);
        QVERIFY2(superseded.code == 1 &&
                     superseded.out.contains(QStringLiteral("v1.2.0 took its place on development")),
                 qPrintable(superseded.told()));

        QFile broken(m_demo->home(QStringLiteral("dev-1")) + QStringLiteral("/broken"));
        QVERIFY(broken.open(QIODevice::WriteOnly));
        const CliEnd back = CliRun::end(*next);
        QVERIFY2(back.code == 1, qPrintable(back.told()));
        for (const char* text : {"▲ The guard rolls dep-", "✓ v1.1.0 runs on development again."})
            QVERIFY2(back.out.contains(QString::fromUtf8(text)), qPrintable(back.told()));
    }
};

QTEST_GUILESS_MAIN(WaitWatchTest)
#include "wait_watch_test.moc"
