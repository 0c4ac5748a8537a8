#include "app/desk/desk.h"
#include "app/domain/freeze.h"
#include "tests/support/cli_run.h"

#include <QtTest>

using namespace slipway;
using namespace slipway::domain;
using support::CliDemo;

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
};

QTEST_GUILESS_MAIN(FileChangeTest)
#include "file_change_test.moc"
