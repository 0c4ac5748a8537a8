#include "app/cli/deploy_command.h"

#include "app/base/duration.h"
#include "app/cli/acting.h"
#include "app/cli/dry_run.h"
#include "app/cli/follower.h"
#include "app/cli/text.h"
#include "app/cli/watch_follower.h"

#include <QCoreApplication>

namespace slipway::cli {

using namespace domain;

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("cli", text);
}

/// How long the hosts may take to say what they run before the ledger's word is taken.
constexpr qint64 readHostsMs = 20'000;
constexpr qint64 gatePollMs = 1000;
constexpr qint64 sayEveryMs = 10'000;

constexpr base::Milliseconds usualPatience{60'000};

void describeFollowing(QCommandLineParser& parser) {
    parser.addOption({QStringLiteral("quiet"), tr("Do not print the steps' output.")});
    parser.addOption(
        {QStringLiteral("give-up-after"),
         tr("How long to wait when it cannot go on, such as for a host that is away (%1). Exit 1 then; the "
            "deployment stays as it is, and the same command goes on with it.")
             .arg(base::durationText(usualPatience)),
         QStringLiteral("TIME")});
}

/// Nothing, and a complaint, when what was given is no time.
std::optional<base::Milliseconds> patienceOf(const QCommandLineParser& parser) {
    if (!parser.isSet(QStringLiteral("give-up-after")))
        return usualPatience;
    const auto given = base::parseDuration(parser.value(QStringLiteral("give-up-after")));
    if (!given)
        complain(tr("--give-up-after takes a time such as 30s or 10m"));
    return given;
}

/// Calls `f` once every host of the environment was read, or the time for it is over.
void whenHostsAreRead(Session& session, const EnvironmentName& name, QObject* owner,
                      std::function<void()> f) {
    const Environment* environment = session.desk().project().environment(name);
    if (!environment || environment->versionCommand.isEmpty() || environment->hosts.isEmpty()) {
        f();
        return;
    }
    auto once = std::make_shared<std::function<void()>>(std::move(f));
    const auto go = [once] {
        if (auto call = std::exchange(*once, {}))
            call();
    };
    auto left = std::make_shared<qsizetype>(environment->hosts.size());
    QObject::connect(&session.desk().hosts(), &engine::HostReader::changed, owner,
                     [left, go, name](const EnvironmentName& changed) {
                         if (changed == name && --*left <= 0)
                             go();
                     });
    session.desk().hosts().refresh(name);
    session.desk().parts().clock.callAfter(readHostsMs, owner, go);
}

/// One `slipway deploy`: continues what is open there, or starts, waiting for gates where asked.
class Deploying : public QObject {
    // Without this, tr() would look among QObject's own texts.
    Q_DECLARE_TR_FUNCTIONS(cli)
public:
    Deploying(Session& session, const QCommandLineParser& parser, base::Milliseconds patience)
        : m_session(session)
        , m_version(parser.positionalArguments().value(0))
        , m_environment(parser.value(QStringLiteral("to")))
        , m_again(parser.isSet(QStringLiteral("again")))
        , m_wait(parser.isSet(QStringLiteral("wait")))
        , m_waitWatch(parser.isSet(QStringLiteral("wait-watch")))
        , m_emergency(parser.value(QStringLiteral("emergency")).trimmed())
        , m_dryRun(parser.isSet(QStringLiteral("dry-run")))
        , m_follower(session, session.json() || parser.isSet(QStringLiteral("quiet")), this)
        , m_watch(session, session.json() || parser.isSet(QStringLiteral("quiet")), this) {
        m_follower.setWaitsForFreezes(m_wait);
        m_follower.setPatience(patience);
        connect(&m_watch, &WatchFollower::takenBack, &m_follower, &Follower::takeBack);
        connect(&m_watch, &WatchFollower::ended, this,
                [this](const DeploymentId& id, int code, const QString& words) {
                    m_follower.end(*m_session.desk().history().deployment(id), code, words);
                });
    }

    void begin() {
        if (!m_session.environment(m_environment))
            return;
        m_session.desk().observe();
        base::deliver(m_session.desk().parts().git.resolve(m_version, {std::chrono::seconds(30), {}}), this,
                      [this](const base::Result<Candidate>& candidate) {
                          if (!candidate.ok()) {
                              m_session.finish(candidate.error());
                              return;
                          }
                          if (m_dryRun) {
                              whenHostsAreRead(m_session, m_environment, this,
                                               [this] { dryRun(m_session, m_version, m_environment, this); });
                              return;
                          }
                          followOrStart(*candidate);
                      });
    }

private:
    void followOrStart(const Candidate& candidate) {
        const World& world = m_session.desk().history().world();
        const Deployment* open = world.open(m_environment);
        const Deployment* live = world.running(m_environment);
        const bool isLive = live && live->candidate.commit == candidate.commit;
        if (open && open->kind == DeploymentKind::Deploy && open->candidate.commit == candidate.commit) {
            followToWatch();
            m_follower.follow(open->id);
        } else if (m_waitWatch && isLive && !m_again && m_emergency.isEmpty()) {
            if (!m_session.json())
                print(tr("✓ %1 is live on %2.").arg(live->candidate.version, m_environment.text()));
            m_watch.follow(live->id);
        } else {
            followToWatch();
            whenHostsAreRead(m_session, m_environment, this, [this] { start(); });
        }
    }

    void followToWatch() {
        if (m_waitWatch)
            m_follower.setAfterLive([this](const DeploymentId& id) { m_watch.follow(id); });
    }

    void start() {
        if (!m_wait || !m_emergency.isEmpty()) {
            open();
            return;
        }
        base::deliver(m_session.desk().acts().preview(m_version, m_environment), this,
                      [this](const base::Result<engine::Preview>& found) {
                          bool onlyTime = found.ok();
                          QStringList words;
                          QStringList closed;
                          if (found.ok())
                              for (const Gate& gate : found->gates)
                                  if (!gate.isPassed()) {
                                      onlyTime = onlyTime && gate.timeWillMeet;
                                      words.append(QStringLiteral("%1: %2").arg(gate.title, gate.detail));
                                      closed.append(gate.id);
                                  }
                          if (words.isEmpty() || !onlyTime) {
                              open();
                              return;
                          }
                          // Told when another gate closes or opens, and every ten seconds.
                          const qint64 now = m_session.desk().parts().clock.now().bootMs;
                          if (!m_session.json() && (closed != m_closed || now - m_saidMs >= sayEveryMs)) {
                              m_closed = closed;
                              m_saidMs = now;
                              print(tr("waits: %1").arg(words.join(QStringLiteral("; "))));
                          }
                          m_session.desk().parts().clock.callAfter(gatePollMs, this, [this] { start(); });
                      });
    }

    void open() {
        base::deliver(m_session.desk().acts().start(m_version, m_environment, m_again, m_emergency), this,
                      [this](const base::Result<DeploymentId>& id) {
                          if (id.ok())
                              m_follower.follow(*id);
                          else
                              m_session.finish(id.error());
                      });
    }

    Session& m_session;
    QString m_version;
    EnvironmentName m_environment;
    bool m_again;
    bool m_wait;
    bool m_waitWatch;
    QString m_emergency;
    bool m_dryRun;
    QStringList m_closed;
    qint64 m_saidMs = 0;
    Follower m_follower;
    WatchFollower m_watch;
};

/// Continues the deployment of that kind that is under way there, or opens one, and follows it.
int driveOpened(const QCommandLineParser& parser, const EnvironmentName& name, DeploymentKind kind,
                const std::function<base::Future<DeploymentId>(engine::Acts&)>& open) {
    const auto patience = patienceOf(parser);
    if (!patience)
        return BadUsage;
    Session session(parser);
    session.acts();
    std::unique_ptr<Follower> follower;
    return session.run([&] {
        follower = std::make_unique<Follower>(
            session, session.json() || parser.isSet(QStringLiteral("quiet")), nullptr);
        follower->setPatience(*patience);
        QObject::connect(qApp, &QCoreApplication::aboutToQuit, follower.get(), [&] { follower.reset(); });
        session.desk().observe();
        if (const Deployment* under = session.desk().history().world().open(name);
            under && under->kind == kind) {
            follower->follow(under->id);
            return;
        }
        base::deliver(open(session.desk().acts()), &session, [&](const base::Result<DeploymentId>& id) {
            if (id.ok())
                follower->follow(*id);
            else
                session.finish(id.error());
        });
    });
}

} // namespace

QString DeployCommand::summary() const {
    return tr("start or continue a deployment, until it is live or waits for a person");
}

void DeployCommand::describe(QCommandLineParser& parser) const {
    parser.setApplicationDescription(
        tr("Starts the deployment of VERSION (a tag, branch or commit) to an environment, or continues the "
           "one that is under way, "
           "until it is live (exit 0) or waits for a person (exit 3: sign, then run the same command again). "
           "Exit 1: a step failed; 4: a gate or rule says no; 5: interrupted."));
    parser.addPositionalArgument(QStringLiteral("VERSION"), tr("What to deploy."));
    parser.addOption({QStringLiteral("to"), tr("Where to."), QStringLiteral("ENV")});
    parser.addOption({QStringLiteral("again"), tr("Also when this version is already live there.")});
    parser.addOption(
        {QStringLiteral("emergency"),
         tr("Start past closed gates and without the sign-offs of others, for this reason, where "
            "slipway.yaml allows it. Your signature stands for it, it is shown in red "
            "everywhere, and another person reviews it afterwards."),
         QStringLiteral("REASON")});
    parser.addOption(
        {QStringLiteral("wait"), tr("Wait, and probe, while only time keeps a gate closed (soak, freeze).")});
    parser.addOption(
        {QStringLiteral("wait-watch"),
         tr("Once it is live, wait, and observe, until its watch is over: exit 0 when it ended well, 3 as "
            "soon as a checkpoint did not pass and somebody has to decide, 1 when it was rolled back or "
            "something else took its place. Also when this version is already live there.")});
    parser.addOption(
        {QStringLiteral("dry-run"),
         tr("Only print the gates and the plan: what each step would run, where, how long at most, "
            "and its undo. Exit 4 when it may not start.")});
    describeFollowing(parser);
    describeActing(parser);
}

int DeployCommand::run(const QCommandLineParser& parser) {
    if (parser.positionalArguments().size() != 1 || !parser.isSet(QStringLiteral("to"))) {
        complain(tr("say what and where: slipway deploy VERSION --to ENV"));
        return BadUsage;
    }
    const auto patience = patienceOf(parser);
    if (!patience)
        return BadUsage;
    Session session(parser);
    session.acts();
    std::unique_ptr<Deploying> deploying;
    const int code = session.run([&] {
        deploying = std::make_unique<Deploying>(session, parser, *patience);
        QObject::connect(qApp, &QCoreApplication::aboutToQuit, deploying.get(), [&] { deploying.reset(); });
        deploying->begin();
    });
    return code;
}

QString RollbackCommand::summary() const {
    return tr("undo the newest deployment of an environment");
}

void RollbackCommand::describe(QCommandLineParser& parser) const {
    parser.setApplicationDescription(
        tr("Undoes what the newest deployment of ENV recorded as done, in reverse order, checks health, and "
           "marks its version as bad. "
           "Continues a rollback that is under way. Needs one person and a reason; no gate closes it."));
    parser.addPositionalArgument(QStringLiteral("ENV"), tr("The environment."));
    parser.addOption({QStringLiteral("reason"), tr("Why; kept in the ledger."), QStringLiteral("TEXT")});
    parser.addOption({QStringLiteral("not-bad"), tr("Do not mark the version as bad.")});
    describeFollowing(parser);
    describeActing(parser);
}

int RollbackCommand::run(const QCommandLineParser& parser) {
    if (parser.positionalArguments().size() != 1) {
        complain(tr("say where: slipway rollback ENV --reason TEXT"));
        return BadUsage;
    }
    const EnvironmentName name(parser.positionalArguments().constFirst());
    const QString reason = parser.isSet(QStringLiteral("reason")) ? parser.value(QStringLiteral("reason"))
                                                                  : tr("rolled back from the command line");
    return driveOpened(parser, name, DeploymentKind::Rollback, [&](engine::Acts& acts) {
        return acts.rollback(name, reason, !parser.isSet(QStringLiteral("not-bad")));
    });
}

QString RehearseCommand::summary() const {
    return tr("go back to the version before and forward again, and time the way back");
}

void RehearseCommand::describe(QCommandLineParser& parser) const {
    parser.setApplicationDescription(
        tr("Rehearses a rollback of what runs on ENV: its undo runs as a rollback would run it, health is "
           "checked, and the same version is deployed again. The time that the way back took is shown beside "
           "“Roll back”. Not on production; the soak begins anew. Continues a rehearsal that is under way."));
    parser.addPositionalArgument(QStringLiteral("ENV"), tr("The environment."));
    describeFollowing(parser);
    describeActing(parser);
}

int RehearseCommand::run(const QCommandLineParser& parser) {
    if (parser.positionalArguments().size() != 1) {
        complain(tr("say where: slipway rehearse ENV"));
        return BadUsage;
    }
    const EnvironmentName name(parser.positionalArguments().constFirst());
    return driveOpened(parser, name, DeploymentKind::Rehearsal,
                       [&](engine::Acts& acts) { return acts.rehearse(name); });
}

} // namespace slipway::cli
