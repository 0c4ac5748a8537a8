#pragma once
#include "app/adapters/store/stream_log.h"
#include "app/base/masks.h"
#include "app/ports/output_store.h"

#include <array>
#include <atomic>
#include <mutex>

namespace slipway::adapters {

/// Output of one attempt on its way to the disk: a bounded queue that any thread fills and
/// the store's thread empties into the logs of both streams.
class AttemptLog {
public:
    /// What fits into the queue.
    static constexpr qint64 queueBytes = 1024 * 1024;
    enum class Taken { Taken, TakenAndRipe };

    /// `base` is the path of all files of the attempt without ".out.zst" and so on; `limit` in raw
    /// bytes of each stream.
    AttemptLog(ports::OutputKey key, const QString& base, qint64 limit);
    const ports::OutputKey& key() const { return m_key; }

    /// Whether so many more bytes may be offered.
    bool hasRoom(qsizetype bytes);
    /// Pieces in order, with the time they came. Never refuses: ask for room first.
    Taken accept(ports::OutputStream stream, const QList<base::Masker::Piece>& pieces, qint64 nowMs);
    /// True when no flush was on its way yet: the caller is to arrange one. Any thread.
    bool claimFlush() { return !m_flushClaimed.exchange(true); }
    // The rest is for the store's thread.
    /// Writes what waits; with `all` also what is usually saved once a second. True when something
    /// became durable. On an error everything that is not durable stays queued.
    base::Result<bool> flush(bool all);
    /// Something is left for a later flush.
    bool isSaved() const;
    /// Closes the files (and lets go of their locks); the next flush opens them again.
    void rest();
    /// Durable raw ends, without opening anything for writing.
    base::Result<ports::OutputOffsets> offsets() const;

    /// The begin of all file names of a stream.
    static QString path(const QString& base, ports::OutputStream stream);

private:
    const ports::OutputKey m_key;
    std::mutex m_mutex; ///< guards the two below
    std::array<std::deque<OutputPiece>, 2> m_pieces;
    qint64 m_queued = 0;
    std::atomic<bool> m_flushClaimed = false;
    std::array<StreamLog, 2> m_logs;
};

} // namespace slipway::adapters
