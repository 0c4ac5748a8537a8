#include "app/desk/desk.h"
#include "app/domain/freeze.h"
#include "app/engine/maintenance.h"
#include "tests/support/cli_run.h"

#include <QtTest>

using namespace slipway;
using namespace slipway::domain;
using support::CliDemo;
using support::CliEnd;

/// slipway.yaml is written while a desk is open on it.
class FileChangeTest : public QObject {
    Q_OBJECT
    std::unique_ptr<CliDemo> m_demo;

private Q_SLOTS:
    void initTestCase() {
        m_demo = std::make_unique<CliDemo>(QStringLiteral(SLIPWAY_BINARY));
        MUST_END(m_demo->up(true), 0);
    }
    void cleanupTestCase() { m_demo.reset(); }

    void aNewFreezeHoldsAtOnceAndNothingElse() {
        auto opened = desk::Desk::open(m_demo->folder());
        QVERIFY(opened.ok());
        desk::Desk& desk = **opened;
        QSignalSpy ready(&desk, &desk::Desk::ready);
        QSignalSpy told(&desk, &desk::Desk::fileChanged);
        desk.begin();
        QVERIFY(!ready.isEmpty() || ready.wait());
        const EnvironmentName staging(QStringLiteral("staging"));
        const qint64 now = desk.parts().clock.now().utcMs;
        const auto frozen = [&] {
            return outlook(desk.parts().source.freezes(staging, now - 86'400'000, now + 86'400'000), now)
                .now.has_value();
        };
        QVERIFY(!frozen() && !desk.isFileChanged());
        const QByteArray before = "  staging:\n    tier: staging\n";
        const QByteArray freeze =
            before + "    freeze: [{ dates: 2020-01-01 - 2099-01-01, zone: UTC, reason: audit }]\n";
        QVERIFY(m_demo->rewrite(before, freeze));
        QTRY_VERIFY_WITH_TIMEOUT(frozen(), 20'000);
        QVERIFY(desk.isFileChanged());
        QCOMPARE(told.last().first().toString(), QString());
        QVERIFY(desk.project().environment(staging)->freezes.isEmpty());

        // Half written: it says what is wrong, and the freeze of before still holds.
        const qsizetype soFar = told.size();
        QVERIFY(m_demo->rewrite("plan:\n", "plam:\n"));
        QTRY_VERIFY_WITH_TIMEOUT(told.size() > soFar && desk.isFileChanged(), 20'000);
        QVERIFY2(told.last().first().toString().contains(QStringLiteral("plam")),
                 qPrintable(told.last().first().toString()));
        QVERIFY(frozen());

        // As it was: nothing is left to say.
        QVERIFY(m_demo->rewrite("plam:\n", "plan:\n"));
        QVERIFY(m_demo->rewrite(freeze, before));
        QTRY_VERIFY_WITH_TIMEOUT(!desk.isFileChanged() && !frozen(), 20'000);
        QCOMPARE(told.last().first().toString(), QString());
    }

    void plannedMaintenanceHoldsAtOnceAndAsLongAsTheFileSaysIt() {
        auto opened = desk::Desk::open(m_demo->folder());
        QVERIFY(opened.ok());
        desk::Desk& desk = **opened;
        QSignalSpy ready(&desk, &desk::Desk::ready);
        desk.begin();
        QVERIFY(!ready.isEmpty() || ready.wait());
        const EnvironmentName staging(QStringLiteral("staging"));
        const auto on = [&] {
            return engine::maintenanceAt(desk.parts(), desk.history().world(), staging,
                                         desk.parts().clock.now().utcMs);
        };
        QVERIFY(!on());
        const QByteArray before = "  staging:\n    tier: staging\n";
        const QByteArray planned =
            before + "    maintenance: [{ dates: 2020-01-01 - 2098-12-31, zone: UTC, reason: disks }]\n";
        QVERIFY(m_demo->rewrite(before, planned));
        QTRY_VERIFY_WITH_TIMEOUT(on(), 20'000);
        QCOMPARE(on()->reason, QStringLiteral("disks"));

        const CliEnd told = m_demo->run({QStringLiteral("status")});
        QVERIFY2(told.out.contains(QStringLiteral("planned maintenance until 2099-01-01 00:00 UTC: disks")),
                 qPrintable(told.told()));
        const CliEnd refused =
            m_demo->run({QStringLiteral("maintenance"), QStringLiteral("staging"), QStringLiteral("--end"),
                         QStringLiteral("--as"), QStringLiteral("mira")});
        QVERIFY2(refused.code == 4 && refused.err.contains(QStringLiteral("planned in slipway.yaml")),
                 qPrintable(refused.told()));

        QVERIFY(m_demo->rewrite(planned, before));
        QTRY_VERIFY_WITH_TIMEOUT(!on(), 20'000);
    }
};

QTEST_GUILESS_MAIN(FileChangeTest)
#include "file_change_test.moc"
