#include "app/domain/policy.h"
#include "tests/engine/engine_life.h"

#include <QJsonArray>
#include <QTest>

// Waivers of gates, emergencies, sign-offs that end or are taken back, and reviews, as they are carried out.

using namespace slipway;
using namespace slipway::test;
using State = Driver::State;

namespace {

constexpr qint64 hour = 3'600'000;
const EnvironmentName staging(u"staging"_s);
const EnvironmentName production(u"production"_s);

/// Staging has a gate that is closed, "soaked"; approvers waive it, with a release manager beside them.
void police(FakeWorld& world, bool countersigned = true) {
    auto& project = world.source.atStart;
    domain::Environment before = project.environments.first();
    before.name = EnvironmentName(u"lab"_s);
    before.hosts.clear();
    auto& place = project.environments.first();
    place.promoteFrom = domain::PromoteFrom{before.name, base::Milliseconds(hour), base::Milliseconds(0)};
    place.waivers = domain::WaiverPolicy{
        u"approver"_s, countersigned ? u"release-manager"_s : QString(), base::Milliseconds(4 * hour), {}};
    place.emergency = u"release-manager"_s;
    project.environments.append(before);
}

base::Result<DeploymentId> started(EngineLife& life, const QString& emergency = {}) {
    life.acts.setActor(u"mira"_s);
    return answerOf(life.acts.start(u"v1.1.0"_s, staging, false, emergency));
}

base::Result<QString> waived(EngineLife& life, const QString& gate, const QString& who = u"sam"_s) {
    life.acts.setActor(who);
    return answerOf(life.acts.waiveGate(u"v1.1.0"_s, staging, gate, u"the board asked"_s,
                                        base::Milliseconds(hour), false));
}

int count(const FakeWorld& world, const domain::ChainId& chain, const char* type) {
    return static_cast<int>(world.ledger.types(chain).count(QString::fromLatin1(type)));
}

} // namespace

class EngineExceptionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSignOffThatNothingStartedOnEndsByItself() {
        FakeWorld world;
        auto go = approvalStep();
        go.params.insert(u"valid-for"_s, 2 * hour);
        furnish(world, {go, approvalStep(u"second"_s), deployStep()});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        QVERIFY(life.sign(id, u"sam"_s).ok());
        QCOMPARE(life.verdict(id, u"go"_s), Verdict::Passed);
        world.clock.advance(2 * hour - 5000);
        QCOMPARE(life.verdict(id, u"go"_s), Verdict::Passed);
        world.clock.advance(90'000);
        QCOMPARE(life.verdict(id, u"go"_s), Verdict::Waiting);
        COMPARE_STATE(driver, State::WaitsForPerson);
        QCOMPARE(count(world, domain::chainOf(id), domain::entry::signOffExpired), 1);
        QVERIFY(world.shell.executed().isEmpty());
        // Signed anew, both, it goes on.
        QVERIFY(life.sign(id, u"sam"_s).ok());
        QVERIFY(life.sign(id, u"ada"_s, u"second"_s).ok());
        COMPARE_STATE(driver, State::Over);
        QCOMPARE(life.deployment(id).result, Deployment::Result::Successful);
        QCOMPARE(world.ledger.fault(), QString());
    }

    void anExpiredSignOffStartsNothingAlsoWhenSlipwayWasClosedMeanwhile() {
        FakeWorld world;
        furnish(world, {approvalStep(), approvalStep(u"second"_s), deployStep()});
        DeploymentId id;
        {
            EngineLife life(world);
            id = life.start();
            life.drive(id);
            QVERIFY(life.sign(id, u"sam"_s).ok());
        }
        world.clock.advance(25 * hour);
        EngineLife life(world);
        // The last signature that was missing comes while nobody drives.
        QVERIFY(!life.sign(id, u"nobody"_s, u"second"_s).ok());
        QVERIFY(life.sign(id, u"ada"_s, u"second"_s).ok());
        Driver& driver = life.drive(id);
        COMPARE_STATE(driver, State::WaitsForPerson);
        QCOMPARE(life.verdict(id, u"go"_s), Verdict::Waiting);
        QVERIFY(world.shell.executed().isEmpty());
    }

    void anAnswerEndsWhereThePlanSaysSo() {
        FakeWorld world;
        auto notes = itemStep();
        notes.params.insert(u"valid-for"_s, hour);
        furnish(world, {notes, approvalStep(), deployStep()});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        life.acts.setActor(u"mira"_s);
        QVERIFY(answerOf(life.acts.answer(id, StepId(u"notes"_s), Verdict::Passed, {})).ok());
        world.clock.advance(hour + 60'000);
        QCOMPARE(life.verdict(id, u"notes"_s), Verdict::Waiting);
        COMPARE_STATE(driver, State::WaitsForPerson);
    }

    void takesASignOffBackBeforeItWasUsed() {
        FakeWorld world;
        furnish(world, {approvalStep(), approvalStep(u"second"_s), deployStep()});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        QVERIFY(life.sign(id, u"sam"_s).ok());
        life.acts.setActor(u"ada"_s);
        QCOMPARE(answerOf(life.acts.takeBack(id, StepId(u"go"_s), u"x"_s)).error().kind,
                 base::ErrorKind::Refused);
        life.acts.setActor(u"sam"_s);
        QVERIFY(answerOf(life.acts.takeBack(id, StepId(u"go"_s), u"the wrong tag"_s)).ok());
        QCOMPARE(life.verdict(id, u"go"_s), Verdict::Waiting);
        COMPARE_STATE(driver, State::WaitsForPerson);
        const auto* entry = entryOf(world, domain::entry::takenBack);
        QVERIFY(entry && !entry->signature.isEmpty());
        QCOMPARE(entry->text("reason"), u"the wrong tag"_s);
        QVERIFY(life.sign(id, u"ada"_s).ok());
        QVERIFY(life.sign(id, u"sam"_s, u"second"_s).ok());
        COMPARE_STATE(driver, State::Over);
        life.acts.setActor(u"ada"_s);
        QVERIFY(!answerOf(life.acts.takeBack(id, StepId(u"go"_s), u"too late"_s)).ok());
    }

    void aWaiverNeedsItsSecondSignatureAndIsWrittenWithTheDeployment() {
        FakeWorld world;
        furnish(world, {deployStep()});
        police(world);
        EngineLife life(world);
        QVERIFY(!started(life).ok());
        const auto preview = answerOf(life.acts.preview(u"v1.1.0"_s, staging));
        QVERIFY(preview.ok() && preview->waive.contains(u"soaked"_s));
        QVERIFY(!preview->waive.value(u"soaked"_s)); // mira has not the role
        for (const auto& gate : preview->gates) {
            if (gate.met)
                continue;
            const auto id = waived(life, gate.id);
            QVERIFY2(id.ok(), qPrintable(id.ok() ? QString() : id.error().detail));
            QVERIFY(!started(life).ok());
            life.acts.setActor(u"sam"_s);
            QCOMPARE(answerOf(life.acts.countersign(*id)).error().kind, base::ErrorKind::Refused);
            life.acts.setActor(u"mira"_s);
            QVERIFY(answerOf(life.acts.countersign(*id)).ok());
        }
        const auto id = started(life);
        QVERIFY2(id.ok(), qPrintable(id.ok() ? QString() : id.error().detail));
        QVERIFY(!life.deployment(*id).waivers.isEmpty());
        QCOMPARE(life.deployment(*id).waivers.first().person.text(), u"sam"_s);
        COMPARE_STATE(life.drive(*id), State::Over);
        QCOMPARE(world.ledger.fault(), QString());
    }

    void aRecurringChecklistIsSignedOverItsAnswers() {
        FakeWorld world;
        furnish(world, {deployStep()});
        domain::RecurringChecklist checklist;
        checklist.name = u"log-review"_s;
        checklist.title = u"Log review"_s;
        checklist.from = QDateTime::fromMSecsSinceEpoch(world.clock.now().utcMs, Qt::UTC).date();
        checklist.zone = u"UTC"_s;
        checklist.role = u"approver"_s;
        checklist.items = {u"Log-ins"_s, u"Keys"_s};
        world.source.atStart.recurring = {checklist};
        EngineLife life(world);
        const QList<domain::RecurringItem> items{
            {u"Log-ins"_s, domain::Verdict::Passed},
            {u"Keys"_s, domain::Verdict::NotApplicable, u"no keys are used there"_s}};
        life.acts.setActor(u"mira"_s);
        const auto refused = answerOf(life.acts.signRecurring(u"log-review"_s, items, {}));
        QCOMPARE(refused.error().kind, base::ErrorKind::Refused);
        QCOMPARE(count(world, domain::workspaceChain(), domain::entry::refused), 1);
        life.acts.setActor(u"sam"_s);
        QVERIFY(!answerOf(life.acts.signRecurring(u"log-review"_s, items.mid(0, 1), {})).ok());
        QVERIFY(answerOf(life.acts.signRecurring(u"log-review"_s, items, u"quiet"_s)).ok());
        const domain::Entry* entry = entryOf(world, domain::entry::recurringSigned);
        QVERIFY(entry && !entry->signature.isEmpty());
        QCOMPARE(entry->text("title"), u"Log review"_s);
        QVERIFY(entry->number("from") <= entry->timeMs() && entry->timeMs() < entry->number("until"));
        QCOMPARE(life.history.world().recurring.last().items, items);
        QVERIFY(!answerOf(life.acts.signRecurring(u"log-review"_s, items, {})).ok()); // once is enough
        QCOMPARE(count(world, domain::workspaceChain(), domain::entry::recurringSigned), 1);
        QCOMPARE(world.ledger.fault(), QString());
    }

    void faultCase73_aWaiverWithoutASignatureOpensNothing() {
        FakeWorld world;
        furnish(world, {deployStep()});
        police(world, false);
        EngineLife life(world);
        for (const QString& gate : domain::waivableGates())
            world.ledger.appendFromElsewhere({domain::workspaceChain(),
                                              QString::fromLatin1(domain::entry::gateWaived),
                                              u"sam"_s,
                                              {{u"waiver"_s, u"wai-"_s + gate},
                                               {u"environment"_s, u"staging"_s},
                                               {u"gate"_s, gate},
                                               {u"reason"_s, u"forged"_s},
                                               {u"until"_s, world.clock.now().utcMs + hour}}});
        FakeClock::settle();
        const auto id = started(life);
        QVERIFY(!id.ok());
        QCOMPARE(id.error().kind, base::ErrorKind::Refused);
        QVERIFY2(id.error().detail.contains(u"no signature"_s), qPrintable(id.error().detail));
        QVERIFY(life.history.world().order.isEmpty());
    }

    void faultCase73_aWaiverSignedByAnotherKeyOpensNothing() {
        FakeWorld world;
        furnish(world, {deployStep()});
        police(world, false);
        EngineLife life(world);
        const auto preview = answerOf(life.acts.preview(u"v1.1.0"_s, staging));
        QVERIFY(preview.ok());
        for (const auto& gate : preview->gates)
            if (!gate.met)
                QVERIFY(waived(life, gate.id).ok());
        auto edited = world.source.atStart;
        edited.people[1].keys = {{support::FakeSigner::publicKey(u"new"_s)}};
        world.source.atStart = edited;
        const auto id = started(life);
        QVERIFY(!id.ok());
        QVERIFY2(id.error().detail.contains(u"of sam under a waiver does not verify"_s),
                 qPrintable(id.error().detail));
    }

    void faultCase73_aPolicyThatNobodySignedOpensNothing() {
        FakeWorld world;
        furnish(world, {deployStep()});
        world.source.atStart.environments.first().tier = domain::Tier::Production;
        EngineLife life(world);
        const auto goesOn = [&life] {
            const auto id = started(life);
            return id.ok() ? answerOf(life.acts.abandon(*id, u"enough"_s)) : base::Result<void>(id.error());
        };
        QVERIFY(goesOn().ok());
        QCOMPARE(count(world, domain::workspaceChain(), domain::entry::policyTrusted), 1);
        const auto give = [&world](const QString& role) {
            auto edited = world.source.atStart;
            edited.people[1].roles += role;
            world.source.atStart = edited;
            return domain::policyOf(edited);
        };
        const QJsonObject policy = give(u"dba"_s);
        const auto closed = goesOn();
        QVERIFY(!closed.ok());
        QVERIFY2(closed.error().detail.contains(u"is accepted"_s), qPrintable(closed.error().detail));
        const QString digest = domain::policyDigest(policy);
        life.acts.setActor(u"sam"_s);
        QVERIFY(!answerOf(life.acts.acceptPolicy(digest)).ok()); // who gains
        life.acts.setActor(u"mira"_s);
        QVERIFY(!answerOf(life.acts.acceptPolicy(QString(64, u'0'))).ok()); // not what the file says
        QVERIFY(answerOf(life.acts.acceptPolicy(digest)).ok());
        QVERIFY(goesOn().ok());

        const QJsonObject forged = give(u"root"_s);
        (void)world.ledger.append({domain::Draft{
            domain::workspaceChain(),
            QString::fromLatin1(domain::entry::policyAccepted),
            u"mira"_s,
            {{u"policy"_s, forged}, {u"digest"_s, domain::policyDigest(forged)}, {u"before"_s, digest}}}});
        FakeClock::settle();
        const auto refused = goesOn();
        QVERIFY(!refused.ok());
        QVERIFY2(refused.error().detail.contains(u"under who may sign does not verify"_s),
                 qPrintable(refused.error().detail));
    }

    void aWaiverLetsAFreezePass() {
        FakeWorld world;
        furnish(world, {deployStep()});
        auto& place = world.source.atStart.environments.first();
        place.waivers = domain::WaiverPolicy{};
        place.freezes = {domain::FreezeWindow{}};
        const qint64 now = world.clock.now().utcMs;
        world.source.frozen[staging].append(
            {now - hour, now + 8 * hour, 0, 0, u"UTC"_s, u"weekend"_s, domain::Overrun::Warn});
        EngineLife life(world);
        QVERIFY(!started(life).ok());
        QVERIFY(waived(life, u"freeze"_s).ok());
        const auto id = started(life);
        QVERIFY(id.ok());
        COMPARE_STATE(life.drive(*id), State::Over);
        QCOMPARE(count(world, domain::chainOf(*id), domain::entry::freezeHolds), 0);
    }

    void anEmergencyIsSignedOncePassesWhatIsClosedAndWaitsForAReview() {
        FakeWorld world;
        furnish(world, {approvalStep(), deployStep()});
        police(world);
        EngineLife life(world);
        const auto preview = answerOf(life.acts.preview(u"v1.1.0"_s, staging));
        QVERIFY(preview.ok() && preview->offersEmergency);
        QVERIFY(!started(life).ok());
        life.acts.setActor(u"sam"_s);
        QVERIFY(!answerOf(life.acts.start(u"v1.1.0"_s, staging, false, u"quick"_s)).ok());
        const auto id = started(life, u"customers cannot pay"_s);
        QVERIFY2(id.ok(), qPrintable(id.ok() ? QString() : id.error().detail));
        const auto* opened = entryOf(world, domain::entry::opened);
        QVERIFY(opened && !opened->signature.isEmpty());
        COMPARE_STATE(life.drive(*id), State::Over);
        QCOMPARE(life.deployment(*id).emergency, u"customers cannot pay"_s);
        QCOMPARE(life.deployment(*id).waivers.size(), 1);
        QVERIFY(life.deployment(*id).needsReview());
        life.acts.setActor(u"mira"_s);
        QVERIFY(!answerOf(life.acts.review(*id, u"all good"_s)).ok());
        life.acts.setActor(u"ada"_s);
        QVERIFY(answerOf(life.acts.review(*id, u"it was needed"_s)).ok());
        QVERIFY(!life.deployment(*id).needsReview());
        QCOMPARE(world.ledger.fault(), QString());
    }

    void faultCase73_anEmergencyWithoutASignatureStartsNothing() {
        FakeWorld world;
        furnish(world, {approvalStep(), deployStep()});
        police(world);
        EngineLife life(world);
        const DeploymentId id(u"dep-forged"_s);
        world.ledger.appendFromElsewhere(
            {domain::chainOf(id),
             QString::fromLatin1(domain::entry::opened),
             u"mira"_s,
             {{u"kind"_s, u"deploy"_s},
              {u"environment"_s, u"staging"_s},
              {u"candidate"_s, domain::toJson(world.git.candidates.value(u"v1.1.0"_s))},
              {u"emergency"_s, u"forged"_s}}});
        FakeClock::settle();
        Driver& driver = life.drive(id);
        COMPARE_STATE(driver, State::Held);
        QVERIFY2(life.deployment(id).planChange.contains(u"mira"_s),
                 qPrintable(life.deployment(id).planChange));
        QVERIFY(world.shell.executed().isEmpty());
    }

    void aRollbackIsLookedAtAfterwardsByAnother() {
        FakeWorld world;
        furnish(world, {deployStep()});
        EngineLife life(world);
        const auto id = life.start();
        life.drive(id);
        const auto back = answerOf(life.acts.rollback(staging, u"red"_s, true));
        QVERIFY(back.ok());
        COMPARE_STATE(life.drive(*back), State::Over);
        QVERIFY(life.deployment(*back).needsReview());
        life.acts.setActor(u"sam"_s);
        QVERIFY(answerOf(life.acts.review(*back, u"the migration was slow"_s)).ok());
        QVERIFY(!life.deployment(*back).needsReview());
        // What was marked bad on the way is cleared by another than who marked it.
        life.acts.setActor(u"mira"_s);
        QVERIFY(!answerOf(life.acts.clearBad(u"v1.1.0"_s, u"mended"_s)).ok());
        life.acts.setActor(u"sam"_s);
        QVERIFY(answerOf(life.acts.clearBad(u"v1.1.0"_s, u"it was the network"_s)).ok());
        QVERIFY(life.history.world().bad.isEmpty());
    }

    void faultCase74_onePersonWithTwoKeysIsNotFourEyes() {
        FakeWorld world;
        auto four = approvalStep();
        four.params.insert(u"four-eyes"_s, 2);
        furnish(world, {four, deployStep()});
        world.source.atStart.people[1].keys.append({support::FakeSigner::publicKey(u"sam2"_s)});
        world.signer.hold(u"sam2"_s);
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        QVERIFY(life.sign(id, u"sam"_s).ok());
        world.signer.held.removeIf([](const ports::Identity& one) {
            return one.publicKey == support::FakeSigner::publicKey(u"sam"_s);
        });
        life.acts.findIdentities();
        FakeClock::settle();
        const auto again = life.sign(id, u"sam"_s);
        QVERIFY(!again.ok());
        QVERIFY2(again.error().detail.contains(u"already signed"_s), qPrintable(again.error().detail));
        COMPARE_STATE(driver, State::WaitsForPerson);
    }

    void faultCase73_aKeyThatDoesNotCountSignsNothing_data() {
        QTest::addColumn<qint64>("from");
        QTest::addColumn<qint64>("until");
        QTest::addColumn<qint64>("revoked");
        QTest::addColumn<QString>("said");
        QTest::newRow("expired") << qint64(0) << -hour << qint64(0) << u"it was valid until"_s;
        QTest::newRow("not yet") << hour << qint64(0) << qint64(0) << u"it is valid from"_s;
        QTest::newRow("revoked") << qint64(0) << qint64(0) << -hour << u"it was revoked at"_s;
    }
    void faultCase73_aKeyThatDoesNotCountSignsNothing() {
        QFETCH(qint64, from);
        QFETCH(qint64, until);
        QFETCH(qint64, revoked);
        QFETCH(QString, said);
        FakeWorld world;
        furnish(world, {approvalStep(), deployStep()});
        const qint64 now = world.clock.now().utcMs;
        auto& key = world.source.atStart.people[1].keys.first();
        key.fromMs = from == 0 ? 0 : now + from;
        key.untilMs = until == 0 ? 0 : now + until;
        key.revokedMs = revoked == 0 ? 0 : now + revoked;
        EngineLife life(world);
        const auto id = life.start();
        life.drive(id);
        const auto result = life.sign(id, u"sam"_s);
        QVERIFY(!result.ok());
        QVERIFY2(result.error().detail.contains(said), qPrintable(result.error().detail));
        QVERIFY(life.deployment(id).signatures.isEmpty());
    }

    void faultCase73_aKeyRevokedAfterwardsStartsNothingAnExpiredOneDoes_data() {
        QTest::addColumn<bool>("isRevoked");
        QTest::newRow("revoked") << true;
        QTest::newRow("expired") << false;
    }
    void faultCase73_aKeyRevokedAfterwardsStartsNothingAnExpiredOneDoes() {
        QFETCH(bool, isRevoked);
        FakeWorld world;
        furnish(world, {approvalStep(), approvalStep(u"second"_s), deployStep()});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        QVERIFY(life.sign(id, u"sam"_s).ok());
        world.clock.advance(60'000);
        auto edited = world.source.atStart;
        auto& key = edited.people[1].keys.first();
        (isRevoked ? key.revokedMs : key.untilMs) = world.clock.now().utcMs;
        world.source.edited = edited;
        QVERIFY(life.sign(id, u"ada"_s, u"second"_s).ok());
        if (isRevoked) {
            COMPARE_STATE(driver, State::Held);
            QVERIFY(life.deployment(id).planChange.contains(u"sam"_s));
            QVERIFY(world.shell.executed().isEmpty());
        } else {
            COMPARE_STATE(driver, State::Over);
        }
    }
};

QTEST_GUILESS_MAIN(EngineExceptionsTest)
#include "exceptions_test.moc"
