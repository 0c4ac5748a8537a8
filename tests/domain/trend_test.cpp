#include "app/domain/trend.h"

#include <QRandomGenerator>
#include <QTest>

using namespace slipway::domain;

namespace {

constexpr qint64 minute = 60'000;
constexpr qint64 hour = 60 * minute;

/// One point a minute; noise of ± `noise`, the same every time.
QList<ValuePoint> line(double from, double perHour, int minutes, double noise) {
    QRandomGenerator random(7);
    QList<ValuePoint> points;
    for (int i = 0; i < minutes; ++i)
        points.append({i * minute, from + perHour * i / 60.0 + (random.generateDouble() * 2 - 1) * noise});
    return points;
}

} // namespace

class TrendTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void memoryThatGrowsReachesItsLimit() {
        const auto trend = trendOf(line(300, 11, 8 * 60, 15));
        QVERIFY(trend);
        QVERIFY2(qAbs(trend->perHour - 11) < 0.5, qPrintable(QString::number(trend->perHour)));
        QVERIFY(trend->isClear());
        // 300 MB and 11 MB an hour: 500 MB after 18.2 hours.
        const auto at = trend->reaches(500);
        QVERIFY(at);
        QVERIFY2(qAbs(*at - qint64(18.2 * hour)) < hour, qPrintable(QString::number(double(*at) / hour)));
        QVERIFY(!trend->reaches(200));
    }

    void peaksDoNotBendIt() {
        QList<ValuePoint> points = line(300, 2, 8 * 60, 1);
        for (qsizetype i = 400; i < 460; ++i)
            points[i].value += 900;
        const auto trend = trendOf(points);
        QVERIFY2(trend && qAbs(trend->perHour - 2) < 1.5, qPrintable(QString::number(trend->perHour)));
    }

    void noiseIsNoTrend() {
        const auto trend = trendOf(line(300, 0, 8 * 60, 40));
        QVERIFY(trend && !trend->isClear());
        QVERIFY(!trend->reaches(500));
        QVERIFY(!trendOf(line(300, 0, 480, 0))->reaches(500));
    }

    void aMomentIsNoTrend() {
        QVERIFY(!trendOf({}));
        QVERIFY(!trendOf(line(1, 100, 11, 0)));
        QVERIFY(!trendOf(line(1, 100, 29, 0)));
        QVERIFY(trendOf(line(1, 100, 32, 0)));
        // Slower than a month is not said.
        QVERIFY(!trendOf(line(0, 1, 120, 0))->reaches(1'000));
    }

    void slicesKeepTheirMedians() {
        const QList<ValuePoint> points{{0, 1}, {1, 9}, {2, 2}, {50, 4}, {99, 7}, {100, 3}};
        QCOMPARE(medians(points, 0, 100, 4), (QList<ValuePoint>{{12, 2}, {62, 4}, {87, 7}}));
        QVERIFY(medians(points, 5, 5, 4).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TrendTest)
#include "trend_test.moc"
