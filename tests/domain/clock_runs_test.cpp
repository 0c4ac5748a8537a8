#include "app/domain/clock_runs.h"

#include <QTest>
#include <algorithm>

using namespace slipway::domain;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 second = 1000;
constexpr qint64 hour = 3600 * second;

/// One sample each ten seconds between two times of a clock that is so far ahead of the computer's start.
QList<Sample> span(qint64 fromMs, qint64 toMs, qint64 aheadMs) {
    QList<Sample> samples;
    for (qint64 at = fromMs; at < toMs; at += 10 * second) {
        Sample sample;
        sample.probe = ProbeName(u"api"_s);
        sample.timeMs = at;
        sample.bootMs = at - aheadMs;
        sample.everyMs = 10 * second;
        samples.append(sample);
    }
    return samples;
}

QList<Sample> sorted(QList<Sample> samples) {
    std::stable_sort(samples.begin(), samples.end(),
                     [](const Sample& one, const Sample& other) { return one.timeMs < other.timeMs; });
    return samples;
}

} // namespace

class ClockRunsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aClockThatOnlyGoesOnIsOneRun() {
        QCOMPARE(clockRuns({}), QList<QList<Sample>>{{}});
        // Set forward, and after a reboot.
        const auto forward =
            span(0, hour, -hour) + span(2 * hour, 3 * hour, 0) + span(4 * hour, 5 * hour, 3 * hour);
        QCOMPARE(clockRuns(forward), QList<QList<Sample>>{forward});
        // Corrected in passing, a little each time.
        auto slewed = span(0, hour, -hour);
        for (qsizetype i = 0; i < slewed.size(); ++i)
            slewed[i].bootMs += i * 20;
        QCOMPARE(clockRuns(slewed), QList<QList<Sample>>{slewed});
    }

    void theSameHourTwiceIsTwoRuns() {
        const auto before = span(0, 2 * hour, -hour);
        const auto after = span(hour, 3 * hour, -2 * hour);
        QCOMPARE(clockRuns(sorted(before + after)), (QList<QList<Sample>>{before, after}));
    }

    void whatIsSetBackAndForwardAgainGoesOnWhereItWas() {
        const auto before = span(0, 2 * hour, -hour);
        const auto wrong = span(hour, hour + 300 * second, -2 * hour);
        const auto after = span(2 * hour + 300 * second, 3 * hour, -hour);
        QCOMPARE(clockRuns(sorted(before + wrong + after)), (QList<QList<Sample>>{before + after, wrong}));
    }

    void aRebootGoesOnWithWhatWasLast() {
        const auto before = span(0, 2 * hour, -hour);
        const auto after = span(hour, hour + 300 * second, -2 * hour);
        const auto rebooted = span(hour + 600 * second, 2 * hour + 600 * second, hour + 500 * second);
        QCOMPARE(clockRuns(sorted(before + after + rebooted)),
                 (QList<QList<Sample>>{before, after + rebooted}));
        // Set back after a reboot: what the clock was ahead of the first start tells nothing.
        const auto again = span(3 * hour, 4 * hour, 2 * hour);
        const auto back = span(3 * hour + 600 * second, 5 * hour, hour + 600 * second);
        QCOMPARE(clockRuns(sorted(before + again + back)), (QList<QList<Sample>>{before + again, back}));
    }

    void whatAWitnessSawTellsNothingOfThisClock() {
        auto filled = span(hour, hour + 300 * second, 0);
        for (Sample& sample : filled) {
            sample.bootMs = 0;
            sample.isFilledIn = true;
        }
        const auto all = span(0, hour, -hour) + filled + span(hour + 300 * second, 2 * hour, -hour);
        QCOMPARE(clockRuns(all), QList<QList<Sample>>{all});
    }

    /// In neither of the two hours three failures stand in a row; mixed they would.
    void failuresOfTwoHoursAreNotCountedInOneRow() {
        auto before = span(0, 2 * hour, -hour);
        auto after = span(hour + 5 * second, 2 * hour, -2 * hour);
        for (qsizetype i = 0; i < 2; ++i) {
            before[360 + i].outcome = SampleOutcome::Fail;
            after[i].outcome = SampleOutcome::Fail;
        }
        for (const Stretch& one : stretches(sorted(before + after), 0, 2 * hour))
            QVERIFY2(one.state != HealthState::Down, qPrintable(QString::number(one.from)));
        after[2].outcome = SampleOutcome::Fail;
        const auto down = stretches(sorted(before + after), 0, 2 * hour);
        QVERIFY(std::any_of(down.begin(), down.end(), [](const Stretch& one) {
            return one.state == HealthState::Down && one.from == hour + 5 * second &&
                   one.to == hour + 35 * second;
        }));
    }
};

QTEST_APPLESS_MAIN(ClockRunsTest)
#include "clock_runs_test.moc"
