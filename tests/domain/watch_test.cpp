#include "app/domain/watch.h"

#include <QTest>

using namespace slipway;
using namespace slipway::domain;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(slipway::domain::Verdict)
Q_DECLARE_METATYPE(slipway::domain::WatchRule)

namespace {
constexpr qint64 minute = 60'000;
using State = HealthState;

/// Stretches one after the other, each some minutes long.
QList<Stretch> day(const QList<std::pair<State, double>>& minutes) {
    QList<Stretch> list;
    qint64 at = 0;
    for (const auto& [state, length] : minutes) {
        const auto to = at + static_cast<qint64>(length * minute);
        list.append({at, to, state, {}});
        at = to;
    }
    return list;
}
} // namespace

class WatchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void judgesACheckpoint_data() {
        QTest::addColumn<QList<Stretch>>("health");
        QTest::addColumn<Verdict>("verdict");
        const auto row = [](const char* name, const QList<std::pair<State, double>>& minutes,
                            Verdict verdict) { QTest::newRow(name) << day(minutes) << verdict; };
        row("nothing was seen", {}, Verdict::Inconclusive);
        row("nobody looked", {{State::Unobserved, 600}}, Verdict::Inconclusive);
        row("all up", {{State::Up, 600}}, Verdict::Passed);
        row("degraded is up", {{State::Degraded, 600}}, Verdict::Passed);
        row("just enough up", {{State::Up, 495}, {State::Down, 5}, {State::Up, 0.1}}, Verdict::Passed);
        row("not enough up", {{State::Up, 490}, {State::Down, 6}, {State::Up, 10}}, Verdict::Failed);
        row("down at the end", {{State::Up, 10'000}, {State::Down, 1}}, Verdict::Failed);
        row("just enough seen", {{State::Up, 95}, {State::Unobserved, 5}}, Verdict::Passed);
        row("not enough seen", {{State::Up, 94}, {State::Unobserved, 6}}, Verdict::Inconclusive);
        row("a long gap", {{State::Up, 1000}, {State::Unobserved, 15.1}, {State::Up, 1000}},
            Verdict::Inconclusive);
        row("the longest gap", {{State::Up, 1000}, {State::Unobserved, 15}, {State::Up, 1000}},
            Verdict::Passed);
        row("down where it was seen", {{State::Unobserved, 500}, {State::Down, 10}}, Verdict::Failed);
    }
    void judgesACheckpoint() {
        QFETCH(QList<Stretch>, health);
        QFETCH(Verdict, verdict);
        WatchEvidence evidence;
        evidence.health = health;
        const auto finding = evaluateCheckpoint({}, evidence);
        QCOMPARE(verdictName(finding.verdict), verdictName(verdict));
        QVERIFY(!finding.summary.isEmpty());
    }

    void judgesARule_data() {
        QTest::addColumn<WatchRule>("rule");
        QTest::addColumn<Verdict>("verdict");
        QTest::addColumn<QString>("found");
        using Measure = WatchRule::Measure;
        const ProbeName api(u"API"_s);
        const ProbeName memory(u"Memory"_s);
        const auto over = [](WatchRule rule, qint64 minutes) {
            rule.over = base::Milliseconds(minutes * minute);
            return rule;
        };
        const auto missing = [](WatchRule rule, WatchRule::Missing what) {
            rule.missing = what;
            return rule;
        };
        const auto row = [](const char* name, const WatchRule& rule, Verdict verdict, const QString& found) {
            QTest::newRow(name) << rule << verdict << found;
        };
        const Verdict passed = Verdict::Passed;
        const Verdict failed = Verdict::Failed;
        const Verdict open = Verdict::Inconclusive;
        row("up enough", {Measure::Available, u"98%"_s}, passed, u"98.33 % up · 100 % observed"_s);
        row("not up enough", {Measure::Available, u"98.5%"_s}, failed, u"98.33 % up · 100 % observed"_s);
        row("one probe is up", {Measure::Available, u"99.9%"_s, memory}, passed,
            u"100 % up · 100 % observed"_s);
        row("a hiccup", {Measure::Incidents, u"1"_s}, passed, u"down 1×"_s);
        row("a hiccup too much", {Measure::Incidents, u"0"_s}, failed, u"down 1×"_s);
        row("it is over", over({Measure::Incidents, u"0"_s}, 60), passed, u"down 0×"_s);
        row("few errors", {Measure::Errors, u"2%"_s, api}, passed, u"2 of 120 failed (1.66 %)"_s);
        row("too many errors", {Measure::Errors, u"1%"_s, api}, failed, u"2 of 120 failed (1.66 %)"_s);
        row("errors of all", {Measure::Errors, u"1%"_s}, passed, u"2 of 240 failed (0.83 %)"_s);
        row("quick", {Measure::P95, u"120ms"_s, api}, passed, u"114 ms"_s);
        row("slow", {Measure::P95, u"100ms"_s, api}, failed, u"114 ms"_s);
        row("the middle", {Measure::P50, u"60ms"_s, api}, passed, u"60 ms"_s);
        row("as quick as before", {Measure::P50, u"1.5x"_s, api}, passed, u"60 ms, the day before 50 ms"_s);
        row("slower than before", {Measure::P50, u"1.1x"_s, api}, failed, u"60 ms, the day before 50 ms"_s);
        row("nothing before", {Measure::P50, u"1.1x"_s, memory}, open,
            u"< 1 ms; not measured the day before"_s);
        row("nothing before counts as kept",
            missing({Measure::P50, u"1.1x"_s, memory}, WatchRule::Missing::Holds), passed,
            u"< 1 ms; not measured the day before"_s);
        row("nothing before counts as broken",
            missing({Measure::P50, u"1.1x"_s, memory}, WatchRule::Missing::Fails), failed,
            u"< 1 ms; not measured the day before"_s);
        row("too few answers", over({Measure::P95, u"1s"_s, api}, 10), open,
            u"10 answers are too few; it takes 20"_s);
        row("the newest", {Measure::Last, u"< 400"_s, memory}, passed, u"319 MB"_s);
        row("the middle number", {Measure::Median, u"< 200"_s, memory}, failed, u"260 MB"_s);
        row("every number", {Measure::Peak, u"<= 319"_s, memory}, passed, u"319 MB"_s);
        row("at least, always", {Measure::Peak, u">= 201"_s, memory}, failed, u"200 MB"_s);
        row("grows", {Measure::Growth, u"50"_s, memory}, failed, u"60 MB / h"_s);
        row("grows a little", {Measure::Growth, u"60.1"_s, memory}, passed, u"60 MB / h"_s);
        row("no trend yet", over({Measure::Growth, u"50"_s, memory}, 20), open, u"too early for a trend"_s);
        row("no number", {Measure::Last, u"< 400"_s, api}, open, u"nothing was measured"_s);
        row("a probe nobody asks", {Measure::Last, u"< 400"_s, ProbeName(u"Gone"_s)}, open,
            u"nobody asks “Gone” any more"_s);
    }
    /// Two hours, a question a minute: the API takes 0 to 119 ms and fails twice; memory grows from 200 MB by
    /// one a minute. The day before, the API took 50 ms.
    void judgesARule() {
        QFETCH(WatchRule, rule);
        WatchEvidence evidence;
        evidence.toMs = 120 * minute;
        evidence.health = day({{State::Up, 30}, {State::Down, 2}, {State::Up, 88}});
        WatchedLane api{ProbeName(u"API"_s), u"API"_s, {}, {}, evidence.health};
        WatchedLane memory{ProbeName(u"Memory"_s), u"Memory"_s, u"MB"_s, {}, day({{State::Up, 120}})};
        WatchedLane before = api;
        for (int i = 0; i < 120; ++i) {
            Sample sample;
            sample.probe = api.probe;
            sample.timeMs = i * minute;
            sample.everyMs = minute;
            sample.tookUs = i * 1000;
            sample.outcome = i == 30 || i == 31 ? SampleOutcome::Fail : SampleOutcome::Ok;
            api.samples.append(sample);
            sample.outcome = SampleOutcome::Ok;
            sample.tookUs = 400;
            sample.value = 200 + i;
            memory.samples.append(sample);
            sample.timeMs -= 24 * 60 * minute;
            sample.tookUs = 50'000;
            before.samples.append(sample);
        }
        evidence.lanes = {api, memory};
        evidence.before = {before};
        const RuleFinding finding = judge(rule, evidence);
        QFETCH(Verdict, verdict);
        QCOMPARE(verdictName(finding.verdict), verdictName(verdict));
        QTEST(finding.found, "found");
        QVERIFY(!finding.rule.isEmpty());
        QCOMPARE(limitComplaint(rule), QString());
        QCOMPARE(watchRuleFromJson(toJson(rule)), std::optional(rule));
    }

    void theWorstHostDecides() {
        WatchEvidence evidence;
        evidence.toMs = 60 * minute;
        for (const auto& [host, value] : {std::pair(u"prod-1"_s, 100.0), {u"prod-2"_s, 500.0}}) {
            WatchedLane lane{ProbeName(u"Memory"_s), u"Memory · "_s + host, u"MB"_s, {}, {}};
            Sample sample;
            sample.timeMs = minute;
            sample.value = value;
            lane.samples = {sample};
            evidence.lanes.append(lane);
        }
        const auto finding = judge({WatchRule::Measure::Last, u"< 400"_s, ProbeName(u"Memory"_s)}, evidence);
        QCOMPARE(finding.verdict, Verdict::Failed);
        QCOMPARE(finding.found, u"500 MB at Memory · prod-2"_s);
    }

    void aBrokenRuleFailsUnlessItIsNotCritical() {
        WatchEvidence evidence;
        evidence.toMs = 600 * minute;
        evidence.health = day({{State::Up, 590}, {State::Down, 8}, {State::Up, 2}});
        CheckpointPlan plan;
        plan.rules = {{WatchRule::Measure::Available, u"90%"_s}};
        // What the file says of the environment takes the place of the usual 99 %.
        QCOMPARE(evaluateCheckpoint(plan, evidence).verdict, Verdict::Passed);
        plan.rules = {{WatchRule::Measure::Incidents, u"0"_s}};
        QCOMPARE(evaluateCheckpoint(plan, evidence).verdict, Verdict::Failed);
        evidence.health = day({{State::Up, 595}, {State::Down, 1}, {State::Up, 4}});
        plan.rules.first().critical = false;
        const auto finding = evaluateCheckpoint(plan, evidence);
        QCOMPARE(finding.verdict, Verdict::Inconclusive);
        QCOMPARE(finding.rules.first().verdict, Verdict::Failed);
        // Down at its hour is never green.
        evidence.health = day({{State::Up, 599}, {State::Down, 1}});
        plan.rules = {{WatchRule::Measure::Available, u"50%"_s}};
        QCOMPARE(evaluateCheckpoint(plan, evidence).verdict, Verdict::Failed);
    }

    void isSignedByTheNextWorkingMorning_data() {
        QTest::addColumn<QString>("at");
        QTest::addColumn<QString>("by");
        QTest::newRow("at night") << u"2026-11-25T02:00"_s << u"2026-11-25T10:00"_s;
        QTest::newRow("at eight") << u"2026-11-25T08:00"_s << u"2026-11-25T10:00"_s;
        QTest::newRow("just before") << u"2026-11-25T08:01"_s << u"2026-11-26T10:00"_s;
        QTest::newRow("on Friday") << u"2026-11-27T17:55"_s << u"2026-11-30T10:00"_s;
        QTest::newRow("on Saturday") << u"2026-11-28T03:00"_s << u"2026-11-30T10:00"_s;
        QTest::newRow("into winter time") << u"2026-10-23T18:00"_s << u"2026-10-26T10:00"_s;
    }
    void isSignedByTheNextWorkingMorning() {
        QFETCH(QString, at);
        QFETCH(QString, by);
        const QTimeZone zone("Europe/Berlin");
        const auto ms = [&zone](const QString& text) {
            QDateTime time = QDateTime::fromString(text, Qt::ISODate);
            time.setTimeZone(zone);
            return time.toMSecsSinceEpoch();
        };
        QCOMPARE(nextWorkingMorningMs(ms(at), zone), ms(by));
    }

    void neverRoundsUpToAllGood() {
        const auto words = availabilityWords(availability(day({{State::Up, 100'000}, {State::Down, 1}})));
        QVERIFY2(words.startsWith(u"99.99 % up"_s), qPrintable(words));
        QVERIFY(availabilityWords(availability(day({{State::Up, 10}}))).startsWith(u"100 % up"_s));
        QCOMPARE(availabilityWords(availability({})), u"not observed"_s);
    }
};

QTEST_GUILESS_MAIN(WatchTest)
#include "watch_test.moc"
