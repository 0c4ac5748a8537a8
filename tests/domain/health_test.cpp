#include "app/domain/health.h"

#include <QElapsedTimer>
#include <QTest>

using namespace slipway::domain;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 every = 10;

/// One sample each `every` from 0: '.' ok, 'd' degraded, 'x' fail, 'e' observer error, ' ' none.
QList<Sample> samplesOf(const QString& pattern) {
    QList<Sample> result;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        Sample sample;
        sample.timeMs = i * every;
        sample.everyMs = every;
        if (pattern[i] == u' ')
            continue;
        if (pattern[i] == u'd')
            sample.outcome = SampleOutcome::Degraded;
        if (pattern[i] == u'x')
            sample.outcome = SampleOutcome::Fail;
        if (pattern[i] == u'e')
            sample.outcome = SampleOutcome::ObserverError;
        if (sample.outcome != SampleOutcome::Ok)
            sample.reason = QStringLiteral("%1 at %2").arg(pattern[i]).arg(i);
        result.append(sample);
    }
    return result;
}

QChar letter(HealthState state) {
    switch (state) {
    case HealthState::Unobserved:
        return u'-';
    case HealthState::Up:
        return u'U';
    case HealthState::Degraded:
        return u'G';
    case HealthState::Suspect:
        return u'S';
    case HealthState::Down:
        return u'D';
    case HealthState::Maintenance:
        return u'M';
    }
    Q_UNREACHABLE();
}

/// "U30 D20": states and their lengths.
QString textOf(const QList<Stretch>& list) {
    QStringList result;
    for (const Stretch& stretch : list)
        result.append(letter(stretch.state) + QString::number(stretch.to - stretch.from));
    return result.join(u' ');
}

/// The opposite of textOf, beginning at `from`.
QList<Stretch> stretchesOf(const QString& text, qint64 from = 0) {
    QList<Stretch> result;
    for (const QString& word : text.split(u' ', Qt::SkipEmptyParts))
        for (const auto state : {HealthState::Unobserved, HealthState::Up, HealthState::Degraded,
                                 HealthState::Suspect, HealthState::Down})
            if (letter(state) == word[0]) {
                result.append({from, from + word.mid(1).toLongLong(), state, word});
                from = result.last().to;
            }
    return result;
}

bool isGapless(const QList<Stretch>& list, qint64 from, qint64 to) {
    for (const Stretch& stretch : list) {
        if (stretch.from != from || stretch.to <= stretch.from)
            return false;
        from = stretch.to;
    }
    return from == to;
}

QString text(const char* latin1) {
    return QString::fromLatin1(latin1);
}

} // namespace

class HealthTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void judgesSamples_data() {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const char* pattern, const char* expected) {
            QTest::newRow(name) << text(pattern) << text(expected);
        };
        row("nothing", "", "-200");
        row("all is well", "....................", "U200");
        row("degraded counts as answered", "..dd................", "U20 G20 U160");
        row("one failure is a suspicion", "..x.................", "U20 S10 U170");
        row("two failures are a suspicion", "..xx................", "U20 S20 U160");
        row("three failures are down since the first", "..xxx...............", "U20 D30 U150");
        row("failing from the start", "xxxxx...............", "D50 U150");
        row("one success does not recover", "xxx.xx..............", "D60 U140");
        row("a degraded success recovers too", "xxx.d...............", "D30 U10 G10 U150");
        row("an unconfirmed recovery stays down", "xxx.                ", "D55 -145");
        row("a new failure needs three again", "xxx..xx.............", "D30 U20 S20 U130");
        row("failures apart are no row", "xx.xx.xx............", "S20 U10 S20 U10 S20 U120");
        row("a sample speaks for two and a half periods", "...       ..........", "U45 -55 U100");
        row("a short gap is bridged", "... ................", "U200");
        row("two missing samples are not bridged", ".  .................", "U25 -5 U170");
        row("silence at the end", "..........          ", "U115 -85");
        row("an observer error is unobserved", "..ee................", "U20 -20 U160");
        row("an observer error never becomes down", "..xxeeeeee..........", "U20 S20 -60 U100");
        row("unobserved time resets the count of failures", "xxexx...............", "S20 -10 S20 U150");
        row("silence resets the count of failures", "xx    xx............", "S35 -25 S20 U120");
        row("unobserved time resets the count of successes", "xxx.e.x.............", "D40 -10 D20 U130");
        row("down stays down over a gap until it recovers", "xxx     x...........", "D45 -35 D10 U110");
    }
    void judgesSamples() {
        QFETCH(QString, pattern);
        QFETCH(QString, expected);
        const auto list = stretches(samplesOf(pattern), 0, 200);
        QCOMPARE(textOf(list), expected);
        QVERIFY(isGapless(list, 0, 200));
    }

    void believesAsManyAnswersAsTheProbeAsksFor_data() {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<int>("failsAfter");
        QTest::addColumn<int>("recoversAfter");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const char* pattern, int fails, int recovers,
                            const char* expected) {
            QTest::newRow(name) << text(pattern) << fails << recovers << text(expected);
        };
        row("one failure is enough", "..x.................", 1, 2, "U20 D10 U170");
        row("one success is enough", "xxx.................", 3, 1, "D30 U170");
        row("both at once", "x.x.................", 1, 1, "D10 U10 D10 U170");
        row("five failures", "xxxx.xxxxx..........", 5, 2, "S40 U10 D50 U100");
        row("four successes, back-dated to the first", "xxx...x.............", 3, 4, "D70 U130");
        row("recovery is degraded where it was", "xxx.d...............", 3, 3, "D30 U10 G10 U150");
        row("a gap begins the count anew", "xxx..e..............", 3, 3, "D50 -10 U140");
    }
    void believesAsManyAnswersAsTheProbeAsksFor() {
        QFETCH(QString, pattern);
        QFETCH(int, failsAfter);
        QFETCH(int, recoversAfter);
        QFETCH(QString, expected);
        const auto list = stretches(samplesOf(pattern), 0, 200, {failsAfter, recoversAfter});
        QCOMPARE(textOf(list), expected);
        QVERIFY(isGapless(list, 0, 200));
    }

    void keepsTheReasonOfTheFirstFailure() {
        const auto list = stretches(samplesOf(text("..xxx")), 0, 50);
        QCOMPARE(list.last().reason, text("x at 2"));
        QVERIFY(list.first().reason.isEmpty());
        QCOMPARE(stretches(samplesOf(text(".e.")), 0, 30).at(1).reason, text("e at 1"));
    }

    void clipsToTheAskedTimeButJudgesByAllSamples() {
        const auto samples = samplesOf(text("..xxx..............."));
        QCOMPARE(textOf(stretches(samples, 35, 45)), text("D10"));
        QCOMPARE(textOf(stretches(samples, 45, 60)), text("D5 U10"));
        QCOMPARE(textOf(stretches(samples, -50, 10)), text("-50 U10"));
        QCOMPARE(textOf(stretches(samples, 500, 600)), text("-100"));
        QVERIFY(stretches(samples, 50, 50).isEmpty());
        QVERIFY(stretches(samples, 50, 10).isEmpty());
    }

    void followsAPeriodThatChanges() {
        auto samples = samplesOf(text(".."));
        samples[1].everyMs = 40;
        QCOMPARE(textOf(stretches(samples, 0, 200)), text("U110 -90"));
    }

    void survivesSamplesAtTheSameInstant() {
        auto samples = samplesOf(text("xxx.."));
        for (Sample& sample : samples)
            sample.timeMs = 0;
        QVERIFY(isGapless(stretches(samples, 0, 100), 0, 100));
    }

    void showsTheWorstLane_data() {
        QTest::addColumn<QStringList>("lanes");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const QStringList& lanes, const char* expected) {
            QTest::newRow(name) << lanes << text(expected);
        };
        row("no lane", {}, "-100");
        row("one lane", {text("U50 D50")}, "U50 D50");
        row("down wins", {text("U100"), text("U20 D30 U50")}, "U20 D30 U50");
        row("down over suspect over degraded", {text("G100"), text("U20 S60 U20"), text("U40 D20 U40")},
            "G20 S20 D20 S20 G20");
        row("unobserved hides up", {text("U100"), text("U40 -20 U40")}, "U40 -20 U40");
        row("unobserved does not hide down", {text("D100"), text("-100")}, "D100");
        row("unobserved does not hide degraded", {text("U50 G50"), text("-100")}, "-50 G50");
        row("nobody observed", {text("-100"), text("-100")}, "-100");
        row("a lane that ends early is unobserved then", {text("U100"), text("U40")}, "U40 -60");
        row("longer lanes are clipped", {text("U60 D90")}, "U60 D40");
    }
    void showsTheWorstLane() {
        QFETCH(QStringList, lanes);
        QFETCH(QString, expected);
        QList<QList<Stretch>> input;
        for (const QString& lane : lanes)
            input.append(stretchesOf(lane));
        const auto list = worst(input, 0, 100);
        QCOMPARE(textOf(list), expected);
        QVERIFY(isGapless(list, 0, 100));
    }

    void tellsTheReasonOfTheWorstLane() {
        const auto list = worst({stretchesOf(text("U100")), stretchesOf(text("U20 D30 U50"))}, 0, 100);
        QCOMPARE(list.at(1).reason, text("D30"));
    }

    void weighsAvailabilityByTime() {
        const auto result = availability(stretchesOf(text("U40 G10 S10 D20 -20")));
        QCOMPARE(result.upMs, 60);
        QCOMPARE(result.downMs, 20);
        QCOMPARE(result.windowMs, 100);
        QCOMPARE(result.coverage(), 0.8);
        QCOMPARE(result.upShare(), 0.75);
        QCOMPARE(availability({}).coverage(), 0.0);
        QCOMPARE(availability(stretchesOf(text("-50"))).upShare(), 1.0);
        QCOMPARE(availability(stretchesOf(text("-50"))).coverage(), 0.0);
    }

    void soaksOnlyInObservedHealthyTimeSinceTheLastDown() {
        QCOMPARE(soakedMs(stretchesOf(text("U100"))), 100);
        QCOMPARE(soakedMs(stretchesOf(text("U100 D10 U30"))), 30);
        QCOMPARE(soakedMs(stretchesOf(text("U100 D10 U30 -500 U20"))), 50);
        QCOMPARE(soakedMs(stretchesOf(text("U10 S5 G10"))), 20);
        QCOMPARE(soakedMs(stretchesOf(text("U10 D5"))), 0);
        QCOMPARE(soakedMs({}), 0);
    }

    void takesPercentilesByNearestRank() {
        QVERIFY(!percentileUs({}, 0.5));
        QCOMPARE(percentileUs({7}, 0.99), 7);
        QCOMPARE(percentileUs({50, 15, 40, 20, 35}, 0.3), 20);
        QCOMPARE(percentileUs({50, 15, 40, 20, 35}, 0.4), 20);
        QCOMPARE(percentileUs({50, 15, 40, 20, 35}, 0.5), 35);
        QCOMPARE(percentileUs({50, 15, 40, 20, 35}, 1.0), 50);
        QCOMPARE(percentileUs({50, 15, 40, 20, 35}, 0.0), 15);
        QList<qint64> hundred;
        for (qint64 i = 100; i >= 1; --i)
            hundred.append(i);
        QCOMPARE(percentileUs(hundred, 0.07), 7);
        QCOMPARE(percentileUs(hundred, 0.95), 95);
        QCOMPARE(percentileUs(hundred, 0.99), 99);
    }

    void fillsBucketsInProportion() {
        const auto list = buckets(stretchesOf(text("U30 D10 G20 -40")), 0, 100, 4);
        QCOMPARE(list.size(), 4);
        QCOMPARE(list[0].upMs, 25);
        QCOMPARE(list[0].shown(), HealthState::Up);
        QCOMPARE(list[1].upMs, 5);
        QCOMPARE(list[1].downMs, 10);
        QCOMPARE(list[1].degradedMs, 10);
        QCOMPARE(list[1].shown(), HealthState::Down);
        QCOMPARE(list[2].degradedMs, 10);
        QCOMPARE(list[2].unobservedMs, 15);
        QCOMPARE(list[2].shown(), HealthState::Unobserved);
        QCOMPARE(list[3].unobservedMs, 25);
        QCOMPARE(list[3].to, 100);
    }

    void losesNoTimeInUnevenBuckets() {
        const auto list = buckets(stretchesOf(text("U30 D10 S20"), 20), 0, 100, 7);
        qint64 down = 0;
        qint64 all = 0;
        for (const Bucket& bucket : list) {
            down += bucket.downMs;
            all += bucket.upMs + bucket.degradedMs + bucket.downMs + bucket.unobservedMs;
            QVERIFY(bucket.unobservedMs >= 0);
        }
        QCOMPARE(down, 10);
        QCOMPARE(all, 100);
        QVERIFY(buckets({}, 0, 100, 0).isEmpty());
        QVERIFY(buckets({}, 100, 100, 5).isEmpty());
    }

    void judgesTenDaysOfSecondsAtOnce() {
        QList<Sample> samples;
        samples.reserve(864'000);
        for (int i = 0; i < 864'000; ++i) {
            Sample sample;
            sample.timeMs = i * 1000LL;
            sample.everyMs = 1000;
            sample.outcome = i % 7 < 3 ? SampleOutcome::Fail : SampleOutcome::Ok;
            samples.append(sample);
        }
        QElapsedTimer timer;
        timer.start();
        const auto list = stretches(samples, 0, 864'000'000);
        const auto all = worst({list, list, list}, 0, 864'000'000);
        const auto strip = buckets(all, 0, 864'000'000, 1000);
        QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(all.size(), list.size());
        QCOMPARE(strip.size(), 1000);
        QVERIFY(isGapless(list, 0, 864'000'000));
    }

    void whatIsNotUpInMaintenanceIsBlamedOnNobody() {
        const QList<Stretch> seen{{0, 100, HealthState::Up, {}},
                                  {100, 200, HealthState::Down, u"503"_s},
                                  {200, 250, HealthState::Unobserved, {}},
                                  {250, 300, HealthState::Degraded, u"slow"_s}};
        const QList<Stretch> spans{{50, 150, HealthState::Maintenance, {}},
                                   {160, 170, HealthState::Maintenance, {}},
                                   {240, 260, HealthState::Maintenance, {}}};
        const auto shown = withMaintenance(seen, spans);
        const QList<Stretch> expected{{0, 100, HealthState::Up, {}},
                                      {100, 150, HealthState::Maintenance, u"503"_s},
                                      {150, 160, HealthState::Down, u"503"_s},
                                      {160, 170, HealthState::Maintenance, u"503"_s},
                                      {170, 200, HealthState::Down, u"503"_s},
                                      {200, 250, HealthState::Unobserved, {}},
                                      {250, 260, HealthState::Maintenance, u"slow"_s},
                                      {260, 300, HealthState::Degraded, u"slow"_s}};
        QCOMPARE(shown, expected);
        const Availability sum = availability(shown);
        QCOMPARE(sum.windowMs, 230);
        QCOMPARE(sum.downMs, 40);
        QCOMPARE(sum.upMs, 140);
        QCOMPARE(withMaintenance(seen, {}), seen);
        // Beside what is down or not observed it does not hide that.
        QCOMPARE(worst({shown, {{0, 300, HealthState::Up, {}}}}, 100, 160).last().state, HealthState::Down);
        QCOMPARE(worst({shown, {{0, 300, HealthState::Up, {}}}}, 100, 150).first().state,
                 HealthState::Maintenance);
    }
};

QTEST_GUILESS_MAIN(HealthTest)
#include "health_test.moc"
