#include "app/domain/inbox.h"

#include "app/domain/policy.h"

#include <QCoreApplication>
#include <algorithm>

namespace slipway::domain {

namespace {

class Inbox {
public:
    Inbox(const Project& project, const World& world, qint64 nowMs)
        : m_project(project)
        , m_world(world)
        , m_nowMs(nowMs) {}

    QList<InboxItem> all() {
        for (const DeploymentId& id : m_world.order)
            look(*m_world.deployment(id));
        for (const GateWaiver& waiver : m_world.gateWaivers)
            if (waiver.needsSecond && waiver.countersignedAtMs == 0 && m_nowMs < waiver.untilMs) {
                InboxItem item;
                item.kind = InboxItem::Kind::SecondSignature;
                item.environment = waiver.environment;
                item.version = waiver.version;
                item.waiver = waiver.id;
                item.what = waiver.gate;
                item.detail = waiverWords(waiver, m_nowMs);
                item.role = waiver.countersign;
                item.sinceMs = waiver.atMs;
                add(item, CountersignWaiver{waiver.id, m_nowMs});
            }
        if (m_world.policy && !isPolicyInForce(m_project, m_world))
            for (const Environment& environment : m_project.environments)
                if (isUnderPolicy(m_project, m_world, environment)) {
                    InboxItem item;
                    item.kind = InboxItem::Kind::PolicyChanged;
                    item.environment = environment.name;
                    item.sinceMs = m_nowMs; // since when the file says so is not known
                    add(item, AcceptPolicy{m_nowMs});
                    break;
                }
        for (const RecurringChecklist& checklist : m_project.recurring)
            look(checklist);
        return sorted();
    }
    QList<InboxItem> of(const Deployment& deployment) {
        look(deployment);
        return sorted();
    }

private:
    QList<InboxItem> sorted() {
        std::stable_sort(m_items.begin(), m_items.end(), [](const InboxItem& one, const InboxItem& other) {
            return one.sinceMs < other.sinceMs;
        });
        return m_items;
    }
    static InboxItem itemOf(const Deployment& deployment, InboxItem::Kind kind, qint64 sinceMs,
                            const QString& what) {
        InboxItem item;
        item.kind = kind;
        item.environment = deployment.environment;
        item.version = deployment.candidate.version;
        item.deployment = deployment.id;
        item.sinceMs = sinceMs;
        item.what = what;
        return item;
    }
    void look(const RecurringChecklist& checklist) {
        const RecurringStanding standing = standingOf(checklist, m_world.recurring, m_nowMs);
        if (!standing.isDue())
            return;
        InboxItem item;
        item.kind = InboxItem::Kind::RecurringDue;
        item.checklist = checklist.name;
        item.what = checklist.title;
        item.detail = recurringWords(standing, m_nowMs);
        item.role = checklist.role;
        item.sinceMs = standing.state == RecurringStanding::State::Failed ? standing.signOff->atMs
                                                                          : standing.period.startMs;
        item.dueMs = standing.period.dueMs;
        add(item, allPassed(checklist, m_nowMs));
    }
    void look(const Deployment& deployment) {
        if (deployment.isOpen())
            lookAtOpen(deployment);
        if (deployment.isWatched())
            lookAtWatched(deployment);
        if (deployment.needsReview() && !deployment.isOpen())
            add(itemOf(deployment, InboxItem::Kind::ReviewDue,
                       deployment.liveAtMs ? deployment.liveAtMs : deployment.endedAtMs,
                       deployment.emergency.isEmpty() ? deployment.reason : deployment.emergency),
                Review{deployment.id, QStringLiteral("-"), m_nowMs});
    }
    void lookAtOpen(const Deployment& deployment) {
        if (deployment.rollbackDecided || deployment.lock.isLost)
            return; // the rollback, or whoever took the environment over, has the turn
        const qint64 since = standsSinceMs(deployment);
        const Next todo = next(deployment);
        if (!deployment.planChange.isEmpty())
            add(itemOf(deployment, InboxItem::Kind::Stale, since, deployment.planChange),
                Abandon{deployment.id});
        else if (deployment.paused)
            add(itemOf(deployment, InboxItem::Kind::Paused, since, deployment.pauseReason),
                Resume{deployment.id});
        else if (const Step* step = deployment.plan.step(todo.step); step && todo.what == Next::What::Ask) {
            const auto question = step->question();
            const bool isSigned = question && question->isSigned();
            InboxItem item = itemOf(deployment, isSigned ? InboxItem::Kind::Sign : InboxItem::Kind::Question,
                                    since, step->title);
            item.step = step->id;
            item.role = question ? question->role : QString();
            if (isSigned)
                add(item, SignStep{deployment.id, step->id, m_nowMs});
            else
                add(item, AnswerItem{deployment.id, step->id});
        } else if (step && todo.what == Next::What::Decide) {
            InboxItem item = itemOf(deployment, InboxItem::Kind::Failure, since, step->title);
            item.step = step->id;
            add(item, RetryFailed{deployment.id});
        }
    }
    void lookAtWatched(const Deployment& deployment) {
        for (const Checkpoint& checkpoint : deployment.checkpoints) {
            const bool isToSign = checkpoint.verdict == Verdict::Passed && checkpoint.signatures.isEmpty();
            if (!isToSign && !checkpoint.isUndecided())
                continue;
            InboxItem item = itemOf(
                deployment, isToSign ? InboxItem::Kind::CheckpointDue : InboxItem::Kind::CheckpointFailed,
                checkpoint.evaluatedAtMs, checkpoint.statement);
            item.after = checkpoint.after;
            item.role = checkpoint.role;
            item.dueMs = checkpoint.signByMs;
            if (checkpoint.signByMs > 0)
                item.detail = m_nowMs > checkpoint.signByMs
                                  ? QCoreApplication::translate("inbox", "overdue since %1")
                                        .arg(spokenInstant(checkpoint.signByMs))
                                  : QCoreApplication::translate("inbox", "by %1")
                                        .arg(spokenInstant(checkpoint.signByMs));
            if (isToSign)
                add(item, SignCheckpoint{deployment.id, checkpoint.after, m_nowMs});
            else
                add(item, WaiveCheckpoint{deployment.id, checkpoint.after, QStringLiteral("-")});
        }
    }
    /// As if their keys were here.
    static Actor signing(const Person& person) {
        Actor actor{person.name.text(), true};
        actor.publicKey = person.keys.isEmpty() ? QString() : person.keys.first().publicKey;
        return actor;
    }
    void add(InboxItem item, const Action& action) {
        if (m_project.solo()) {
            // Who works alone judges their own work, if only a day later.
            const Deployment* deployment = m_world.deployment(item.deployment);
            const Actor actor{deployment ? deployment->startedBy : QString(), true};
            if (!isJudged(item) && !allowed(action, actor, m_project, m_world))
                return;
            item.isAnybodys = true;
        } else
            for (const Person& person : m_project.people)
                if (isJudged(item) || allowed(action, signing(person), m_project, m_world))
                    item.people.append(person.name.text());
        m_items.append(item);
    }
    /// What failed, and may be looked at by everybody, whatever can be done about it.
    static bool isJudged(const InboxItem& item) {
        return item.kind == InboxItem::Kind::Failure || item.kind == InboxItem::Kind::Stale ||
               item.kind == InboxItem::Kind::CheckpointFailed;
    }

    const Project& m_project;
    const World& m_world;
    qint64 m_nowMs;
    QList<InboxItem> m_items;
};

} // namespace

QList<InboxItem> inbox(const Project& project, const World& world, qint64 nowMs) {
    return Inbox(project, world, nowMs).all();
}

QList<InboxItem> inboxOf(const Project& project, const World& world, const Deployment& deployment,
                         qint64 nowMs) {
    return Inbox(project, world, nowMs).of(deployment);
}

} // namespace slipway::domain
