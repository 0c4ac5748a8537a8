#pragma once
#include "app/adapters/ssh/exchange.h"

#include <atomic>
#include <mutex>

namespace slipway::adapters {

/// Brings one file into a host's spool, from where it is already. Synchronous; for I/O threads.
class Upload {
public:
    /// `progress` as in FileTransfer, on any thread, one call at a time; `within`: how long nothing may move.
    Upload(Exchange& exchange, const Gate& gate, const ports::TransferOrder& order,
           const std::function<void(qint64)>& progress, std::chrono::milliseconds within)
        : m_exchange(exchange)
        , m_gate(gate)
        , m_order(order)
        , m_progress(progress)
        , m_within(within) {}
    base::Result<void> bring();

private:
    base::Result<Gate::Part> there();
    int lanes(const Gate::Part& part) const;
    /// Why no more came, as far as its words tell.
    base::Error incomplete(qint64 size) const;
    /// In one piece, from a byte on.
    base::Result<void> bringRest(qint64 from);
    /// All whole chunks from a byte on, over so many channels: a server takes no more than 2 MiB of each
    /// before it has answered, which is what bounds a channel over a long line.
    base::Result<void> bringChunks(qint64 from, int lanes);
    base::Result<void> run(const base::Result<GateCall>& call,
                           const std::function<base::Result<ChannelEnd>(const QByteArray&)>& once);
    void tell(qint64 sent, bool now = false);
    Take hear(const QByteArray& bytes);

    Exchange& m_exchange;
    const Gate& m_gate;
    const ports::TransferOrder& m_order;
    const std::function<void(qint64)>& m_progress;
    const std::chrono::milliseconds m_within;
    std::mutex m_telling; ///< guards the next one
    qint64 m_toldMs = 0;
    std::atomic<qint64> m_sent = 0;
    std::atomic<bool> m_isUnreadable = false; ///< the file, here
    QByteArray m_words;                       ///< the last ones of the command that receives
};

} // namespace slipway::adapters
