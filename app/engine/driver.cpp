#include "app/engine/driver.h"

#include "app/base/ulid.h"
#include "app/domain/evidence.h"
#include "app/domain/rollout.h"
#include "app/domain/sign_offs.h"
#include "app/engine/freezes.h"
#include "app/engine/plan_fixing.h"
#include "app/engine/unchanged.h"

#include <QSysInfo>
#include <algorithm>

namespace slipway::engine {

using namespace domain;
using namespace std::chrono_literals;

namespace {
/// How often a lock that somebody else holds, or a trouble that may pass, is looked at again.
constexpr qint64 lookAgainMs = 2000;
/// A host whose answer is missing is asked again this often while a person could decide.
constexpr qint64 askUnknownMs = 15'000;
/// A host is asked so long in all to remove an attempt's folder, and again after a refusal or an error.
constexpr qint64 cleanWithinMs = 20'000;
constexpr qint64 cleanAgainMs = 2'000;
/// A freeze that is on is looked at this often: its end is met also after a suspend or a stepped clock.
constexpr qint64 lookAtFreezeMs = 30'000;
/// How often the lock on the hosts says that its owner is alive.
constexpr qint64 beatMs = 20'000;
/// Of a take-over's reason, what the hosts are told.
constexpr qsizetype mostReason = 300;

} // namespace

bool isSettled(Driver::State state) {
    switch (state) {
    case Driver::State::Starting:
    case Driver::State::Working:
        return false;
    case Driver::State::DrivenElsewhere:
    case Driver::State::WaitsForPerson:
    case Driver::State::WaitsForHostKey:
    case Driver::State::WaitsForLock:
    case Driver::State::Failed:
    case Driver::State::Interrupted:
    case Driver::State::Frozen:
    case Driver::State::Held:
    case Driver::State::Trouble:
    case Driver::State::Over:
        return true;
    }
    Q_UNREACHABLE();
}

Driver::Driver(const Parts& parts, History& history, DeploymentId id, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_history(history)
    , m_id(std::move(id))
    , m_runs(new AttemptRuns(parts, history, m_id, this)) {
    connect(m_runs, &AttemptRuns::connectionChanged, this, &Driver::changed);
    connect(m_runs, &AttemptRuns::ended, this, &Driver::ended);
    connect(&m_history, &History::changed, this, [this](const DeploymentId& changed) {
        const Deployment* now = deployment();
        if (changed == m_id || (now && changed == now->undoes))
            advance();
    });
}

Driver::~Driver() = default;

const Deployment* Driver::deployment() const {
    return m_history.deployment(m_id);
}

Draft Driver::draft(const char* type, QJsonObject fields) const {
    return {chainOf(m_id), QString::fromLatin1(type), QStringLiteral("slipway"), std::move(fields)};
}

Draft Driver::lockDraft(const char* type, const LockHolder& holder) const {
    return draft(type, {{QStringLiteral("host"), holder.host.text()},
                        {QStringLiteral("owner"), holder.owner},
                        {QStringLiteral("who"), holder.who},
                        {QStringLiteral("reason"), holder.reason},
                        {QStringLiteral("since"), holder.sinceMs},
                        {QStringLiteral("silentMs"), holder.silentMs},
                        {QStringLiteral("running"), holder.running},
                        {QStringLiteral("fence"), holder.fence}});
}

void Driver::begin() {
    takeDriveLock();
}

void Driver::nudge() {
    if (!m_lock)
        takeDriveLock();
    else
        advance();
}

void Driver::takeDriveLock() {
    auto lock = m_parts.locks.drive(m_id);
    if (lock.ok()) {
        m_lock = *std::move(lock);
        advance();
        return;
    }
    become(lock.error().kind == base::ErrorKind::Busy ? State::DrivenElsewhere : State::Trouble,
           lock.error());
    m_parts.clock.callAfter(lookAgainMs, this, [this] {
        if (!m_lock && m_state != State::Over)
            takeDriveLock();
    });
}

void Driver::become(State state, std::optional<base::Error> problem) {
    if (m_state == state && m_problem == problem)
        return;
    m_state = state;
    m_problem = std::move(problem);
    Q_EMIT changed();
}

void Driver::becomeTroubled(const base::Error& problem) {
    become(State::Trouble, problem);
    // One look is enough, however often it was found meanwhile.
    if (std::exchange(m_willLookAgain, true))
        return;
    m_parts.clock.callAfter(lookAgainMs, this, [this] {
        m_willLookAgain = false;
        if (m_state == State::Trouble)
            advance();
    });
}

void Driver::advance() {
    const Deployment* now = deployment();
    if (!now || m_busy > 0)
        return;
    if (!m_lock) {
        if (next(*now).what == Next::What::Over)
            become(State::Over);
        return;
    }
    if ((now->lock.isHeld() || (now->lock.isLost && !m_gaveBackRest)) && !needsLock(*now)) {
        releaseEnvironment();
        return;
    }
    if (now->freeze && now->isOpen()) {
        const auto hold = freezeHold(m_parts, m_history.world(), *now, now->freeze->step);
        if (!hold) {
            // Much may have changed meanwhile: what was checked before the freeze is checked again.
            m_checkedPhases.clear();
            m_checkedChange = m_checkedSwitch = false;
            append({draft(entry::freezeEnded, {})});
            return;
        }
        if (hold->words != now->freeze->words || hold->untilMs != now->freeze->untilMs) {
            keepFrozen(*hold);
            return;
        }
        watchFreeze();
    }
    if (endSignOffs())
        return;
    const QList<Next> todo = agenda(*now);
    switch (todo.first().what) {
    case Next::What::Over:
        m_lock.reset();
        become(State::Over);
        return;
    case Next::What::FixPlan:
        fixPlan();
        return;
    case Next::What::Await:
    case Next::What::Start:
        work(todo);
        return;
    case Next::What::Ask:
        become(State::WaitsForPerson);
        return;
    case Next::What::Hold:
        if (!now->isHeld()) {
            become(State::Frozen);
            return;
        }
        // A rollback waits until it is known that nothing runs here any more.
        become(askUnknown() ? State::Working : State::Held);
        return;
    case Next::What::Decide:
        decide();
        return;
    case Next::What::GoLive:
        goLive();
        return;
    }
}

void Driver::work(const QList<Next>& todo) {
    QList<Next> starts;
    for (const Next& one : todo)
        if (one.what == Next::What::Await)
            attend(one.attempt);
        else
            starts.append(one);
    std::optional<FreezeHold> hold;
    starts = unfrozen(starts, hold);
    if (hold && starts.isEmpty()) {
        keepFrozen(*hold);
        return;
    }
    const Step* step = starts.isEmpty() ? nullptr : deployment()->plan.step(starts.first().step);
    if (!step)
        become(State::Working);
    else if (step->changesHosts() && endEvidence())
        return;
    else if (needsCheck(*step))
        check(*step);
    else if (needsHostLocks(*step))
        takeEnvironment();
    else
        recordIntents(starts);
}

QList<Next> Driver::unfrozen(const QList<Next>& starts, std::optional<FreezeHold>& hold) {
    const Deployment& now = *deployment();
    QList<Next> open;
    for (const Next& one : starts) {
        auto found =
            beginsSomething(now, one) ? freezeHold(m_parts, m_history.world(), now, one.step) : std::nullopt;
        if (!found)
            open.append(one);
        else
            hold = std::move(found);
    }
    return open;
}

void Driver::keepFrozen(const FreezeHold& hold) {
    append({draft(entry::freezeHolds, {{QStringLiteral("step"), hold.step.text()},
                                       {QStringLiteral("words"), hold.words},
                                       {QStringLiteral("since"), hold.sinceMs},
                                       {QStringLiteral("until"), hold.untilMs}})});
}

void Driver::watchFreeze() {
    if (std::exchange(m_watchesFreeze, true))
        return;
    const qint64 left = deployment()->freeze->untilMs - m_parts.clock.now().utcMs;
    m_parts.clock.callAfter(qBound<qint64>(1000, left, lookAtFreezeMs), this, [this] {
        m_watchesFreeze = false;
        const Deployment* now = deployment();
        if (m_lock && now && now->freeze && now->isOpen())
            advance();
    });
}

bool Driver::endSignOffs() {
    const QList<Ending> list = endings(*deployment());
    if (list.isEmpty())
        return false;
    const qint64 nowMs = m_parts.clock.now().utcMs;
    QList<Draft> drafts;
    for (const Ending& one : list)
        if (one.untilMs <= nowMs)
            drafts.append(
                draft(entry::signOffExpired, {{QStringLiteral("step"), one.step.text()},
                                              {QStringLiteral("person"), one.person.text()},
                                              {QStringLiteral("of"), QString::fromLatin1(one.hash)}}));
    if (!drafts.isEmpty()) {
        append(drafts);
        return true;
    }
    const qint64 nextMs = list.first().untilMs;
    if (std::exchange(m_watchedEndingMs, nextMs) != nextMs)
        m_parts.clock.callAfter(qMin(nextMs - nowMs, lookAtFreezeMs), this, [this] {
            m_watchedEndingMs = 0;
            if (m_lock)
                advance();
        });
    return false;
}

bool Driver::endEvidence() {
    QList<Draft> drafts;
    for (const Attempt* attempt : outdatedEvidence(*deployment(), m_parts.clock.now().utcMs))
        drafts.append(draft(entry::evidenceExpired, {{QStringLiteral("step"), attempt->step.text()},
                                                     {QStringLiteral("attempt"), attempt->id.text()}}));
    if (!drafts.isEmpty())
        append(drafts);
    return !drafts.isEmpty();
}

void Driver::attend(const AttemptId& id) {
    for (const Attempt& attempt : deployment()->attempts) {
        if (attempt.id != id)
            continue;
        if (!m_runs->has(id))
            m_runs->run(Attempt(attempt), !m_mine.remove(id));
        else if (attempt.stopAsked)
            m_runs->askStop(id);
        return;
    }
}

void Driver::decide() {
    const auto failed = troubled(*deployment());
    const bool unknown = std::any_of(failed.begin(), failed.end(), [](const Attempt* attempt) {
        return attempt->verdict == Verdict::Interrupted;
    });
    become(askUnknown() ? State::Working : unknown ? State::Interrupted : State::Failed);
}

bool Driver::askUnknown() {
    bool asks = false;
    for (const Attempt* attempt : troubled(*deployment())) {
        if (!attempt->isUnknown() || m_askedUnknown.contains(attempt->id))
            continue;
        asks = true;
        if (!m_runs->has(attempt->id))
            m_runs->run(Attempt(*attempt), true);
    }
    return asks;
}

void Driver::append(QList<Draft> drafts, const std::function<void()>& durable) {
    ++m_busy;
    m_history.append(std::move(drafts), this, [this, durable](const base::Result<void>& done) {
        if (done.ok()) {
            --m_busy;
            if (durable)
                durable();
            advance();
            return;
        }
        // Nothing is acted on before it is durable.
        become(State::Trouble, done.error());
        if (done.error().kind != base::ErrorKind::Corrupt &&
            done.error().kind != base::ErrorKind::NewerFormat)
            m_parts.clock.callAfter(lookAgainMs, this, [this] { readAgain(); });
    });
}

void Driver::readAgain() {
    // An error does not prove that nothing was stored. What is to do is decided anew from what the
    // chain holds by now; the same entries are never offered blindly.
    base::deliver(m_parts.ledger.head(chainOf(m_id)), this,
                  [this](const base::Result<ports::ChainHead>& head) {
                      const Deployment* now = deployment();
                      if (head.ok() && now && now->lastSeq >= head->seq) {
                          --m_busy;
                          advance();
                          return;
                      }
                      if (head.ok())
                          m_history.open();
                      m_parts.clock.callAfter(lookAgainMs, this, [this] { readAgain(); });
                  });
}

void Driver::fixPlan() {
    const Deployment* now = deployment();
    // Two desks may have started at the same moment: the first row wins, the other steps back.
    for (const DeploymentId& id : m_history.world().order) {
        if (id == m_id)
            break;
        const Deployment* earlier = m_history.deployment(id);
        if (earlier->environment == now->environment && earlier->isOpen() && id != now->undoes) {
            append({draft(entry::ended, {{QStringLiteral("result"), QStringLiteral("abandoned")},
                                         {QStringLiteral("by"), id.text()}})});
            return;
        }
    }
    if (now->kind == DeploymentKind::Rollback && !hasStopped(now->undoes))
        return;
    become(State::Working);
    ++m_busy;
    auto* fixing = new PlanFixing(m_parts, m_history, *now, this);
    connect(fixing, &PlanFixing::answered, this, [this](const base::Result<QJsonObject>& fields) {
        --m_busy;
        if (fields.ok()) {
            append({draft(entry::planFixed, *fields)});
            return;
        }
        const base::ErrorKind kind = fields.error().kind;
        // A host key is a person's turn: nudge() goes on.
        if (kind == base::ErrorKind::HostKeyUnknown)
            become(State::WaitsForHostKey, fields.error());
        else if (kind == base::ErrorKind::HostKeyChanged || kind == base::ErrorKind::HostKeyRevoked)
            become(State::Trouble, fields.error());
        else
            becomeTroubled(fields.error());
    });
    fixing->begin();
}

bool Driver::hasStopped(const DeploymentId& undone) {
    for (const Attempt& attempt : m_history.deployment(undone)->attempts) {
        if (attempt.verdict == Verdict::Running) {
            become(State::Working); // it was asked to stop; its outcome brings us back here
            return false;
        }
        if (attempt.isUnknown()) {
            become(
                State::Trouble,
                base::Error{base::ErrorKind::ConnectionLost, attempt.host.text(),
                            tr("Whether “%1” still runs there is not known, so nothing is undone beside it")
                                .arg(attempt.step.text())});
            return false;
        }
    }
    return true;
}

int Driver::signatures() const {
    int count = 0;
    for (const auto& list : deployment()->signatures)
        count += static_cast<int>(list.size());
    return count;
}

bool Driver::needsCheck(const Step& step) const {
    return !m_checkedPhases.contains(static_cast<int>(step.phase)) ||
           (step.changesHosts() && !m_checkedChange) || m_checkedSignatures != signatures() ||
           (isSwitch(step) && !m_checkedSwitch);
}

void Driver::check(const Step& step) {
    ++m_busy;
    become(State::Working);
    auto* check = new UnchangedCheck(m_parts, m_history, *deployment(), this);
    connect(check, &UnchangedCheck::answered, this,
            [this, count = signatures(), phase = static_cast<int>(step.phase), changes = step.changesHosts(),
             switches = isSwitch(step)](const base::Result<Changed>& changed) {
                --m_busy;
                if (!changed.ok()) {
                    becomeTroubled(changed.error());
                    return;
                }
                if (!changed->what.isEmpty()) {
                    append({draft(entry::planChanged, {{QStringLiteral("what"), changed->what},
                                                       {QStringLiteral("changes"), toJson(changed->lines)},
                                                       {QStringLiteral("was"), deployment()->fingerprint}})});
                    return;
                }
                m_checkedPhases.insert(phase);
                m_checkedChange = m_checkedChange || changes;
                m_checkedSwitch = m_checkedSwitch || switches;
                m_checkedSignatures = count;
                advance();
            });
    check->begin();
}

void Driver::recordIntents(const QList<Next>& starts) {
    become(State::Working);
    QList<Draft> drafts;
    for (const Next& one : starts) {
        const AttemptId attempt(base::newUlid(m_parts.clock.now().utcMs));
        m_mine.insert(attempt);
        drafts.append(draft(entry::intent, {{QStringLiteral("step"), one.step.text()},
                                            {QStringLiteral("host"), one.host.text()},
                                            {QStringLiteral("attempt"), attempt.text()},
                                            {QStringLiteral("digest"),
                                             deployment()->plan.step(one.step)->digest(one.host)}}));
    }
    append(drafts);
}

void Driver::ended(const Attempt& attempt, const Judgement& judgement, QJsonObject more) {
    if (judgement.verdict == Verdict::Interrupted) {
        // A host whose answer is missing is asked again while a person could decide.
        m_askedUnknown.insert(attempt.id);
        m_parts.clock.callAfter(askUnknownMs, this, [this, id = attempt.id] {
            m_askedUnknown.remove(id);
            advance();
        });
        const Attempt* known = deployment()->attempt(attempt.step, attempt.host);
        if (known && known->id == attempt.id && known->verdict == Verdict::Interrupted &&
            !more.value(QStringLiteral("gone")).toBool()) {
            advance(); // asked again and no wiser: nothing new to record
            return;
        }
    }
    if (more.value(QStringLiteral("fenced")).toBool() && deployment()->lock.isHeld()) {
        // The host refused it because another desk took the environment: who did is to be known first.
        ++m_busy;
        askHolder([this, attempt, judgement, more] {
            --m_busy;
            recordOutcome(attempt, judgement, more);
        });
        return;
    }
    recordOutcome(attempt, judgement, std::move(more));
}

void Driver::recordOutcome(const Attempt& attempt, const Judgement& judgement, QJsonObject more) {
    more.insert(QStringLiteral("step"), attempt.step.text());
    more.insert(QStringLiteral("host"), attempt.host.text());
    more.insert(QStringLiteral("attempt"), attempt.id.text());
    more.insert(QStringLiteral("verdict"), verdictName(judgement.verdict));
    more.insert(QStringLiteral("summary"), judgement.summary);
    // The host's folder goes once its outcome is durable here; when that fails it is only left behind.
    std::function<void()> durable;
    const Operation operation = deployment()->plan.step(attempt.step)->operation(attempt.host);
    if (std::holds_alternative<RemoteCommand>(operation) && judgement.verdict != Verdict::Interrupted)
        durable = [this, attempt] { clean(attempt); };
    append({draft(entry::outcome, std::move(more))}, durable);
}

void Driver::clean(const Attempt& attempt) {
    const auto host = hostOf(m_parts.source.project(), deployment()->environment, attempt.host);
    if (!host)
        return;
    ++m_cleaning;
    clean({*host, deployment()->environment, attempt.id, attempt.digest, {}, {}},
          m_parts.clock.now().bootMs + cleanWithinMs);
}

void Driver::clean(const ports::AttemptOrder& order, qint64 untilBootMs) {
    const std::chrono::milliseconds left(untilBootMs - m_parts.clock.now().bootMs);
    base::deliver(m_parts.shell.clean(order, {left, {}}), this,
                  [this, order, untilBootMs](const base::Result<void>& done) {
                      if (!done.ok() && m_parts.clock.now().bootMs + cleanAgainMs < untilBootMs) {
                          m_parts.clock.callAfter(cleanAgainMs, this,
                                                  [this, order, untilBootMs] { clean(order, untilBootMs); });
                          return;
                      }
                      // What stays there now goes with the host's own sweep.
                      --m_cleaning;
                      Q_EMIT changed();
                  });
}

bool Driver::needsHostLocks(const Step& step) const {
    return step.changesHosts() && !step.hosts.isEmpty() && !(deployment()->lock.isHeld() && m_lockProven);
}

EnvironmentLock* Driver::environmentLock(bool releasing) {
    const Deployment& now = *deployment();
    EnvironmentLock::Order order;
    order.environment = now.environment;
    if (const Environment* environment = m_parts.source.project().environment(now.environment))
        for (const Host& host : environment->hosts)
            if (!now.exclusion(host.name) ||
                (releasing && (now.lock.isLost || now.lock.fences.contains(host.name))))
                order.hosts.append(host);
    order.isHeld = now.lock.isHeld();
    order.fences = now.lock.fences;
    order.owner = m_id.text();
    order.who = tr("%1 on %2").arg(now.startedBy, QSysInfo::machineHostName());
    order.reason = QStringLiteral("%1 %2").arg(kindName(now.kind), now.candidate.version);
    order.takeOver = now.lock.takeOver;
    if (now.lock.takeOver) {
        order.seen = now.lock.holder;
        // Whom it is taken from reads it on the host.
        order.reason += QStringLiteral(": ") + now.lock.takeOverReason.simplified().left(mostReason);
    }
    order.passesUnreachable = now.kind == DeploymentKind::Rollback;
    order.isOver = [this](const QString& owner) {
        const Deployment* other = m_history.deployment(DeploymentId(owner));
        return other && other->id != m_id && !needsLock(*other);
    };
    return new EnvironmentLock(m_parts, order, this);
}

void Driver::takeEnvironment() {
    if (m_state != State::WaitsForLock)
        become(State::Working);
    ++m_busy;
    EnvironmentLock* lock = environmentLock();
    connect(lock, &EnvironmentLock::answered, this, [this, lock](const EnvironmentLock::Answer& answer) {
        lock->deleteLater();
        --m_busy;
        keepEnvironment(answer);
    });
    lock->take();
}

void Driver::keepEnvironment(const EnvironmentLock::Answer& answer) {
    const LockStanding& known = deployment()->lock;
    if (answer.error) {
        becomeTroubled(*answer.error);
        return;
    }
    m_lockProven = !answer.holder;
    if (!answer.holder) {
        QJsonObject fences;
        for (auto it = answer.fences.begin(); it != answer.fences.end(); ++it)
            fences.insert(it.key().text(), it.value());
        if (known.isHeld() && known.fences == answer.fences)
            advance();
        else
            append({draft(entry::lockTaken, {{QStringLiteral("fences"), fences}})});
        if (!m_beating)
            beat();
        return;
    }
    if (known.isHeld()) {
        loseEnvironment(*answer.holder);
        return;
    }
    become(State::WaitsForLock);
    m_parts.clock.callAfter(lookAgainMs, this, [this] {
        if (m_state == State::WaitsForLock)
            advance();
    });
    // Also when a take-over came too late: who has it now is told, and asked for anew.
    if (!known.holder || known.holder->owner != answer.holder->owner || known.takeOver)
        append({lockDraft(entry::lockWaits, *answer.holder)});
}

void Driver::loseEnvironment(const LockHolder& holder) {
    // Hosts that nobody took still name this deployment; they are given back when nothing of it runs.
    m_gaveBackRest = false;
    append({lockDraft(entry::lockLost, holder)});
}

void Driver::releaseEnvironment() {
    ++m_busy;
    EnvironmentLock* lock = environmentLock(true);
    connect(lock, &EnvironmentLock::released, this, [this, lock] {
        lock->deleteLater();
        --m_busy;
        m_lockProven = false;
        m_gaveBackRest = true;
        if (deployment()->lock.isHeld())
            append({draft(entry::lockReleased, {})});
        else
            advance();
    });
    lock->release();
}

void Driver::beat() {
    m_beating = true;
    m_parts.clock.callAfter(beatMs, this, [this] {
        const Deployment* now = deployment();
        if (!now->lock.isHeld() || !m_lock) {
            m_beating = false;
            return;
        }
        askHolder({});
        beat();
    });
}

void Driver::askHolder(const std::function<void()>& then) {
    EnvironmentLock* lock = environmentLock();
    connect(lock, &EnvironmentLock::answered, this,
            [this, lock, then, fences = deployment()->lock.fences](const EnvironmentLock::Answer& answer) {
                lock->deleteLater();
                const LockStanding& known = deployment()->lock;
                // Only a host proves that the lock is lost: by its owner, or by one it had in between.
                // An answer that is older than the lock says nothing of it.
                if (answer.holder && known.isHeld() && known.fences == fences)
                    loseEnvironment(*answer.holder);
                if (then)
                    then();
            });
    lock->take();
}

void Driver::goLive() {
    const Deployment* now = deployment();
    QList<Draft> drafts{draft(entry::live, {{QStringLiteral("version"), now->candidate.version},
                                            {QStringLiteral("commit"), now->candidate.commit}})};
    const auto endOf = [this](const DeploymentId& id, const QString& result) {
        return Draft{chainOf(id),
                     QString::fromLatin1(entry::ended),
                     QStringLiteral("slipway"),
                     {{QStringLiteral("result"), result}, {QStringLiteral("by"), m_id.text()}}};
    };
    for (const Deployment& other : m_history.world().deployments) {
        if (other.id == m_id || other.environment != now->environment)
            continue;
        // Also one whose watch is over or that had none: it does not run any more.
        if (now->kind == DeploymentKind::Rollback && other.id == now->undoes)
            drafts.append(endOf(other.id, QStringLiteral("rolled-back")));
        else if (other.isWatched())
            drafts.append(endOf(other.id, QStringLiteral("superseded")));
    }
    // A watch-less deployment has nothing left to prove.
    if (now->plan.watchFor.count() == 0)
        drafts.append(draft(entry::ended, {{QStringLiteral("result"), QStringLiteral("successful")}}));
    append(drafts);
}

} // namespace slipway::engine
