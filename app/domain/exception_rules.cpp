#include "app/domain/exception_rules.h"

#include "app/domain/policy.h"
#include "app/domain/rule_parts.h"
#include "app/domain/sign_offs.h"

#include <QCoreApplication>
#include <algorithm>

namespace slipway::domain {

namespace {

/// One person alone looks again only after this long: who decides in a hurry does not judge it (rule 14).
constexpr qint64 coolDownMs = 24 * 3600'000LL;

QString tr(const char* text) {
    return QCoreApplication::translate("rules", text);
}

/// Who judges what somebody did: another person, or where one works alone the same a day later.
Ruling anotherPerson(const QString& doer, qint64 doneAtMs, qint64 nowMs, const Actor& actor,
                     const Project& project) {
    if (actor.name != doer)
        return yes();
    if (!project.solo())
        return no(tr("%1 did it; another person has to look at it.").arg(doer));
    const qint64 left = doneAtMs + coolDownMs - nowMs;
    return left > 0 ? no(tr("Look at it again in %1, with fresh eyes.").arg(spokenDuration(left))) : yes();
}

} // namespace

Ruling emergencyRule(const StartDeployment& start, const Environment& environment, const Actor& actor,
                     const Project& project, const World& world) {
    if (!environment.emergency)
        return no(tr("slipway.yaml allows no emergency on %1 (“emergency” of the environment).")
                      .arg(environment.name.text()));
    if (auto role = roleRule(*environment.emergency, actor, project); !role)
        return role;
    if (auto key = keyRule(actor, project); !key)
        return key;
    for (const Gate& gate : gates(project, world, environment, start.candidate, start.facts))
        if (!gate.met && !isWaivable(gate.id))
            return no(tr("Not even an emergency passes this gate. %1: %2.").arg(gate.title, gate.detail));
    return yes();
}

Ruling exceptionRule(const TakeBack& back, const Actor& actor, const Project& project, const World& world) {
    if (auto open = openDeployment(world, back.deployment); !open)
        return open;
    const Deployment& deployment = *world.deployment(back.deployment);
    const Step* step = deployment.plan.step(back.step);
    if (!step || !signOffOf(deployment, back.step, PersonName(actor.name)))
        return no(tr("%1 has not signed “%2”.").arg(actor.name, step ? step->title : back.step.text()));
    if (const Step* begun = usedBy(deployment, back.step))
        return no(tr("“%1” has already begun on it.").arg(begun->title));
    if (back.reason.trimmed().isEmpty())
        return no(tr("Taking a sign-off back needs a reason."));
    return keyRule(actor, project);
}

Ruling exceptionRule(const WaiveGate& waive, const Actor& actor, const Project& project, const World& world) {
    const Environment* environment = project.environment(waive.environment);
    if (!environment)
        return no(tr("There is no environment “%1”.").arg(waive.environment.text()));
    if (!isWaivable(waive.gate))
        return no(tr("The gate “%1” cannot be waived. These can: %2.")
                      .arg(waive.gate, waivableGates().join(QStringLiteral(", "))));
    if (!environment->waivers && !project.solo())
        return no(tr("slipway.yaml names nobody who may waive gates of %1 (“waivers” of the environment).")
                      .arg(environment->name.text()));
    const WaiverPolicy policy = environment->waivers.value_or(WaiverPolicy{});
    if (!policy.gates.isEmpty() && !policy.gates.contains(waive.gate))
        return no(tr("On %1 only these gates can be waived: %2.")
                      .arg(environment->name.text(), policy.gates.join(QStringLiteral(", "))));
    if (auto role = roleRule(policy.by, actor, project); !role)
        return role;
    if (auto accepted = policyRule(environment->name, project, world); !accepted)
        return accepted;
    const QList<Gate> list = gates(project, world, *environment, waive.candidate, waive.facts);
    const auto gate =
        std::find_if(list.begin(), list.end(), [&](const Gate& one) { return one.id == waive.gate; });
    if (gate == list.end() || gate->met)
        return no(tr("The gate “%1” is open; there is nothing to waive.").arg(waive.gate));
    if (waive.reason.trimmed().isEmpty())
        return no(tr("A waiver needs a reason."));
    const qint64 forMs = waive.untilMs - waive.facts.nowMs;
    if (forMs <= 0 || forMs > policy.most.count())
        return no(tr("A waiver for %1 holds for at most %2.")
                      .arg(environment->name.text(), spokenDuration(policy.most.count())));
    return keyRule(actor, project);
}

Ruling exceptionRule(const CountersignWaiver& sign, const Actor& actor, const Project& project,
                     const World& world) {
    const GateWaiver* waiver = world.gateWaiver(sign.waiver);
    if (!waiver)
        return no(tr("There is no waiver %1.").arg(sign.waiver));
    if (!waiver->needsSecond)
        return no(tr("The waiver %1 needs no second signature.").arg(waiver->id));
    if (waiver->countersignedAtMs != 0)
        return no(
            tr("The waiver %1 was signed by %2 already.").arg(waiver->id, waiver->countersignedBy.text()));
    if (sign.nowMs >= waiver->untilMs)
        return no(tr("The waiver %1 ended at %2.").arg(waiver->id, spokenInstant(waiver->untilMs)));
    if (actor.name == waiver->person.text() || (!actor.key.isEmpty() && actor.key == waiver->keyFingerprint))
        return no(tr("%1 asked for it; the second signature is another person's, with another key.")
                      .arg(waiver->person.text()));
    if (auto role = roleRule(waiver->countersign, actor, project); !role)
        return role;
    if (auto accepted = policyRule(waiver->environment, project, world); !accepted)
        return accepted;
    return keyRule(actor, project);
}

Ruling exceptionRule(const ClearBad& clear, const Actor& actor, const Project& project, const World& world) {
    const BadRelease* bad = world.isBad(clear.commit);
    if (!bad)
        return no(tr("This version was never marked bad."));
    if (clear.reason.trimmed().isEmpty())
        return no(tr("Clearing a bad release needs a reason."));
    if (auto other = anotherPerson(bad->by, bad->atMs, clear.nowMs, actor, project); !other)
        return other;
    return keyRule(actor, project);
}

Ruling exceptionRule(const AcceptPolicy& accept, const Actor& actor, const Project& project,
                     const World& world) {
    if (!world.policy)
        return no(tr("Nothing was accepted yet: the first deployment to production does."));
    if (isPolicyInForce(project, world))
        return no(tr("slipway.yaml says what %1 accepted at %2.")
                      .arg(world.policy->by, spokenInstant(world.policy->atMs)));
    const QList<Person> before = policyPeople(world.policy->policy);
    if (before.isEmpty())
        return keyRule(actor, project);
    QStringList names;
    for (const Person& person : before)
        names.append(person.name.text());
    const auto then = policyPerson(world.policy->policy, actor.name);
    if (!then)
        return no(tr("%1 could not sign before this change; one of %2 has to accept it.")
                      .arg(actor.name, names.join(QStringLiteral(", "))));
    if (auto key = keyRule(actor, project); !key)
        return key;
    if (!then->keysAt(accept.nowMs).contains(actor.publicKey))
        return no(tr("The key of %1 on this computer could not sign before this change.").arg(actor.name));
    // Nobody gives themselves a role or a key, unless there is nobody else.
    const Person* now = project.person(then->name);
    const bool gains = !now || std::any_of(now->roles.begin(), now->roles.end(), [&](const QString& role) {
        return !then->roles.contains(role);
    }) || std::any_of(now->keys.begin(), now->keys.end(), [&](const SigningKey& key) {
        return then->key(key.publicKey) == nullptr;
    });
    if (gains && before.size() > 1)
        return no(
            tr("This change gives %1 a role or a key; another person has to accept it.").arg(actor.name));
    return yes();
}

SignRecurring allPassed(const RecurringChecklist& checklist, qint64 nowMs) {
    SignRecurring sign{checklist.name, {}, nowMs};
    for (const QString& text : checklist.items)
        sign.items.append({text, Verdict::Passed, {}});
    return sign;
}

Ruling exceptionRule(const SignRecurring& sign, const Actor& actor, const Project& project,
                     const World& world) {
    const RecurringChecklist* checklist = project.recurringChecklist(sign.checklist);
    if (!checklist)
        return no(tr("There is no recurring checklist “%1”.").arg(sign.checklist));
    const RecurringStanding standing = standingOf(*checklist, world.recurring, sign.nowMs);
    if (standing.state == RecurringStanding::State::Early)
        return no(tr("“%1” begins at %2; nothing is signed in advance.")
                      .arg(checklist->title, spokenInstant(standing.period.startMs)));
    if (standing.state == RecurringStanding::State::Signed)
        return no(tr("“%1” was signed by %2 at %3; the next one begins at %4.")
                      .arg(checklist->title, standing.signOff->person.text(),
                           spokenInstant(standing.signOff->atMs), spokenInstant(standing.period.endMs)));
    if (!checklist->role.isEmpty())
        if (auto role = roleRule(checklist->role, actor, project); !role)
            return role;
    if (auto key = keyRule(actor, project); !key)
        return key;
    for (qsizetype i = 0; i < checklist->items.size(); ++i) {
        const QString& text = checklist->items.at(i);
        if (i >= sign.items.size() || sign.items.at(i).text != text)
            return no(tr("“%1” has no answer.").arg(text));
        const RecurringItem& item = sign.items.at(i);
        if (item.verdict != Verdict::Passed && item.note.trimmed().isEmpty())
            return no(item.verdict == Verdict::Failed ? tr("“%1” failed: say what was found.").arg(text)
                                                      : tr("“%1” does not apply: say why.").arg(text));
    }
    return sign.items.size() > checklist->items.size()
               ? no(tr("It has only %1 items.").arg(checklist->items.size()))
               : yes();
}

Ruling exceptionRule(const Review& review, const Actor& actor, const Project& project, const World& world) {
    const Deployment* deployment = world.deployment(review.deployment);
    if (!deployment)
        return no(tr("There is no deployment %1.").arg(review.deployment.text()));
    if (!deployment->needsReview())
        return deployment->review
                   ? no(tr("It was reviewed by %1.").arg(deployment->review->person.text()))
                   : no(tr("%1 is neither an emergency nor a rollback.").arg(review.deployment.text()));
    if (deployment->isOpen())
        return no(tr("%1 is under way; it is reviewed when it is over.").arg(review.deployment.text()));
    if (review.note.trimmed().isEmpty())
        return no(tr("A review says what was found."));
    if (auto accepted = policyRule(deployment->environment, project, world); !accepted)
        return accepted;
    if (auto other =
            anotherPerson(deployment->startedBy, deployment->startedAtMs, review.nowMs, actor, project);
        !other)
        return other;
    return keyRule(actor, project);
}

} // namespace slipway::domain
