#include "app/engine/troubles.h"
#include "app/models/open_alerts.h"
#include "tests/engine/engine_life.h"

#include <QTest>

using namespace slipway;
using namespace slipway::test;
using domain::Incident;
using models::OpenAlertView;

namespace {

const EnvironmentName staging(u"staging"_s);

/// A page and a log that is counted on both hosts.
void furnishProbes(FakeWorld& world) {
    furnish(world, {deployStep()});
    domain::Environment& environment = world.source.atStart.environments.first();
    domain::Probe page;
    page.name = domain::ProbeName(u"front"_s);
    page.params = {{u"main"_s, healthUrl()}};
    domain::Probe log;
    log.name = domain::ProbeName(u"errors"_s);
    log.kind = u"log"_s;
    log.params = {{u"main"_s, u"boat"_s}, {u"in"_s, u"journal"_s}, {u"matches"_s, u"ERROR"_s}};
    environment.probes = {page, log};
}

Incident incidentOf(const QString& key, const EnvironmentName& environment = staging) {
    Incident incident;
    incident.id = u"i1"_s;
    incident.trouble.key = key;
    incident.trouble.environment = environment;
    return incident;
}

} // namespace

/// What can be done about what people are told of.
class OpenAlertsTest : public QObject {
    Q_OBJECT

    static OpenAlertView viewOf(FakeWorld& world, const EngineLife& life, const Incident& incident) {
        return models::openAlertViews(world.source.atStart, life.history.world(), life.acts, {incident})
            .value(0);
    }

private Q_SLOTS:
    void onlyWhatIsThereIsOffered() {
        FakeWorld world;
        furnishProbes(world);
        EngineLife life(world);
        life.acts.setActor(u"mira"_s);
        const OpenAlertView before = viewOf(world, life, incidentOf(u"staging//front"_s));
        QCOMPARE(before.tier, domain::Tier::Staging);
        QCOMPARE(before.deployment + before.rollbackOf + before.linesOf, QString());
        QVERIFY(!before.rollback.allowed && !before.hasSwitches);
        world.source.atStart.environments.first().switches = {domain::KillSwitch()};
        const auto id = life.start();
        COMPARE_STATE(life.drive(id), Driver::State::Over);
        const OpenAlertView live = viewOf(world, life, incidentOf(u"staging//front"_s));
        QCOMPARE(live.deployment, id.text());
        QCOMPARE(live.version, u"v1.1.0"_s);
        QCOMPARE(live.liveAtMs, life.deployment(id).liveAtMs);
        QCOMPARE(live.rollbackOf, id.text());
        QVERIFY2(live.rollback.allowed, qPrintable(live.rollback.why));
        QVERIFY(live.hasSwitches);
    }

    void aLogTellsItsLinesAndNothingElseDoes() {
        FakeWorld world;
        furnishProbes(world);
        EngineLife life(world);
        const auto questions =
            engine::probeQuestions(world.source.atStart, world.source.atStart.environments.first());
        QCOMPARE(questions.size(), 3);
        QCOMPARE(viewOf(world, life, incidentOf(engine::troubleKey(questions.at(0)))).linesOf, QString());
        QCOMPARE(viewOf(world, life, incidentOf(engine::troubleKey(questions.at(2)))).linesOf,
                 u"errors · stg-2"_s);
        // A whole host, or all of an environment, is no log.
        QCOMPARE(viewOf(world, life, incidentOf(u"staging/stg-2/"_s)).linesOf, QString());
        QCOMPARE(viewOf(world, life, incidentOf(u"staging//"_s)).linesOf, QString());
    }

    void anEnvironmentThatTheFileNoLongerNamesHasNothingToDo() {
        FakeWorld world;
        furnishProbes(world);
        EngineLife life(world);
        const OpenAlertView gone =
            viewOf(world, life, incidentOf(u"old//front"_s, EnvironmentName(u"old"_s)));
        QCOMPARE(gone.incident.id, u"i1"_s);
        QCOMPARE(gone.rollbackOf + gone.linesOf + gone.deployment, QString());
    }
};

QTEST_GUILESS_MAIN(OpenAlertsTest)
#include "open_alerts_test.moc"
