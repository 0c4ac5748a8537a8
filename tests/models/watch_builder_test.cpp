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
    static models::WatchSource sourceOf(const QList<engine::ProbeQuestion>& questions) {
        models::WatchSource source;
        source.questions = questions;
        source.liveAtMs = hour;
        source.toMs = 9 * hour;
        return source;
    }
    static models::WatchView sums() {
        auto memory = question(u"memory"_s, u"memory"_s, u"bot"_s, {{u"of"_s, u"pm2"_s}});
        memory.probe.failing = u"> 500"_s;
        models::WatchSource source = sourceOf({question(u"api"_s, u"http"_s, u"https://x"_s), memory});
        return models::watchSums(source, samples());
    }

private Q_SLOTS:
    void tellsWhereMemoryIsHeading() {
        const models::WatchView view = sums();
        QCOMPARE(view.measures.size(), 2);
        const models::MeasureView& memory = view.measures.first();
        QCOMPARE(memory.unit, u"MB"_s);
        QCOMPARE(memory.limit, std::optional(500.0));
        QCOMPARE(memory.trend, u"grows 12 MB / h"_s);
        // 200 MB more at 12 MB an hour are 16 hours and 40 minutes after launch.
        QCOMPARE(memory.projection, u"500 MB at +16 h"_s);
        QVERIFY(memory.points.size() > 200 && memory.points.size() <= 240);
    }

    void tellsHowManyAnswersFailed() {
        const models::MeasureView errors = sums().measures.last();
        QCOMPARE(errors.name, u"Failed answers"_s);
        QCOMPARE(errors.unit, u"%"_s);
        // In the slices of two minutes that are worst, two of four answers failed.
        QCOMPARE(errors.trend, u"at most 50 %"_s);
    }

    void theDayBeforeIsABand() {
        QList<Sample> before;
        models::WatchSource source =
            sourceOf({question(u"api"_s, u"http"_s, u"https://x"_s),
                      question(u"memory"_s, u"memory"_s, u"bot"_s, {{u"of"_s, u"pm2"_s}})});
        for (int i = 0; i < 100; ++i)
            for (const char* probe : {"api", "memory"}) {
                Sample sample;
                sample.probe = ProbeName(QString::fromLatin1(probe));
                sample.timeMs = hour - (100 - i) * 10'000;
                sample.everyMs = 10'000;
                sample.tookUs = i * 1000;
                if (sample.probe.text() == u"memory"_s)
                    sample.value = i;
                before.append(sample);
            }
        const auto view = models::watchSums(source, samples(), before);
        QCOMPARE(view.latencyBefore, (std::optional<QPair<qint64, qint64>>{{4000, 94'000}}));
        QCOMPARE(view.measures.first().before, (std::optional<QPair<double, double>>{{4, 94}}));
        QVERIFY(!view.measures.last().before);
        QVERIFY(!sums().latencyBefore);
    }

    void aPartIsLookedAtClosely() {
        models::WatchSource source =
            sourceOf({question(u"api"_s, u"http"_s, u"https://x"_s),
                      question(u"memory"_s, u"memory"_s, u"bot"_s, {{u"of"_s, u"pm2"_s}})});
        QVERIFY(!models::watchSums(source, samples()).detail.covers(2 * hour, 3 * hour));
        source.closeFromMs = 2 * hour;
        source.closeToMs = 2 * hour + 10 * minute;
        const auto view = models::watchSums(source, samples());
        QVERIFY(view.detail.covers(2 * hour, 2 * hour + 10 * minute));
        QVERIFY(!view.detail.covers(2 * hour, 3 * hour));
        QCOMPARE(view.detail.measures.size(), view.measures.size());
        QCOMPARE(view.detail.measures.first().points.size(), 10);
        const auto answered = std::count_if(view.detail.latency.begin(), view.detail.latency.end(),
                                            [](const models::LatencyPoint& one) { return one.p95Us >= 0; });
        QCOMPARE(answered, 10);
    }

    void criteriaAreJudgedSoFar() {
        models::WatchSource source = sourceOf({question(u"api"_s, u"http"_s, u"https://x"_s)});
        source.criteria = {{WatchRule::Measure::Available, u"99%"_s},
                           {WatchRule::Measure::Incidents, u"1"_s}};
        const auto view = models::watchSums(source, samples());
        QCOMPARE(view.criteria.size(), 2);
        QCOMPARE(view.criteria.first().verdict, Verdict::Failed);
        QCOMPARE(view.criteria.last().verdict, Verdict::Passed);
    }

    void marksTellWhatWasDone() {
        World world;
        Deployment watched;
        watched.id = DeploymentId(u"dep-1"_s);
        watched.environment = EnvironmentName(u"production"_s);
        watched.liveAtMs = hour;
        Checkpoint checkpoint;
        checkpoint.after = base::Milliseconds(hour);
        SignOff signOff;
        signOff.person = PersonName(u"mira"_s);
        signOff.atMs = 3 * hour;
        checkpoint.signatures = {signOff};
        watched.checkpoints = {checkpoint};
        Deployment back;
        back.id = DeploymentId(u"dep-2"_s);
        back.environment = watched.environment;
        back.kind = DeploymentKind::Rollback;
        back.startedAtMs = 4 * hour;
        back.startedBy = u"sam"_s;
        Deployment elsewhere = back;
        elsewhere.id = DeploymentId(u"dep-3"_s);
        elsewhere.environment = EnvironmentName(u"staging"_s);
        for (const Deployment& one : {watched, back, elsewhere})
            world.deployments.insert(one.id, one);
        ports::OutboxLine mail;
        mail.channel = u"mail"_s;
        mail.message.environment = watched.environment;
        mail.message.atMs = 2 * hour;
        Incident incident;
        incident.id = u"1"_s;
        incident.trouble.title = u"API is down"_s;
        mail.message.incidents = {incident};
        ports::OutboxLine slack = mail;
        slack.channel = u"slack"_s;
        ports::OutboxLine over = mail;
        over.message.kind = AlertMessage::Kind::Ended;
        over.message.atMs = 20 * hour;
        const auto marks = models::watchMarks(world, watched, 9 * hour, {mail, slack, over});
        QCOMPARE(marks.size(), 3);
        using Kind = models::WatchMark::Kind;
        QCOMPARE(marks.at(0).kind, Kind::Alert);
        QCOMPARE(marks.at(1).kind, Kind::Signed);
        QCOMPARE(marks.at(2).kind, Kind::Rollback);
        QVERIFY(marks.at(0).words.contains(u"API is down"_s));
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
        models::WatchSource nothing;
        nothing.questions = {question(u"api"_s, u"http"_s, u"https://x"_s)};
        nothing.toMs = hour;
        const auto view = models::watchSums(nothing, {});
        QVERIFY(view.measures.isEmpty());
        QCOMPARE(view.lanes.size(), 1);
        QCOMPARE(view.incidents.size(), 1); // nobody watched
    }
};

QTEST_GUILESS_MAIN(WatchBuilderTest)
#include "watch_builder_test.moc"
