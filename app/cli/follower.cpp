#include "app/cli/follower.h"

#include "app/base/duration.h"
#include "app/cli/text.h"
#include "app/cli/views_json.h"
#include "app/models/release_builder.h"

#include <QDateTime>
#include <QLocale>
#include <QTimer>

namespace slipway::cli {

using namespace domain;
using State = engine::Driver::State;

namespace {
/// Whether a trouble is one that only a person mends, so that waiting is in vain.
bool waitsForPerson(base::ErrorKind kind) {
    using base::ErrorKind;
    return kind == ErrorKind::NotFound || kind == ErrorKind::BadInput || kind == ErrorKind::Refused ||
           kind == ErrorKind::Conflict;
}
constexpr qint64 pageBytes = 256 * 1024;
constexpr qsizetype longestLine = 4096;
} // namespace

Follower::Follower(Session& session, bool quiet, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_quiet(quiet)
    , m_prompt(session) {}

void Follower::follow(const DeploymentId& id) {
    m_id = id;
    const Deployment* deployment = m_session.desk().history().deployment(id);
    // What was told by an earlier call is not told again.
    for (const Attempt& attempt : deployment->attempts)
        if (attempt.verdict != Verdict::Running) {
            m_begun.insert(attempt.id);
            m_ended.insert(attempt.id);
        }
    if (!m_quiet)
        print(tr("%1  %2 → %3  (commit %4, started by %5)")
                  .arg(id.text(), deployment->candidate.version, deployment->environment.text(),
                       deployment->candidate.commit.left(7), deployment->startedBy));
    connect(&m_session.desk().history(), &engine::History::changed, this, &Follower::look);
    connect(&m_session.desk(), &desk::Desk::driverChanged, this, &Follower::look);
    connect(&m_session.desk().parts().output, &ports::OutputStore::grown, this, &Follower::tellOutput);
    connect(&m_session.desk().parts().output, &ports::OutputStore::troubleChanged, this,
            &Follower::tellTrouble);
    // Looks again for limits that pass while nothing else happens.
    m_tick = new QTimer(this);
    connect(m_tick, &QTimer::timeout, this, &Follower::look);
    m_tick->start(1000);
    m_session.desk().drive(id);
    look();
}

void Follower::look() {
    const Deployment* deployment = m_session.desk().history().deployment(m_id);
    if (!deployment || m_over)
        return;
    tellSteps(*deployment);
    settle(*deployment);
}

void Follower::tellProgress(const Attempt& attempt) {
    const auto connection = m_session.desk().drive(m_id).connection(attempt.id);
    Told& told = m_told[attempt.id];
    const bool lost = connection.lostAtMs > connection.reconnectedAtMs;
    if (lost != told.lost && !m_quiet)
        print(lost ? tr("  connection lost, the step keeps running on %1").arg(attempt.host.text())
                   : tr("  connected again to %1, no output lost").arg(attempt.host.text()));
    told.lost = lost;
    if (connection.bytesToSend == 0)
        return;
    const qint64 quarters = 4 * connection.sentBytes / connection.bytesToSend;
    if (quarters > told.quarters && !m_quiet)
        print(tr("  uploading to %1: %2 % of %3")
                  .arg(attempt.host.text())
                  .arg(25 * quarters)
                  .arg(QLocale::c().formattedDataSize(connection.bytesToSend)));
    told.quarters = std::max(told.quarters, quarters);
}

void Follower::tellTrouble() {
    const auto trouble = m_session.desk().parts().output.trouble();
    complain(trouble
                 ? tr("output cannot be kept here now (%1); the hosts keep it, the steps run on, and it is "
                      "fetched as soon as there is room")
                       .arg(trouble->detail)
                 : tr("output is kept here again"));
}

void Follower::tellSteps(const Deployment& deployment) {
    for (const Attempt& attempt : deployment.attempts) {
        const Step* step = deployment.plan.step(attempt.step);
        const QString title = attempt.host.isEmpty()
                                  ? step->title
                                  : QStringLiteral("%1 · %2").arg(step->title, attempt.host.text());
        if (!m_begun.contains(attempt.id)) {
            m_begun.insert(attempt.id);
            m_told[attempt.id].host = attempt.host.text();
            if (!m_quiet)
                print(QStringLiteral("◐ %1").arg(title));
        }
        if (attempt.verdict == Verdict::Running) {
            tellProgress(attempt);
        } else if (!m_ended.contains(attempt.id)) {
            Told& told = m_told[attempt.id];
            if (!told.finished) {
                told.finished = true; // its last lines first
                tellOutput(attempt.id);
            }
            if (told.reading)
                continue;
            for (auto [rest, stream] : {std::pair(&told.outRest, ports::OutputStream::Out),
                                        std::pair(&told.errRest, ports::OutputStream::Err)})
                if (!rest->isEmpty())
                    printLines(told, stream, "\n");
            m_ended.insert(attempt.id);
            if (!m_quiet)
                print(QStringLiteral("%1 %2  %3").arg(mark(attempt.verdict), title, attempt.summary));
        }
    }
}

void Follower::tellOutput(const AttemptId& attempt) {
    if (m_quiet || !m_told.contains(attempt))
        return;
    Told& told = m_told[attempt];
    if (told.reading) {
        told.again = true;
        return;
    }
    told.reading = true;
    base::deliver(m_session.desk().parts().output.read({m_id, attempt}, told.offsets, pageBytes), this,
                  [this, attempt](const base::Result<QList<ports::OutputChunk>>& chunks) {
                      Told& known = m_told[attempt];
                      known.reading = false;
                      bool any = false;
                      if (chunks.ok())
                          for (const ports::OutputChunk& chunk : *chunks) {
                              any = any || !chunk.bytes.isEmpty();
                              qint64& offset = chunk.stream == ports::OutputStream::Out ? known.offsets.out
                                                                                        : known.offsets.err;
                              offset = chunk.offset + chunk.bytes.size();
                              printLines(known, chunk.stream, chunk.bytes);
                          }
                      if (any || known.again) {
                          known.again = false;
                          tellOutput(attempt);
                      } else
                          look();
                  });
}

void Follower::printLines(Told& told, ports::OutputStream stream, const QByteArray& bytes) {
    QByteArray& rest = stream == ports::OutputStream::Out ? told.outRest : told.errRest;
    rest += bytes;
    qsizetype end = -1;
    while ((end = rest.indexOf('\n')) >= 0 || rest.size() > longestLine) {
        const qsizetype length = end >= 0 ? end : longestLine;
        print(QStringLiteral("  %1 %2 %3")
                  .arg(told.host,
                       stream == ports::OutputStream::Err ? QStringLiteral("!") : QStringLiteral("│"),
                       inert(rest.left(length))));
        rest.remove(0, end >= 0 ? length + 1 : length);
    }
}

void Follower::waitOut(const Deployment& deployment, const engine::Driver& driver) {
    if (driver.problem() && base::isKeyLocked(driver.problem()->kind)) {
        const auto gaveUp = [this, isPin = driver.problem()->kind == base::ErrorKind::PinNeeded] {
            if (const Deployment* known = m_session.desk().history().deployment(m_id))
                end(*known, WaitsForPerson,
                    (isPin ? tr("%1 waits for a PIN.") : tr("%1 waits for a passphrase.")).arg(m_id.text()));
        };
        m_troubleSinceMs = 0;
        if (PassphrasePrompt::canAsk()) {
            m_prompt.ask(*driver.problem(), [gaveUp](bool unlocked) {
                if (!unlocked)
                    gaveUp();
            });
            return;
        }
        complain(sentence(*driver.problem()));
        gaveUp();
        return;
    }
    const qint64 now = m_session.desk().parts().clock.now().bootMs;
    if (!m_troubleSinceMs)
        m_troubleSinceMs = now;
    const bool isRefused = driver.problem() && exitFor(*driver.problem()) == Refused;
    const bool isInVain = driver.problem() && waitsForPerson(driver.problem()->kind);
    if (const QString trouble = driver.problem() ? sentence(*driver.problem()) : QString();
        trouble != m_lastTrouble) {
        m_lastTrouble = trouble;
        complain(trouble);
        if (!isRefused && !isInVain)
            complain(tr("It is tried again for %1.").arg(base::durationText(m_patience)));
    }
    if (isRefused)
        end(deployment, Refused, tr("%1 is not driven on.").arg(m_id.text()));
    else if (isInVain)
        end(deployment, Failed,
            tr("%1 stays as it is. Mend this, then run the same command again.").arg(m_id.text()));
    else if (now - m_troubleSinceMs > m_patience.count())
        end(deployment, Failed,
            tr("This did not mend itself within %1. %2 stays as it is.")
                .arg(base::durationText(m_patience), m_id.text()));
}

void Follower::settle(const Deployment& deployment) {
    for (const Attempt& attempt : deployment.attempts)
        if (attempt.verdict != Verdict::Running && m_begun.contains(attempt.id) &&
            !m_ended.contains(attempt.id))
            return; // its output is still being printed
    const engine::Driver& driver = m_session.desk().drive(m_id);
    if (driver.isCleaning())
        return; // a host is being tidied up; bounded by the driver
    State state = driver.state();
    if (state == State::DrivenElsewhere) {
        // Another process acts; the entries tell when it is a person's turn.
        switch (next(deployment).what) {
        case Next::What::Ask:
            state = State::WaitsForPerson;
            break;
        case Next::What::Hold:
            state = deployment.isHeld() ? State::Held : State::Frozen;
            break;
        case Next::What::Over:
            state = State::Over;
            break;
        case Next::What::Decide: {
            const Attempt* attempt = deployment.attempt(next(deployment).step, next(deployment).host);
            state = attempt && attempt->verdict == Verdict::Interrupted ? State::Interrupted : State::Failed;
            break;
        }
        case Next::What::FixPlan:
        case Next::What::Start:
        case Next::What::Await:
        case Next::What::GoLive:
            return;
        }
    }
    // The driver works while it looks at a trouble again; over is the trouble when something was recorded.
    if (deployment.lastSeq != std::exchange(m_troubleSeq, deployment.lastSeq))
        m_troubleSinceMs = 0;
    switch (state) {
    case State::Starting:
    case State::Working:
    case State::DrivenElsewhere:
        return;
    case State::Trouble:
        waitOut(deployment, driver);
        return;
    case State::WaitsForPerson: {
        const Next todo = next(deployment);
        QString words = tr("%1 %2.").arg(m_id.text(), models::waitsFor(deployment));
        words +=
            QLatin1Char('\n') + tr("Sign with: slipway sign %1 %2 --as PERSON, then run this command again.")
                                    .arg(m_id.text(), todo.step.text());
        end(deployment, WaitsForPerson, words);
        return;
    }
    case State::WaitsForHostKey:
        complain(sentence(*driver.problem()));
        end(deployment, WaitsForPerson,
            tr("%1 waits for somebody to accept the host key of %2.")
                .arg(m_id.text(), driver.problem()->where));
        return;
    case State::WaitsForLock: {
        const auto& holder = deployment.lock.holder;
        if (!holder)
            return; // its entry is still being written
        end(deployment, WaitsForPerson,
            tr("%1 is held by %2 since %3 (%4, %5; last sign of life %6 ago; %7 of its steps run), as %8 "
               "says.")
                    .arg(deployment.environment.text(), holder->who,
                         QDateTime::fromMSecsSinceEpoch(holder->sinceMs).toString(Qt::ISODate),
                         holder->reason, holder->owner, spokenDuration(holder->silentMs),
                         QString::number(holder->running), holder->host.text()) +
                QLatin1Char('\n') +
                tr("Run this command again when it is free, or take it over: slipway decide %1 take-over "
                   "--reason TEXT")
                    .arg(m_id.text()));
        return;
    }
    case State::Failed:
        if (m_session.desk().acts().allowed(PlanRollBack{m_id}))
            return; // its plan rolls it back; the entry is being written
        if (const Next todo = next(deployment);
            m_session.desk().acts().allowed(AnswerItem{m_id, todo.step}).allowed) {
            const Attempt* attempt = deployment.attempt(todo.step, todo.host);
            end(deployment, WaitsForPerson,
                tr("The check of “%2” could not say (%3). Look yourself and answer it: slipway sign %1 %4 "
                   "--note "
                   "TEXT [--failed | --not-applicable]; or decide: slipway decide %1 %5 --reason TEXT")
                    .arg(m_id.text(), deployment.plan.step(todo.step)->title,
                         attempt ? attempt->summary : QString(), todo.step.text(),
                         offers().join(QStringLiteral(" | "))));
            return;
        }
        end(deployment, Failed,
            trouble(deployment) + tr("%1 failed. Decide: slipway decide %1 %2 --reason TEXT")
                                      .arg(m_id.text(), offers().join(QStringLiteral(" | "))));
        return;
    case State::Interrupted:
        end(deployment, Interrupted,
            trouble(deployment) +
                tr("%1 is interrupted: the outcome of a step is not known. Look at the host, then decide: "
                   "slipway decide %1 retry | rollback --reason TEXT")
                    .arg(m_id.text()));
        return;
    case State::Frozen:
        if (!deployment.freeze)
            return; // its entry is still being written
        if (!m_waitsForFreezes)
            end(deployment, Refused,
                tr("%1 waits: %2. What has begun is finished; nothing new begins. With --wait, and in an "
                   "open "
                   "window, it goes on by itself; rolling back is open.")
                    .arg(m_id.text(), deployment.freeze->words));
        else if (!m_quiet &&
                 std::exchange(m_toldFreeze, deployment.freeze->words) != deployment.freeze->words)
            print(tr("waits: %1").arg(deployment.freeze->words));
        return;
    case State::Held:
        if (const Deployment* rollback = plansRollback(deployment)) {
            if (!m_quiet)
                print(tr("▲ %1 is rolled back, as its plan says.").arg(m_id.text()));
            takeBack(rollback->id);
        } else if (deployment.rollbackDecided)
            end(deployment, Failed, tr("%1 is being rolled back.").arg(m_id.text()));
        else if (deployment.lock.isLost)
            end(deployment, Refused,
                tr("%1 took %2 over (%3); the hosts refuse the steps of %4 from now on. Take it back only "
                   "after talking to them: slipway decide %4 take-over --reason TEXT")
                    .arg(deployment.lock.holder->who, deployment.environment.text(),
                         deployment.lock.holder->reason, m_id.text()));
        else if (!deployment.planChange.isEmpty())
            end(deployment, Refused,
                tr("%1 stopped, because something changed after it was fixed: %2 See it line by line with "
                   "slipway show %1; abandon it and start again.")
                    .arg(m_id.text(), deployment.planChange));
        else
            end(deployment, WaitsForPerson, tr("%1 is paused: %2").arg(m_id.text(), deployment.pauseReason));
        return;
    case State::Over:
        break;
    }
    // Two commands started the same at once: the first row won, and this one goes along with it.
    const Deployment* winner = m_session.desk().history().deployment(deployment.endedBy);
    if (deployment.result == Deployment::Result::Abandoned && winner &&
        winner->candidate.commit == deployment.candidate.commit) {
        goOnWith(winner->id);
        return;
    }
    const bool good = deployment.liveAtMs && deployment.result != Deployment::Result::RolledBack &&
                      deployment.result != Deployment::Result::Abandoned;
    if (good)
        end(deployment, m_isTakenBack ? Failed : Done,
            deployment.kind == DeploymentKind::Rollback
                ? tr("✓ %1 runs on %2 again.")
                      .arg(deployment.candidate.version, deployment.environment.text())
                : tr("✓ %1 is live on %2.").arg(deployment.candidate.version, deployment.environment.text()));
    else
        end(deployment, Failed,
            tr("%1 ended: %2.").arg(m_id.text(), stateWords(models::releaseState(deployment))));
}

void Follower::takeBack(const DeploymentId& rollback) {
    m_isTakenBack = true;
    m_over = false;
    goOnWith(rollback);
}

void Follower::goOnWith(const DeploymentId& other) {
    disconnect(&m_session.desk(), nullptr, this, nullptr);
    disconnect(&m_session.desk().history(), nullptr, this, nullptr);
    disconnect(&m_session.desk().parts().output, nullptr, this, nullptr);
    delete std::exchange(m_tick, nullptr);
    follow(other);
}

const Deployment* Follower::plansRollback(const Deployment& deployment) const {
    if (deployment.plan.rollout.rollsBack)
        for (const Deployment& other : m_session.desk().history().world().deployments)
            if (other.undoes == deployment.id && other.kind == DeploymentKind::Rollback &&
                other.startedBy == QLatin1StringView("slipway"))
                return &other;
    return nullptr;
}

QString Follower::trouble(const Deployment& deployment) const {
    const Step* step = deployment.plan.step(next(deployment).step);
    QString words;
    for (const QString& line :
         troubleWords(step ? step->ifFails : QString(),
                      models::contactWords(m_session.desk().project(), deployment.environment)))
        words += line + QLatin1Char('\n');
    return words;
}

QStringList Follower::offers() const {
    const auto allowed = [this](const Action& action) {
        return m_session.desk().acts().allowed(action).allowed;
    };
    const Deployment& deployment = *m_session.desk().history().deployment(m_id);
    const Next todo = next(deployment);
    const QString reason = QStringLiteral("-");
    QStringList words;
    if (allowed(RetryFailed{m_id}))
        words += QStringLiteral("retry");
    if (allowed(ExcludeHost{m_id, todo.host, reason}))
        words += QStringLiteral("exclude");
    if (allowed(WaiveStep{m_id, todo.step, todo.host, reason}))
        words += QStringLiteral("waive");
    if (allowed(RollBack{deployment.environment, reason}))
        words += QStringLiteral("rollback");
    if (allowed(Abandon{m_id}))
        words += QStringLiteral("abandon");
    return words;
}

void Follower::end(const Deployment& deployment, int code, const QString& words) {
    m_over = true;
    const AfterLive goOn = code == Done ? std::exchange(m_afterLive, {}) : AfterLive();
    if (m_session.json() && !goOn) {
        const auto allowed = [this](const Action& action) { return m_session.desk().acts().allowed(action); };
        printJson(toJson(models::releaseView({m_session.desk().project(),
                                              m_session.desk().history().world(),
                                              m_session.desk().parts().clock.now().utcMs,
                                              allowed,
                                              nullptr,
                                              {},
                                              {}},
                                             deployment.id)));
    } else if (!m_session.json())
        print(words);
    if (deployment.liveAtMs == 0 && deployment.endedAtMs == 0) {
        m_session.finish(code);
        return;
    }
    base::deliver(m_session.desk().anchoring().publish(), this,
                  [this, code, goOn, id = deployment.id](const base::Result<ports::Anchor>& anchor) {
                      // No step of the deployment: it is live all the same, and the next head covers this
                      // one.
                      if (!anchor.ok() && anchor.error().kind != base::ErrorKind::NotFound)
                          complain(
                              tr("The ledger's head could not be anchored: %1").arg(anchor.error().detail));
                      if (goOn)
                          goOn(id);
                      else
                          m_session.finish(code);
                  });
}

} // namespace slipway::cli
