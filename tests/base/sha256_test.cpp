#include "app/base/sha256.h"

#include <QTest>

using namespace slipway::base;

class Sha256Test : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void digestsAreThoseOfTheStandard_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("digest");
        // FIPS 180-4, examples of NIST.
        QTest::newRow("nothing") << QByteArray()
                                 << QStringLiteral(
                                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        QTest::newRow("abc") << QByteArray("abc")
                             << QStringLiteral(
                                    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        QTest::newRow("a million a")
            << QByteArray(1'000'000, 'a')
            << QStringLiteral("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    }
    void digestsAreThoseOfTheStandard() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, digest);
        Sha256 whole;
        whole.add(bytes);
        QCOMPARE(whole.hex(), digest);
        Sha256 pieces;
        for (qsizetype at = 0; at < bytes.size(); at += 997)
            pieces.add(bytes.mid(at, 997));
        QCOMPARE(pieces.hex(), digest);
    }
};

QTEST_GUILESS_MAIN(Sha256Test)
#include "sha256_test.moc"
