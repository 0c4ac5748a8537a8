#include "app/domain/rollback.h"
#include "app/domain/variables.h"

#include <QTest>

using namespace slipway;
using namespace slipway::domain;

namespace {

StepTemplate written(Phase phase, const char* kind, QJsonObject params, const char* title = "") {
    StepTemplate step;
    step.phase = phase;
    step.kind = QString::fromUtf8(kind);
    step.params = std::move(params);
    step.title = QString::fromUtf8(title);
    return step;
}

QJsonObject mainIs(const char* text) {
    return {{QStringLiteral("main"), QString::fromUtf8(text)}};
}

Host host(const char* name, const char* health) {
    Host made;
    made.name = HostName(QString::fromUtf8(name));
    made.user = QStringLiteral("bot");
    made.address = QStringLiteral("127.0.0.1");
    made.variables = {{QStringLiteral("HEALTH_URL"), QString::fromUtf8(health)},
                      {QStringLiteral("SLIPWAY_REF"), QStringLiteral("forged")}};
    return made;
}

Project sampleProject() {
    Project project;
    project.variables = {{QStringLiteral("LEVEL"), QStringLiteral("project")},
                         {QStringLiteral("KEPT"), QStringLiteral("project")},
                         {QStringLiteral("SLIPWAY_COMMIT"), QStringLiteral("forged")}};
    Environment staging;
    staging.name = EnvironmentName(QStringLiteral("staging"));
    staging.tier = Tier::Staging;
    staging.hosts = {host("stage-1", "http://one/health")};
    Environment production;
    production.name = EnvironmentName(QStringLiteral("production"));
    production.tier = Tier::Production;
    production.variables = {{QStringLiteral("LEVEL"), QStringLiteral("environment")}};
    production.promoteFrom = PromoteFrom{staging.name, base::Milliseconds(20'000), base::Milliseconds(0)};
    production.hosts = {host("prod-1", "http://one/health"), host("prod-2", "http://two/health")};
    production.hosts[1].variables.insert(QStringLiteral("LEVEL"), QStringLiteral("host"));
    project.environments = {staging, production};
    project.watchFor = std::chrono::hours(24);
    project.checkpoints = {{std::chrono::hours(1), QStringLiteral("Uptime")}};
    QJsonObject deploy = mainIs("./deploy");
    deploy.insert(QStringLiteral("undo"), QStringLiteral("./deploy --back"));
    deploy.insert(QStringLiteral("folder"), QStringLiteral("/srv"));
    QJsonObject smoke = mainIs("./smoke");
    smoke.insert(QStringLiteral("changes"), false);
    QJsonObject health = mainIs("$HEALTH_URL");
    health.insert(QStringLiteral("json"),
                  QJsonObject{{QStringLiteral("$.version"), QStringLiteral("$SLIPWAY_REF")}});
    project.steps = {written(Phase::PreDeploy, "approval", mainIs("Go / no-go")),
                     written(Phase::PreDeploy, "git", mainIs("tag-annotated")),
                     written(Phase::Deploy, "run", deploy, "Deploy the bot"),
                     written(Phase::Deploy, "run", deploy, "Deploy the bot"),
                     written(Phase::PostDeploy, "wait", {{QStringLiteral("main"), 2000}}),
                     written(Phase::PostDeploy, "http", health, "Gesund? Ja, überall"),
                     written(Phase::PostDeploy, "http", mainIs("https://bot.example/health"), "From outside"),
                     written(Phase::PostDeploy, "run", smoke, "The bot answers"),
                     written(Phase::PostDeploy, "run", mainIs("./warm"), "Warm the cache"),
                     written(Phase::PostDeploy, "item", mainIs("Looks good"))};
    project.steps[0].only = {production.name};
    return project;
}

PlanContext context(const char* id, const char* version, const char* previous) {
    const auto candidate = [](const char* name) {
        return Candidate{QString::fromUtf8(name), QString(40, QLatin1Char(name[1])), {}, {}};
    };
    return {DeploymentId(QString::fromUtf8(id)), candidate(version), candidate(previous)};
}

Plan sampleOf(const Project& project, int environment) {
    return expandPlan(project, project.environments[environment], context("dep-1", "v2", "v1"));
}

QStringList idsOf(const Plan& plan) {
    QStringList ids;
    for (const Step& step : plan.steps)
        ids += step.id.text();
    return ids;
}

} // namespace

class ProjectTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void onlyKeepsAStepOutOfOtherEnvironments() {
        const Project project = sampleProject();
        QVERIFY(!sampleOf(project, 0).step(StepId(QStringLiteral("go-no-go"))));
        QVERIFY(sampleOf(project, 1).step(StepId(QStringLiteral("go-no-go"))));
    }
    void makesUniqueIdsFromTitles() {
        QCOMPARE(idsOf(sampleOf(sampleProject(), 1)),
                 (QStringList{QStringLiteral("go-no-go"), QStringLiteral("the-tag-is-annotated"),
                              QStringLiteral("deploy-the-bot"), QStringLiteral("deploy-the-bot-2"),
                              QStringLiteral("wait-2s"), QStringLiteral("gesund-ja-uberall"),
                              QStringLiteral("from-outside"), QStringLiteral("the-bot-answers"),
                              QStringLiteral("warm-the-cache"), QStringLiteral("looks-good")}));
    }
    void aGivenIdWins() {
        Project project = sampleProject();
        project.steps[3].id = QStringLiteral("deploy-the-bot");
        const Plan plan = sampleOf(project, 1);
        QCOMPARE(plan.steps[3].id.text(), QStringLiteral("deploy-the-bot"));
        QCOMPARE(plan.steps[2].id.text(), QStringLiteral("deploy-the-bot-2"));
    }
    void aTitleWithoutLettersStillGetsAnId() {
        Project project = sampleProject();
        project.steps[0].title = QStringLiteral("…!");
        QCOMPARE(sampleOf(project, 1).steps[0].id.text(), QStringLiteral("approval"));
    }
    void commandsGoToEveryHostAndRequestsWhereAHostsVariableIsUsed() {
        const Plan plan = sampleOf(sampleProject(), 1);
        QCOMPARE(plan.steps[0].hosts.size(), 0);
        QCOMPARE(plan.steps[2].hosts.size(), 2);
        QCOMPARE(plan.steps[5].hosts.size(), 2);
        QCOMPARE(plan.steps[6].hosts.size(), 0);
        const auto question = std::get<HttpQuestion>(plan.steps[5].operation(plan.steps[5].hosts[1]));
        QCOMPARE(question.url, QStringLiteral("http://two/health"));
        QCOMPARE(question.json.value(QStringLiteral("$.version")), QStringLiteral("v2"));
    }
    void theNearerVariableWins() {
        const Plan plan = sampleOf(sampleProject(), 1);
        const Step& step = plan.steps[2];
        const auto first = std::get<RemoteCommand>(step.operation(step.hosts[0])).variables;
        const auto second = std::get<RemoteCommand>(step.operation(step.hosts[1])).variables;
        QCOMPARE(first.value(QStringLiteral("KEPT")), QStringLiteral("project"));
        QCOMPARE(first.value(QStringLiteral("LEVEL")), QStringLiteral("environment"));
        QCOMPARE(second.value(QStringLiteral("LEVEL")), QStringLiteral("host"));
        QCOMPARE(second.value(QStringLiteral("SLIPWAY_HOST")), QStringLiteral("prod-2"));
    }
    void nobodyOverridesWhatADeploymentSays() {
        const Plan plan = sampleOf(sampleProject(), 1);
        const Step& step = plan.steps[2];
        const auto variables = std::get<RemoteCommand>(step.operation(step.hosts[0])).variables;
        QCOMPARE(variables.value(QStringLiteral("SLIPWAY_REF")), QStringLiteral("v2"));
        QCOMPARE(variables.value(QStringLiteral("SLIPWAY_COMMIT")), QString(40, QLatin1Char('2')));
        QCOMPARE(variables.value(QStringLiteral("SLIPWAY_PREVIOUS")), QStringLiteral("v1"));
        QCOMPARE(variables.value(QStringLiteral("SLIPWAY_DEPLOYMENT")), QStringLiteral("dep-1"));
        QCOMPARE(variables.value(QStringLiteral("SLIPWAY_ENVIRONMENT")), QStringLiteral("production"));
        QCOMPARE(variables.value(QStringLiteral("SLIPWAY_STEP")), QStringLiteral("deploy-the-bot"));
    }
    void onlyProductionIsWatched() {
        const Project project = sampleProject();
        QCOMPARE(sampleOf(project, 0).watchFor, base::Milliseconds(0));
        QVERIFY(sampleOf(project, 0).checkpoints.isEmpty());
        QCOMPARE(sampleOf(project, 1).watchFor, base::Milliseconds(std::chrono::hours(24)));
        QCOMPARE(sampleOf(project, 1).checkpoints.size(), 1);
    }
    void theLifecycleFollowsPromotion() {
        const Project project = sampleProject();
        const Environment* next = project.next(EnvironmentName(QStringLiteral("staging")));
        QVERIFY(next);
        QCOMPARE(next->name.text(), QStringLiteral("production"));
        QVERIFY(!project.next(next->name));
        QVERIFY(project.solo());
        QVERIFY(!project.person(PersonName(QStringLiteral("mira"))));
    }
    void expandsTheSameBytesEachTime() {
        const Project project = sampleProject();
        QCOMPARE(toJson(sampleOf(project, 1)), toJson(sampleOf(project, 1)));
        const auto back = planFromJson(toJson(sampleOf(project, 1)));
        QVERIFY(back && *back == sampleOf(project, 1));
    }
    void aRollbackUndoesInReverseAndThenLooks() {
        const Project project = sampleProject();
        const Plan original = sampleOf(project, 1);
        const QList<HostName> both{HostName(QStringLiteral("prod-1")), HostName(QStringLiteral("prod-2"))};
        const QList<QPair<StepId, QList<HostName>>> done{
            {StepId(QStringLiteral("deploy-the-bot")), both},
            {StepId(QStringLiteral("deploy-the-bot-2")), {both[0]}},
            {StepId(QStringLiteral("warm-the-cache")), both}};
        const Plan back =
            rollbackPlan(original, context("dep-2", "v1", "v2"), done, project, project.environments[1]);
        QCOMPARE(idsOf(back),
                 (QStringList{QStringLiteral("undo-deploy-the-bot-2"), QStringLiteral("undo-deploy-the-bot"),
                              QStringLiteral("wait-2s"), QStringLiteral("gesund-ja-uberall"),
                              QStringLiteral("from-outside"), QStringLiteral("the-bot-answers")}));
        const Step& first = back.steps[1];
        QCOMPARE(first.phase, Phase::Deploy);
        QCOMPARE(first.title, QStringLiteral("Undo: Deploy the bot"));
        QCOMPARE(first.undoes.text(), QStringLiteral("deploy-the-bot"));
        QCOMPARE(first.hosts, (QList<HostName>{both[1], both[0]}));
        QVERIFY(first.changesHosts());
        const auto command = std::get<RemoteCommand>(first.operation(both[1]));
        QCOMPARE(command.script, QStringLiteral("./deploy --back"));
        QCOMPARE(command.folder, QStringLiteral("/srv"));
        QCOMPARE(command.variables.value(QStringLiteral("SLIPWAY_PREVIOUS")), QStringLiteral("v1"));
        QCOMPARE(command.variables.value(QStringLiteral("SLIPWAY_DEPLOYMENT")), QStringLiteral("dep-2"));
        QCOMPARE(command.variables.value(QStringLiteral("SLIPWAY_HOST")), QStringLiteral("prod-2"));
        const auto question = std::get<HttpQuestion>(back.steps[3].operation(both[0]));
        QCOMPARE(question.json.value(QStringLiteral("$.version")), QStringLiteral("v1"));
        QVERIFY(back.checkpoints.isEmpty());
        QCOMPARE(back.watchFor, base::Milliseconds(0));
    }
};

QTEST_GUILESS_MAIN(ProjectTest)
#include "project_test.moc"
