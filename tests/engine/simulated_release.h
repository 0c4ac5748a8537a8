#pragma once
#include "tests/engine/release_checker.h"

#include <QRandomGenerator>

// Random projects, faults and people; everything follows from the seed.

namespace slipway::test {

using domain::Strategy;

class Chance {
public:
    explicit Chance(quint32 seed) : m_random(seed) {}
    bool percent(int share) { return m_random.bounded(100) < share; }
    int upTo(int most) { return m_random.bounded(most + 1); } ///< 0 … most
    int between(int least, int most) { return least + upTo(most - least); }
    template <class T>
    T oneOf(const QList<T>& list) {
        return list.at(m_random.bounded(static_cast<int>(list.size())));
    }

private:
    QRandomGenerator m_random;
};

/// Makes up slipway.yaml, the hosts and what their commands will do.
class RandomProject {
public:
    RandomProject(Chance& chance, FakeWorld& world) : m_chance(chance), m_world(world) {}

    void furnish() {
        QList<domain::StepTemplate> steps;
        for (int i = m_chance.upTo(2); i > 0; --i)
            steps += preDeploy(i);
        m_kind = m_chance.oneOf<Strategy::Kind>({Strategy::Kind::OneByOne, Strategy::Kind::Parallel,
                                                 Strategy::Kind::Rolling, Strategy::Kind::Canary,
                                                 Strategy::Kind::BlueGreen});
        for (int i = m_chance.between(1, 3); i > 0; --i)
            steps += deploy(i);
        if (m_kind == Strategy::Kind::BlueGreen)
            steps += step(Phase::Deploy, u"switch"_s, u"flip"_s, {{u"main"_s, u"point"_s}});
        for (int i = m_chance.upTo(2); i > 0; --i)
            steps += postDeploy(i);
        test::furnish(m_world, steps);
        m_world.git.tag(u"v1.2.0"_s, u'c');
        hosts(m_chance.percent(10) ? 12 : m_chance.between(1, 6));
        auto& environment = m_world.source.atStart.environments.first();
        environment.strategy = strategy();
        domain::Probe probe;
        probe.name = domain::ProbeName(u"alive"_s);
        probe.kind = u"run"_s;
        probe.params = {{u"main"_s, u"alive"_s}};
        probe.every = base::Milliseconds(1000);
        environment.probes = {probe};
        for (const auto& host : environment.hosts)
            for (const auto& one : steps)
                for (const QString& word : {u"do "_s, u"undo "_s, u"look "_s})
                    perform(host.name.text(), word + one.id);
        if (m_chance.percent(30))
            m_world.http.answers[healthUrl()].clear();
        for (int i = m_chance.upTo(3); i > 0; --i)
            m_world.http.answer(healthUrl(), 503);
        m_world.http.answer(healthUrl(), 200);
    }
    /// Whether anything asks for observed health.
    bool observes() const { return m_observes; }

private:
    QString name(const char* what, int number) { return QString::fromLatin1(what) + QString::number(number); }

    domain::StepTemplate look(Phase phase, int number) {
        const QString id = name("l", number);
        return step(
            phase, u"run"_s, id,
            {{u"main"_s, u"look "_s + id}, {u"changes"_s, false}, {u"required"_s, m_chance.percent(50)}});
    }
    domain::StepTemplate preDeploy(int number) {
        switch (m_chance.upTo(4)) {
        case 0:
            return approvalStep(name("go", number));
        case 1:
            return step(
                Phase::PreDeploy, u"approval"_s, name("eyes", number),
                {{u"main"_s, u"Go"_s}, {u"sign"_s, u"approver"_s}, {u"four-eyes"_s, m_chance.between(1, 2)}});
        case 2:
            return step(Phase::PreDeploy, u"item"_s, name("item", number),
                        {{u"main"_s, u"Written"_s}, {u"required"_s, m_chance.percent(50)}});
        case 3:
            return step(Phase::PreDeploy, u"git"_s, name("tag", number), {{u"main"_s, u"tag-on-commit"_s}});
        default:
            return look(Phase::PreDeploy, number + 10);
        }
    }
    domain::StepTemplate deploy(int number) {
        if (m_chance.percent(15))
            return look(Phase::Deploy, number + 20);
        if (m_chance.percent(10)) // a barrier in the middle
            return m_chance.percent(50)
                       ? step(Phase::Deploy, u"wait"_s, name("rest", number), {{u"main"_s, 2000}})
                       : step(Phase::Deploy, u"approval"_s, name("on", number), {{u"main"_s, u"Go on"_s}});
        const QString id = name("d", number);
        QJsonObject params{
            {u"main"_s, u"do "_s + id}, {u"required"_s, m_chance.percent(40)}, {u"timeout"_s, 30'000}};
        switch (m_chance.upTo(5)) {
        case 0:
            params.insert(u"undo"_s, QJsonObject{{u"redeploy"_s, u"previous"_s}});
            break;
        case 1:
            params.insert(u"undo"_s, QJsonObject{{u"impossible"_s, u"it is sent"_s}});
            break;
        case 2:
            break;
        default:
            params.insert(u"undo"_s, u"undo "_s + id);
        }
        return step(Phase::Deploy, u"run"_s, id, params);
    }
    domain::StepTemplate postDeploy(int number) {
        switch (m_chance.upTo(4)) {
        case 0:
            return step(Phase::PostDeploy, u"http"_s, name("http", number),
                        {{u"main"_s, healthUrl()},
                         {u"within"_s, m_chance.percent(50) ? 5000 : 0},
                         {u"required"_s, false}});
        case 1:
            return waitStep(m_chance.upTo(20'000), name("wait", number));
        case 2:
            m_observes = true;
            return step(Phase::PostDeploy, u"health"_s, name("well", number),
                        {{u"main"_s, 4000}, {u"required"_s, false}});
        case 3:
            return step(Phase::PostDeploy, u"item"_s, name("seen", number), {{u"main"_s, u"Seen"_s}});
        default:
            return look(Phase::PostDeploy, number + 30);
        }
    }
    void hosts(int count) {
        auto& environment = m_world.source.atStart.environments.first();
        const domain::Host model = environment.hosts.first();
        environment.hosts.clear();
        const bool hasSides = m_kind == Strategy::Kind::BlueGreen && m_chance.percent(50);
        for (int i = 1; i <= count; ++i) {
            domain::Host host = model;
            host.name = HostName(name("h", i));
            if (hasSides && count > 1)
                host.side = i % 2 ? u"blue"_s : u"green"_s;
            environment.hosts.append(host);
            auto& known = m_world.shell.host(host.name.text());
            known.version = u"v1.0.0 "_s + QString(40, u'a');
            known.prints.insert(u"which"_s, u"blue"_s);
            for (const QString& script : {u"point"_s, u"look gate"_s})
                perform(host.name.text(), script);
        }
    }
    Strategy strategy() {
        Strategy made;
        made.kind = m_kind;
        made.failures = m_chance.percent(60) ? 0 : m_chance.between(1, 2);
        made.limit = m_chance.upTo(4);
        made.batch = m_chance.between(1, 4);
        if (m_kind == Strategy::Kind::Rolling && m_chance.percent(40)) {
            made.healthGate = base::Milliseconds(3000);
            m_observes = true;
        }
        if (m_kind == Strategy::Kind::Canary) {
            for (const int percent : {10, 50, 100})
                made.stages += {percent, base::Milliseconds(m_chance.percent(30) ? 3000 : 0),
                                m_chance.percent(50) ? u"look gate"_s : QString()};
            m_observes = true;
            if (m_chance.percent(50))
                made.traffic = u"d1"_s;
        }
        made.active = u"which"_s;
        return made;
    }
    /// Some executions fail, take long, ignore a stop or outlive their time; the last one does well.
    void perform(const QString& host, const QString& script) {
        const QByteArray said = "began\n" + script.toUtf8() + "\nended\n";
        for (int i = m_chance.percent(20) ? m_chance.between(1, 2) : 0; i > 0; --i)
            m_world.shell.script(
                host, script,
                {m_chance.oneOf<int>({1, 0, 127, 137}), takes(), said, "no\n", m_chance.percent(70)});
        m_world.shell.script(host, script, {0, m_chance.oneOf<qint64>({0, 500, 3000}), said, {}, true});
    }
    qint64 takes() { return m_chance.oneOf<qint64>({0, 0, 700, 4000, 25'000, 400'000}); }

    Chance& m_chance;
    FakeWorld& m_world;
    Strategy::Kind m_kind = Strategy::Kind::OneByOne;
    bool m_observes = false;
};

/// One release and perhaps a rollback, rehearsal or further release, until nothing is open.
class SimulatedRelease {
public:
    explicit SimulatedRelease(quint32 seed) : m_chance(seed) {
        RandomProject project(m_chance, m_world);
        project.furnish();
        m_observes = project.observes();
        m_follow = m_chance.percent(40) ? m_chance.between(1, 2) : 0;
        m_faultiness = m_chance.oneOf<int>({0, 1, 4, 10});
        m_hecticness = m_chance.oneOf<int>({0, 2, 8});
        // Not drawn from m_chance, so that every other seed tells the story it always told.
        if (seed % 5 == 4)
            freeze(seed);
    }
    /// What was wrong; empty when every invariant held and it came to its end.
    QString run() {
        for (m_acts = 0; m_acts < 300 && m_checker.complaint().isEmpty(); ++m_acts) {
            if (m_acts == calmAfter)
                calmDown();
            if (act())
                break;
            if (m_life)
                look();
        }
        if (m_checker.complaint().isEmpty() && !m_life)
            return u"no life at the end"_s;
        if (m_checker.complaint().isEmpty())
            m_checker.ends(m_life->history.world());
        if (m_checker.complaint().isEmpty() && m_acts >= 300)
            return u"it never ended: "_s + standing();
        return m_checker.complaint();
    }
    int acts() const { return m_acts; }
    FakeWorld& world() { return m_world; }
    /// What the ledger tells, a line an entry.
    QString story() const {
        QString text;
        for (const auto& entry : m_world.ledger.rows()) {
            if (entry.type == QLatin1StringView(domain::entry::head))
                continue;
            text += u"%1 %2 %3 %4"_s.arg(entry.timeMs() % 100'000'000)
                        .arg(entry.chain.text().right(4), entry.type, entry.actor());
            for (const char* field : {"kind", "step", "host", "attempt", "verdict", "summary", "decision",
                                      "action", "reason", "what", "owner", "result"})
                if (const QString said = entry.text(field); !said.isEmpty())
                    text += u' ' + said;
            text += u'\n';
        }
        return text;
    }
    QString standing() const {
        QStringList all;
        if (m_life)
            for (const auto& [id, driver] : m_life->drivers)
                all += id + u' ' + stateName(driver->state()) + u' ' +
                       (driver->problem() ? driver->problem()->detail : QString());
        return all.join(u"; "_s);
    }

private:
    /// After so many acts nothing breaks any more and people want to come to an end.
    static constexpr int calmAfter = 80;
    bool isCalm() const { return m_acts >= calmAfter; }
    const EnvironmentName staging{u"staging"_s};

    /// Short freezes, one after the other.
    void freeze(quint32 seed) {
        Chance weather(seed);
        m_world.source.atStart.environments.first().freezes = {domain::FreezeWindow{}};
        qint64 at = m_world.clock.now().utcMs;
        for (int i = 0; i < 200; ++i) {
            const qint64 start = at + weather.oneOf<qint64>({300, 2000, 10'000, 60'000});
            at = start + weather.oneOf<qint64>({1000, 20'000, 300'000});
            m_world.source.frozen[staging].append(
                {start,
                 at,
                 0,
                 0,
                 u"UTC"_s,
                 {},
                 weather.percent(50) ? domain::Overrun::Refuse : domain::Overrun::Warn});
        }
    }
    bool act() {
        if (!m_life || m_world.fuse.isDead() || m_life->history.fault()) {
            open();
            return false;
        }
        if (!isCalm())
            trouble();
        for (const DeploymentId& id : m_life->history.world().order)
            if ((m_life->deployment(id).isOpen() || m_life->deployment(id).lock.isHeld()) &&
                !m_life->drivers.contains(id.text()))
                m_life->drive(id);
        pass();
        if (m_world.fuse.isDead())
            return false;
        return people();
    }
    void open() {
        m_life.reset();
        m_world.fuse.restart();
        if (!isCalm() && m_chance.percent(10))
            m_world.clock.reboot(u"boot-%1"_s.arg(m_acts + 2));
        arm();
        m_life = std::make_unique<EngineLife>(m_world);
    }
    void arm() {
        using Break = support::FakeFuse::Break;
        if (isCalm() || m_faultiness == 0 || !m_chance.percent(m_faultiness * 8))
            return;
        const auto how = m_chance.oneOf<Break>(
            {Break::FailsBefore, Break::FailsAfter, Break::DiesBefore, Break::DiesAfter});
        m_world.fuse.arm(how, m_chance.between(1, 40));
    }
    /// Time passes until somebody could act, or just so.
    void pass() {
        const qint64 most = m_chance.oneOf<qint64>({200, 1000, 5000, 30'000, 120'000});
        const auto stop = [this] { return m_world.fuse.isDead() || (m_chance.percent(90) && settled()); };
        if (!m_observes) {
            const qint64 until = m_world.clock.now().bootMs + most;
            if (!m_world.clock.runUntil(stop, most))
                m_world.clock.advance(until - m_world.clock.now().bootMs);
            return;
        }
        // The observer looks once a second, when it looks at all.
        for (qint64 passed = 0; passed < qMin<qint64>(most, 15'000) && !m_world.fuse.isDead();
             passed += 1000) {
            if (isCalm() || !m_chance.percent(5))
                observe();
            m_world.clock.advance(1000);
            if (settled())
                break;
        }
    }
    bool settled() const {
        for (const auto& [id, driver] : m_life->drivers)
            if (!engine::isSettled(driver->state()))
                return false;
        return true;
    }
    void observe() {
        const qint64 now = m_world.clock.now().utcMs;
        const bool well = isCalm() || !m_chance.percent(m_faultiness);
        for (const auto& host : m_world.source.atStart.environments.first().hosts)
            m_world.samples.samples.append(
                {staging, domain::ProbeName(u"alive"_s), host.name, now, now, 20, 1000,
                 well ? domain::SampleOutcome::Ok : domain::SampleOutcome::Fail, u"exit 1"_s});
        if (m_world.samples.samples.size() > 2000)
            m_world.samples.samples.remove(0, 1000);
    }
    /// What nobody wants happens.
    void trouble() {
        if (!m_world.fuse.isArmed())
            arm();
        if (!m_chance.percent(m_faultiness * 5))
            return;
        using State = ports::AttemptState::State;
        const auto& hosts = m_world.source.atStart.environments.first().hosts;
        const QString name = m_chance.oneOf(hosts).name.text();
        auto& host = m_world.shell.host(name);
        switch (m_chance.upTo(15)) {
        case 0:
        case 1:
            host.isReachable = !host.isReachable;
            break;
        case 2:
        case 3:
            m_world.shell.cut(name);
            break;
        case 4:
            host.error =
                host.error ? std::nullopt
                           : std::optional(base::Error{m_chance.percent(50) ? base::ErrorKind::Timeout
                                                                            : base::ErrorKind::ConnectionLost,
                                                       name, u"no answer"_s});
            break;
        case 5:
            turn(name, State::LostReboot);
            break;
        case 6:
            turn(name, State::LostProcess);
            break;
        case 7:
            turn(name, State::Orphan);
            break;
        case 8:
            m_world.shell.takeLockElsewhere(name, staging.text(), u"dep-elsewhere"_s, u"eve on laptop"_s,
                                            u"deploy"_s);
            break;
        case 9:
        case 10:
            if (auto& lock = m_world.shell.lockOn(name, staging.text()); lock.owner == u"dep-elsewhere"_s)
                lock.held = false;
            break;
        case 11:
            host.lies = [this](ports::LockState& state) { lie(state); };
            break;
        case 12:
            host.lies = {};
            break;
        case 13:
            m_world.clock.stepWall(m_chance.oneOf<qint64>({-3'600'000, 3'600'000, 365LL * 86'400'000}));
            break;
        case 14:
            m_world.clock.sleepThrough(m_chance.oneOf<qint64>({5000, 600'000, 8 * 3'600'000}));
            break;
        default:
            if (m_chance.percent(30))
                host.key = u"SHA256:another"_s;
            else if (m_chance.percent(30))
                m_world.source.edited = editedProject();
            else
                host.isKeyKnown = !host.isKeyKnown;
            break;
        }
    }
    void lie(ports::LockState& state) {
        if (m_chance.percent(50)) {
            state.mine = false;
            state.held = true;
            state.owner = u"dep-nobody"_s;
        } else {
            // Far from what others will reach: a lie that comes true later is beyond every desk.
            state.fence += 1000 * m_chance.between(1, 3);
        }
    }
    domain::Project editedProject() const {
        domain::Project edited = m_world.source.atStart;
        edited.steps.last().title += u" anew"_s;
        return edited;
    }
    void turn(const QString& host, ports::AttemptState::State to) {
        using State = ports::AttemptState::State;
        // What is gone does not come back.
        for (const auto& run : m_world.shell.runs())
            if (run.host.text() == host &&
                (run.state.state == State::LostReboot || run.state.state == State::LostProcess))
                return;
        m_world.shell.turnRunning(host, to);
    }
    void calmDown() {
        using State = ports::AttemptState::State;
        m_world.fuse.disarm();
        m_world.source.edited.reset();
        m_world.source.frozen.clear();
        for (const auto& one : m_world.source.atStart.environments.first().hosts) {
            const QString name = one.name.text();
            auto& host = m_world.shell.host(name);
            host.isReachable = true;
            host.error.reset();
            host.lies = {};
            host.isKeyKnown = true;
            host.key = u"SHA256:host-"_s + name;
            for (const auto& run : m_world.shell.runs())
                if (run.host == one.name && run.state.state == State::Orphan) {
                    turn(name, State::LostProcess);
                    break;
                }
            if (auto& lock = m_world.shell.lockOn(name, staging.text()); lock.owner == u"dep-elsewhere"_s)
                lock.held = false;
        }
    }
    void look() {
        if (m_world.fuse.isDead())
            return;
        for (const auto& [id, driver] : m_life->drivers)
            m_checker.rests(*driver);
    }

    template <class T>
    void done(const base::Future<T>& future) {
        // Whether it was recorded is read from the ledger, not from the answer.
        static_cast<void>(answerOf(future).ok());
    }
    /// True when nothing is left to do.
    bool people() {
        auto& acts = m_life->acts;
        const auto& world = m_life->history.world();
        acts.findIdentities();
        FakeClock::settle();
        acts.setActor(u"mira"_s);
        const Deployment* open = world.open(staging);
        if (!open) {
            if (!world.order.isEmpty() && (m_follow == 0 || m_world.fuse.isDead())) {
                m_world.clock.advance(60'000);
                return !m_world.fuse.isDead();
            }
            follow(world.order.isEmpty());
            return false;
        }
        const DeploymentId id = open->id;
        if (!m_life->drivers.contains(id.text()))
            return false;
        const Driver& driver = *m_life->drivers[id.text()];
        switch (driver.state()) {
        case Driver::State::WaitsForPerson:
            answer(*open);
            break;
        case Driver::State::Failed:
        case Driver::State::Interrupted:
            decide(*open);
            break;
        case Driver::State::Held:
            goOn(*open);
            break;
        case Driver::State::WaitsForLock:
            if (m_chance.percent(30))
                done(acts.takeOver(id, u"eve is on holiday"_s));
            break;
        case Driver::State::WaitsForHostKey:
        case Driver::State::Trouble:
            for (const auto& host : m_world.source.atStart.environments.first().hosts)
                if (m_chance.percent(50))
                    m_world.shell.host(host.name.text()).isKeyKnown = true;
            m_life->drivers[id.text()]->nudge();
            break;
        case Driver::State::Starting:
        case Driver::State::DrivenElsewhere:
        case Driver::State::Frozen:
            m_world.clock.advance(10'000);
            break;
        case Driver::State::Working:
        case Driver::State::Over:
            break;
        }
        if (!isCalm() && m_chance.percent(m_hecticness))
            interfere(*m_life->history.deployment(id));
        return false;
    }
    void follow(bool isFirst) {
        auto& acts = m_life->acts;
        if (!isFirst)
            --m_follow;
        switch (isFirst ? 9 : m_chance.upTo(3)) {
        case 0:
            done(acts.rehearse(staging));
            break;
        case 1:
            done(acts.start(u"v1.2.0"_s, staging, false));
            break;
        case 2:
        case 3:
            done(acts.rollback(staging, u"it is red"_s, m_chance.percent(30)));
            break;
        default:
            done(acts.start(u"v1.1.0"_s, staging, false));
        }
    }
    void answer(const Deployment& deployment) {
        const domain::Step* step = domain::currentStep(deployment);
        if (!step || m_chance.percent(5))
            return;
        const DeploymentId id = deployment.id;
        const StepId what = step->id;
        if (step->kind == u"item"_s) {
            const auto verdict = m_chance.percent(isCalm() ? 100 : 80) ? Verdict::Passed
                                 : m_chance.percent(50)                ? Verdict::Failed
                                                                       : Verdict::NotApplicable;
            done(m_life->acts.answer(id, what, verdict, u"looked"_s));
            return;
        }
        m_life->acts.setActor(m_chance.oneOf<QString>({u"sam"_s, u"ada"_s, u"mira"_s}));
        done(m_life->acts.sign(id, what, u"seen"_s, isCalm() || m_chance.percent(90)));
    }
    void decide(const Deployment& deployment) {
        auto& acts = m_life->acts;
        const DeploymentId id = deployment.id;
        const auto failed = domain::troubled(deployment);
        const int choice = m_chance.upTo(9);
        if (choice < 4 || (failed.isEmpty() && choice < 8)) {
            done(acts.retry(id, u"again"_s));
        } else if (choice < 6) {
            const StepId step = m_chance.oneOf(failed)->step;
            const HostName host = m_chance.oneOf(failed)->host;
            done(acts.waive(id, step, host, u"known"_s));
        } else if (choice < 8) {
            done(acts.exclude(id, HostName(m_chance.oneOf(failed)->host), u"it is broken"_s));
        } else if (choice == 8) {
            done(acts.rollback(staging, u"no more"_s, false));
        } else {
            done(acts.abandon(id, u"another day"_s));
        }
    }
    void goOn(const Deployment& deployment) {
        auto& acts = m_life->acts;
        const DeploymentId id = deployment.id;
        if (deployment.paused)
            done(acts.resume(id));
        else if (deployment.lock.isLost && m_chance.percent(60))
            done(acts.takeOver(id, u"it was ours"_s));
        else if (m_chance.percent(50))
            done(acts.rollback(staging, u"no more"_s, false));
        else
            done(acts.abandon(id, u"it cannot go on"_s));
    }
    void interfere(const Deployment& deployment) {
        auto& acts = m_life->acts;
        const DeploymentId id = deployment.id;
        const domain::Next next = domain::next(deployment);
        switch (m_chance.upTo(4)) {
        case 0:
            done(acts.pause(id, u"wait"_s));
            break;
        case 1:
            done(acts.resume(id));
            break;
        case 2:
            done(acts.rollback(staging, u"stop it"_s, true));
            break;
        case 3:
            done(acts.abandon(id, u"no"_s));
            break;
        default:
            done(acts.stopStep(id, next.step));
        }
    }

    Chance m_chance;
    FakeWorld m_world;
    ReleaseChecker m_checker{m_world};
    std::unique_ptr<EngineLife> m_life;
    int m_acts = 0;
    int m_follow = 0;
    int m_faultiness = 0;
    int m_hecticness = 0;
    bool m_observes = false;
};

} // namespace slipway::test
