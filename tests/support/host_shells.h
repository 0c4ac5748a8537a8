#pragma once
#include <QStandardPaths>
#include <QStringList>
#include <QTest>

namespace slipway::support {

/// A row for each of the shells that hosts have as /bin/sh and this computer has too; "shell" is the program
/// and its first arguments.
inline void addHostShells() {
    QTest::addColumn<QStringList>("shell");
    for (const QStringList& shell :
         {QStringList{QStringLiteral("dash")}, QStringList{QStringLiteral("bash"), QStringLiteral("--posix")},
          QStringList{QStringLiteral("busybox"), QStringLiteral("sh")}})
        if (!QStandardPaths::findExecutable(shell.first()).isEmpty())
            QTest::addRow("%s", qPrintable(shell.first())) << shell;
}

} // namespace slipway::support
