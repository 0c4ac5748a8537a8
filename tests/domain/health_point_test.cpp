#include "app/domain/health_point.h"

#include <QRandomGenerator>
#include <QTest>

using namespace slipway::domain;
using namespace Qt::StringLiterals;

class HealthPointTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void percentilesOfASumAreThoseOfAllAnswers() {
        QRandomGenerator random(7);
        QList<qint64> all;
        Histogram whole;
        for (int minute = 0; minute < 60; ++minute) {
            Histogram one;
            const int count = 1 + int(random.bounded(200));
            for (int i = 0; i < count; ++i) {
                const qint64 us = 1000 + qint64(random.bounded(minute == 30 ? 3'000'000 : 60'000));
                all.append(us);
                one.add(us);
            }
            whole.add(Histogram::decoded(one.encoded()));
        }
        QCOMPARE(whole.count(), all.size());
        for (const double share : {0.5, 0.9, 0.95, 0.99, 0.999, 1.0}) {
            const double exact = double(*slipway::domain::percentileUs(all, share));
            const double found = double(*whole.percentileUs(share));
            QVERIFY2(std::abs(found - exact) <= exact * 0.026 + 1,
                     qPrintable(u"%1: %2 instead of %3"_s.arg(share).arg(found).arg(exact)));
        }
    }

    void anyHistogramIsReadBack() {
        QRandomGenerator random(11);
        for (int round = 0; round < 200; ++round) {
            Histogram made;
            for (int i = 0; i < round; ++i)
                made.add(qint64(std::pow(10.0, random.bounded(10.0))), 1 + qint64(random.bounded(100'000)));
            QCOMPARE(Histogram::decoded(made.encoded()), made);
        }
        QVERIFY(!Histogram().percentileUs(0.5));
        Histogram edges;
        edges.add(-5);
        edges.add(0);
        edges.add(std::numeric_limits<qint64>::max());
        QCOMPARE(Histogram::decoded(edges.encoded()), edges);
    }

    void whatIsNoHistogramIsEmpty() {
        QRandomGenerator random(3);
        for (int round = 0; round < 1000; ++round) {
            QByteArray bytes(int(random.bounded(30)), char(0));
            for (char& byte : bytes)
                byte = char(random.bounded(256));
            const Histogram read = Histogram::decoded(bytes);
            QVERIFY(read.count() >= 0);
            if (!read.isEmpty())
                QVERIFY(*read.percentileUs(0.5) <= 3'800'000'000);
        }
        QVERIFY(Histogram::decoded(QByteArray(5, char(0xff))).isEmpty());
    }

    void minutesAddUpToTheirHour() {
        constexpr qint64 start = 1'700'000'000'000 / hourPointMs * hourPointMs;
        QList<Sample> samples;
        for (int i = 0; i < 360; ++i) {
            if (i >= 120 && i < 180)
                continue; // nobody looked for ten minutes
            Sample sample;
            sample.probe = ProbeName(u"api"_s);
            sample.timeMs = start + i * 10'000;
            sample.everyMs = 10'000;
            sample.tookUs = 40'000;
            sample.value = i;
            sample.outcome = i >= 200 && i < 206 ? SampleOutcome::Fail : SampleOutcome::Ok;
            samples.append(sample);
        }
        const auto seen = stretches(samples, start, start + hourPointMs);
        const auto minutes =
            minutePoints(ProbeName(u"api"_s), {}, true, samples, seen, start, start + hourPointMs);
        QCOMPARE(minutes.size(), 51); // the first minute of the gap still has the answer before it
        qint64 observed = 0;
        for (const HealthPoint& minute : minutes) {
            QCOMPARE(minute.fromMs % minutePointMs, 0);
            observed += minute.upMs + minute.downMs;
        }
        const auto hours = hourPoints(minutes);
        QCOMPARE(hours.size(), 1);
        const HealthPoint& hour = hours.first();
        QCOMPARE(hour.fromMs, start);
        QCOMPARE(hour.lengthMs, hourPointMs);
        QCOMPARE(hour.upMs + hour.downMs, observed);
        QCOMPARE(hour.downMs, 60'000);
        QCOMPARE(hour.answered + hour.failed, samples.size());
        QCOMPARE(hour.failed, 6);
        QCOMPARE(hour.latency.count(), samples.size() - 6);
        QCOMPARE(hour.values, samples.size());
        QCOMPARE(hour.valueLeast, 0.0);
        QCOMPARE(hour.valueMost, 359.0);
        const Availability sum = availability({hour}, hourPointMs);
        const Availability raw = availability(seen);
        QCOMPARE(sum.upMs, raw.upMs);
        QCOMPARE(sum.downMs, raw.downMs);
    }
};

QTEST_GUILESS_MAIN(HealthPointTest)
#include "health_point_test.moc"
