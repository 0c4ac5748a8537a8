#pragma once
#include "app/domain/rollback.h"
#include "app/engine/acts.h"
#include "app/engine/driver.h"
#include "tests/support/fake_world.h"

#include <QTest>
#include <map>

// A small project, its people, and one life of an engine between a start and a crash.

/// Compares how a driver stands, by name.
#define COMPARE_STATE(driver, expected) QCOMPARE(stateName((driver).state()), stateName(expected))

namespace slipway::test {

using namespace Qt::StringLiterals;
using domain::Deployment;
using domain::DeploymentId;
using domain::EnvironmentName;
using domain::HostName;
using domain::Phase;
using domain::StepId;
using domain::Verdict;
using engine::Driver;
using support::FakeClock;
using support::FakeScript;
using support::FakeWorld;

inline QString healthUrl() {
    return u"http://127.0.0.1/health"_s;
}

inline domain::StepTemplate step(Phase phase, const QString& kind, const QString& id, QJsonObject params) {
    domain::StepTemplate made;
    made.phase = phase;
    made.kind = kind;
    made.id = id;
    made.title = id;
    made.params = std::move(params);
    return made;
}
inline domain::StepTemplate deployStep(const QString& id = u"switch"_s) {
    return step(Phase::Deploy, u"run"_s, id, {{u"main"_s, u"do "_s + id}, {u"undo"_s, u"undo "_s + id}});
}
inline domain::StepTemplate lookStep(const QString& id = u"look"_s) {
    return step(Phase::PreDeploy, u"run"_s, id, {{u"main"_s, u"do "_s + id}, {u"changes"_s, false}});
}
inline domain::StepTemplate approvalStep(const QString& id = u"go"_s) {
    return step(Phase::PreDeploy, u"approval"_s, id, {{u"main"_s, u"Go"_s}, {u"sign"_s, u"approver"_s}});
}
inline domain::StepTemplate itemStep(const QString& id = u"notes"_s) {
    return step(Phase::PreDeploy, u"item"_s, id, {{u"main"_s, u"The notes are written"_s}});
}
inline domain::StepTemplate healthStep(const QString& id = u"healthy"_s) {
    return step(Phase::PostDeploy, u"http"_s, id, {{u"main"_s, healthUrl()}});
}
inline domain::StepTemplate waitStep(qint64 ms, const QString& id = u"settle"_s) {
    return step(Phase::PostDeploy, u"wait"_s, id, {{u"main"_s, ms}});
}

inline domain::Person person(const QString& name, const QString& role) {
    return {domain::PersonName(name), name, {}, {role}, {{support::FakeSigner::publicKey(name)}}};
}

/// Staging with two hosts; mira releases, sam and ada approve. Every key is on this desk.
inline void furnish(FakeWorld& world, const QList<domain::StepTemplate>& steps) {
    domain::Project project;
    project.id = u"11111111-2222-4333-8444-555555555555"_s;
    project.name = u"boats"_s;
    project.fileDigest = QString(64, u'f');
    project.people = {person(u"mira"_s, u"release-manager"_s), person(u"sam"_s, u"approver"_s),
                      person(u"ada"_s, u"approver"_s)};
    domain::Environment staging;
    staging.name = EnvironmentName(u"staging"_s);
    staging.tier = domain::Tier::Staging;
    staging.versionCommand = u"cat version"_s;
    for (const auto& name : {u"stg-1"_s, u"stg-2"_s})
        staging.hosts.append({HostName(name), u"deploy"_s, u"127.0.0.1"_s, 22, {}, {}});
    project.environments = {staging};
    project.steps = steps;
    world.source.atStart = project;
    for (const auto& one : project.people)
        world.signer.hold(one.name.text());
    const auto old = world.git.tag(u"v1.0.0"_s, u'a');
    world.git.tag(u"v1.1.0"_s, u'b');
    for (const auto& name : {u"stg-1"_s, u"stg-2"_s})
        world.shell.host(name).version = old.version + u" "_s + old.commit;
    world.http.answer(healthUrl(), 200);
}

template <class T>
base::Result<T> answerOf(const base::Future<T>& future) {
    FakeClock::settle();
    if (!future.isFinished())
        return base::Error{base::ErrorKind::Lost, {}, u"no answer in the test"_s};
    return future.result();
}

/// The first of its type; null when there is none.
inline const domain::Entry* entryOf(const FakeWorld& world, const char* type) {
    for (const auto& entry : world.ledger.rows())
        if (entry.type == QLatin1StringView(type))
            return &entry;
    return nullptr;
}

inline QString stateName(Driver::State state) {
    static const char* const names[] = {
        "Starting", "DrivenElsewhere", "Working", "WaitsForPerson", "WaitsForHostKey", "WaitsForLock",
        "Failed",   "Interrupted",     "Frozen",  "Held",           "Trouble",         "Over"};
    return QString::fromLatin1(names[static_cast<int>(state)]);
}

/// One process: what it knows is gone with it, what it did is in the world.
class EngineLife {
public:
    explicit EngineLife(FakeWorld& world)
        : m_world(world)
        , history(world.ledger)
        , hosts(world.parts)
        , acts(world.parts, history, hosts) {
        history.open();
        acts.findIdentities();
        hosts.refresh(EnvironmentName(u"staging"_s));
        FakeClock::settle();
    }

    Driver& drive(const DeploymentId& id) {
        auto& driver = drivers[id.text()];
        driver = std::make_unique<Driver>(m_world.parts, history, id);
        driver->begin();
        FakeClock::settle();
        return *driver;
    }
    /// mira starts a version on staging; the deployment is not driven yet.
    DeploymentId start(const QString& version = u"v1.1.0"_s) {
        acts.setActor(u"mira"_s);
        const auto id = answerOf(acts.start(version, EnvironmentName(u"staging"_s), false));
        if (!id.ok())
            qWarning("not started: %s", qPrintable(id.error().detail));
        return id.valueOr(DeploymentId());
    }
    base::Result<void> sign(const DeploymentId& id, const QString& who, const QString& what = u"go"_s,
                            bool go = true) {
        acts.setActor(who);
        return answerOf(acts.sign(id, StepId(what), u"seen"_s, go));
    }
    const Deployment& deployment(const DeploymentId& id) const { return *history.deployment(id); }
    Verdict verdict(const DeploymentId& id, const QString& stepId) const {
        const Deployment& one = deployment(id);
        return one.verdict(*one.plan.step(StepId(stepId)));
    }

private:
    FakeWorld& m_world;

public:
    engine::History history;
    engine::HostReader hosts;
    engine::Acts acts;
    std::map<QString, std::unique_ptr<Driver>> drivers;
};

} // namespace slipway::test
