#include "app/domain/gates.h"
#include "app/domain/policy.h"
#include "app/domain/rollback.h"
#include "tests/domain/chronicle.h"

#include <QTest>

using namespace slipway;
using namespace slipway::test;

namespace {
const EnvironmentName staging(u"staging"_s);
const EnvironmentName production(u"production"_s);
} // namespace

class GatesTest : public QObject {
    Q_OBJECT

private:
    const Project m_project = sampleProject();

    QStringList closed(const World& world, const GateFacts& facts,
                       const EnvironmentName& name = production) const {
        QStringList ids;
        for (const Gate& gate : gates(m_project, world, *m_project.environment(name), newer(), facts))
            if (!gate.met)
                ids.append(gate.id);
        return ids;
    }
    static GateFacts fine(const Chronicle& chronicle) {
        GateFacts facts{chronicle.nowMs + 60'000, 20'000, true};
        facts.planFile = FileInGit::Committed;
        return facts;
    }

private Q_SLOTS:
    void allAreMetWhenItSoakedBefore() {
        Chronicle chronicle;
        Told(chronicle, m_project, u"dep-1"_s, u"staging"_s).wentLive();
        QCOMPARE(closed(chronicle.world, fine(chronicle)), QStringList());
    }

    void theFileOfProductionIsCommitted() {
        Chronicle chronicle;
        Told(chronicle, m_project, u"dep-1"_s, u"staging"_s).wentLive();
        for (const auto file : {std::optional<FileInGit>(), std::optional(FileInGit::Changed),
                                std::optional(FileInGit::Missing)}) {
            GateFacts facts = fine(chronicle);
            facts.planFile = file;
            QCOMPARE(closed(chronicle.world, facts), QStringList{u"committed"_s});
        }
        QVERIFY(isWaivable(u"committed"_s) && !isWaivable(u"policy"_s));
    }

    void theFileOfProductionIsThatOfItsBranch() {
        Chronicle chronicle;
        Told(chronicle, m_project, u"dep-1"_s, u"staging"_s).wentLive();
        Project project = m_project;
        project.policyBranch = u"origin/main"_s;
        GateFacts facts = fine(chronicle);
        const auto gate = [&] {
            for (const Gate& one :
                 gates(project, chronicle.world, *project.environment(production), newer(), facts))
                if (one.id == u"committed"_s)
                    return one;
            return Gate();
        };
        QVERIFY(gate().met && gate().title.contains(u"origin/main"_s));
        facts.planFile = FileInGit::Elsewhere;
        QVERIFY(!gate().met);
        QVERIFY2(gate().detail.contains(u"origin/main, as last fetched"_s), qPrintable(gate().detail));
    }

    void theWayBackIsReady() {
        Chronicle chronicle;
        Told(chronicle, m_project, u"dep-1"_s, u"staging"_s).wentLive();
        Project project = m_project;
        Environment& place = project.environments.last();
        place.rollbackReady = base::Milliseconds(0);
        GateFacts facts = fine(chronicle);
        const auto gate = [&] {
            for (const Gate& one : gates(project, chronicle.world, place, newer(), facts))
                if (one.id == u"rollback-ready"_s)
                    return one;
            return Gate();
        };
        QVERIFY(!gate().met);
        QVERIFY2(gate().detail.contains(u"is not known"_s), qPrintable(gate().detail));
        facts.isPreviousKnown = true;
        QVERIFY2(gate().met, qPrintable(gate().detail));
        // A day is asked for, and nobody has gone back yet.
        place.rollbackReady = base::Milliseconds(86'400'000);
        QVERIFY(!gate().met);
        QVERIFY2(gate().detail.contains(u"nobody has gone it"_s), qPrintable(gate().detail));
        Told back(chronicle, m_project, u"dep-2"_s, u"staging"_s);
        Plan plan =
            expandPlan(project, project.environments.first(), {DeploymentId(u"dep-2"_s), older(), newer()});
        plan.steps.removeIf([](const Step& step) { return step.id.text() != u"switch"_s; });
        back.rollbackOpened(u"dep-1"_s)
            .entry(entry::planFixed, {{u"plan"_s, toJson(plan)}, {u"fingerprint"_s, u"f2"_s}});
        back.intent(u"b1"_s)
            .outcome(u"b1"_s, u"passed"_s)
            .intent(u"b2"_s, u"stg-2"_s)
            .outcome(u"b2"_s, u"passed"_s);
        back.live();
        QVERIFY(wayBackGone(project, chronicle.world, production));
        facts.nowMs = chronicle.nowMs + 60'000;
        QVERIFY2(gate().met, qPrintable(gate().detail));
        facts.nowMs += 2 * 86'400'000LL;
        QVERIFY(!gate().met);
        QVERIFY2(gate().detail.startsWith(u"last gone on staging 2 d"_s), qPrintable(gate().detail));
        // A step that cannot be taken back closes it, and says which.
        for (StepTemplate& step : project.steps)
            step.params.remove(u"undo"_s);
        QVERIFY(!gate().met);
        QVERIFY2(gate().detail.contains(u"has no undo: “switch”"_s), qPrintable(gate().detail));
        QVERIFY(isWaivable(u"rollback-ready"_s));
    }

    void whatIsAskedOutsideClosesUntilItIsAYes() {
        Chronicle chronicle;
        Told(chronicle, m_project, u"dep-1"_s, u"staging"_s).wentLive();
        Project project = m_project;
        Environment& place = project.environments.last();
        StepTemplate ci{Phase::PreDeploy, u"ci"_s, {{u"main"_s, u"github"_s}}, {}, {}, {}, {}, {}, {}};
        StepTemplate tag{
            Phase::PreDeploy, u"git"_s, {{u"main"_s, u"tag-signed"_s}}, {}, u"Signed"_s, {}, {}, {}, {}};
        place.gates = {ci, tag};
        GateFacts facts = fine(chronicle);
        const auto gate = [&](const QString& id) {
            for (const Gate& one : gates(project, chronicle.world, place, newer(), facts))
                if (one.id == id)
                    return one;
            return Gate();
        };
        QVERIFY(!gate(u"ci"_s).met);
        QCOMPARE(gate(u"ci"_s).detail, u"has not been asked yet"_s);
        QCOMPARE(gate(u"tag-signed"_s).title, u"Signed"_s);
        for (const Verdict no :
             {Verdict::Failed, Verdict::Inconclusive, Verdict::Stopped, Verdict::NotApplicable}) {
            facts.asked = {{u"ci"_s, {no, u"1 pending: build"_s}}};
            QVERIFY(!gate(u"ci"_s).met);
            QCOMPARE(gate(u"ci"_s).detail, u"1 pending: build"_s);
        }
        facts.asked = {{u"ci"_s, {Verdict::Passed, u"2 passed"_s}}, {u"tag-signed"_s, {Verdict::Passed, {}}}};
        QVERIFY(gate(u"ci"_s).met && gate(u"tag-signed"_s).met);
        QVERIFY(isWaivable(u"ci"_s) && isWaivable(u"tag-signed"_s));
        // Both ask about exactly this commit.
        const QList<Step> steps = gateSteps(project, place, newer());
        QCOMPARE(steps.size(), 2);
        QCOMPARE(std::get<CiQuestion>(steps.first().operation({})).commit, newer().commit);
        QCOMPARE(std::get<GitQuestion>(steps.last().operation({})).version, newer().version);
        // What must hold before production is under policy.
        Project without = m_project;
        QVERIFY(policyDigest(policyOf(project)) != policyDigest(policyOf(without)));
    }

    void theFirstEnvironmentAsksForNothingBefore() { QCOMPARE(closed(World(), {}, staging), QStringList()); }

    void nothingWasDeployedBefore() {
        Chronicle chronicle;
        QCOMPARE(closed(chronicle.world, fine(chronicle)),
                 (QStringList{u"deployed-before"_s, u"soaked"_s, u"fresh"_s}));
    }

    void anotherCommitIsLiveBefore() {
        Chronicle chronicle;
        Told(chronicle, m_project, u"dep-1"_s, u"staging"_s).opened(older()).planned().live();
        const auto list =
            gates(m_project, chronicle.world, *m_project.environment(production), newer(), fine(chronicle));
        QCOMPARE(list.first().id, u"deployed-before"_s);
        QVERIFY(!list.first().met);
        QVERIFY(list.first().detail.contains(u"v1.0.0"_s));
    }

    void theSameNameOnAnotherCommitDoesNotCount() {
        Chronicle chronicle;
        Told(chronicle, m_project, u"dep-1"_s, u"staging"_s)
            .opened(candidate(u"v1.1.0"_s, u'c'))
            .planned()
            .live();
        QVERIFY(closed(chronicle.world, fine(chronicle)).contains(u"deployed-before"_s));
    }

    void somethingNewerIsUnderWayBefore() {
        Chronicle chronicle;
        Told(chronicle, m_project, u"dep-1"_s, u"staging"_s).wentLive();
        Told(chronicle, m_project, u"dep-2"_s, u"staging"_s).opened();
        QVERIFY(closed(chronicle.world, fine(chronicle)).contains(u"deployed-before"_s));
    }

    void whatWasRolledBackBeforeIsNotLiveThere() {
        Chronicle chronicle;
        Told told(chronicle, m_project, u"dep-1"_s, u"staging"_s);
        told.wentLive().ended(u"rolled-back"_s);
        QVERIFY(closed(chronicle.world, fine(chronicle)).contains(u"deployed-before"_s));
    }

    void anAbandonedDeploymentAfterwardsChangesNothing() {
        Chronicle chronicle;
        Told(chronicle, m_project, u"dep-1"_s, u"staging"_s).wentLive();
        Told(chronicle, m_project, u"dep-2"_s, u"staging"_s).opened().ended(u"abandoned"_s);
        QCOMPARE(closed(chronicle.world, fine(chronicle)), QStringList());
    }

    void soakCountsOnlyWhatWasObservedHealthy() {
        Chronicle chronicle;
        Told(chronicle, m_project, u"dep-1"_s, u"staging"_s).wentLive();
        GateFacts facts = fine(chronicle);
        facts.soakedMs = 19'999;
        QCOMPARE(closed(chronicle.world, facts), QStringList{u"soaked"_s});
        for (const Gate& gate :
             gates(m_project, chronicle.world, *m_project.environment(production), newer(), facts))
            QCOMPARE(gate.timeWillMeet, gate.id == u"soaked"_s);
    }

    void itMustBeHealthyNow() {
        Chronicle chronicle;
        Told(chronicle, m_project, u"dep-1"_s, u"staging"_s).wentLive();
        GateFacts facts = fine(chronicle);
        facts.healthyBefore = false;
        QCOMPARE(closed(chronicle.world, facts), QStringList{u"healthy-before"_s});
    }

    void itMustNotBeTooOld() {
        Chronicle chronicle;
        Told told(chronicle, m_project, u"dep-1"_s, u"staging"_s);
        told.wentLive();
        GateFacts facts = fine(chronicle);
        facts.nowMs = told.now().liveAtMs + 3'600'000;
        QCOMPARE(closed(chronicle.world, facts), QStringList());
        facts.nowMs += 1;
        QCOMPARE(closed(chronicle.world, facts), QStringList{u"fresh"_s});
    }

    void aBadReleaseStaysClosedEverywhere() {
        Chronicle chronicle;
        Told(chronicle, m_project, u"dep-1"_s, u"staging"_s).wentLive();
        QVERIFY(
            chronicle
                .add(u"workspace"_s, entry::markedBad,
                     {{u"version"_s, u"v1.1.0"_s}, {u"commit"_s, newer().commit}, {u"reason"_s, u"leaks"_s}},
                     u"mira"_s)
                .ok());
        QCOMPARE(closed(chronicle.world, fine(chronicle)), QStringList{u"not-bad"_s});
        QCOMPARE(closed(chronicle.world, {}, staging), QStringList{u"not-bad"_s});
        const auto list = gates(m_project, chronicle.world, *m_project.environment(staging), newer(), {});
        QVERIFY(list.first().detail.contains(u"mira"_s) && list.first().detail.contains(u"leaks"_s));
    }

    void oneDeploymentAtATime() {
        Chronicle chronicle;
        Told(chronicle, m_project, u"dep-1"_s, u"staging"_s).wentLive();
        Told(chronicle, m_project, u"dep-2"_s, u"production"_s).opened();
        QCOMPARE(closed(chronicle.world, fine(chronicle)), QStringList{u"free"_s});
    }

    void durationsAreSpoken_data() {
        QTest::addColumn<qint64>("ms");
        QTest::addColumn<QString>("words");
        QTest::newRow("nothing") << qint64(0) << u"0 s"_s;
        QTest::newRow("negative") << qint64(-5000) << u"0 s"_s;
        QTest::newRow("seconds") << qint64(59'999) << u"59 s"_s;
        QTest::newRow("a minute") << qint64(60'000) << u"1 min"_s;
        QTest::newRow("short minutes") << qint64(125'000) << u"2 min 5 s"_s;
        QTest::newRow("long minutes") << qint64(725'000) << u"12 min"_s;
        QTest::newRow("hours") << qint64(7'500'000) << u"2 h 5 min"_s;
        QTest::newRow("whole hours") << qint64(7'200'000) << u"2 h"_s;
        QTest::newRow("two days") << qint64(172'800'000) << u"2 days"_s;
    }
    void durationsAreSpoken() {
        QFETCH(qint64, ms);
        QFETCH(QString, words);
        QCOMPARE(spokenDuration(ms), words);
    }
};

QTEST_GUILESS_MAIN(GatesTest)
#include "gates_test.moc"
