#include "tests/engine/engine_life.h"

#include <QJsonArray>
#include <QTest>

using namespace slipway;
using namespace slipway::test;
using support::FakeFuse;

namespace {
const EnvironmentName staging(u"staging"_s);

QStringList refusals(const FakeWorld& world) {
    QStringList list;
    for (const auto& entry : world.ledger.rows())
        if (entry.type == QLatin1StringView(domain::entry::refused))
            list.append(entry.chain.text() + u" "_s + entry.text("action") + u" "_s + entry.actor());
    return list;
}
} // namespace

class ActsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knowsWhoseKeysAreOnThisDesk() {
        FakeWorld world;
        furnish(world, {deployStep()});
        world.signer.held.removeAt(1); // sam's
        EngineLife life(world);
        QVERIFY(life.acts.areIdentitiesKnown());
        QCOMPARE(life.acts.peopleHere(), (QStringList{u"mira"_s, u"ada"_s}));
        QCOMPARE(life.acts.actor().name, u"mira"_s);
        QCOMPARE(life.acts.actorKey(), u"SHA256:KEYmira"_s);
        life.acts.setActor(u"sam"_s);
        QVERIFY(!life.acts.actor().hasKey);
        QCOMPARE(life.acts.actorKey(), QString());
    }

    void showsWhatWouldHappenBeforeAnythingDoes() {
        FakeWorld world;
        furnish(world, {approvalStep(), deployStep()});
        world.git.range.ahead = 3;
        EngineLife life(world);
        const auto before = world.ledger.rows().size();
        const auto preview = answerOf(life.acts.preview(u"v1.1.0"_s, staging));
        QVERIFY(preview.ok());
        QCOMPARE(preview->candidate.version, u"v1.1.0"_s);
        QCOMPARE(preview->previous.version, u"v1.0.0"_s); // read from the hosts
        QVERIFY(preview->start);
        QCOMPARE(preview->plan.steps.size(), 2);
        QVERIFY(preview->commitsKnown);
        QCOMPARE(preview->commits.ahead, 3);
        QCOMPARE(world.ledger.rows().size(), before);
    }

    void aPreviewWithoutCommitsIsStillAPreview() {
        FakeWorld world;
        furnish(world, {deployStep()});
        EngineLife life(world);
        world.fuse.arm(FakeFuse::Break::FailsBefore, 1, u"git.between"_s);
        const auto preview = answerOf(life.acts.preview(u"v1.1.0"_s, staging));
        QVERIFY(preview.ok());
        QVERIFY(!preview->commitsKnown);
    }

    void refusesWhatDoesNotExist() {
        FakeWorld world;
        furnish(world, {deployStep()});
        EngineLife life(world);
        QCOMPARE(answerOf(life.acts.preview(u"v9"_s, staging)).error().kind, base::ErrorKind::NotFound);
        QCOMPARE(answerOf(life.acts.preview(u"v1.1.0"_s, EnvironmentName(u"moon"_s))).error().kind,
                 base::ErrorKind::NotFound);
        QCOMPARE(answerOf(life.acts.start(u"v9"_s, staging, false)).error().kind, base::ErrorKind::NotFound);
    }

    void recordsWhoStartedWhatAndThatTheGatesWereMet() {
        FakeWorld world;
        furnish(world, {deployStep()});
        EngineLife life(world);
        const auto id = life.start();
        const auto& deployment = life.deployment(id);
        QCOMPARE(deployment.startedBy, u"mira"_s);
        QCOMPARE(deployment.candidate, world.git.candidates.value(u"v1.1.0"_s));
        QCOMPARE(deployment.previous, world.git.candidates.value(u"v1.0.0"_s));
        QVERIFY(id.text().startsWith(u"dep-"_s));
        QCOMPARE(id.text().size(), 12);
        const auto gates = world.ledger.rows().first().body.value(u"gates"_s).toArray();
        QVERIFY(!gates.isEmpty());
        for (const auto& gate : gates)
            QVERIFY(gate.toObject().value(u"met"_s).toBool());
    }

    void aRefusedActIsAnEntryOfItsOwn() {
        FakeWorld world;
        furnish(world, {approvalStep(), deployStep()});
        EngineLife life(world);
        const auto id = life.start();
        life.drive(id);
        QCOMPARE(answerOf(life.acts.start(u"v1.1.0"_s, staging, false)).error().kind,
                 base::ErrorKind::Refused);
        QCOMPARE(life.sign(id, u"mira"_s).error().kind, base::ErrorKind::Refused);
        QCOMPARE(answerOf(life.acts.retry(DeploymentId(u"dep-none"_s), u"x"_s)).error().kind,
                 base::ErrorKind::Refused);
        FakeClock::settle();
        QCOMPARE(refusals(world), (QStringList{u"workspace start mira"_s, id.text() + u" sign mira"_s,
                                               u"workspace retry mira"_s}));
        QVERIFY(!life.history.fault());
    }

    void aRefusalStandsAlsoWhenItCannotBeWritten() {
        FakeWorld world;
        furnish(world, {approvalStep(), deployStep()});
        EngineLife life(world);
        const auto id = life.start();
        life.drive(id);
        world.ledger.refuseAppends(1, {base::ErrorKind::Storage, {}, {}});
        QCOMPARE(life.sign(id, u"mira"_s).error().kind, base::ErrorKind::Refused);
        QVERIFY(life.deployment(id).signatures.isEmpty());
    }

    void faultCase76_signsTheStatementFingerprintAndEvidenceThatAreStored() {
        FakeWorld world;
        furnish(world, {lookStep(), approvalStep(), deployStep()});
        EngineLife life(world);
        const auto id = life.start();
        life.drive(id);
        const QString evidence = life.deployment(id).evidenceDigest();
        QVERIFY(life.sign(id, u"sam"_s).ok());
        const domain::Entry* signedOff = nullptr;
        for (const auto& entry : world.ledger.rows())
            if (entry.type == QLatin1StringView(domain::entry::signedOff))
                signedOff = &entry;
        QVERIFY(signedOff);
        QCOMPARE(signedOff->text("statement"), u"Go"_s);
        QCOMPARE(signedOff->text("role"), u"approver"_s);
        QCOMPARE(signedOff->text("fingerprint"), life.deployment(id).fingerprint);
        QCOMPARE(signedOff->text("evidence"), evidence);
        QCOMPARE(signedOff->text("commit"), QString(40, u'b'));
        QCOMPARE(signedOff->text("key"), u"SHA256:KEYsam"_s);
        QVERIFY(answerOf(world.signer.verify(signedOff->bytes, signedOff->signature,
                                             {support::FakeSigner::publicKey(u"sam"_s)}, {}))
                    .ok());
        QVERIFY(!answerOf(world.signer.verify(signedOff->bytes, signedOff->signature,
                                              {support::FakeSigner::publicKey(u"ada"_s)}, {}))
                     .ok());
    }

    void signsAnewWhenSomebodyAppendedMeanwhile() {
        FakeWorld world;
        furnish(world, {approvalStep(), deployStep()});
        EngineLife life(world);
        const auto id = life.start();
        life.drive(id);
        life.acts.setActor(u"sam"_s);
        const auto future = life.acts.sign(id, StepId(u"go"_s), {}, true);
        // Composed for a head that another process moves before the signature is stored.
        world.ledger.appendFromElsewhere(
            {domain::chainOf(id), QString::fromLatin1(domain::entry::refused), u"ada"_s, {}});
        QVERIFY(answerOf(future).ok());
        QCOMPARE(life.deployment(id).signatures.value(StepId(u"go"_s)).size(), 1);
        QCOMPARE(world.ledger.fault(), QString());
    }

    void aNoGoNeedsAReason() {
        FakeWorld world;
        furnish(world, {approvalStep(), deployStep()});
        EngineLife life(world);
        const auto id = life.start();
        life.drive(id);
        life.acts.setActor(u"sam"_s);
        QCOMPARE(answerOf(life.acts.sign(id, StepId(u"go"_s), u"  "_s, false)).error().kind,
                 base::ErrorKind::BadInput);
    }

    void anAnswerThatIsNotPassedNeedsAReason() {
        FakeWorld world;
        furnish(world, {itemStep(), deployStep()});
        EngineLife life(world);
        const auto id = life.start();
        life.drive(id);
        life.acts.setActor(u"mira"_s);
        for (const Verdict verdict : {Verdict::Failed, Verdict::NotApplicable})
            QCOMPARE(answerOf(life.acts.answer(id, StepId(u"notes"_s), verdict, {})).error().kind,
                     base::ErrorKind::BadInput);
        QVERIFY(answerOf(life.acts.answer(id, StepId(u"notes"_s), Verdict::NotApplicable, u"none"_s)).ok());
        QCOMPARE(life.verdict(id, u"notes"_s), Verdict::NotApplicable);
    }

    void aSignatureThatCannotBeMadeSignsNothing() {
        FakeWorld world;
        furnish(world, {approvalStep(), deployStep()});
        EngineLife life(world);
        const auto id = life.start();
        life.drive(id);
        world.fuse.arm(FakeFuse::Break::FailsBefore, 1, u"signer.sign"_s);
        QCOMPARE(life.sign(id, u"sam"_s).error().kind, base::ErrorKind::Timeout);
        QVERIFY(life.deployment(id).signatures.isEmpty());
    }

    void aSoloWorkspaceRecordsThatItApprovedItself() {
        FakeWorld world;
        furnish(world, {approvalStep(), deployStep()});
        world.source.atStart.people.clear();
        world.signer.held.clear();
        EngineLife life(world);
        life.acts.setActor(u"user"_s);
        const auto id = answerOf(life.acts.start(u"v1.1.0"_s, staging, false));
        QVERIFY(id.ok());
        Driver& driver = life.drive(*id);
        QVERIFY(answerOf(life.acts.sign(*id, StepId(u"go"_s), {}, true)).ok());
        COMPARE_STATE(driver, Driver::State::Over);
        QVERIFY(life.deployment(*id).signatures.value(StepId(u"go"_s)).first().selfApproved);
    }

    void aRollbackIsDecidedMarkedAndOpenedInOneStroke() {
        FakeWorld world;
        furnish(world, {deployStep()});
        world.shell.script(u"stg-1"_s, u"do switch"_s, {1, 0, {}, {}, true});
        EngineLife life(world);
        const auto id = life.start();
        life.drive(id);
        const auto rows = world.ledger.rows().size();
        world.ledger.refuseAppends(1, {base::ErrorKind::Storage, {}, {}});
        QVERIFY(!answerOf(life.acts.rollback(staging, u"red"_s, true)).ok());
        QCOMPARE(world.ledger.rows().size(), rows);
        QVERIFY(!life.deployment(id).rollbackDecided);
        const auto back = answerOf(life.acts.rollback(staging, u"red"_s, true));
        QVERIFY(back.ok());
        QVERIFY(life.deployment(id).rollbackDecided);
        QCOMPARE(life.history.world().bad.size(), 1);
        QCOMPARE(life.deployment(*back).undoes, id);
        QCOMPARE(life.deployment(*back).candidate.version, u"v1.0.0"_s);
    }

    void whatStandsBeforeAnEnvironmentIsAskedOncePerStart() {
        FakeWorld world;
        furnish(world, {deployStep()});
        auto& place = world.source.atStart.environments.first();
        place.gates = {
            step(Phase::PreDeploy, u"ci"_s, {}, {{u"main"_s, u"github"_s}, {u"repository"_s, u"a/b"_s}})};
        EngineLife life(world);
        world.forge.answer({{u"build"_s, domain::CiCheck::State::Pending}});
        world.forge.answer({{u"build"_s, domain::CiCheck::State::Passed}});
        const auto ci = [&] {
            const auto found = answerOf(life.acts.preview(u"v1.1.0"_s, place.name));
            for (const auto& gate : found->gates)
                if (gate.id == u"ci"_s)
                    return gate;
            return domain::Gate();
        };
        const auto pending = ci();
        QVERIFY(!pending.met);
        QCOMPARE(pending.detail, u"1 pending: build"_s);
        // What was asked a moment ago is not asked again: the start is refused by the same answer.
        const auto refused = answerOf(life.acts.start(u"v1.1.0"_s, place.name, false));
        QVERIFY(!refused.ok() && refused.error().detail.contains(u"1 pending: build"_s));
        QCOMPARE(world.forge.asked, 1);
        QCOMPARE(world.forge.lastQuestion.commit,
                 answerOf(life.acts.preview(u"v1.1.0"_s, place.name))->candidate.commit);
        world.clock.advance(11'000);
        QVERIFY(ci().met);
        QVERIFY(answerOf(life.acts.start(u"v1.1.0"_s, place.name, false)).ok());
        QCOMPARE(world.forge.asked, 2);
    }

    void gateFactsComeFromObservedHealthOnly() {
        FakeWorld world;
        furnish(world, {deployStep()});
        auto& project = world.source.atStart;
        domain::Probe probe;
        probe.name = domain::ProbeName(u"front"_s);
        probe.params = {{u"main"_s, healthUrl()}};
        probe.every = base::Milliseconds(1000);
        project.environments.first().probes = {probe};
        domain::Environment production = project.environments.first();
        production.name = EnvironmentName(u"production"_s);
        production.promoteFrom =
            domain::PromoteFrom{staging, base::Milliseconds(20'000), base::Milliseconds(0)};
        project.environments.append(production);
        EngineLife life(world);
        const auto id = life.start();
        life.drive(id);
        const qint64 live = life.deployment(id).liveAtMs;
        for (int i = 0; i < 30; ++i)
            world.samples.samples.append(
                {staging, probe.name, {}, live + i * 1000, 0, 900, 1000, domain::SampleOutcome::Ok, {}});
        world.clock.advance(30'000);
        const auto facts = answerOf(life.acts.gateFacts(project.environments.last(), {}));
        QVERIFY(facts.ok());
        QVERIFY(facts->healthyBefore);
        QVERIFY2(facts->soakedMs > 28'000 && facts->soakedMs <= 30'000,
                 qPrintable(QString::number(facts->soakedMs)));
        world.samples.samples.clear();
        const auto unobserved = answerOf(life.acts.gateFacts(project.environments.last(), {}));
        QVERIFY(!unobserved->healthyBefore);
        QCOMPARE(unobserved->soakedMs, 0);
    }
};

QTEST_GUILESS_MAIN(ActsTest)
#include "acts_test.moc"
