#include "app/domain/rules.h"
#include "tests/domain/chronicle.h"

#include <QTest>
#include <functional>

using namespace slipway;
using namespace slipway::test;

namespace {

const EnvironmentName staging(u"staging"_s);
const EnvironmentName production(u"production"_s);
const DeploymentId dep(u"dep-1"_s);
const Actor mira{u"mira"_s, true};
const Actor sam{u"sam"_s, true};
const Actor ada{u"ada"_s, true};

/// One situation, what somebody wants in it, and a part of the reason why not; empty: it is allowed.
struct Case {
    const char* name;
    std::function<void(Told&, Chronicle&)> before;
    Action action;
    Actor actor;
    QString why;
};

SignStep signs(const QString& step) {
    return {dep, StepId(step)};
}
AnswerItem answers(const QString& step) {
    return {dep, StepId(step)};
}
StartDeployment starts(const EnvironmentName& environment, const Candidate& what, bool again = false) {
    return {environment, what, again, {}};
}
SignCheckpoint signsCheckpoint(qint64 afterMs, qint64 nowMs) {
    return {dep, base::Milliseconds(afterMs), nowMs};
}
WaiveStep waives(const QString& step) {
    return {dep, StepId(step), HostName(u"prod-1"_s), u"known"_s};
}
const qint64 late = startMs + 3'600'000;

const auto nothing = [](Told&, Chronicle&) {};
const auto opened = [](Told& told, Chronicle&) { told.opened(); };
const auto planned = [](Told& told, Chronicle&) { told.opened().planned(); };
const auto answered = [](Told& told, Chronicle&) { told.opened().planned().answered(); };
const auto approved = [](Told& told, Chronicle&) { told.opened().planned().answered().signedBy(u"sam"_s); };
const auto running = [](Told& told, Chronicle&) { told.readyToSwitch().intent(u"a1"_s); };
const auto failed = [](Told& told, Chronicle&) {
    told.readyToSwitch().intent(u"a1"_s).outcome(u"a1"_s, u"failed"_s);
};
const auto unknown = [](Told& told, Chronicle&) {
    told.readyToSwitch().intent(u"a1"_s).outcome(u"a1"_s, u"interrupted"_s);
};
const auto gone = [](Told& told, Chronicle&) {
    told.readyToSwitch().intent(u"a1"_s).outcome(u"a1"_s, u"interrupted"_s, true);
};
const auto live = [](Told& told, Chronicle&) { told.wentLive(); };
const auto stopped = [](Told&, Chronicle& chronicle) {
    static_cast<void>(chronicle.add(u"workspace"_s, entry::lineStopped,
                                    {{u"environment"_s, u"production"_s}, {u"reason"_s, u"down"_s}},
                                    u"sam"_s));
};
const auto stoppedLive = [](Told& told, Chronicle& chronicle) {
    told.wentLive();
    stopped(told, chronicle);
};
const auto undoing = [](Told& told, Chronicle&) {
    told.readyToSwitch()
        .intent(u"a1"_s)
        .outcome(u"a1"_s, u"failed"_s)
        .entry(entry::decided, {{u"decision"_s, u"rollback"_s}});
};
const auto held = [](Told& told, Chronicle&) {
    told.readyToSwitch().entry(
        entry::lockWaits, {{u"host"_s, u"prod-1"_s}, {u"owner"_s, u"dep-9"_s}, {u"who"_s, u"eve on far"_s}});
};
const auto paused = [](Told& told, Chronicle&) { told.opened().planned().entry(entry::paused, {}); };

std::function<void(Told&, Chronicle&)> evaluated(const QString& verdict) {
    return [verdict](Told& told, Chronicle&) {
        told.wentLive().entry(entry::checkpoint,
                              {{u"after"_s, 600'000}, {u"verdict"_s, verdict}, {u"summary"_s, u"99 % up"_s}});
    };
}

const QList<Case>& cases() {
    static const QList<Case> all{
        {"a stranger", nothing, starts(production, newer()), {u"eve"_s, true}, u"not among the people"_s},
        {"starts nowhere", nothing, starts(EnvironmentName(u"moon"_s), newer()), mira,
         u"no environment “moon”"_s},
        {"starts what is live", live, starts(production, newer()), mira, u"already live"_s},
        {"starts without staging", nothing, starts(production, newer()), mira, u"Not every gate is met"_s},
        {"starts beside another", opened, starts(production, newer()), mira, u"dep-1"_s},
        {"starts on a free place", nothing, starts(staging, newer()), mira, {}},

        {"signs nothing", nothing, signs(u"go"_s), sam, u"no deployment dep-1"_s},
        {"signs after the end", live, signs(u"go"_s), sam, u"already live or ended"_s},
        {"signs before the plan", opened, signs(u"go"_s), sam, u"not an item"_s},
        {"signs a command", approved, signs(u"switch"_s), sam, u"not an item"_s},
        {"signs what is signed", approved, signs(u"go"_s), ada, u"already signed"_s},
        {"signs a changed plan",
         [](Told& told, Chronicle&) {
             told.opened().planned().answered().entry(entry::planChanged, {{u"what"_s, u"edited"_s}});
         },
         signs(u"go"_s), sam, u"plan changed"_s},
        {"signs during a rollback",
         [](Told& told, Chronicle&) {
             told.opened().planned().answered().entry(entry::decided, {{u"decision"_s, u"rollback"_s}});
         },
         signs(u"go"_s), sam, u"being rolled back"_s},
        {"signs out of turn", planned, signs(u"go"_s), sam, u"“notes” is to do before it"_s},
        {"signs without the role", answered, signs(u"go"_s), mira, u"needs the role “approver”"_s},
        {"signs without a key", answered, signs(u"go"_s), {u"sam"_s, false}, u"No private key of sam"_s},
        {"the starter signs four eyes", approved, signs(u"four"_s), mira, u"does not count for four eyes"_s},
        {"signs twice",
         [](Told& told, Chronicle&) {
             told.opened().planned().answered().signedBy(u"sam"_s, u"go"_s, u"no-go"_s);
         },
         signs(u"go"_s), sam, u"sam has already signed"_s},
        {"signs in turn", answered, signs(u"go"_s), sam, {}},
        {"another signs four eyes", approved, signs(u"four"_s), ada, {}},

        {"answers nothing", nothing, answers(u"notes"_s), mira, u"no deployment dep-1"_s},
        {"answers a command", planned, answers(u"switch"_s), mira, u"not an item"_s},
        {"answers what is signed", answered, answers(u"go"_s), sam, u"not answered but signed"_s},
        {"answers again", answered, answers(u"notes"_s), mira, u"already answered"_s},
        {"answers out of turn", planned, answers(u"seen"_s), mira, u"“notes” is to do before it"_s},
        {"answers after the end", live, answers(u"seen"_s), mira, u"already live or ended"_s},
        {"answers in turn", planned, answers(u"notes"_s), ada, {}},

        {"retries nothing", nothing, RetryFailed{dep}, mira, u"no deployment dep-1"_s},
        {"retries what did not fail", planned, RetryFailed{dep}, mira, u"Nothing has failed"_s},
        {"retries what runs", running, RetryFailed{dep}, mira, u"Nothing has failed"_s},
        {"retries during a rollback", undoing, RetryFailed{dep}, mira, u"being rolled back"_s},
        {"retries what may still run", unknown, RetryFailed{dep}, mira, u"is not known"_s},
        {"retries what is gone", gone, RetryFailed{dep}, mira, {}},
        {"retries what failed", failed, RetryFailed{dep}, mira, {}},

        {"waives what did not fail", planned, waives(u"switch"_s), mira, u"Nothing waits for a decision"_s},
        {"waives a required step", failed, waives(u"switch"_s), mira, u"“switch” is required"_s},
        {"waives what is no step", failed, waives(u"moon"_s), mira, u"not a step"_s},
        {"waives another host", failed, WaiveStep{dep, StepId(u"switch"_s), HostName(u"prod-2"_s), u"x"_s},
         mira, u"has not failed there"_s},
        {"waives without a reason", failed,
         WaiveStep{dep, StepId(u"switch"_s), HostName(u"prod-1"_s), u" "_s}, mira, u"needs a reason"_s},
        {"leaves out a host that did not fail", failed, ExcludeHost{dep, HostName(u"prod-2"_s), u"x"_s}, mira,
         u"Nothing has failed on “prod-2”"_s},
        {"leaves out a required host", failed, ExcludeHost{dep, HostName(u"prod-1"_s), u"x"_s}, mira,
         u"required on every host"_s},
        {"leaves out a host during a rollback", undoing, ExcludeHost{dep, HostName(u"prod-1"_s), u"x"_s},
         mira, u"being rolled back"_s},
        {"takes over what nobody holds", planned, TakeOverLock{dep, u"x"_s}, mira, u"Nobody else holds"_s},
        {"takes over without a reason", held, TakeOverLock{dep, u" "_s}, mira, u"needs a reason"_s},
        {"takes over", held, TakeOverLock{dep, u"they are on holiday"_s}, mira, {}},
        {"stops the line", nothing, StopLine{staging, u"down"_s}, sam, {}},
        {"stops it without a reason", nothing, StopLine{staging, u" "_s}, sam, u"needs a reason"_s},
        {"stops it nowhere", nothing, StopLine{EnvironmentName(u"moon"_s), u"x"_s}, sam, u"no environment"_s},
        {"stops it twice", stopped, StopLine{production, u"x"_s}, mira, u"stopped already, by sam: down"_s},
        {"stops it although nobody knows them",
         nothing,
         StopLine{staging, u"x"_s},
         {u"eve"_s, true},
         u"not among the people"_s},
        {"opens what is open", nothing, OpenLine{production, u"x"_s}, mira, u"is open"_s},
        {"opens the line", stopped, OpenLine{production, u"up"_s}, mira, {}},
        {"opens it without a reason", stopped, OpenLine{production, {}}, mira, u"needs a reason"_s},
        {"opens it nowhere", stopped, OpenLine{EnvironmentName(u"moon"_s), u"x"_s}, mira,
         u"no environment"_s},
        {"starts on a stopped line", stopped, starts(production, newer()), mira,
         u"The line is open: stopped by sam"_s},
        {"rolls back on a stopped line", stoppedLive, RollBack{production, u"red"_s}, mira, {}},
        {"rehearses nowhere", nothing, Rehearse{EnvironmentName(u"moon"_s)}, mira, u"no environment"_s},
        {"rehearses on production", live, Rehearse{production}, mira, u"not on it"_s},
        {"rehearses nothing", nothing, Rehearse{staging}, mira, u"Nothing was deployed"_s},

        {"abandons nothing", nothing, Abandon{dep}, mira, u"no deployment dep-1"_s},
        {"abandons changed hosts", failed, Abandon{dep}, mira, u"roll back instead"_s},
        {"abandons what is live", live, Abandon{dep}, mira, u"already live or ended"_s},
        {"abandons early", planned, Abandon{dep}, mira, {}},
        {"abandons a first deployment that failed",
         [](Told& told, Chronicle&) {
             told.opened(newer(), {}).planned().answered().signedBy(u"sam"_s).signedBy(u"ada"_s, u"four"_s);
             told.intent(u"a1"_s).outcome(u"a1"_s, u"failed"_s);
         },
         Abandon{dep},
         mira,
         {}},
        {"abandons a first deployment that may still run",
         [](Told& told, Chronicle&) {
             told.opened(newer(), {}).planned().answered().signedBy(u"sam"_s).signedBy(u"ada"_s, u"four"_s);
             told.intent(u"a1"_s).outcome(u"a1"_s, u"interrupted"_s);
         },
         Abandon{dep}, mira, u"is not known"_s},
        {"abandons a first deployment that runs",
         [](Told& told, Chronicle&) {
             told.opened(newer(), {}).planned().answered().signedBy(u"sam"_s).signedBy(u"ada"_s, u"four"_s);
             told.intent(u"a1"_s);
         },
         Abandon{dep}, mira, u"still running"_s},

        {"pauses nothing", nothing, Pause{dep}, mira, u"no deployment dep-1"_s},
        {"pauses twice", paused, Pause{dep}, mira, u"already paused"_s},
        {"pauses", planned, Pause{dep}, mira, {}},
        {"resumes nothing", nothing, Resume{dep}, mira, u"no deployment dep-1"_s},
        {"resumes what runs", planned, Resume{dep}, mira, u"not paused"_s},
        {"resumes", paused, Resume{dep}, mira, {}},

        {"stops nothing", nothing, StopStep{dep, StepId(u"switch"_s)}, mira, u"no deployment dep-1"_s},
        {"stops what stands", planned, StopStep{dep, StepId(u"switch"_s)}, mira, u"not running"_s},
        {"stops twice",
         [](Told& told, Chronicle&) {
             told.readyToSwitch().intent(u"a1"_s).entry(entry::stopAsked, {{u"attempt"_s, u"a1"_s}});
         },
         StopStep{dep, StepId(u"switch"_s)}, mira, u"already asked to stop"_s},
        {"stops", running, StopStep{dep, StepId(u"switch"_s)}, mira, {}},

        {"rolls nowhere back", nothing, RollBack{EnvironmentName(u"moon"_s), u"red"_s}, mira,
         u"no environment"_s},
        {"rolls back without a reason", live, RollBack{production, u"  "_s}, mira, u"needs a reason"_s},
        {"rolls nothing back", nothing, RollBack{production, u"red"_s}, mira, u"Nothing was deployed"_s},
        {"rolls a rollback back",
         [](Told& told, Chronicle& chronicle) {
             told.wentLive();
             const Project project = sampleProject();
             Told(chronicle, project, u"dep-2"_s, u"production"_s).rollbackOpened(u"dep-1"_s);
         },
         RollBack{production, u"red"_s}, mira, u"already rolling back"_s},
        {"rolls back to the unknown", [](Told& told, Chronicle&) { told.opened(newer(), {}).planned(); },
         RollBack{production, u"red"_s}, mira, u"is not known"_s},
        {"rolls back what changed nothing", planned, RollBack{production, u"red"_s}, mira,
         u"abandon it instead"_s},
        {"rolls back what runs", running, RollBack{production, u"red"_s}, mira, {}},
        {"rolls back what may still run", unknown, RollBack{production, u"red"_s}, mira, u"is not known"_s},
        {"rolls back what failed", failed, RollBack{production, u"red"_s}, mira, {}},
        {"rolls back what is live", live, RollBack{production, u"red"_s}, mira, {}},
        {"rolls back what is gone", gone, RollBack{production, u"red"_s}, mira, {}},

        {"signs a checkpoint of nothing", planned, signsCheckpoint(600'000, late), sam,
         u"not being watched"_s},
        {"signs no checkpoint", live, signsCheckpoint(1, late), sam, u"no such checkpoint"_s},
        {"signs a checkpoint early", live, signsCheckpoint(600'000, startMs + 60'000), sam, u"due in"_s},
        {"signs an open checkpoint", live, signsCheckpoint(600'000, late), sam, u"being evaluated"_s},
        {"signs a failed checkpoint", evaluated(u"failed"_s), signsCheckpoint(600'000, late), sam,
         u"99 % up"_s},
        {"signs an unobserved checkpoint", evaluated(u"inconclusive"_s), signsCheckpoint(600'000, late), sam,
         u"only a passed checkpoint"_s},
        {"signs a checkpoint without a key",
         evaluated(u"passed"_s),
         signsCheckpoint(600'000, late),
         {u"sam"_s, false},
         u"No private key"_s},
        {"signs a checkpoint twice",
         [](Told& told, Chronicle& chronicle) {
             evaluated(u"passed"_s)(told, chronicle);
             told.entry(entry::signedOff, {{u"checkpoint"_s, 600'000}, {u"decision"_s, u"go"_s}}, u"ada"_s);
         },
         signsCheckpoint(600'000, late), sam, u"signed by ada"_s},
        {"signs a checkpoint", evaluated(u"passed"_s), signsCheckpoint(600'000, late), sam, {}},
    };
    return all;
}

} // namespace

class RulesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhatIsOpenToWhomAndWhyNot_data() {
        QTest::addColumn<int>("index");
        for (int i = 0; i < cases().size(); ++i)
            QTest::newRow(cases().at(i).name) << i;
    }
    void saysWhatIsOpenToWhomAndWhyNot() {
        QFETCH(int, index);
        const Case& one = cases().at(index);
        const Project project = sampleProject();
        Chronicle chronicle;
        Told told(chronicle, project, u"dep-1"_s, u"production"_s);
        one.before(told, chronicle);
        const Ruling ruling = allowed(one.action, one.actor, project, chronicle.world);
        QCOMPARE(ruling.allowed, one.why.isEmpty());
        QVERIFY2(ruling.why.contains(one.why), qPrintable(ruling.why));
        QCOMPARE(ruling.why.isEmpty(), ruling.allowed);
    }

    void aSoloWorkspaceNeedsNoPeopleButHasNoFourEyes() {
        Project project = sampleProject();
        project.people.clear();
        Chronicle chronicle;
        Told told(chronicle, project, u"dep-1"_s, u"staging"_s);
        told.opened().planned().answered();
        const Actor anybody{u"user"_s, false};
        QVERIFY(allowed(signs(u"go"_s), anybody, project, chronicle.world));
        told.signedBy(u"user"_s);
        const Ruling four = allowed(signs(u"four"_s), anybody, project, chronicle.world);
        QVERIFY(!four);
        QVERIFY(four.why.contains(u"more than one person"_s));
    }

    void whoWorksAloneTakesAWhileAndSaysForWhat() {
        Project project = sampleProject();
        project.people.clear();
        for (StepTemplate& step : project.steps)
            if (step.id == u"go"_s)
                step.params.insert(u"cool-down"_s, 600'000);
        const Actor alone{u"user"_s, false};
        const auto ruling = [&](const QString& place, qint64 laterMs, bool isConfirmed) {
            Chronicle chronicle;
            Told told(chronicle, project, u"dep-1"_s, place);
            told.opened().planned().answered();
            return allowed(
                SignStep{DeploymentId(u"dep-1"_s), StepId(u"go"_s), chronicle.nowMs + laterMs, isConfirmed},
                alone, project, chronicle.world);
        };
        const Ruling early = ruling(u"production"_s, 540'000, true);
        QVERIFY(!early);
        QVERIFY2(early.why.contains(u"sign in 1 min"_s), qPrintable(early.why));
        const Ruling unsaid = ruling(u"production"_s, 600'000, false);
        QVERIFY(!unsaid);
        QVERIFY2(unsaid.why.contains(u"types the name of the environment"_s), qPrintable(unsaid.why));
        QVERIFY(ruling(u"production"_s, 600'000, true));
        QVERIFY(ruling(u"staging"_s, 0, false)); // production alone asks for it
        project.people = sampleProject().people;
        Chronicle chronicle;
        Told told(chronicle, project, u"dep-1"_s, u"production"_s);
        told.opened().planned().answered();
        QVERIFY(allowed(SignStep{DeploymentId(u"dep-1"_s), StepId(u"go"_s), chronicle.nowMs, false},
                        Actor{u"sam"_s, true, u"SHA256:sam"_s}, project, chronicle.world));
    }

    void everyActionHasAName() {
        QSet<QString> names;
        for (const Case& one : cases())
            names.insert(actionName(one.action));
        // The others have cases in exceptions_test, recurring_test and checkpoints_test.
        for (const Action& action :
             {Action(TakeBack{}), Action(WaiveGate{}), Action(CountersignWaiver{}), Action(ClearBad{}),
              Action(Review{}), Action(AcceptPolicy{}), Action(SignRecurring{}), Action(WaiveCheckpoint{}),
              Action(ExtendCheckpoint{}), Action(PlanRollBack{}), Action(BeginMaintenance{}),
              Action(EndMaintenance{}), Action(ThrowSwitch{})})
            names.insert(actionName(action));
        QCOMPARE(names.size(), static_cast<qsizetype>(std::variant_size_v<Action>));
    }
};

QTEST_GUILESS_MAIN(RulesTest)
#include "rules_test.moc"
