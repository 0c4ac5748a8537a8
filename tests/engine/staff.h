#pragma once
#include "tests/engine/engine_life.h"

namespace slipway::test {

using support::FakeFuse;

/// People at a desk that may break: they start what is not started, sign what waits for them, try again
/// what failed, and open the program again when it is gone. `breakAgain` is asked whenever it was opened.
class Staff {
public:
    /// `andBack`: once it is live, it is rolled back.
    explicit Staff(FakeWorld& world, std::function<void()> breakAgain = {}, bool andBack = false)
        : m_world(world)
        , m_breakAgain(std::move(breakAgain))
        , m_andBack(andBack) {}

    /// False when the release did not go live in a reasonable number of acts.
    bool carryTheRelease() {
        for (m_acts = 0; m_acts < 200; ++m_acts)
            if (act())
                return true;
        return false;
    }
    EngineLife& life() { return *m_life; }
    const DeploymentId& id() const { return m_id; }
    QString standing() const {
        const auto found = m_life ? m_life->drivers.find(m_id.text()) : decltype(m_life->drivers.end())();
        if (!m_life || found == m_life->drivers.end())
            return u"nothing is driven"_s;
        const auto& problem = found->second->problem();
        return stateName(found->second->state()) + (problem ? u" "_s + problem->detail : QString());
    }

private:
    bool act() {
        if (!m_life || m_world.fuse.isDead() || m_life->history.fault()) {
            m_life.reset();
            m_world.fuse.restart();
            if (m_breakAgain)
                m_breakAgain();
            m_life = std::make_unique<EngineLife>(m_world);
            return false;
        }
        const auto& world = m_life->history.world();
        if (world.order.isEmpty()) {
            m_life->acts.findIdentities();
            FakeClock::settle();
            m_life->acts.setActor(u"mira"_s);
            // Whether it was recorded is read from the ledger, not from the answer.
            static_cast<void>(
                answerOf(m_life->acts.start(u"v1.1.0"_s, EnvironmentName(u"staging"_s), false)).ok());
            m_world.clock.advance(1000);
            return false;
        }
        if (m_andBack && world.order.size() == 1 && world.deployment(world.order.first())->liveAtMs != 0) {
            m_life->acts.setActor(u"mira"_s);
            static_cast<void>(
                answerOf(m_life->acts.rollback(EnvironmentName(u"staging"_s), u"again"_s, false)).ok());
            m_world.clock.advance(1000);
            return false;
        }
        // What was rolled back may still have to give its environment back.
        m_id = world.order.last();
        if (world.order.size() > 1 && !m_life->drivers[world.order.first().text()])
            m_life->drive(world.order.first());
        auto& held = m_life->drivers[m_id.text()];
        if (!held) {
            m_life->drive(m_id);
            return false;
        }
        const Driver& driver = *held;
        m_world.clock.runUntil([&] { return m_world.fuse.isDead() || engine::isSettled(driver.state()); },
                               600'000);
        if (m_world.fuse.isDead())
            return false;
        switch (driver.state()) {
        case Driver::State::WaitsForPerson:
            m_life->acts.findIdentities();
            FakeClock::settle();
            static_cast<void>(m_life->sign(m_id, u"sam"_s).ok());
            break;
        case Driver::State::Failed:
        case Driver::State::Interrupted:
            m_life->acts.setActor(u"mira"_s);
            static_cast<void>(answerOf(m_life->acts.retry(m_id, u"again"_s)).ok());
            break;
        case Driver::State::Over:
            // Others of this desk may still have something to write.
            m_world.clock.advance(60'000);
            return !m_world.fuse.isDead() && (!m_andBack || m_life->history.world().order.size() > 1);
        case Driver::State::Starting:
        case Driver::State::DrivenElsewhere:
        case Driver::State::Working:
        case Driver::State::WaitsForHostKey:
        case Driver::State::Frozen:
        case Driver::State::Held:
        case Driver::State::Trouble:
        case Driver::State::WaitsForLock:
            break;
        }
        m_world.clock.advance(1000);
        return false;
    }

    FakeWorld& m_world;
    std::function<void()> m_breakAgain;
    bool m_andBack;
    std::unique_ptr<EngineLife> m_life;
    DeploymentId m_id;
    int m_acts = 0;
};

} // namespace slipway::test
