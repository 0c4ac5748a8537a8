#include "app/models/release_builder.h"
#include "tests/domain/chronicle.h"

#include <QTest>

using namespace slipway;
using namespace slipway::test;
using models::ReleaseInput;
using models::ReleaseState;
using models::ReleaseView;
using models::StepView;

namespace {

const QString id = u"dep-1"_s;

ReleaseView viewOf(const Chronicle& chronicle, const Project& project,
                   const Actor& actor = {u"sam"_s, true}) {
    const ReleaseInput input{project,
                             chronicle.world,
                             chronicle.nowMs,
                             [&](const Action& action) { return allowed(action, actor, project, chronicle.world); },
                             nullptr,
                             {},
                             {u"last line"_s}};
    return models::releaseView(input, DeploymentId(id));
}

const StepView& stepOf(const ReleaseView& view, const QString& step) {
    for (const StepView& one : view.steps)
        if (one.id == step)
            return one;
    qFatal("no such step");
}

} // namespace

class ReleaseBuilderTest : public QObject {
    Q_OBJECT

private:
    const Project m_project = sampleProject();
    Told told(Chronicle& chronicle) const { return {chronicle, m_project, id, u"production"_s}; }

private Q_SLOTS:
    void isEmptyForWhatDoesNotExist() {
        Chronicle chronicle;
        QVERIFY(viewOf(chronicle, m_project).deployment.isEmpty());
    }

    void saysHowItStands_data() {
        QTest::addColumn<int>("situation");
        QTest::addColumn<int>("state");
        int situation = 0;
        for (const ReleaseState state :
             {ReleaseState::Preparing, ReleaseState::WaitsForPerson, ReleaseState::Running,
              ReleaseState::Failed, ReleaseState::Interrupted, ReleaseState::Paused, ReleaseState::Stale,
              ReleaseState::Live, ReleaseState::Successful, ReleaseState::RolledBack,
              ReleaseState::Abandoned})
            QTest::addRow("situation %d", situation) << situation << int(state), ++situation;
    }
    void saysHowItStands() {
        QFETCH(int, situation);
        QFETCH(int, state);
        Chronicle chronicle;
        Told story = told(chronicle);
        const std::function<void()> stories[] = {
            [&] { story.opened(); },
            [&] { story.opened().planned(); },
            [&] { story.readyToSwitch().intent(u"a1"_s); },
            [&] { story.readyToSwitch().intent(u"a1"_s).outcome(u"a1"_s, u"failed"_s); },
            [&] { story.readyToSwitch().intent(u"a1"_s).outcome(u"a1"_s, u"interrupted"_s); },
            [&] {
                story.opened().planned().entry(entry::paused, {{u"reason"_s, u"lunch"_s}});
            },
            [&] {
                story.opened().planned().entry(entry::planChanged, {{u"what"_s, u"edited"_s}});
            },
            [&] { story.wentLive(); },
            [&] { story.wentLive().ended(u"successful"_s); },
            [&] { story.wentLive().ended(u"rolled-back"_s, u"dep-2"_s); },
            [&] { story.opened().ended(u"abandoned"_s); }};
        stories[situation]();
        QCOMPARE(int(viewOf(chronicle, m_project).state), state);
    }

    void offersASignOffOnlyToWhomItIsOpenAndWhenItIsItsTurn() {
        Chronicle chronicle;
        Told story = told(chronicle);
        story.opened().planned();
        QVERIFY(!stepOf(viewOf(chronicle, m_project), u"go"_s).sign.allowed);
        QCOMPARE(stepOf(viewOf(chronicle, m_project), u"go"_s).waitsAfter, u"notes"_s);
        QVERIFY(stepOf(viewOf(chronicle, m_project), u"notes"_s).answer.allowed);
        QCOMPARE(stepOf(viewOf(chronicle, m_project), u"notes"_s).verdict, Verdict::Ready);
        story.answered();
        const ReleaseView view = viewOf(chronicle, m_project);
        QVERIFY(stepOf(view, u"go"_s).sign.allowed);
        QCOMPARE(view.currentStep, u"go"_s);
        QCOMPARE(view.nextSignOff, u"go"_s);
        QCOMPARE(view.stateDetail, u"waits for approver: “go”"_s);
        const ReleaseView other = viewOf(chronicle, m_project, {u"mira"_s, true});
        QVERIFY(!stepOf(other, u"go"_s).sign.allowed);
        QVERIFY(!stepOf(other, u"go"_s).sign.why.isEmpty());
    }

    void showsSignaturesAndWhichOfThemCount() {
        Chronicle chronicle;
        Told story = told(chronicle);
        story.opened().planned().answered().signedBy(u"sam"_s);
        story.signedBy(u"mira"_s, u"four"_s).signedBy(u"ada"_s, u"four"_s);
        const StepView step = stepOf(viewOf(chronicle, m_project), u"four"_s);
        QVERIFY(step.fourEyes);
        QCOMPARE(step.signaturesNeeded, 1);
        QCOMPARE(step.signatures.size(), 2);
        QVERIFY(!step.signatures.first().counts);
        QVERIFY(step.signatures.last().counts);
        QCOMPARE(step.verdict, Verdict::Passed);
    }

    void showsEveryHostOfAStep() {
        Chronicle chronicle;
        Told story = told(chronicle);
        story.readyToSwitch().intent(u"a1"_s).outcome(u"a1"_s, u"passed"_s).intent(u"a2"_s, u"prod-2"_s);
        const StepView step = stepOf(viewOf(chronicle, m_project), u"switch"_s);
        QCOMPARE(step.hosts.size(), 2);
        QCOMPARE(step.hosts.at(0).verdict, Verdict::Passed);
        QCOMPARE(step.hosts.at(1).verdict, Verdict::Running);
        QCOMPARE(step.hosts.at(1).attempt, u"a2"_s);
        QCOMPARE(step.verdict, Verdict::Running);
        QVERIFY(step.stop.allowed);
        QCOMPARE(step.runs, u"do"_s);
        QCOMPARE(step.undo, u"undo"_s);
        QVERIFY(step.summary.contains(u"2 hosts"_s));
    }

    void guidesThroughAFailure() {
        Chronicle chronicle;
        Told story = told(chronicle);
        story.readyToSwitch().intent(u"a1"_s).outcome(u"a1"_s, u"passed"_s);
        story.intent(u"a2"_s, u"prod-2"_s).outcome(u"a2"_s, u"failed"_s);
        const auto failure = viewOf(chronicle, m_project).failure;
        QCOMPARE(failure.step, u"switch"_s);
        QCOMPARE(failure.host, u"prod-2"_s);
        QCOMPARE(failure.finishedHosts, QStringList{u"prod-1"_s});
        QCOMPARE(failure.lastLines, QStringList{u"last line"_s});
        QVERIFY(failure.retry.allowed);
        QVERIFY(failure.rollback.allowed);
        QVERIFY(!failure.waive.allowed);
        QVERIFY(!failure.interrupted);
        QCOMPARE(failure.rollbackWords, u"v1.0.0 again on prod-1, prod-2"_s);
    }

    void anInterruptedStepOffersNothingThatCouldRunBesideIt() {
        Chronicle chronicle;
        told(chronicle).readyToSwitch().intent(u"a1"_s).outcome(u"a1"_s, u"interrupted"_s);
        const auto failure = viewOf(chronicle, m_project).failure;
        QVERIFY(failure.interrupted);
        QVERIFY(!failure.retry.allowed);
        QVERIFY(!failure.rollback.allowed);
        QVERIFY(failure.retry.why.contains(u"is not known"_s));
    }

    void aNoGoSaysByWhomAndWhy() {
        Chronicle chronicle;
        Told story = told(chronicle);
        story.opened().planned().answered().entry(
            entry::signedOff,
            {{u"step"_s, u"go"_s}, {u"decision"_s, u"no-go"_s}, {u"note"_s, u"the pool leaks"_s}}, u"sam"_s);
        QCOMPARE(viewOf(chronicle, m_project).failure.summary, u"no-go by sam: the pool leaks"_s);
    }

    void anEnvironmentThatIsHeldIsWaitedFor() {
        Chronicle chronicle;
        Told story = told(chronicle);
        const QJsonObject holder{{u"host"_s, u"prod-1"_s},
                                 {u"owner"_s, u"dep-9"_s},
                                 {u"who"_s, u"tom on desk-7"_s},
                                 {u"reason"_s, u"deploy v1.0.5"_s},
                                 {u"since"_s, 5}};
        story.readyToSwitch().entry(entry::lockWaits, holder);
        ReleaseView view = viewOf(chronicle, m_project);
        QCOMPARE(view.state, ReleaseState::WaitsForLock);
        QCOMPARE(view.stateDetail, u"waits for tom on desk-7, who holds production (deploy v1.0.5)"_s);
        QCOMPARE(view.lock.holderOwner, u"dep-9"_s);
        QVERIFY(view.lock.takeOver.allowed);
        story.entry(entry::decided, {{u"decision"_s, u"take-over"_s}, {u"reason"_s, u"he is away"_s}},
                    u"mira"_s);
        view = viewOf(chronicle, m_project);
        QCOMPARE(view.state, ReleaseState::Running);
        QVERIFY(!view.lock.takeOver.allowed);
    }

    void whatWasWaivedIsCountedAndNamed() {
        Chronicle chronicle;
        Told story = told(chronicle);
        story.opened().planned().answered();
        story.entry(entry::decided,
                    {{u"decision"_s, u"waive"_s}, {u"step"_s, u"go"_s}, {u"reason"_s, u"seen together"_s}},
                    u"mira"_s);
        const ReleaseView view = viewOf(chronicle, m_project);
        QCOMPARE(stepOf(view, u"go"_s).verdict, Verdict::Waived);
        QCOMPARE(stepOf(view, u"go"_s).summary, u"waived · mira"_s);
        QVERIFY(stepOf(view, u"go"_s).signatures.last().waived);
        QCOMPARE(view.phases.first().waived, 1);
        QCOMPARE(view.waivers.first().step, u"go"_s);
        QCOMPARE(models::deploymentLine(m_project, *chronicle.world.deployment(DeploymentId(id))).waivers, 1);
    }

    void countsPhases() {
        Chronicle chronicle;
        Told story = told(chronicle);
        story.wentLive();
        const auto phases = viewOf(chronicle, m_project).phases;
        QCOMPARE(phases.size(), 4);
        QCOMPARE(phases.at(0).done, 3);
        QCOMPARE(phases.at(0).all, 3);
        QCOMPARE(phases.at(0).verdict, Verdict::Passed);
        QCOMPARE(phases.at(1).verdict, Verdict::Passed);
        QCOMPARE(phases.at(2).done, 0); // nobody has looked
        QCOMPARE(phases.at(3).phase, Phase::Watch);
        QCOMPARE(phases.at(3).all, 1);
    }

    void saysWhatARollbackWouldRun() {
        Chronicle chronicle;
        Told story = told(chronicle);
        story.wentLive();
        const ReleaseView view = viewOf(chronicle, m_project);
        QVERIFY(view.rollback.allowed);
        QCOMPARE(view.undo.size(), 1);
        QCOMPARE(view.undo.first().command, u"undo"_s);
        QCOMPARE(view.undo.first().hosts, (QStringList{u"prod-2"_s, u"prod-1"_s}));
        QVERIFY(view.cannotUndo.isEmpty());
    }

    void whatWasRolledBackReadsAsUndone() {
        Chronicle chronicle;
        told(chronicle)
            .readyToSwitch()
            .intent(u"a1"_s)
            .outcome(u"a1"_s, u"failed"_s)
            .ended(u"rolled-back"_s, u"dep-2"_s);
        QCOMPARE(stepOf(viewOf(chronicle, m_project), u"switch"_s).verdict, Verdict::Undone);
    }

    void aCheckpointIsDueThenEvaluatedThenSigned() {
        Chronicle chronicle;
        Told story = told(chronicle);
        story.wentLive();
        QCOMPARE(viewOf(chronicle, m_project).checkpoints.first().verdict, Verdict::Waiting);
        chronicle.nowMs += 600'000;
        QCOMPARE(viewOf(chronicle, m_project).checkpoints.first().verdict, Verdict::Ready);
        QVERIFY(!viewOf(chronicle, m_project).checkpoints.first().sign.allowed);
        story.entry(entry::checkpoint,
                    {{u"after"_s, 600'000}, {u"verdict"_s, u"passed"_s}, {u"summary"_s, u"up"_s}});
        QVERIFY(viewOf(chronicle, m_project).checkpoints.first().sign.allowed);
        story.entry(entry::signedOff, {{u"checkpoint"_s, 600'000}, {u"decision"_s, u"go"_s}}, u"sam"_s);
        QCOMPARE(viewOf(chronicle, m_project).checkpoints.first().signedBy, u"sam"_s);
    }

    void aPlannedApprovalReadsAsASignOff() {
        Chronicle chronicle;
        Told story = told(chronicle);
        const auto steps = models::plannedSteps(story.opened().planned().now().plan);
        QCOMPARE(steps.at(0).summary, u"manual"_s);
        QCOMPARE(steps.at(1).summary, u"sign-off"_s);
        QCOMPARE(steps.at(2).summary, u"sign-off"_s);
        QCOMPARE(steps.at(3).summary, u"ssh · 2 hosts"_s);
    }
};

QTEST_GUILESS_MAIN(ReleaseBuilderTest)
#include "release_builder_test.moc"
