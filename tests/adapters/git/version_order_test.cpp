#include "app/adapters/git/version_order.h"

#include <QTest>

using slipway::adapters::isNewerVersion;

class VersionOrderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ordersByNumbersNotLetters_data() {
        QTest::addColumn<QString>("newer");
        QTest::addColumn<QString>("older");
        const auto row = [](const char* newer, const char* older) {
            QTest::newRow(newer) << QString::fromLatin1(newer) << QString::fromLatin1(older);
        };
        row("v1.10.0", "v1.9.0");
        row("v2.0.0", "v1.99.99");
        row("1.0.1", "v1.0");
        row("v1.0.0", "v1.0.0-rc.2");
        row("v1.0.0-rc.10", "v1.0.0-rc.9");
        row("v1.0.0-rc.1", "v1.0.0-beta");
        row("v1.0.0-rc.1.1", "v1.0.0-rc.1");
        row("v1.0.0-alpha", "v1.0.0-1");
        row("v0.0.1", "nightly");
        row("release/v1.3.0", "release/v1.2.0");
        row("20261120175503000000001", "20261120175503000000000");
        row("v1.2.0", "v1.x");
    }
    void ordersByNumbersNotLetters() {
        QFETCH(QString, newer);
        QFETCH(QString, older);
        QVERIFY(isNewerVersion(newer, older));
        QVERIFY(!isNewerVersion(older, newer));
    }
    void nothingIsNewerThanItself() { QVERIFY(!isNewerVersion(u"v1.0.0", u"v1.0.0")); }
};

QTEST_GUILESS_MAIN(VersionOrderTest)
#include "version_order_test.moc"
