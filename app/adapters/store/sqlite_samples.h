#pragma once
#include "app/adapters/store/sqlite_connection.h"
#include "app/ports/sample_store.h"

#include <atomic>

namespace slipway::adapters {

/// Samples in `<folder>/samples.sqlite`, on a thread of its own. Opened for writing at the
/// first append, so that only the observer ever writes (Debian's SQLite 3.40 can damage a
/// WAL file that has several writers); reading alone never creates the file.
class SqliteSamples final : public ports::SampleStore {
public:
    explicit SqliteSamples(QString folder);
    ~SqliteSamples() override;
    base::Future<void> append(QList<domain::Sample> samples) override;
    base::Future<QList<domain::Sample>> read(domain::EnvironmentName environment, qint64 fromMs,
                                             qint64 toMs) override;
    base::Future<qint64> summedUntil(domain::EnvironmentName environment) override;
    base::Future<void> sumUp(domain::EnvironmentName environment, qint64 fromMs, qint64 toMs,
                             QList<domain::HealthPoint> points, bool keepsRaw) override;
    base::Future<void> thin(qint64 minutesBeforeMs, qint64 hoursBeforeMs) override;
    base::Future<QList<domain::HealthPoint>> points(domain::EnvironmentName environment, qint64 lengthMs,
                                                    qint64 fromMs, qint64 toMs) override;

private:
    template <class T, class F>
    base::Future<T> queued(F work);
    base::Result<void> openWriting();
    /// Null: there is no file yet.
    base::Result<SqliteConnection*> openReading();
    base::Result<void> store(const QList<domain::Sample>& samples);
    base::Result<QList<domain::Sample>> load(const domain::EnvironmentName& environment, qint64 fromMs,
                                             qint64 toMs);

    const QString m_folder;
    std::atomic<bool> m_closing = false;
    // Of the store thread only. At most one is open: once it writes, it also reads there.
    std::unique_ptr<SqliteConnection> m_writing;
    std::unique_ptr<SqliteConnection> m_reading;
    base::WorkQueue m_queue;
};

} // namespace slipway::adapters
