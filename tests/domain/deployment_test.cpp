#include "app/domain/rules.h"
#include "tests/domain/chronicle.h"

#include <QRandomGenerator>
#include <QTest>

using namespace slipway;
using namespace slipway::test;
using What = Next::What;

namespace {
const QString id = u"dep-1"_s;
}

class DeploymentTest : public QObject {
    Q_OBJECT

private:
    const Project m_project = sampleProject();

private Q_SLOTS:
    void startsWithAPlanThenPeopleThenHosts() {
        Chronicle chronicle;
        Told told(chronicle, m_project, id, u"production"_s);
        QCOMPARE(next(told.opened().now()).what, What::FixPlan);
        QCOMPARE(next(told.planned().now()).what, What::Ask);
        QCOMPARE(next(told.now()).step, StepId(u"notes"_s));
        QCOMPARE(next(told.answered().now()).step, StepId(u"go"_s));
        QCOMPARE(next(told.signedBy(u"sam"_s).now()).step, StepId(u"four"_s));
        const Next first = next(told.signedBy(u"ada"_s, u"four"_s).now());
        QCOMPARE(first.what, What::Start);
        QCOMPARE(first.host, HostName(u"prod-1"_s));
        const Next running = next(told.intent(u"a1"_s).now());
        QCOMPARE(running.what, What::Await);
        QCOMPARE(running.attempt, AttemptId(u"a1"_s));
        const Next second = next(told.outcome(u"a1"_s, u"passed"_s).now());
        QCOMPARE(second.what, What::Start);
        QCOMPARE(second.host, HostName(u"prod-2"_s));
        told.intent(u"a2"_s, u"prod-2"_s).outcome(u"a2"_s, u"passed"_s);
        QCOMPARE(next(told.now()).what, What::Ask);
        QCOMPARE(next(told.answered(u"not-applicable"_s, u"seen"_s).now()).what, What::GoLive);
        QCOMPARE(next(told.live().now()).what, What::Over);
        QVERIFY(told.now().isWatched());
    }

    void everyVerdictButACompleteOneNeedsADecision_data() {
        QTest::addColumn<QString>("verdict");
        QTest::addColumn<int>("what");
        for (const auto& verdict : {u"failed"_s, u"stopped"_s, u"inconclusive"_s, u"interrupted"_s})
            QTest::newRow(qPrintable(verdict)) << verdict << static_cast<int>(What::Decide);
        for (const auto& verdict : {u"passed"_s, u"waived"_s, u"not-applicable"_s})
            QTest::newRow(qPrintable(verdict)) << verdict << static_cast<int>(What::Start);
    }
    void everyVerdictButACompleteOneNeedsADecision() {
        QFETCH(QString, verdict);
        QFETCH(int, what);
        Chronicle chronicle;
        Told told(chronicle, m_project, id, u"production"_s);
        told.readyToSwitch().intent(u"a1"_s).outcome(u"a1"_s, verdict);
        QVERIFY(told.last.ok());
        QCOMPARE(static_cast<int>(next(told.now()).what), what);
    }

    void aRetrySetsAsideWhatFailedAndKeepsWhatPassed() {
        Chronicle chronicle;
        Told told(chronicle, m_project, id, u"production"_s);
        told.readyToSwitch().intent(u"a1"_s).outcome(u"a1"_s, u"passed"_s);
        told.intent(u"a2"_s, u"prod-2"_s).outcome(u"a2"_s, u"failed"_s);
        told.entry(entry::decided, {{u"decision"_s, u"retry"_s}, {u"step"_s, u"switch"_s}});
        const Next again = next(told.now());
        QCOMPARE(again.what, What::Start);
        QCOMPARE(again.host, HostName(u"prod-2"_s));
        QVERIFY(told.now().attempts.last().setAside);
        QVERIFY(!told.now().attempts.first().setAside);
    }

    void whatRunsIsAwaitedWhateverElseIsDecided() {
        Chronicle chronicle;
        Told told(chronicle, m_project, id, u"production"_s);
        told.readyToSwitch().intent(u"a1"_s);
        told.entry(entry::paused, {}).entry(entry::planChanged, {{u"what"_s, u"edited"_s}});
        QCOMPARE(next(told.now()).what, What::Await);
        told.outcome(u"a1"_s, u"passed"_s);
        QCOMPARE(next(told.now()).what, What::Hold);
    }

    void anUnknownOutcomeMayBeLearntLaterAndNothingElseIsOverwritten() {
        Chronicle chronicle;
        Told told(chronicle, m_project, id, u"production"_s);
        told.readyToSwitch().intent(u"a1"_s).outcome(u"a1"_s, u"interrupted"_s);
        told.outcome(u"a1"_s, u"passed"_s);
        QVERIFY(told.last.ok());
        QCOMPARE(told.now().attempts.first().verdict, Verdict::Passed);
        told.outcome(u"a1"_s, u"failed"_s);
        QVERIFY(!told.last.ok());
        QCOMPARE(told.now().attempts.first().verdict, Verdict::Passed);
    }

    void countsAPersonAndAKeyOnce_data() {
        QTest::addColumn<QStringList>("signatures"); // person decision fingerprint key
        QTest::addColumn<int>("counted");
        QTest::newRow("two people") << QStringList{u"sam go f1 k1"_s, u"ada go f1 k2"_s} << 2;
        QTest::newRow("one person twice") << QStringList{u"sam go f1 k1"_s, u"sam go f1 k1"_s} << 1;
        QTest::newRow("one person with two keys") << QStringList{u"sam go f1 k1"_s, u"sam go f1 k2"_s} << 1;
        QTest::newRow("two people with one key") << QStringList{u"sam go f1 k1"_s, u"ada go f1 k1"_s} << 1;
        QTest::newRow("the starter") << QStringList{u"mira go f1 k3"_s} << 0;
        QTest::newRow("another plan") << QStringList{u"sam go f0 k1"_s} << 0;
        QTest::newRow("a no-go") << QStringList{u"sam no-go f1 k1"_s} << 0;
        QTest::newRow("nobody") << QStringList{} << 0;
    }
    void countsAPersonAndAKeyOnce() {
        QFETCH(QStringList, signatures);
        QFETCH(int, counted);
        Chronicle chronicle;
        Told told(chronicle, m_project, id, u"production"_s);
        told.opened().planned();
        for (const QString& one : signatures) {
            const QStringList parts = one.split(u' ');
            told.signedBy(parts.at(0), u"four"_s, parts.at(1), parts.at(2), parts.at(3));
        }
        QCOMPARE(told.now().countedSignatures(*told.now().plan.step(StepId(u"four"_s))), counted);
    }

    void aNoGoFailsTheStepUntilItIsAskedAgain() {
        Chronicle chronicle;
        Told told(chronicle, m_project, id, u"production"_s);
        told.opened().planned().answered().signedBy(u"sam"_s, u"go"_s, u"no-go"_s).signedBy(u"ada"_s);
        QCOMPARE(next(told.now()).what, What::Decide);
        told.entry(entry::decided, {{u"decision"_s, u"retry"_s}, {u"step"_s, u"go"_s}});
        // ada's go still stands.
        QCOMPARE(next(told.now()).step, StepId(u"four"_s));
    }

    void touchedAreTheHostsOfChangingStepsInOrder() {
        Chronicle chronicle;
        Told told(chronicle, m_project, id, u"production"_s);
        told.readyToSwitch();
        QVERIFY(told.now().touched().isEmpty());
        told.intent(u"a1"_s).outcome(u"a1"_s, u"failed"_s);
        QCOMPARE(told.now().touched().size(), 1);
        QCOMPARE(told.now().touched().first().first, StepId(u"switch"_s));
        QCOMPARE(told.now().touched().first().second, QList<HostName>{HostName(u"prod-1"_s)});
    }

    void evidenceChangesWithEveryOutcome() {
        Chronicle chronicle;
        Told told(chronicle, m_project, id, u"production"_s);
        const QString none = told.readyToSwitch().now().evidenceDigest();
        told.intent(u"a1"_s);
        QCOMPARE(told.now().evidenceDigest(), none);
        told.outcome(u"a1"_s, u"passed"_s);
        QVERIFY(told.now().evidenceDigest() != none);
    }

    void checkpointsAreDueFromTheMomentItIsLive() {
        Chronicle chronicle;
        Told told(chronicle, m_project, id, u"production"_s);
        told.wentLive();
        QCOMPARE(told.now().checkpoints.size(), 1);
        QCOMPARE(told.now().checkpoints.first().dueAtMs, told.now().liveAtMs + 600'000);
    }

    void aRolledBackDeploymentShowsItsChangesAsUndone() {
        Chronicle chronicle;
        Told told(chronicle, m_project, id, u"production"_s);
        told.wentLive().ended(u"rolled-back"_s, u"dep-2"_s);
        QCOMPARE(told.now().result, Deployment::Result::RolledBack);
        QCOMPARE(told.now().endedBy, DeploymentId(u"dep-2"_s));
        const Step& step = *told.now().plan.step(StepId(u"switch"_s));
        QCOMPARE(told.now().hostVerdict(step, HostName(u"prod-1"_s)), Verdict::Undone);
        QCOMPARE(told.now().verdict(step), Verdict::Undone);
        QVERIFY(!told.now().isWatched());
    }

    void aStepThatReachedOneHostIsUndoneToo() {
        Chronicle chronicle;
        Told told(chronicle, m_project, id, u"production"_s);
        told.readyToSwitch()
            .intent(u"a1"_s)
            .outcome(u"a1"_s, u"failed"_s)
            .ended(u"rolled-back"_s, u"dep-2"_s);
        QCOMPARE(told.now().verdict(*told.now().plan.step(StepId(u"switch"_s))), Verdict::Undone);
    }

    void whatDoesNotFitIsCorruptAndChangesNothing_data() {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QJsonObject>("fields");
        const auto row = [](const char* name, const char* type, const QJsonObject& fields) {
            QTest::newRow(name) << QByteArray(type) << fields;
        };
        row("opened twice", entry::opened, {{u"candidate"_s, toJson(newer())}});
        row("a plan that is none", entry::planFixed, {{u"plan"_s, QJsonObject{{u"steps"_s, 1}}}});
        row("an intent of no step", entry::intent, {{u"step"_s, u"other"_s}, {u"attempt"_s, u"a9"_s}});
        row("an outcome of no intent", entry::outcome,
            {{u"attempt"_s, u"a9"_s}, {u"verdict"_s, u"passed"_s}});
        row("an outcome without a verdict", entry::outcome, {{u"attempt"_s, u"a1"_s}});
        row("an outcome with an odd verdict", entry::outcome,
            {{u"attempt"_s, u"a1"_s}, {u"verdict"_s, u"fine"_s}});
        row("a sign-off of no step", entry::signedOff, {{u"step"_s, u"other"_s}});
        row("a sign-off of no checkpoint", entry::signedOff, {{u"checkpoint"_s, 5}});
    }
    void whatDoesNotFitIsCorruptAndChangesNothing() {
        QFETCH(QByteArray, type);
        QFETCH(QJsonObject, fields);
        Chronicle chronicle;
        Told told(chronicle, m_project, id, u"production"_s);
        told.readyToSwitch().intent(u"a1"_s);
        const qint64 seq = told.now().lastSeq;
        told.entry(type.constData(), fields);
        QVERIFY(!told.last.ok());
        QCOMPARE(told.last.error().kind, base::ErrorKind::Corrupt);
        QCOMPARE(told.now().lastSeq, seq);
        QCOMPARE(told.now().attempts.size(), 1);
        QVERIFY(told.outcome(u"a1"_s, u"passed"_s).last.ok());
    }

    void aChainThatDoesNotBeginWithItsOpeningIsCorrupt() {
        Chronicle chronicle;
        QVERIFY(!chronicle.add(id, entry::paused).ok());
        QVERIFY(!chronicle.add(id, entry::opened, {{u"candidate"_s, 1}}).ok());
        QVERIFY(chronicle.world.order.isEmpty());
        QVERIFY(chronicle.add(id, entry::opened, {{u"candidate"_s, toJson(newer())}}).ok());
    }

    void anEntryOutOfOrderIsCorrupt() {
        Deployment deployment;
        Entry first;
        first.chain = ChainId(id);
        first.seq = 2;
        first.type = QString::fromLatin1(entry::opened);
        first.body = {{u"candidate"_s, toJson(newer())}};
        QVERIFY(!apply(deployment, first).ok());
        first.seq = 1;
        QVERIFY(apply(deployment, first).ok());
        QVERIFY(!apply(deployment, first).ok());
    }

    /// Whatever a ledger holds, folding and asking what is allowed never ends the program.
    void anySequenceOfEntriesIsFoldedOrRefused() {
        static const char* const types[] = {entry::opened,
                                            entry::planFixed,
                                            entry::planChanged,
                                            entry::intent,
                                            entry::outcome,
                                            entry::signedOff,
                                            entry::answered,
                                            entry::decided,
                                            entry::paused,
                                            entry::resumed,
                                            entry::stopAsked,
                                            entry::live,
                                            entry::ended,
                                            entry::checkpoint,
                                            entry::refused,
                                            entry::markedBad,
                                            entry::hostKeyAccepted,
                                            entry::freezeHolds,
                                            entry::freezeEnded,
                                            entry::lineStopped,
                                            entry::lineOpened,
                                            entry::checkpointWaived,
                                            entry::checkpointExtended,
                                            entry::guardTripped};
        const QStringList words{u"notes"_s,       u"go"_s,       u"four"_s,   u"switch"_s,  u"prod-1"_s,
                                u"a1"_s,          u"a2"_s,       u"passed"_s, u"failed"_s,  u"interrupted"_s,
                                u"retry"_s,       u"rollback"_s, u"no-go"_s,  u"staging"_s, u"production"_s,
                                u"rolled-back"_s, u"f1"_s,       QString()};
        const QStringList keys{u"step"_s,   u"host"_s,        u"attempt"_s,     u"verdict"_s, u"decision"_s,
                               u"result"_s, u"environment"_s, u"fingerprint"_s, u"kind"_s,    u"undoes"_s,
                               u"by"_s,     u"after"_s,       u"checkpoint"_s,  u"gone"_s,    u"reason"_s};
        const quint32 first = qEnvironmentVariableIntValue("SLIPWAY_TEST_SEED");
        for (quint32 seed = first; seed < first + 200; ++seed) {
            QRandomGenerator random(seed);
            Chronicle chronicle;
            Told(chronicle, m_project, id, u"production"_s).opened().planned();
            const Plan plan = chronicle[id].plan;
            for (int i = 0; i < 60; ++i) {
                QJsonObject fields;
                for (const QString& key : keys)
                    switch (random.bounded(4)) {
                    case 0:
                        fields.insert(key, words.at(random.bounded(int(words.size()))));
                        break;
                    case 1:
                        fields.insert(key, random.bounded(2) ? QJsonValue(600'000) : QJsonValue(true));
                        break;
                    default:
                        break;
                    }
                if (random.bounded(2))
                    fields.insert(u"candidate"_s, toJson(random.bounded(2) ? newer() : older()));
                if (random.bounded(3) == 0)
                    fields.insert(u"previous"_s, toJson(older()));
                if (random.bounded(2))
                    fields.insert(u"plan"_s, toJson(plan));
                const QString chain = random.bounded(4)   ? id
                                      : random.bounded(2) ? u"dep-2"_s
                                                          : u"workspace"_s;
                const auto done = chronicle.add(chain, types[random.bounded(int(std::size(types)))], fields,
                                                words.at(random.bounded(int(words.size()))));
                QVERIFY(done.ok() || done.error().kind == base::ErrorKind::Corrupt);
                for (const Deployment& deployment : chronicle.world.deployments) {
                    const Next todo = next(deployment);
                    QVERIFY(todo.step.isEmpty() || deployment.plan.step(todo.step));
                    for (const Action& action :
                         {Action(SignStep{deployment.id, StepId(u"go"_s)}),
                          Action(AnswerItem{deployment.id, StepId(u"notes"_s)}),
                          Action(RetryFailed{deployment.id}), Action(Abandon{deployment.id}),
                          Action(Pause{deployment.id}), Action(StopStep{deployment.id, StepId(u"switch"_s)}),
                          Action(RollBack{EnvironmentName(u"production"_s), u"red"_s}),
                          Action(SignCheckpoint{deployment.id, base::Milliseconds(600'000), chronicle.nowMs}),
                          Action(StartDeployment{EnvironmentName(u"production"_s), newer(), false, {}})}) {
                        const Ruling ruling = allowed(action, {u"sam"_s, true}, m_project, chronicle.world);
                        QCOMPARE(ruling.why.isEmpty(), ruling.allowed);
                    }
                }
            }
        }
    }
};

QTEST_GUILESS_MAIN(DeploymentTest)
#include "deployment_test.moc"
