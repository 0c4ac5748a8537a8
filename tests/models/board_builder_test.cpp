#include "app/models/board_builder.h"
#include "app/models/release_builder.h"
#include "tests/engine/engine_life.h"

#include <QTest>

using namespace slipway;
using namespace slipway::test;
using domain::HealthState;
using domain::Sample;
using domain::SampleOutcome;
using engine::ProbeQuestion;
using models::BoardInput;
using models::BoardView;

namespace {

const EnvironmentName staging(u"staging"_s);
const EnvironmentName production(u"production"_s);
constexpr qint64 nowMs = 1'795'000'000'000;

void furnishTwo(FakeWorld& world) {
    furnish(world, {approvalStep(), deployStep()});
    auto& project = world.source.atStart;
    domain::Environment after = project.environments.first();
    after.name = production;
    after.tier = domain::Tier::Production;
    after.hosts.first().name = HostName(u"prod-1"_s);
    after.hosts.last().name = HostName(u"prod-2"_s);
    after.promoteFrom = domain::PromoteFrom{staging, base::Milliseconds(20'000), base::Milliseconds(0)};
    project.environments.append(after);
    for (const auto& name : {u"prod-1"_s, u"prod-2"_s})
        world.shell.host(name).version = u"v1.0.0 "_s + QString(40, u'a');
}

class Board {
public:
    explicit Board(FakeWorld& world) : m_world(world), life(world) {
        life.hosts.refresh(production);
        FakeClock::settle();
    }
    BoardView view() {
        FakeClock::settle();
        ports::RepositoryState repository;
        repository.branch = u"main"_s;
        repository.head = QString(40, u'b');
        repository.tags = {u"v1.1.0"_s, u"v1.0.0"_s};
        return models::boardView({m_world.source.atStart, life.history.world(), life.hosts, life.acts, facts,
                                  repository, m_world.clock.now().utcMs});
    }

private:
    FakeWorld& m_world;

public:
    EngineLife life;
    QHash<EnvironmentName, models::EnvironmentFacts> facts;
};

ProbeQuestion question(const QString& name, qint64 everyMs = 1000) {
    ProbeQuestion made;
    made.environment = staging;
    made.probe.name = domain::ProbeName(name);
    made.probe.every = base::Milliseconds(everyMs);
    return made;
}

Sample sample(const QString& probe, qint64 atMs, SampleOutcome outcome = SampleOutcome::Ok,
              qint64 tookUs = 10'000) {
    return {staging,
            domain::ProbeName(probe),
            {},
            atMs,
            0,
            tookUs,
            1000,
            outcome,
            outcome == SampleOutcome::Ok ? QString() : u"503, expected 200"_s};
}

} // namespace

class BoardBuilderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsWhatTheHostsSayTheyRun() {
        FakeWorld world;
        furnishTwo(world);
        Board board(world);
        const BoardView view = board.view();
        QCOMPARE(view.project, u"boats"_s);
        QCOMPARE(view.head, u"main at bbbbbbb"_s);
        QCOMPARE(view.versions.first(), u"v1.1.0"_s);
        QCOMPARE(view.environments.size(), 2);
        QCOMPARE(view.environments.first().version, u"v1.0.0"_s);
        QVERIFY(!view.environments.first().reading);
        QVERIFY(!view.environments.first().mixed);
        QCOMPARE(view.environments.first().deployment, QString()); // no record of it
        QCOMPARE(view.actor, u"mira"_s);
        QCOMPARE(view.actorRoles, u"release-manager"_s);
        QCOMPARE(view.actors.size(), 3);
    }

    void offersNoPromotionOfWhatRunsThereAlready() {
        FakeWorld world;
        furnishTwo(world);
        Board board(world);
        const auto between = board.view().between.first();
        QVERIFY(!between.promote.allowed);
        QCOMPARE(between.promote.why, u"production runs v1.0.0 already"_s);
    }

    void offersAPromotionWhenEveryGateIsMet() {
        FakeWorld world;
        furnishTwo(world);
        Board board(world);
        const auto id = board.life.start();
        Driver& driver = board.life.drive(id);
        QVERIFY(board.life.sign(id, u"sam"_s).ok());
        COMPARE_STATE(driver, Driver::State::Over);
        for (const auto& name : {u"stg-1"_s, u"stg-2"_s})
            world.shell.host(name).version = u"v1.1.0 "_s + QString(40, u'b');
        board.life.hosts.refresh(staging);
        const auto closed = board.view().between.first();
        QVERIFY(!closed.promote.allowed);
        QVERIFY(!closed.gates.isEmpty());
        board.facts[production].gates = {world.clock.now().utcMs, 20'000, true};
        board.facts[production].gates.planFile = domain::FileInGit::Committed;
        board.facts[production].fromBefore = ports::CommitRange{2, 0, {}, {}, {}};
        const auto open = board.view().between.first();
        QVERIFY2(open.promote.allowed, qPrintable(open.promote.why));
        QCOMPARE(open.version, u"v1.1.0"_s);
        QCOMPARE(open.commits, 2);
        const auto environment = board.view().environments.first();
        QCOMPARE(environment.deployment, id.text());
        QCOMPARE(environment.deployedBy, u"mira"_s);
        QCOMPARE(environment.signedItems, 1);
        QCOMPARE(environment.allItems, 1);
        QCOMPARE(environment.soakNeededMs, 20'000);
        QCOMPARE(environment.soakedMs, 20'000);
    }

    void aRehearsalSaysWhatItWouldRunAndWhyItIsClosed() {
        FakeWorld world;
        furnishTwo(world);
        Board board(world);
        QVERIFY(!board.view().environments[0].rehearse.allowed);
        QVERIFY(!board.view().environments[0].rehearse.why.isEmpty());
        board.life.acts.setActor(u"mira"_s);
        const auto id = board.life.start();
        board.life.drive(id);
        QVERIFY(board.life.sign(id, u"sam"_s).ok());
        FakeClock::settle();
        board.life.acts.setActor(u"mira"_s);
        const models::EnvironmentView view = board.view().environments[0];
        QVERIFY2(view.rehearse.allowed, qPrintable(view.rehearse.why));
        QCOMPARE(view.rehearsal.to, u"v1.0.0"_s);
        QCOMPARE(view.rehearsal.back.size(), 1);
        QCOMPARE(view.rehearsal.back[0].command, u"undo switch"_s);
        QCOMPARE(view.rehearsal.back[0].hosts, (QStringList{u"stg-2"_s, u"stg-1"_s}));
        QCOMPARE(view.rehearsal.forward.size(), 1);
        QCOMPARE(view.rehearsal.forward[0].command, u"do switch"_s);
        QVERIFY(view.wayBack.tookMs < 0);
        const models::EnvironmentView closed = board.view().environments[1];
        QVERIFY(closed.rehearse.why.contains(u"before production"_s));
        QVERIFY(closed.rehearsal.back.isEmpty());
    }

    void afterARehearsalTheCardSaysSoAndAsksForNothingNew() {
        FakeWorld world;
        furnishTwo(world);
        Board board(world);
        board.life.acts.setActor(u"mira"_s);
        const auto id = board.life.start();
        board.life.drive(id);
        QVERIFY(board.life.sign(id, u"sam"_s).ok());
        FakeClock::settle();
        board.life.acts.setActor(u"mira"_s);
        QCOMPARE(board.view().environments[0].rehearsedMs, 0);
        const auto rehearsal = answerOf(board.life.acts.rehearse(staging));
        QVERIFY(rehearsal.ok());
        Driver& driver = board.life.drive(*rehearsal);
        QVERIFY(world.clock.runUntil([&] { return driver.state() == Driver::State::Over; }, 600'000));
        const models::EnvironmentView view = board.view().environments[0];
        QCOMPARE(view.deployment, rehearsal->text());
        QVERIFY(view.rehearsedMs > 0);
        QVERIFY(view.checklistDone);
        QCOMPARE(view.signedItems, 1);
        QCOMPARE(view.allItems, 1);
        const Deployment& done = *board.life.history.deployment(*rehearsal);
        QVERIFY(models::releaseState(done) == models::ReleaseState::Rehearsed);
        const auto line = models::deploymentLine(world.source.project(), done);
        QVERIFY2(line.detail.startsWith(u"there and back in "_s), qPrintable(line.detail));
    }

    void manyHostsAreOneLineForEachProbeTheWorstFirst() {
        QList<models::ProbeView> probes;
        const auto add = [&](const QString& probe, const QString& host, HealthState state) {
            models::ProbeView view;
            view.name = host.isEmpty() ? probe : probe + u" · "_s + host;
            view.probe = probe;
            view.host = host;
            view.state = state;
            view.reason = host;
            probes.append(view);
        };
        add(u"site"_s, {}, HealthState::Up);
        for (int i = 1; i <= 50; ++i)
            add(u"api"_s, u"web-%1"_s.arg(i), HealthState::Up);
        for (int i = 1; i <= 50; ++i)
            add(u"unit"_s, u"web-%1"_s.arg(i),
                i == 7 || i == 9 ? HealthState::Down
                : i == 3         ? HealthState::Degraded
                                 : HealthState::Up);
        const auto groups = models::probeGroups(probes, 6);
        QCOMPARE(groups.size(), 3);
        QCOMPARE(groups[0].worst.probe, u"unit"_s);
        QVERIFY(groups[0].worst.state == HealthState::Down);
        QCOMPARE(groups[0].worst.reason, u"web-7"_s);
        QCOMPARE(groups[0].hosts, 50);
        QCOMPARE(groups[0].troubled, (QStringList{u"web-7"_s, u"web-9"_s}));
        QCOMPARE(groups[1].worst.probe, u"site"_s);
        QCOMPARE(groups[1].hosts, 1);
        QCOMPARE(groups[2].hosts, 50);
        QVERIFY(groups[2].troubled.isEmpty());
        // A few lines stay as they are, the worst first.
        const auto few = models::probeGroups(probes.mid(56, 4), 6);
        QCOMPARE(few.size(), 4);
        QCOMPARE(few[0].worst.reason, u"web-7"_s);
    }

    void hostsThatDifferAreMixedAndNotPromoted() {
        FakeWorld world;
        furnishTwo(world);
        world.shell.host(u"stg-2"_s).version = u"v1.1.0 "_s + QString(40, u'b');
        Board board(world);
        const BoardView view = board.view();
        QVERIFY(view.environments.first().mixed);
        QCOMPARE(view.between.first().version, QString());
        QVERIFY(view.between.first().promote.why.contains(u"different versions"_s));
    }

    void aHostThatCannotBeReadSaysWhy() {
        FakeWorld world;
        furnishTwo(world);
        for (const auto& name : {u"stg-1"_s, u"stg-2"_s})
            world.shell.host(name).isReachable = false;
        Board board(world);
        const BoardView view = board.view();
        QCOMPARE(view.environments.first().hosts.first().problem->detail, u"connection refused"_s);
        QVERIFY(view.environments.first().version.isEmpty());
        QVERIFY(view.between.first().promote.why.contains(u"is not known"_s));
    }

    void showsWhatIsUnderWayAndForWhomItWaits() {
        FakeWorld world;
        furnishTwo(world);
        Board board(world);
        const auto id = board.life.start();
        board.life.drive(id);
        auto environment = board.view().environments.first();
        QCOMPARE(environment.openDeployment, id.text());
        QCOMPARE(environment.openWaitsFor, u"waits for approver: “go”"_s);
        QVERIFY(!environment.hasFailure);
        QVERIFY(board.life.sign(id, u"sam"_s, u"go"_s, false).ok());
        environment = board.view().environments.first();
        QVERIFY(environment.hasFailure);
    }

    void saysWhoseMaintenanceItIs() {
        FakeWorld world;
        furnishTwo(world);
        Board board(world);
        QVERIFY(!board.view().environments.first().maintenance.isOn);
        auto& on = board.facts[staging].maintenance;
        on = domain::Maintenance{u"new disks"_s, u"mira"_s, nowMs, nowMs + 3'600'000};
        const auto said = board.view().environments.first().maintenance;
        QVERIFY(said.isOn && !said.isPlanned);
        QCOMPARE(said.words, u"maintenance until 2026-11-18 12:06 UTC, by mira: new disks"_s);
        on = domain::Maintenance{u"updates"_s, u"slipway.yaml"_s, nowMs, nowMs + 3'600'000, true};
        const auto planned = board.view().environments.first().maintenance;
        QVERIFY(planned.isOn && planned.isPlanned);
        QCOMPARE(planned.words, u"planned maintenance until 2026-11-18 12:06 UTC: updates"_s);
        on->reason.clear();
        QCOMPARE(board.view().environments.first().maintenance.words,
                 u"planned maintenance until 2026-11-18 12:06 UTC"_s);
        QVERIFY(!board.view().environments.last().maintenance.isOn);
    }

    void healthIsThatOfTheWorstProbe() {
        QList<Sample> samples;
        for (qint64 at = nowMs - 10'000; at < nowMs; at += 1000) {
            samples.append(sample(u"front"_s, at));
            samples.append(sample(u"api"_s, at, SampleOutcome::Fail));
        }
        std::stable_sort(samples.begin(), samples.end(),
                         [](const Sample& a, const Sample& b) { return a.probe < b.probe; });
        auto front = question(u"front"_s), api = question(u"api"_s);
        front.probe.ifFails = u"look at the front"_s;
        api.probe.ifFails = u"look at the api"_s;
        const auto facts = models::healthFacts({front, api}, samples, nowMs);
        QCOMPARE(facts.health, HealthState::Down);
        QCOMPARE(facts.probes.first().ifFails, QString()); // only while it is in trouble
        QCOMPARE(facts.probes.last().ifFails, u"look at the api"_s);
        QCOMPARE(facts.reason, u"api: 503, expected 200"_s);
        QCOMPARE(facts.probes.size(), 2);
        QCOMPARE(facts.probes.first().state, HealthState::Up);
        QCOMPARE(facts.probes.first().lastUs, 10'000);
        QCOMPARE(facts.probes.last().lastUs, -1);
        QCOMPARE(facts.errorShare, 0.5);
        QCOMPARE(facts.p95Us, 10'000);
        QCOMPARE(facts.day.size(), 60);
    }

    void whatNobodyLooksAtIsNotGreen() {
        const auto unseen = models::healthFacts({question(u"front"_s)}, {}, nowMs);
        QCOMPARE(unseen.health, HealthState::Unobserved);
        QCOMPARE(unseen.errorShare, -1.0);
        QCOMPARE(unseen.p95Us, -1);
        QCOMPARE(unseen.probes.first().lastUs, -1);
        // One probe that is up does not speak for one that is silent.
        const auto half = models::healthFacts({question(u"front"_s), question(u"api"_s)},
                                              QList<Sample>{sample(u"front"_s, nowMs - 500)}, nowMs);
        QCOMPARE(half.health, HealthState::Unobserved);
        QCOMPARE(models::healthFacts({}, {}, nowMs).health, HealthState::Unobserved);
    }

    void ourOwnFaultsAreNotTheTargets() {
        QList<Sample> samples;
        for (qint64 at = nowMs - 10'000; at < nowMs; at += 1000)
            samples.append(sample(u"front"_s, at, SampleOutcome::ObserverError));
        const auto facts = models::healthFacts({question(u"front"_s)}, samples, nowMs);
        QCOMPARE(facts.health, HealthState::Unobserved);
        QCOMPARE(facts.errorShare, -1.0);
    }

    void latencyIsSlicedAndGapsStayGaps() {
        QList<Sample> samples;
        for (qint64 at = nowMs; at < nowMs + 10'000; at += 1000)
            samples.append(sample(u"front"_s, at, SampleOutcome::Ok, 1000 * (1 + (at - nowMs) / 1000)));
        samples.append(sample(u"front"_s, nowMs + 25'000, SampleOutcome::Fail, 99'000));
        const auto lanes = engine::lanesOf({question(u"front"_s)}, samples, nowMs, nowMs + 30'000);
        const auto points = models::latencyPoints(lanes, nowMs, nowMs + 30'000, 3);
        QCOMPARE(points.size(), 3);
        QCOMPARE(points.at(0).atMs, nowMs);
        QCOMPARE(points.at(0).p50Us, 5000);
        QCOMPARE(points.at(0).p95Us, 10'000);
        QCOMPARE(points.at(1).p50Us, -1);
        QCOMPARE(points.at(2).p95Us, -1); // a failure is not latency
        QVERIFY(models::latencyPoints(lanes, nowMs, nowMs, 3).isEmpty());
        QVERIFY(models::latencyPoints(lanes, nowMs, nowMs + 1000, 0).isEmpty());
    }
};

QTEST_GUILESS_MAIN(BoardBuilderTest)
#include "board_builder_test.moc"
