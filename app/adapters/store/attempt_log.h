#pragma once
#include "app/adapters/store/frame_file.h"
#include "app/ports/output_store.h"

#include <array>
#include <atomic>
#include <deque>
#include <mutex>

namespace slipway::adapters {

/// Output of one attempt on its way to the disk: a bounded queue that any thread fills and
/// the store's thread empties into the two files of the attempt.
class AttemptLog {
public:
    /// What fits into the queue.
    static constexpr qint64 queueBytes = 1024 * 1024;
    /// At this much waiting it is written at once instead of being collected further.
    static constexpr qint64 frameBytes = 64 * 1024;
    enum class Taken { Full, Taken, TakenAndRipe };

    /// `base` is the path of both files without ".out.zst" and ".err.zst"; `cap` is in stored
    /// bytes of both streams together.
    AttemptLog(ports::OutputKey key, QString base, qint64 cap)
        : m_key(std::move(key))
        , m_base(std::move(base))
        , m_cap(cap) {}
    const ports::OutputKey& key() const { return m_key; }

    /// `rawStart` and `rawEnd` are the host's offsets around the bytes.
    Taken accept(ports::OutputStream stream, const QByteArray& bytes, qint64 rawStart, qint64 rawEnd,
                 qint64 nowMs);
    /// True when no flush was on its way yet: the caller is to arrange one. Any thread.
    bool claimFlush() { return !m_flushClaimed.exchange(true); }
    // The rest is for the store's thread.
    /// Writes what waits; true when something became durable. On an error everything that is
    /// not durable stays queued.
    base::Result<bool> flush();
    /// Closes the files (and lets go of their locks); the next flush opens them again.
    void rest();
    /// Durable raw ends, without opening anything for writing.
    base::Result<ports::OutputOffsets> offsets();

    static QString path(const QString& base, ports::OutputStream stream);

private:
    struct Piece {
        ports::OutputStream stream = ports::OutputStream::Out;
        qint64 rawStart = 0;
        qint64 rawEnd = 0;
        qint64 timeMs = 0;
        QByteArray bytes;
    };
    base::Result<void> open();
    base::Result<bool> write(ports::OutputStream stream, const std::deque<Piece>& pieces);
    void keepWithinCap(NewFrame& frame, qint64& room) const;

    const ports::OutputKey m_key;
    const QString m_base;
    const qint64 m_cap;
    mutable std::mutex m_mutex; ///< guards the two below
    std::deque<Piece> m_pieces;
    qint64 m_queued = 0;
    std::atomic<bool> m_flushClaimed = false;
    std::array<std::unique_ptr<FrameWriter>, 2> m_files;
};

} // namespace slipway::adapters
