#include "tests/engine/staff.h"

#include <QRandomGenerator>
#include <QTest>

using namespace slipway;
using namespace slipway::test;
using Break = FakeFuse::Break;

namespace {

const QByteArray output = "one\ntwo\nthree\n";

void furnishRelease(FakeWorld& world) {
    furnish(world, {lookStep(), approvalStep(), deployStep(), healthStep(), waitStep(5000)});
    for (const auto& name : {u"stg-1"_s, u"stg-2"_s})
        world.shell.script(name, u"do switch"_s, {0, 3000, output, "warning\n", true});
}

QStringList everythingOnce() {
    return {u"stg-1: do look"_s, u"stg-1: do switch"_s, u"stg-2: do look"_s, u"stg-2: do switch"_s};
}

/// What is wrong with how it ended; empty when it is as if nothing had ever broken.
QString complaint(FakeWorld& world, Staff& staff) {
    if (const QString fault = world.ledger.fault(); !fault.isEmpty())
        return u"ledger: "_s + fault;
    const Deployment& deployment = staff.life().deployment(staff.id());
    if (deployment.result != Deployment::Result::Successful || deployment.liveAtMs == 0)
        return u"the release is not live"_s;
    if (staff.life().history.world().order.size() != 1)
        return u"more than one deployment was opened"_s;
    QStringList executed = world.shell.executed();
    executed.sort();
    if (executed != everythingOnce())
        return u"executed: "_s + executed.join(u", "_s);
    for (auto run = world.shell.runs().cbegin(); run != world.shell.runs().cend(); ++run)
        if (run->executions > 1)
            return u"an attempt ran twice"_s;
    for (const auto& attempt : deployment.attempts) {
        if (attempt.verdict == Verdict::Running)
            return u"an attempt without an outcome"_s;
        if (attempt.host.isEmpty() || attempt.verdict != Verdict::Passed)
            continue;
        const auto run = world.shell.runs().value(attempt.id);
        if (!run.wasRead || run.state.state != ports::AttemptState::State::Done || run.state.exitCode != 0)
            return u"passed without a result that was read from the host"_s;
        const auto log = world.output.log(attempt.id);
        if (log->hasGap || log->out != run.does.out || log->err != run.does.err)
            return u"the output has a gap or a repetition"_s;
    }
    for (const auto& step : deployment.plan.steps)
        if (deployment.verdict(step) != Verdict::Passed)
            return step.id.text() + u" is "_s + domain::verdictName(deployment.verdict(step));
    for (const auto& entry : world.ledger.rows())
        if (entry.type == QLatin1StringView(domain::entry::planChanged))
            return u"the plan was called changed"_s;
    return {};
}

const char* breakName(Break how) {
    switch (how) {
    case Break::None:
        return "nothing";
    case Break::FailsBefore:
        return "fails before";
    case Break::FailsAfter:
        return "fails after";
    case Break::DiesBefore:
        return "dies before";
    case Break::DiesAfter:
        return "dies after";
    }
    Q_UNREACHABLE();
}

} // namespace

class SweepTest : public QObject {
    Q_OBJECT

private:
    QStringList m_calls; ///< of a release in which nothing breaks

private Q_SLOTS:
    void initTestCase() {
        FakeWorld world;
        furnishRelease(world);
        Staff staff(world);
        QVERIFY2(staff.carryTheRelease(), qPrintable(staff.standing()));
        QCOMPARE(complaint(world, staff), QString());
        m_calls = world.fuse.calls();
        QVERIFY(m_calls.size() > 60);
    }

    void faultCase38to45_everyCallThatBreaksLeavesTheReleaseAsIfNothingHad_data() {
        QTest::addColumn<int>("how");
        for (const Break how : {Break::FailsBefore, Break::FailsAfter, Break::DiesBefore, Break::DiesAfter})
            QTest::newRow(breakName(how)) << static_cast<int>(how);
    }
    void faultCase38to45_everyCallThatBreaksLeavesTheReleaseAsIfNothingHad() {
        QFETCH(int, how);
        for (int call = 1; call <= m_calls.size(); ++call) {
            FakeWorld world;
            furnishRelease(world);
            int lives = 0;
            Staff staff(world, [&] {
                if (++lives == 1)
                    world.fuse.arm(static_cast<Break>(how), call);
            });
            const bool done = staff.carryTheRelease();
            const QString what = QStringLiteral("call %1, %2: ").arg(call).arg(m_calls.at(call - 1));
            QVERIFY2(done, qPrintable(what + staff.standing()));
            QVERIFY2(!world.fuse.isArmed(), qPrintable(what));
            const QString found = complaint(world, staff);
            QVERIFY2(found.isEmpty(), qPrintable(what + found));
        }
    }

    void manyBreaksInOneReleaseAreSurvivedToo() {
        const quint32 first = qEnvironmentVariableIntValue("SLIPWAY_TEST_SEED");
        for (quint32 seed = first; seed < first + 300; ++seed) {
            QRandomGenerator random(seed);
            FakeWorld world;
            furnishRelease(world);
            int breaks = 0;
            Staff staff(world, [&] {
                if (++breaks < 6)
                    world.fuse.arm(random.bounded(2) ? Break::DiesBefore : Break::DiesAfter,
                                   1 + random.bounded(60));
            });
            const bool done = staff.carryTheRelease();
            const QString what = QStringLiteral("SLIPWAY_TEST_SEED=%1: ").arg(seed);
            QVERIFY2(done, qPrintable(what + staff.standing()));
            const QString found = complaint(world, staff);
            QVERIFY2(found.isEmpty(), qPrintable(what + found));
        }
    }
};

QTEST_GUILESS_MAIN(SweepTest)
#include "sweep_test.moc"
