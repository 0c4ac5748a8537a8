#include "tests/engine/staff.h"

#include <QTest>
#include <set>

using namespace slipway;
using namespace slipway::test;
using Break = FakeFuse::Break;

namespace {

constexpr int hosts = 3;

/// A rollout in batches with a health gate: a file is brought to every host, the second host fails once,
/// and in the end all of it is taken back.
void furnishRollout(FakeWorld& world) {
    auto upload =
        step(Phase::Deploy, u"upload"_s, u"up"_s, {{u"main"_s, u"bot.tar"_s}, {u"to"_s, u"releases/x"_s}});
    furnish(world, {upload, deployStep()});
    world.artifacts.files.insert(u"bot.tar"_s, "bytes");
    auto& environment = world.source.atStart.environments.first();
    const domain::Host model = environment.hosts.first();
    environment.hosts.clear();
    environment.strategy.kind = domain::Strategy::Kind::Rolling;
    environment.strategy.batch = 1;
    environment.strategy.healthGate = base::Milliseconds(10'000);
    domain::Probe probe;
    probe.name = domain::ProbeName(u"alive"_s);
    probe.kind = u"run"_s;
    probe.params = {{u"main"_s, u"alive"_s}};
    probe.every = base::Milliseconds(5000);
    environment.probes = {probe};
    const qint64 now = world.clock.now().utcMs;
    for (int i = 1; i <= hosts; ++i) {
        domain::Host host = model;
        host.name = HostName(u"h%1"_s.arg(i));
        environment.hosts.append(host);
        world.shell.host(host.name.text()).version = u"v1.0.0 "_s + QString(40, u'a');
        if (i == 2)
            world.shell.script(u"h2"_s, u"do switch"_s, {3, 1000, {}, "no space\n", true});
        world.shell.script(host.name.text(), u"do switch"_s, {0, 3000, "done\n", {}, true});
        for (qint64 at = 0; at < 3'600'000; at += 5000)
            world.samples.samples.append({EnvironmentName(u"staging"_s),
                                          probe.name,
                                          host.name,
                                          now + at,
                                          at,
                                          1000,
                                          5000,
                                          domain::SampleOutcome::Ok,
                                          {}});
    }
}

QStringList everything() {
    QStringList all{u"h2: do switch"_s};
    for (int i = 1; i <= hosts; ++i)
        for (const auto& what : {u"do switch"_s, u"undo switch"_s, u"upload"_s, u"put back"_s})
            all.append(u"h%1: %2"_s.arg(i).arg(what));
    all.sort();
    return all;
}

/// What ran, with Slipway's own long commands by a word.
QStringList executed(const FakeWorld& world) {
    QStringList all;
    for (const auto& run : world.shell.runs())
        for (int i = 0; i < run.executions; ++i) {
            const bool isUpload = run.variables.contains(u"SLIPWAY_TO"_s);
            const bool isBack = !run.variables.value(u"SLIPWAY_BACK"_s).isEmpty();
            all.append(run.host.text() + u": "_s +
                       (!isUpload ? run.script
                        : isBack  ? u"put back"_s
                                  : u"upload"_s));
        }
    all.sort();
    return all;
}

/// What is wrong with how it ended; empty when it is as if nothing had ever broken.
QString complaint(FakeWorld& world, Staff& staff) {
    if (const QString fault = world.ledger.fault(); !fault.isEmpty())
        return u"ledger: "_s + fault;
    const auto& known = staff.life().history.world();
    if (known.order.size() != 2)
        return u"%1 deployments were opened"_s.arg(known.order.size());
    const Deployment& first = *known.deployment(known.order.first());
    if (first.result != Deployment::Result::RolledBack)
        return u"it was not rolled back"_s;
    if (executed(world) != everything())
        return u"executed: "_s + executed(world).join(u", "_s);
    for (const auto& run : world.shell.runs())
        if (run.executions > 1)
            return u"an attempt ran twice"_s;
    for (int i = 1; i <= hosts; ++i)
        if (world.shell.lockOn(u"h%1"_s.arg(i), u"staging"_s).held)
            return u"h%1 is still locked"_s.arg(i);
    // A host begins when the one before it has done everything and was seen healthy.
    std::map<int, QList<int>> order; // by wave
    for (const auto& run : world.shell.runs())
        if (run.variables.value(u"SLIPWAY_BACK"_s).isEmpty() && !run.script.startsWith(u"undo"))
            order[run.host.text().mid(1).toInt()].append(run.order);
    int last = -1;
    for (auto& [host, orders] : order) {
        if (*std::min_element(orders.begin(), orders.end()) < last)
            return u"h%1 began before its turn"_s.arg(host);
        last = *std::max_element(orders.begin(), orders.end());
    }
    for (const auto& id : known.order)
        for (const auto& attempt : known.deployment(id)->attempts)
            if (attempt.verdict == Verdict::Running)
                return u"an attempt without an outcome"_s;
    for (const auto& entry : world.ledger.rows())
        if (entry.type == QLatin1StringView(domain::entry::planChanged))
            return u"the plan was called changed"_s;
    return {};
}

} // namespace

/// The kill matrix over batches, health gates, a retry, the locks, an upload and the way back.
class WaveSweepTest : public QObject {
    Q_OBJECT
    QStringList m_calls; ///< of a release in which nothing breaks

private Q_SLOTS:
    void initTestCase() {
        FakeWorld world;
        furnishRollout(world);
        Staff staff(world, {}, true);
        QVERIFY2(staff.carryTheRelease(), qPrintable(staff.standing()));
        QCOMPARE(complaint(world, staff), QString());
        m_calls = world.fuse.calls();
        for (const auto& name : {u"shell.lock"_s, u"shell.unlock"_s, u"transfer.send"_s, u"samples.read"_s})
            QVERIFY2(m_calls.contains(name), qPrintable(name));
    }

    void faultCase38to45_everyCallThatBreaksLeavesARolloutAsIfNothingHad_data() {
        QTest::addColumn<int>("how");
        QTest::newRow("fails before") << static_cast<int>(Break::FailsBefore);
        QTest::newRow("fails after") << static_cast<int>(Break::FailsAfter);
        QTest::newRow("dies before") << static_cast<int>(Break::DiesBefore);
        QTest::newRow("dies after") << static_cast<int>(Break::DiesAfter);
    }
    void faultCase38to45_everyCallThatBreaksLeavesARolloutAsIfNothingHad() {
        QFETCH(int, how);
        for (int call = 1; call <= m_calls.size(); ++call) {
            FakeWorld world;
            furnishRollout(world);
            int lives = 0;
            Staff staff(
                world,
                [&] {
                    if (++lives == 1)
                        world.fuse.arm(static_cast<Break>(how), call);
                },
                true);
            const bool done = staff.carryTheRelease();
            const QString what = QStringLiteral("call %1, %2: ").arg(call).arg(m_calls.at(call - 1));
            QVERIFY2(done, qPrintable(what + staff.standing()));
            QVERIFY2(!world.fuse.isArmed(), qPrintable(what));
            const QString found = complaint(world, staff);
            QVERIFY2(found.isEmpty(), qPrintable(what + found));
        }
    }
};

QTEST_GUILESS_MAIN(WaveSweepTest)
#include "wave_sweep_test.moc"
