#pragma once
#include "app/adapters/store/attempt_log.h"
#include "app/adapters/store/output_reader.h"
#include "app/base/clock.h"

#include <QHash>
#include <QSet>
#include <QTimer>
#include <atomic>

namespace slipway::adapters {

/// Step output in `<folder>/output/<deployment>/<attempt>.<out|err>[.tail].zst`. Of a stream of
/// more than `limit` raw bytes head and tail are kept, and a line between them says how much is
/// left out. One process writes an attempt at a time; any may read. The clock must outlive it and
/// be thread-safe.
class ZstdOutputStore final : public ports::OutputStore {
    Q_OBJECT
public:
    static constexpr qint64 usualLimit = 64LL * 1024 * 1024;
    ZstdOutputStore(QString folder, const base::Clock& clock, qint64 limit = usualLimit);
    ~ZstdOutputStore() override;
    std::shared_ptr<ports::OutputSink> sink(ports::OutputKey key, base::Masks masks) override;
    base::Future<ports::OutputOffsets> offsets(ports::OutputKey key) override;
    /// Also closes the attempt's files until something is accepted again.
    base::Future<ports::OutputDigest> settle(ports::OutputKey key) override;
    base::Future<QList<ports::OutputChunk>> read(ports::OutputKey key, ports::OutputOffsets from,
                                                 qint64 maxBytes) override;
    base::Future<QList<ports::OutputHit>> search(ports::OutputQuery query, base::Limit limit) override;
    qint64 mostPerStream() const override { return m_limit; }
    std::optional<base::Error> trouble() const override { return m_trouble; }

private:
    class Sink;
    /// How sinks reach the store, until it is gone.
    struct Door {
        std::mutex mutex;
        ZstdOutputStore* store = nullptr;
    };
    std::shared_ptr<AttemptLog> log(const ports::OutputKey& key);
    /// These may be called on any thread.
    void writeSoon(const std::shared_ptr<AttemptLog>& attempt);
    void writeLater(const std::shared_ptr<AttemptLog>& attempt, int afterMs);
    /// On the writing thread; what could not be written is tried again later.
    base::Result<void> write(const std::shared_ptr<AttemptLog>& attempt, bool all);
    void note(const std::optional<base::Error>& trouble);
    void writeDue();
    void announce(const domain::AttemptId& attempt);
    void tellGrown();

    const QString m_folder;
    const base::Clock& m_clock;
    const qint64 m_limit;
    const std::shared_ptr<Door> m_door = std::make_shared<Door>();
    std::mutex m_mutex;                                 ///< guards the two below
    QHash<QString, std::shared_ptr<AttemptLog>> m_logs; ///< by path
    QSet<std::shared_ptr<AttemptLog>> m_due;            ///< wait for the collecting timer
    QTimer m_collecting;
    QTimer m_telling;
    QSet<domain::AttemptId> m_grown;
    std::optional<base::Error> m_trouble; ///< of the main thread
    bool m_failed = false;                ///< of the writing thread: the last write
    std::atomic<bool> m_closing = false;
    OutputReader m_reader; ///< of the reading thread only
    base::WorkQueue m_searching;
    base::WorkQueue m_reading;
    base::WorkQueue m_writing;
};

} // namespace slipway::adapters
