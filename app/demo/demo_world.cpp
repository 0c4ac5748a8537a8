#include "app/demo/demo_world.h"

#include "app/demo/bot_repository.h"
#include "app/demo/ending.h"
#include "app/demo/keeper_lock.h"
#include "app/demo/loopback.h"
#include "app/demo/private_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QUuid>
#include <csignal>
#include <pwd.h>
#include <thread>
#include <unistd.h>

namespace slipway::demo {
namespace {

using namespace std::chrono_literals;

QString absolute(const QString& folder) {
    return QDir::cleanPath(QDir(folder).absolutePath());
}

base::Result<QString> accountName() {
    if (const auto* account = ::getpwuid(::geteuid()))
        return QString::fromLocal8Bit(account->pw_name);
    return base::Error{base::ErrorKind::HostUnfit, QStringLiteral("passwd"),
                       QStringLiteral("user %1 has no name, so sshd cannot let it in").arg(::geteuid())};
}

base::Result<void> checkTools() {
    for (const auto& tool : {QStringLiteral("git"), QStringLiteral("sshd"), QStringLiteral("ssh-keygen"),
                             QStringLiteral("python3"), QStringLiteral("setsid"), QStringLiteral("flock"),
                             QStringLiteral("tar")})
        if (const auto found = findTool(tool); !found)
            return found.error();
    return {};
}

base::Result<void> checkFolder(const QString& folder) {
    // These cannot stand in sshd's configuration, whatever the quotes.
    for (const auto sign : {u'"', u'\\', u'\n', u'\''})
        if (folder.contains(sign))
            return base::Error{base::ErrorKind::BadInput, folder,
                               QStringLiteral("the folder's name holds a quote, backslash or line break")};
    if (!QDir(folder).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot))
        return base::Error{base::ErrorKind::Refused, folder, QStringLiteral("the folder is not empty")};
    return {};
}

base::Result<QList<DemoHost>> hostsWithPorts(PortReservation& ports) {
    QList<DemoHost> hosts{{QStringLiteral("dev-1"), QStringLiteral("development")},
                          {QStringLiteral("staging-1"), QStringLiteral("staging")},
                          {QStringLiteral("prod-1"), QStringLiteral("production")},
                          {QStringLiteral("prod-2"), QStringLiteral("production")}};
    for (auto& host : hosts) {
        const auto ssh = ports.any();
        const auto http = ports.any();
        if (!ssh || !http)
            return base::Error{base::ErrorKind::Busy, QStringLiteral("127.0.0.1"),
                               QStringLiteral("no free port")};
        host.sshPort = *ssh;
        host.httpPort = *http;
    }
    return hosts;
}

QString firstVersion(const DemoHost& host) {
    return host.environment == QStringLiteral("development") ? QStringLiteral("v1.1.0")
                                                             : QStringLiteral("v1.0.0");
}

/// The services start while the SSH servers do; both are waited for.
base::Result<void> startHosts(const DemoInfo& demo, const std::vector<Command>& commands) {
    if (const auto started = runAll(commands); !started)
        return started.error();
    for (const auto& host : demo.hosts)
        if (!awaitSshBanner(host.sshPort, 5s))
            return base::Error{base::ErrorKind::Unreachable, host.name,
                               QStringLiteral("sshd does not answer")};
    return {};
}

base::Result<void> checkHealth(const DemoInfo& demo) {
    for (const auto& host : demo.hosts) {
        const auto answer = exchange(host.httpPort, "GET /health HTTP/1.0\r\n\r\n", "}", 5s);
        if (!answer.startsWith("HTTP/1.1 200"))
            return base::Error{base::ErrorKind::HostUnfit, host.name,
                               QStringLiteral("the bot is not healthy: ") +
                                   QString::fromUtf8(answer.left(300))};
    }
    return {};
}

} // namespace

DemoWorld::DemoWorld(QString keeperProgram, QStringList keeperArguments)
    : m_keeperProgram(std::move(keeperProgram))
    , m_keeperArguments(std::move(keeperArguments)) {}

base::Result<DemoInfo> DemoWorld::up(const QString& folder, Pace pace, Lifetime lifetime) const {
    sweepLeftovers();
    const auto path = absolute(folder);
    const auto known = loadDemo(path);
    if (known && isUp(path))
        return known;
    if (known && !known->complete)
        return base::Error{base::ErrorKind::Refused, path,
                           QStringLiteral("an unfinished demo lies here; remove the folder first")};
    if (!known)
        return make(path, pace, lifetime);

    std::vector<Command> restarts;
    for (const auto& host : known->hosts)
        restarts.push_back(onHost(*known, host, QStringLiteral("restart")));
    auto started = startKeeper(*known, lifetime);
    if (started)
        started = startHosts(*known, restarts);
    if (started)
        return known;
    static_cast<void>(down(path));
    return started.error();
}

base::Result<DemoInfo> DemoWorld::make(const QString& folder, Pace pace, Lifetime lifetime) const {
    const auto user = accountName();
    if (!user)
        return user.error();
    for (const auto& checked : {checkTools(), checkFolder(folder)})
        if (!checked)
            return checked.error();

    PortReservation ports;
    auto hosts = hostsWithPorts(ports);
    if (!hosts)
        return hosts.error();
    DemoInfo demo{folder, QUuid::createUuid().toString(QUuid::WithoutBraces), *user,
                  std::move(hosts).value()};
    for (const auto& made :
         {makePrivateFolder(demo.hidden()), makePrivateFolder(demo.dataHome()), saveDemo(demo)})
        if (!made)
            return made.error();

    const auto keys = makeKeys(demo);
    if (!keys)
        return keys.error();
    if (const auto made = makeHostAccounts(demo, *keys, pace); !made)
        return made.error();
    QMap<QString, QString> peopleKeys;
    for (const auto& person : demoPeople())
        peopleKeys.insert(person, keys->value(demo.identity(person)));
    const auto commits = makeBotRepository(demo, demoPlan(demo, peopleKeys));
    if (!commits)
        return commits.error();

    std::vector<Command> deployments;
    for (const auto& host : demo.hosts)
        deployments.push_back(
            onHost(demo, host, QStringLiteral("deploy"), {commits->value(firstVersion(host))}));
    auto started = startKeeper(demo, lifetime);
    if (started)
        started = startHosts(demo, deployments);
    if (started)
        started = checkHealth(demo);
    if (started) {
        demo.complete = true;
        started = saveDemo(demo);
    }
    if (started)
        return demo;
    static_cast<void>(down(folder));
    return started.error();
}

base::Result<void> DemoWorld::startKeeper(const DemoInfo& demo, Lifetime lifetime) const {
    auto arguments = m_keeperArguments + QStringList{demo.folder};
    if (lifetime != Lifetime::UntilDown)
        arguments << QStringLiteral("--while") << QString::number(QCoreApplication::applicationPid());
    if (lifetime == Lifetime::WithThisProcessAndFolder)
        arguments << QStringLiteral("--remove");

    const auto log = demo.hidden() + QStringLiteral("/keeper.log");
    if (const auto made = writePrivateFile(log, {}); !made)
        return made;
    QProcess keeper;
    keeper.setProgram(m_keeperProgram);
    keeper.setArguments(arguments);
    keeper.setWorkingDirectory(QStringLiteral("/"));
    keeper.setStandardInputFile(QProcess::nullDevice());
    keeper.setStandardOutputFile(log, QIODevice::Append);
    keeper.setStandardErrorFile(log, QIODevice::Append);
    if (!keeper.startDetached())
        return base::Error{base::ErrorKind::ToolMissing, m_keeperProgram, keeper.errorString()};

    const auto until = std::chrono::steady_clock::now() + 5s;
    while (!keeperOf(demo) && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(5ms);
    if (keeperOf(demo))
        return {};
    QFile written(log);
    const auto said =
        written.open(QIODevice::ReadOnly) ? QString::fromUtf8(written.readAll()).trimmed() : QString();
    return base::Error{base::ErrorKind::HostUnfit, m_keeperProgram,
                       QStringLiteral("the keeper did not start: ") + said};
}

base::Result<void> DemoWorld::down(const QString& folder) {
    const auto demo = loadDemo(absolute(folder));
    if (!demo)
        return demo.error();
    if (const auto keeper = keeperOf(*demo)) {
        ::kill(*keeper, SIGTERM);
        const auto until = std::chrono::steady_clock::now() + 10s;
        while (keeperOf(*demo) == keeper && std::chrono::steady_clock::now() < until)
            std::this_thread::sleep_for(10ms);
    }
    return endProcesses(*demo);
}

bool DemoWorld::isUp(const QString& folder) {
    return isHeld(absolute(folder));
}

} // namespace slipway::demo
