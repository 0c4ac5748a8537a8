#include "tests/ui/fakes.h"

#include <QRandomGenerator>

namespace slipway::ui::fakes {
namespace {

QString text(const char* words) {
    return QString::fromUtf8(words);
}

QList<qint64> noise(qint64 middleUs, qint64 spreadUs, quint32 seed, int count = 60) {
    QRandomGenerator random(seed);
    QList<qint64> values;
    for (int i = 0; i < count; ++i)
        values << middleUs + random.bounded(static_cast<int>(2 * spreadUs)) - spreadUs;
    return values;
}

QList<domain::Bucket> dayOf(const QMap<int, domain::HealthState>& odd) {
    QList<domain::Bucket> buckets;
    const qint64 length = day / 60;
    for (int i = 0; i < 60; ++i) {
        domain::Bucket bucket;
        bucket.from = now - day + i * length;
        bucket.to = bucket.from + length;
        switch (odd.value(i, domain::HealthState::Up)) {
        case domain::HealthState::Unobserved:
            bucket.unobservedMs = length;
            break;
        case domain::HealthState::Degraded:
            bucket.degradedMs = length;
            break;
        case domain::HealthState::Down:
            bucket.downMs = length;
            break;
        case domain::HealthState::Maintenance:
            bucket.maintenanceMs = length;
            break;
        case domain::HealthState::Suspect:
        case domain::HealthState::Up:
            bucket.upMs = length;
            break;
        }
        buckets << bucket;
    }
    return buckets;
}

models::ProbeView probe(const char* name, domain::HealthState state, qint64 us, quint32 seed) {
    models::ProbeView view;
    view.name = text(name);
    view.state = state;
    view.lastUs = us;
    view.lastAtMs = now - 6 * second;
    view.recentUs = noise(us, us / 5, seed);
    if (state == domain::HealthState::Degraded)
        view.reason = text("p95 latency 812 ms, limit 300 ms");
    return view;
}

models::HostView host(const char* name, const char* version, const QString& runs) {
    return {text(name), text(version), runs, {}};
}

} // namespace

models::BoardView sampleBoard() {
    using domain::HealthState;
    models::EnvironmentView development;
    development.name = text("development");
    development.reading = false;
    development.version = text("main");
    development.commit = commit;
    development.hosts = {host("dev-1", "main", commit)};
    development.deployment = text("dep-0411");
    development.deployedBy = text("mira");
    development.deployedAtMs = now - 12 * minute;
    development.health = HealthState::Up;
    development.day = dayOf({});
    development.availability = {day - 80 * second, 80 * second, day};
    development.p95Us = 38'000;
    development.errorShare = 0;
    development.probes = {probe("API /health", HealthState::Up, 38'000, 1),
                          probe("Worker", HealthState::Up, 12'000, 2)};

    models::EnvironmentView staging = development;
    staging.name = text("staging");
    staging.tier = domain::Tier::Staging;
    staging.version = text("v1.8.0");
    staging.hosts = {host("stage-1", "v1.8.0", commit), host("stage-2", "v1.8.0", commit)};
    staging.deployment = text("dep-0412");
    staging.deployedBy = text("jonas");
    staging.deployedAtMs = now - 3 * hour;
    staging.day =
        dayOf({{20, HealthState::Unobserved}, {21, HealthState::Unobserved}, {38, HealthState::Degraded}});
    staging.availability = {day - 43 * minute, 0, day};
    staging.p95Us = 52'000;
    staging.errorShare = 0.001;
    staging.soakedMs = 3 * hour + 2 * minute;
    staging.soakNeededMs = 2 * hour;
    staging.probes = {probe("API /health", HealthState::Up, 52'000, 3),
                      probe("Worker", HealthState::Up, 14'000, 4),
                      probe("TLS certificate", HealthState::Up, 21'000, 5)};
    staging.signedItems = staging.allItems = 24;
    staging.rehearse = {true, {}};
    staging.rehearsal = {text("v1.8.0"),
                         text("v1.7.3"),
                         {{text("Undo: Switch traffic to green"),
                           text("/srv/orders-bot/bin/switch --to blue"),
                           {text("stage-1"), text("stage-2")}},
                          {text("Undo: Deploy to green"),
                           text("/srv/orders-bot/bin/stop --color green"),
                           {text("stage-1"), text("stage-2")}}},
                         {{text("Deploy to green"),
                           text("/srv/orders-bot/bin/deploy --color green --ref \"$SLIPWAY_REF\""),
                           {text("stage-1"), text("stage-2")}},
                          {text("Switch traffic to green"),
                           text("/srv/orders-bot/bin/switch --to green"),
                           {text("stage-1"), text("stage-2")}}}};
    staging.wayBack = {41 * second, now - 3 * hour, text("staging"), true};

    models::EnvironmentView production = staging;
    production.name = text("production");
    production.tier = domain::Tier::Production;
    production.version = text("v1.7.3");
    production.commit = oldCommit;
    production.hosts = {host("prod-1", "v1.7.3", oldCommit), host("prod-2", "v1.7.3", oldCommit)};
    production.deployment = text("dep-0398");
    production.deployedBy = text("mira");
    production.deployedAtMs = now - 9 * day;
    production.health = HealthState::Degraded;
    production.healthReason = text("p95 latency 812 ms");
    production.day = dayOf({{47, HealthState::Down},
                            {48, HealthState::Degraded},
                            {58, HealthState::Degraded},
                            {59, HealthState::Degraded}});
    production.availability = {day - 155 * second, 155 * second, day};
    production.p95Us = 812'000;
    production.errorShare = 0.006;
    production.soakedMs = production.soakNeededMs = 0;
    production.rehearse = {false, text("A rollback is rehearsed before production, not on it.")};
    production.rehearsal = {};
    production.waivers = 1;
    production.probes = {probe("API /health", HealthState::Degraded, 812'000, 6),
                         probe("Worker", HealthState::Up, 15'000, 7),
                         probe("Orders queue depth", HealthState::Up, 9'000, 8)};
    production.probes.first().ifFails = text("Slow since the index is rebuilt? See wiki.example/api-slow");
    production.contacts = {text("Hosting: +49 30 5550100, day and night")};

    models::StepBetweenView first;
    first.from = development.name;
    first.to = staging.name;
    first.commits = 0;
    models::StepBetweenView last;
    last.from = staging.name;
    last.to = production.name;
    last.commits = 14;
    last.version = text("v1.8.0");
    last.gates = samplePromotion().gates;
    last.promote = {false, text("2 gates are not met")};

    models::BoardView board;
    board.project = text("orders-bot");
    board.head = text("main at 9f3c2ab");
    board.branch = text("main");
    board.versions = {text("v1.8.0"), text("v1.7.3"), text("v1.7.2")};
    board.environments = {development, staging, production};
    board.between = {first, last};
    board.ledgerEntries = 1284;
    board.ledgerVerified = true;
    board.observing = true;
    board.actor = text("mira");
    board.actorRoles = text("release-manager");
    board.actorKey = text("SHA256:Yk3h7c2bq9Lm4tR8sVx1Zp0");
    board.actorKeyType = text("ssh-ed25519");
    board.actors = {text("mira"), text("jonas")};
    board.inbox = sampleInbox();
    board.recurring = sampleRecurring();
    board.alertChannels = sampleChannels();
    board.alerts = sampleAlerts();
    board.environments.last().switches = {
        {text("Turn the new checkout off"),
         text("PUT https://flags.example/api/flags/new-checkout"),
         text("GET https://flags.example/api/flags/new-checkout, expects $.on = false"),
         {}}};
    board.watchIsNoticed = false;
    return board;
}

models::PromotionView samplePromotion() {
    models::PromotionView view;
    view.version = text("v1.8.0");
    view.commit = commit;
    view.environment = text("production");
    view.previousVersion = text("v1.7.3");
    view.tier = domain::Tier::Production;
    view.gates = {
        {text("Deployed to staging"), text("dep-0412, same commit 9f3c2ab, same plan template"), true, false},
        {text("Soaked 2 h without alerts"), text("3 h 02 min healthy on staging, 97 % observed"), true,
         false},
        {text("Credentials differ from production"),
         text("DISCORD_TOKEN is the same on staging and production"), false, false},
        {text("CI passed, nothing skipped"), text("e2e was skipped on 9f3c2ab (11 of 12 passed)"), false,
         false},
        {text("Outside change freeze"),
         text("freeze starts in 1 h 58 min (Fri 16:00 Europe/Berlin: weekend); this plan takes about 26 min"),
         true, false, text("in 1 h 58 min")}};
    view.start = {false, text("2 gates block the start")};
    view.steps = sampleRelease().steps;
    view.undo = sampleRelease().undo;
    view.cannotUndo = {text("Migrate (expand only)")};
    view.commits = 14;
    view.authors = {text("Mira Lang"), text("Tom Reed"), text("Priya N.")};
    view.commitSummaries = sampleRelease().commitSummaries;
    return view;
}

models::PromotionView exceptionalPromotion() {
    using Act = models::GateView::Act;
    models::PromotionView view = samplePromotion();
    models::GateView soaked{text("Soaked 2 h without alerts"), text("1 h 12 min healthy on staging"), false,
                            false};
    soaked.id = text("soaked");
    soaked.isWaived = true;
    soaked.waiverWords = text("waived by jonas with mira until 2025-11-20 18:00 UTC: the login is broken");
    models::GateView fresh{text("Not older than 7 days on staging"), text("live there for 8 days"), false,
                           false};
    fresh.id = text("fresh");
    fresh.act = Act::Countersign;
    fresh.offer = {true, {}};
    fresh.unsignedWaiver = text("wai-0007");
    fresh.waiverWords =
        text("jonas would waive it until 2025-11-20 18:00 UTC (the login is broken); somebody "
             "else with the role “release-manager” has to sign that too");
    models::GateView freeze{text("Outside change freeze"),
                            text("frozen since Thu 16:00 until Mon 08:00: weekend"), false, false};
    freeze.id = text("freeze");
    freeze.act = Act::Waive;
    freeze.offer = {true, {}};
    models::GateView bad{text("Not a bad release"), text("marked bad by tom: the logs flood the disk"), false,
                         false};
    bad.id = text("not-bad");
    bad.act = Act::ClearBad;
    bad.offer = {false, text("tom did it; another person has to look at it.")};
    view.gates = {view.gates.first(), soaked, fresh, freeze, bad};
    view.start = {false, text("3 gates block the start")};
    view.offersEmergency = true;
    view.emergency = {true, {}};
    return view;
}

QList<models::ProbeView> manyProbes(int hosts) {
    QList<models::ProbeView> probes;
    for (const char* name : {"API /health", "unit bot"})
        for (int i = 1; i <= hosts; ++i) {
            const bool down = name[0] == 'u' && i >= 7 && i < 12;
            models::ProbeView view =
                probe(name, down ? domain::HealthState::Down : domain::HealthState::Up, 40'000, i);
            view.probe = view.name;
            view.host = QStringLiteral("web-%1").arg(i, 2, 10, QLatin1Char('0'));
            view.name += QStringLiteral(" · ") + view.host;
            if (down)
                view.reason = text("inactive (dead)");
            probes << view;
        }
    return probes;
}

models::WatchView sampleWatch() {
    using domain::HealthState;
    models::WatchView watch;
    watch.deployment = text("dep-0413");
    watch.environment = text("production");
    watch.version = text("v1.8.0");
    watch.nowMs = now;
    watch.liveAtMs = now - 9 * hour - 6 * minute;
    watch.endsAtMs = watch.liveAtMs + day;
    watch.probes = 6;
    watch.everyMs = 15 * second;
    watch.rollback = {true, {}};
    watch.keepsLog = true;
    const auto lane = [&](const char* name, const QList<std::tuple<double, double, HealthState>>& odd) {
        models::LaneView view;
        view.name = text(name);
        qint64 at = watch.liveAtMs;
        for (const auto& [from, to, state] : odd) {
            const qint64 start = watch.liveAtMs + static_cast<qint64>(from * hour);
            view.stretches << domain::Stretch{at, start, HealthState::Up, {}};
            at = watch.liveAtMs + static_cast<qint64>(to * hour);
            view.stretches << domain::Stretch{start, at, state, text("503, expected 200")};
        }
        view.stretches << domain::Stretch{at, watch.nowMs, HealthState::Up, {}};
        return view;
    };
    const std::tuple<double, double, HealthState> gap{2.4, 2.63, HealthState::Unobserved};
    watch.lanes = {
        lane("API /health", {gap, {5.1, 5.5, HealthState::Degraded}, {6.2, 6.202, HealthState::Down}}),
        lane("Worker", {gap}),
        lane("Database", {gap}),
        lane("Orders queue", {gap, {8.2, 9.05, HealthState::Degraded}}),
        lane("TLS certificate", {}),
        lane("Error log", {gap, {6.2, 6.28, HealthState::Down}})};
    QRandomGenerator random(11);
    models::MeasureView memory;
    memory.name = text("Memory of orders");
    memory.unit = text("MB");
    memory.limit = 500;
    for (int i = 0; i < 180; ++i)
        if (i < 48 || i > 52)
            memory.points << domain::ValuePoint{watch.liveAtMs + i * (9 * hour + 6 * minute) / 180,
                                                210 + i * 0.55 + random.bounded(24)};
    memory.trend = text("grows 11 MB / h");
    memory.slope = 11;
    memory.lineEnd = 320;
    memory.lineEndMs = watch.nowMs;
    memory.reachesMs = watch.nowMs + 16 * hour;
    memory.projection = text("500 MB at +25 h");
    models::MeasureView disk;
    disk.name = text("Disk /");
    disk.unit = text("%");
    disk.trend = text("steady");
    disk.points = {{watch.liveAtMs, 41}, {watch.nowMs, 41.5}};
    watch.measures = {memory, disk};
    for (const models::LaneView& one : watch.lanes)
        for (const domain::Stretch& stretch : one.stretches)
            if (stretch.state != HealthState::Up)
                watch.incidents.prepend(
                    {one.name, stretch.state, stretch.from, stretch.to, false,
                     stretch.state == HealthState::Unobserved ? QString() : stretch.reason});
    std::stable_sort(watch.incidents.begin(), watch.incidents.end(),
                     [](const auto& left, const auto& right) { return left.fromMs > right.fromMs; });
    for (int i = 0; i < 90; ++i) {
        const bool spike = i > 50 && i < 55;
        const bool missing = i > 23 && i < 27;
        const qint64 p50 = missing ? -1 : (spike ? 92'000 : 46'000) + random.bounded(9000);
        watch.latency << models::LatencyPoint{watch.liveAtMs + i * (9 * hour + 6 * minute) / 90, p50,
                                              missing ? -1
                                                      : (spike ? 142'000 : 74'000) + random.bounded(14'000)};
    }
    watch.availability = {9 * hour + 6 * minute - 14 * minute - 12 * second, 12 * second,
                          9 * hour + 6 * minute};
    const auto checkpoint = [&](int at, const char* statement, domain::Verdict verdict, const char* summary,
                                const char* by) {
        models::CheckpointView view;
        view.afterMs = at * hour;
        view.dueAtMs = watch.liveAtMs + view.afterMs;
        view.statement = text(statement);
        view.verdict = verdict;
        view.summary = text(summary);
        view.signedBy = text(by);
        view.signedAtMs = view.signedBy.isEmpty() ? 0 : view.dueAtMs + 4 * minute;
        return view;
    };
    watch.checkpoints = {
        checkpoint(1, "Uptime and basic functionality", domain::Verdict::Passed, "100 % up of 100 % observed",
                   "mira"),
        checkpoint(4, "Memory usage stable", domain::Verdict::Passed, "100 % up of 94 % observed", "jonas"),
        checkpoint(8, "No critical errors", domain::Verdict::Failed, "99.9 % up of 97 % observed, down 12 s",
                   ""),
        checkpoint(12, "Database performance acceptable", domain::Verdict::Waiting, "", ""),
        checkpoint(24, "All systems stable", domain::Verdict::Waiting, "", "")};
    models::CheckpointView& passed = watch.checkpoints[1];
    passed.signedBy.clear();
    passed.signedAtMs = 0;
    passed.sign = {true, {}};
    passed.signByMs = now + 16 * hour;
    passed.rules = {{text("“Memory” grows by at most 20 an hour, over 3 h"), domain::Verdict::Passed,
                     text("steady"), true}};
    models::CheckpointView& failed = watch.checkpoints[2];
    failed.sign = {false, text("It did not pass; only a passed checkpoint is signed.")};
    failed.waive = failed.extend = {true, {}};
    failed.fromMs = watch.liveAtMs;
    failed.rules = {
        {text("“API /health” is down at most 0×"), domain::Verdict::Failed, text("down 1×"), true},
        {text("p95 of “API /health” at most 1.5x of the day before"), domain::Verdict::Passed,
         text("41 ms, the day before 38 ms"), true},
        {text("the last number of “Errors” = 0"), domain::Verdict::Inconclusive, text("nothing was measured"),
         true},
        {text("every number of “Memory” < 450"), domain::Verdict::Failed, text("471 MB"), false}};
    watch.latencyBefore = QPair<qint64, qint64>{32'000, 66'000};
    using Mark = models::WatchMark::Kind;
    watch.marks = {
        {watch.liveAtMs + hour + 4 * minute, Mark::Signed, text("mira signed the checkpoint after 1 h")},
        {watch.liveAtMs + 6 * hour + 13 * minute, Mark::Alert, text("people were told: API /health is down")},
        {watch.liveAtMs + 6 * hour + 18 * minute, Mark::Over,
         text("people were told that it is over: API /health is down")},
        {watch.liveAtMs + 8 * hour + 30 * minute, Mark::Accepted,
         text("jonas extended the checkpoint after 8 h: the cache is cold")}};
    watch.criteria = {
        {text("up for at least 99.9%"), domain::Verdict::Passed, text("99.96 % up · 97.4 % observed"), true},
        {text("p95 of “API /health” at most 300ms"), domain::Verdict::Passed, text("88 ms"), true},
        {text("“Memory” grows by at most 10 an hour"), domain::Verdict::Failed, text("11 MB / h"), false},
        {text("the last number of “Errors” = 0"), domain::Verdict::Failed, text("3"), true}};
    for (models::MeasureView& measure : watch.measures)
        measure.before = QPair<double, double>{140, 280};
    watch.checkpoints[3].rules = {
        {text("p95 of “Database” at most 50ms"), domain::Verdict::Waiting, {}, true}};
    return watch;
}

QList<models::TimelineLine> sampleStory() {
    using Kind = models::TimelineLine::Kind;
    qint64 seq = 0, at = now - 37 * minute;
    const auto line = [&](const char* who, const char* what, const char* detail, Kind kind, bool isSigned,
                          const char* step = "") {
        at += 95 * second;
        return models::TimelineLine{++seq, at,       text(who),  text(what), text(detail),
                                    kind,  isSigned, text(step), {}};
    };
    return {line("mira", "v1.8.0 to production is started", "", Kind::Neutral, false),
            line("", "the plan is fixed", "fingerprint 5d0e9a11c771", Kind::Neutral, false),
            line("", "passed: The tag is signed", "tag v1.8.0 by mira@example.org", Kind::Passed, false),
            line("jonas", "signed: Code reviewed by someone who did not write it", "Read all 14 commits.",
                 Kind::Signed, true, "review"),
            line("priya", "signed: Go / no-go", "", Kind::Signed, true, "go-no-go"),
            line("", "failed: Deploy to green on prod-2", "exit 3 after 42 s", Kind::Failed, false,
                 "deploy-green"),
            line("mira", "decided to go on without Warm the cache on prod-1",
                 "the cache fills itself within a minute of normal traffic", Kind::Waived, true, "warm"),
            line("", "waits for the end of a freeze before Switch traffic", "frozen until Mon 08:00",
                 Kind::Attention, false, "switch")};
}

QList<models::DeploymentLine> sampleLines() {
    using models::ReleaseState;
    const auto line = [](const char* id, const char* environment, const char* version, const char* kind,
                         const char* by, const char* detail, domain::Tier tier, ReleaseState state,
                         qint64 ago, bool live) {
        return models::DeploymentLine{text(id),
                                      text(environment),
                                      text(version),
                                      text(kind),
                                      text(by),
                                      text(detail),
                                      tier,
                                      state,
                                      now - ago,
                                      live ? now - ago + 8 * minute : 0,
                                      text(id) == QLatin1StringView("dep-0413") ? 1 : 0,
                                      0,
                                      0,
                                      {},
                                      {}};
    };
    return {line("dep-0413", "production", "v1.8.0", "deploy", "mira", "Deploy to green runs on prod-2",
                 domain::Tier::Production, ReleaseState::Running, 37 * minute, true),
            line("dep-0412", "staging", "v1.8.0", "deploy", "jonas", "checklist 24 / 24 signed",
                 domain::Tier::Staging, ReleaseState::Live, 3 * hour, true),
            line("dep-0411", "development", "main", "deploy", "mira", "", domain::Tier::Development,
                 ReleaseState::Successful, 12 * minute, true),
            line("dep-0406", "staging", "v1.8.0", "rehearsal", "jonas", "there and back in 41 s",
                 domain::Tier::Staging, ReleaseState::Rehearsed, 3 * day, true),
            line("dep-0405", "staging", "v1.7.3", "rollback", "jonas", "“logs flood the disk”",
                 domain::Tier::Staging, ReleaseState::RollbackDone, 4 * day, true),
            line("dep-0404", "staging", "v1.8.0-rc1", "deploy", "jonas", "marked bad: logs flood the disk",
                 domain::Tier::Staging, ReleaseState::RolledBack, 4 * day + hour, true),
            line("dep-0398", "production", "v1.7.3", "deploy", "mira", "watch passed, 5 of 5 signed",
                 domain::Tier::Production, ReleaseState::Successful, 9 * day, true)};
}

void fillOutput(FakeOutput& store) {
    const auto feed = [&store](const char* attempt, qint64 atMs, const char* words, bool err = false) {
        store.grow(text(attempt), QByteArray(words) + '\n', atMs, err);
    };
    const qint64 start = now - 11 * second;
    for (const char* attempt : {"attempt-1", "attempt-2", "attempt-3"}) {
        feed(attempt, start + 118, "Fetching 9f3c2ab from origin");
        feed(attempt, start + 1902,
             "\x1b[32m\xe2\x9c\x93\x1b[0m checked out v1.8.0 into releases/20261120-140722");
        feed(attempt, start + 2010, "npm ci --omit=dev");
        feed(attempt, start + 7377, "added 214 packages in 5s");
        feed(attempt, start + 7401, "\x1b[33mnpm warn deprecated\x1b[0m inflight@1.0.6", true);
        feed(attempt, start + 9982, "starting orders-bot@green on :8082");
    }
    feed("attempt-2", start + 10'544, "DEPLOYMENT_ID=dep-0413 logger ready");
    feed("attempt-2", start + 11'105, "\x1b[2mwaiting for /health \xe2\x80\xa6\x1b[0m 200 in 41 ms");
    feed("attempt-3", start + 10'544, "\x1b[31mError: P1001 can't reach database at db:5432\x1b[0m", true);
}

domain::World sampleWorld() {
    domain::World world;
    const auto add = [&world](const char* id, const char* version, qint64 startedAtMs) {
        domain::Deployment deployment;
        deployment.id = domain::DeploymentId(text(id));
        deployment.environment = domain::EnvironmentName(text("production"));
        deployment.candidate.version = text(version);
        deployment.startedAtMs = startedAtMs;
        domain::Step step;
        step.id = domain::StepId(text("deploy"));
        step.title = text("Deploy to green");
        deployment.plan.steps = {step};
        world.order << deployment.id;
        return &*world.deployments.insert(deployment.id, deployment);
    };
    const auto attempt = [](domain::Deployment* deployment, const char* id, const char* host) {
        domain::Attempt made;
        made.id = domain::AttemptId(text(id));
        made.step = domain::StepId(text("deploy"));
        made.host = domain::HostName(text(host));
        made.intentAtMs = deployment->startedAtMs;
        deployment->attempts << made;
    };
    domain::Deployment* running = add("dep-0413", "v1.8.0", now - 37 * minute);
    attempt(running, "attempt-1", "prod-1");
    attempt(running, "attempt-2", "prod-2");
    attempt(add("dep-0415", "v1.8.1", now - 5 * minute), "attempt-3", "prod-2");
    return world;
}

} // namespace slipway::ui::fakes
