#include "app/desk/desk.h"

#include "app/adapters/artifacts/local_artifacts.h"
#include "app/adapters/desktop/dbus_desktop.h"
#include "app/adapters/git/git_anchors.h"
#include "app/adapters/git/libgit2_repository.h"
#include "app/adapters/http/curl_client.h"
#include "app/adapters/http/forge_client.h"
#include "app/adapters/secrets/secret_reader.h"
#include "app/adapters/signing/ssh_keygen_signer.h"
#include "app/adapters/ssh/libssh2_shell.h"
#include "app/adapters/store/file_locks.h"
#include "app/adapters/store/sqlite_alerts.h"
#include "app/adapters/store/sqlite_ledger.h"
#include "app/adapters/store/sqlite_samples.h"
#include "app/adapters/store/zstd_output_store.h"
#include "app/desk/data_home.h"
#include "app/engine/summing.h"
#include "app/workspace/freeze_spans.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <algorithm>
#include <slipway_version.h>

namespace slipway::desk {

using namespace domain;

namespace {

/// slipway.yaml on disk, read on a thread of its own.
class FileSource final : public engine::ProjectSource {
public:
    explicit FileSource(Project project) : m_project(std::move(project)) { heed(m_project); }
    const Project& project() const override { return m_project; }
    base::Future<Project> reread() override {
        return m_queue.run<Project>([folder = m_project.folder]() -> base::Result<Project> {
            auto reading = workspace::readProject(folder);
            if (reading.project)
                return *std::move(reading.project);
            return base::Error{base::ErrorKind::BadInput, QStringLiteral("slipway.yaml"),
                               reading.problems.isEmpty() ? QString()
                                                          : workspace::problemText(reading.problems.first())};
        });
    }

    QList<FreezeSpan> freezes(const EnvironmentName& name, qint64 fromMs, qint64 toMs) const override {
        QList<FreezeSpan> spans;
        if (const Environment* environment = m_project.environment(name))
            spans = workspace::freezeSpans(environment->freezes, fromMs, toMs);
        // Deny wins: what the file says by now closes as well, and what it no longer says still does.
        if (const QList<FreezeWindow> added = m_added.value(name); !added.isEmpty()) {
            spans += workspace::freezeSpans(added, fromMs, toMs);
            std::sort(spans.begin(), spans.end(), [](const FreezeSpan& one, const FreezeSpan& other) {
                return one.startMs < other.startMs;
            });
        }
        return spans;
    }
    QList<FreezeWindow> plannedMaintenance(const EnvironmentName& name) const override {
        return m_maintenance.value(name);
    }
    QList<FreezeSpan> maintenance(const EnvironmentName& name, qint64 fromMs, qint64 toMs) const override {
        return workspace::freezeSpans(m_maintenance.value(name), fromMs, toMs);
    }
    /// When the file was written last and how long it is; changes with everything that is written.
    base::Future<QPair<qint64, qint64>> stamp() {
        return m_queue.run<QPair<qint64, qint64>>(
            [folder = m_project.folder]() -> base::Result<QPair<qint64, qint64>> {
                const QFileInfo file(folder + QStringLiteral("/slipway.yaml"));
                return QPair(file.lastModified().toMSecsSinceEpoch(), file.size());
            });
    }
    /// What the newest file that can be read says of freezes and of maintenance holds from now on.
    void heed(const Project& newest) {
        m_added.clear();
        m_maintenance.clear();
        for (const Environment& environment : newest.environments) {
            m_maintenance.insert(environment.name, environment.maintenance);
            const Environment* known = m_project.environment(environment.name);
            for (const FreezeWindow& window : environment.freezes)
                if (!known || !known->freezes.contains(window))
                    m_added[environment.name].append(window);
        }
    }

private:
    QHash<EnvironmentName, QList<FreezeWindow>> m_added;       ///< freezes that project() does not have
    QHash<EnvironmentName, QList<FreezeWindow>> m_maintenance; ///< of the newest file
    Project m_project;
    base::WorkQueue m_queue{QStringLiteral("workspace")};
};

qint64 keptOf(const Project& project) {
    return project.outputLimit > 0 ? project.outputLimit : adapters::ZstdOutputStore::usualLimit;
}

adapters::Libssh2Shell::Options shellOptions(const Project& project, const QString& folder) {
    auto options =
        adapters::Libssh2Shell::Options::usual(project.id, folder + QStringLiteral("/known_hosts"));
    options.sshConfig = project.sshConfig;
    options.keptOutput = keptOf(project);
    return options;
}

/// A change of slipway.yaml is seen within this time.
constexpr qint64 fileEveryMs = 2'000;

/// Grows whenever a deployment has changed a host or its standing.
int changesOf(const Deployment& deployment) {
    int count = (deployment.liveAtMs ? 1 : 0) + (deployment.endedAtMs ? 1 : 0);
    for (const Attempt& attempt : deployment.attempts)
        if (attempt.verdict != Verdict::Running && deployment.plan.step(attempt.step)->changesHosts())
            ++count;
    return count;
}

} // namespace

struct Desk::Private {
    Private(Project project, const QString& folder)
        : data(folder)
        , source(std::move(project))
        , ledger(folder, clock, QStringLiteral(SLIPWAY_VERSION))
        , locks(folder)
        , shell(shellOptions(source.project(), folder))
        , git(source.project().folder, folder + QStringLiteral("/known_hosts"))
        , anchors(source.project().folder, folder + QStringLiteral("/known_hosts"))
        , signer(folder + QStringLiteral("/identities"))
        , output(folder, clock, keptOf(source.project()))
        , secrets(source.project().folder,
                  {QCoreApplication::applicationFilePath(), QStringLiteral("secret"), QStringLiteral("tool")})
        , samples(folder)
        , alerts(folder)
        , artifacts(source.project().folder, data + QStringLiteral("/artifacts"))
        , parts{ledger,  locks,     shell, git,   http,    signer, output, samples, clock,  source,
                secrets, artifacts, shell, forge, anchors, http,   alerts, http,    desktop}
        , history(ledger)
        , hosts(parts)
        , acts(parts, history, hosts)
        , observer(parts, history)
        , alerting(parts, history, observer)
        , guarding(parts, history, acts, observer)
        , witnesses(parts, history)
        , backfill(parts, history, observer)
        , summing(parts, history, observer)
        , anchoring(parts, history) {}

    QString data;
    base::SystemClock clock;
    FileSource source;
    adapters::SqliteLedger ledger;
    adapters::FileLocks locks;
    adapters::Libssh2Shell shell;
    adapters::Libgit2Repository git;
    adapters::CurlClient http;
    adapters::ForgeClient forge{http};
    adapters::GitAnchors anchors;
    adapters::SshKeygenSigner signer;
    adapters::ZstdOutputStore output;
    adapters::SecretReader secrets;
    adapters::SqliteSamples samples;
    adapters::SqliteAlerts alerts;
    adapters::DbusDesktop desktop;
    adapters::LocalArtifacts artifacts;
    engine::Parts parts;
    engine::History history;
    engine::HostReader hosts;
    engine::Acts acts;
    engine::Observer observer;
    engine::Alerting alerting;
    engine::Guarding guarding;
    engine::Witnesses witnesses;
    engine::Backfill backfill;
    engine::Summing summing;
    engine::Anchoring anchoring;
    QMap<DeploymentId, engine::Driver*> drivers;
    QMap<DeploymentId, int> changesSeen; ///< ended changing attempts and go-live, to look at hosts anew
    bool driveAll = false;
    std::shared_ptr<void> awake; ///< while it lives this computer does not sleep
    QPair<qint64, qint64> stamp; ///< of slipway.yaml, when it was looked at last
    bool isFileChanged = false;
};

base::Result<std::unique_ptr<Desk>> Desk::open(const QString& folder) {
    auto reading = workspace::readProject(folder);
    if (!reading.project) {
        QStringList lines;
        for (const workspace::Problem& problem : reading.problems)
            lines.append(workspace::problemText(problem));
        return base::Error{base::ErrorKind::BadInput, folder, lines.join(QLatin1Char('\n'))};
    }
    auto data = desk::dataFolder(*reading.project);
    if (!data.ok())
        return data.error();
    return std::unique_ptr<Desk>(new Desk(std::make_unique<Private>(*std::move(reading.project), *data)));
}

namespace {
/// Also one that was abandoned while it held its environment, until that is given back.
bool needsDriver(const Deployment& deployment) {
    return deployment.isOpen() || deployment.lock.isHeld();
}
} // namespace

Desk::Desk(std::unique_ptr<Private> parts) : m(std::move(parts)) {
    connect(&m->guarding, &engine::Guarding::opened, this, [this](const DeploymentId& id) { drive(id); });
    connect(&m->history, &engine::History::ready, this, &Desk::ready);
    connect(&m->history, &engine::History::changed, this, [this](const DeploymentId& id) {
        const Deployment* deployment = m->history.deployment(id);
        if (m->driveAll && deployment && needsDriver(*deployment))
            drive(id);
        // The last watch is over: it may sleep again.
        const auto& all = m->history.world().deployments;
        if (m->awake &&
            std::none_of(all.begin(), all.end(), [](const Deployment& one) { return one.isWatched(); }))
            keepAwake(false);
        if (deployment && m->changesSeen.value(id) != changesOf(*deployment)) {
            m->changesSeen.insert(id, changesOf(*deployment));
            m->hosts.refresh(deployment->environment);
        }
    });
}

Desk::~Desk() {
    qDeleteAll(m->drivers);
}

void Desk::begin() {
    m->acts.findIdentities();
    m->history.open();
    lookAtFile();
}

void Desk::lookAtFile() {
    base::deliver(m->source.stamp(), this, [this](const base::Result<QPair<qint64, qint64>>& stamp) {
        m->clock.callAfter(fileEveryMs, this, [this] { lookAtFile(); });
        if (!stamp.ok() || *stamp == m->stamp)
            return;
        m->stamp = *stamp;
        base::deliver(m->source.reread(), this, [this](const base::Result<Project>& newest) {
            const bool was = m->isFileChanged;
            m->isFileChanged = !newest.ok() || newest->fileDigest != project().fileDigest;
            if (newest.ok())
                m->source.heed(*newest);
            if (was || m->isFileChanged)
                Q_EMIT fileChanged(newest.ok() ? QString() : newest.error().detail);
        });
    });
}

bool Desk::isFileChanged() const {
    return m->isFileChanged;
}

bool Desk::isReady() const {
    return m->history.isReady();
}
const Project& Desk::project() const {
    return m->source.project();
}
const QString& Desk::dataFolder() const {
    return m->data;
}
const engine::Parts& Desk::parts() const {
    return m->parts;
}
engine::History& Desk::history() {
    return m->history;
}
engine::HostReader& Desk::hosts() {
    return m->hosts;
}
engine::Acts& Desk::acts() {
    return m->acts;
}
engine::Anchoring& Desk::anchoring() {
    return m->anchoring;
}

engine::Observer& Desk::observer() {
    return m->observer;
}

engine::Alerting& Desk::alerting() {
    return m->alerting;
}

engine::Guarding& Desk::guarding() {
    return m->guarding;
}

engine::Backfill& Desk::backfill() {
    return m->backfill;
}

engine::Witnesses& Desk::witnesses() {
    return m->witnesses;
}

bool Desk::isKeptAwake() const {
    return m->awake != nullptr;
}

base::Future<void> Desk::keepAwake(bool keeps) {
    if (!keeps) {
        m->awake.reset();
        Q_EMIT awakeChanged();
        return base::ready<void>(base::Result<void>());
    }
    const auto promise = std::make_shared<base::Promise<void>>();
    auto future = promise->future();
    base::deliver(m->desktop.keepAwake(tr("A release of %1 is watched").arg(project().name),
                                       {std::chrono::seconds(5), {}}),
                  this, [this, promise](const base::Result<std::shared_ptr<void>>& lock) {
                      if (lock.ok())
                          m->awake = *lock;
                      Q_EMIT awakeChanged();
                      promise->finish(lock.ok() ? base::Result<void>() : base::Result<void>(lock.error()));
                  });
    return future;
}

void Desk::observe() {
    m->observer.setMayJudge([this](const Deployment& deployment, qint64 dueAtMs) {
        return m->witnesses.areRead(deployment, dueAtMs) &&
               m->backfill.isDone(deployment.environment, dueAtMs);
    });
    connect(&m->observer, &engine::Observer::observingChanged, &m->witnesses, &engine::Witnesses::begin,
            Qt::UniqueConnection);
    connect(&m->observer, &engine::Observer::observingChanged, &m->backfill, &engine::Backfill::begin,
            Qt::UniqueConnection);
    connect(&m->observer, &engine::Observer::observingChanged, &m->summing, &engine::Summing::begin,
            Qt::UniqueConnection);

    m->observer.begin();
    m->alerting.begin();
    m->guarding.begin();
}

engine::Driver* Desk::driver(const DeploymentId& id) const {
    return m->drivers.value(id, nullptr);
}

engine::Driver& Desk::drive(const DeploymentId& id) {
    if (engine::Driver* known = driver(id))
        return *known;
    auto* made = new engine::Driver(m->parts, m->history, id);
    m->drivers.insert(id, made);
    connect(made, &engine::Driver::changed, this, [this, id, made] {
        Q_EMIT driverChanged(id);
        if (made->state() == engine::Driver::State::Failed)
            m->guarding.consider(id);
    });
    made->begin();
    // A rollback waits for the end of what still runs in the deployment it undoes.
    if (const Deployment* known = m->history.deployment(id); known && !known->undoes.isEmpty())
        if (const Deployment* undone = m->history.deployment(known->undoes); undone && undone->isOpen())
            drive(undone->id);
    return *made;
}

void Desk::driveAll() {
    m->driveAll = true;
    m->anchoring.begin();
    for (const DeploymentId& id : m->history.world().order)
        if (needsDriver(*m->history.deployment(id)))
            drive(id);
}

base::Future<void> Desk::unlockKey(const QString& keyPath, const base::Secret& passphrase) {
    const auto promise = std::make_shared<base::Promise<void>>();
    auto future = promise->future();
    base::deliver(m->shell.unlockKey(keyPath, passphrase, {std::chrono::seconds(20), {}}), this,
                  [this, promise, keyPath](const base::Result<void>& result) {
                      if (result.ok()) {
                          Q_EMIT keyUnlocked(keyPath);
                          for (const Environment& environment : project().environments)
                              m->hosts.refresh(environment.name);
                          for (engine::Driver* driver : std::as_const(m->drivers))
                              driver->nudge();
                      }
                      promise->finish(result);
                  });
    return future;
}

base::Result<void> Desk::acceptHostKey(const HostName& name, const QString& key) {
    for (const Environment& environment : project().environments) {
        const Host* host = environment.host(name);
        if (!host)
            continue;
        if (auto done = m->shell.acceptHostKey(*host, key); !done.ok())
            return done;
        m->history.append({{workspaceChain(),
                            QString::fromLatin1(entry::hostKeyAccepted),
                            m->acts.actor().name,
                            {{QStringLiteral("host"), name.text()}, {QStringLiteral("key"), key}}}},
                          this, [](const base::Result<void>&) {});
        m->hosts.refresh(environment.name);
        for (engine::Driver* driver : std::as_const(m->drivers))
            driver->nudge();
        return {};
    }
    return base::Error{base::ErrorKind::NotFound, name.text(), QStringLiteral("no such host")};
}

} // namespace slipway::desk
