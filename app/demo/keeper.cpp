#include "app/demo/keeper.h"

#include "app/demo/ending.h"
#include "app/demo/keeper_lock.h"
#include "app/demo/loopback.h"
#include "app/demo/process_table.h"
#include "app/demo/tools.h"

#include <QDir>
#include <QFile>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace slipway::demo {
namespace {

struct Orders {
    QString folder;
    pid_t whileAlive = 0;
    bool removeFolder = false;
};

Orders ordersFrom(const QStringList& arguments) {
    Orders orders;
    for (int index = 0; index < arguments.size(); ++index) {
        if (arguments[index] == QStringLiteral("--while") && index + 1 < arguments.size())
            orders.whileAlive = arguments[++index].toInt();
        else if (arguments[index] == QStringLiteral("--remove"))
            orders.removeFolder = true;
        else
            orders.folder = arguments[index];
    }
    return orders;
}

int complain(const QString& what) {
    std::fprintf(stderr, "slipway demo keep: %s\n", what.toUtf8().constData());
    return 1;
}

/// Ends the demo's processes, and its folder where that was ordered.
void endEverything(const DemoInfo& demo, const Orders& orders) {
    if (const auto ended = endProcesses(demo); !ended)
        complain(ended.error().detail);
    // Only what still is this very demo is removed.
    const auto there = loadDemo(demo.folder);
    if (orders.removeFolder && there && there->id == demo.id)
        QDir(demo.folder).removeRecursively();
}

sigset_t watchedSignals() {
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP, SIGCHLD})
        sigaddset(&set, signal);
    return set;
}

/// Waits for the keeper's end (its end of the pipe closes, however it dies) and then does
/// its work. Forked while the keeper has one thread only.
pid_t forkGuard(const DemoInfo& demo, const Orders& orders, KeeperLock& lock, int& keeperEnd) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return -1;
    const auto guard = ::fork();
    if (guard == 0) {
        ::setsid();
        ::close(ends[1]);
        lock.release();
        char byte = 0;
        while (::read(ends[0], &byte, 1) < 0 && errno == EINTR) {
        }
        endEverything(demo, orders);
        ::_exit(0);
    }
    ::close(ends[0]);
    keeperEnd = ends[1];
    return guard;
}

/// Starts the host's sshd in the foreground, tied to this process: it gets SIGTERM when the keeper dies.
pid_t startSshd(const DemoInfo& demo, const DemoHost& host, const QByteArray& program) {
    const auto config = QFile::encodeName(demo.sshdConfig(host));
    const auto log = QFile::encodeName(demo.hostFolder(host) + QStringLiteral("/sshd.log"));
    const auto keeper = ::getpid();
    const auto child = ::fork();
    if (child != 0)
        return child;
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (::getppid() != keeper)
        ::_exit(1);
    const auto set = watchedSignals();
    ::sigprocmask(SIG_UNBLOCK, &set, nullptr);
    ::execl(program.constData(), program.constData(), "-D", "-f", config.constData(), "-E", log.constData(),
            static_cast<char*>(nullptr));
    ::_exit(127);
}

/// A descriptor that becomes readable when the process ends; -1 when it is gone already.
int openProcess(pid_t pid) {
    return static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
}

void reapChildren() {
    while (::waitpid(-1, nullptr, WNOHANG) > 0) {
    }
}

/// Returns when a signal asks for the end or the watched process is gone.
void awaitEnd(const Orders& orders) {
    const auto set = watchedSignals();
    const int signals = ::signalfd(-1, &set, SFD_CLOEXEC);
    const int parent = orders.whileAlive > 0 ? openProcess(orders.whileAlive) : -1;
    if (signals < 0 || (orders.whileAlive > 0 && parent < 0))
        return;
    // poll() skips negative descriptors, so a keeper without a parent waits for signals only.
    pollfd watched[2] = {{signals, POLLIN, 0}, {parent, POLLIN, 0}};
    for (;;) {
        if (::poll(watched, 2, -1) < 0 && errno != EINTR)
            return;
        if (watched[1].revents != 0)
            return;
        signalfd_siginfo signal{};
        if (watched[0].revents == 0 || ::read(signals, &signal, sizeof signal) != sizeof signal)
            continue;
        if (signal.ssi_signo != SIGCHLD)
            return;
        reapChildren();
    }
}

/// As root, Debian's sshd wants its privilege separation folder, which a container may lack.
void makeSshdFolder() {
    if (::geteuid() == 0)
        ::mkdir("/run/sshd", 0755);
}

} // namespace

int keep(const QStringList& arguments) {
    const auto orders = ordersFrom(arguments);
    const auto demo = loadDemo(orders.folder);
    if (!demo)
        return complain(demo.error().detail);
    const auto sshd = findTool(QStringLiteral("sshd"));
    if (!sshd)
        return complain(QStringLiteral("sshd is not installed"));

    const auto set = watchedSignals();
    ::sigprocmask(SIG_BLOCK, &set, nullptr);
    KeeperLock lock;
    if (!lock.take(*demo))
        return complain(QStringLiteral("another keeper holds this demo"));
    int keeperEnd = -1;
    const auto guard = forkGuard(*demo, orders, lock, keeperEnd);
    if (guard < 0)
        return complain(QStringLiteral("no guard could be forked"));

    // Ended sessions and services come to the keeper: a container's first process may never reap.
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);

    PortReservation ports;
    for (const auto& host : demo->hosts)
        if (!ports.exactly(host.sshPort) || !ports.exactly(host.httpPort))
            return complain(QStringLiteral("a port of %1 is taken").arg(host.name));
    makeSshdFolder();
    for (const auto& host : demo->hosts)
        if (startSshd(*demo, host, QFile::encodeName(*sshd)) < 0)
            return complain(QStringLiteral("sshd of %1 could not be forked").arg(host.name));

    awaitEnd(orders);
    endEverything(*demo, orders);
    ::kill(guard, SIGKILL);
    ::waitpid(guard, nullptr, 0);
    reapChildren();
    return 0;
}

} // namespace slipway::demo
