#include "app/domain/project.h"

#include <QTest>

using namespace slipway;
using namespace slipway::domain;

namespace {

const HostName prod(QStringLiteral("prod-1"));

struct World {
    Candidate candidate{
        QStringLiteral("v2"), QString(40, QLatin1Char('a')), QString(40, QLatin1Char('b')), {}};
    Environment environment;
    Plan plan;
    QMap<HostName, QString> keys{{prod, QStringLiteral("SHA256:abc")}};

    World() {
        environment.name = EnvironmentName(QStringLiteral("production"));
        Host host;
        host.name = prod;
        host.user = QStringLiteral("bot");
        host.address = QStringLiteral("prod.example");
        host.identity = QStringLiteral("/home/mira/key");
        environment.hosts = {host};
        plan.environment = environment.name;
        Step step;
        step.id = StepId(QStringLiteral("reviewed"));
        step.kind = QStringLiteral("item");
        step.params = {{QStringLiteral("main"), QStringLiteral("Reviewed")}};
        plan.steps = {step};
    }
    QString fingerprint() const { return domain::fingerprint(candidate, plan, environment, keys); }
};

} // namespace

class FingerprintTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isTheSameForTheSame() {
        QCOMPARE(World().fingerprint(), World().fingerprint());
        QCOMPARE(World().fingerprint().size(), 64);
    }
    void changesWithEveryThingThatIsSigned() {
        QStringList seen{World().fingerprint()};
        const auto see = [&](const std::function<void(World&)>& change) {
            World world;
            change(world);
            QVERIFY(!seen.contains(world.fingerprint()));
            seen += world.fingerprint();
        };
        see([](World& world) { world.candidate.commit = QString(40, QLatin1Char('c')); });
        see([](World& world) { world.candidate.tagObject = QString(40, QLatin1Char('d')); });
        see([](World& world) { world.plan.steps[0].title = QStringLiteral("Other words"); });
        see([](World& world) {
            world.plan.steps[0].params = {{QStringLiteral("main"), QStringLiteral("Not reviewed")}};
        });
        see([](World& world) {
            world.plan.steps[0].variables.insert(QStringLiteral("A"), QStringLiteral("1"));
        });
        see([](World& world) { world.plan.watchFor = std::chrono::hours(1); });
        see([](World& world) { world.environment.hosts[0].port = 2222; });
        see([](World& world) { world.environment.hosts[0].address = QStringLiteral("elsewhere.example"); });
        see([](World& world) { world.environment.tier = Tier::Production; });
        see([](World& world) {
            world.environment.promoteFrom =
                PromoteFrom{EnvironmentName(QStringLiteral("staging")), base::Milliseconds(1), {}};
        });
        see([](World& world) { world.keys.insert(prod, QStringLiteral("SHA256:other")); });
        see([](World& world) { world.keys.clear(); });
    }
    void isTheSameOnAnotherDesk() {
        World world;
        world.environment.hosts[0].identity = QStringLiteral("/home/jonas/key");
        QCOMPARE(world.fingerprint(), World().fingerprint());
    }
};

QTEST_GUILESS_MAIN(FingerprintTest)
#include "fingerprint_test.moc"
