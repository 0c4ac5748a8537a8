#include "tests/support/ssh_server.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QUuid>
#include <arpa/inet.h>
#include <csignal>
#include <poll.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace slipway::support {

namespace {

sockaddr_in loopback(quint16 port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

void runKeygen(const QStringList& arguments) {
    QProcess keygen;
    keygen.start(QStringLiteral("ssh-keygen"), arguments);
    keygen.waitForFinished();
}

QByteArray readAll(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

struct Process {
    qint64 id = 0;
    qint64 parent = 0;
    QByteArray name;
    char state = 'Z';
};

QList<Process> processes() {
    QList<Process> list;
    for (const auto& entry : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        bool isNumber = false;
        const auto id = entry.toLongLong(&isNumber);
        const auto stat = isNumber ? readAll(QStringLiteral("/proc/%1/stat").arg(entry)) : QByteArray();
        const auto close = stat.lastIndexOf(')');
        if (close < 0)
            continue;
        const auto fields = stat.mid(close + 2).split(' ');
        const auto open = stat.indexOf('(') + 1;
        list.append({id, fields.value(1).toLongLong(), stat.mid(open, close - open), fields.value(0).at(0)});
    }
    return list;
}

} // namespace

quint16 freePort() {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    auto address = loopback(0);
    socklen_t length = sizeof address;
    ::bind(fd, reinterpret_cast<const sockaddr*>(&address), length);
    ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &length);
    ::close(fd);
    return ntohs(address.sin_port);
}

SshServer::SshServer()
    : m_mark(QStringLiteral("SLIPWAY_TEST_MARK=") + QUuid::createUuid().toString(QUuid::Id128)) {
    QDir(m_folder.path()).mkdir(QStringLiteral("home"));
    makeHostKey(QStringLiteral("ed25519"));
    const auto key = m_folder.filePath(QStringLiteral("user_key"));
    runKeygen({QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ed25519"), QStringLiteral("-N"),
               QString(), QStringLiteral("-f"), key});
    QFile::copy(key + QStringLiteral(".pub"), m_folder.filePath(QStringLiteral("authorized_keys")));
}

SshServer::~SshServer() {
    thaw();
    stop();
    for (int turn = 0; turn < 20; ++turn) {
        const auto left = stepProcesses();
        if (left.isEmpty())
            break;
        for (const auto id : left)
            ::kill(static_cast<pid_t>(id), SIGKILL);
        ::poll(nullptr, 0, 10);
    }
}

void SshServer::makeHostKey(const QString& type) {
    const auto path = m_folder.filePath(QStringLiteral("host_key"));
    QFile::remove(path);
    QFile::remove(path + QStringLiteral(".pub"));
    runKeygen({QStringLiteral("-q"), QStringLiteral("-t"), type, QStringLiteral("-N"), QString(),
               QStringLiteral("-f"), path});
}

QString SshServer::strangerKey() {
    const auto path = m_folder.filePath(QStringLiteral("stranger_key"));
    if (!QFile::exists(path))
        runKeygen({QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ed25519"),
                   QStringLiteral("-N"), QString(), QStringLiteral("-f"), path});
    return path;
}

QByteArray SshServer::hostKeyLine() const {
    const auto fields = readAll(m_folder.filePath(QStringLiteral("host_key.pub"))).trimmed().split(' ');
    return fields.value(0) + ' ' + fields.value(1);
}

QByteArray SshServer::log() const {
    return readAll(m_folder.filePath(QStringLiteral("log")));
}

bool SshServer::writeConfig() const {
    QFile file(m_folder.filePath(QStringLiteral("sshd_config")));
    if (!file.open(QIODevice::WriteOnly))
        return false;
    const QStringList environment = QStringList{QStringLiteral("HOME=") + home(), m_mark} + m_environment;
    QStringList lines{
        QStringLiteral("ListenAddress 127.0.0.1:%1").arg(m_port),
        QStringLiteral("HostKey ") + m_folder.filePath(QStringLiteral("host_key")),
        QStringLiteral("PidFile none"),
        QStringLiteral("AuthorizedKeysFile ") + m_folder.filePath(QStringLiteral("authorized_keys")),
        QStringLiteral("SetEnv ") + environment.join(u' '),
        QStringLiteral(
            "StrictModes no\nUsePAM no\nPermitRootLogin yes\nPasswordAuthentication no\n"
            "KbdInteractiveAuthentication no\nMaxStartups 1000\nMaxSessions 1000\nLogLevel VERBOSE\n"
            "Subsystem sftp internal-sftp")};
    // sshd takes the first line of a name: what a test adds wins.
    file.write((m_config + lines).join(u'\n').toUtf8() + '\n');
    return true;
}

bool SshServer::waitUntilListening(qsizetype loggedBefore) {
    // That somebody listens there would not say that it is this server: a port is free between two starts.
    const QByteArray listening = "Server listening on 127.0.0.1 port " + QByteArray::number(m_port) + '.';
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < 10'000) {
        if (log().mid(loggedBefore).contains(listening))
            return true;
        if (m_process.waitForFinished(10))
            return false;
    }
    return false;
}

bool SshServer::start() {
    // Root's sshd wants this folder, which systemd makes where it runs.
    if (::geteuid() == 0)
        ::mkdir("/run/sshd", 0755);
    const bool keepsPort = m_port != 0;
    for (int turn = 0; turn < 5; ++turn) {
        if (!keepsPort)
            m_port = freePort();
        if (!writeConfig())
            return false;
        m_process.setStandardOutputFile(QProcess::nullDevice());
        m_process.setStandardErrorFile(QProcess::nullDevice());
        // A test that crashes must not leave a server behind.
        m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
        QStringList command = m_through;
        command += {QStringLiteral("/usr/sbin/sshd"),
                    QStringLiteral("-D"),
                    QStringLiteral("-f"),
                    m_folder.filePath(QStringLiteral("sshd_config")),
                    QStringLiteral("-E"),
                    m_folder.filePath(QStringLiteral("log"))};
        const qsizetype logged = log().size();
        m_process.start(command.takeFirst(), command);
        if (m_process.waitForStarted() && waitUntilListening(logged) &&
            m_process.state() == QProcess::Running)
            return true;
        m_process.kill();
        m_process.waitForFinished();
    }
    return false;
}

void SshServer::stop() {
    if (m_process.state() == QProcess::NotRunning)
        return;
    killSessions();
    m_process.kill();
    m_process.waitForFinished();
}

QList<qint64> SshServer::serverProcesses() const {
    const auto all = processes();
    QList<qint64> found{m_process.processId()};
    for (qsizetype index = 0; index < found.size(); ++index)
        for (const auto& process : all)
            if (process.parent == found[index] && process.name.startsWith("sshd") && process.state != 'Z')
                found.append(process.id);
    return found;
}

int SshServer::killSessions() {
    auto found = serverProcesses();
    found.removeFirst();
    for (const auto id : found)
        ::kill(static_cast<pid_t>(id), SIGKILL);
    return static_cast<int>(found.size());
}

void SshServer::signalAll(int signal) const {
    if (m_process.state() == QProcess::Running)
        for (const auto id : serverProcesses())
            ::kill(static_cast<pid_t>(id), signal);
}

void SshServer::freeze() {
    signalAll(SIGSTOP);
}
void SshServer::thaw() {
    signalAll(SIGCONT);
}

QList<qint64> SshServer::stepProcesses() const {
    QList<qint64> found;
    const auto mark = m_mark.toLatin1();
    for (const auto& process : processes())
        if (process.state != 'Z' &&
            readAll(QStringLiteral("/proc/%1/environ").arg(process.id)).split('\0').contains(mark))
            found.append(process.id);
    return found;
}

domain::Host SshServer::host(const QString& name) const {
    domain::Host host;
    host.name = domain::HostName(name);
    const auto* account = ::getpwuid(::geteuid());
    host.user = QString::fromLocal8Bit(account ? account->pw_name : "nobody");
    host.address = QStringLiteral("127.0.0.1");
    host.port = m_port;
    host.identity = m_folder.filePath(QStringLiteral("user_key"));
    return host;
}

} // namespace slipway::support
