#pragma once
#include "app/base/result.h"

#include <QString>
#include <QVariantList>
#include <functional>
#include <memory>

class QSqlQuery;

namespace slipway::adapters {

/// One SQLite connection. Opened, used and destroyed on one thread (Qt SQL's rule).
/// Waits 5 s for another process's lock, then Error{Busy}; Error{Corrupt} for a damaged
/// file, Error{Storage} for everything that could not be read or written.
class SqliteConnection {
public:
    enum class Mode { ReadWrite, ReadOnly };
    using Rows = QList<QVariantList>;

    /// The file must exist; an empty one counts as a new database.
    static base::Result<std::unique_ptr<SqliteConnection>> open(const QString& path, Mode mode);
    ~SqliteConnection();
    SqliteConnection(const SqliteConnection&) = delete;
    SqliteConnection& operator=(const SqliteConnection&) = delete;

    /// Runs one statement to its end and hands over all rows: no cursor stays open, because an
    /// open one makes another process's commit fail.
    base::Result<Rows> run(const QString& sql, const QVariantList& values = {});
    /// The same, but hands every row to `take` instead of keeping it: for large answers.
    base::Result<void> each(const QString& sql, const QVariantList& values,
                            const std::function<void(const QSqlQuery&)>& take);
    /// The same statement once per row of values, prepared once.
    base::Result<void> runEach(const QString& sql, const QList<QVariantList>& rows);
    /// BEGIN IMMEDIATE, `work`, COMMIT; rolled back when either fails.
    template <class F>
    base::Result<void> transact(F&& work) {
        if (auto begun = run(QStringLiteral("BEGIN IMMEDIATE")); !begun)
            return begun.error();
        base::Result<void> done = std::forward<F>(work)();
        if (done) {
            auto committed = run(QStringLiteral("COMMIT"));
            if (committed)
                return {};
            done = committed.error();
        }
        rollBack();
        return done;
    }

private:
    explicit SqliteConnection(QString name, QString path);
    void rollBack();
    QString m_name;
    QString m_path;
};

} // namespace slipway::adapters
