#pragma once
#include "app/base/async.h"

#include <QDeadlineTimer>
#include <QObject>
#include <QProcess>

namespace slipway::base {

/// A program to run as a value: no shell, nothing is quoted.
struct ToolCall {
    QString program;
    QStringList arguments;
    QByteArray input{};
    QString folder{};                     ///< empty: the current one
    QMap<QString, QString> environment{}; ///< beside this process's own
};

struct ToolOutcome {
    int exitCode = -1;
    QByteArray output;
    QByteArray errors;
};

/// One child process without a terminal, in a process group of its own that is killed at the
/// deadline, when asked to stop and when this object goes. Lives on its owner's thread, calls
/// `done` there exactly once in a later turn (never after its owner is gone) and deletes itself.
/// Errors: ToolMissing, Timeout, Cancelled; any exit code is an outcome.
class ToolRun final : public QObject {
public:
    using Done = std::function<void(Result<ToolOutcome>)>;
    static void start(QObject* owner, const ToolCall& call, const QDeadlineTimer& deadline,
                      const std::stop_token& stop, Done done);
    ~ToolRun() override;

private:
    ToolRun(QObject* owner, Done done);
    void answer(Result<ToolOutcome> result);
    void killGroup();

    QProcess m_process;
    Done m_done;
    QString m_program;
    std::optional<std::stop_callback<std::function<void()>>> m_onStop;
};

} // namespace slipway::base
