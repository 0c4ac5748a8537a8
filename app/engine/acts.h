#pragma once
#include "app/domain/rules.h"
#include "app/engine/gate_checks.h"
#include "app/engine/history.h"
#include "app/engine/host_reader.h"

namespace slipway::engine {

/// What stands between a version and an environment, with the plan as it would be fixed.
struct Preview {
    domain::Candidate candidate;
    domain::Candidate previous;
    QList<domain::Gate> gates;
    domain::Ruling start;
    domain::Ruling emergency;
    bool offersEmergency = false; ///< the environment knows emergencies at all
    /// By gate: whether the actor may do something about a closed one that opens no other way: waive it, sign
    /// somebody's waiver of it, or clear a bad release.
    QMap<QString, domain::Ruling> waive;
    domain::Plan plan;
    ports::CommitRange commits; ///< from what runs there to the candidate
    bool commitsKnown = false;
};

/// Every act of a person. Each asks the rules first; a no is recorded as an entry and comes
/// back as Error{Refused} with the reason in words. Main thread.
class Acts : public QObject {
    Q_OBJECT
public:
    Acts(const Parts& parts, History& history, HostReader& hosts, QObject* parent = nullptr);

    /// Finds which people have a key on this desk; `identitiesKnown` follows.
    void findIdentities();
    bool areIdentitiesKnown() const { return m_identitiesKnown; }
    QStringList peopleHere() const; ///< names of the people with a key on this desk, in the file's order
    /// Empty name: the first person with a key here, else the desk's user in a solo workspace.
    void setActor(const QString& name) { m_actor = name; }
    domain::Actor actor() const;
    domain::Ruling allowed(const domain::Action& action) const;
    /// From now on every act is refused with this reason (a ledger that does not verify).
    void close(const QString& why) { m_closed = why; }
    /// The key the actor would sign with.
    std::optional<ports::Identity> actorIdentity() const { return identityOf(actor().name); }
    QString actorKey() const; ///< its fingerprint; empty: none

    base::Future<Preview> preview(const QString& version, const domain::EnvironmentName& environment);
    /// `emergency`: why gates and approvals are passed by; empty: they are not.
    base::Future<domain::DeploymentId> start(const QString& version,
                                             const domain::EnvironmentName& environment, bool again,
                                             const QString& emergency = {});
    /// `typed`: the name of the environment, where who works alone approves for production.
    base::Future<void> sign(const domain::DeploymentId& id, const domain::StepId& step, const QString& note,
                            bool go, const QString& typed = {});
    /// Takes the actor's own sign-off back, before anything started on it.
    base::Future<void> takeBack(const domain::DeploymentId& id, const domain::StepId& step,
                                const QString& reason);
    /// Lets `version` (any: every version) pass a closed gate for so long; answers the waiver's ID.
    base::Future<QString> waiveGate(const QString& version, const domain::EnvironmentName& environment,
                                    const QString& gate, const QString& reason, base::Milliseconds within,
                                    bool any);
    base::Future<void> countersign(const QString& waiver);
    /// A version that was marked bad may be promoted again.
    base::Future<void> clearBad(const QString& version, const QString& reason);
    /// Lets what slipway.yaml says now of people and production count. `digest`: of what the person has seen
    /// (domain::policyDigest()); when the file says something else by now, nothing is accepted.
    base::Future<void> acceptPolicy(const QString& digest);
    /// Signs a recurring checklist for the period that is on, with an answer to each of its items.
    base::Future<void> signRecurring(const QString& checklist, const QList<domain::RecurringItem>& items,
                                     const QString& note);
    /// Looks at an emergency or a rollback afterwards.
    base::Future<void> review(const domain::DeploymentId& id, const QString& note);
    base::Future<void> answer(const domain::DeploymentId& id, const domain::StepId& step,
                              domain::Verdict verdict, const QString& note);
    base::Future<void> retry(const domain::DeploymentId& id, const QString& reason);
    /// Goes on without the failed attempt of a step (host empty: its only place).
    base::Future<void> waive(const domain::DeploymentId& id, const domain::StepId& step,
                             const domain::HostName& host, const QString& reason);
    /// Leaves the host out of the rest of the deployment.
    base::Future<void> exclude(const domain::DeploymentId& id, const domain::HostName& host,
                               const QString& reason);
    /// Takes the environment's lock from the other desk that holds it.
    base::Future<void> takeOver(const domain::DeploymentId& id, const QString& reason);
    base::Future<void> abandon(const domain::DeploymentId& id, const QString& reason);
    base::Future<void> pause(const domain::DeploymentId& id, const QString& reason);
    base::Future<void> resume(const domain::DeploymentId& id);
    base::Future<void> stopStep(const domain::DeploymentId& id, const domain::StepId& step);
    base::Future<domain::DeploymentId> rollback(const domain::EnvironmentName& environment,
                                                const QString& reason, bool markBad,
                                                const domain::DeploymentId& meant = {});
    /// As its plan says, without a person; the version is marked bad.
    base::Future<domain::DeploymentId> rollbackByPlan(const domain::DeploymentId& id);
    /// Back to the version before and forward again, on what runs there.
    base::Future<domain::DeploymentId> rehearse(const domain::EnvironmentName& environment);
    /// Closes the environment to new deployments, or opens it again.
    base::Future<void> stopLine(const domain::EnvironmentName& environment, const QString& reason);
    base::Future<void> openLine(const domain::EnvironmentName& environment, const QString& reason);
    /// Only the entry that a kill switch is thrown, for throwSwitch() (switching.h).
    base::Future<void> recordSwitch(const domain::EnvironmentName& environment, const QString& name,
                                    const QString& reason);
    /// People work on the environment for so long, or are done before.
    base::Future<void> beginMaintenance(const domain::EnvironmentName& environment, base::Milliseconds lasts,
                                        const QString& reason);
    base::Future<void> endMaintenance(const domain::EnvironmentName& environment);
    base::Future<void> signCheckpoint(const domain::DeploymentId& id, base::Milliseconds after,
                                      const QString& note);
    /// Accepts a checkpoint that did not pass as it is; also the second signature under that.
    base::Future<void> waiveCheckpoint(const domain::DeploymentId& id, base::Milliseconds after,
                                       const QString& reason);
    /// Has it judged again, on the time from now on.
    base::Future<void> extendCheckpoint(const domain::DeploymentId& id, base::Milliseconds after,
                                        base::Milliseconds by, const QString& reason);
    /// What the gates before the environment need for the candidate: observed health of the environment
    /// before, Git, and what is asked outside; answers of those up to `maxAge` old are taken again.
    base::Future<domain::GateFacts> gateFacts(const domain::Environment& environment,
                                              const domain::Candidate& candidate,
                                              base::Milliseconds maxAge = base::Milliseconds(10'000));

Q_SIGNALS:
    void identitiesKnown();

private:
    /// The first key here by which the person can sign now.
    std::optional<ports::Identity> identityOf(const QString& person) const;
    base::Future<domain::GateFacts> withHealthBefore(const domain::Environment& environment,
                                                     const domain::GateFacts& facts);
    base::Future<domain::GateFacts> withPlanFile(const domain::Environment& environment,
                                                 const domain::GateFacts& facts);
    /// The first deployment to production trusts the policy it finds, with an entry; else none.
    QList<domain::Draft> trustDrafts(const domain::Environment& environment) const;
    /// Whether the accepted policy carries the signature it needs; Error{Signature} when not.
    void verifyPolicy(const std::function<void(const base::Result<void>&)>& then);
    QString keyTroubleOf(const QString& person) const;
    base::Future<domain::DeploymentId> openRollback(const domain::EnvironmentName& environment,
                                                    const QString& who, const QString& reason, bool markBad);
    base::Error refused(const domain::Action& action, const QString& why, const domain::ChainId& chain);
    /// All drafts in one transaction, when the action is allowed; they are of one chain.
    base::Future<void> record(const domain::Action& action, QList<domain::Draft> drafts);
    domain::Draft decision(const domain::DeploymentId& id, const QString& what, const QString& step,
                           const QString& host, const QString& reason) const;
    base::Future<void> signDraft(domain::Draft draft);
    void trySigning(domain::Draft draft, const std::optional<ports::Identity>& identity, int tries,
                    const std::shared_ptr<base::Promise<void>>& promise);
    /// The draft's entry, signed by its actor, when the action is allowed.
    base::Future<void> signAllowed(const domain::Action& action, domain::Draft draft);
    /// Whether every waiver that is relied on carries its signatures.
    void verifyWaivers(QList<QByteArray> hashes, const std::function<void(const base::Result<void>&)>& then);
    void open(const Preview& found, const domain::StartDeployment& start,
              const std::shared_ptr<base::Promise<domain::DeploymentId>>& promise);
    base::Future<domain::DeploymentId> openWith(const domain::DeploymentId& id, QList<domain::Draft> drafts);
    void openWith(const domain::DeploymentId& id, QList<domain::Draft> drafts,
                  const std::shared_ptr<base::Promise<domain::DeploymentId>>& promise);
    void previousOf(const domain::Environment& environment, const std::function<void(domain::Candidate)>& f);
    QMap<QString, domain::Ruling> waiverRulings(const domain::Environment& environment,
                                                const domain::Candidate& candidate,
                                                const domain::GateFacts& facts,
                                                const QList<domain::Gate>& gates) const;
    domain::DeploymentId newId() const;

    const Parts& m_parts;
    History& m_history;
    HostReader& m_hosts;
    GateChecks m_gateChecks{m_parts, this};
    QString m_actor;
    QString m_closed;
    QList<ports::Identity> m_identities;
    bool m_identitiesKnown = false;
};

} // namespace slipway::engine
