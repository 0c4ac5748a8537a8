#include "app/base/ulid.h"
#include "app/domain/checkpoints.h"
#include "app/domain/policy.h"
#include "app/domain/sign_offs.h"
#include "app/engine/act_drafts.h"
#include "app/engine/acts.h"

// What passes by other rules, and what is taken back or looked at afterwards. All of it is signed.

namespace slipway::engine {

using namespace domain;
using namespace std::chrono_literals;

namespace {
constexpr auto verifyWithin = 20s;
constexpr auto gitWithin = 30s;
} // namespace

base::Future<void> Acts::takeBack(const DeploymentId& id, const StepId& step, const QString& reason) {
    const Deployment* deployment = m_history.deployment(id);
    const SignOff* signOff = deployment ? signOffOf(*deployment, step, PersonName(actor().name)) : nullptr;
    return signAllowed(
        TakeBack{id, step, reason},
        makeDraft(chainOf(id), entry::takenBack, actor().name,
                  {{QStringLiteral("step"), step.text()},
                   {QStringLiteral("person"), actor().name},
                   {QStringLiteral("of"), signOff ? QString::fromLatin1(signOff->hash) : QString()},
                   {QStringLiteral("fingerprint"), deployment ? deployment->fingerprint : QString()},
                   {QStringLiteral("reason"), reason.trimmed()}}));
}

base::Future<QString> Acts::waiveGate(const QString& version, const EnvironmentName& name,
                                      const QString& gate, const QString& reason, base::Milliseconds within,
                                      bool any) {
    const Environment* environment = m_parts.source.project().environment(name);
    if (!environment)
        return base::ready<QString>(base::Error{base::ErrorKind::NotFound, name.text(),
                                                tr("There is no environment “%1”.").arg(name.text())});
    auto promise = std::make_shared<base::Promise<QString>>();
    const auto sign = [this, promise, name, gate, reason, within, any](const Candidate& candidate,
                                                                       const GateFacts& facts) {
        const WaiveGate action{name, candidate, gate, reason, facts.nowMs + within.count(), facts};
        const QString id =
            QStringLiteral("wai-") + base::newUlid(m_parts.clock.now().utcMs).right(8).toLower();
        QJsonObject fields{{QStringLiteral("waiver"), id},
                           {QStringLiteral("environment"), name.text()},
                           {QStringLiteral("gate"), gate},
                           {QStringLiteral("version"), any ? QString() : candidate.version},
                           {QStringLiteral("commit"), any ? QString() : candidate.commit},
                           {QStringLiteral("reason"), reason.trimmed()},
                           {QStringLiteral("person"), actor().name},
                           {QStringLiteral("until"), action.untilMs}};
        const Environment* asked = m_parts.source.project().environment(name);
        if (asked && asked->waivers && !asked->waivers->countersign.isEmpty() &&
            !m_parts.source.project().solo())
            fields.insert(QStringLiteral("countersign"), asked->waivers->countersign);
        base::deliver(
            signAllowed(action, makeDraft(workspaceChain(), entry::gateWaived, actor().name, fields)), this,
            finishing(promise, id));
    };
    base::deliver(m_parts.git.resolve(version, {gitWithin, {}}), this,
                  [this, promise, sign, environment = *environment](const base::Result<Candidate>& found) {
                      if (!found.ok()) {
                          promise->finish(found.error());
                          return;
                      }
                      base::deliver(
                          gateFacts(environment, *found), this,
                          [promise, sign, candidate = *found](const base::Result<GateFacts>& facts) {
                              if (facts.ok())
                                  sign(candidate, *facts);
                              else
                                  promise->finish(facts.error());
                          });
                  });
    return promise->future();
}

base::Future<void> Acts::countersign(const QString& id) {
    const GateWaiver* waiver = m_history.world().gateWaiver(id);
    QJsonObject fields{{QStringLiteral("waiver"), id}, {QStringLiteral("person"), actor().name}};
    if (waiver) {
        fields.insert(QStringLiteral("of"), QString::fromLatin1(waiver->hash));
        fields.insert(QStringLiteral("environment"), waiver->environment.text());
        fields.insert(QStringLiteral("gate"), waiver->gate);
        fields.insert(QStringLiteral("reason"), waiver->reason);
        fields.insert(QStringLiteral("until"), waiver->untilMs);
    }
    return signAllowed(CountersignWaiver{id, m_parts.clock.now().utcMs},
                       makeDraft(workspaceChain(), entry::waiverSigned, actor().name, fields));
}

base::Future<void> Acts::clearBad(const QString& version, const QString& reason) {
    QString commit;
    for (const BadRelease& bad : m_history.world().bad)
        if (bad.version == version || bad.commit == version)
            commit = bad.commit;
    return signAllowed(ClearBad{commit, reason, m_parts.clock.now().utcMs},
                       makeDraft(workspaceChain(), entry::markedGood, actor().name,
                                 {{QStringLiteral("version"), version},
                                  {QStringLiteral("commit"), commit},
                                  {QStringLiteral("person"), actor().name},
                                  {QStringLiteral("reason"), reason.trimmed()}}));
}

base::Future<void> Acts::signRecurring(const QString& name, const QList<RecurringItem>& items,
                                       const QString& note) {
    const qint64 nowMs = m_parts.clock.now().utcMs;
    QJsonObject fields{{QStringLiteral("checklist"), name},
                       {QStringLiteral("person"), actor().name},
                       {QStringLiteral("items"), toJson(items)},
                       {QStringLiteral("note"), note.trimmed()}};
    if (const RecurringChecklist* checklist = m_parts.source.project().recurringChecklist(name)) {
        const RecurringPeriod period = standingOf(*checklist, m_history.world().recurring, nowMs).period;
        fields.insert(QStringLiteral("title"), checklist->title);
        fields.insert(QStringLiteral("role"), checklist->role);
        fields.insert(QStringLiteral("from"), period.startMs);
        fields.insert(QStringLiteral("due"), period.dueMs);
        fields.insert(QStringLiteral("until"), period.endMs);
    }
    return signAllowed(SignRecurring{name, items, nowMs},
                       makeDraft(workspaceChain(), entry::recurringSigned, actor().name, fields));
}

namespace {

/// What a decision about a checkpoint is about, as it stands there.
QJsonObject checkpointFields(const Deployment* deployment, base::Milliseconds after, const QString& person,
                             const QString& reason) {
    QJsonObject fields{{QStringLiteral("after"), static_cast<qint64>(after.count())},
                       {QStringLiteral("person"), person},
                       {QStringLiteral("reason"), reason.trimmed()}};
    const Checkpoint* checkpoint = deployment ? deployment->checkpoint(after) : nullptr;
    if (!checkpoint)
        return fields;
    fields.insert(QStringLiteral("statement"), checkpoint->statement);
    fields.insert(QStringLiteral("verdict"), verdictName(checkpoint->verdict));
    fields.insert(QStringLiteral("summary"), checkpoint->summary);
    fields.insert(QStringLiteral("rules"), toJson(checkpoint->rules));
    fields.insert(QStringLiteral("fingerprint"), deployment->fingerprint);
    return fields;
}

} // namespace

base::Future<void> Acts::waiveCheckpoint(const DeploymentId& id, base::Milliseconds after,
                                         const QString& reason) {
    const Deployment* deployment = m_history.deployment(id);
    const Checkpoint* checkpoint = deployment ? deployment->checkpoint(after) : nullptr;
    const Environment* environment =
        deployment ? m_parts.source.project().environment(deployment->environment) : nullptr;
    QJsonObject fields = checkpointFields(deployment, after, actor().name, reason);
    if (checkpoint && environment) {
        const bool isSecond = !checkpoint->waivers.isEmpty();
        const auto& policy = environment->waivers;
        fields.insert(QStringLiteral("role"), isSecond ? checkpoint->countersign
                                              : policy ? policy->by
                                                       : checkpoint->role);
        // Where one works alone there is no second.
        if (!isSecond && policy && !m_parts.source.project().solo())
            fields.insert(QStringLiteral("countersign"), policy->countersign);
    }
    return signAllowed(WaiveCheckpoint{id, after, reason},
                       makeDraft(chainOf(id), entry::checkpointWaived, actor().name, fields));
}

base::Future<void> Acts::extendCheckpoint(const DeploymentId& id, base::Milliseconds after,
                                          base::Milliseconds by, const QString& reason) {
    const Deployment* deployment = m_history.deployment(id);
    QJsonObject fields = checkpointFields(deployment, after, actor().name, reason);
    fields.insert(QStringLiteral("dueAt"), m_parts.clock.now().utcMs + by.count());
    return signAllowed(ExtendCheckpoint{id, after, by, reason},
                       makeDraft(chainOf(id), entry::checkpointExtended, actor().name, fields));
}

base::Future<void> Acts::review(const DeploymentId& id, const QString& note) {
    const Deployment* deployment = m_history.deployment(id);
    return signAllowed(
        Review{id, note, m_parts.clock.now().utcMs},
        makeDraft(chainOf(id), entry::reviewed, actor().name,
                  {{QStringLiteral("person"), actor().name},
                   {QStringLiteral("note"), note.trimmed()},
                   {QStringLiteral("fingerprint"), deployment ? deployment->fingerprint : QString()}}));
}

QList<Draft> Acts::trustDrafts(const Environment& environment) const {
    if (environment.tier != Tier::Production || m_history.world().policy)
        return {};
    const QJsonObject policy = policyOf(m_parts.source.project());
    return {
        makeDraft(workspaceChain(), entry::policyTrusted, actor().name,
                  {{QStringLiteral("policy"), policy}, {QStringLiteral("digest"), policyDigest(policy)}})};
}

void Acts::verifyPolicy(const std::function<void(const base::Result<void>&)>& then) {
    const auto& policy = m_history.world().policy;
    if (!policy || policy->keys.isEmpty()) {
        then({});
        return;
    }
    const QString by = policy->by;
    const auto refuse = [then, by](base::ErrorKind kind, const QString& detail) {
        then(base::Error{kind, by,
                         tr("The signature of %1 under who may sign does not verify: %2").arg(by, detail)});
    };
    const Entry* entry = m_history.signedEntry(policy->hash);
    if (!entry) {
        refuse(base::ErrorKind::Signature, tr("there is none"));
        return;
    }
    base::deliver(m_parts.signer.verify(entry->bytes, entry->signature, policy->keys, {verifyWithin, {}}),
                  this, [then, refuse](const base::Result<QString>& key) {
                      if (key.ok())
                          then({});
                      else
                          refuse(key.error().kind, key.error().detail);
                  });
}

base::Future<void> Acts::acceptPolicy(const QString& digest) {
    const QJsonObject policy = policyOf(m_parts.source.project());
    const World& world = m_history.world();
    if (policyDigest(policy) != digest)
        return base::ready<void>(base::Error{
            base::ErrorKind::Conflict, {}, tr("slipway.yaml says something else by now. Look at it again.")});
    return signAllowed(
        AcceptPolicy{m_parts.clock.now().utcMs},
        makeDraft(workspaceChain(), entry::policyAccepted, actor().name,
                  {{QStringLiteral("person"), actor().name},
                   {QStringLiteral("policy"), policy},
                   {QStringLiteral("digest"), digest},
                   {QStringLiteral("before"), world.policy ? world.policy->digest : QString()},
                   {QStringLiteral("changes"), toJson(policyChanges(m_parts.source.project(), world))}}));
}

QMap<QString, Ruling> Acts::waiverRulings(const Environment& environment, const Candidate& candidate,
                                          const GateFacts& facts, const QList<Gate>& gates) const {
    QMap<QString, Ruling> rulings;
    const QString reason = QStringLiteral("-");
    for (const Gate& gate : gates) {
        if (gate.isPassed())
            continue;
        const GateWaiver* waiver =
            m_history.world().gateWaiver(environment.name, gate.id, candidate.commit, facts.nowMs);
        if (waiver)
            rulings.insert(gate.id, allowed(CountersignWaiver{waiver->id, facts.nowMs}));
        else if (gate.id == QStringLiteral("policy"))
            rulings.insert(gate.id, allowed(AcceptPolicy{facts.nowMs}));
        else if (gate.id == QStringLiteral("not-bad"))
            rulings.insert(gate.id, allowed(ClearBad{candidate.commit, reason, facts.nowMs}));
        else if (isWaivable(gate.id))
            rulings.insert(gate.id, allowed(WaiveGate{environment.name, candidate, gate.id, reason,
                                                      facts.nowMs + 1, facts}));
    }
    return rulings;
}

void Acts::verifyWaivers(QList<QByteArray> hashes,
                         const std::function<void(const base::Result<void>&)>& then) {
    const Project& project = m_parts.source.project();
    if (hashes.isEmpty() || project.solo()) {
        then({});
        return;
    }
    const Entry* entry = m_history.signedEntry(hashes.takeFirst());
    const Person* person = entry ? project.person(PersonName(entry->actor())) : nullptr;
    if (!person) {
        then(base::Error{
            base::ErrorKind::Signature, {}, tr("A waiver carries no signature that can be checked.")});
        return;
    }
    base::deliver(m_parts.signer.verify(entry->bytes, entry->signature,
                                        person->trustedKeysOf(entry->timeMs()), {verifyWithin, {}}),
                  this, [this, hashes, then, name = person->name.text()](const base::Result<QString>& key) {
                      if (key.ok())
                          verifyWaivers(hashes, then);
                      else
                          then(base::Error{key.error().kind, name,
                                           tr("The signature of %1 under a waiver does not verify: %2")
                                               .arg(name, key.error().detail)});
                  });
}

} // namespace slipway::engine
