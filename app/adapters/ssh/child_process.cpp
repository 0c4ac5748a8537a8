#include "app/adapters/ssh/child_process.h"

#include <QFile>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace slipway::adapters {

using base::Error;
using base::ErrorKind;
using std::chrono::milliseconds;

namespace {

/// How long a child that closed its output may take to end, and a killed one to be gone.
constexpr milliseconds endWithin{1000};
constexpr qsizetype mostOutput = 1024 * 1024;
constexpr int fedAtOnce = 256 * 1024;

struct Pipe {
    int read = -1, write = -1;
    Pipe() {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) == 0) {
            read = ends[0];
            write = ends[1];
        }
    }
    ~Pipe() {
        for (const int end : {read, write})
            if (end >= 0)
                ::close(end);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    int take(int& end) {
        const int taken = std::exchange(end, -1);
        ::fcntl(taken, F_SETFL, O_NONBLOCK);
        return taken;
    }
};

std::vector<char*> pointers(QByteArrayList& words) {
    std::vector<char*> list;
    for (auto& word : words)
        list.push_back(word.data());
    list.push_back(nullptr);
    return list;
}

QByteArrayList environmentWith(const QByteArrayList& more) {
    QByteArrayList all;
    for (char** each = environ; *each; ++each) {
        const QByteArray entry(*each);
        const auto name = entry.left(entry.indexOf('=') + 1);
        if (std::none_of(more.begin(), more.end(), [&](const auto& own) { return own.startsWith(name); }))
            all.append(entry);
    }
    return all + more;
}

} // namespace

base::Result<std::unique_ptr<ChildProcess>> ChildProcess::start(const Order& order) {
    Pipe in, out, err;
    if (in.read < 0 || out.read < 0 || err.read < 0)
        return Error{ErrorKind::Observer, {}, QString::fromLocal8Bit(std::strerror(errno))};
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, in.read, 0);
    posix_spawn_file_actions_adddup2(&files, out.write, 1);
    posix_spawn_file_actions_adddup2(&files, err.write, 2);
    posix_spawn_file_actions_addclosefrom_np(&files, 3);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    // A session of its own has no terminal to ask on; the signals are as a login would have them.
    posix_spawnattr_setflags(&attributes,
                             POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    QByteArrayList words = QByteArrayList{order.program} + order.arguments;
    QByteArrayList environment = environmentWith(order.environment);
    std::unique_ptr<ChildProcess> child(new ChildProcess);
    const int code = posix_spawnp(&child->m_id, order.program.constData(), &files, &attributes,
                                  pointers(words).data(), pointers(environment).data());
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    if (code != 0) {
        child->m_id = -1;
        return Error{code == ENOENT || code == EACCES ? ErrorKind::ToolMissing : ErrorKind::Observer,
                     {},
                     QFile::decodeName(order.program) + QStringLiteral(": ") +
                         QString::fromLocal8Bit(std::strerror(code))};
    }
    child->m_end = static_cast<int>(::syscall(SYS_pidfd_open, child->m_id, 0));
    child->m_in = in.take(in.write);
    child->m_out = out.take(out.read);
    child->m_err = err.take(err.read);
    return child;
}

ChildProcess::~ChildProcess() {
    for (const int fd : {m_in, m_out, m_err})
        if (fd >= 0)
            ::close(fd);
    if (m_id > 0 && !hasEnded()) {
        ::kill(m_takesChildrenAlong ? -m_id : m_id, SIGKILL);
        pollfd end{m_end, POLLIN, 0};
        ::poll(&end, 1, static_cast<int>(endWithin.count()));
        hasEnded();
    }
    if (m_end >= 0)
        ::close(m_end);
}

bool ChildProcess::hasEnded() {
    int status = 0;
    if (!m_ended && ::waitpid(m_id, &status, WNOHANG) == m_id) {
        m_ended = true;
        m_exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    return m_ended;
}

void ChildProcess::closeInput() {
    if (m_in >= 0)
        ::close(std::exchange(m_in, -1));
}

bool ChildProcess::feed(const QByteArray& input, qsizetype& written) {
    // A pipe has no MSG_NOSIGNAL: the signal is held back, and taken away if it came.
    sigset_t pipe, before;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, &before);
    const auto count =
        ::write(m_in, input.constData() + written, static_cast<size_t>(input.size() - written));
    const int code = count < 0 ? errno : 0;
    if (code == EPIPE) {
        const timespec now{};
        sigtimedwait(&pipe, nullptr, &now);
    }
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    if (count > 0)
        written += count;
    return count > 0 || code == EAGAIN || code == EINTR;
}

base::Result<ChannelEnd> ChildProcess::converse(const Input& input, const Connection::Receiver& receiver,
                                                Waiter& waiter, bool& sent) {
    QByteArray buffer(64 * 1024, Qt::Uninitialized);
    QByteArray piece = input.text;
    qsizetype written = 0;
    qint64 given = 0;
    bool isWhole = !input.more; ///< nothing follows this piece
    // What is fed in pieces is much, and then each turn to the child costs; it is no harm if that is refused.
    if (input.more)
        ::fcntl(m_in, F_SETPIPE_SZ, fedAtOnce);
    const auto nextPiece = [&] {
        while (!isWhole && written == piece.size()) {
            sent = sent || written > 0;
            piece = input.more(given);
            given += piece.size();
            written = 0;
            isWhole = piece.isEmpty();
        }
    };
    const auto over = [&] {
        int waiting = 0;
        if (m_in >= 0)
            ::ioctl(m_in, FIONREAD, &waiting);
        sent = sent || written > waiting;
        return waiter.error(sent ? ErrorKind::Timeout : ErrorKind::Unreachable);
    };
    while (m_out >= 0 || m_err >= 0) {
        bool progress = false;
        const bool wasEnded = hasEnded();
        // A closed pipe is no more than a child that does not want its input: it will say why.
        if (m_in >= 0)
            nextPiece();
        if (m_in >= 0 && written < piece.size() && !feed(piece, written))
            closeInput();
        // Kept open until the first answer, so that what still waits in the pipe can be counted.
        if (m_in >= 0 && isWhole && written == piece.size()) {
            int waiting = 0;
            ::ioctl(m_in, FIONREAD, &waiting);
            if (waiting == 0) {
                sent = sent || written > 0;
                closeInput();
            }
        }
        for (const auto stream : {ports::OutputStream::Out, ports::OutputStream::Err}) {
            int& fd = stream == ports::OutputStream::Out ? m_out : m_err;
            if (fd < 0)
                continue;
            const auto count = ::read(fd, buffer.data(), static_cast<size_t>(buffer.size()));
            if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)) {
                ::close(std::exchange(fd, -1));
                continue;
            }
            if (count < 0)
                continue;
            progress = true;
            const auto bytes = buffer.left(count);
            auto take = receiver(stream, bytes);
            for (int turn = 0; take == Take::Full; ++turn) {
                if (waiter.wait(-1, 0, fullPause(turn)) == Waiter::Outcome::Over)
                    return over();
                take = receiver(stream, bytes);
            }
            if (take == Take::Enough) {
                sent = sent || written > 0;
                return ChannelEnd{0, true};
            }
        }
        if (progress)
            continue;
        if (wasEnded)
            break; // whatever else holds its output open is not our child
        // While the input waits in the pipe nothing tells when it is taken: it is looked at again.
        const bool counting = m_in >= 0 && isWhole && written == piece.size();
        std::array<pollfd, 4> watched{
            {{m_out, POLLIN, 0}, {m_err, POLLIN, 0}, {counting ? -1 : m_in, POLLOUT, 0}, {m_end, POLLIN, 0}}};
        if (waiter.wait(watched, counting ? milliseconds(2) : milliseconds(1000)) == Waiter::Outcome::Over)
            return over();
    }
    int waiting = 0;
    if (m_in >= 0)
        ::ioctl(m_in, FIONREAD, &waiting);
    sent = sent || written > waiting;
    const auto until = bootMilliseconds() + endWithin.count();
    while (!hasEnded() && bootMilliseconds() < until)
        if (waiter.wait(m_end, POLLIN, milliseconds(100)) == Waiter::Outcome::Over)
            break;
    return ChannelEnd{m_exitCode, false};
}

base::Result<QByteArray> ChildProcess::outputOf(const Order& order, const QByteArray& input, Waiter& waiter,
                                                QByteArray& errors, int& exitCode) {
    auto child = start(order);
    if (!child)
        return child.error();
    // One that asks a person for a touch would go on asking.
    (*child)->m_takesChildrenAlong = true;
    QByteArray output;
    bool sent = false;
    const auto end = (*child)->converse(
        input,
        [&](ports::OutputStream stream, const QByteArray& bytes) {
            auto& log = stream == ports::OutputStream::Out ? output : errors;
            log += bytes;
            return log.size() > mostOutput ? Take::Enough : Take::More;
        },
        waiter, sent);
    if (!end)
        return end.error();
    exitCode = (*child)->exitCode();
    return output;
}

} // namespace slipway::adapters
