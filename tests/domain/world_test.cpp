#include "tests/domain/chronicle.h"

#include <QTest>

using namespace slipway;
using namespace slipway::test;

namespace {
const EnvironmentName staging(u"staging"_s);
const EnvironmentName production(u"production"_s);

QString idOf(const Deployment* deployment) {
    return deployment ? deployment->id.text() : u"none"_s;
}
} // namespace

class WorldTest : public QObject {
    Q_OBJECT

private:
    const Project m_project = sampleProject();
    Told told(Chronicle& chronicle, const QString& id, const QString& environment = u"staging"_s) const {
        return {chronicle, m_project, id, environment};
    }

private Q_SLOTS:
    void anEmptyWorldHasNothing() {
        const World world;
        QCOMPARE(idOf(world.open(staging)), u"none"_s);
        QCOMPARE(idOf(world.running(staging)), u"none"_s);
        QCOMPARE(idOf(world.newest(staging)), u"none"_s);
        QCOMPARE(idOf(world.newestLive(staging)), u"none"_s);
        QVERIFY(!world.isBad(newer().commit));
    }

    void whatRunsIsTheNewestThatWasNotRolledBack() {
        Chronicle chronicle;
        told(chronicle, u"dep-1"_s).opened(older(), {}).planned().live();
        told(chronicle, u"dep-2"_s).wentLive();
        QCOMPARE(idOf(chronicle.world.running(staging)), u"dep-2"_s);
        told(chronicle, u"dep-2"_s).ended(u"rolled-back"_s);
        QCOMPARE(idOf(chronicle.world.running(staging)), u"dep-1"_s);
        QCOMPARE(idOf(chronicle.world.newestLive(staging)), u"dep-2"_s);
        QCOMPARE(idOf(chronicle.world.running(production)), u"none"_s);
    }

    void anAbandonedDeploymentIsNotTheNewest() {
        Chronicle chronicle;
        told(chronicle, u"dep-1"_s).wentLive();
        told(chronicle, u"dep-2"_s).opened();
        QCOMPARE(idOf(chronicle.world.open(staging)), u"dep-2"_s);
        QCOMPARE(idOf(chronicle.world.newest(staging)), u"dep-2"_s);
        told(chronicle, u"dep-2"_s).ended(u"abandoned"_s);
        QCOMPARE(idOf(chronicle.world.open(staging)), u"none"_s);
        QCOMPARE(idOf(chronicle.world.newest(staging)), u"dep-1"_s);
    }

    void keepsTheOrderInWhichTheyWereOpened() {
        Chronicle chronicle;
        for (const auto& id : {u"dep-z"_s, u"dep-a"_s, u"dep-m"_s})
            told(chronicle, id).opened();
        QCOMPARE(chronicle.world.order.size(), 3);
        QCOMPARE(chronicle.world.order.first(), DeploymentId(u"dep-z"_s));
        QCOMPARE(idOf(chronicle.world.open(staging)), u"dep-m"_s);
    }

    void aRefusedEntryLeavesTheWorldAsItWas() {
        Chronicle chronicle;
        told(chronicle, u"dep-1"_s).opened();
        const qint64 row = chronicle.world.lastRow;
        QVERIFY(!chronicle.add(u"dep-2"_s, entry::live).ok());
        QCOMPARE(chronicle.world.lastRow, row);
        QCOMPARE(chronicle.world.entries, 1);
        QCOMPARE(chronicle.world.order.size(), 1);
    }

    void aBadReleaseIsKnownByItsCommit() {
        Chronicle chronicle;
        QVERIFY(
            chronicle.add(u"workspace"_s, entry::markedBad, {{u"commit"_s, newer().commit}}, u"mira"_s).ok());
        QVERIFY(chronicle.world.isBad(newer().commit));
        QCOMPARE(chronicle.world.isBad(newer().commit)->by, u"mira"_s);
        QVERIFY(!chronicle.world.isBad(older().commit));
    }
};

QTEST_GUILESS_MAIN(WorldTest)
#include "world_test.moc"
