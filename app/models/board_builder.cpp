#include "app/models/board_builder.h"

#include "app/domain/kill_switch.h"

#include "app/domain/policy.h"
#include "app/models/inbox_text.h"
#include "app/models/release_builder.h"
#include "app/models/rollout_builder.h"

#include <QCoreApplication>

namespace slipway::models {

using namespace domain;

namespace {

constexpr qint64 dayMs = 86'400'000;
constexpr qint64 hourMs = 3'600'000;
constexpr int dayBuckets = 60;
constexpr qsizetype sparkPoints = 60;

QString tr(const char* text) {
    return QCoreApplication::translate("board", text);
}

/// What the last look at a probe says; Unobserved when that is too long ago.
HealthState stateNow(const engine::Lane& lane) {
    return lane.stretches.isEmpty() ? HealthState::Unobserved : lane.stretches.last().state;
}

ProbeView probeView(const engine::Lane& lane) {
    ProbeView view;
    view.name = lane.question.label();
    view.probe = lane.question.probe.name.text();
    view.host = lane.question.hostName().text();
    view.state = stateNow(lane);
    const ProbeKind* kind = probeKind(lane.question.probe.kind);
    const bool isMeasured =
        !lane.samples.isEmpty() && lane.samples.last().value && kind && !kind->hasLatency();
    if (kind && !lane.samples.isEmpty() && lane.samples.last().value) {
        view.value = lane.samples.last().value;
        view.unit = kind->unit(lane.question.probe.params);
    }
    const qsizetype first = qMax<qsizetype>(0, lane.samples.size() - sparkPoints);
    for (qsizetype i = first; i < lane.samples.size(); ++i) {
        const Sample& sample = lane.samples.at(i);
        const bool answered =
            sample.outcome == SampleOutcome::Ok || sample.outcome == SampleOutcome::Degraded;
        view.recentUs.append(!answered    ? -1
                             : isMeasured ? qRound64(sample.value.value_or(0) * 1000)
                                          : sample.tookUs);
    }
    if (!lane.samples.isEmpty()) {
        const SampleOutcome last = lane.samples.last().outcome;
        if (last == SampleOutcome::Ok || last == SampleOutcome::Degraded)
            view.lastUs = lane.samples.last().tookUs;
        view.lastAtMs = lane.samples.last().timeMs;
        view.reason = lane.samples.last().reason;
        if (view.reason.startsWith(QLatin1Char(':')))
            view.reason = gapWords(view.reason);
    }
    if (view.state == HealthState::Down || view.state == HealthState::Degraded ||
        view.state == HealthState::Suspect)
        view.ifFails = lane.question.probe.ifFails;
    return view;
}

FreezeView freezeView(const GateFacts& facts) {
    FreezeView view;
    const FreezeOutlook found = outlook(facts.freezes, facts.nowMs);
    if (found.now) {
        view.isFrozen = true;
        view.words = frozenUntil(*found.now, facts.nowMs);
        view.detail = frozenWords(*found.now, facts.nowMs);
        view.sinceMs = found.now->startMs();
        view.untilMs = found.now->endMs();
    }
    if (!found.next)
        return view;
    view.nextMs = found.next->startMs();
    if (!found.now && view.nextMs - facts.nowMs <= dayMs) {
        view.words = tr("freeze in %1").arg(spokenDuration(view.nextMs - facts.nowMs));
        view.detail = freezeForecast(*found.next, facts.nowMs);
    }
    return view;
}

LineView lineView(const BoardInput& input, const EnvironmentName& environment) {
    LineView view;
    if (const LineStop* stop = input.world.lineStop(environment)) {
        view.isStopped = true;
        view.by = stop->by;
        view.reason = stop->reason;
        view.atMs = stop->atMs;
        view.words = stoppedWords(*stop);
    }
    // With a reason in place the rules say what else would close it.
    const Ruling stop = input.acts.allowed(StopLine{environment, QStringLiteral("-")});
    const Ruling open = input.acts.allowed(OpenLine{environment, QStringLiteral("-")});
    view.stop = {stop.allowed, stop.why};
    view.open = {open.allowed, open.why};
    return view;
}

MaintenanceView maintenanceView(const Maintenance& on) {
    const QString until = spokenInstant(on.untilMs);
    QString words = tr("maintenance until %1, by %2: %3").arg(until, on.by, on.reason);
    if (on.isPlanned)
        words = on.reason.isEmpty() ? tr("planned maintenance until %1").arg(until)
                                    : tr("planned maintenance until %1: %2").arg(until, on.reason);
    return {true, on.by, on.reason, on.untilMs, words, on.isPlanned};
}

/// What is asked, without headers and body: they may name secrets.
QString requestText(const Step& step) {
    const Operation operation = step.operation({});
    const auto& http = std::get<HttpQuestion>(operation);
    QString text = QStringLiteral("%1 %2").arg(http.method, http.url);
    for (auto it = http.json.begin(); it != http.json.end(); ++it)
        text += tr(", expects %1 = %2").arg(it.key(), it.value());
    return text;
}

QList<SwitchView> switchViews(const BoardInput& input, const Environment& environment) {
    QList<SwitchView> views;
    for (const KillSwitch& known : environment.switches) {
        const SwitchSteps steps = switchSteps(input.project, environment, known, {}, {});
        SwitchView view{known.name, requestText(steps.turn), requestText(steps.readBack), {}};
        for (const SwitchThrow& thrown : input.world.switches)
            if (thrown.environment == environment.name && thrown.name == known.name)
                view.last = thrown.isOff ? tr("thrown by %1 at %2").arg(thrown.by, spokenInstant(thrown.atMs))
                                         : tr("thrown by %1 at %2, not seen to be off (%3)")
                                               .arg(thrown.by, spokenInstant(thrown.atMs), thrown.summary);
        views.append(view);
    }
    return views;
}

EnvironmentView environmentView(const BoardInput& input, const Environment& environment,
                                const QList<InboxItem>& items) {
    const EnvironmentFacts facts = input.facts.value(environment.name);
    EnvironmentView view;
    view.name = environment.name.text();
    view.tier = environment.tier;
    view.reading = input.hosts.isReading(environment);
    view.mixed = input.hosts.isMixed(environment);
    for (const Host& host : environment.hosts) {
        const engine::HostReading reading = input.hosts.reading(host.name);
        const HostView one{host.name.text(), reading.version, reading.commit, reading.error};
        if (reading.known && view.commit.isEmpty()) {
            view.version = reading.version;
            view.commit = reading.commit;
        }
        view.hosts.append(one);
    }
    if (const Deployment* running = input.world.running(environment.name)) {
        view.deployment = running->id.text();
        view.deployedBy = running->startedBy;
        view.deployedAtMs = running->liveAtMs;
        // A place whose version cannot be read from hosts shows what was recorded.
        if (environment.versionCommand.isEmpty()) {
            view.version = running->candidate.version;
            view.commit = running->candidate.commit;
        }
    }
    // The checklist of what was deployed; before that, of what a deployment would ask for.
    const Deployment* running = input.world.running(environment.name);
    if (running && releaseState(*running) == ReleaseState::Rehearsed)
        view.rehearsedMs = qMax<qint64>(1, tookMs(*running));
    // A rehearsal ends on what it began with, whose checklist is still the one that counts.
    while (running && running->kind == DeploymentKind::Rehearsal)
        running = input.world.deployment(running->undoes);
    view.checklistDone = running && running->kind == DeploymentKind::Deploy;
    const Plan plan = view.checklistDone ? running->plan : expandPlan(input.project, environment, {});
    for (const Step& step : plan.steps)
        if (step.asksPerson()) {
            ++view.allItems;
            view.signedItems += view.checklistDone && isComplete(running->verdict(step)) ? 1 : 0;
        }
    view.waivers = view.checklistDone ? static_cast<int>(running->waivers.size()) : 0;
    const HealthFacts& health = facts.health;
    view.health = health.health;
    view.healthReason = health.reason;
    view.day = health.day;
    view.availability = health.availability;
    view.p95Us = health.p95Us;
    view.errorShare = health.errorShare;
    view.probes = health.probes;
    view.contacts = contactWords(input.project, environment.name);
    if (const Environment* after = input.project.next(environment.name)) {
        view.soakNeededMs = after->promoteFrom->soak.count();
        view.soakedMs = input.facts.value(after->name).gates.soakedMs;
    }
    if (const Deployment* open = input.world.open(environment.name)) {
        view.openDeployment = open->id.text();
        view.openWaitsFor = waitsFor(*open);
        view.openWaits = waitView(items, *open);
        const ReleaseState state = releaseState(*open);
        view.hasFailure = state == ReleaseState::Failed || state == ReleaseState::Interrupted;
    }
    const Ruling rehearse = input.acts.allowed(Rehearse{environment.name});
    view.rehearse = {rehearse.allowed, rehearse.why};
    if (rehearse)
        view.rehearsal = rehearsalView(input.project, input.world, environment);
    view.wayBack = wayBackView(input.project, input.world, environment.name);
    view.freeze = freezeView(facts.gates);
    view.line = lineView(input, environment.name);
    view.switches = switchViews(input, environment);
    if (facts.maintenance)
        view.maintenance = maintenanceView(*facts.maintenance);
    return view;
}

StepBetweenView betweenView(const BoardInput& input, const EnvironmentView& from, const Environment& to) {
    StepBetweenView view;
    view.from = from.name;
    view.to = to.name.text();
    const EnvironmentFacts facts = input.facts.value(to.name);
    if (facts.fromBefore) {
        view.commits = facts.fromBefore->ahead;
        view.commitsBack = facts.fromBefore->behind;
    }
    view.version = from.mixed ? QString() : from.version;
    if (const Deployment* open = input.world.open(to.name))
        view.openDeployment = open->id.text();
    if (from.commit.isEmpty() || from.mixed) {
        view.promote = {false, from.mixed ? tr("%1 runs different versions").arg(from.name)
                                          : tr("what runs on %1 is not known").arg(from.name)};
        return view;
    }
    if (input.hosts.agreedCommit(to) == from.commit) {
        view.promote = {false, tr("%1 runs %2 already").arg(view.to, from.version)};
        return view;
    }
    const Candidate candidate{from.version, from.commit, {}, {}};
    for (const Gate& gate : gates(input.project, input.world, to, candidate, facts.gates))
        view.gates.append(gateView(gate));
    const Ruling ruling = input.acts.allowed(StartDeployment{to.name, candidate, false, facts.gates});
    view.promote = {ruling.allowed, ruling.why};
    return view;
}

} // namespace

HealthFacts healthFacts(const QList<engine::ProbeQuestion>& questions, const engine::KeptSamples& samples,
                        qint64 nowMs) {
    HealthFacts facts;
    const qint64 from = nowMs - dayMs;
    QList<QList<Stretch>> all;
    qint64 asked = 0;
    qint64 failed = 0;
    QList<qint64> latencies;
    const QList<engine::Lane> lanes = engine::lanesOf(questions, samples, from, nowMs);
    all = engine::sayOfEnvironment(lanes);
    for (const engine::Lane& lane : lanes) {
        const ProbeView probe = probeView(lane);
        const HealthState said = engine::sayOfEnvironment(lane.question.probe, probe.state);
        if (facts.probes.isEmpty() || badness(said) > badness(facts.health)) {
            facts.health = said;
            facts.reason = probe.state == HealthState::Up || probe.reason.isEmpty()
                               ? QString()
                               : QStringLiteral("%1: %2").arg(probe.name, probe.reason);
        }
        facts.probes.append(probe);
        for (const Sample& sample : lane.samples) {
            if (sample.timeMs < nowMs - hourMs || sample.outcome == SampleOutcome::ObserverError)
                continue;
            ++asked;
            if (sample.outcome == SampleOutcome::Fail)
                ++failed;
            else if (engine::hasLatency(lane.question.probe))
                latencies.append(sample.tookUs);
        }
    }
    const auto worstOfAll = worst(all, from, nowMs);
    facts.day = buckets(worstOfAll, from, nowMs, dayBuckets);
    facts.availability = availability(worstOfAll);
    facts.p95Us = percentileUs(latencies, 0.95).value_or(-1);
    facts.errorShare = asked ? static_cast<double>(failed) / static_cast<double>(asked) : -1;
    return facts;
}

QList<ProbeGroupView> probeGroups(const QList<ProbeView>& probes, qsizetype most) {
    QList<ProbeGroupView> groups;
    QHash<QString, qsizetype> known;
    const bool isGrouped = probes.size() > most;
    for (const ProbeView& probe : probes) {
        // What has no host stands for itself, whatever it is called.
        const bool joins = isGrouped && !probe.host.isEmpty() && known.contains(probe.probe);
        if (!joins) {
            if (!probe.host.isEmpty())
                known.insert(probe.probe, groups.size());
            groups.append(
                {probe, 1, probe.state == HealthState::Up ? QStringList() : QStringList(probe.host)});
            continue;
        }
        ProbeGroupView& group = groups[known.value(probe.probe)];
        ++group.hosts;
        if (badness(probe.state) > badness(group.worst.state)) {
            group.worst = probe;
            group.troubled = {probe.host};
        } else if (probe.state == group.worst.state && probe.state != HealthState::Up) {
            group.troubled.append(probe.host);
        }
    }
    std::stable_sort(groups.begin(), groups.end(), [](const ProbeGroupView& a, const ProbeGroupView& b) {
        return badness(a.worst.state) > badness(b.worst.state);
    });
    return groups;
}

namespace {

PolicyView policyView(const BoardInput& input) {
    PolicyView view;
    view.isInForce = isPolicyInForce(input.project, input.world);
    if (view.isInForce)
        return view;
    view.acceptedBy = input.world.policy->by;
    view.digest = policyDigest(input.project);
    view.changes = policyChanges(input.project, input.world);
    const Ruling ruling = input.acts.allowed(AcceptPolicy{input.nowMs});
    view.accept = {ruling.allowed, ruling.why};
    return view;
}

} // namespace

QList<RecurringView> recurringViews(const Project& project, const World& world, const engine::Acts& acts,
                                    qint64 nowMs) {
    QList<RecurringView> views;
    for (const RecurringChecklist& checklist : project.recurring) {
        RecurringView view;
        view.checklist = checklist;
        view.standing = standingOf(checklist, world.recurring, nowMs);
        view.words = recurringWords(view.standing, nowMs);
        const Ruling ruling = acts.allowed(allPassed(checklist, nowMs));
        view.sign = {ruling.allowed, ruling.why};
        InboxItem asked;
        asked.role = checklist.role;
        asked.isAnybodys = project.solo();
        for (const Person& person : project.people)
            if (person.hasRole(checklist.role))
                asked.people.append(person.name.text());
        view.people = inboxPeople(asked, project);
        views.append(view);
    }
    return views;
}

BoardView boardView(const BoardInput& input) {
    BoardView view;
    view.project = input.project.name;
    view.branch = input.repository.branch;
    view.head = input.repository.head.isEmpty()
                    ? QString()
                    : tr("%1 at %2")
                          .arg(input.repository.branch.isEmpty() ? tr("detached") : input.repository.branch,
                               input.repository.head.left(7));
    view.versions = input.repository.tags;
    const QList<InboxItem> items = inbox(input.project, input.world, input.nowMs);
    for (const Environment& environment : input.project.environments)
        view.environments.append(environmentView(input, environment, items));
    for (qsizetype i = 1; i < input.project.environments.size(); ++i)
        view.between.append(
            betweenView(input, view.environments.at(i - 1), input.project.environments.at(i)));
    const Actor actor = input.acts.actor();
    view.actor = actor.name;
    if (const Person* person = input.project.person(PersonName(actor.name)))
        view.actorRoles = person->roles.join(QStringLiteral(", "));
    view.isSolo = input.project.solo();
    if (const auto identity = input.acts.actorIdentity()) {
        view.actorKey = identity->fingerprint;
        view.actorKeyType = identity->publicKey.section(QLatin1Char(' '), 0, 0);
        view.actorKeyPlace = identity->inAgent ? QString() : identity->source;
    }
    view.actors = input.acts.peopleHere();
    view.policy = policyView(input);
    view.recurring = recurringViews(input.project, input.world, input.acts, input.nowMs);
    for (const InboxItem& item : items) {
        const Environment* environment = input.project.environment(item.environment);
        view.inbox.append({item, environment ? environment->tier : Tier::Development, item.isFor(actor.name),
                           inboxPeople(item, input.project)});
    }
    return view;
}

QList<LatencyPoint> latencyPoints(const QList<engine::Lane>& lanes, qint64 fromMs, qint64 toMs, int most,
                                  qint64 leastMs) {
    QList<LatencyPoint> points;
    if (toMs <= fromMs || most <= 0)
        return points;
    const qint64 slice = qMax<qint64>(leastMs, (toMs - fromMs + most - 1) / most);
    QList<QList<qint64>> took(static_cast<qsizetype>((toMs - fromMs + slice - 1) / slice));
    for (const engine::Lane& lane : lanes) {
        if (!engine::hasLatency(lane.question.probe))
            continue;
        for (const Sample& sample : lane.samples) {
            const bool answered =
                sample.outcome == SampleOutcome::Ok || sample.outcome == SampleOutcome::Degraded;
            if (answered && sample.timeMs >= fromMs && sample.timeMs < toMs)
                took[static_cast<qsizetype>((sample.timeMs - fromMs) / slice)].append(sample.tookUs);
        }
    }
    for (qsizetype i = 0; i < took.size(); ++i)
        points.append({fromMs + i * slice, percentileUs(took[i], 0.5).value_or(-1),
                       percentileUs(took[i], 0.95).value_or(-1)});
    return points;
}

} // namespace slipway::models
