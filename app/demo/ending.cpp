#include "app/demo/ending.h"

#include "app/demo/keeper_lock.h"
#include "app/demo/process_table.h"

#include <QSet>
#include <chrono>
#include <csignal>
#include <thread>

namespace slipway::demo {
namespace {

using namespace std::chrono_literals;

QSet<pid_t> processesOf(const DemoInfo& demo) {
    QSet<pid_t> found;
    for (const auto& process : markedProcesses())
        if (process.id == demo.id.toUtf8())
            found.insert(process.pid);
    for (const auto pid : sshdsLoggingBelow(demo.hostsFolder()))
        found.insert(pid);
    return found;
}

} // namespace

base::Result<void> endProcesses(const DemoInfo& demo) {
    const auto start = std::chrono::steady_clock::now();
    int emptyScans = 0;
    QSet<pid_t> asked;
    while (std::chrono::steady_clock::now() - start < 10s) {
        const auto processes = processesOf(demo);
        // A process may fork while /proc is read: only two empty scans in a row are proof.
        emptyScans = processes.isEmpty() ? emptyScans + 1 : 0;
        if (emptyScans == 2)
            return {};
        const bool patienceOver = std::chrono::steady_clock::now() - start > 1500ms;
        for (const auto pid : processes) {
            if (patienceOver)
                ::kill(pid, SIGKILL);
            else if (!asked.contains(pid))
                ::kill(pid, SIGTERM);
            asked.insert(pid);
        }
        std::this_thread::sleep_for(15ms);
    }
    QStringList left;
    for (const auto pid : processesOf(demo))
        left << QString::number(pid);
    return base::Error{base::ErrorKind::Timeout, demo.folder,
                       QStringLiteral("processes that would not end: ") + left.join(u' ')};
}

void sweepLeftovers() {
    QSet<QString> folders;
    for (const auto& process : markedProcesses()) {
        if (process.scope != ownScope() || process.folder.isEmpty() || folders.contains(process.folder) ||
            isHeld(process.folder))
            continue;
        folders.insert(process.folder);
        DemoInfo lost;
        lost.folder = process.folder;
        lost.id = QString::fromUtf8(process.id);
        // What cannot be ended now is met again by the next sweep.
        static_cast<void>(endProcesses(lost));
    }
}

} // namespace slipway::demo
