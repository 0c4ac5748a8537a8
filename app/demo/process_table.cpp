#include "app/demo/process_table.h"

#include <QDir>
#include <QFile>
#include <unistd.h>

namespace slipway::demo {
namespace {

QByteArray readWhole(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString procPath(pid_t pid, QLatin1StringView name) {
    return QStringLiteral("/proc/%1/%2").arg(pid).arg(name);
}

QList<pid_t> allProcesses() {
    QList<pid_t> processes;
    const auto names = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const auto& name : names) {
        bool isNumber = false;
        const auto pid = name.toInt(&isNumber);
        if (isNumber && pid != ::getpid())
            processes.append(pid);
    }
    return processes;
}

bool isZombie(pid_t pid) {
    const auto stat = readWhole(procPath(pid, QLatin1StringView("stat")));
    // The state follows the name, which may itself hold spaces and brackets.
    const auto end = stat.lastIndexOf(')');
    return end < 0 || stat.mid(end + 2, 1) == "Z";
}

QByteArray valueOf(const QList<QByteArray>& environment, const QByteArray& name) {
    for (const auto& entry : environment)
        if (entry.startsWith(name + '='))
            return entry.mid(name.size() + 1);
    return {};
}

bool holdsFileBelow(pid_t pid, const QByteArray& prefix) {
    const auto folder = procPath(pid, QLatin1StringView("fd"));
    const auto names = QDir(folder).entryList(QDir::Files | QDir::System | QDir::NoDotAndDotDot);
    for (const auto& name : names) {
        char target[4096];
        const auto link = (folder + u'/' + name).toUtf8();
        const auto length = ::readlink(link.constData(), target, sizeof target);
        if (length > 0 && QByteArray(target, length).startsWith(prefix))
            return true;
    }
    return false;
}

} // namespace

QString ownScope() {
    const QString scope = qEnvironmentVariable(demoScopeMark);
    return scope.isEmpty() ? QStringLiteral("-") : scope;
}

QList<MarkedProcess> markedProcesses() {
    QList<MarkedProcess> found;
    const auto mark = QByteArray(demoMark) + '=';
    for (const auto pid : allProcesses()) {
        const auto bytes = readWhole(procPath(pid, QLatin1StringView("environ")));
        if (!bytes.contains(mark))
            continue;
        const auto environment = bytes.split('\0');
        const auto id = valueOf(environment, demoMark);
        if (!id.isEmpty() && !isZombie(pid))
            found.append({pid, id, QFile::decodeName(valueOf(environment, demoFolderMark)),
                          QString::fromUtf8(valueOf(environment, demoScopeMark))});
    }
    return found;
}

QList<pid_t> sshdsLoggingBelow(const QString& folder) {
    QList<pid_t> found;
    const auto prefix = QFile::encodeName(folder) + '/';
    for (const auto pid : allProcesses()) {
        const auto title = readWhole(procPath(pid, QLatin1StringView("cmdline")));
        if (title.left(64).contains("sshd") && !isZombie(pid) && holdsFileBelow(pid, prefix))
            found.append(pid);
    }
    return found;
}

} // namespace slipway::demo
