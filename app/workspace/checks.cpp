#include "app/workspace/checks.h"

#include "app/domain/probe_kind.h"
#include "app/domain/variables.h"
#include "app/workspace/spelling.h"
#include "app/workspace/strategy_checks.h"

#include <QSet>
#include <algorithm>

namespace slipway::workspace {

namespace {

using namespace domain;

const Node& placeOf(const Node& step, const QString& key) {
    const Node::Entry* entry = step.entry(key);
    return entry ? entry->value : step;
}

QStringList environmentNames(const Project& project) {
    QStringList names;
    for (const Environment& environment : project.environments)
        names += environment.name.text();
    return names;
}

QStringList rolesOf(const Project& project) {
    QStringList roles;
    for (const Person& person : project.people)
        for (const QString& role : person.roles)
            if (!roles.contains(role))
                roles += role;
    return roles;
}

bool appliesTo(const StepTemplate& step, const Environment& environment) {
    return step.only.isEmpty() || step.only.contains(environment.name);
}

void checkNames(const Project& project, const Places& places, Report& report) {
    QSet<QString> ids;
    for (qsizetype i = 0; i < project.steps.size(); ++i) {
        const StepTemplate& step = project.steps[i];
        const Node& place = *places.steps[static_cast<size_t>(i)];
        for (const EnvironmentName& name : step.only)
            checkEnvironmentIs(name, project, placeOf(place, QStringLiteral("only")), report);
        if (!step.id.isEmpty() && ids.contains(step.id))
            report.problem(placeOf(place, QStringLiteral("id")),
                           QStringLiteral("the id `%1` is used by two steps").arg(step.id));
        ids.insert(step.id);
    }
}

// It is worst when somebody starts who could sign themselves.
void checkFourEyes(const Project& project, const PersonQuestion& question, const Node& place,
                   Report& report) {
    const auto canSign = [&](const Person& person) {
        return person.hasRole(question.role) && !person.keys.isEmpty();
    };
    auto starter = std::find_if(project.people.begin(), project.people.end(), canSign);
    const auto signers = std::count_if(project.people.begin(), project.people.end(), canSign);
    const auto others = signers > 0 ? signers - 1 : 0;
    if (others >= question.signatures)
        return;
    if (starter == project.people.end())
        starter = project.people.begin();
    const QString who = question.role.isEmpty()
                            ? QStringLiteral("with a key")
                            : QStringLiteral("with a key and the role `%1`").arg(question.role);
    report.problem(place, QStringLiteral("`four-eyes: %1` cannot be filled when %2 starts: others %3: %4")
                              .arg(question.signatures)
                              .arg(starter->name.text(), who)
                              .arg(others));
}

void checkPolicyRoles(const Project& project, const Places& places, Report& report) {
    for (const Environment& environment : project.environments) {
        const Node::Entry* entry =
            places.environments ? places.environments->entry(environment.name.text()) : nullptr;
        if (!entry)
            continue;
        const auto check = [&](const char* section, const char* word, const QString& role) {
            const Node::Entry* part = entry->value.entry(QLatin1StringView(section));
            if (part)
                checkRoleIsHeld(role, project, placeOf(part->value, QLatin1StringView(word)), report);
        };
        if (environment.waivers) {
            check("waivers", "by", environment.waivers->by);
            check("waivers", "countersign", environment.waivers->countersign);
        }
        if (environment.emergency)
            check("emergency", "by", *environment.emergency);
    }
}

// Rule 6: a plan whose roles cannot be filled whoever starts it is refused. One person alone
// has other rules (14), which need no roles.
void checkRoles(const Project& project, const Places& places, Report& report) {
    if (project.solo())
        return;
    checkPolicyRoles(project, places, report);
    for (qsizetype i = 0; i < project.steps.size(); ++i) {
        const StepTemplate& step = project.steps[i];
        const Node& place = *places.steps[static_cast<size_t>(i)];
        const Operation operation = stepKind(step.kind)->operation(step.params, {});
        const auto* question = std::get_if<PersonQuestion>(&operation);
        if (!question)
            continue;
        checkRoleIsHeld(question->role, project, placeOf(place, QStringLiteral("sign")), report);
        if (!question->fourEyes || (!question->role.isEmpty() && !rolesOf(project).contains(question->role)))
            continue;
        checkFourEyes(project, *question, placeOf(place, QStringLiteral("four-eyes")), report);
    }
}

// Rule 6: people approve before, not after.
void checkApprovalOrder(const Project& project, const Places& places, Report& report) {
    for (const Environment& environment : project.environments) {
        if (environment.tier != Tier::Production)
            continue;
        qsizetype approval = -1;
        for (qsizetype i = 0; i < project.steps.size(); ++i)
            if (appliesTo(project.steps[i], environment) &&
                project.steps[i].params.contains(QStringLiteral("four-eyes")))
                approval = i;
        for (qsizetype i = 0; i < approval; ++i) {
            Step step;
            step.kind = project.steps[i].kind;
            step.params = project.steps[i].params;
            if (appliesTo(project.steps[i], environment) && step.changesHosts())
                report.warning(
                    *places.steps[static_cast<size_t>(i)],
                    QStringLiteral("changes hosts of `%1` before its four-eyes approval on line %2; put "
                                   "the approval first")
                        .arg(environment.name.text())
                        .arg(places.steps[static_cast<size_t>(approval)]->line));
        }
    }
}

// The first variable that is used and not defined, with the host it lacks on; empty when none.
QString undefinedVariable(const Project& project, const Environment& environment, const QStringList& texts,
                          const QStringList& alsoKnown) {
    QList<const Host*> askers{nullptr};
    if (isPerHost(environment, texts)) {
        askers.clear();
        for (const Host& host : environment.hosts)
            askers += &host;
    }
    for (const Host* host : askers) {
        QStringList known = definedVariables(project, environment, host).keys() + alsoKnown;
        if (host && !alsoKnown.isEmpty())
            known += QStringLiteral("SLIPWAY_HOST");
        for (const QString& text : texts)
            for (const QString& name : variableNames(text)) {
                if (known.contains(name))
                    continue;
                const QString where =
                    host ? QStringLiteral("host `%1` of `%2`").arg(host->name.text(), environment.name.text())
                         : QStringLiteral("`%1`").arg(environment.name.text());
                return QStringLiteral("`$%1` is not defined for %2%3")
                    .arg(name, where, didYouMean(name, known));
            }
    }
    return {};
}

QString secretIn(const QStringList& texts, const QStringList& secrets) {
    for (const QString& text : texts)
        for (const QString& name : variableNames(text))
            if (secrets.contains(name))
                return QStringLiteral("`$%1` is a secret; of a request only `headers` may hold it").arg(name);
    return {};
}

void checkVariables(const Project& project, const Places& places, Report& report) {
    const QStringList deployment =
        deploymentVariables({}, {}).keys() + QStringList{QStringLiteral("SLIPWAY_STEP")};
    for (qsizetype i = 0; i < project.steps.size(); ++i) {
        const StepTemplate& step = project.steps[i];
        const Doing doing = stepKind(step.kind)->doing(step.params);
        if (doing.kind->place() != Place::EachHostOrHere)
            continue;
        QJsonObject others = doing.params;
        QStringList headers;
        for (const QJsonValue header : others.take(QStringLiteral("headers")).toObject())
            headers += header.toString();
        const QStringList elsewhere = expandableTexts(others);
        for (const Environment& environment : project.environments) {
            if (!appliesTo(step, environment))
                continue;
            // Only headers are filled in right before the request; whatever else is said is in the plan.
            QString missing = undefinedVariable(project, environment, headers, deployment + step.secrets);
            if (missing.isEmpty())
                missing = secretIn(elsewhere, step.secrets);
            if (missing.isEmpty())
                missing = undefinedVariable(project, environment, elsewhere, deployment);
            if (missing.isEmpty())
                continue;
            report.problem(placeOf(*places.steps[static_cast<size_t>(i)], step.kind), missing);
            break;
        }
    }
}

void checkProbeVariables(const Project& project, const Places& places, Report& report) {
    const QStringList deployment = deploymentVariables({}, {}).keys();
    for (const Environment& environment : project.environments) {
        const Node::Entry* entry =
            places.environments ? places.environments->entry(environment.name.text()) : nullptr;
        const Node::Entry* list = entry ? entry->value.entry(QStringLiteral("probes")) : nullptr;
        if (!list || list->value.items.size() != static_cast<size_t>(environment.probes.size()))
            continue; // another mistake is told already
        for (qsizetype i = 0; i < environment.probes.size(); ++i) {
            const QString missing =
                undefinedVariable(project, environment, expandableTexts(environment.probes[i]), deployment);
            if (!missing.isEmpty())
                report.problem(list->value.items[static_cast<size_t>(i)], missing);
        }
    }
}

QStringList secretNames(const QList<SecretSource>& secrets) {
    QStringList names;
    for (const SecretSource& secret : secrets)
        names += secret.name;
    return names;
}

// What a step names must be defined wherever it runs, and a name must mean one thing.
void checkSecrets(const Project& project, const Places& places, Report& report) {
    for (qsizetype i = 0; i < project.steps.size(); ++i) {
        const StepTemplate& step = project.steps[i];
        const Node& place = placeOf(*places.steps[static_cast<size_t>(i)], QStringLiteral("secrets"));
        for (const Environment& environment : project.environments) {
            if (!appliesTo(step, environment))
                continue;
            const QStringList known = secretNames(environment.secrets + project.secrets);
            const auto missing = std::find_if(step.secrets.begin(), step.secrets.end(),
                                              [&](const QString& name) { return !known.contains(name); });
            if (missing == step.secrets.end())
                continue;
            report.problem(place, QStringLiteral("the secret `%1` is not defined for `%2`%3")
                                      .arg(*missing, environment.name.text(), didYouMean(*missing, known)));
            break;
        }
    }
    for (const Environment& environment : project.environments) {
        const QStringList known = secretNames(environment.secrets + project.secrets);
        const Node::Entry* entry =
            places.environments ? places.environments->entry(environment.name.text()) : nullptr;
        QStringList ofSwitches;
        for (const KillSwitch& one : environment.switches)
            ofSwitches += one.turn.secrets + one.readBack.secrets;
        for (const QString& name : ofSwitches)
            if (entry && !known.contains(name))
                report.problem(placeOf(entry->value, QStringLiteral("switches")),
                               QStringLiteral("the secret `%1` is not defined for `%2`%3")
                                   .arg(name, environment.name.text(), didYouMean(name, known)));
        for (const StepTemplate& gate : environment.gates)
            for (const QString& name : gate.secrets)
                if (entry && !known.contains(name))
                    report.problem(placeOf(entry->value, QStringLiteral("gates")),
                                   QStringLiteral("the secret `%1` is not defined for `%2`%3")
                                       .arg(name, environment.name.text(), didYouMean(name, known)));
    }
    for (const Environment& environment : project.environments)
        for (const QString& name : secretNames(environment.secrets + project.secrets))
            if (definedVariables(project, environment).contains(name) && places.environments) {
                const Node::Entry* entry = places.environments->entry(environment.name.text());
                report.problem(
                    entry ? entry->value : *places.environments,
                    QStringLiteral("`%1` is a variable and a secret; give one of them another name")
                        .arg(name));
            }
}

void checkHosts(const Project& project, const Places& places, Report& report) {
    for (qsizetype i = 0; i < project.steps.size(); ++i) {
        const StepTemplate& step = project.steps[i];
        if (stepKind(step.kind)->placeFor(step.params) != Place::EachHost)
            continue;
        for (const Environment& environment : project.environments)
            if (appliesTo(step, environment) && environment.hosts.isEmpty()) {
                report.problem(
                    *places.steps[static_cast<size_t>(i)],
                    QStringLiteral("`%1` has no hosts to run this on; add `hosts`, or `only` with other "
                                   "environments")
                        .arg(environment.name.text()));
                break;
            }
    }
}

} // namespace

void checkEnvironmentIs(const EnvironmentName& name, const Project& project, const Node& place,
                        Report& report) {
    const QStringList known = environmentNames(project);
    if (known.contains(name.text()))
        return;
    const QString meant = didYouMean(name.text(), known);
    report.problem(place,
                   QStringLiteral("there is no environment `%1`%2 There are: %3")
                       .arg(name.text(), meant.isEmpty() ? QStringLiteral(".") : meant, quotedList(known)));
}

void checkRoleIsHeld(const QString& role, const Project& project, const Node& place, Report& report) {
    const QStringList roles = rolesOf(project);
    if (role.isEmpty() || project.solo() || roles.contains(role))
        return;
    const QString meant = didYouMean(role, roles);
    report.problem(place, QStringLiteral("nobody has the role `%1`%2 Roles of people here: %3")
                              .arg(role, meant.isEmpty() ? QStringLiteral(".") : meant,
                                   roles.isEmpty() ? QStringLiteral("none") : quotedList(roles)));
}

void checkProject(const Project& project, const Places& places, Report& report) {
    checkNames(project, places, report);
    checkRoles(project, places, report);
    checkApprovalOrder(project, places, report);
    checkVariables(project, places, report);
    checkProbeVariables(project, places, report);
    checkSecrets(project, places, report);
    checkHosts(project, places, report);
    checkStrategies(project, places, report);
    if (places.watch)
        checkWatch(project, *places.watch, report);
}

} // namespace slipway::workspace
