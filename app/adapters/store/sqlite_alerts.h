#pragma once
#include "app/adapters/store/sqlite_connection.h"
#include "app/ports/alert_store.h"

#include <atomic>

namespace slipway::adapters {

/// `<folder>/alerts.sqlite`, on a thread of its own. Several processes may write. Of what was sent or given
/// up the newest 1,000 are kept. Reading never makes the file.
class SqliteAlerts final : public ports::AlertStore {
public:
    explicit SqliteAlerts(QString folder);
    ~SqliteAlerts() override;
    base::Future<QList<domain::Incident>> incidents() override;
    base::Future<void> keep(QList<domain::Incident> incidents, QList<ports::OutboxLine> lines) override;
    base::Future<QList<ports::OutboxLine>> waiting() override;
    base::Future<QList<ports::OutboxLine>> newest(int count) override;

private:
    base::Result<SqliteConnection*> opened(bool toWrite);
    base::Result<QList<ports::OutboxLine>> lines(const QString& where, const QVariantList& values);

    const QString m_folder;
    std::atomic<bool> m_closing = false;
    std::unique_ptr<SqliteConnection> m_connection; ///< of the store thread only
    bool m_canWrite = false;
    base::WorkQueue m_queue;
};

} // namespace slipway::adapters
