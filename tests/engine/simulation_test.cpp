#include "tests/engine/simulated_release.h"

#include <QHashSeed>

using namespace slipway::test;

namespace {
/// SLIPWAY_TEST_SEED=N replays one of them.
constexpr quint32 releases = 1000;
constexpr quint32 parts = 4;
} // namespace

class SimulationTest : public QObject {
    Q_OBJECT

    void simulate(quint32 part) {
        const QByteArray asked = qgetenv("SLIPWAY_TEST_SEED");
        for (quint32 seed = part; seed < releases; seed += parts) {
            const quint32 used = asked.isEmpty() ? seed : asked.toUInt();
            SimulatedRelease release(used);
            const QString found = release.run();
            if (!asked.isEmpty())
                qInfo("%s", qPrintable(release.story()));
            QVERIFY2(found.isEmpty(),
                     qPrintable(QStringLiteral("SLIPWAY_TEST_SEED=%1: %2").arg(used).arg(found)));
            if (!asked.isEmpty())
                return;
        }
    }

private Q_SLOTS:
    void initTestCase() { QHashSeed::setDeterministicGlobalSeed(); }
    void invariantsHoldInTheFirstQuarterOfTheReleases() { simulate(0); }
    void invariantsHoldInTheSecondQuarterOfTheReleases() { simulate(1); }
    void invariantsHoldInTheThirdQuarterOfTheReleases() { simulate(2); }
    void invariantsHoldInTheLastQuarterOfTheReleases() { simulate(3); }
};

QTEST_GUILESS_MAIN(SimulationTest)
#include "simulation_test.moc"
