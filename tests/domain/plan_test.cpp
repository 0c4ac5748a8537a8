#include "app/base/canonical_json.h"
#include "app/domain/plan.h"

#include <QJsonArray>
#include <QTest>

using namespace slipway;
using namespace slipway::domain;

namespace {

Plan samplePlan() {
    Step step;
    step.id = StepId(QStringLiteral("deploy-the-bot"));
    step.phase = Phase::Deploy;
    step.kind = QStringLiteral("run");
    step.title = QStringLiteral("Deploy the bot");
    step.why = QStringLiteral("Because ä \"quotes\"\nand lines");
    step.params = {{QStringLiteral("main"), QStringLiteral("./deploy \"$SLIPWAY_REF\"")},
                   {QStringLiteral("undo"), QStringLiteral("./deploy \"$SLIPWAY_PREVIOUS\"")},
                   {QStringLiteral("timeout"), 120'000},
                   {QStringLiteral("idempotent"), true}};
    step.hosts = {HostName(QStringLiteral("prod-1")), HostName(QStringLiteral("prod-2"))};
    step.variables = {{QStringLiteral("COLOR"), QStringLiteral("blue")}};
    step.hostVariables = {{step.hosts[1], {{QStringLiteral("COLOR"), QStringLiteral("green")}}}};
    Step item;
    item.id = StepId(QStringLiteral("reviewed"));
    item.kind = QStringLiteral("item");
    item.params = {{QStringLiteral("main"), QStringLiteral("Reviewed")}};
    Plan plan;
    plan.environment = EnvironmentName(QStringLiteral("production"));
    plan.steps = {item, step};
    plan.watchFor = std::chrono::hours(24);
    plan.checkpoints = {{std::chrono::hours(1), QStringLiteral("Uptime")}};
    return plan;
}

} // namespace

class PlanTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void survivesItsJson() {
        const auto bytes = base::canonicalJson(toJson(samplePlan()));
        QVERIFY(bytes);
        const auto back = planFromJson(*base::parseJsonObject(*bytes));
        QVERIFY2(back, qPrintable(back ? QString() : back.error().detail));
        QVERIFY(*back == samplePlan());
        QCOMPARE(*base::canonicalJson(toJson(*back)), *bytes);
    }
    void refusesStoredPlansItDoesNotUnderstand() {
        QJsonObject plan = toJson(samplePlan());
        QJsonArray steps = plan.value(QStringLiteral("steps")).toArray();
        QJsonObject step = steps[0].toObject();
        step.insert(QStringLiteral("kind"), QStringLiteral("teleport"));
        steps[0] = step;
        plan.insert(QStringLiteral("steps"), steps);
        QCOMPARE(planFromJson(plan).error().kind, base::ErrorKind::NewerFormat);
        plan.remove(QStringLiteral("steps"));
        QCOMPARE(planFromJson(plan).error().kind, base::ErrorKind::Corrupt);
        QCOMPARE(planFromJson({}).error().kind, base::ErrorKind::Corrupt);
    }
    void candidatesSurviveTheirJson() {
        const Candidate candidate{
            QStringLiteral("v1.1.0"), QString(40, QLatin1Char('a')), QString(40, QLatin1Char('b')), {}};
        QVERIFY(*candidateFromJson(toJson(candidate)) == candidate);
        QCOMPARE(candidateFromJson({}).error().kind, base::ErrorKind::Corrupt);
    }
    void aStepRunsItsTextVerbatimWithTheHostsVariables() {
        const Plan plan = samplePlan();
        const Step& step = *plan.step(StepId(QStringLiteral("deploy-the-bot")));
        const auto first = std::get<RemoteCommand>(step.operation(step.hosts[0]));
        const auto second = std::get<RemoteCommand>(step.operation(step.hosts[1]));
        QCOMPARE(first.script, QStringLiteral("./deploy \"$SLIPWAY_REF\""));
        QCOMPARE(first.timeout, base::Milliseconds(120'000));
        QCOMPARE(first.variables.value(QStringLiteral("COLOR")), QStringLiteral("blue"));
        QCOMPARE(second.variables.value(QStringLiteral("COLOR")), QStringLiteral("green"));
        QCOMPARE(step.undo().words, QStringLiteral("./deploy \"$SLIPWAY_PREVIOUS\""));
        QVERIFY(step.changesHosts() && !step.asksPerson());
        QVERIFY(plan.steps[0].asksPerson() && !plan.steps[0].changesHosts());
        QVERIFY(!plan.step(StepId(QStringLiteral("nothing"))));
    }
    void theDigestBindsWordsValuesAndHost() {
        const Plan plan = samplePlan();
        const Step step = plan.steps[1];
        const QString digest = step.digest(step.hosts[0]);
        QCOMPARE(digest.size(), 64);
        QCOMPARE(step.digest(step.hosts[0]), digest);
        QVERIFY(step.digest(step.hosts[1]) != digest);
        Step changed = step;
        changed.params.insert(QStringLiteral("main"), QStringLiteral("./deploy"));
        QVERIFY(changed.digest(step.hosts[0]) != digest);
        changed = step;
        changed.variables.insert(QStringLiteral("COLOR"), QStringLiteral("red"));
        QVERIFY(changed.digest(step.hosts[0]) != digest);
        changed = step;
        changed.title = QStringLiteral("Another title does nothing else");
        QCOMPARE(changed.digest(step.hosts[0]), digest);
    }
    void aReadOnlyCommandChangesNoHost() {
        Step step = samplePlan().steps[1];
        step.params.insert(QStringLiteral("changes"), false);
        QVERIFY(!step.changesHosts());
    }
    void anUnknownKindWaitsForAPersonAndDoesNothing() {
        Step step;
        step.kind = QStringLiteral("teleport");
        QVERIFY(std::holds_alternative<PersonQuestion>(step.operation({})));
        QVERIFY(!step.changesHosts());
    }
};

QTEST_GUILESS_MAIN(PlanTest)
#include "plan_test.moc"
