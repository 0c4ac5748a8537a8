#include "app/engine/local_run.h"
#include "tests/engine/engine_life.h"

#include <QTest>

using namespace slipway;
using namespace slipway::test;
using namespace slipway::domain;
using State = Driver::State;
using CheckState = CiCheck::State;

namespace {

StepTemplate checkedStep(const QString& kind, const QJsonObject& params) {
    return step(
        Phase::PreDeploy, u"item"_s, u"holds"_s,
        {{u"main"_s, u"It holds"_s}, {u"check"_s, QJsonObject{{u"step"_s, kind}, {u"params"_s, params}}}});
}

StepTemplate ciStep(QJsonObject more = {}) {
    more.insert(u"main"_s, u"github"_s);
    StepTemplate made = step(Phase::PreDeploy, u"ci"_s, u"ci"_s, more);
    return made;
}

QString summaryOf(const Deployment& deployment, const QString& id) {
    const Attempt* attempt = deployment.attempt(StepId(id), {});
    return attempt ? verdictName(attempt->verdict) + u": "_s + attempt->summary : u"none"_s;
}

/// One question, asked without a deployment.
struct Asked {
    Asked(FakeWorld& world, const char* kind, const QJsonObject& params,
          const QList<SecretSource>& secrets = {}) {
        Step made;
        made.kind = QString::fromLatin1(kind);
        made.params = params;
        made.variables = {{u"SLIPWAY_REF"_s, u"v1.1.0"_s}, {u"SLIPWAY_COMMIT"_s, QString(40, u'b')}};
        made.secrets = secrets;
        run = std::make_unique<engine::LocalRun>(world.parts, *stepKind(made.kind), made.operation({}),
                                                 engine::LocalRun::Attempt{AttemptId(u"a1"_s)}, nullptr);
        QObject::connect(run.get(), &engine::LocalRun::finished, run.get(), [this](const Judgement& how) {
            ++ends;
            told = verdictName(how.verdict) + u": "_s + how.summary;
        });
        run->begin();
        FakeClock::settle();
    }
    std::unique_ptr<engine::LocalRun> run;
    QString told;
    int ends = 0;
};

const QJsonObject boats{{u"main"_s, u"github"_s}, {u"repository"_s, u"boats/bot"_s}};

} // namespace

/// Items that prove themselves, CI and signed tags: from the plan to the ledger.
class ChecksTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anItemTakesItsVerdictFromItsCheck() {
        FakeWorld world;
        furnish(world, {checkedStep(u"http"_s, {{u"main"_s, healthUrl()}}), deployStep()});
        EngineLife life(world);
        const auto id = life.start();
        COMPARE_STATE(life.drive(id), State::Over);
        QVERIFY(life.verdict(id, u"holds"_s) == Verdict::Passed);
        QCOMPARE(summaryOf(life.deployment(id), u"holds"_s), u"passed: 200 in 20 ms"_s);
        // A person has no say in what was measured.
        life.acts.setActor(u"sam"_s);
        QVERIFY(!answerOf(life.acts.answer(id, StepId(u"holds"_s), Verdict::Passed, u"seen"_s)).ok());
    }

    void aFailedCheckIsNotForPeopleToAnswer() {
        FakeWorld world;
        furnish(world, {checkedStep(u"git"_s, {{u"main"_s, u"tag-annotated"_s}}), deployStep()});
        world.git.answers.insert(GitCheck::TagAnnotated, {false, u"tag v1.1.0 is lightweight"_s, {}});
        EngineLife life(world);
        const auto id = life.start();
        COMPARE_STATE(life.drive(id), State::Failed);
        life.acts.setActor(u"sam"_s);
        const auto answer = answerOf(life.acts.answer(id, StepId(u"holds"_s), Verdict::Passed, u"seen"_s));
        QVERIFY(!answer.ok());
        QVERIFY2(answer.error().detail.contains(u"takes its verdict from its check"_s),
                 qPrintable(answer.error().detail));
        QVERIFY(world.shell.executed().isEmpty());
    }

    void whatACheckCannotSayGoesToAPerson_data() {
        QTest::addColumn<QString>("verdict");
        QTest::addColumn<QString>("state");
        QTest::newRow("passed") << u"passed"_s << u"Over"_s;
        QTest::newRow("not applicable") << u"not-applicable"_s << u"Over"_s;
        QTest::newRow("failed") << u"failed"_s << u"Failed"_s;
    }
    void whatACheckCannotSayGoesToAPerson() {
        QFETCH(QString, verdict);
        FakeWorld world;
        furnish(world, {checkedStep(u"http"_s, {{u"main"_s, healthUrl()}}), deployStep()});
        world.http.answers.clear();
        world.http.refuse(healthUrl(), base::ErrorKind::Observer);
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        COMPARE_STATE(driver, State::Failed);
        QVERIFY(life.verdict(id, u"holds"_s) == Verdict::Inconclusive);
        life.acts.setActor(u"sam"_s);
        // Also a "passed" says what was seen, because nothing was measured.
        QVERIFY(answerOf(life.acts.answer(id, StepId(u"holds"_s), *verdictFromName(verdict), u" "_s))
                    .error()
                    .kind == base::ErrorKind::BadInput);
        QVERIFY(
            answerOf(life.acts.answer(id, StepId(u"holds"_s), *verdictFromName(verdict), u"seen by hand"_s))
                .ok());
        QTEST(stateName(driver.state()), "state");
        QCOMPARE(verdictName(life.verdict(id, u"holds"_s)), verdict);
        QCOMPARE(life.deployment(id).answers.value(StepId(u"holds"_s)).person.text(), u"sam"_s);
        // The ledger alone tells the same.
        EngineLife later(world);
        QCOMPARE(verdictName(later.verdict(id, u"holds"_s)), verdict);
    }

    void aRetryForgetsTheAnswer() {
        FakeWorld world;
        furnish(world, {checkedStep(u"http"_s, {{u"main"_s, healthUrl()}}), deployStep()});
        world.http.answers.clear();
        world.http.refuse(healthUrl(), base::ErrorKind::Observer);
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        life.acts.setActor(u"sam"_s);
        QVERIFY(answerOf(life.acts.answer(id, StepId(u"holds"_s), Verdict::Failed, u"it is red"_s)).ok());
        COMPARE_STATE(driver, State::Failed);
        world.http.answers.clear();
        world.http.answer(healthUrl(), 200);
        QVERIFY(answerOf(life.acts.retry(id, u"again"_s)).ok());
        COMPARE_STATE(driver, State::Over);
        QVERIFY(life.verdict(id, u"holds"_s) == Verdict::Passed);
        QVERIFY(life.deployment(id).answers.isEmpty());
    }

    void ciWaitsForWhatIsPending() {
        FakeWorld world;
        world.forge.answer({{u"build"_s, CheckState::Passed}, {u"e2e"_s, CheckState::Pending}});
        world.forge.answer({{u"build"_s, CheckState::Passed}, {u"e2e"_s, CheckState::Passed}});
        QJsonObject params = boats;
        params.insert(u"within"_s, 600'000);
        const Asked asked(world, "ci", params);
        QCOMPARE(asked.ends, 0);
        world.clock.advance(61'000);
        QCOMPARE(asked.told, u"passed: 2 passed for bbbbbbb"_s);
        QCOMPARE(world.forge.asked, 2);
        QVERIFY(asked.run->transcript().contains("1 pending: e2e"));
    }

    void ciThatHasFailedIsNotWaitedFor() {
        FakeWorld world;
        world.forge.answer({{u"build"_s, CheckState::Failed}, {u"e2e"_s, CheckState::Pending}});
        QJsonObject params = boats;
        params.insert(u"within"_s, 600'000);
        const Asked asked(world, "ci", params);
        QCOMPARE(asked.told, u"failed: 1 failed: build; 1 pending: e2e"_s);
        QCOMPARE(world.forge.asked, 1);
    }

    void ciThatStaysPendingFailsWhenItsTimeIsOver() {
        FakeWorld world;
        world.forge.answer({{u"e2e"_s, CheckState::Pending}});
        QJsonObject params = boats;
        params.insert(u"within"_s, 180'000);
        const Asked asked(world, "ci", params);
        for (int i = 0; i < 4 && asked.ends == 0; ++i)
            world.clock.advance(60'000);
        QCOMPARE(asked.told, u"failed: 1 pending: e2e"_s);
        QCOMPARE(world.forge.asked, 3);
    }

    void faultCase70_theTokenGoesToTheForgeAndNowhereElse() {
        FakeWorld world;
        world.secrets.values.insert(u"forge/token"_s, "tr0ub4dor&3");
        world.forge.answer({{u"build"_s, CheckState::Failed, u"failure"_s, u"https://x/tr0ub4dor&3"_s}});
        const Asked asked(world, "ci", boats,
                          {{u"TOKEN"_s, SecretSource::Kind::Keychain, u"forge/token"_s, {}}});
        QCOMPARE(world.forge.lastToken, QByteArray("tr0ub4dor&3"));
        QCOMPARE(asked.told, u"failed: 1 failed: build (failure)"_s);
        QVERIFY(asked.run->transcript().contains("https://x/******"));
        QVERIFY(!asked.run->transcript().contains("tr0"));
    }

    void theRepositoryOfOriginIsPartOfThePlan() {
        FakeWorld world;
        furnish(world, {ciStep(), approvalStep(), deployStep()});
        world.git.remotes.insert(u"origin"_s, u"git@github.com:boats/bot.git"_s);
        world.forge.answer({{u"build"_s, CheckState::Passed}});
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        COMPARE_STATE(driver, State::WaitsForPerson);
        QCOMPARE(world.forge.lastQuestion.repository, u"boats/bot"_s);
        QCOMPARE(world.forge.lastQuestion.commit, QString(40, u'b'));
        // Another origin asks another forge: nothing starts on what was signed for this one.
        world.git.remotes.insert(u"origin"_s, u"git@github.com:mallory/bot.git"_s);
        QVERIFY(life.sign(id, u"sam"_s).ok());
        COMPARE_STATE(driver, State::Held);
        QVERIFY2(life.deployment(id).planChange.contains(u"ci"_s),
                 qPrintable(life.deployment(id).planChange));
        QVERIFY(world.shell.executed().isEmpty());
    }

    void withoutARepositoryThePlanIsNotFixed() {
        FakeWorld world;
        furnish(world, {ciStep(), deployStep()});
        world.git.remotes.insert(u"origin"_s, u"/srv/git/bot.git"_s);
        EngineLife life(world);
        const auto id = life.start();
        Driver& driver = life.drive(id);
        QVERIFY(!life.deployment(id).planFixed);
        QVERIFY(driver.problem());
        QVERIFY2(driver.problem()->detail.contains(u"names no `repository`"_s),
                 qPrintable(driver.problem()->detail));
        QCOMPARE(world.forge.asked, 0);
    }

    void aTagIsSignedBySomebodyOfTheFile_data() {
        QTest::addColumn<QString>("signer");
        QTest::addColumn<QString>("said");
        QTest::newRow("a person") << u"ada"_s << u"passed: signed by ada"_s;
        QTest::newRow("a stranger")
            << u"mallory"_s << u"failed: no person of slipway.yaml signed it: made by none of these"_s;
        QTest::newRow("a key that was revoked")
            << u"sam"_s << u"failed: no person of slipway.yaml signed it: made by none of these"_s;
        QTest::newRow("nobody") << QString() << u"failed: tag v1.1.0 is not signed"_s;
    }
    void aTagIsSignedBySomebodyOfTheFile() {
        QFETCH(QString, signer);
        FakeWorld world;
        furnish(world, {});
        world.source.atStart.people[1].keys.first().revokedMs = 1;
        world.signer.hold(u"mallory"_s);
        const QByteArray tag = "object bbb\ntype commit\ntag v1.1.0\n";
        GitAnswer answer{!signer.isEmpty(), signer.isEmpty() ? u"tag v1.1.0 is not signed"_s : QString(), {}};
        answer.signedBytes = tag;
        if (!signer.isEmpty())
            answer.signature =
                *answerOf(world.signer.sign("git:" + tag, support::FakeSigner::publicKey(signer), {}));
        world.git.answers.insert(GitCheck::TagSigned, answer);
        QTEST(Asked(world, "git", {{u"main"_s, u"tag-signed"_s}}).told, "said");
    }

    void whoWorksAloneSignsTagsWithAnOwnKey() {
        FakeWorld world;
        world.signer.hold(u"me"_s);
        const QByteArray tag = "object bbb\n";
        GitAnswer answer{true, {}, {}};
        answer.signedBytes = tag;
        answer.signature =
            *answerOf(world.signer.sign("git:" + tag, support::FakeSigner::publicKey(u"me"_s), {}));
        world.git.answers.insert(GitCheck::TagSigned, answer);
        QCOMPARE(Asked(world, "git", {{u"main"_s, u"tag-signed"_s}}).told, u"passed: signed by agent"_s);
        // A sign-off's signature is none for Git.
        answer.signature = *answerOf(world.signer.sign(tag, support::FakeSigner::publicKey(u"me"_s), {}));
        world.git.answers.insert(GitCheck::TagSigned, answer);
        QVERIFY(Asked(world, "git", {{u"main"_s, u"tag-signed"_s}}).told.startsWith(u"failed: "_s));
    }
};

QTEST_GUILESS_MAIN(ChecksTest)
#include "checks_test.moc"
