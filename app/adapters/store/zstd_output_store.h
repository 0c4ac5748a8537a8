#pragma once
#include "app/adapters/store/attempt_log.h"
#include "app/adapters/store/output_reader.h"
#include "app/base/clock.h"

#include <QHash>
#include <QSet>
#include <QTimer>
#include <atomic>

namespace slipway::adapters {

/// Step output in `<folder>/output/<deployment>/<attempt>.<out|err>.zst`. Of an attempt that
/// writes more than `cap` bytes the rest is counted (offsets go on) but not kept, and the
/// stored part ends with a line that says so. One process writes an attempt at a time; any may
/// read. The clock must outlive it and be thread-safe.
class ZstdOutputStore final : public ports::OutputStore {
    Q_OBJECT
public:
    static constexpr qint64 defaultCap = 256LL * 1024 * 1024;
    ZstdOutputStore(QString folder, const base::Clock& clock, qint64 cap = defaultCap);
    ~ZstdOutputStore() override;
    std::shared_ptr<ports::OutputSink> sink(ports::OutputKey key) override;
    base::Future<ports::OutputOffsets> offsets(ports::OutputKey key) override;
    /// Also closes the attempt's files until something is accepted again.
    base::Future<ports::OutputDigest> settle(ports::OutputKey key) override;
    base::Future<QList<ports::OutputChunk>> read(ports::OutputKey key, ports::OutputOffsets from,
                                                 qint64 maxBytes) override;
    base::Future<QList<ports::OutputHit>> search(QByteArray text,
                                                 std::optional<domain::DeploymentId> deployment, int most,
                                                 base::Limit limit) override;

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
    base::Result<void> write(const std::shared_ptr<AttemptLog>& attempt);
    void writeDue();
    void announce(const domain::AttemptId& attempt);
    void tellGrown();

    const QString m_folder;
    const base::Clock& m_clock;
    const qint64 m_cap;
    const std::shared_ptr<Door> m_door = std::make_shared<Door>();
    std::mutex m_mutex;                                 ///< guards the two below
    QHash<QString, std::shared_ptr<AttemptLog>> m_logs; ///< by path
    QSet<std::shared_ptr<AttemptLog>> m_due;            ///< wait for the collecting timer
    QTimer m_collecting;
    QTimer m_telling;
    QSet<domain::AttemptId> m_grown;
    std::atomic<bool> m_closing = false;
    OutputReader m_reader;   ///< of the reading thread only
    OutputReader m_searcher; ///< of the searching thread only
    base::WorkQueue m_searching;
    base::WorkQueue m_reading;
    base::WorkQueue m_writing;
};

} // namespace slipway::adapters
