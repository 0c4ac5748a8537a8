#include "tests/ui/fakes.h"

namespace slipway::ui::fakes {
namespace {

QString text(const char* words) {
    return QString::fromUtf8(words);
}

} // namespace

void makeStale(models::ReleaseView& release) {
    release.state = models::ReleaseState::Stale;
    release.changed = text("slipway.yaml changed these steps: Deploy to green, Smoke test green.");
    release.stateDetail = release.changed;
    release.changes = {{text("Deploy to green"),
                        text("/srv/orders-bot/bin/deploy --color green --ref \"$SLIPWAY_REF\""),
                        text("/srv/orders-bot/bin/deploy --color green --ref main")},
                       {text("Smoke test green · timeout"), text("30 s"), text("5 min")},
                       {text("Warm the cache"),
                        {},
                        text("{\"id\":\"warm\",\"kind\":\"run\",\"params\":{\"main\":\"./"
                             "warm\"},\"title\":\"Warm the cache\"}")}};
}

void makeEmergency(models::ReleaseView& release) {
    release.emergency = text("customers cannot pay");
    release.needsReview = true;
    release.review = {true, {}};
    for (models::StepView& step : release.steps) {
        if (!step.asksPerson || step.signatures.isEmpty())
            continue;
        models::SignatureView ended = step.signatures.first();
        ended.ended = models::SignatureView::Ended::TakenBack;
        ended.note = text("the wrong tag");
        ended.atMs = now - hour;
        step.endedSignatures = {ended};
        step.signatures.first().untilMs = now + 20 * hour;
        step.takeBack = {true, {}};
    }
}

namespace {

models::StepView step(const char* id, const char* title, const char* kind, domain::Phase phase,
                      domain::Verdict verdict, const char* summary) {
    models::StepView view;
    view.id = text(id);
    view.title = text(title);
    view.kind = text(kind);
    view.phase = phase;
    view.verdict = verdict;
    view.summary = text(summary);
    view.asksPerson = view.kind == QLatin1StringView("item") || view.kind == QLatin1StringView("approval");
    view.limits = view.asksPerson ? QString() : text("timeout 5m");
    view.runs = view.asksPerson ? view.title : text("/srv/orders-bot/bin/") + view.id;
    return view;
}

} // namespace

models::ReleaseView sampleRelease() {
    using domain::Phase;
    using domain::Verdict;
    models::ReleaseView release;
    release.deployment = text("dep-0413");
    release.environment = text("production");
    release.version = text("v1.8.0");
    release.commit = commit;
    release.previousVersion = text("v1.7.3");
    release.fingerprint = text("5d0e8a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c671");
    release.startedBy = text("mira");
    release.kind = text("deploy");
    release.tier = domain::Tier::Production;
    release.startedAtMs = now - 37 * minute;
    release.state = models::ReleaseState::Running;
    release.drivenHere = true;

    models::StepView reviewed =
        step("reviewed", "Code reviewed", "item", Phase::PreDeploy, Verdict::Passed, "jonas 13:41");
    reviewed.role = text("approver");
    reviewed.signaturesNeeded = 1;
    reviewed.signatures = {{text("jonas"), text("approver"), text("read all 14 commits"),
                            text("SHA256:Qm4t7c2bq9Lm4tR8sVx1Zz9"), now - 30 * minute, true, false, false}};
    models::StepView deploy =
        step("deploy", "Deploy to green", "run", Phase::Deploy, Verdict::Running, "ssh · 2 hosts");
    deploy.why = text(
        "Unpacks the release beside the running one and starts it on the green port. Nothing is served from "
        "it "
        "until traffic is switched. Safe to lose this connection: the step keeps running on the host and is "
        "picked up again where it was.");
    deploy.runs = text("/srv/orders-bot/bin/deploy --color green --ref \"$SLIPWAY_REF\"");
    deploy.undo = text("/srv/orders-bot/bin/stop --color green");
    deploy.limits = text("timeout 5m · 1 host at a time · stop at the first failure");
    deploy.hosts = {{text("prod-1"), text("attempt-1"), Verdict::Passed, text("exit 0"), now - 47 * second,
                     now - 9 * second, false, 0, 0},
                    {text("prod-2"),
                     text("attempt-2"),
                     Verdict::Running,
                     {},
                     now - 9 * second,
                     0,
                     false,
                     now - 3 * second,
                     now - 2 * second}};
    deploy.stop = {true, {}};
    models::StepView go =
        step("go-no-go", "Go / no-go", "approval", Phase::Deploy, Verdict::Waiting, "2 sign-offs");
    go.runs = text("I have read the evidence below and approve switching production traffic to v1.8.0.");
    go.role = text("approver");
    go.signaturesNeeded = 2;
    go.fourEyes = true;
    go.waitsAfter = text("Smoke test green");
    go.sign = {false, text("available after “Smoke test green”")};
    models::StepView ci =
        step("ci", "CI is green on 9f3c2ab", "http", Phase::PreDeploy, Verdict::Passed, "http · 0.4 s");
    ci.hosts = {{{},
                 {},
                 Verdict::Passed,
                 text("200 in 412 ms"),
                 now - 36 * minute,
                 now - 36 * minute + 412,
                 false,
                 0,
                 0}};
    release.steps = {
        step("tag", "Tag v1.8.0 is annotated", "git", Phase::PreDeploy, Verdict::Passed, "git · 0.2 s"),
        ci,
        step("load", "Load test over 10 min", "run", Phase::PreDeploy, Verdict::Waived, "waived · jonas"),
        reviewed,
        step("backup", "Back up database", "run", Phase::Deploy, Verdict::Passed, "1.2 GB · verified"),
        step("migrate", "Migrate (expand only)", "run", Phase::Deploy, Verdict::Passed, "ssh · 3.1 s"),
        deploy,
        step("smoke", "Smoke test green", "http", Phase::Deploy, Verdict::Waiting, "http"),
        go,
        step("switch", "Switch traffic to green", "run", Phase::Deploy, Verdict::Waiting, "ssh"),
        step("dashboard", "/setupdashboard answers", "item", Phase::PostDeploy, Verdict::Waiting, "manual"),
        step("errors", "No errors in the log", "run", Phase::PostDeploy, Verdict::Waiting, "ssh"),
    };
    release.phases = {{Phase::PreDeploy, 4, 4, 1, Verdict::Waived},
                      {Phase::Deploy, 2, 6, 0, Verdict::Running},
                      {Phase::PostDeploy, 0, 2, 0, Verdict::Waiting},
                      {Phase::Watch, 0, 5, 0, Verdict::Waiting}};
    for (const int at : {1, 4, 8, 12, 24})
        release.checkpoints << models::CheckpointView{
            at * hour, 0, text("All systems stable"), Verdict::Waiting, {}, {}, 0, {}};
    release.currentStep = text("deploy");
    release.nextSignOff = text("go-no-go");
    release.undo = {{text("Deploy to green"),
                     text("/srv/orders-bot/bin/stop --color green"),
                     {text("prod-1"), text("prod-2")}},
                    {text("Switch traffic to green"),
                     text("/srv/orders-bot/bin/switch --to blue"),
                     {text("prod-1"), text("prod-2")}}};
    release.cannotUndo = {text("Migrate (expand only)"), text("Back up database")};
    release.rollback = {true, {}};
    release.pause = {true, {}};
    release.wayBack = {41 * second, now - 3 * hour, text("staging"), true};
    release.waivers = {{text("load"),
                        text("Load test over 10 min"),
                        {},
                        text("jonas"),
                        text("no traffic change"),
                        now - 31 * minute}};
    release.lock.heldSinceMs = now - 2 * minute;
    release.commits = 14;
    release.authors = {text("Mira Lang"), text("Tom Reed"), text("Priya N.")};
    release.commitSummaries = {text("Adds sentiment scores"), text("Fixes a rate-limit loop"),
                               text("Names the worker in logs")};
    release.evidence = 14;
    const QString digest = text("8f14e45fceea167a5a36dedd4bea2543c5f3ce0dd1b8a6ad1bd5e4ea0d4d0b2c");
    release.evidenceItems = {
        {text("tag"), text("Tag v1.8.0 is annotated"), {}, Verdict::Passed, text("annotated"), digest, true},
        {text("ci"),
         text("CI is green on 9f3c2ab"),
         {},
         Verdict::Passed,
         text("200 in 412 ms"),
         digest,
         true},
        {text("load"),
         text("Load test over 10 min"),
         {},
         Verdict::Waived,
         text("p95 912 ms > 800 ms"),
         digest,
         true},
        {text("reviewed"), text("Code reviewed"), {}, Verdict::Passed, text("jonas"), {}, false},
        {text("backup"), text("Back up database"), text("prod-1"), Verdict::Passed, text("exit 0"), digest,
         true},
        {text("deploy"), text("Deploy to green"), text("prod-1"), Verdict::Passed, text("exit 0"), digest,
         false}};
    release.evidenceDigest = digest;
    release.tag = {models::TagView::State::Verified, text("signed by mira")};
    return release;
}

models::ReleaseView failedRelease() {
    models::ReleaseView release = sampleRelease();
    release.deployment = text("dep-0415");
    release.state = models::ReleaseState::Failed;
    for (models::StepView& view : release.steps) {
        if (view.id != QLatin1StringView("deploy"))
            continue;
        view.verdict = domain::Verdict::Failed;
        view.summary = text("exit 1");
        view.hosts[1].verdict = domain::Verdict::Failed;
        view.hosts[1].summary = text("exit 1");
        view.hosts[1].endedAtMs = now;
        view.hosts[1].attempt = text("attempt-3");
    }
    release.failure.step = text("deploy");
    release.failure.ifFails = text("Is the disk full? bin/tidy frees what older versions left.");
    release.contacts = {text("Hosting: +49 30 5550100, day and night")};
    release.failure.stepTitle = text("Deploy to green");
    release.failure.host = text("prod-2");
    release.failure.summary = text("Exit 1 after 9 s. prod-1 finished. Nothing is serving from green.");
    release.failure.lastLines = {text("starting orders-bot@green on :8082"),
                                 text("Error: P1001 can't reach database at db:5432"), text("exit 1")};
    release.failure.finishedHosts = {text("prod-1")};
    release.failure.retry = {true, {}};
    release.failure.rollback = {true, {}};
    release.failure.exclude = {false, text("the plan needs green on 2 hosts before traffic moves")};
    release.failure.waive = {false, text("this step is required")};
    release.failure.later = {true, {}};
    release.failure.rollbackWords =
        text("Stop green on prod-1. The migration stays: v1.7.3 runs on it. The backup is kept.");
    return release;
}

models::ReleaseView rollbackRelease() {
    using domain::Phase;
    using domain::Verdict;
    models::ReleaseView release = sampleRelease();
    release.deployment = text("dep-0416");
    release.kind = text("rollback");
    release.version = text("v1.7.3");
    release.undoes = text("dep-0413");
    release.nextSignOff.clear();
    release.currentStep = text("undo-deploy");
    release.steps = {
        step("undo-switch", "Undo: Switch traffic to green", "run", Phase::Deploy, Verdict::Passed,
             "ssh · 2 hosts"),
        step("undo-deploy", "Undo: Deploy to green", "run", Phase::Deploy, Verdict::Running, "ssh · 2 hosts"),
        step("health", "Health after rollback", "http", Phase::PostDeploy, Verdict::Waiting, "http")};
    release.phases = {{Phase::Deploy, 1, 2, 0, Verdict::Running},
                      {Phase::PostDeploy, 0, 1, 0, Verdict::Waiting}};
    release.checkpoints.clear();
    release.waivers.clear();
    release.rollback = {false, text("a rollback is not rolled back")};
    return release;
}

models::ReleaseView manyHostsRelease(int hosts) {
    using domain::Verdict;
    models::ReleaseView release = failedRelease();
    release.deployment = text("dep-0420");
    release.strategy = text("rolling: batches of 2, each healthy for 30s");
    release.matrix = {};
    models::StepView* deploy = nullptr;
    for (models::StepView& one : release.steps) {
        if (one.id == QLatin1StringView("deploy"))
            deploy = &one;
        if (one.kind == QLatin1StringView("run"))
            release.matrix.columns.append({one.id, one.title});
    }
    deploy->hosts.clear();
    deploy->verdict = Verdict::Running;
    release.failure.failedHosts.clear();
    for (int i = 0; i < hosts; ++i) {
        models::MatrixView::Row row;
        row.host = QStringLiteral("prod-%1").arg(i + 1);
        row.wave = i / 2 + 1;
        Verdict here = i < 4 ? Verdict::Passed : i < 6 ? Verdict::Running : Verdict::Waiting;
        if (i == 2) {
            here = Verdict::NotApplicable;
            row.leftOut = text("its disk is being replaced");
        } else if (i == 3 || i == 4) {
            here = Verdict::Failed;
            release.failure.failedHosts << row.host;
        }
        bool before = true;
        for (const auto& column : std::as_const(release.matrix.columns)) {
            const bool isDeploy = column.step == QLatin1StringView("deploy");
            const bool alone = column.step == QLatin1StringView("backup");
            before = before && !isDeploy;
            row.takesPart << (!alone || i == 0);
            if (column.step == QLatin1StringView("load"))
                row.cells << Verdict::Waived;
            else
                row.cells << (isDeploy                ? here
                              : before                ? Verdict::Passed
                              : row.leftOut.isEmpty() ? Verdict::Waiting
                                                      : Verdict::NotApplicable);
        }
        models::HostRunView run{row.host, here == Verdict::Waiting ? QString() : text("attempt-1"), here,
                                here == Verdict::Passed   ? text("exit 0")
                                : here == Verdict::Failed ? text("exit 1")
                                                          : QString()};
        if (here != Verdict::Waiting && here != Verdict::NotApplicable)
            run.startedAtMs = now - 41 * second;
        if (here == Verdict::Passed || here == Verdict::Failed)
            run.endedAtMs = now - 3 * second;
        if (i == 5) {
            run.connectionLost = true;
            run.lostAtMs = now - 14 * second;
        }
        deploy->hosts << run;
        release.matrix.rows << row;
    }
    release.failure.host = release.failure.failedHosts.value(0);
    release.failure.finishedHosts = {text("prod-1"), text("prod-2")};
    release.failure.summary = text("exit 1 after 9 s");
    release.failure.exclude = {true, {}};
    release.failure.waive = {false, text("“Deploy to green” is required on every host.")};
    release.failure.rollbackWords = text("v1.7.3 again on prod-1, prod-2");
    release.waivers << models::WaiverView{
        {}, {}, text("prod-3"), text("mira"), text("its disk is being replaced"), now - 4 * minute};
    return release;
}

models::ReleaseView heldRelease() {
    models::ReleaseView release = sampleRelease();
    release.deployment = text("dep-0421");
    release.state = models::ReleaseState::WaitsForLock;
    release.stateDetail = text("waits for tom on desk-7, who holds production (deploy v1.7.4)");
    release.lock = {};
    release.lock.holder = text("tom on desk-7");
    release.lock.holderOwner = text("dep-0410");
    release.lock.holderReason = text("deploy v1.7.4");
    release.lock.holderHost = text("prod-1");
    release.lock.holderSinceMs = now - 23 * minute;
    release.lock.holderSilentMs = 4 * second;
    release.lock.holderRunning = 1;
    release.lock.takeOver = {true, {}};
    return release;
}

models::ReleaseView rehearsalRelease() {
    models::ReleaseView release = rollbackRelease();
    release.deployment = text("dep-0422");
    release.kind = text("rehearsal");
    release.version = text("v1.8.0");
    release.environment = text("staging");
    release.tier = domain::Tier::Staging;
    return release;
}

} // namespace slipway::ui::fakes
