#include "tests/support/cli_run.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <csignal>
#include <sys/prctl.h>

namespace slipway::support {

namespace {

constexpr int longestCommandMs = 120'000;

QByteArray readAll(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

const QJsonObject CliEnd::json() const {
    return QJsonDocument::fromJson(out.toUtf8()).object();
}

QString CliEnd::told() const {
    return QStringLiteral("exit %1\n%2\n%3").arg(code).arg(out, err);
}

CliRun::CliRun(QString program)
    : m_program(std::move(program))
    , m_environment(QProcessEnvironment::systemEnvironment()) {
    for (const auto& name :
         {QStringLiteral("SLIPWAY_DATA_HOME"), QStringLiteral("SSH_AUTH_SOCK"), QStringLiteral("DEMO_PACE"),
          QStringLiteral("XDG_DATA_HOME"), QStringLiteral("XDG_CONFIG_HOME")})
        m_environment.remove(name);
    m_environment.insert(QStringLiteral("HOME"), m_home.path());
    m_environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    m_folder = m_home.path();
}

std::unique_ptr<QProcess> CliRun::start(const QStringList& arguments) const {
    return startOther(m_program, arguments);
}

std::unique_ptr<QProcess> CliRun::startOther(const QString& program, const QStringList& arguments) const {
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(m_environment);
    process->setWorkingDirectory(m_folder);
    process->setStandardInputFile(QProcess::nullDevice());
    process->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    process->start(program, arguments);
    process->waitForStarted();
    return process;
}

CliEnd CliRun::end(QProcess& process) {
    if (process.state() != QProcess::NotRunning && !process.waitForFinished(longestCommandMs)) {
        process.kill();
        process.waitForFinished();
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

CliEnd CliRun::run(const QStringList& arguments) const {
    const auto process = start(arguments);
    return end(*process);
}

CliDemo::CliDemo(const QString& program) : m_cli(program) {
    m_cli.setFolder(m_parent.path());
    // Ends the demo when the pipe to this process closes, however that comes about.
    m_guard = std::make_unique<QProcess>();
    m_guard->start(
        QStringLiteral("/bin/sh"),
        {QStringLiteral("-c"),
         QStringLiteral("trap '' HUP INT TERM; cat >/dev/null; exec \"$0\" demo down \"$1\" >/dev/null 2>&1"),
         program, folder()});
    m_guard->waitForStarted();
}

CliDemo::~CliDemo() {
    m_guard->closeWriteChannel();
    if (!m_guard->waitForFinished(longestCommandMs))
        m_guard->kill();
}

QString CliDemo::folder() const {
    return m_parent.path() + QStringLiteral("/harbor");
}

CliEnd CliDemo::up(bool quick) {
    QStringList arguments{QStringLiteral("demo"), QStringLiteral("up"), folder(), QStringLiteral("--json")};
    if (quick)
        arguments.append(QStringLiteral("--quick"));
    auto end = m_cli.run(arguments);
    const auto hosts = end.json()[QLatin1StringView("hosts")].toArray();
    for (const auto& host : hosts)
        m_ports.insert(host[QLatin1StringView("name")].toString(), host[QLatin1StringView("httpPort")]);
    m_id = QJsonDocument::fromJson(
               readAll(folder() + QStringLiteral("/.slipway/demo.json")))[QLatin1StringView("id")]
               .toString();
    m_cli.setFolder(folder());
    return end;
}

CliEnd CliDemo::down() const {
    return m_cli.run({QStringLiteral("demo"), QStringLiteral("down"), folder(), QStringLiteral("--json")});
}

bool CliDemo::rewrite(const QByteArray& from, const QByteArray& to) const {
    const auto path = folder() + QStringLiteral("/slipway.yaml");
    auto text = readAll(path);
    if (text.count(from) != 1)
        return false;
    text.replace(from, to);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        return false;
    file.close();
    const auto commit = m_cli.startOther(
        QStringLiteral("git"),
        {QStringLiteral("-c"), QStringLiteral("user.name=Mira Lang"), QStringLiteral("-c"),
         QStringLiteral("user.email=mira@example.org"), QStringLiteral("commit"), QStringLiteral("--quiet"),
         QStringLiteral("--all"), QStringLiteral("--message"), QStringLiteral("Change the plan")});
    return CliRun::end(*commit).code == 0;
}

QString CliDemo::home(const QString& host) const {
    return hostsFolder() + QLatin1Char('/') + host + QStringLiteral("/home");
}

QString CliDemo::workOnACopy(const QString& below, bool withOutput) {
    const QDir from(dataFolder());
    const QString to = below + QLatin1Char('/') + m_id;
    QStringList names{QStringLiteral("ledger.sqlite"), QStringLiteral("ledger.sqlite-wal"),
                      QStringLiteral("known_hosts")};
    for (const auto& folder : {QStringLiteral("identities"), QStringLiteral("output")}) {
        QDirIterator files(from.filePath(folder), QDir::Files, QDirIterator::Subdirectories);
        while ((withOutput || folder == QStringLiteral("identities")) && files.hasNext())
            names.append(from.relativeFilePath(files.next()));
    }
    QDir(to).removeRecursively();
    for (const QString& name : names) {
        const QString target = to + QLatin1Char('/') + name;
        if (!QDir().mkpath(QFileInfo(target).path()) ||
            (from.exists(name) && !QFile::copy(from.filePath(name), target)))
            return {};
    }
    if (!QFile::setPermissions(to, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner))
        return {};
    m_cli.setVariable(QStringLiteral("SLIPWAY_DATA_HOME"), below);
    return to + QStringLiteral("/ledger.sqlite");
}

QByteArray CliDemo::file(const QString& host, const QString& path) const {
    return readAll(home(host) + QLatin1Char('/') + path);
}

QList<QByteArrayList> CliDemo::runs(const QString& host) const {
    QList<QByteArrayList> lines;
    const auto all = file(host, QStringLiteral("runs.log")).split('\n');
    for (const auto& line : all)
        if (!line.isEmpty())
            lines.append(line.split(' '));
    return lines;
}

quint16 CliDemo::httpPort(const QString& host) const {
    return static_cast<quint16>(m_ports[host].toInt());
}

} // namespace slipway::support
