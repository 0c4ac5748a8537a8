#include "app/engine/driver.h"

#include "app/base/ulid.h"
#include "app/domain/rollback.h"
#include "app/engine/unchanged.h"

namespace slipway::engine {

using namespace domain;
using namespace std::chrono_literals;

namespace {
/// How often a lock that somebody else holds, or a trouble that may pass, is looked at again.
constexpr qint64 lookAgainMs = 2000;
/// A host whose answer is missing is asked again this often while a person could decide.
constexpr qint64 askUnknownMs = 15'000;
constexpr auto reachWithin = 20s;

QJsonObject digestFields(const base::Result<ports::OutputDigest>& digest) {
    if (!digest.ok())
        return {};
    return {{QStringLiteral("outDigest"), digest->out},
            {QStringLiteral("errDigest"), digest->err},
            {QStringLiteral("outBytes"), digest->outBytes},
            {QStringLiteral("errBytes"), digest->errBytes}};
}
} // namespace

bool isSettled(Driver::State state) {
    switch (state) {
    case Driver::State::Starting:
    case Driver::State::Working:
        return false;
    case Driver::State::DrivenElsewhere:
    case Driver::State::WaitsForPerson:
    case Driver::State::WaitsForHostKey:
    case Driver::State::Failed:
    case Driver::State::Interrupted:
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
    , m_id(std::move(id)) {
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

const Host* Driver::host(const HostName& name) const {
    const Environment* environment = m_parts.source.project().environment(deployment()->environment);
    return environment ? environment->host(name) : nullptr;
}

Draft Driver::draft(const char* type, QJsonObject fields) const {
    return {chainOf(m_id), QString::fromLatin1(type), QStringLiteral("slipway"), std::move(fields)};
}

void Driver::begin() {
    takeLock();
}

void Driver::nudge() {
    if (!m_lock)
        takeLock();
    else
        advance();
}

void Driver::takeLock() {
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
            takeLock();
    });
}

void Driver::become(State state, std::optional<base::Error> problem) {
    if (m_state == state && m_problem == problem)
        return;
    m_state = state;
    m_problem = std::move(problem);
    Q_EMIT changed();
}

void Driver::advance() {
    const Deployment* now = deployment();
    if (!now || m_busy)
        return;
    if (!m_lock) {
        if (next(*now).what == Next::What::Over)
            become(State::Over);
        return;
    }
    const Next todo = next(*now);
    switch (todo.what) {
    case Next::What::Over:
        m_lock.reset();
        become(State::Over);
        return;
    case Next::What::FixPlan:
        fixPlan();
        return;
    case Next::What::Await: {
        become(State::Working);
        for (const Attempt& attempt : now->attempts) {
            if (attempt.id != todo.attempt)
                continue;
            if (const auto running = m_remote.value(attempt.id)) {
                if (attempt.stopAsked)
                    running->askStop();
            } else if (const auto asking = m_local.value(attempt.id)) {
                if (attempt.stopAsked)
                    asking->askStop();
            } else
                run(attempt, !m_mine.remove(attempt.id));
            return;
        }
        return;
    }
    case Next::What::Start:
        startAttempt(todo);
        return;
    case Next::What::Ask:
        become(State::WaitsForPerson);
        return;
    case Next::What::Hold:
        become(State::Held);
        return;
    case Next::What::Decide: {
        const Attempt* attempt = now->attempt(todo.step, todo.host);
        const bool unknown = attempt && attempt->verdict == Verdict::Interrupted;
        if (unknown && !attempt->gone && !m_askedUnknown) {
            askUnknownAgain();
            return;
        }
        become(unknown ? State::Interrupted : State::Failed);
        return;
    }
    case Next::What::GoLive:
        goLive();
        return;
    }
}

void Driver::append(QList<Draft> drafts, const std::function<void()>& durable) {
    m_busy = true;
    m_history.append(std::move(drafts), this, [this, durable](const base::Result<void>& done) {
        if (done.ok()) {
            m_busy = false;
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
                          m_busy = false;
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
    const Environment* environment = m_parts.source.project().environment(now->environment);
    if (!environment) {
        become(State::Trouble,
               base::Error{base::ErrorKind::NotFound, QStringLiteral("slipway.yaml"),
                           tr("There is no environment %1 any more.").arg(now->environment.text())});
        return;
    }
    become(State::Working);
    m_busy = true;
    reachHosts(0, {});
}

bool Driver::hasStopped(const DeploymentId& undone) {
    for (const Attempt& attempt : m_history.deployment(undone)->attempts) {
        if (attempt.verdict == Verdict::Running) {
            become(State::Working); // it was asked to stop; its outcome brings us back here
            return false;
        }
        if (attempt.verdict == Verdict::Interrupted && !attempt.gone && !attempt.setAside) {
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

void Driver::reachHosts(int index, QMap<HostName, QString> keys) {
    const Environment* environment = m_parts.source.project().environment(deployment()->environment);
    if (index >= environment->hosts.size()) {
        recordPlan(keys);
        return;
    }
    const Host target = environment->hosts.at(index);
    base::deliver(
        m_parts.shell.reach(target, {reachWithin, {}}), this,
        [this, index, keys, name = target.name](const base::Result<ports::HostFacts>& facts) mutable {
            if (facts.ok()) {
                keys.insert(name, facts->hostKey);
                reachHosts(index + 1, keys);
                return;
            }
            m_busy = false;
            const bool ask = facts.error().kind == base::ErrorKind::HostKeyUnknown;
            base::Error error = facts.error();
            error.where = name.text();
            become(ask ? State::WaitsForHostKey : State::Trouble, error);
            if (ask || error.kind == base::ErrorKind::HostKeyChanged ||
                error.kind == base::ErrorKind::HostKeyRevoked)
                return; // a person's turn: nudge() goes on
            m_parts.clock.callAfter(lookAgainMs, this, [this] {
                if (m_state == State::Trouble)
                    advance();
            });
        });
}

void Driver::recordPlan(const QMap<HostName, QString>& keys) {
    const Deployment* now = deployment();
    const Project& project = m_parts.source.project();
    const Environment& environment = *project.environment(now->environment);
    const PlanContext context{m_id, now->candidate, now->previous};
    Plan plan;
    if (now->kind == DeploymentKind::Rollback) {
        const Deployment* undone = m_history.deployment(now->undoes);
        plan = rollbackPlan(undone->plan, context, undone->touched(), project, environment);
    } else
        plan = expandPlan(project, environment, context);
    QJsonObject hostKeys;
    for (auto it = keys.begin(); it != keys.end(); ++it)
        hostKeys.insert(it.key().text(), it.value());
    m_busy = false;
    append({draft(entry::planFixed, {{QStringLiteral("plan"), toJson(plan)},
                                     {QStringLiteral("hostKeys"), hostKeys},
                                     {QStringLiteral("fileDigest"), project.fileDigest},
                                     {QStringLiteral("fingerprint"),
                                      domain::fingerprint(now->candidate, plan, environment, keys)}})});
}

bool Driver::needsCheck(const Step& step) const {
    int signatures = 0;
    for (const auto& list : deployment()->signatures)
        signatures += static_cast<int>(list.size());
    return !m_checkedPhases.contains(static_cast<int>(step.phase)) ||
           (step.changesHosts() && !m_checkedChange) || m_checkedSignatures != signatures;
}

void Driver::check(const Step& step) {
    m_busy = true;
    become(State::Working);
    int signatures = 0;
    for (const auto& list : deployment()->signatures)
        signatures += static_cast<int>(list.size());
    auto* check = new UnchangedCheck(m_parts, m_history, *deployment(), this);
    connect(check, &UnchangedCheck::answered, this,
            [this, signatures, phase = static_cast<int>(step.phase),
             changes = step.changesHosts()](const base::Result<QString>& what) {
                m_busy = false;
                if (!what.ok()) {
                    become(State::Trouble, what.error());
                    m_parts.clock.callAfter(lookAgainMs, this, [this] {
                        if (m_state == State::Trouble)
                            advance();
                    });
                    return;
                }
                if (!what->isEmpty()) {
                    append({draft(entry::planChanged, {{QStringLiteral("what"), *what},
                                                       {QStringLiteral("was"), deployment()->fingerprint}})});
                    return;
                }
                m_checkedPhases.insert(phase);
                m_checkedChange = m_checkedChange || changes;
                m_checkedSignatures = signatures;
                advance();
            });
    check->begin();
}

void Driver::startAttempt(const Next& todo) {
    const Step* step = deployment()->plan.step(todo.step);
    if (needsCheck(*step))
        check(*step);
    else
        recordIntent(*step, todo.host);
}

void Driver::recordIntent(const Step& step, const HostName& host) {
    become(State::Working);
    const AttemptId attempt(base::newUlid(m_parts.clock.now().utcMs));
    m_mine.insert(attempt);
    append({draft(entry::intent, {{QStringLiteral("step"), step.id.text()},
                                  {QStringLiteral("host"), host.text()},
                                  {QStringLiteral("attempt"), attempt.text()},
                                  {QStringLiteral("digest"), step.digest(host)}})});
}

void Driver::run(const Attempt& attempt, bool resume) {
    const Step& step = *deployment()->plan.step(attempt.step);
    const Operation operation = step.operation(attempt.host);
    if (const auto* command = std::get_if<RemoteCommand>(&operation)) {
        runRemote(attempt, step, *command, resume);
        return;
    }
    const auto now = m_parts.clock.now();
    const qint64 since =
        now.bootId == attempt.bootId ? now.bootMs - attempt.intentBootMs : now.utcMs - attempt.intentAtMs;
    auto* asking = new LocalRun(m_parts, *stepKind(step.kind), operation, qMax<qint64>(0, since), this);
    m_local.insert(attempt.id, asking);
    connect(asking, &LocalRun::finished, this, [this, attempt, asking](const Judgement& judgement) {
        asking->deleteLater();
        m_local.remove(attempt.id);
        keepTranscript(attempt, judgement, asking->transcript());
    });
    asking->begin();
}

void Driver::keepTranscript(const Attempt& attempt, const Judgement& judgement,
                            const QByteArray& transcript) {
    if (transcript.isEmpty()) {
        recordOutcome(attempt, judgement, {});
        return;
    }
    m_busy = true;
    const ports::OutputKey key{m_id, attempt.id};
    base::deliver(
        m_parts.output.offsets(key), this,
        [this, attempt, judgement, transcript, key](const base::Result<ports::OutputOffsets>& offsets) {
            // After a crash between the two, the transcript is there already.
            if (offsets.ok() && offsets->out == 0)
                m_parts.output.sink(key)->accept(ports::OutputStream::Out, transcript, transcript.size());
            base::deliver(m_parts.output.settle(key), this,
                          [this, attempt, judgement](const base::Result<ports::OutputDigest>& digest) {
                              m_busy = false;
                              recordOutcome(attempt, judgement, digestFields(digest));
                          });
        });
}

void Driver::runRemote(const Attempt& attempt, const Step& step, const RemoteCommand& command, bool resume) {
    const Host* target = host(attempt.host);
    if (!target) {
        recordOutcome(attempt, {Verdict::Interrupted, tr("slipway.yaml does not name this host any more")},
                      {});
        return;
    }
    ports::AttemptOrder order{*target, deployment()->environment, attempt.id, attempt.digest, command};
    order.command.variables.insert(QStringLiteral("SLIPWAY_ATTEMPT"), attempt.id.text());
    if (attempt.digest != step.digest(attempt.host)) {
        // The ledger was written by hand or by another version: never run what was not recorded.
        recordOutcome(attempt, {Verdict::Failed, tr("the recorded digest is not that of the plan")}, {});
        return;
    }
    auto* running = new RemoteRun(m_parts, order, {m_id, attempt.id}, resume, this);
    m_remote.insert(attempt.id, running);
    connect(running, &RemoteRun::connectionChanged, this, [this, id = attempt.id, running] {
        m_connections.insert(id, {running->lostAtMs(), running->reconnectedAtMs()});
        Q_EMIT changed();
    });
    connect(running, &RemoteRun::finished, this, [this, attempt, running](const RunEnd& end) {
        running->deleteLater();
        m_remote.remove(attempt.id);
        remoteEnded(attempt, end);
    });
    running->begin();
    if (attempt.stopAsked)
        running->askStop();
}

void Driver::remoteEnded(const Attempt& attempt, const RunEnd& end) {
    m_busy = true;
    base::deliver(
        m_parts.output.settle({m_id, attempt.id}), this,
        [this, attempt, end](const base::Result<ports::OutputDigest>& digest) {
            m_busy = false;
            QJsonObject more = digestFields(digest);
            const Step& step = *deployment()->plan.step(attempt.step);
            switch (end.how) {
            case RunEnd::How::Answered: {
                more.insert(QStringLiteral("exit"), end.answer.exitCode);
                more.insert(QStringLiteral("tookMs"), static_cast<qint64>(end.answer.took.count()));
                recordOutcome(attempt, stepKind(step.kind)->judge(step.operation(attempt.host), end.answer),
                              more);
                return;
            }
            case RunEnd::How::NotStarted:
                if (end.error.kind == base::ErrorKind::Cancelled) {
                    recordOutcome(attempt, {Verdict::Stopped, tr("stopped before it began")}, more);
                    return;
                }
                recordOutcome(
                    attempt,
                    {Verdict::Failed,
                     tr("was not started: %1 (%2)").arg(end.error.detail, base::kindName(end.error.kind))},
                    more);
                return;
            case RunEnd::How::Unknown:
                more.insert(QStringLiteral("gone"), end.gone);
                m_askedUnknown = true;
                m_parts.clock.callAfter(askUnknownMs, this, [this] {
                    m_askedUnknown = false;
                    advance();
                });
                if (const Attempt* known = deployment()->attempt(attempt.step, attempt.host);
                    known && known->id == attempt.id && known->verdict == Verdict::Interrupted && !end.gone) {
                    advance(); // asked again and no wiser: nothing new to record
                    return;
                }
                recordOutcome(attempt,
                              {Verdict::Interrupted, tr("outcome unknown: %1").arg(end.error.detail)}, more);
                return;
            }
        });
}

void Driver::askUnknownAgain() {
    const Next todo = next(*deployment());
    const Attempt* attempt = deployment()->attempt(todo.step, todo.host);
    if (m_remote.value(attempt->id))
        return;
    become(State::Working);
    run(*attempt, true);
}

void Driver::recordOutcome(const Attempt& attempt, const Judgement& judgement, QJsonObject more) {
    more.insert(QStringLiteral("step"), attempt.step.text());
    more.insert(QStringLiteral("host"), attempt.host.text());
    more.insert(QStringLiteral("attempt"), attempt.id.text());
    more.insert(QStringLiteral("verdict"), verdictName(judgement.verdict));
    more.insert(QStringLiteral("summary"), judgement.summary);
    const Host* target = attempt.host.isEmpty() ? nullptr : host(attempt.host);
    std::function<void()> clean;
    // The host's folder goes once its outcome is durable here; when that fails it is only left behind.
    if (target && judgement.verdict != Verdict::Interrupted)
        clean = [this, order = ports::AttemptOrder{
                           *target, deployment()->environment, attempt.id, attempt.digest, {}}] {
            ++m_cleaning;
            base::deliver(m_parts.shell.clean(order, {reachWithin, {}}), this,
                          [this](const base::Result<void>&) {
                              --m_cleaning;
                              Q_EMIT changed();
                          });
        };
    append({draft(entry::outcome, std::move(more))}, clean);
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
        if (other.id == now->undoes)
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
