#include "app/models/watch_builder.h"

#include <QTest>

using namespace slipway;
using namespace slipway::domain;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 minute = 60'000;
constexpr qint64 hour = 60 * minute;

engine::ProbeQuestion question(const QString& name, const QString& kind, const QString& main,
                               const QJsonObject& more = {}) {
    engine::ProbeQuestion made;
    made.probe.name = ProbeName(name);
    made.probe.kind = kind;
    made.probe.params = more;
    made.probe.params.insert(u"main"_s, main);
    return made;
}

} // namespace

class WatchBuilderTest : public QObject {
    Q_OBJECT

    /// Eight hours, once a minute: the API is down for five of them in hour three, nobody watched for ten in
    /// hour five, and memory grows by 12 MB an hour.
    static QList<Sample> samples() {
        QList<Sample> list;
        for (const char* probe : {"api", "memory"})
            for (int i = 0; i < 8 * 60; ++i) {
                if (i >= 300 && i < 310)
                    continue;
                Sample sample;
                sample.probe = ProbeName(QString::fromLatin1(probe));
                sample.timeMs = hour + i * minute;
                sample.everyMs = minute;
                sample.tookUs = 40'000;
                if (sample.probe.text() == u"memory"_s)
                    sample.value = 300 + 12.0 * i / 60;
                else if (i >= 180 && i < 185) {
                    sample.outcome = SampleOutcome::Fail;
                    sample.reason = u"=cmd|503, \"x\""_s;
                }
                list.append(sample);
            }
        return list;
    }
    static models::WatchView sums() {
        auto memory = question(u"memory"_s, u"memory"_s, u"bot"_s, {{u"of"_s, u"pm2"_s}});
        memory.probe.failing = u"> 500"_s;
        return models::watchSums({question(u"api"_s, u"http"_s, u"https://x"_s), memory}, samples(), hour,
                                 9 * hour, hour);
    }

private Q_SLOTS:
    void tellsWhereMemoryIsHeading() {
        const models::WatchView view = sums();
        QCOMPARE(view.measures.size(), 1);
        const models::MeasureView& memory = view.measures.first();
        QCOMPARE(memory.unit, u"MB"_s);
        QCOMPARE(memory.limit, std::optional(500.0));
        QCOMPARE(memory.trend, u"grows 12 MB / h"_s);
        // 200 MB more at 12 MB an hour are 16 hours and 40 minutes after launch.
        QCOMPARE(memory.projection, u"500 MB at +16 h"_s);
        QVERIFY(memory.points.size() > 200 && memory.points.size() <= 240);
    }

    void listsWhatWasNotFine() {
        const models::WatchView view = sums();
        QList<const models::WatchIncidentView*> down, gaps;
        for (const models::WatchIncidentView& incident : view.incidents)
            (incident.state == HealthState::Down ? down : gaps).append(&incident);
        QCOMPARE(down.size(), 1);
        QCOMPARE(down.first()->lane, u"api"_s);
        // Five failures and one success that did not yet confirm the recovery are back-dated to it.
        QCOMPARE(down.first()->toMs - down.first()->fromMs, 5 * minute);
        QVERIFY(!down.first()->lasts);
        QCOMPARE(gaps.size(), 2);
        QCOMPARE(gaps.first()->state, HealthState::Unobserved);
        QVERIFY(view.incidents.first().fromMs > view.incidents.last().fromMs);
        QVERIFY(view.availability.coverage() < 1 && view.availability.coverage() > 0.95);
    }

    void theTableIsSafeToOpen() {
        const QByteArray table = models::watchCsv(sums());
        QVERIFY(table.startsWith("what,name,from,to,seconds,state,value,unit,reason\r\n"));
        QVERIFY(table.contains(
            "state,api,1970-01-01T04:00:00.000Z,1970-01-01T04:05:00.000Z,300.0,down,,,\"'=cmd|503, "
            "\"\"x\"\"\"\r\n"));
        QVERIFY(table.contains("value,memory,"));
        QVERIFY(table.contains(",MB,\r\n"));
        QVERIFY(table.contains("latency,p95,"));
    }

    void nothingMeasuredIsNoMeasure() {
        const auto view = models::watchSums({question(u"api"_s, u"http"_s, u"https://x"_s)}, {}, 0, hour, 0);
        QVERIFY(view.measures.isEmpty());
        QCOMPARE(view.lanes.size(), 1);
        QCOMPARE(view.incidents.size(), 1); // nobody watched
    }
};

QTEST_GUILESS_MAIN(WatchBuilderTest)
#include "watch_builder_test.moc"
