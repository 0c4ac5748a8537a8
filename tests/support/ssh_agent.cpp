#include "tests/support/ssh_agent.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcessEnvironment>
#include <csignal>
#include <sys/prctl.h>

namespace slipway::support {

SshAgent::SshAgent(const QString& folder, const QString& askpass) : m_before(qgetenv("SSH_AUTH_SOCK")) {
    const auto socket = folder + QStringLiteral("/agent");
    if (!askpass.isEmpty()) {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("SSH_ASKPASS"), askpass);
        environment.insert(QStringLiteral("SSH_ASKPASS_REQUIRE"), QStringLiteral("force"));
        m_process.setProcessEnvironment(environment);
    }
    m_process.setStandardOutputFile(QProcess::nullDevice());
    m_process.setStandardErrorFile(QProcess::nullDevice());
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
    m_process.start(QStringLiteral("ssh-agent"), {QStringLiteral("-D"), QStringLiteral("-a"), socket});
    qputenv("SSH_AUTH_SOCK", QFile::encodeName(socket));
    // The socket's file is there a moment before anybody listens on it; 2 says that nobody does.
    QElapsedTimer timer;
    timer.start();
    while (!m_isUp && timer.elapsed() < 10'000 && !m_process.waitForFinished(5)) {
        QProcess list;
        list.start(QStringLiteral("ssh-add"), {QStringLiteral("-l")});
        m_isUp = list.waitForFinished() && list.exitCode() != 2;
    }
}

SshAgent::~SshAgent() {
    if (m_before.isEmpty())
        qunsetenv("SSH_AUTH_SOCK");
    else
        qputenv("SSH_AUTH_SOCK", m_before);
    if (m_process.state() == QProcess::NotRunning)
        return;
    ::kill(static_cast<pid_t>(m_process.processId()), SIGCONT);
    m_process.kill();
    m_process.waitForFinished();
}

bool SshAgent::add(const QStringList& arguments) const {
    QProcess process;
    process.start(QStringLiteral("ssh-add"), QStringList{QStringLiteral("-q")} + arguments);
    return process.waitForFinished() && process.exitCode() == 0;
}

} // namespace slipway::support
