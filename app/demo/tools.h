#pragma once
#include "app/base/result.h"

#include <QByteArray>
#include <QProcessEnvironment>
#include <QStringList>
#include <chrono>
#include <vector>

namespace slipway::demo {

/// A program with its arguments, environment and standard input; its standard output is the answer.
struct Command {
    QString program;
    QStringList arguments;
    QByteArray input{};
    QProcessEnvironment environment{};
};

/// An environment without anything of the caller's: PATH and a UTF-8 locale.
QProcessEnvironment plainEnvironment();
/// The program's absolute path, searched in PATH and the system's folders; ToolMissing when there is none.
base::Result<QString> findTool(const QString& name);
/// git in that folder, deaf to the configuration of person and machine.
Command git(const QString& folder, const QStringList& arguments, const QByteArray& input = {});

/// Runs all of them side by side and waits; the first failure (also a passed limit, which
/// kills them) is the answer. Blocks: never on the main thread while a window is open.
base::Result<std::vector<QByteArray>> runAll(const std::vector<Command>& commands,
                                             std::chrono::milliseconds within = std::chrono::seconds(30));
base::Result<QByteArray> run(const Command& command);

} // namespace slipway::demo
