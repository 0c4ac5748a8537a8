#include "app/models/inbox_text.h"
#include "tests/ui/fakes.h"

namespace slipway::ui::fakes {

namespace {

QString text(const char* words) {
    return QString::fromUtf8(words);
}

models::InboxLine line(domain::InboxItem::Kind kind, const char* deployment, const char* version,
                       const char* environment, const char* what, qint64 sinceMs, const char* people) {
    models::InboxLine line;
    line.item.kind = kind;
    line.item.deployment = domain::DeploymentId(text(deployment));
    line.item.version = text(version);
    line.item.environment = domain::EnvironmentName(text(environment));
    line.item.what = text(what);
    line.item.sinceMs = sinceMs;
    line.tier = text(environment) == text("production") ? domain::Tier::Production : domain::Tier::Staging;
    line.people = text(people);
    line.isMine = line.people.contains(text("mira"));
    return line;
}

} // namespace

QList<models::InboxLine> sampleInbox() {
    using Kind = domain::InboxItem::Kind;
    auto waiver =
        line(Kind::SecondSignature, "", "v1.8.0", "production", "soaked", now - 22 * minute, "mira");
    waiver.item.waiver = text("wai-5tq0w2zr");
    waiver.item.detail =
        text("jonas would waive it until 2025-11-20 18:05 UTC (the login is broken for everybody); "
             "somebody else with the role “release-manager” has to sign that too");
    auto checkpoint = line(Kind::CheckpointDue, "dep-0398", "v1.7.3", "production", "Memory usage stable",
                           now - 3 * hour, "everybody, also mira");
    checkpoint.item.after = base::Milliseconds(4 * hour);
    auto signOff =
        line(Kind::Sign, "dep-0413", "v1.8.0", "production", "Go / no-go", now - 38 * minute, "jonas or ada");
    signOff.item.step = domain::StepId(text("go-no-go"));
    return {checkpoint, waiver,
            line(Kind::Failure, "dep-0414", "v1.8.1", "staging", "Smoke test green", now - 4 * minute,
                 "everybody, also mira"),
            signOff,
            line(Kind::ReviewDue, "dep-0416", "v1.7.2", "production", "p95 latency over 2 s after the switch",
                 now - 26 * hour, "jonas, ada or lin")};
}

QList<models::RecurringView> sampleRecurring() {
    using State = domain::RecurringStanding::State;
    const auto view = [](const char* name, const char* title, State state, const char* words) {
        models::RecurringView made;
        made.checklist.name = text(name);
        made.checklist.title = text(title);
        made.standing.state = state;
        made.words = text(words);
        made.people = text("jonas");
        made.sign = {false, text("This needs the role “approver”; mira has release-manager.")};
        return made;
    };
    auto logs =
        view("log-review", "Weekly log review", State::Open, "due in 2 d; missed: 1, the last of 2025-11-03");
    logs.checklist.why = text("A break-in shows in the logs weeks before it hurts.");
    logs.checklist.items = {text("Failed log-ins on every host looked at"),
                            text("Keys in authorized_keys are all known"),
                            text("Disk space enough for the next month")};
    logs.people = text("mira");
    logs.sign = {true, {}};
    domain::RecurringSignOff last;
    last.person = domain::PersonName(text("mira"));
    last.atMs = now - 6 * 24 * hour;
    last.dueMs = now;
    last.items = {
        {logs.checklist.items[0], domain::Verdict::Passed},
        {logs.checklist.items[1], domain::Verdict::Failed, text("one on prod-2 was of nobody here; removed")},
        {logs.checklist.items[2], domain::Verdict::NotApplicable, text("the disks are being replaced")}};
    logs.standing.before = last;
    auto restore = view("restore-test", "Monthly restore test", State::Signed,
                        "signed by jonas at 2025-11-04 10:12 UTC");
    restore.checklist.unit = domain::RecurringChecklist::Unit::Month;
    restore.checklist.every = 1;
    restore.standing.signOff = last;
    auto audit =
        view("audit", "Quarterly audit of roles and keys", State::Overdue, "late since 2025-11-14 00:00 UTC");
    audit.checklist.unit = domain::RecurringChecklist::Unit::Month;
    audit.checklist.every = 3;
    return {logs, restore, audit};
}

models::PolicyView samplePolicy() {
    models::PolicyView policy;
    policy.isInForce = false;
    policy.acceptedBy = text("mira");
    policy.digest = QString(64, QLatin1Char('5'));
    policy.accept = {true, {}};
    policy.changes = {
        {text("lin"),
         {},
         text(R"({"keys":[{"name":"ssh-ed25519 AAAAC3Nz…"}],"name":"lin","roles":["approver"]})")},
        {text("jonas · roles"), text(R"(["approver"])"), text(R"(["approver","release-manager"])")},
        {text("production · promoteFrom · soak"), text("2 h"), text("30 min")}};
    return policy;
}

QList<models::OpenAlertView> sampleAlerts() {
    const auto alert = [](const char* environment, const char* title, const char* reason, qint64 sinceMs) {
        models::OpenAlertView view;
        view.incident.trouble.environment = domain::EnvironmentName(text(environment));
        view.incident.trouble.title = text(title);
        view.incident.trouble.reason = text(reason);
        view.incident.trouble.sinceMs = sinceMs;
        return view;
    };
    auto page =
        alert("production", "API /health · prod-1 is down", "503 in 41 ms, expected 200", now - 11 * minute);
    page.tier = domain::Tier::Production;
    page.deployment = page.rollbackOf = text("dep-0413");
    page.version = text("v1.8.0");
    page.commit = QString(40, QLatin1Char('9'));
    page.liveAtMs = now - 9 * hour;
    page.rollback = {true, {}};
    page.hasSwitches = true;
    page.contacts = {text("Hosting: +49 30 123456")};
    auto log = page;
    log.incident.trouble.title = text("New errors · prod-2 is down");
    log.incident.trouble.reason = text("14 new lines that match ERROR, at most 10");
    log.incident.trouble.sinceMs = now - 4 * minute;
    log.linesOf = text("New errors · prod-2");
    log.rollback = {false, text("What became of “Deploy to green” on prod-2 is not known; look first.")};
    auto host = alert("staging", "nothing on stage-1 answers (3 probes)", "no route to host", now - 2 * hour);
    host.tier = domain::Tier::Staging;
    return {page, log, host};
}

QList<models::AlertChannelView> sampleChannels() {
    using Kind = domain::AlertChannel::Kind;
    domain::AlertPlan plan;
    for (const Kind kind : {Kind::Desktop, Kind::Slack, Kind::Mail}) {
        domain::AlertChannel channel;
        channel.name = kind == Kind::Mail ? text("on call") : domain::channelKindName(kind);
        channel.kind = kind;
        plan.channels.append(channel);
    }
    plan.channels.last().only = {domain::EnvironmentName(text("production"))};
    plan.channels.last().quietFrom = QTime(22, 0);
    plan.channels.last().quietTo = QTime(7, 0);
    plan.channels.last().zone = text("Europe/Berlin");
    QList<ports::OutboxLine> lines;
    lines.append({text("2"),
                  text("slack"),
                  {},
                  0,
                  3,
                  0,
                  false,
                  text("refused: Failed to connect to hooks.slack.com")});
    lines.append({text("1"), text("desktop"), {}, 0, 0, now - 26 * hour, false, {}});
    return models::alertChannelViews(plan, lines);
}

} // namespace slipway::ui::fakes
