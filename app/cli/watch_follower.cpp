#include "app/cli/watch_follower.h"

#include "app/cli/text.h"
#include "app/domain/spoken.h"
#include "app/domain/watch.h"
#include "app/models/checkpoint_views.h"

#include <algorithm>

namespace slipway::cli {

using namespace domain;

namespace {

constexpr int lookEveryMs = 1000;
/// A host that does not answer keeps nobody waiting for its witness.
constexpr qint64 tidyLimitMs = 10'000;

/// The rollback of a deployment that is under way; null: none is.
const Deployment* rollbackOf(const World& world, const DeploymentId& id) {
    const auto found =
        std::find_if(world.deployments.begin(), world.deployments.end(), [&id](const Deployment& other) {
            return other.kind == DeploymentKind::Rollback && other.undoes == id && other.isOpen();
        });
    return found == world.deployments.end() ? nullptr : &*found;
}

} // namespace

WatchFollower::WatchFollower(Session& session, bool quiet, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_quiet(quiet) {
    m_tick.setInterval(lookEveryMs);
    connect(&m_tick, &QTimer::timeout, this, &WatchFollower::look);
}

void WatchFollower::follow(const DeploymentId& id) {
    m_id = id;
    const Deployment& deployment = *m_session.desk().history().deployment(id);
    if (deployment.plan.watchFor.count() == 0) {
        end(Done, tr("%1 has no watch to wait for.").arg(deployment.environment.text()));
        return;
    }
    if (deployment.isWatched()) {
        tell(tr("◐ watched until %1").arg(spokenInstant(deployment.watchEndsAtMs())));
        if (!m_session.desk().observer().isObserving())
            tell(tr("  another Slipway observes; this one goes on with it when that one ends"));
    }
    m_session.setLetGoWords([this] { return letGoWords(); });
    connect(&m_session.desk().history(), &engine::History::changed, this, &WatchFollower::look);
    m_tick.start();
    look();
}

void WatchFollower::look() {
    const Deployment* deployment = m_session.desk().history().deployment(m_id);
    if (!deployment)
        return;
    tellCheckpoints(*deployment);
    tellGuard(*deployment);
    settle(*deployment);
}

void WatchFollower::tellCheckpoints(const Deployment& deployment) {
    const auto allowed = [this](const Action& action) { return m_session.desk().acts().allowed(action); };
    const QList<models::CheckpointView> views =
        models::checkpointViews({m_session.desk().project(),
                                 m_session.desk().history().world(),
                                 m_session.desk().parts().clock.now().utcMs,
                                 allowed,
                                 nullptr,
                                 {},
                                 {}},
                                deployment);
    for (qsizetype i = 0; i < views.size(); ++i) {
        const Checkpoint& checkpoint = deployment.checkpoints.at(i);
        const Told now{checkpoint.verdict, checkpoint.evaluatedAtMs, checkpoint.extensions.size()};
        if (std::exchange(m_told[checkpoint.after.count()], now) != now && !m_quiet)
            printCheckpoint(views.at(i));
    }
}

void WatchFollower::tellGuard(const Deployment& deployment) {
    if (!deployment.tripped || std::exchange(m_toldGuard, true))
        return;
    tell(deployment.tripped->rollsBack
             ? tr("▲ The guard rolls %1 back: %2").arg(m_id.text(), deployment.tripped->what)
             : tr("▲ The guard has stopped the line of %1: %2")
                   .arg(deployment.environment.text(), deployment.tripped->what));
}

void WatchFollower::settle(const Deployment& deployment) {
    using Result = Deployment::Result;
    const World& world = m_session.desk().history().world();
    if (deployment.endedAtMs) {
        if (isTidying(deployment))
            return;
        const Deployment* other = world.deployment(deployment.endedBy);
        if (deployment.result == Result::Successful)
            end(Done, tr("✓ The watch of %1 on %2 ended well.")
                          .arg(deployment.candidate.version, deployment.environment.text()));
        else if (deployment.result == Result::Superseded && other)
            end(Failed, tr("✕ The watch of %1 ended before its time: %2 took its place on %3 (%4).")
                            .arg(deployment.candidate.version, other->candidate.version,
                                 deployment.environment.text(), other->id.text()));
        else
            end(Failed, tr("✕ %1 on %2 was rolled back.")
                            .arg(deployment.candidate.version, deployment.environment.text()));
        return;
    }
    if (const Deployment* rollback = rollbackOf(world, m_id)) {
        if (rollback->startedBy == QLatin1StringView("slipway")) {
            stop();
            Q_EMIT takenBack(rollback->id);
        } else
            end(Failed, tr("✕ %1 on %2 is being rolled back by %3: %4")
                            .arg(deployment.candidate.version, deployment.environment.text(),
                                 rollback->startedBy, rollback->reason));
        return;
    }
    // What the guard does needs nobody's decision; its entries are being written.
    if (m_session.desk().acts().allowed(PlanRollBack{m_id}) ||
        failedUnderGuard(deployment, m_session.desk().parts().clock.now().utcMs))
        return;
    for (const Checkpoint& checkpoint : deployment.checkpoints)
        if (checkpoint.isUndecided()) {
            const QString after = base::durationText(checkpoint.after);
            const QString words = checkpoint.verdict == Verdict::Failed
                                      ? tr("The checkpoint after %1 failed: %2.")
                                      : tr("The checkpoint after %1 could not be judged: %2.");
            end(WaitsForPerson,
                words.arg(spokenDuration(checkpoint.after.count()), checkpoint.summary) + QLatin1Char(' ') +
                    tr("Decide, then run this command again: slipway decide %1 waive --checkpoint %2 | "
                       "extend --checkpoint %2 --for TIME | rollback, each with --reason TEXT")
                        .arg(m_id.text(), after));
            return;
        }
}

bool WatchFollower::isTidying(const Deployment& deployment) const {
    return m_session.desk().observer().isObserving() &&
           m_session.desk().parts().clock.now().utcMs - deployment.endedAtMs < tidyLimitMs &&
           std::any_of(deployment.witnesses.begin(), deployment.witnesses.end(),
                       [](const Witness& witness) { return !witness.isEnded; });
}

void WatchFollower::tell(const QString& line) const {
    if (!m_quiet)
        print(line);
}

void WatchFollower::stop() {
    disconnect(&m_session.desk().history(), nullptr, this, nullptr);
    m_tick.stop();
    m_session.setLetGoWords({});
}

void WatchFollower::end(int code, const QString& words) {
    stop();
    Q_EMIT ended(m_id, code, words);
}

QString WatchFollower::letGoWords() const {
    return m_session.desk().observer().isObserving()
               ? tr("Let go. Nobody watches %1 from here now; its checkpoints are judged once somebody does, "
                    "in the window or with “slipway monitor”. The same command follows it again.")
                     .arg(m_id.text())
               : tr("Let go. Another Slipway goes on watching %1. The same command follows it again.")
                     .arg(m_id.text());
}

} // namespace slipway::cli
