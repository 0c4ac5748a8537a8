#include "app/domain/clock_change.h"

#include <QTest>

using namespace slipway::domain;

namespace {
constexpr qint64 minute = 60'000;
constexpr qint64 t0 = 1'795'000'000'000;
} // namespace

/// Fault case 73: a clock that was set, to sign with a key that is no longer valid or past a freeze.
class ClockChangeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isToldWhereTheClockWasSet_data() {
        QTest::addColumn<qint64>("passedMs");
        QTest::addColumn<qint64>("bootMs");
        QTest::addColumn<QString>("boot");
        QTest::addColumn<QString>("said");
        const QString same = QStringLiteral("boot-1"), other = QStringLiteral("boot-2");
        QTest::newRow("at once") << qint64(0) << qint64(0) << same << QString();
        QTest::newRow("an hour of sleep") << 60 * minute << 60 * minute << same << QString();
        QTest::newRow("corrected in passing") << minute / 2 << qint64(0) << same << QString();
        QTest::newRow("back") << -60 * minute << minute << same << QStringLiteral("set back by 61 min");
        QTest::newRow("back, but later than before")
            << 10 * minute << 30 * minute << same << QStringLiteral("set back by 20 min");
        QTest::newRow("forward") << 90 * minute << minute << same << QStringLiteral("set forward by");
        QTest::newRow("a restart") << 90 * minute << -30 * minute << other << QString();
        QTest::newRow("back over a restart")
            << -90 * minute << -30 * minute << other << QStringLiteral("set back by");
        QTest::newRow("without a boot")
            << -90 * minute << qint64(0) << QString() << QStringLiteral("set back by");
    }
    void isToldWhereTheClockWasSet() {
        QFETCH(qint64, passedMs);
        QFETCH(qint64, bootMs);
        QFETCH(QString, boot);
        QFETCH(QString, said);
        const EntryTime before{QStringLiteral("dep-1 entry 3"), t0, 100 * minute, QStringLiteral("boot-1")};
        const QString words = clockChange(
            before, {QStringLiteral("dep-1 entry 4"), t0 + passedMs, 100 * minute + bootMs, boot});
        QCOMPARE(words.isEmpty(), said.isEmpty());
        if (said.isEmpty())
            return;
        QVERIFY2(words.contains(said.section(QStringLiteral(" 61"), 0, 0)), qPrintable(words));
        QVERIFY2(words.startsWith(QStringLiteral("dep-1 entry 4: ")) &&
                     words.endsWith(QStringLiteral("dep-1 entry 3")),
                 qPrintable(words));
    }
};

QTEST_GUILESS_MAIN(ClockChangeTest)
#include "clock_change_test.moc"
