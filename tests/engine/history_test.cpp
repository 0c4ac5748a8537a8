#include "tests/engine/engine_life.h"

#include <QSignalSpy>
#include <QTest>

using namespace slipway;
using namespace slipway::test;
using engine::History;
using support::FakeFuse;

namespace {
domain::Draft opening(FakeWorld& world, const QString& id) {
    return {domain::ChainId(id),
            QString::fromLatin1(domain::entry::opened),
            u"mira"_s,
            {{u"kind"_s, u"deploy"_s},
             {u"environment"_s, u"staging"_s},
             {u"candidate"_s, domain::toJson(world.git.candidates.value(u"v1.1.0"_s))}}};
}
domain::Draft pausing(const QString& id) {
    return {domain::ChainId(id), QString::fromLatin1(domain::entry::paused), u"mira"_s, {}};
}
} // namespace

class HistoryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void foldsWhatWasThereInPagesBeforeItIsReady() {
        FakeWorld world;
        furnish(world, {deployStep()});
        for (int i = 0; i < 50; ++i)
            world.ledger.appendFromElsewhere(opening(world, QStringLiteral("dep-%1").arg(i, 8)));
        History history(world.ledger);
        QSignalSpy ready(&history, &History::ready);
        QSignalSpy changed(&history, &History::changed);
        history.open();
        QVERIFY(!history.isReady());
        FakeClock::settle();
        QVERIFY(history.isReady());
        QCOMPARE(ready.size(), 1);
        QCOMPARE(changed.size(), 0);
        QCOMPARE(history.world().order.size(), 50);
        QCOMPARE(history.world().entries, 100);
    }

    void tellsOnceForEachDeploymentThatGrewElsewhere() {
        FakeWorld world;
        furnish(world, {deployStep()});
        world.ledger.appendFromElsewhere(opening(world, u"dep-a"_s));
        world.ledger.appendFromElsewhere(opening(world, u"dep-b"_s));
        History history(world.ledger);
        history.open();
        FakeClock::settle();
        QSignalSpy changed(&history, &History::changed);
        QSignalSpy workspace(&history, &History::workspaceChanged);
        world.ledger.appendFromElsewhere(pausing(u"dep-b"_s));
        FakeClock::settle();
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.first().first().value<DeploymentId>(), DeploymentId(u"dep-b"_s));
        QVERIFY(!workspace.isEmpty());
        QVERIFY(history.deployment(DeploymentId(u"dep-b"_s))->paused);
        QVERIFY(!history.deployment(DeploymentId(u"dep-a"_s))->paused);
    }

    void answersAnAppendOnlyWhenItIsFolded() {
        FakeWorld world;
        furnish(world, {deployStep()});
        History history(world.ledger);
        history.open();
        FakeClock::settle();
        bool wasFolded = false;
        history.append({opening(world, u"dep-a"_s)}, this, [&](const base::Result<void>& done) {
            wasFolded = done.ok() && history.deployment(DeploymentId(u"dep-a"_s)) != nullptr;
        });
        FakeClock::settle();
        QVERIFY(wasFolded);
    }

    void faultCase30_aLedgerThatCannotBeReadForAMomentIsReadAgain() {
        FakeWorld world;
        furnish(world, {deployStep()});
        History history(world.ledger);
        history.open();
        FakeClock::settle();
        world.fuse.arm(FakeFuse::Break::FailsBefore, 1, u"ledger.read"_s);
        world.ledger.appendFromElsewhere(opening(world, u"dep-a"_s));
        FakeClock::settle();
        QVERIFY(history.deployment(DeploymentId(u"dep-a"_s)) == nullptr);
        QVERIFY(!history.fault());
        QTRY_VERIFY(history.deployment(DeploymentId(u"dep-a"_s)) != nullptr);
    }

    void faultCase30_whoWaitsForAnUnreadableLedgerIsTold() {
        FakeWorld world;
        furnish(world, {deployStep()});
        History history(world.ledger);
        history.open();
        FakeClock::settle();
        world.fuse.arm(FakeFuse::Break::FailsBefore, 1, u"ledger.read"_s);
        bool isTold = false;
        history.whenAt(99, this, [&] { isTold = true; });
        QVERIFY(!isTold);
        FakeClock::settle();
        QVERIFY(isTold);
        QVERIFY(!history.fault());
    }

    void faultCase71_stopsFoldingWhereTheLedgerContradictsItself() {
        FakeWorld world;
        furnish(world, {deployStep()});
        world.ledger.appendFromElsewhere(opening(world, u"dep-a"_s));
        world.ledger.appendFromElsewhere(pausing(u"dep-a"_s));
        world.ledger.tamper(2).seq = 7;
        History history(world.ledger);
        QSignalSpy faulted(&history, &History::faulted);
        history.open();
        FakeClock::settle();
        QCOMPARE(faulted.size(), 1);
        QCOMPARE(history.fault()->kind, base::ErrorKind::Corrupt);
        QVERIFY(!history.deployment(DeploymentId(u"dep-a"_s))->paused);
        bool refused = false;
        history.append({pausing(u"dep-a"_s)}, this,
                       [&](const base::Result<void>& done) { refused = !done.ok(); });
        FakeClock::settle();
        QVERIFY(refused);
    }

    void neverCallsAnOwnerThatIsGone() {
        FakeWorld world;
        furnish(world, {deployStep()});
        History history(world.ledger);
        history.open();
        FakeClock::settle();
        bool called = false;
        auto owner = std::make_unique<QObject>();
        history.append({opening(world, u"dep-a"_s)}, owner.get(),
                       [&](const base::Result<void>&) { called = true; });
        owner.reset();
        FakeClock::settle();
        QVERIFY(!called);
        QVERIFY(history.deployment(DeploymentId(u"dep-a"_s)) != nullptr);
    }
};

QTEST_GUILESS_MAIN(HistoryTest)
#include "history_test.moc"
