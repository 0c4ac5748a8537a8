#include "app/engine/switching.h"
#include "tests/engine/engine_life.h"

#include <QTest>

using namespace slipway;
using namespace slipway::test;
using engine::SwitchEnd;

namespace {

const EnvironmentName place(u"staging"_s);
const QString flag = u"https://flags.example/checkout"_s;
const QString state = u"https://flags.example/checkout/state"_s;

void furnishSwitch(FakeWorld& world) {
    furnish(world, {deployStep()});
    domain::KillSwitch off;
    off.name = u"Checkout off"_s;
    off.turn.kind = off.readBack.kind = u"http"_s;
    off.turn.params = {{u"main"_s, flag}, {u"method"_s, u"PUT"_s}, {u"body"_s, u"{}"_s}};
    off.readBack.params = {{u"main"_s, state}};
    world.source.atStart.environments.first().switches = {off};
}

QStringList told(const FakeWorld& world) {
    QStringList types;
    for (const auto& entry : world.ledger.rows())
        if (entry.type.startsWith(u"switch."_s))
            types += entry.type;
    return types;
}

} // namespace

class SwitchingTest : public QObject {
    Q_OBJECT

    static base::Result<SwitchEnd> thrown(FakeWorld& world, EngineLife& life, const QString& name,
                                          const QString& reason) {
        life.acts.setActor(u"mira"_s);
        const auto future =
            engine::throwSwitch(world.parts, life.history, life.acts, place, name, reason, &life.history);
        for (int i = 0; i < 60 && !future.isFinished(); ++i)
            world.clock.advance(500);
        return future.isFinished() ? future.result() : base::Error{base::ErrorKind::Lost, {}, u"no answer"_s};
    }

private Q_SLOTS:
    void itIsThrownOnceAndReadBack() {
        FakeWorld world;
        furnishSwitch(world);
        world.http.answer(flag, 200);
        world.http.answer(state, 503);
        world.http.answer(state, 200);
        EngineLife life(world);
        const auto end = thrown(world, life, u"Checkout off"_s, u"orders fail"_s);
        QVERIFY2(end.ok() && end->isOff, qPrintable(end.ok() ? end->words : end.error().detail));
        QCOMPARE(world.http.asked.value(flag), 1);
        QCOMPARE(world.http.asked.value(state), 2);
        QCOMPARE(told(world), (QStringList{u"switch.thrown"_s, u"switch.answered"_s}));
        const auto& known = life.history.world().switches.last();
        QVERIFY(known.isOff && known.by == u"mira"_s && known.reason == u"orders fail"_s);
        QCOMPARE(world.ledger.fault(), QString());
    }

    void whatIsNotSeenToBeOffIsNotSaidToBe() {
        FakeWorld world;
        furnishSwitch(world);
        world.http.refuse(flag, base::ErrorKind::Unreachable);
        world.http.answer(state, 503);
        EngineLife life(world);
        const auto end = thrown(world, life, u"Checkout off"_s, u"orders fail"_s);
        QVERIFY(end.ok() && !end->isOff);
        QVERIFY2(end->words.contains(u"503"_s), qPrintable(end->words));
        QCOMPARE(world.http.asked.value(flag), 1);
        QVERIFY(!life.history.world().switches.last().isOff);
    }

    void itIsRecordedBeforeAnythingIsSent() {
        FakeWorld world;
        furnishSwitch(world);
        world.http.answer(flag, 200);
        world.http.answer(state, 200);
        EngineLife life(world);
        QVERIFY(!thrown(world, life, u"Checkout off"_s, {}).ok());
        QVERIFY(!thrown(world, life, u"Moon off"_s, u"orders fail"_s).ok());
        QCOMPARE(world.http.asked.value(flag), 0);
        QVERIFY(told(world).isEmpty());
    }
};

QTEST_GUILESS_MAIN(SwitchingTest)
#include "switching_test.moc"
