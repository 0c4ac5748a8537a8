#include "app/workspace/spelling.h"

#include <QTest>

using namespace slipway::workspace;

class SpellingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsTheWordThatWasMeant_data() {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("meant");
        QTest::newRow("changed") << QStringLiteral("hostz") << QStringLiteral("hosts");
        QTest::newRow("left out") << QStringLiteral("hots") << QStringLiteral("hosts");
        QTest::newRow("added") << QStringLiteral("hosttss") << QStringLiteral("hosts");
        QTest::newRow("swapped") << QStringLiteral("hotss") << QStringLiteral("hosts");
        QTest::newRow("capitals") << QStringLiteral("HOSTS") << QStringLiteral("hosts");
        QTest::newRow("short") << QStringLiteral("rnu") << QStringLiteral("run");
        QTest::newRow("short and far") << QStringLiteral("rxx") << QString();
        QTest::newRow("far") << QStringLiteral("strategy") << QString();
        QTest::newRow("endless") << QString(100'000, QLatin1Char('h')) << QString();
    }
    void findsTheWordThatWasMeant() {
        QFETCH(QString, word);
        QFETCH(QString, meant);
        QCOMPARE(nearest(word, {QStringLiteral("probes"), QStringLiteral("hosts"), QStringLiteral("run")}),
                 meant);
    }
    void saysItInASentence() {
        QCOMPARE(didYouMean(QStringLiteral("rnu"), {QStringLiteral("run")}),
                 QStringLiteral(", did you mean `run`?"));
        QCOMPARE(didYouMean(QStringLiteral("xyzzy"), {QStringLiteral("run")}), QString());
        QCOMPARE(quotedList({QStringLiteral("a"), QStringLiteral("b")}), QStringLiteral("`a`, `b`"));
    }
};

QTEST_GUILESS_MAIN(SpellingTest)
#include "spelling_test.moc"
