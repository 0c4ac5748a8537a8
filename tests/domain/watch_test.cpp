#include "app/domain/watch.h"

#include <QTest>

using namespace slipway::domain;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(slipway::domain::Verdict)

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
        const auto finding = evaluateCheckpoint(health);
        QCOMPARE(verdictName(finding.verdict), verdictName(verdict));
        QVERIFY(!finding.summary.isEmpty());
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
