#include "app/base/duration.h"

#include <QTest>

using namespace slipway::base;
using namespace Qt::StringLiterals;

class DurationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsAndWritesDurations_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("ms");
        QTest::newRow("milliseconds") << u"300ms"_s << qint64(300);
        QTest::newRow("seconds") << u"15s"_s << qint64(15'000);
        QTest::newRow("minutes") << u"5m"_s << qint64(300'000);
        QTest::newRow("hours") << u"2h"_s << qint64(7'200'000);
        QTest::newRow("days") << u"7d"_s << qint64(604'800'000);
        QTest::newRow("joined") << u"1h30m"_s << qint64(5'400'000);
        QTest::newRow("all") << u"1d2h3m4s5ms"_s << qint64(93'784'005);
    }
    void readsAndWritesDurations() {
        QFETCH(QString, text);
        QFETCH(qint64, ms);
        const auto read = parseDuration(text);
        QVERIFY(read);
        QCOMPARE(read->count(), ms);
        QCOMPARE(durationText(*read), text);
    }

    void refusesWhatIsNoDuration_data() {
        QTest::addColumn<QString>("text");
        for (const auto& text :
             {u""_s, u"5"_s, u"s"_s, u"5 m"_s, u"-5m"_s, u"5x"_s, u"1.5h"_s, u"5m3"_s, u"m5"_s, u"4000d"_s,
              u"99999999999999999999d"_s, u"9999999999999999ms9999999999999999ms"_s, u"٣s"_s})
            QTest::newRow(qPrintable(u"“"_s + text + u"”"_s)) << text;
    }
    void refusesWhatIsNoDuration() {
        QFETCH(QString, text);
        QVERIFY(!parseDuration(text));
    }

    void everyDurationIsReadBackAsItWasWritten() {
        for (qint64 ms = 1; ms < 400'000'000'000; ms = ms * 3 + 7) {
            const auto text = durationText(Milliseconds(ms));
            const auto read = parseDuration(text);
            if (ms > qint64(3650) * 86'400'000)
                continue;
            QVERIFY2(read, qPrintable(text));
            QCOMPARE(read->count(), ms);
        }
    }
};

QTEST_GUILESS_MAIN(DurationTest)
#include "duration_test.moc"
