#include "app/adapters/store/sqlite_connection.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <atomic>

namespace slipway::adapters {

using base::Error;
using base::ErrorKind;
using base::Result;

namespace {

/// From sqlite.org/rescode.html; the low byte is the primary code.
ErrorKind kindOf(const QSqlError& error) {
    switch (error.nativeErrorCode().toInt() & 0xff) {
    case 5: // SQLITE_BUSY
    case 6: // SQLITE_LOCKED
        return ErrorKind::Busy;
    case 11: // SQLITE_CORRUPT
    case 26: // SQLITE_NOTADB
        return ErrorKind::Corrupt;
    default:
        return ErrorKind::Storage;
    }
}

Error errorOf(const QSqlError& error, const QString& path) {
    return Error{kindOf(error), path,
                 error.databaseText().isEmpty() ? error.driverText() : error.databaseText()};
}

} // namespace

SqliteConnection::SqliteConnection(QString name, QString path)
    : m_name(std::move(name))
    , m_path(std::move(path)) {}

SqliteConnection::~SqliteConnection() {
    QSqlDatabase::database(m_name, false).close();
    QSqlDatabase::removeDatabase(m_name);
}

Result<std::unique_ptr<SqliteConnection>> SqliteConnection::open(const QString& path, Mode mode) {
    static std::atomic<quint64> opened = 0;
    const QString name = QStringLiteral("slipway-store-%1").arg(++opened);
    std::unique_ptr<SqliteConnection> connection(new SqliteConnection(name, path));
    QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
    QString options = QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000");
    if (mode == Mode::ReadOnly)
        options += QStringLiteral(";QSQLITE_OPEN_READONLY");
    database.setConnectOptions(options);
    database.setDatabaseName(path);
    if (!database.open())
        return errorOf(database.lastError(), path);
    if (auto safe = connection->run(QStringLiteral("PRAGMA trusted_schema=OFF")); !safe)
        return safe.error();
    return connection;
}

Result<SqliteConnection::Rows> SqliteConnection::run(const QString& sql, const QVariantList& values) {
    Rows rows;
    auto done = each(sql, values, [&](const QSqlQuery& query) {
        const int columns = query.record().count();
        QVariantList row;
        row.reserve(columns);
        for (int i = 0; i < columns; ++i)
            row.append(query.value(i));
        rows.append(std::move(row));
    });
    if (!done)
        return done.error();
    return rows;
}

Result<void> SqliteConnection::each(const QString& sql, const QVariantList& values,
                                    const std::function<void(const QSqlQuery&)>& take) {
    QSqlQuery query(QSqlDatabase::database(m_name, false));
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        return errorOf(query.lastError(), m_path);
    for (const QVariant& value : values)
        query.addBindValue(value);
    if (!query.exec())
        return errorOf(query.lastError(), m_path);
    while (query.next())
        take(query);
    // A damaged page shows itself only while stepping.
    if (query.lastError().isValid())
        return errorOf(query.lastError(), m_path);
    return {};
}

Result<void> SqliteConnection::runEach(const QString& sql, const QList<QVariantList>& rows) {
    QSqlQuery query(QSqlDatabase::database(m_name, false));
    if (!query.prepare(sql))
        return errorOf(query.lastError(), m_path);
    for (const QVariantList& row : rows) {
        for (int i = 0; i < row.size(); ++i)
            query.bindValue(i, row[i]);
        if (!query.exec())
            return errorOf(query.lastError(), m_path);
    }
    return {};
}

void SqliteConnection::rollBack() {
    // After some failures SQLite has rolled back already and says so; both are fine.
    QSqlQuery query(QSqlDatabase::database(m_name, false));
    query.exec(QStringLiteral("ROLLBACK"));
}

} // namespace slipway::adapters
