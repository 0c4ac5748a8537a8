#include "app/base/tool_run.h"

#include <QTimer>
#include <algorithm>
#include <csignal>
#include <unistd.h>

namespace slipway::base {

namespace {

constexpr std::chrono::hours longestRun{24};
// More than any answer of these tools; a broken one must not fill the memory.
constexpr qint64 maxOutput = 4 * 1024 * 1024;

/// Nobody may be asked for a passphrase: there is no terminal and no window for it.
QProcessEnvironment quietEnvironment() {
    auto result = QProcessEnvironment::systemEnvironment();
    result.insert(QStringLiteral("SSH_ASKPASS_REQUIRE"), QStringLiteral("never"));
    result.remove(QStringLiteral("SSH_ASKPASS"));
    result.insert(QStringLiteral("LC_ALL"), QStringLiteral("C"));
    return result;
}

} // namespace

ToolRun::ToolRun(QObject* owner, Done done) : QObject(owner), m_done(std::move(done)) {}

ToolRun::~ToolRun() {
    m_onStop.reset();
    m_process.disconnect(this);
    killGroup();
}

void ToolRun::start(QObject* owner, const ToolCall& call, const QDeadlineTimer& deadline,
                    const std::stop_token& stop, Done done) {
    auto* run = new ToolRun(owner, std::move(done));
    run->m_program = call.program;
    QProcess& process = run->m_process;
    auto environment = quietEnvironment();
    for (auto it = call.environment.cbegin(); it != call.environment.cend(); ++it)
        environment.insert(it.key(), it.value());
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(call.folder);
    process.setChildProcessModifier([] { setsid(); });
    connect(&process, &QProcess::errorOccurred, run, [run](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            run->answer(Error{ErrorKind::ToolMissing, run->m_program,
                              QStringLiteral("the program cannot be started")});
    });
    connect(&process, &QProcess::finished, run, [run](int exitCode, QProcess::ExitStatus status) {
        run->answer(ToolOutcome{status == QProcess::NormalExit ? exitCode : -1,
                                run->m_process.readAllStandardOutput(),
                                run->m_process.readAllStandardError()});
        run->deleteLater();
    });
    connect(&process, &QProcess::readyRead, run, [run] {
        if (run->m_process.bytesAvailable() > maxOutput)
            run->answer(Error{ErrorKind::Protocol, run->m_program, QStringLiteral("endless output")});
    });
    const auto left = std::clamp<std::chrono::milliseconds>(
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline.remainingTimeAsDuration()),
        std::chrono::milliseconds(0), longestRun);
    QTimer::singleShot(left, run, [run] {
        run->answer(Error{ErrorKind::Timeout, run->m_program, QStringLiteral("no answer in time")});
    });
    // The signal that ends the wait may come from any thread; the answer is given on this one.
    run->m_onStop.emplace(stop, [run] {
        QMetaObject::invokeMethod(
            run,
            [run] {
                run->answer(Error{ErrorKind::Cancelled, run->m_program, QStringLiteral("asked to stop")});
            },
            Qt::QueuedConnection);
    });
    // From a later turn, so that a missing program is reported in one as well.
    QMetaObject::invokeMethod(
        run,
        [run, arguments = call.arguments, input = call.input] {
            if (!run->m_done)
                return;
            run->m_process.start(run->m_program, arguments);
            run->m_process.write(input);
            run->m_process.closeWriteChannel();
        },
        Qt::QueuedConnection);
}

void ToolRun::answer(Result<ToolOutcome> result) {
    if (!m_done)
        return;
    killGroup();
    const Done done = std::exchange(m_done, {});
    // A killed child is waited for without blocking: its end deletes this object.
    if (m_process.state() == QProcess::NotRunning)
        deleteLater();
    else
        m_process.kill();
    done(std::move(result));
}

void ToolRun::killGroup() {
    // The child leads its own group (setsid), helpers like ssh-sk-helper included.
    if (const auto leader = pid_t(m_process.processId()); leader > 0)
        kill(-leader, SIGKILL);
}

} // namespace slipway::base
