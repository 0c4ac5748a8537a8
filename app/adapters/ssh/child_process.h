#pragma once
#include "app/adapters/ssh/connection.h"

#include <sys/types.h>

namespace slipway::adapters {

/// A child process without a terminal, with a pipe for each of its three streams. It is killed and
/// waited for when this object goes; what it started itself is not. Used by one thread, which
/// never sleeps but in the waiter.
class ChildProcess {
public:
    struct Order {
        QByteArray program; ///< a path, or a name looked up in PATH
        QByteArrayList arguments;
        QByteArrayList environment; ///< "NAME=value" beside what this process has
    };
    /// Error{ToolMissing} when there is no such program, Error{Observer} when none can be started.
    static base::Result<std::unique_ptr<ChildProcess>> start(const Order& order);
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    /// Feeds `input` and hands out the output until both streams end or the child does. `sent` as in
    /// Connection::execute(): bytes that still wait in the pipe have not left.
    base::Result<ChannelEnd> converse(const Input& input, const Connection::Receiver& receiver,
                                      Waiter& waiter, bool& sent);
    /// Output whole, at most 1 MiB; what goes to standard error is put into `errors`. When it has to be
    /// ended, so are its own children.
    static base::Result<QByteArray> outputOf(const Order& order, const QByteArray& input, Waiter& waiter,
                                             QByteArray& errors, int& exitCode);
    /// Whether it has ended by now; then `exitCode()` is its exit code, or -1 after a signal.
    bool hasEnded();
    int exitCode() const { return m_exitCode; }
    /// Readable once the child has ended.
    int endDescriptor() const { return m_end; }

private:
    ChildProcess() = default;
    bool feed(const QByteArray& input, qsizetype& written);
    void closeInput();
    pid_t m_id = -1;
    int m_end = -1;
    int m_in = -1, m_out = -1, m_err = -1;
    bool m_ended = false;
    bool m_takesChildrenAlong = false; ///< those that lead no session, when it is killed
    int m_exitCode = -1;
};

} // namespace slipway::adapters
