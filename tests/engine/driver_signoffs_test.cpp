#include "tests/engine/engine_life.h"

#include <QTest>

using namespace slipway;
using namespace slipway::test;
using State = Driver::State;

class DriverSignoffsTest : public QObject {
    Q_OBJECT

private:
    static QStringList words(const char* text) {
        return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts);
    }

    /// A go for the step "go", as somebody would write it past the rules.
    static domain::Draft forged(const DeploymentId& id, const QString& who, const QString& fingerprint,
                                const QJsonObject& more = {}) {
        QJsonObject fields{{u"step"_s, u"go"_s}, {u"decision"_s, u"go"_s}, {u"fingerprint"_s, fingerprint}};
        for (auto it = more.begin(); it != more.end(); ++it)
            fields.insert(it.key(), it.value());
        return {domain::chainOf(id), QString::fromLatin1(domain::entry::signedOff), who, fields};
    }

private Q_SLOTS:
    void waitsForAnItemThenASignatureThenGoesLive() {
        FakeWorld world;
        furnish(world, {itemStep(), approvalStep(), deployStep()});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        COMPARE_STATE(driver, State::WaitsForPerson);
        QVERIFY(world.shell.executed().isEmpty());
        life.acts.setActor(u"mira"_s);
        QVERIFY(answerOf(life.acts.answer(id, StepId(u"notes"_s), Verdict::Passed, {})).ok());
        COMPARE_STATE(driver, State::WaitsForPerson);
        QVERIFY(world.shell.executed().isEmpty());
        QVERIFY(life.sign(id, u"sam"_s).ok());
        COMPARE_STATE(driver, State::Over);
        QCOMPARE(
            world.ledger.types(domain::chainOf(id)),
            words("deployment.opened plan.fixed item.answered signed lock.taken step.intent step.outcome "
                  "step.intent step.outcome lock.released deployment.live deployment.ended"));
    }

    void whatWasSeenTooLongAgoIsLookedAtAgain() {
        FakeWorld world;
        auto look = lookStep();
        look.params.insert(u"fresh"_s, 600'000);
        furnish(world, {look, approvalStep(), deployStep()});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        COMPARE_STATE(driver, State::WaitsForPerson);
        const auto looks = [&] { return world.ledger.types(domain::chainOf(id)).count(u"step.intent"_s); };
        QCOMPARE(looks(), 2); // on both hosts
        // A person takes twenty minutes: nothing is asked again meanwhile.
        world.clock.advance(1'200'000);
        QCOMPARE(looks(), 2);
        QVERIFY(life.sign(id, u"sam"_s).ok());
        COMPARE_STATE(driver, State::Over);
        QCOMPARE(world.ledger.types(domain::chainOf(id)).count(u"evidence.expired"_s), 2);
        QCOMPARE(looks(), 6); // both looks again, and the two changes
        QVERIFY(life.deployment(id).liveAtMs > 0);
    }

    void whatIsFreshEnoughIsNotAskedTwice() {
        FakeWorld world;
        auto look = lookStep();
        look.params.insert(u"fresh"_s, 600'000);
        furnish(world, {look, approvalStep(), deployStep()});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        world.clock.advance(500'000);
        QVERIFY(life.sign(id, u"sam"_s).ok());
        COMPARE_STATE(driver, State::Over);
        QCOMPARE(world.ledger.types(domain::chainOf(id)).count(u"step.intent"_s), 4);
        // Once something changed, what it began on holds: an entry that claims otherwise changes nothing.
        const auto before = life.deployment(id).attempts.size();
        for (const auto& attempt : life.deployment(id).attempts)
            QVERIFY(!attempt.setAside);
        QCOMPARE(before, 4);
    }

    void aSecondLookThatFailsStopsIt() {
        FakeWorld world;
        auto look = lookStep();
        look.params.insert(u"fresh"_s, 600'000);
        furnish(world, {look, approvalStep(), deployStep()});
        world.shell.script(u"stg-1"_s, u"do look"_s, {0, 10, {}, {}, true});
        world.shell.script(u"stg-1"_s, u"do look"_s, {1, 10, {}, {}, true});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        world.clock.advance(1'200'000);
        QVERIFY(life.sign(id, u"sam"_s).ok());
        world.clock.advance(5'000);
        COMPARE_STATE(driver, State::Failed);
        for (const QString& script : world.shell.executed())
            QVERIFY2(!script.contains(u"switch"_s), qPrintable(script));
    }

    void whoWroteACommitIsNoOtherPairOfEyes() {
        FakeWorld world;
        auto go = approvalStep();
        go.params.insert(u"no-author"_s, true);
        furnish(world, {go, deployStep()});
        world.source.atStart.people[1].emails = {u"Sam@Example.org"_s};
        world.git.range.emails = {u"sam@example.org"_s};
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        COMPARE_STATE(driver, State::WaitsForPerson);
        const auto own = life.sign(id, u"sam"_s);
        QVERIFY(!own.ok());
        QVERIFY2(own.error().detail.contains(u"sam wrote a commit of this release"_s),
                 qPrintable(own.error().detail));
        QVERIFY(life.sign(id, u"ada"_s).ok());
        COMPARE_STATE(driver, State::Over);
    }

    void anAuthorWhomNobodyKnowsLeavesItOpen() {
        FakeWorld world;
        auto go = approvalStep();
        go.params.insert(u"no-author"_s, true);
        furnish(world, {go, deployStep()});
        world.git.range.emails = {u"ghost@example.org"_s};
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        const auto refused = life.sign(id, u"sam"_s);
        QVERIFY(!refused.ok());
        QVERIFY2(refused.error().detail.contains(u"ghost@example.org wrote a commit"_s),
                 qPrintable(refused.error().detail));
        world.ledger.appendFromElsewhere(forged(id, u"sam"_s, life.deployment(id).fingerprint));
        world.clock.advance(2'000);
        COMPARE_STATE(driver, State::WaitsForPerson);
        QVERIFY(world.shell.executed().isEmpty());
    }

    void faultCase66and67_aChangeAfterSigningStartsNothing_data() {
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("line");
        QTest::newRow("the tag moved")
            << u"tag"_s << u"v1.1.0"_s << u"v1.1.0 - "_s + QString(40, u'b') + u" + "_s + QString(40, u'c');
        QTest::newRow("the tag vanished")
            << u"no tag"_s << u"v1.1.0"_s << u"v1.1.0 - "_s + QString(40, u'b') + u" + "_s;
        QTest::newRow("a step changed") << u"step"_s << u"switch"_s << u"switch - do switch + rm -rf /"_s;
        QTest::newRow("a step came") << u"more"_s << u"other"_s << u"other -  + {"_s;
        QTest::newRow("a host moved") << u"host"_s << u"hosts"_s << u"stg-1 · port - 22 + 2222"_s;
        QTest::newRow("a host key changed")
            << u"key"_s << u"stg-1"_s << u"stg-1 - SHA256:host-stg-1 + SHA256:somebody-else"_s;
        QTest::newRow("the file cannot be read") << u"file"_s << u"slipway.yaml"_s << QString();
        QTest::newRow("the signer left") << u"person"_s << u"sam"_s << QString();
        QTest::newRow("the signer has another key") << u"other key"_s << u"sam"_s << QString();
    }

    void faultCase66and67_aChangeAfterSigningStartsNothing() {
        QFETCH(QString, change);
        QFETCH(QString, said);
        QFETCH(QString, line);
        FakeWorld world;
        furnish(world, {approvalStep(), deployStep()});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        domain::Project edited = world.source.atStart;
        if (change == u"tag")
            world.git.candidates[u"v1.1.0"_s].commit = QString(40, u'c');
        else if (change == u"no tag")
            world.git.candidates.remove(u"v1.1.0"_s);
        else if (change == u"step")
            edited.steps.last().params.insert(u"main"_s, u"rm -rf /"_s);
        else if (change == u"more")
            edited.steps.append(deployStep(u"other"_s));
        else if (change == u"host")
            edited.environments.first().hosts.first().port = 2222;
        else if (change == u"key")
            world.shell.host(u"stg-1"_s).key = u"SHA256:somebody-else"_s;
        else if (change == u"file")
            world.source.cannotBeRead = base::Error{base::ErrorKind::BadInput, {}, u"line 3"_s};
        else if (change == u"person")
            edited.people.removeAt(1);
        else
            edited.people[1].keys = {{support::FakeSigner::publicKey(u"new"_s)}};
        world.source.edited = edited;
        QVERIFY(life.sign(id, u"sam"_s).ok());
        COMPARE_STATE(driver, State::Held);
        QVERIFY2(life.deployment(id).planChange.contains(said), qPrintable(life.deployment(id).planChange));
        const auto changes = life.deployment(id).changes;
        QCOMPARE(changes.size(), line.isEmpty() ? 0 : 1);
        if (!line.isEmpty()) {
            const QString told =
                changes.first().where + u" - "_s + changes.first().was + u" + "_s + changes.first().now;
            QVERIFY2(told.contains(line), qPrintable(told));
        }
        QVERIFY(world.shell.executed().isEmpty());
        QCOMPARE(world.ledger.types(domain::chainOf(id)).last(),
                 QString::fromLatin1(domain::entry::planChanged));
    }

    void whatCannotBeFoundOutNowIsAskedAgainAndClosesNothing_data() {
        QTest::addColumn<QString>("call");
        for (const char* call : {"git.resolve", "source.reread", "shell.reach", "signer.verify"})
            QTest::newRow(call) << QString::fromLatin1(call);
    }

    void whatCannotBeFoundOutNowIsAskedAgainAndClosesNothing() {
        QFETCH(QString, call);
        FakeWorld world;
        furnish(world, {approvalStep(), deployStep()});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        world.fuse.arm(support::FakeFuse::Break::FailsBefore, 1, call);
        QVERIFY(life.sign(id, u"sam"_s).ok());
        COMPARE_STATE(driver, State::Trouble);
        QVERIFY(world.shell.executed().isEmpty());
        world.clock.advance(2000);
        COMPARE_STATE(driver, State::Over);
        QCOMPARE(life.deployment(id).planChange, QString());
    }

    void faultCase74_theStarterDoesNotCountForFourEyes() {
        FakeWorld world;
        auto four = approvalStep();
        four.params.insert(u"four-eyes"_s, 1);
        four.params.remove(u"sign"_s);
        furnish(world, {four, deployStep()});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        QVERIFY(!life.sign(id, u"mira"_s).ok());
        COMPARE_STATE(driver, State::WaitsForPerson);
        // Not even when it was written past the rules.
        const auto fingerprint = life.deployment(id).fingerprint;
        world.ledger.appendFromElsewhere(
            forged(id, u"mira"_s, fingerprint, {{u"key"_s, u"SHA256:KEYmira"_s}}));
        FakeClock::settle();
        COMPARE_STATE(driver, State::WaitsForPerson);
        QVERIFY(world.shell.executed().isEmpty());
    }

    void faultCase74_theSameKeyDoesNotCountTwice() {
        FakeWorld world;
        auto four = approvalStep();
        four.params.insert(u"four-eyes"_s, 2);
        furnish(world, {four, deployStep()});
        world.source.atStart.people[2].keys = world.source.atStart.people[1].keys;
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        QVERIFY(life.sign(id, u"sam"_s).ok());
        const auto second = life.sign(id, u"ada"_s);
        QVERIFY(!second.ok());
        QVERIFY2(second.error().detail.contains(u"with the same key"_s), qPrintable(second.error().detail));
        // Not even when it was written past the rules.
        const auto fingerprint = life.deployment(id).fingerprint;
        world.ledger.appendFromElsewhere(forged(id, u"ada"_s, fingerprint, {{u"key"_s, u"SHA256:KEYsam"_s}}));
        FakeClock::settle();
        QCOMPARE(life.deployment(id).signatures.value(StepId(u"go"_s)).size(), 2);
        COMPARE_STATE(driver, State::WaitsForPerson);
        QVERIFY(world.shell.executed().isEmpty());
    }

    void twoPeopleCountAsTwo() {
        FakeWorld world;
        auto four = approvalStep();
        four.params.insert(u"four-eyes"_s, 2);
        furnish(world, {four, deployStep()});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        QVERIFY(life.sign(id, u"sam"_s).ok());
        COMPARE_STATE(driver, State::WaitsForPerson);
        QVERIFY(life.sign(id, u"ada"_s).ok());
        COMPARE_STATE(driver, State::Over);
    }

    void faultCase75_aSignatureForAnotherPlanDoesNotCount() {
        FakeWorld world;
        furnish(world, {approvalStep(), deployStep()});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        world.ledger.appendFromElsewhere(forged(id, u"sam"_s, QString(64, u'0')));
        FakeClock::settle();
        COMPARE_STATE(driver, State::WaitsForPerson);
    }

    void faultCase73_aSignOffWithoutASignatureStartsNothing() {
        FakeWorld world;
        furnish(world, {approvalStep(), deployStep()});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        world.ledger.appendFromElsewhere(forged(id, u"sam"_s, life.deployment(id).fingerprint));
        FakeClock::settle();
        COMPARE_STATE(driver, State::Held);
        QVERIFY(life.deployment(id).planChange.contains(u"sam"_s));
        QVERIFY(world.shell.executed().isEmpty());
    }

    void faultCase73_nobodyApprovesThemselvesWherePeopleAreNamed() {
        FakeWorld world;
        furnish(world, {approvalStep(), deployStep()});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        world.ledger.appendFromElsewhere(
            forged(id, u"sam"_s, life.deployment(id).fingerprint, {{u"selfApproved"_s, true}}));
        FakeClock::settle();
        COMPARE_STATE(driver, State::Held);
        QVERIFY(world.shell.executed().isEmpty());
    }

    void faultCase73_aSignOffForARoleThatOneHasNotStartsNothing() {
        FakeWorld world;
        furnish(world, {approvalStep(), deployStep()});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        // Written past the rules by mira, with her own key over the right bytes.
        const domain::Draft draft = forged(id, u"mira"_s, life.deployment(id).fingerprint,
                                           {{u"role"_s, u"approver"_s}, {u"key"_s, u"SHA256:KEYmira"_s}});
        const auto head = answerOf(world.ledger.head(draft.chain));
        const auto bytes = world.ledger.compose(draft, *head);
        const auto signature =
            answerOf(world.signer.sign(*bytes, support::FakeSigner::publicKey(u"mira"_s), {}));
        QVERIFY(signature.ok());
        QVERIFY(answerOf(world.ledger.appendSigned(draft.chain, *bytes, *signature)).ok());
        life.history.open();
        FakeClock::settle();
        COMPARE_STATE(driver, State::Held);
        QVERIFY2(life.deployment(id).planChange.contains(u"mira has not the role “approver”"_s),
                 qPrintable(life.deployment(id).planChange));
        QVERIFY(world.shell.executed().isEmpty());
    }

    void faultCase77_evidenceThatWasReplacedVoidsTheSignature() {
        FakeWorld world;
        furnish(world, {lookStep(), approvalStep(), deployStep()});
        world.shell.script(u"stg-1"_s, u"do look"_s, {0, 100, "all 12 tests passed\n", {}});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        world.clock.advance(1000);
        COMPARE_STATE(driver, State::WaitsForPerson);
        const auto* attempt = life.deployment(id).attempt(StepId(u"look"_s), HostName(u"stg-1"_s));
        QVERIFY(attempt && attempt->outBytes > 0);
        const auto log = world.output.log(attempt->id);
        const QByteArray before = log->out;
        // Before somebody signs: nobody can.
        log->out = "all 13 tests passed\n";
        const auto refused = life.sign(id, u"sam"_s);
        QCOMPARE(refused.error().kind, base::ErrorKind::Refused);
        QVERIFY2(refused.error().detail.contains(u"“look” on stg-1 is not what was recorded"_s),
                 qPrintable(refused.error().detail));
        log->out = before;
        // Afterwards: nothing starts on it.
        world.fuse.arm(support::FakeFuse::Break::FailsBefore, 1, u"git.resolve"_s);
        QVERIFY(life.sign(id, u"sam"_s).ok());
        COMPARE_STATE(driver, State::Trouble);
        log->out.clear();
        world.clock.advance(2000);
        COMPARE_STATE(driver, State::Held);
        QVERIFY2(life.deployment(id).planChange.contains(u"“look” on stg-1 is gone"_s),
                 qPrintable(life.deployment(id).planChange));
        QVERIFY(!world.shell.executed().contains(u"do switch"_s));
    }

    void aNoGoStopsAndARetryAsksAgain() {
        FakeWorld world;
        furnish(world, {approvalStep(), deployStep()});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        QVERIFY(life.sign(id, u"sam"_s, u"go"_s, false).ok());
        COMPARE_STATE(driver, State::Failed);
        QVERIFY(world.shell.executed().isEmpty());
        QVERIFY(answerOf(life.acts.retry(id, u"it was mended"_s)).ok());
        COMPARE_STATE(driver, State::WaitsForPerson);
        QVERIFY(life.sign(id, u"sam"_s).ok());
        COMPARE_STATE(driver, State::Over);
    }
};

QTEST_GUILESS_MAIN(DriverSignoffsTest)
#include "driver_signoffs_test.moc"
