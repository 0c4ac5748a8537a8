#include "app/base/ulid.h"

#include <QSet>
#include <QTest>

using namespace slipway::base;
using namespace Qt::StringLiterals;

class UlidTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void beginsWithItsTime() {
        // The time of the example in the specification.
        QCOMPARE(newUlid(1469918176385).left(10), u"01ARYZ6S41"_s);
        QCOMPARE(newUlid(0).left(10), u"0000000000"_s);
        QVERIFY(newUlid(1000) < newUlid(1001));
    }

    void hasTheShapeItIsCheckedFor() {
        for (int i = 0; i < 200; ++i)
            QVERIFY(isUlid(newUlid(1'795'000'000'000 + i)));
    }

    void isDifferentEveryTime() {
        QSet<QString> seen;
        for (int i = 0; i < 5000; ++i)
            seen.insert(newUlid(1'795'000'000'000));
        QCOMPARE(seen.size(), 5000);
    }

    void refusesWhatIsNotSafeAsAFolderName_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("too short") << u"01ARYZ6S41TSV4RRFFQ69G5FA"_s;
        QTest::newRow("too long") << u"01ARYZ6S41TSV4RRFFQ69G5FAVX"_s;
        QTest::newRow("a slash") << u"01ARYZ6S41/../RFFQ69G5FAVX"_s.left(26);
        QTest::newRow("a blank") << u"01ARYZ6S41 SV4RRFFQ69G5FAV"_s;
        QTest::newRow("a letter that is left out") << u"01ARYZ6S41ISV4RRFFQ69G5FAV"_s;
        QTest::newRow("a line end") << u"01ARYZ6S41TSV4RRFFQ69G5FA\n"_s;
        QTest::newRow("shell") << u"01ARYZ6S41$(id)RRFFQ69G5FA"_s;
    }
    void refusesWhatIsNotSafeAsAFolderName() {
        QFETCH(QString, text);
        QVERIFY(!isUlid(text));
    }
};

QTEST_GUILESS_MAIN(UlidTest)
#include "ulid_test.moc"
