#pragma once
#include <QByteArray>
#include <QList>
#include <QString>
#include <sys/types.h>

namespace slipway::demo {

/// The variable that every process of a demo's hosts carries, with the demo's ID as value.
inline constexpr const char* demoMark = "SLIPWAY_DEMO";
/// Beside it: the folder of the demo, by which leftovers of a crash are judged.
inline constexpr const char* demoFolderMark = "SLIPWAY_DEMO_FOLDER";

/// A sweep only ends demos of its own scope: $SLIPWAY_DEMO_SCOPE of the caller, "-" without
/// one. Tests that leave demos behind on purpose have a scope of their own.
inline constexpr const char* demoScopeMark = "SLIPWAY_DEMO_SCOPE";
QString ownScope();

struct MarkedProcess {
    pid_t pid = 0;
    QByteArray id;
    QString folder;
    QString scope;
};

/// Every process that carries a demo's mark, as far as this user may read
/// /proc/*/environ; ended ones (zombies) and this process are left out.
QList<MarkedProcess> markedProcesses();

/// The sshd processes (listeners and sessions) that log below `folder`: their titles
/// overwrite their environment, so they are known by the log they hold open.
QList<pid_t> sshdsLoggingBelow(const QString& folder);

} // namespace slipway::demo
