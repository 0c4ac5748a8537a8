#pragma once
#include "app/adapters/store/sqlite_connection.h"

namespace slipway::adapters {

/// A database file with a schema of numbered steps (resources/sql/<schema>/001.sql, …),
/// counted in PRAGMA user_version.
struct SqliteFile {
    QString path;
    QString schema;      ///< folder under resources/sql
    QString journalMode; ///< "DELETE" or "WAL"
    QString synchronous; ///< "EXTRA" or "NORMAL"
};

/// What opening found. `connection` can read even when `readOnly` says why nothing may be written.
struct OpenedFile {
    std::unique_ptr<SqliteConnection> connection;
    std::optional<base::Error> readOnly;
};

/// Makes the file (0600, whole schema, under a temporary name until it is complete) when there
/// is none, or brings an older schema up. An existing file that is not a database is
/// Error{Corrupt} and is left alone, an empty one too.
base::Result<OpenedFile> openForWriting(const SqliteFile& file);
/// Opens an existing file for reading only; Error{NotFound} when there is none.
base::Result<std::unique_ptr<SqliteConnection>> openForReading(const SqliteFile& file);

} // namespace slipway::adapters
