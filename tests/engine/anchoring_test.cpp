#include "app/engine/anchoring.h"
#include "tests/engine/engine_life.h"

#include <QSignalSpy>
#include <QTest>

using namespace slipway;
using namespace slipway::test;
using engine::AnchorCheck;
using engine::Anchoring;
using State = Driver::State;

class AnchoringTest : public QObject {
    Q_OBJECT

    static AnchorCheck checked(Anchoring& anchoring, bool local = false) {
        return answerOf(anchoring.check(local)).valueOr(AnchorCheck{});
    }

private Q_SLOTS:
    void aReleaseAnchorsTheHeadByItself() {
        FakeWorld world;
        furnish(world, {deployStep()});
        EngineLife life(world);
        Anchoring anchoring(world.parts, life.history);
        anchoring.begin();
        const QSignalSpy changed(&anchoring, &Anchoring::changed);
        const auto id = life.start();
        COMPARE_STATE(life.drive(id), State::Over);
        QVERIFY(world.anchors.kept.isEmpty());
        world.clock.advance(6'000);
        // Live and ended at once: one head for both.
        QCOMPARE(world.anchors.kept.size(), 1);
        QCOMPARE(changed.size(), 1);
        const AnchorCheck check = checked(anchoring);
        QCOMPARE(check.anchors, 1);
        QVERIFY2(check.fault.isEmpty(), qPrintable(check.fault));
        QCOMPARE(check.lastSeq, answerOf(world.ledger.head(domain::workspaceChain()))->seq);
        QVERIFY(!anchoring.problem());
    }

    void faultCase72_aCutEndShows() {
        FakeWorld world;
        furnish(world, {deployStep()});
        EngineLife life(world);
        Anchoring anchoring(world.parts, life.history);
        static_cast<void>(life.start());
        QVERIFY(answerOf(anchoring.publish()).ok());
        // Somebody anchored more than is there now.
        ports::Anchor later = world.anchors.kept.first();
        later.head = {later.head.seq + 5, QByteArray(64, 'e')};
        world.anchors.kept.append(later);
        const AnchorCheck check = checked(anchoring);
        QVERIFY2(check.fault.contains(u"its end was cut off: entry %1"_s.arg(later.head.seq)),
                 qPrintable(check.fault));
    }

    void anotherEntryThanTheAnchoredOneShows() {
        FakeWorld world;
        furnish(world, {deployStep()});
        EngineLife life(world);
        Anchoring anchoring(world.parts, life.history);
        static_cast<void>(life.start());
        QVERIFY(answerOf(anchoring.publish()).ok());
        world.anchors.kept.first().head.hash = QByteArray(64, 'e');
        QVERIFY2(checked(anchoring).fault.contains(u"is not the one that was anchored"_s),
                 qPrintable(checked(anchoring).fault));
        // Also where only what is known here is looked at.
        QVERIFY(!checked(anchoring, true).fault.isEmpty());
    }

    void aRemoteThatIsAwayHoldsNothingUp() {
        FakeWorld world;
        furnish(world, {deployStep()});
        world.anchors.failure = base::Error{base::ErrorKind::Refused, {}, u"no network"_s};
        EngineLife life(world);
        Anchoring anchoring(world.parts, life.history);
        anchoring.begin();
        const auto id = life.start();
        COMPARE_STATE(life.drive(id), State::Over);
        world.clock.advance(6'000);
        QVERIFY(anchoring.problem());
        QVERIFY(checked(anchoring).problem);
        QVERIFY(checked(anchoring).fault.isEmpty());
        // The next head covers what was missed.
        world.anchors.failure.reset();
        QVERIFY(answerOf(anchoring.publish()).ok());
        QVERIFY(!anchoring.problem());
    }

    void withoutARemoteNothingIsAmiss() {
        FakeWorld world;
        furnish(world, {deployStep()});
        world.anchors.hasRemote = false;
        EngineLife life(world);
        Anchoring anchoring(world.parts, life.history);
        static_cast<void>(life.start());
        QVERIFY(answerOf(anchoring.publish()).error().kind == base::ErrorKind::NotFound);
        QVERIFY(!anchoring.problem());
        QVERIFY(!checked(anchoring).hasRemote);
        world.anchors.hasRemote = true;
        world.source.atStart.anchor.clear();
        QVERIFY(answerOf(anchoring.publish()).error().kind == base::ErrorKind::NotFound);
        QVERIFY(world.anchors.kept.isEmpty());
    }
};

QTEST_GUILESS_MAIN(AnchoringTest)
#include "anchoring_test.moc"
