#include "app/adapters/store/sqlite_samples.h"
#include "tests/adapters/store/store_support.h"

#include <QtTest>

using namespace slipway;
using namespace slipway::adapters;
using domain::Sample;

namespace {

const domain::EnvironmentName production(QStringLiteral("production"));

Sample sample(const QString& probe, const QString& host, qint64 timeMs) {
    return {production, domain::ProbeName(probe),  domain::HostName(host), timeMs, timeMs / 2, 1234,
            10'000,     domain::SampleOutcome::Ok, QStringLiteral("")};
}

} // namespace

class SqliteSamplesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsNothingWithoutAFileAndMakesNone() {
        const QTemporaryDir place;
        SqliteSamples samples(place.path());
        const auto read = answer(samples.read(production, 0, 1'000));
        QVERIFY(read.ok() && read->isEmpty());
        QVERIFY(QDir(place.path()).isEmpty());
    }

    void keepsEveryField() {
        const QTemporaryDir place;
        SqliteSamples samples(place.path());
        QList<Sample> written;
        for (const auto outcome : {domain::SampleOutcome::Ok, domain::SampleOutcome::Degraded,
                                   domain::SampleOutcome::Fail, domain::SampleOutcome::ObserverError}) {
            Sample next = sample(QStringLiteral("api"), QStringLiteral("prod-1"), 100 + written.size());
            next.outcome = outcome;
            next.reason = outcome == domain::SampleOutcome::Ok ? QStringLiteral("")
                                                               : QStringLiteral("503, expected 200");
            if (outcome != domain::SampleOutcome::ObserverError)
                next.value = 0.25 * static_cast<double>(written.size());
            written.append(next);
        }
        QVERIFY(answer(samples.append(written)).ok());
        QCOMPARE(*answer(samples.read(production, 0, 1'000)), written);
        SqliteSamples other(place.path());
        QCOMPARE(*answer(other.read(production, 0, 1'000)), written);
    }

    void ordersByTimeInAHalfOpenRange() {
        const QTemporaryDir place;
        SqliteSamples samples(place.path());
        const auto api = QStringLiteral("api");
        const auto web = QStringLiteral("web");
        const auto one = QStringLiteral("prod-1");
        const auto two = QStringLiteral("prod-2");
        Sample elsewhere = sample(api, one, 15);
        elsewhere.environment = domain::EnvironmentName(QStringLiteral("staging"));
        QVERIFY(answer(samples.append({sample(web, {}, 10), sample(api, two, 10), sample(api, one, 20),
                                       sample(api, one, 10), sample(api, one, 30), elsewhere}))
                    .ok());
        const auto read = answer(samples.read(production, 10, 30));
        QCOMPARE(read->size(), 4);
        QCOMPARE(read->at(0), sample(web, {}, 10));
        QCOMPARE(read->at(1), sample(api, two, 10));
        QCOMPARE(read->at(2), sample(api, one, 10));
        QCOMPARE(read->at(3), sample(api, one, 20));
    }

    void aReaderSeesWhatTheObserverAddsLater() {
        const QTemporaryDir place;
        SqliteSamples observer(place.path());
        SqliteSamples reader(place.path());
        for (int i = 1; i <= 3; ++i) {
            QVERIFY(answer(observer.append({sample(QStringLiteral("api"), {}, i)})).ok());
            QCOMPARE(answer(reader.read(production, 0, 100))->size(), i);
        }
    }

    void readsADayOfFiftyProbes() {
        const QTemporaryDir place;
        SqliteSamples samples(place.path());
        constexpr int every = 30'000;
        constexpr int perDay = 86'400'000 / every;
        QList<Sample> batch;
        for (int i = 0; i < perDay; ++i)
            for (int probe = 0; probe < 50; ++probe)
                batch.append(sample(QStringLiteral("probe-%1").arg(probe), QStringLiteral("prod-1"),
                                    qint64(i) * every));
        QVERIFY(answer(samples.append(batch)).ok());
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(answer(samples.read(production, 0, 86'400'000))->size(), perDay * 50);
        qInfo("%d samples in %lld ms", perDay * 50, timer.elapsed());
        QVERIFY(timer.elapsed() < 20'000);
    }

    void faultCase32_refusesADamagedFileAndLeavesIt() {
        const QTemporaryDir place;
        QFile file(place.filePath(QStringLiteral("samples.sqlite")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'x'));
        file.close();
        SqliteSamples samples(place.path());
        QCOMPARE(answer(samples.append({sample(QStringLiteral("api"), {}, 1)})).error().kind,
                 base::ErrorKind::Corrupt);
        QVERIFY(!answer(samples.read(production, 0, 100)).ok());
        QCOMPARE(file.size(), 8192);
    }

    void pointsStayWhereRawSamplesGo() {
        using namespace domain;
        QTemporaryDir folder;
        SqliteSamples samples(folder.path());
        const EnvironmentName staging(QStringLiteral("staging"));
        QCOMPARE(answer(samples.summedUntil(staging)).valueOr(-1), 0);
        QVERIFY(answer(samples.points(staging, minutePointMs, 0, 1'000'000))->isEmpty());
        QList<Sample> raw;
        for (int i = 0; i < 10; ++i) {
            Sample one = sample(QStringLiteral("api"), {}, 60'000 + i * 10'000);
            one.environment = staging;
            raw.append(one);
        }
        QVERIFY(answer(samples.append(raw)).ok());
        QCOMPARE(answer(samples.summedUntil(staging)).valueOr(-1), 60'000);
        HealthPoint minute;
        minute.probe = ProbeName(QStringLiteral("api"));
        minute.fromMs = 60'000;
        minute.lengthMs = minutePointMs;
        minute.upMs = 55'000;
        minute.downMs = 5'000;
        minute.answered = 6;
        minute.failed = 1;
        minute.latency.add(40'000, 6);
        minute.values = 2;
        minute.valueSum = 7.5;
        minute.valueLeast = 3;
        minute.valueMost = 4.5;
        HealthPoint empty;
        empty.probe = ProbeName(QStringLiteral("db"));
        empty.fromMs = 60'000;
        empty.lengthMs = minutePointMs;
        empty.upMs = 60'000;
        HealthPoint hour = minute;
        hour.fromMs = 0;
        hour.lengthMs = hourPointMs;
        QVERIFY(answer(samples.sumUp(staging, 0, 120'000, {minute, empty, hour}, true)).ok());
        QCOMPARE(answer(samples.read(staging, 0, 1'000'000))->size(), 10);
        QVERIFY(answer(samples.sumUp(staging, 0, 120'000, {minute, empty, hour}, false)).ok());
        QCOMPARE(answer(samples.read(staging, 0, 1'000'000))->size(), 4);
        QCOMPARE(answer(samples.summedUntil(staging)).valueOr(-1), 120'000);
        QCOMPARE(*answer(samples.points(staging, minutePointMs, 0, 120'000)),
                 (QList<HealthPoint>{minute, empty}));
        QCOMPARE(*answer(samples.points(staging, hourPointMs, 0, 120'000)), QList<HealthPoint>{hour});
        QVERIFY(answer(samples.points(EnvironmentName(QStringLiteral("other")), hourPointMs, 0, 120'000))
                    ->isEmpty());
        QVERIFY(answer(samples.thin(60'001, 0)).ok());
        QVERIFY(answer(samples.points(staging, minutePointMs, 0, 120'000))->isEmpty());
        QCOMPARE(answer(samples.points(staging, hourPointMs, 0, 120'000))->size(), 1);
        // Another process reads them, too.
        SqliteSamples reader(folder.path());
        QCOMPARE(answer(reader.points(staging, hourPointMs, 0, 120'000))->size(), 1);
    }
};

QTEST_GUILESS_MAIN(SqliteSamplesTest)
#include "sqlite_samples_test.moc"
