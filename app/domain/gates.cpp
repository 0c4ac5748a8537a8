#include "app/domain/gates.h"

#include "app/domain/policy.h"
#include "app/domain/rollback.h"
#include "app/domain/variables.h"

#include <QCoreApplication>

namespace slipway::domain {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("gates", text);
}

Gate deployedBefore(const World& world, const EnvironmentName& before, const Candidate& candidate) {
    Gate gate{QStringLiteral("deployed-before"), tr("Deployed to %1").arg(before.text()), {}, false, false};
    const Deployment* newest = world.newest(before);
    const Deployment* live = world.running(before);
    if (!live) {
        gate.detail = tr("nothing was deployed to %1 yet").arg(before.text());
    } else if (live->candidate.commit != candidate.commit) {
        gate.detail = tr("%1 runs %2 (%3), not %4")
                          .arg(before.text(), live->candidate.version, live->candidate.commit.left(7),
                               candidate.version);
    } else if (newest && newest->isOpen()) {
        gate.detail = tr("%1 to %2 is under way there (%3)")
                          .arg(newest->candidate.version, before.text(), newest->id.text());
    } else {
        gate.met = true;
        gate.detail = tr("%1, same commit %2").arg(live->id.text(), candidate.commit.left(7));
    }
    return gate;
}

Gate soaked(const PromoteFrom& from, const GateFacts& facts, bool sameCandidateThere) {
    Gate gate{QStringLiteral("soaked"),
              tr("Soaked %1 in observed health").arg(spokenDuration(from.soak.count())),
              {},
              false,
              false};
    gate.met = sameCandidateThere && facts.soakedMs >= from.soak.count();
    if (!sameCandidateThere)
        gate.detail = tr("starts when this version is live on %1").arg(from.environment.text());
    else {
        gate.detail = tr("%1 of %2 observed healthy on %3")
                          .arg(spokenDuration(facts.soakedMs), spokenDuration(from.soak.count()),
                               from.environment.text());
        gate.timeWillMeet = !gate.met;
    }
    return gate;
}

Gate fresh(const PromoteFrom& from, const GateFacts& facts, const Deployment* live) {
    Gate gate{QStringLiteral("fresh"),
              tr("At most %1 old").arg(spokenDuration(from.maxAge.count())),
              {},
              false,
              false};
    if (!live) {
        gate.detail = tr("nothing is live on %1").arg(from.environment.text());
        return gate;
    }
    const qint64 age = facts.nowMs - live->liveAtMs;
    gate.met = age <= from.maxAge.count();
    gate.detail = tr("live on %1 for %2").arg(from.environment.text(), spokenDuration(age));
    return gate;
}

/// Freezes further away are not worth a word.
constexpr qint64 forecastMs = 7 * 86'400'000LL;

Gate outsideFreeze(const World& world, const EnvironmentName& environment, const GateFacts& facts) {
    Gate gate{QStringLiteral("freeze"), tr("Outside change freeze"), {}, false, false};
    if (facts.nowMs == 0) {
        gate.detail = tr("its freeze windows were not looked at yet");
        return gate;
    }
    const FreezeOutlook found = outlook(facts.freezes, facts.nowMs);
    if (found.now) {
        gate.detail = frozenWords(*found.now, facts.nowMs);
        gate.timeWillMeet = true;
        return gate;
    }
    const auto usual = usualMs(world, environment);
    if (const FreezeSpan* refused = usual ? refusedOverrun(facts.freezes, facts.nowMs, *usual) : nullptr) {
        gate.detail = overrunWords(*refused, facts.nowMs, *usual);
        gate.timeWillMeet = true;
        return gate;
    }
    gate.met = true;
    if (!found.next || found.next->startMs() - facts.nowMs > forecastMs) {
        gate.detail = tr("no freeze in the next 7 days");
        return gate;
    }
    gate.soon = tr("in %1").arg(spokenDuration(found.next->startMs() - facts.nowMs));
    gate.detail = freezeForecast(*found.next, facts.nowMs);
    if (usual && facts.nowMs + *usual > found.next->startMs())
        gate.detail += QStringLiteral("; ") +
                       tr("this plan takes about %1 and would wait then").arg(spokenDuration(*usual));
    else if (usual)
        gate.detail += QStringLiteral("; ") + tr("this plan takes about %1").arg(spokenDuration(*usual));
    return gate;
}

Gate lineIsOpen(const World& world, const EnvironmentName& environment) {
    Gate gate{QStringLiteral("line"), tr("The line is open"), tr("nobody has stopped it"), true, false};
    if (const LineStop* stop = world.lineStop(environment)) {
        gate.met = false;
        gate.detail = stoppedWords(*stop);
    }
    return gate;
}

/// What is about to run is what others can read, and can read later.
Gate committed(const GateFacts& facts, const QString& branch) {
    Gate gate{QStringLiteral("committed"),
              branch.isEmpty() ? tr("slipway.yaml is committed")
                               : tr("slipway.yaml is that of %1").arg(branch),
              {},
              false,
              false};
    gate.met = facts.planFile == FileInGit::Committed;
    if (gate.met)
        gate.detail = tr("it is what Git has");
    else if (facts.planFile == FileInGit::Changed)
        gate.detail = tr("it has changes that are not committed");
    else if (facts.planFile == FileInGit::Missing)
        gate.detail = tr("it is not in Git");
    else if (facts.planFile == FileInGit::Elsewhere)
        gate.detail = tr("%1, as last fetched, has another one or none").arg(branch);
    else
        gate.detail = tr("Git has not said yet");
    return gate;
}

Gate policyAccepted(const Project& project, const World& world) {
    Gate gate{QStringLiteral("policy"), tr("Who may sign, and how, is accepted"), {}, true, false};
    if (!world.policy)
        gate.detail = tr("trusted with this first deployment");
    else if (isPolicyInForce(project, world))
        gate.detail =
            world.policy->isFirst
                ? tr("unchanged since the first deployment at %1").arg(spokenInstant(world.policy->atMs))
                : tr("accepted by %1 at %2").arg(world.policy->by, spokenInstant(world.policy->atMs));
    else {
        gate.met = false;
        gate.detail = tr("slipway.yaml has changed it since %1 accepted it at %2")
                          .arg(world.policy->by, spokenInstant(world.policy->atMs));
    }
    return gate;
}

/// Whoever has to go back at night finds a way that is there, and was gone.
Gate rollbackReady(const Project& project, const World& world, const Environment& environment,
                   const Candidate& candidate, const GateFacts& facts) {
    Gate gate{QStringLiteral("rollback-ready"), tr("The way back is ready"), {}, false, false};
    if (!facts.isPreviousKnown) {
        gate.detail = tr("what runs on %1 is not known, so there is nothing to go back to")
                          .arg(environment.name.text());
        return gate;
    }
    const Plan plan = expandPlan(project, environment, {{}, candidate, {}, {}});
    QStringList stay;
    for (const Step& step : plan.steps)
        if (step.changesHosts() && !step.undo().isOpen())
            stay.append(QStringLiteral("“%1”").arg(step.title));
    if (!stay.isEmpty()) {
        gate.detail = tr("has no undo: %1").arg(stay.join(QStringLiteral(", ")));
        return gate;
    }
    const qint64 withinMs = environment.rollbackReady->count();
    if (withinMs == 0) {
        gate.met = true;
        gate.detail = tr("every step that changes a host has an undo");
        return gate;
    }
    const Deployment* gone = wayBackGone(project, world, environment.name);
    gate.met = gone && gone->startedAtMs >= facts.nowMs - withinMs;
    if (!gone)
        gate.detail = tr("nobody has gone it yet; rehearse it");
    else
        gate.detail = tr("last gone on %1 %2 ago, in %3; at most %4 are allowed")
                          .arg(gone->environment.text(), spokenDuration(facts.nowMs - gone->startedAtMs),
                               spokenDuration(wayBackTook(*gone)->count()), spokenDuration(withinMs));
    return gate;
}

Gate askedGate(const Step& step, const GateFacts& facts) {
    Gate gate{step.id.text(), step.title, tr("has not been asked yet"), false, false};
    if (const auto found = facts.asked.constFind(gate.id); found != facts.asked.constEnd()) {
        gate.met = found->verdict == Verdict::Passed;
        gate.detail = found->summary;
    }
    return gate;
}

void addWaivers(QList<Gate>& list, const World& world, const Environment& environment,
                const Candidate& candidate, qint64 nowMs) {
    for (Gate& gate : list) {
        const GateWaiver* waiver =
            gate.met ? nullptr : world.gateWaiver(environment.name, gate.id, candidate.commit, nowMs);
        if (!waiver || !isWaivable(gate.id))
            continue;
        if (waiver->stands(nowMs))
            gate.waiver = waiver->id;
        else
            gate.unsignedWaiver = waiver->id;
        gate.waiverWords = waiverWords(*waiver, nowMs);
    }
}

} // namespace

QStringList waivableGates() {
    return {QStringLiteral("deployed-before"), QStringLiteral("soaked"),
            QStringLiteral("healthy-before"),  QStringLiteral("fresh"),
            QStringLiteral("freeze"),          QStringLiteral("committed"),
            QStringLiteral("rollback-ready"),  QStringLiteral("ci"),
            QStringLiteral("tag-signed"),      QStringLiteral("tag-annotated"),
            QStringLiteral("tag-on-commit"),   QStringLiteral("worktree-clean")};
}

QString gateId(const StepTemplate& written) {
    return written.kind == QLatin1StringView("ci") ? written.kind
                                                   : written.params.value(QStringLiteral("main")).toString();
}

QList<Step> gateSteps(const Project& project, const Environment& environment, const Candidate& candidate) {
    Variables variables = definedVariables(project, environment);
    variables.insert(deploymentVariables(environment.name, {{}, candidate, {}, {}}));
    QList<Step> steps;
    for (const StepTemplate& written : environment.gates) {
        const StepKind* kind = stepKind(written.kind);
        if (!kind)
            continue;
        Step step;
        step.id = StepId(gateId(written));
        step.kind = written.kind;
        step.title = written.title.isEmpty() ? kind->defaultTitle(written.params) : written.title;
        step.params = written.params;
        step.secrets = secretsNamed(written.secrets, environment.secrets, project.secrets);
        step.variables = variables;
        steps.append(step);
    }
    return steps;
}

bool isWaivable(const QString& gate) {
    return waivableGates().contains(gate);
}

QString waiverWords(const GateWaiver& waiver, qint64 nowMs) {
    const QString until = spokenInstant(waiver.untilMs);
    if (waiver.stands(nowMs) && waiver.needsSecond)
        return tr("waived by %1 with %2 until %3: %4")
            .arg(waiver.person.text(), waiver.countersignedBy.text(), until, waiver.reason);
    if (waiver.stands(nowMs))
        return tr("waived by %1 until %2: %3").arg(waiver.person.text(), until, waiver.reason);
    return waiver.countersign.isEmpty()
               ? tr("%1 would waive it until %2 (%3); somebody else has to sign that too")
                     .arg(waiver.person.text(), until, waiver.reason)
               : tr("%1 would waive it until %2 (%3); somebody else with the role “%4” has to sign that too")
                     .arg(waiver.person.text(), until, waiver.reason, waiver.countersign);
}

QString stoppedWords(const LineStop& stop) {
    return tr("stopped by %1 at %2: %3").arg(stop.by, spokenInstant(stop.atMs), stop.reason);
}

QList<Gate> gates(const Project& project, const World& world, const Environment& environment,
                  const Candidate& candidate, const GateFacts& facts) {
    QList<Gate> list;
    if (environment.promoteFrom && project.environment(environment.promoteFrom->environment)) {
        const PromoteFrom& from = *environment.promoteFrom;
        const Gate before = deployedBefore(world, from.environment, candidate);
        const Deployment* live = world.running(from.environment);
        const bool same = live && live->candidate.commit == candidate.commit;
        list.append(before);
        if (from.soak.count() > 0)
            list.append(soaked(from, facts, same));
        if (same && !facts.healthyBefore)
            list.append(Gate{QStringLiteral("healthy-before"),
                             tr("%1 is healthy now").arg(from.environment.text()),
                             tr("it is not seen healthy right now"), false, true});
        if (from.maxAge.count() > 0)
            list.append(fresh(from, facts, same ? live : nullptr));
    }
    if (environment.tier == Tier::Production)
        list.append(committed(facts, project.policyBranch));
    if (isUnderPolicy(project, world, environment))
        list.append(policyAccepted(project, world));
    if (environment.rollbackReady)
        list.append(rollbackReady(project, world, environment, candidate, facts));
    for (const Step& step : gateSteps(project, environment, candidate))
        list.append(askedGate(step, facts));
    if (!environment.freezes.isEmpty())
        list.append(outsideFreeze(world, environment.name, facts));
    Gate notBad{QStringLiteral("not-bad"), tr("Not a bad release"), {}, true, false};
    if (const BadRelease* bad = world.isBad(candidate.commit)) {
        notBad.met = false;
        notBad.detail = tr("%1 was marked bad by %2: %3").arg(bad->version, bad->by, bad->reason);
    } else
        notBad.detail = tr("%1 was never marked bad").arg(candidate.version);
    list.append(notBad);
    list.append(lineIsOpen(world, environment.name));

    Gate free{QStringLiteral("free"),
              tr("Nothing else under way on %1").arg(environment.name.text()),
              {},
              true,
              false};
    if (const Deployment* open = world.open(environment.name)) {
        free.met = false;
        free.detail =
            tr("%1 (%2), started by %3").arg(open->id.text(), open->candidate.version, open->startedBy);
    } else
        free.detail = tr("no deployment is open there");
    list.append(free);
    addWaivers(list, world, environment, candidate, facts.nowMs);
    return list;
}

} // namespace slipway::domain
