#include "app/domain/policy.h"

#include "app/base/canonical_json.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <algorithm>

namespace slipway::domain {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("policy", text);
}

QJsonArray sorted(QStringList texts) {
    texts.sort();
    return QJsonArray::fromStringList(texts);
}

QJsonObject keyJson(const SigningKey& key) {
    return {{QStringLiteral("name"), key.publicKey},
            {QStringLiteral("from"), key.fromMs},
            {QStringLiteral("until"), key.untilMs},
            {QStringLiteral("revoked"), key.revokedMs}};
}

QJsonObject windowJson(const FreezeWindow& window) {
    QJsonObject object{{QStringLiteral("zone"), window.zone},
                       {QStringLiteral("reason"), window.reason},
                       {QStringLiteral("refusesOverrun"), window.overrun == Overrun::Refuse}};
    switch (window.kind) {
    case FreezeWindow::Kind::Weekly:
        object.insert(QStringLiteral("weekly"), QStringLiteral("%1 %2 - %3 %4")
                                                    .arg(window.startDay)
                                                    .arg(window.startTime.toString(Qt::ISODate))
                                                    .arg(window.endDay)
                                                    .arg(window.endTime.toString(Qt::ISODate)));
        break;
    case FreezeWindow::Kind::Dates:
        object.insert(QStringLiteral("dates"),
                      QStringLiteral("%1 - %2").arg(window.start.toString(Qt::ISODate),
                                                    window.end.toString(Qt::ISODate)));
        break;
    case FreezeWindow::Kind::Recurring:
        object.insert(QStringLiteral("rule"), window.rule);
        object.insert(QStringLiteral("start"), window.start.toString(Qt::ISODate));
        object.insert(QStringLiteral("for"), base::durationText(window.length));
        break;
    }
    return object;
}

QJsonArray windowsJson(const QList<FreezeWindow>& windows) {
    QJsonArray list;
    for (const FreezeWindow& window : windows)
        list.append(windowJson(window));
    return list;
}

QJsonArray approvalsJson(const Project& project, const Environment& environment) {
    QJsonArray approvals;
    for (const StepTemplate& step : project.steps) {
        const StepKind* kind = stepKind(step.kind);
        if (!kind || kind->placeFor(step.params) != Place::Person ||
            (!step.only.isEmpty() && !step.only.contains(environment.name)))
            continue;
        const Operation asked = kind->operation(step.params, {});
        const auto* question = std::get_if<PersonQuestion>(&asked);
        if (question && question->isSigned()) {
            QJsonObject approval{{QStringLiteral("id"), step.id},
                                 {QStringLiteral("role"), question->role},
                                 {QStringLiteral("signatures"), question->signatures},
                                 {QStringLiteral("fourEyes"), question->fourEyes},
                                 {QStringLiteral("validFor"), qint64(question->validFor.count())}};
            // What older versions accepted has no such key.
            if (question->noAuthor)
                approval.insert(QStringLiteral("noAuthor"), true);
            if (question->coolDown.count() > 0)
                approval.insert(QStringLiteral("coolDown"), qint64(question->coolDown.count()));
            approvals.append(approval);
        }
    }
    return approvals;
}

QJsonObject environmentJson(const Project& project, const Environment& environment) {
    QJsonObject object{{QStringLiteral("name"), environment.name.text()},
                       {QStringLiteral("approvals"), approvalsJson(project, environment)}};
    if (environment.promoteFrom)
        object.insert(
            QStringLiteral("promoteFrom"),
            QJsonObject{{QStringLiteral("environment"), environment.promoteFrom->environment.text()},
                        {QStringLiteral("soak"), qint64(environment.promoteFrom->soak.count())},
                        {QStringLiteral("maxAge"), qint64(environment.promoteFrom->maxAge.count())}});
    object.insert(QStringLiteral("freezes"), windowsJson(environment.freezes));
    // What older versions accepted has no such key.
    if (!environment.maintenance.isEmpty())
        object.insert(QStringLiteral("maintenance"), windowsJson(environment.maintenance));
    if (environment.waivers)
        object.insert(QStringLiteral("waivers"),
                      QJsonObject{{QStringLiteral("by"), environment.waivers->by},
                                  {QStringLiteral("countersign"), environment.waivers->countersign},
                                  {QStringLiteral("most"), qint64(environment.waivers->most.count())},
                                  {QStringLiteral("gates"), sorted(environment.waivers->gates)}});
    if (environment.rollbackReady)
        object.insert(QStringLiteral("rollbackReady"), qint64(environment.rollbackReady->count()));
    if (!environment.gates.isEmpty()) {
        QJsonArray gates;
        for (const StepTemplate& gate : environment.gates)
            gates.append(QJsonObject{{QStringLiteral("step"), gate.kind},
                                     {QStringLiteral("params"), gate.params},
                                     {QStringLiteral("secrets"), sorted(gate.secrets)}});
        object.insert(QStringLiteral("gates"), gates);
    }
    if (environment.emergency)
        object.insert(QStringLiteral("emergency"),
                      QJsonObject{{QStringLiteral("by"), *environment.emergency}});
    return object;
}

} // namespace

QJsonObject policyOf(const Project& project) {
    QList<Person> people = project.people;
    std::sort(people.begin(), people.end(),
              [](const Person& one, const Person& other) { return one.name.text() < other.name.text(); });
    QJsonArray list;
    for (const Person& person : people) {
        QJsonArray keys;
        for (const SigningKey& key : person.keys)
            keys.append(keyJson(key));
        list.append(QJsonObject{{QStringLiteral("name"), person.name.text()},
                                {QStringLiteral("roles"), sorted(person.roles)},
                                {QStringLiteral("keys"), keys}});
    }
    QJsonArray environments;
    for (const Environment& environment : project.environments)
        if (environment.tier == Tier::Production)
            environments.append(environmentJson(project, environment));
    return {{QStringLiteral("people"), list}, {QStringLiteral("production"), environments}};
}

QString policyDigest(const QJsonObject& policy) {
    // Texts, integers and booleans only, so there are always bytes.
    return base::sha256Hex(base::canonicalJson(policy).valueOr(QByteArray()));
}

QList<Person> policyPeople(const QJsonObject& policy) {
    QList<Person> people;
    for (const QJsonValue value : policy.value(QStringLiteral("people")).toArray()) {
        Person person;
        person.name = PersonName(value[QStringLiteral("name")].toString());
        for (const QJsonValue role : value[QStringLiteral("roles")].toArray())
            person.roles.append(role.toString());
        for (const QJsonValue key : value[QStringLiteral("keys")].toArray())
            person.keys.append(
                {key[QStringLiteral("name")].toString(), key[QStringLiteral("from")].toInteger(),
                 key[QStringLiteral("until")].toInteger(), key[QStringLiteral("revoked")].toInteger()});
        people.append(person);
    }
    return people;
}

QString policyDigest(const Project& project) {
    return project.policyDigest.isEmpty() ? policyDigest(policyOf(project)) : project.policyDigest;
}

std::optional<Person> policyPerson(const QJsonObject& policy, const QString& name) {
    for (const Person& person : policyPeople(policy))
        if (person.name.text() == name)
            return person;
    return {};
}

base::Result<AcceptedPolicy> policyAfter(const std::optional<AcceptedPolicy>& before, const Entry& entry) {
    const auto no = [&entry](const QString& why) {
        return base::Error{base::ErrorKind::Corrupt, entry.chain.text(), why};
    };
    AcceptedPolicy after;
    after.policy = entry.body.value(QStringLiteral("policy")).toObject();
    after.digest = entry.text("digest");
    after.by = entry.actor();
    after.atMs = entry.timeMs();
    after.isFirst = entry.type == QLatin1StringView(entry::policyTrusted);
    after.hash = entry.hash;
    if (policyDigest(after.policy) != after.digest)
        return no(tr("a policy that is not what its digest says"));
    if (after.isFirst)
        return before ? base::Result<AcceptedPolicy>(no(tr("a policy is trusted although one was in force")))
                      : base::Result<AcceptedPolicy>(after);
    if (!before || before->digest != entry.text("before"))
        return no(tr("a change of policy that does not build on the one before it"));
    if (const auto person = policyPerson(before->policy, after.by))
        after.keys = person->keysAt(after.atMs);
    if (after.keys.isEmpty() && !policyPeople(before->policy).isEmpty())
        return no(tr("signed by %1, who had no key by which that could be signed then").arg(after.by));
    return after;
}

bool isPolicyInForce(const Project& project, const World& world) {
    return !world.policy || world.policy->digest == policyDigest(project);
}

bool isUnderPolicy(const Project& project, const World& world, const Environment& environment) {
    if (environment.tier == Tier::Production)
        return true;
    if (!world.policy)
        return false;
    const QJsonArray accepted = world.policy->policy.value(QStringLiteral("production")).toArray();
    return std::any_of(accepted.begin(), accepted.end(), [&project](const QJsonValue& one) {
        const Environment* now = project.environment(EnvironmentName(one[QStringLiteral("name")].toString()));
        return !now || now->tier != Tier::Production;
    });
}

bool isMaintenanceAccepted(const Project& project, const World& world, const Environment& environment,
                           const QList<FreezeWindow>& planned) {
    if (!world.policy || !isUnderPolicy(project, world, environment))
        return true;
    const QJsonArray accepted = world.policy->policy.value(QStringLiteral("production")).toArray();
    return std::any_of(accepted.begin(), accepted.end(), [&](const QJsonValue& one) {
        return one[QStringLiteral("name")].toString() == environment.name.text() &&
               one[QStringLiteral("maintenance")].toArray() == windowsJson(planned);
    });
}

QList<Change> policyChanges(const Project& project, const World& world) {
    return world.policy ? changesBetween(world.policy->policy, policyOf(project)) : QList<Change>();
}

} // namespace slipway::domain
