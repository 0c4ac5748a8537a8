#include "app/domain/watch.h"
#include "app/engine/alerting.h"
#include "app/engine/lanes.h"
#include "app/engine/observer.h"
#include "tests/engine/engine_life.h"

#include <QRegularExpression>
#include <QTest>
#include <ctime>

using namespace slipway;
using namespace slipway::test;
using namespace std::chrono_literals;
using domain::Checkpoint;
using domain::HealthState;
using domain::Stretch;

namespace {

const EnvironmentName staging(u"staging"_s);

domain::Probe probeOf(const QString& kind, const QString& name, const QString& asks,
                      base::Milliseconds every) {
    domain::Probe probe;
    probe.kind = kind;
    probe.name = domain::ProbeName(name);
    probe.params = {{u"main"_s, asks}};
    probe.every = every;
    return probe;
}

/// Seconds since go-live, with what is left of one: "1804", "1817.2".
QString secondsOf(qint64 ms) {
    return QString::number(static_cast<double>(ms) / 1000.0, 'f', 3).remove(QRegularExpression(u"\\.?0+$"_s));
}

/// A recorded day of production: what the page answers, and what the clock, the suspend, the store and the
/// network of the desk do, one after the other. A real observer watches it, and a real alerting tells of it,
/// in as many lives as it takes. Times are told in seconds since go-live.
class RecordedWorld {
public:
    explicit RecordedWorld(const QList<base::Milliseconds>& checkpoints, base::Milliseconds every = 10s,
                           qint64 startsAtMs = 0) {
        furnish(world, {deployStep()});
        auto& project = world.source.atStart;
        project.environments.first().tier = domain::Tier::Production;
        project.environments.first().probes = {probeOf(u"http"_s, u"front"_s, healthUrl(), every)};
        project.watchFor = 24h;
        project.watchZone = u"Europe/Berlin"_s;
        for (const base::Milliseconds after : checkpoints)
            project.checkpoints.append({after, u"It holds"_s});
        domain::AlertChannel desktop;
        desktop.name = u"desktop"_s;
        desktop.kind = domain::AlertChannel::Kind::Desktop;
        project.alerts.channels = {desktop};
        if (startsAtMs > 0)
            world.clock.stepWall(startsAtMs - world.clock.now().utcMs);
    }

    /// The release goes live, and from this moment on somebody watches.
    void goesLive() {
        m_life = std::make_unique<EngineLife>(world);
        m_id = m_life->start();
        m_life->drive(m_id);
        m_liveAtMs = deployment().liveAtMs;
        watches();
    }
    void answers(int status) {
        world.http.answers.clear();
        world.http.answer(healthUrl(), status);
    }
    void cannotBeAsked(base::ErrorKind kind) {
        world.http.answers.clear();
        world.http.refuse(healthUrl(), kind);
    }
    /// Time passes second by second; what is judged on another thread is waited for where it is due.
    void runs(std::chrono::milliseconds span) {
        while (span > 0s) {
            const auto slice = std::min<std::chrono::milliseconds>(span, 1s);
            span -= slice;
            world.clock.advance(slice.count());
            waitForVerdicts();
        }
    }
    void sleeps(std::chrono::milliseconds span) { world.clock.sleepThrough(span.count()); }
    void isKilled() {
        m_alerting.reset();
        m_observer.reset();
        m_life.reset();
    }
    void isStartedAgain() {
        m_life = std::make_unique<EngineLife>(world);
        watches();
    }

    const Deployment& deployment() const { return m_life->deployment(m_id); }
    /// "passed, due 3600, evaluated 3600, 100 % up · 99 % observed"; what waits says only that.
    QString told(qsizetype checkpoint) const {
        const Checkpoint& one = deployment().checkpoints.at(checkpoint);
        const QString verdict = domain::verdictName(one.verdict);
        return one.verdict == Verdict::Waiting
                   ? verdict
                   : QStringLiteral("%1, due %2, evaluated %3, %4")
                         .arg(verdict, secondsOf(one.dueAtMs - m_liveAtMs),
                              secondsOf(one.evaluatedAtMs - m_liveAtMs), one.summary);
    }
    /// What a lane was from go-live until now: "0-1804 up".
    QStringList told(const QString& label = u"front"_s) const { return told(label, m_liveAtMs, now()); }
    QStringList told(const QString& label, qint64 fromMs, qint64 toMs) const {
        QStringList lines;
        for (const engine::Lane& lane : engine::lanesOf(questions(), world.samples.samples, fromMs, toMs))
            for (const Stretch& one : lane.stretches)
                if (lane.question.label() == label)
                    lines.append(
                        QStringLiteral("%1-%2 %3%4")
                            .arg(secondsOf(one.from - m_liveAtMs), secondsOf(one.to - m_liveAtMs),
                                 domain::healthStateName(one.state),
                                 one.state == HealthState::Unobserved ? u": "_s + one.reason : QString()));
        return lines;
    }
    /// The first lines of what people were told, without the place.
    QStringList toldPeople() const {
        QStringList titles;
        for (const QString& shown : world.desktop.shown)
            titles.append(shown.section(u'\n', 0, 0).section(u"] "_s, 1));
        return titles;
    }
    qint64 now() const { return world.clock.now().utcMs; }
    qint64 liveAtMs() const { return m_liveAtMs; }
    /// Entries about checkpoints: each is judged once, in however many lives.
    qsizetype judged() const {
        return world.ledger.types(domain::chainOf(m_id))
            .count(QString::fromLatin1(domain::entry::checkpoint));
    }

    FakeWorld world;

private:
    QList<engine::ProbeQuestion> questions() const {
        const auto& project = world.source.atStart;
        return engine::probeQuestions(project, project.environments.first());
    }
    void watches() {
        m_observer = std::make_unique<engine::Observer>(world.parts, m_life->history);
        m_alerting = std::make_unique<engine::Alerting>(world.parts, m_life->history, *m_observer);
        m_observer->begin();
        m_alerting->begin();
        waitForVerdicts();
    }
    void waitForVerdicts() {
        FakeClock::settle();
        if (isJudging())
            static_cast<void>(QTest::qWaitFor([this] { return !isJudging(); }, 2000));
    }
    bool isJudging() const {
        if (!m_life || !world.samples.writable)
            return false;
        const QList<Checkpoint>& all = deployment().checkpoints;
        return std::any_of(all.begin(), all.end(), [this](const Checkpoint& one) {
            return one.verdict == Verdict::Waiting && one.dueAtMs <= now();
        });
    }

    std::unique_ptr<EngineLife> m_life;
    std::unique_ptr<engine::Observer> m_observer;
    std::unique_ptr<engine::Alerting> m_alerting;
    DeploymentId m_id;
    qint64 m_liveAtMs = 0;
};

} // namespace

/// What nobody saw is not green, and what is this computer's fault is not the target's (monitoring.md A3).
class RecordedWorldTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void suspend13s_isAGapOfItsOwnAndTheCheckpointPasses() {
        RecordedWorld recorded({1h});
        recorded.goesLive();
        recorded.runs(1804200ms);
        recorded.sleeps(13s);
        recorded.runs(2400s);
        // From the last look before it to the first after it.
        QCOMPARE(recorded.told(),
                 (QStringList{u"0-1804 up"_s, u"1804-1817.2 unobserved: this computer slept"_s,
                              u"1817.2-4217.2 up"_s}));
        QCOMPARE(recorded.told(0), u"passed, due 3600, evaluated 3600.2, 100 % up · 99 % observed"_s);
        QCOMPARE(recorded.toldPeople(), QStringList());
    }

    void suspend59s_whileTheNetworkIsSlowToComeBackBlamesNobody() {
        RecordedWorld recorded({1h});
        recorded.goesLive();
        recorded.runs(1804200ms);
        recorded.sleeps(59s);
        recorded.cannotBeAsked(base::ErrorKind::Unreachable);
        recorded.runs(25s);
        recorded.answers(200);
        recorded.runs(2400s);
        QCOMPARE(recorded.told(), (QStringList{u"0-1804 up"_s, u"1804-1890 unobserved: this computer slept"_s,
                                               u"1890-4288.2 up"_s}));
        QCOMPARE(recorded.told(0), u"passed, due 3600, evaluated 3600.2, 100 % up · 97 % observed"_s);
        QCOMPARE(recorded.toldPeople(), QStringList());
    }

    /// What broke meanwhile is down from the moment somebody sees it, not from when the lid was closed.
    void suspend8hAcrossACheckpoint_isJudgedAtWakeAndNeverBackDated() {
        RecordedWorld recorded({1h, 4h, 12h});
        recorded.goesLive();
        recorded.runs(1804200ms);
        recorded.sleeps(8h);
        recorded.answers(503);
        recorded.runs(100s);
        QCOMPARE(recorded.told(),
                 (QStringList{u"0-1804 up"_s, u"1804-30670 unobserved: this computer slept"_s,
                              u"30670-30704.2 down"_s}));
        QCOMPARE(recorded.told(0), u"inconclusive, due 3600, evaluated 30605.2, 100 % up · 50 % observed"_s);
        QCOMPARE(recorded.told(1), u"inconclusive, due 14400, evaluated 30605.2, 100 % up · 12 % observed"_s);
        QCOMPARE(recorded.told(2), u"waiting"_s);
        const auto* entry = entryOf(recorded.world, domain::entry::checkpoint);
        QVERIFY(entry);
        QCOMPARE(entry->text("dueAt"), base::isoUtc(recorded.liveAtMs() + 3600'000));
        QCOMPARE(entry->timeMs(), recorded.liveAtMs() + 30'605'200);
        QCOMPARE(recorded.judged(), 2);
    }

    void clockSetForwardOneHour_judgesAtOnceWhatNobodySaw() {
        RecordedWorld recorded({1h});
        recorded.goesLive();
        recorded.runs(1804s);
        recorded.world.clock.stepWall(3600'000);
        recorded.runs(60s);
        QCOMPARE(recorded.told(), (QStringList{u"0-1804 up"_s, u"1804-5410 unobserved: the clock was set"_s,
                                               u"5410-5464 up"_s}));
        QCOMPARE(recorded.told(0), u"inconclusive, due 3600, evaluated 5406, 100 % up · 50 % observed"_s);
        QCOMPARE(recorded.toldPeople(), QStringList());
    }

    /// The same hour passes twice: what was down in either of them is down in it, and people hear of both.
    void clockSetBackOneHour_hidesNothingThatWasDownInEitherHour() {
        RecordedWorld recorded({1h, 2h});
        recorded.goesLive();
        recorded.runs(3000s);
        recorded.answers(503);
        recorded.runs(120s);
        recorded.answers(200);
        recorded.runs(2285s); // 5405
        QCOMPARE(recorded.told(0), u"failed, due 3600, evaluated 3600, 96.66 % up · 100 % observed"_s);
        recorded.world.clock.stepWall(-3600'000); // 1805
        recorded.runs(600s);                      // 2405
        recorded.answers(500);
        recorded.runs(60s);
        // Down is down, although the page answered at the same times an hour ago.
        QCOMPARE(recorded.told(), (QStringList{u"0-2410 up"_s, u"2410-2465 down"_s}));
        QStringList people{u"front is down"_s, u"Over: front is down"_s,
                           u"the checkpoint of v1.1.0 at 1h failed: It holds"_s, u"front is down"_s};
        QCOMPARE(recorded.toldPeople(), people);
        recorded.runs(60s);
        recorded.answers(200);
        recorded.runs(500s); // 3025
        // What was down at that time an hour ago is not down now.
        QCOMPARE(recorded.told(), (QStringList{u"0-2410 up"_s, u"2410-2530 down"_s, u"2530-3010 up"_s,
                                               u"3010-3020 down"_s, u"3020-3025 up"_s}));
        recorded.runs(5000s);
        QCOMPARE(recorded.told(), (QStringList{u"0-2410 up"_s, u"2410-2530 down"_s, u"2530-3010 up"_s,
                                               u"3010-3130 down"_s, u"3130-8025 up"_s}));
        QCOMPARE(recorded.told(1), u"failed, due 7200, evaluated 7200, 96.66 % up · 100 % observed"_s);
        QCOMPARE(recorded.judged(), 2);
        people += {u"Over: front is down"_s, u"the checkpoint of v1.1.0 at 2h failed: It holds"_s};
        QCOMPARE(recorded.toldPeople(), people);
    }

    void daylightSavingNight_data() {
        QTest::addColumn<QDateTime>("live");
        QTest::addColumn<QDateTime>("signBy");
        // Both on a Sunday: it is signed until Monday at ten.
        QTest::newRow("an hour twice") << QDateTime(QDate(2026, 10, 24), QTime(22, 30), Qt::UTC)
                                       << QDateTime(QDate(2026, 10, 26), QTime(9, 0), Qt::UTC);
        QTest::newRow("an hour never") << QDateTime(QDate(2027, 3, 27), QTime(23, 30), Qt::UTC)
                                       << QDateTime(QDate(2027, 3, 29), QTime(8, 0), Qt::UTC);
    }
    /// Nothing steps but what is shown: four hours are four hours.
    void daylightSavingNight() {
        QFETCH(QDateTime, live);
        QFETCH(QDateTime, signBy);
        const QByteArray zone = qgetenv("TZ");
        qputenv("TZ", "Europe/Berlin");
        tzset();
        RecordedWorld recorded({4h}, 10s, live.toMSecsSinceEpoch());
        recorded.goesLive();
        recorded.runs(4h);
        zone.isNull() ? qunsetenv("TZ") : qputenv("TZ", zone);
        tzset();
        QCOMPARE(recorded.liveAtMs(), live.toMSecsSinceEpoch());
        QCOMPARE(recorded.told(), QStringList(u"0-14400 up"_s));
        QCOMPARE(recorded.told(0), u"passed, due 14400, evaluated 14400, 100 % up · 100 % observed"_s);
        QCOMPARE(recorded.deployment().checkpoints.first().signByMs, signBy.toMSecsSinceEpoch());
    }

    void monitorKilledAndRestarted_saysForHowLongNobodyWatched() {
        RecordedWorld recorded({1h, 2h});
        recorded.goesLive();
        recorded.runs(1700s);
        recorded.answers(503);
        recorded.runs(104200ms);
        recorded.isKilled();
        recorded.runs(120s);
        recorded.isStartedAgain();
        recorded.runs(60s);
        recorded.answers(200);
        recorded.runs(1200s);
        // The last answer speaks for two and a half periods; what was down has not recovered unseen.
        QCOMPARE(recorded.told(), (QStringList{u"0-1710 up"_s, u"1710-1825 down"_s,
                                               u"1825-1924.2 unobserved: nobody was watching"_s,
                                               u"1924.2-1994.2 down"_s, u"1994.2-3184.2 up"_s}));
        // Told once that it is down, and once that it is up again, over both lives.
        QCOMPARE(recorded.toldPeople(), (QStringList{u"front is down"_s, u"Over: front is down"_s}));
        recorded.runs(300s);
        recorded.isKilled();
        recorded.runs(600s);
        recorded.isStartedAgain();
        recorded.runs(10s);
        QCOMPARE(recorded.told(0), u"failed, due 3600, evaluated 4084.2, 94.55 % up · 94 % observed"_s);
        recorded.runs(4000s);
        QCOMPARE(recorded.told(1).section(u',', 0, 2), u"failed, due 7200, evaluated 7200.2"_s);
        QCOMPARE(recorded.judged(), 2);
        QCOMPARE(recorded.world.ledger.fault(), QString());
    }

    /// Neither down nor unobserved: what was seen waits, and the verdict with it.
    void storeBusyFor60sYieldsNoDown() {
        RecordedWorld recorded({1h});
        recorded.goesLive();
        recorded.runs(3570s);
        recorded.world.samples.writable = false;
        recorded.world.samples.readable = false;
        recorded.runs(60s);
        QCOMPARE(recorded.told(0), u"waiting"_s);
        recorded.world.samples.readable = true;
        recorded.runs(1s);
        // What can be read again is not all that was seen.
        QCOMPARE(recorded.told(0), u"waiting"_s);
        recorded.world.samples.writable = true;
        recorded.runs(29s);
        QCOMPARE(recorded.told(), QStringList(u"0-3660 up"_s));
        QCOMPARE(recorded.told(0), u"passed, due 3600, evaluated 3632, 100 % up · 100 % observed"_s);
        QCOMPARE(recorded.toldPeople(), QStringList());
    }

    void localNetworkGone_isUnobservedForEveryKindOfProbeAndToldOnce() {
        RecordedWorld recorded({1h});
        auto& world = recorded.world;
        world.source.atStart.environments.first().probes +=
            {probeOf(u"tcp"_s, u"port"_s, u"db.example:5432"_s, 10s),
             probeOf(u"run"_s, u"service"_s, u"systemctl is-active boat"_s, 10s)};
        recorded.goesLive();
        recorded.runs(1804s);
        const base::Error gone{base::ErrorKind::Observer, {}, u"no route from here"_s};
        recorded.cannotBeAsked(base::ErrorKind::Observer);
        world.network.sight.error = gone;
        for (const auto& host : {u"stg-1"_s, u"stg-2"_s})
            world.shell.host(host).error = gone;
        recorded.runs(600s);
        recorded.answers(200);
        world.network.sight.error.reset();
        for (const auto& host : {u"stg-1"_s, u"stg-2"_s})
            world.shell.host(host).error.reset();
        recorded.runs(1200s);
        QCOMPARE(
            recorded.told(),
            (QStringList{u"0-1810 up"_s, u"1810-2410 unobserved: could not be measured: refused on purpose"_s,
                         u"2410-3604 up"_s}));
        QCOMPARE(
            recorded.told(u"port"_s),
            (QStringList{u"0-1810 up"_s, u"1810-2410 unobserved: could not be measured: no route from here"_s,
                         u"2410-3604 up"_s}));
        QCOMPARE(
            recorded.told(u"service · stg-2"_s),
            (QStringList{u"0-1810 up"_s, u"1810-2410 unobserved: no route from here"_s, u"2410-3604 up"_s}));
        QCOMPARE(recorded.told(0), u"inconclusive, due 3600, evaluated 3600, 100 % up · 83 % observed"_s);
        const QString blind = u"nothing of staging can be seen from here"_s;
        QCOMPARE(recorded.toldPeople(), (QStringList{blind, u"Over: "_s + blind}));
    }

    void flappingIsSeen_eachTimeItIsDown() {
        RecordedWorld recorded({1h});
        domain::WatchRule calm{domain::WatchRule::Measure::Incidents, u"2"_s};
        recorded.world.source.atStart.checkpoints.first().rules = {calm};
        recorded.goesLive();
        recorded.runs(1805s);
        for (int i = 0; i < 5; ++i) {
            recorded.answers(503);
            recorded.runs(30s);
            recorded.answers(200);
            recorded.runs(30s);
        }
        // Too short to be believed, and not green either.
        recorded.answers(503);
        recorded.runs(20s);
        recorded.answers(200);
        recorded.runs(1500s);
        QStringList expected{u"0-1810 up"_s};
        for (int i = 0; i < 5; ++i) {
            const int down = 1810 + i * 60;
            expected += QStringLiteral("%1-%2 down").arg(down).arg(down + 30);
            expected += QStringLiteral("%1-%2 up").arg(down + 30).arg(down + 60);
        }
        expected += {u"2110-2130 suspect"_s, u"2130-3625 up"_s};
        QCOMPARE(recorded.told(), expected);
        QCOMPARE(recorded.told(0), u"failed, due 3600, evaluated 3600, 95.83 % up · 100 % observed"_s);
        QCOMPARE(recorded.deployment().checkpoints.first().rules.first().found, u"down 5×"_s);
    }

    void blipsOfOneSecond_areASuspicionAndNobodyIsWoken() {
        RecordedWorld recorded({1h}, 1s);
        recorded.goesLive();
        recorded.runs(500ms);
        QStringList expected;
        qint64 up = 0;
        for (int i = 1; i <= 30; ++i) {
            recorded.runs(110s);
            recorded.answers(503);
            recorded.runs(1s);
            recorded.answers(200);
            const qint64 blip = i * 111;
            expected += {QStringLiteral("%1-%2 up").arg(up).arg(blip),
                         QStringLiteral("%1-%2 suspect").arg(blip).arg(blip + 1)};
            up = blip + 1;
        }
        recorded.runs(99'500ms);
        recorded.runs(180s);
        expected += QStringLiteral("%1-3610 up").arg(up);
        QCOMPARE(recorded.told(), expected);
        QCOMPARE(recorded.told(0), u"passed, due 3600, evaluated 3600, 100 % up · 100 % observed"_s);
        QCOMPARE(recorded.toldPeople(), QStringList());
    }
};

QTEST_GUILESS_MAIN(RecordedWorldTest)
#include "recorded_world_test.moc"
