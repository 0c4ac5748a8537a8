#include "app/demo/loopback.h"
#include "app/demo/process_table.h"
#include "tests/support/cli_run.h"

#include <QDir>
#include <QFile>
#include <QtTest>
#include <csignal>
#include <unistd.h>

using namespace slipway;
using support::CliDemo;
using support::CliEnd;
using support::CliRun;

namespace {

QStringList words(const char* text) {
    return QString::fromUtf8(text).split(u' ');
}

/// The parent's process ID; 0 when the process is gone.
pid_t parentOf(pid_t process) {
    QFile file(QStringLiteral("/proc/%1/stat").arg(process));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const auto stat = file.readAll();
    return stat.mid(stat.lastIndexOf(')') + 2).split(' ').value(1).toInt();
}

/// SIGKILLs what serves open SSH connections of the demo; the listeners stay. How many there were.
int dropConnections(const QString& hostsFolder) {
    const auto servers = demo::sshdsLoggingBelow(hostsFolder);
    int dropped = 0;
    for (const auto server : servers)
        if (servers.contains(parentOf(server)) && ::kill(server, SIGKILL) == 0)
            ++dropped;
    return dropped;
}

/// Collects what a command says while it runs.
struct Told {
    QProcess& process;
    QString out;
    bool has(const QString& text) {
        out += QString::fromUtf8(process.readAllStandardOutput());
        return out.contains(text);
    }
};

} // namespace

/// Connections are cut, commands are let go of, and two are started at once; on the development
/// environment, where no person has to sign.
class InterruptionTest : public QObject {
    Q_OBJECT
    std::unique_ptr<CliDemo> m_demo;
    int m_expectedRuns = 0;

    void undo() {
        const auto end = m_demo->run(words("rollback development --not-bad --reason tested"));
        QVERIFY2(end.code == 0, qPrintable(end.told()));
        ++m_expectedRuns;
        QCOMPARE(m_demo->runs(QStringLiteral("dev-1")).size(), m_expectedRuns);
    }

private Q_SLOTS:
    void initTestCase() {
        m_demo = std::make_unique<CliDemo>(QStringLiteral(SLIPWAY_BINARY));
        const auto up = m_demo->up(false);
        QVERIFY2(up.code == 0, qPrintable(up.told()));
        QVERIFY(m_demo->rewrite("wait: 2s", "wait: 200ms"));
    }

    void cleanupTestCase() { m_demo.reset(); }

    void faultCase06_outputGoesOnAtTheExactByteAfterEveryDrop() {
        const auto deploy = m_demo->cli().start(words("deploy v1.2.0 --to development"));
        Told told{*deploy, {}};
        int dropped = 0;
        for (const auto& moment : {QStringLiteral("==> deploying"), QStringLiteral("bot/bot.py"),
                                   QStringLiteral("==> checking"), QStringLiteral("==> restarting")}) {
            QTRY_VERIFY2_WITH_TIMEOUT(told.has(moment) || deploy->state() == QProcess::NotRunning,
                                      qPrintable(told.out), 30'000);
            dropped += dropConnections(m_demo->hostsFolder());
        }
        const auto end = CliRun::end(*deploy);
        const auto out = told.out + end.out;
        QVERIFY2(end.code == 0, qPrintable(end.told().right(800)));
        QVERIFY(dropped >= 2);
        ++m_expectedRuns;
        QCOMPARE(m_demo->runs(QStringLiteral("dev-1")).size(), m_expectedRuns);
        QStringList lines;
        const auto all = out.split(u'\n');
        for (const auto& line : all)
            if (line.startsWith(QStringLiteral("  dev-1 │")))
                lines.append(line);
        QVERIFY(lines.size() >= 12);
        QCOMPARE(QSet<QString>(lines.begin(), lines.end()).size(), lines.size());
        QCOMPARE(out.count(QStringLiteral("==> done: v1.2.0")), 1);
        undo();
    }

    void ctrlCLetsGoAndTheSameCommandGoesOn_data() {
        QTest::addColumn<int>("signal");
        QTest::addRow("Ctrl-C") << SIGINT;
        QTest::addRow("termination") << SIGTERM;
    }
    void ctrlCLetsGoAndTheSameCommandGoesOn() {
        QFETCH(const int, signal);
        const auto first = m_demo->cli().start(words("deploy v1.2.0 --to development"));
        Told told{*first, {}};
        QTRY_VERIFY2_WITH_TIMEOUT(told.has(QStringLiteral("==> deploying")), qPrintable(told.out), 30'000);
        ::kill(static_cast<pid_t>(first->processId()), signal);
        const auto let = CliRun::end(*first);
        QVERIFY2(let.code == 5, qPrintable(let.told()));
        QVERIFY2(let.err.contains(QStringLiteral("keeps running")), qPrintable(let.told()));
        const auto end = m_demo->run(words("deploy v1.2.0 --to development"));
        QVERIFY2(end.code == 0, qPrintable(end.told()));
        QVERIFY2(end.out.contains(QStringLiteral("==> done: v1.2.0")), qPrintable(end.told()));
        ++m_expectedRuns;
        QCOMPARE(m_demo->runs(QStringLiteral("dev-1")).size(), m_expectedRuns);
        undo();
    }

    void faultCase47_ofTwoCommandsStartedAtOnceOneDrives() {
        for (int round = 0; round < 4; ++round) {
            const auto one = m_demo->cli().start(words("deploy v1.2.0 --to development"));
            const auto two = m_demo->cli().start(words("deploy v1.2.0 --to development"));
            const auto first = CliRun::end(*one);
            const auto second = CliRun::end(*two);
            // Whoever opened later steps back (1), is refused (4), or follows (0).
            const auto both = first.told() + second.told();
            QVERIFY2(first.code == 0 || second.code == 0, qPrintable(both));
            for (const auto code : {first.code, second.code})
                QVERIFY2(code == 0 || code == 1 || code == 4, qPrintable(both));
            ++m_expectedRuns;
            QCOMPARE(m_demo->runs(QStringLiteral("dev-1")).size(), m_expectedRuns);
            undo();
        }
    }

    void theLedgerVerifiesAfterAllThat() {
        const auto verify = m_demo->run(words("ledger verify"));
        QVERIFY2(verify.code == 0, qPrintable(verify.told()));
    }
};

QTEST_GUILESS_MAIN(InterruptionTest)
#include "interruption_test.moc"
