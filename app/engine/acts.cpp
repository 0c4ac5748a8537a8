#include "app/engine/acts.h"

#include "app/base/ulid.h"
#include "app/domain/policy.h"
#include "app/engine/act_drafts.h"
#include "app/engine/evidence_check.h"
#include "app/engine/freezes.h"
#include "app/engine/lanes.h"

#include <QJsonArray>
#include <limits>

namespace slipway::engine {

using namespace domain;
using namespace std::chrono_literals;

namespace {

constexpr auto signWithin = 60s;
constexpr auto gitWithin = 30s;
constexpr int signTries = 5;

QJsonArray gatesJson(const QList<Gate>& gates, const World& world) {
    QJsonArray array;
    for (const Gate& gate : gates) {
        QJsonObject object{{QStringLiteral("id"), gate.id},
                           {QStringLiteral("met"), gate.met},
                           {QStringLiteral("detail"), gate.detail}};
        if (!gate.met && !gate.waiver.isEmpty()) {
            object.insert(QStringLiteral("title"), gate.title);
            object.insert(QStringLiteral("waiver"), gate.waiver);
            if (const GateWaiver* waiver = world.gateWaiver(gate.waiver)) {
                object.insert(QStringLiteral("waivedBy"), waiver->person.text());
                object.insert(QStringLiteral("reason"), waiver->reason);
            }
        }
        array.append(object);
    }
    return array;
}

} // namespace

Acts::Acts(const Parts& parts, History& history, HostReader& hosts, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_history(history)
    , m_hosts(hosts) {}

void Acts::findIdentities() {
    base::deliver(m_parts.signer.identities({20s, {}}), this,
                  [this](const base::Result<QList<ports::Identity>>& found) {
                      if (found.ok())
                          m_identities = *found;
                      m_identitiesKnown = true;
                      Q_EMIT identitiesKnown();
                  });
}

std::optional<ports::Identity> Acts::identityOf(const QString& person) const {
    const Project& project = m_parts.source.project();
    if (project.solo())
        return m_identities.isEmpty() ? std::nullopt : std::optional(m_identities.first());
    const Person* known = project.person(PersonName(person));
    if (!known)
        return {};
    const QStringList valid = known->keysAt(m_parts.clock.now().utcMs);
    for (const ports::Identity& identity : m_identities)
        if (valid.contains(identity.publicKey))
            return identity;
    return {};
}

QString Acts::keyTroubleOf(const QString& person) const {
    if (const Person* known = m_parts.source.project().person(PersonName(person)))
        for (const ports::Identity& identity : m_identities)
            if (const SigningKey* key = known->key(identity.publicKey))
                if (const QString trouble = keyTrouble(*key, m_parts.clock.now().utcMs); !trouble.isEmpty())
                    return trouble;
    return {};
}

QStringList Acts::peopleHere() const {
    QStringList names;
    for (const Person& person : m_parts.source.project().people)
        if (identityOf(person.name.text()))
            names.append(person.name.text());
    return names;
}

Actor Acts::actor() const {
    QString name = m_actor;
    if (name.isEmpty()) {
        const QStringList here = peopleHere();
        name = here.isEmpty() ? qEnvironmentVariable("USER", QStringLiteral("user")) : here.first();
    }
    const auto identity = identityOf(name);
    return {name, identity.has_value(), identity ? identity->fingerprint : QString(), keyTroubleOf(name),
            identity ? identity->publicKey : QString()};
}

QString Acts::actorKey() const {
    const auto identity = actorIdentity();
    return identity ? identity->fingerprint : QString();
}

Ruling Acts::allowed(const Action& action) const {
    if (!m_closed.isEmpty())
        return {false, m_closed};
    return domain::allowed(action, actor(), m_parts.source.project(), m_history.world());
}

base::Error Acts::refused(const Action& action, const QString& why, const ChainId& chain) {
    // A refused attempt is itself an entry; that it cannot be written does not open the door.
    // On a ledger that does not verify nothing is added.
    if (m_closed.isEmpty())
        m_history.append(
            {makeDraft(chain, entry::refused, actor().name,
                       {{QStringLiteral("action"), actionName(action)}, {QStringLiteral("reason"), why}})},
            this, [](const base::Result<void>&) {});
    return {base::ErrorKind::Refused, chain.text(), why};
}

base::Future<void> Acts::record(const Action& action, QList<Draft> drafts) {
    if (const Ruling ruling = allowed(action); !ruling) {
        const ChainId chain = drafts.first().chain;
        const bool exists = m_history.deployment(DeploymentId(chain.text())) != nullptr;
        return base::ready<void>(refused(action, ruling.why, exists ? chain : workspaceChain()));
    }
    auto promise = std::make_shared<base::Promise<void>>();
    m_history.append(std::move(drafts), this,
                     [promise](const base::Result<void>& done) { promise->finish(done); });
    return promise->future();
}

base::Future<GateFacts> Acts::gateFacts(const Environment& environment, const Candidate& candidate,
                                        base::Milliseconds maxAge) {
    auto promise = std::make_shared<base::Promise<GateFacts>>();
    base::deliver(m_gateChecks.ask(environment, candidate, maxAge), this,
                  [this, promise, environment](const base::Result<GateChecks::Answers>& asked) {
                      GateFacts facts;
                      facts.asked = asked.valueOr(GateChecks::Answers());
                      facts.nowMs = m_parts.clock.now().utcMs;
                      facts.freezes = freezesAround(m_parts, environment.name, facts.nowMs);
                      facts.isPreviousKnown = m_history.world().running(environment.name) ||
                                              !m_hosts.agreedCommit(environment).isEmpty();
                      base::deliver(withHealthBefore(environment, facts), this,
                                    [promise](const base::Result<GateFacts>& all) { promise->finish(all); });
                  });
    return promise->future();
}

base::Future<GateFacts> Acts::withHealthBefore(const Environment& environment, const GateFacts& known) {
    GateFacts facts = known;
    const Project& project = m_parts.source.project();
    const Environment* before =
        environment.promoteFrom ? project.environment(environment.promoteFrom->environment) : nullptr;
    const Deployment* live = before ? m_history.world().running(before->name) : nullptr;
    if (!live)
        return withPlanFile(environment, facts);
    auto promise = std::make_shared<base::Promise<GateFacts>>();
    const qint64 from = live->liveAtMs;
    base::deliver(m_parts.samples.read(before->name, from, facts.nowMs + 1), this,
                  [this, promise, facts, from, name = before->name,
                   environment](const base::Result<QList<Sample>>& samples) mutable {
                      const Environment* asked = m_parts.source.project().environment(name);
                      if (samples.ok() && asked) {
                          const auto health = healthOf(probeQuestions(m_parts.source.project(), *asked),
                                                       *samples, from, facts.nowMs);
                          facts.soakedMs = soakedMs(health);
                          // The newest moment is usually between two samples; what counts is the last that
                          // was seen.
                          for (auto it = health.rbegin(); it != health.rend(); ++it)
                              if (it->state != HealthState::Unobserved) {
                                  facts.healthyBefore =
                                      it->state == HealthState::Up || it->state == HealthState::Degraded;
                                  break;
                              }
                      }
                      base::deliver(withPlanFile(environment, facts), this,
                                    [promise](const base::Result<GateFacts>& all) { promise->finish(all); });
                  });
    return promise->future();
}

base::Future<GateFacts> Acts::withPlanFile(const Environment& environment, const GateFacts& facts) {
    if (environment.tier != Tier::Production)
        return base::ready<GateFacts>(facts);
    auto promise = std::make_shared<base::Promise<GateFacts>>();
    base::deliver(m_parts.git.planFile(m_parts.source.project().policyBranch, {gitWithin, {}}), this,
                  [promise, known = GateFacts(facts)](const base::Result<FileInGit>& file) mutable {
                      if (file.ok())
                          known.planFile = *file;
                      promise->finish(known);
                  });
    return promise->future();
}

void Acts::previousOf(const Environment& environment, const std::function<void(Candidate)>& f) {
    const Deployment* running = m_history.world().running(environment.name);
    const Candidate recorded = running ? running->candidate : Candidate();
    const QString agreed = m_hosts.agreedCommit(environment);
    Candidate said;
    for (const Host& host : environment.hosts)
        if (const HostReading reading = m_hosts.reading(host.name);
            reading.known && said.isNone() && (agreed.isEmpty() || reading.commit == agreed))
            said = {reading.version, reading.commit, {}, {}};
    if (said.isNone() || said.commit == recorded.commit) {
        f(recorded);
        return;
    }
    // When Git cannot tell, the way back still goes to what the hosts say they run.
    base::deliver(m_parts.git.resolve(said.commit, {gitWithin, {}}), this,
                  [f, said](const base::Result<Candidate>& found) { f(found.ok() ? *found : said); });
}

base::Future<Preview> Acts::preview(const QString& version, const EnvironmentName& name) {
    const Environment* environment = m_parts.source.project().environment(name);
    if (!environment)
        return base::ready<Preview>(base::Error{base::ErrorKind::NotFound, name.text(),
                                                tr("There is no environment “%1”.").arg(name.text())});
    auto promise = std::make_shared<base::Promise<Preview>>();
    const Environment target = *environment;
    base::deliver(
        m_parts.git.resolve(version, {gitWithin, {}}), this,
        [this, promise, target](const base::Result<Candidate>& candidate) {
            if (!candidate.ok()) {
                promise->finish(candidate.error());
                return;
            }
            previousOf(target, [this, promise, target, candidate = *candidate](const Candidate& previous) {
                base::deliver(
                    gateFacts(target, candidate), this,
                    [this, promise, target, candidate, previous](const base::Result<GateFacts>& facts) {
                        Preview found;
                        found.candidate = candidate;
                        found.previous = previous;
                        const Project& project = m_parts.source.project();
                        found.gates =
                            gates(project, m_history.world(), target, candidate, facts.valueOr(GateFacts{}));
                        found.start = allowed(
                            StartDeployment{target.name, candidate, false, facts.valueOr(GateFacts{})});
                        found.waive =
                            waiverRulings(target, candidate, facts.valueOr(GateFacts{}), found.gates);
                        found.offersEmergency = target.emergency.has_value();
                        found.emergency = allowed(StartDeployment{
                            target.name, candidate, false, facts.valueOr(GateFacts{}), QStringLiteral("-")});
                        found.plan = expandPlan(project, target,
                                                {DeploymentId(QStringLiteral("dep-…")), candidate, previous});
                        if (previous.isNone()) {
                            promise->finish(found);
                            return;
                        }
                        base::deliver(
                            m_parts.git.between(previous.commit, candidate.commit, {gitWithin, {}}), this,
                            [promise, found](const base::Result<ports::CommitRange>& range) mutable {
                                found.commitsKnown = range.ok();
                                if (range.ok())
                                    found.commits = *range;
                                promise->finish(found);
                            });
                    });
            });
        });
    return promise->future();
}

DeploymentId Acts::newId() const {
    // The random end of a ULID: unguessable enough to be unique, short enough to be spoken.
    return DeploymentId(QStringLiteral("dep-") + base::newUlid(m_parts.clock.now().utcMs).right(8).toLower());
}

base::Future<DeploymentId> Acts::start(const QString& version, const EnvironmentName& environment, bool again,
                                       const QString& emergency) {
    auto promise = std::make_shared<base::Promise<DeploymentId>>();
    base::deliver(preview(version, environment), this,
                  [this, promise, environment, again, emergency](const base::Result<Preview>& found) {
                      if (!found.ok()) {
                          promise->finish(found.error());
                          return;
                      }
                      const Environment* target = m_parts.source.project().environment(environment);
                      base::deliver(gateFacts(*target, found->candidate), this,
                                    [this, promise, found = *found, environment, again,
                                     emergency](const base::Result<GateFacts>& facts) {
                                        open(found,
                                             {environment, found.candidate, again, facts.valueOr(GateFacts{}),
                                              emergency.trimmed()},
                                             promise);
                                    });
                  });
    return promise->future();
}

void Acts::open(const Preview& found, const StartDeployment& start,
                const std::shared_ptr<base::Promise<DeploymentId>>& promise) {
    if (const Ruling ruling = allowed(start); !ruling) {
        promise->finish(refused(start, ruling.why, workspaceChain()));
        return;
    }
    const Project& project = m_parts.source.project();
    const World& world = m_history.world();
    const auto list =
        gates(project, world, *project.environment(start.environment), found.candidate, start.facts);
    QList<QByteArray> relied;
    for (const Gate& gate : list)
        if (const GateWaiver* waiver = gate.waiver.isEmpty() ? nullptr : world.gateWaiver(gate.waiver)) {
            relied.append(waiver->hash);
            if (waiver->needsSecond)
                relied.append(waiver->countersignature);
        }
    const QList<Draft> trust = trustDrafts(*project.environment(start.environment));
    const DeploymentId id = newId();
    QJsonObject fields{{QStringLiteral("kind"), kindName(DeploymentKind::Deploy)},
                       {QStringLiteral("environment"), start.environment.text()},
                       {QStringLiteral("candidate"), toJson(found.candidate)},
                       {QStringLiteral("gates"), gatesJson(list, world)}};
    if (!found.previous.isNone())
        fields.insert(QStringLiteral("previous"), toJson(found.previous));
    const auto refuse = [=, this](const base::Error& error) {
        promise->finish(refused(start, error.detail, workspaceChain()));
    };
    const auto begin = [=, this] {
        openWith(id, trust + QList<Draft>{makeDraft(chainOf(id), entry::opened, actor().name, fields)},
                 promise);
    };
    const auto hurry = [=, this] {
        // The one signature of an emergency.
        QJsonObject loud = fields;
        loud.insert(QStringLiteral("emergency"), start.emergency);
        base::deliver(signDraft(makeDraft(chainOf(id), entry::opened, actor().name, loud)), this,
                      finishing(promise, id));
    };
    verifyPolicy([=, this](const base::Result<void>& policy) {
        if (!policy.ok())
            refuse(policy.error());
        else if (start.emergency.isEmpty())
            verifyWaivers(relied, [=](const base::Result<void>& verified) {
                if (verified.ok())
                    begin();
                else
                    refuse(verified.error());
            });
        else if (trust.isEmpty())
            hurry();
        else
            m_history.append(trust, this, [=](const base::Result<void>& done) {
                if (done.ok())
                    hurry();
                else
                    promise->finish(done.error());
            });
    });
}

base::Future<void> Acts::sign(const DeploymentId& id, const StepId& stepId, const QString& note, bool go,
                              const QString& typed) {
    const Deployment* deployment = m_history.deployment(id);
    const Action action = SignStep{id, stepId, m_parts.clock.now().utcMs,
                                   !go || (deployment && typed.trimmed() == deployment->environment.text())};
    const Step* step = deployment ? deployment->plan.step(stepId) : nullptr;
    const auto question = step ? step->question() : std::nullopt;
    if (!question) // refused, with the reason
        return signAllowed(action, makeDraft(chainOf(id), entry::signedOff, actor().name, {}));
    if (!go && note.trimmed().isEmpty() && allowed(action))
        return base::ready<void>(
            base::Error{base::ErrorKind::BadInput, stepId.text(), tr("A no-go needs a reason.")});
    const QJsonObject fields{
        {QStringLiteral("step"), stepId.text()},
        {QStringLiteral("title"), step->title},
        {QStringLiteral("statement"), question->statement},
        {QStringLiteral("person"), actor().name},
        {QStringLiteral("role"), question->role},
        {QStringLiteral("note"), note},
        {QStringLiteral("decision"), go ? QStringLiteral("go") : QStringLiteral("no-go")},
        {QStringLiteral("environment"), deployment->environment.text()},
        {QStringLiteral("version"), deployment->candidate.version},
        {QStringLiteral("commit"), deployment->candidate.commit},
        {QStringLiteral("fingerprint"), deployment->fingerprint},
        {QStringLiteral("evidence"), deployment->evidenceDigest()},
        {QStringLiteral("evidenceItems"), deployment->evidence()}};
    const Draft draft = makeDraft(chainOf(id), entry::signedOff, actor().name, fields);
    if (!go || !allowed(action))
        return signAllowed(action, draft);
    // Nobody signs for evidence that is not what the ledger says it is.
    const auto promise = std::make_shared<base::Promise<void>>();
    checkEvidence(m_parts, *deployment, std::numeric_limits<qint64>::max(), this,
                  [this, promise, action, draft](const base::Result<QString>& difference) {
                      if (!difference.ok())
                          promise->finish(difference.error());
                      else if (!difference->isEmpty())
                          promise->finish(refused(
                              action, tr("%1 Run it again before you sign.").arg(*difference), draft.chain));
                      else
                          base::deliver(signAllowed(action, draft), this,
                                        [promise](const base::Result<void>& done) { promise->finish(done); });
                  });
    return promise->future();
}

base::Future<void> Acts::signCheckpoint(const DeploymentId& id, base::Milliseconds after,
                                        const QString& note) {
    const Action action = SignCheckpoint{id, after, m_parts.clock.now().utcMs};
    const Deployment* deployment = m_history.deployment(id);
    QJsonObject fields{{QStringLiteral("checkpoint"), static_cast<qint64>(after.count())},
                       {QStringLiteral("person"), actor().name},
                       {QStringLiteral("role"), QString()},
                       {QStringLiteral("note"), note},
                       {QStringLiteral("decision"), QStringLiteral("go")}};
    if (deployment) {
        fields.insert(QStringLiteral("fingerprint"), deployment->fingerprint);
        fields.insert(QStringLiteral("commit"), deployment->candidate.commit);
        for (const Checkpoint& checkpoint : deployment->checkpoints)
            if (checkpoint.after == after) {
                fields.insert(QStringLiteral("statement"), checkpoint.statement);
                fields.insert(QStringLiteral("summary"), checkpoint.summary);
            }
    }
    return signAllowed(action, makeDraft(chainOf(id), entry::signedOff, actor().name, fields));
}

base::Future<void> Acts::signAllowed(const Action& action, Draft draft) {
    if (const Ruling ruling = allowed(action); !ruling) {
        const bool exists = m_history.deployment(DeploymentId(draft.chain.text())) != nullptr;
        return base::ready<void>(refused(action, ruling.why, exists ? draft.chain : workspaceChain()));
    }
    return signDraft(std::move(draft));
}

base::Future<void> Acts::signDraft(Draft draft) {
    auto promise = std::make_shared<base::Promise<void>>();
    const auto identity = identityOf(draft.actor);
    if (m_parts.source.project().solo())
        draft.fields.insert(QStringLiteral("selfApproved"), true);
    if (identity)
        draft.fields.insert(QStringLiteral("key"), identity->fingerprint);
    trySigning(std::move(draft), identity, 0, promise);
    return promise->future();
}

void Acts::trySigning(Draft draft, const std::optional<ports::Identity>& identity, int tries,
                      const std::shared_ptr<base::Promise<void>>& promise) {
    const auto appended = [this, promise](const base::Result<void>& done) { promise->finish(done); };
    if (!identity) {
        // Only a solo workspace gets here: recorded as self-approved, without a signature.
        m_history.append({std::move(draft)}, this, appended);
        return;
    }
    // What is signed holds its place in the chain; if somebody appends meanwhile, it is composed anew.
    base::deliver(
        m_parts.ledger.head(draft.chain), this, [=, this](const base::Result<ports::ChainHead>& head) {
            if (!head.ok()) {
                promise->finish(head.error());
                return;
            }
            const auto bytes = m_parts.ledger.compose(draft, *head);
            if (!bytes.ok()) {
                promise->finish(bytes.error());
                return;
            }
            base::deliver(m_parts.signer.sign(*bytes, identity->publicKey, {signWithin, {}}), this,
                          [=, this, bytes = *bytes](const base::Result<QByteArray>& signature) {
                              if (!signature.ok()) {
                                  promise->finish(signature.error());
                                  return;
                              }
                              base::deliver(m_parts.ledger.appendSigned(draft.chain, bytes, *signature), this,
                                            [=, this](const base::Result<Entry>& entry) {
                                                if (entry.ok()) {
                                                    m_history.whenAt(entry->row, this,
                                                                     [promise] { promise->finish({}); });
                                                } else if (entry.error().kind == base::ErrorKind::Conflict &&
                                                           tries + 1 < signTries) {
                                                    trySigning(draft, identity, tries + 1, promise);
                                                } else
                                                    promise->finish(entry.error());
                                            });
                          });
        });
}

base::Future<void> Acts::answer(const DeploymentId& id, const StepId& step, Verdict verdict,
                                const QString& note) {
    const Deployment* deployment = m_history.deployment(id);
    const Step* item = deployment ? deployment->plan.step(step) : nullptr;
    if (verdict != Verdict::Passed && note.trimmed().isEmpty())
        return base::ready<void>(base::Error{base::ErrorKind::BadInput, step.text(),
                                             tr("“Failed” and “not applicable” need a reason.")});
    if (item && item->isChecked() && note.trimmed().isEmpty())
        return base::ready<void>(
            base::Error{base::ErrorKind::BadInput, step.text(),
                        tr("The check of “%1” could not say. Write what you saw instead.").arg(item->title)});
    return record(AnswerItem{id, step}, {makeDraft(chainOf(id), entry::answered, actor().name,
                                                   {{QStringLiteral("step"), step.text()},
                                                    {QStringLiteral("verdict"), verdictName(verdict)},
                                                    {QStringLiteral("note"), note}})});
}

base::Future<void> Acts::abandon(const DeploymentId& id, const QString& reason) {
    return record(Abandon{id}, {makeDraft(chainOf(id), entry::ended, actor().name,
                                          {{QStringLiteral("result"), QStringLiteral("abandoned")},
                                           {QStringLiteral("reason"), reason}})});
}

base::Future<void> Acts::pause(const DeploymentId& id, const QString& reason) {
    return record(Pause{id}, {makeDraft(chainOf(id), entry::paused, actor().name,
                                        {{QStringLiteral("reason"), reason}})});
}

base::Future<void> Acts::resume(const DeploymentId& id) {
    return record(Resume{id}, {makeDraft(chainOf(id), entry::resumed, actor().name, {})});
}

} // namespace slipway::engine
