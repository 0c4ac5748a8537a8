#pragma once
#include "app/adapters/ssh/waiter.h"
#include "app/ports/remote_shell.h"

#include <algorithm>
#include <chrono>
#include <functional>

namespace slipway::adapters {

/// What a receiver of a command's output wants next.
enum class Take {
    More,
    Full,   ///< offer the same bytes again in a moment
    Enough, ///< all that was waited for has come; the channel may be closed
};

/// How long a full receiver is left alone before the same bytes are offered again for the n-th time (from 0
/// on): a disk is mostly ready at once, and one that is full is not asked all the time.
inline std::chrono::milliseconds fullPause(int turn) {
    constexpr int longest = 5;
    return std::chrono::milliseconds(1 << std::min(turn, longest));
}

/// How a command ended, as far as its channel can tell: never a proof of success.
struct ChannelEnd {
    int exitStatus = 0; ///< 0 also when the host sent none (libssh2 1.10 cannot tell)
    bool enough = false;
};

/// What a command is fed.
struct Input {
    Input(QByteArray all) : text(std::move(all)) {}
    Input(std::function<QByteArray(qint64)> pieces) : more(std::move(pieces)) {}
    QByteArray text; ///< at most 1.5 MiB, sent whole before anything is read
    /// Then the pieces that this gives, asked for the one from a byte on, until it gives an empty one: what
    /// one connection did not take another is given again. A host that ends before it has taken them all
    /// only tells its end sooner.
    std::function<QByteArray(qint64)> more;
};

/// Whatever runs a command line in a shell of a host: the seam between the gate and the transports
/// (libssh2, the OpenSSH client, this computer). Used by one thread at a time.
class Connection {
public:
    using Receiver = std::function<Take(ports::OutputStream, const QByteArray&)>;
    Connection() = default;
    virtual ~Connection() = default;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Runs a command, feeds it `input` and hands its output to the receiver.
    /// `sent` becomes true with the first byte of input that left: before it, errors are Unreachable
    /// (nothing has run), after it ConnectionLost or Timeout.
    virtual base::Result<ChannelEnd> execute(const QByteArray& command, const Input& input,
                                             const Receiver& receiver, Waiter& waiter, bool& sent) = 0;
    /// False after an error: it must not be used again.
    virtual bool isUsable() const = 0;
    /// Whether an idle connection's peer has gone, as far as this side can see without asking.
    virtual bool hasHungUp() const = 0;
    /// Whether the OpenSSH client brings much data over the same line several times as fast.
    virtual bool isSlowWithMuch() const { return false; }
    /// Whether execute() may be called by several threads at once.
    virtual bool takesSeveral() const { return false; }
    /// How long host and network take for the shortest question; 0: that was not measured.
    std::chrono::milliseconds roundTrip{0};
    ports::HostFacts facts;
};

} // namespace slipway::adapters
