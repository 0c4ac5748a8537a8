#include "app/demo/tools.h"

#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <memory>

namespace slipway::demo {
namespace {

base::Error failure(const Command& command, const QString& detail) {
    return {base::ErrorKind::HostUnfit, QFileInfo(command.program).fileName(), detail};
}

int left(std::chrono::steady_clock::time_point until) {
    using std::chrono::milliseconds;
    return std::max(
        0,
        static_cast<int>(std::chrono::ceil<milliseconds>(until - std::chrono::steady_clock::now()).count()));
}

} // namespace

QProcessEnvironment plainEnvironment() {
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("PATH"),
                       QStringLiteral("/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"));
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    return environment;
}

base::Result<QString> findTool(const QString& name) {
    // The system's own first: a shim in PATH may need a configured HOME.
    auto path = QStandardPaths::findExecutable(name, {QStringLiteral("/usr/bin"), QStringLiteral("/bin"),
                                                      QStringLiteral("/usr/sbin"), QStringLiteral("/sbin")});
    if (path.isEmpty())
        path = QStandardPaths::findExecutable(name);
    if (path.isEmpty())
        return base::Error{base::ErrorKind::ToolMissing, name, QStringLiteral("the demo needs this program")};
    return path;
}

Command git(const QString& folder, const QStringList& arguments, const QByteArray& input) {
    Command command{QStringLiteral("git"), QStringList{QStringLiteral("-C"), folder} + arguments, input,
                    plainEnvironment()};
    command.environment.insert(QStringLiteral("GIT_CONFIG_GLOBAL"), QStringLiteral("/dev/null"));
    command.environment.insert(QStringLiteral("GIT_CONFIG_NOSYSTEM"), QStringLiteral("1"));
    return command;
}

base::Result<std::vector<QByteArray>> runAll(const std::vector<Command>& commands,
                                             std::chrono::milliseconds within) {
    const auto until = std::chrono::steady_clock::now() + within;
    std::vector<std::unique_ptr<QProcess>> processes;
    for (const auto& command : commands) {
        const auto program = findTool(command.program);
        if (!program)
            return program.error();
        auto process = std::make_unique<QProcess>();
        process->setProcessEnvironment(command.environment.isEmpty() ? plainEnvironment()
                                                                     : command.environment);
        process->start(*program, command.arguments);
        process->write(command.input);
        process->closeWriteChannel();
        processes.push_back(std::move(process));
    }
    std::vector<QByteArray> answers;
    for (size_t index = 0; index < processes.size(); ++index) {
        auto& process = *processes[index];
        // Also true for one that ended before this call.
        if (process.state() != QProcess::NotRunning && !process.waitForFinished(left(until))) {
            const auto why = process.errorString();
            for (const auto& other : processes)
                other->kill();
            return failure(commands[index], why);
        }
        if (process.error() == QProcess::FailedToStart)
            return failure(commands[index], process.errorString());
        if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
            return failure(commands[index],
                           QString::fromUtf8(process.readAllStandardError() + process.readAllStandardOutput())
                               .trimmed()
                               .right(500));
        answers.push_back(process.readAllStandardOutput());
    }
    return answers;
}

base::Result<QByteArray> run(const Command& command) {
    return runAll({command}).map([](const auto& answers) { return answers.front(); });
}

} // namespace slipway::demo
