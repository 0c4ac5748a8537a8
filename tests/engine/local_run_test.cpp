#include "app/engine/local_run.h"
#include "tests/engine/engine_life.h"

#include <QJsonDocument>
#include <QTest>

using namespace slipway;
using namespace slipway::test;
using namespace slipway::domain;
using base::ErrorKind;
using engine::LocalRun;

namespace {

const QString url = u"https://bot.example/flags"_s;
const QByteArray tokenValue = "tr0ub4dor&3";

/// As the plan holds it: the header names the secret.
Step flagStep() {
    Step step;
    step.id = StepId(u"flag"_s);
    step.kind = u"http"_s;
    step.params = {{u"main"_s, url},
                   {u"headers"_s, QJsonObject{{u"Authorization"_s, u"Bearer $TOKEN of $SLIPWAY_REF"_s}}},
                   {u"json"_s, QJsonObject{{u"$.seen"_s, u"nothing"_s}}}};
    step.variables = {{u"SLIPWAY_REF"_s, u"v1.1.0"_s}};
    step.secrets = {{u"TOKEN"_s, SecretSource::Kind::Keychain, u"bot/token"_s, {}}};
    return step;
}

struct Watched {
    explicit Watched(FakeWorld& world, const Step& step = flagStep())
        : run(std::make_unique<LocalRun>(world.parts, *stepKind(step.kind), step.operation({}),
                                         LocalRun::Attempt{AttemptId(u"a1"_s)}, nullptr)) {
        QObject::connect(run.get(), &LocalRun::finished, run.get(), [this](const Judgement& how) {
            ++ends;
            judgement = how;
        });
        run->begin();
        FakeClock::settle();
    }
    std::unique_ptr<LocalRun> run;
    Judgement judgement;
    int ends = 0;
};

HttpAnswer answerWith(const QByteArray& body, const QString& seen) {
    HttpAnswer answer;
    answer.status = 200;
    answer.json = {{u"$.seen"_s, seen}};
    answer.excerpt = body;
    return answer;
}

} // namespace

class LocalRunTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void faultCase70_aSecretStandsInTheRequestAndNowhereElse() {
        FakeWorld world;
        world.secrets.values.insert(u"bot/token"_s, tokenValue);
        world.http.answers[url] = {
            answerWith("{\"echo\": \"" + tokenValue + "\"}", QString::fromUtf8(tokenValue))};
        const Step step = flagStep();
        const Watched watched(world, step);
        QCOMPARE(watched.ends, 1);
        QCOMPARE(world.http.lastHeaders.value(u"Authorization"_s), u"Bearer tr0ub4dor&3 of v1.1.0"_s);
        // Not in what is kept of the answer, nor in what is said of it, nor in what was planned.
        QVERIFY(watched.judgement.verdict == Verdict::Failed);
        QCOMPARE(watched.judgement.summary, u"$.seen is ******, expected nothing"_s);
        QVERIFY(watched.run->transcript().contains("{\"echo\": \"******\"}"));
        QVERIFY(!watched.run->transcript().contains(tokenValue));
        const Operation planned = step.operation({});
        QCOMPARE(std::get<HttpQuestion>(planned).headers.value(u"Authorization"_s),
                 u"Bearer $TOKEN of v1.1.0"_s);
        Plan plan;
        plan.steps = {step};
        QVERIFY(!QJsonDocument(toJson(plan)).toJson().contains(tokenValue));
    }

    void anExcerptThatEndsInsideASecretShowsNoPartOfIt() {
        FakeWorld world;
        world.secrets.values.insert(u"bot/token"_s, tokenValue);
        const QByteArray begin(HttpAnswer::longestExcerpt - 8, '.');
        world.http.answers[url] = {answerWith(begin + tokenValue.first(8), u"nothing"_s)};
        const Watched watched(world);
        QVERIFY(watched.judgement.verdict == Verdict::Passed);
        QVERIFY(watched.run->transcript().contains(begin));
        QVERIFY(!watched.run->transcript().contains("tr0"));
    }

    void faultCase70_aSecretThatCannotBeReadAsksNothingAndSaysWhy() {
        FakeWorld world;
        world.secrets.failure = base::Error{ErrorKind::Refused, {}, u"the keychain is locked"_s};
        const Watched watched(world);
        QCOMPARE(watched.ends, 1);
        QVERIFY(watched.judgement.verdict == Verdict::Failed);
        QVERIFY2(watched.judgement.summary.contains(u"the keychain is locked"_s),
                 qPrintable(watched.judgement.summary));
        QVERIFY(world.http.asked.isEmpty());
    }

    void aSecretWithALineBreakIsNoHeader() {
        FakeWorld world;
        world.secrets.values.insert(u"bot/token"_s, "token\r\nX-Admin: yes");
        const Watched watched(world);
        QVERIFY(watched.judgement.verdict == Verdict::Failed);
        QVERIFY(watched.judgement.summary.contains(u"TOKEN"_s));
        QVERIFY(!watched.judgement.summary.contains(u"X-Admin"_s));
        QVERIFY(world.http.asked.isEmpty());
    }

    void stoppedWhileTheSecretIsReadNothingIsAsked() {
        FakeWorld world;
        world.secrets.values.insert(u"bot/token"_s, tokenValue);
        const Step step = flagStep();
        LocalRun run(world.parts, *stepKind(step.kind), step.operation({}),
                     LocalRun::Attempt{AttemptId(u"a1"_s)}, nullptr);
        int ends = 0;
        connect(&run, &LocalRun::finished, &run, [&](const Judgement&) { ++ends; });
        run.begin();
        run.askStop();
        FakeClock::settle();
        QCOMPARE(ends, 1);
        QVERIFY(world.http.asked.isEmpty());
    }

    void aStepWithoutSecretsReadsNone() {
        FakeWorld world;
        world.http.answers[url] = {answerWith("{}", u"nothing"_s)};
        Step step = flagStep();
        step.secrets.clear();
        const Watched watched(world, step);
        QVERIFY(watched.judgement.verdict == Verdict::Passed);
        QVERIFY(!world.fuse.calls().contains(u"secrets.read"_s));
    }
};

QTEST_GUILESS_MAIN(LocalRunTest)
#include "local_run_test.moc"
