#include "tests/support/cli_run.h"

#include <QFile>
#include <QtTest>

using namespace slipway;
using namespace Qt::StringLiterals;
using support::CliDemo;
using support::CliEnd;
using support::CliRun;

/// `slipway deploy` to a host that lets nobody in for a while: how long that is waited for is said and kept.
class AwayHostTest : public QObject {
    Q_OBJECT
    std::unique_ptr<CliDemo> m_demo;

    QString door() const { return m_demo->hostsFolder() + u"/dev-1/authorized_keys"_s; }
    bool close() const { return QFile::rename(door(), door() + u".away"_s); }
    bool open() const { return QFile::rename(door() + u".away"_s, door()); }
    static QStringList deploy(const QString& patience) {
        return {u"deploy"_s, u"v1.1.0"_s,          u"--to"_s, u"development"_s, u"--as"_s,
                u"mira"_s,   u"--give-up-after"_s, patience};
    }

private Q_SLOTS:
    void initTestCase() {
        m_demo = std::make_unique<CliDemo>(QStringLiteral(SLIPWAY_BINARY));
        MUST_END(m_demo->up(true), 0);
        QVERIFY(m_demo->rewrite("{ wait: 2s, name: Let it settle", "{ wait: 1s, name: Let it settle"));
        QVERIFY(close());
    }
    void cleanupTestCase() { m_demo.reset(); }

    void onlyATimeIsTaken() {
        const CliEnd end = m_demo->run(deploy(u"soon"_s));
        QVERIFY2(end.code == 2 && end.err.contains(u"--give-up-after takes a time"_s),
                 qPrintable(end.told()));
    }

    void whatLastsLongerEndsTheCommandAndNotTheDeployment() {
        // Longer than it takes until the driver looks again, which must not begin the time anew.
        const CliEnd end = m_demo->run(deploy(u"5s"_s));
        QVERIFY2(end.code == 1, qPrintable(end.told()));
        QVERIFY2(end.err.contains(u"It is tried again for 5s."_s), qPrintable(end.told()));
        QVERIFY2(end.told().contains(u"This did not mend itself within 5s."_s), qPrintable(end.told()));
        QVERIFY(m_demo->runs(u"dev-1"_s).isEmpty());
        const auto shown = m_demo->run({u"show"_s, u"development"_s, u"--json"_s}).json();
        QCOMPARE(shown.value(u"version"_s).toString(), u"v1.1.0"_s);
        QVERIFY(shown.value(u"ended"_s).isNull());
    }

    void whatPassesMeanwhileIsGoneOnWith() {
        auto process = m_demo->cli().start(deploy(u"1m"_s));
        QByteArray said;
        QTRY_VERIFY_WITH_TIMEOUT(
            (said += process->readAllStandardError()).contains("It is tried again for 1m."), 20'000);
        QVERIFY(open());
        const CliEnd end = CliRun::end(*process);
        QVERIFY2(end.code == 0, qPrintable(end.told()));
        QCOMPARE(m_demo->runs(u"dev-1"_s).size(), 1);
    }
};

QTEST_GUILESS_MAIN(AwayHostTest)
#include "away_host_test.moc"
