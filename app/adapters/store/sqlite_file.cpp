#include "app/adapters/store/sqlite_file.h"

#include "app/adapters/store/private_folder.h"
#include "app/base/ulid.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

static void initialiseStoreResources() {
    Q_INIT_RESOURCE(store);
}

namespace slipway::adapters {

using base::Error;
using base::ErrorKind;
using base::Result;

namespace {

QString stepPath(const SqliteFile& file, int number) {
    return QStringLiteral(":/slipway/sql/%1/%2.sql").arg(file.schema).arg(number, 3, 10, QLatin1Char('0'));
}

int newestVersion(const SqliteFile& file) {
    int version = 0;
    while (QFile::exists(stepPath(file, version + 1)))
        ++version;
    return version;
}

Result<int> versionOf(SqliteConnection& connection) {
    auto rows = connection.run(QStringLiteral("PRAGMA user_version"));
    if (!rows)
        return rows.error();
    return rows->isEmpty() ? 0 : rows->first().value(0).toInt();
}

Result<void> applyStep(SqliteConnection& connection, const SqliteFile& file, int number) {
    QFile step(stepPath(file, number));
    if (!step.open(QIODevice::ReadOnly))
        return Error{ErrorKind::Storage, step.fileName(),
                     QStringLiteral("the schema step is not in the program")};
    QStringList statements =
        QString::fromUtf8(step.readAll()).split(QStringLiteral("\n\n"), Qt::SkipEmptyParts);
    statements.append(QStringLiteral("PRAGMA user_version=%1").arg(number));
    for (const QString& statement : statements)
        if (auto done = connection.run(statement); !done)
            return done.error();
    return {};
}

Result<void> migrate(SqliteConnection& connection, const SqliteFile& file) {
    const int newest = newestVersion(file);
    while (true) {
        bool current = false;
        auto done = connection.transact([&]() -> Result<void> {
            // Read inside the transaction: another process may migrate at the same time.
            const auto version = versionOf(connection);
            if (!version)
                return version.error();
            current = *version >= newest;
            return current ? Result<void>() : applyStep(connection, file, *version + 1);
        });
        if (!done || current)
            return done;
    }
}

Result<void> configure(SqliteConnection& connection, const SqliteFile& file) {
    if (auto mode = connection.run(QStringLiteral("PRAGMA journal_mode=%1").arg(file.journalMode)); !mode)
        return mode.error();
    if (auto sync = connection.run(QStringLiteral("PRAGMA synchronous=%1").arg(file.synchronous)); !sync)
        return sync.error();
    return {};
}

Result<void> fillNewFile(const QString& path, const SqliteFile& file) {
    auto connection = SqliteConnection::open(path, SqliteConnection::Mode::ReadWrite);
    if (!connection)
        return connection.error();
    SqliteFile plain = file;
    // A WAL would leave a second file behind under the temporary name.
    plain.journalMode = QStringLiteral("DELETE");
    plain.synchronous = QStringLiteral("EXTRA");
    if (auto ready = configure(**connection, plain); !ready)
        return ready;
    return migrate(**connection, file);
}

/// A complete file appears under its name or none does, so that an empty file under that name
/// is always damage and never "not finished yet".
Result<void> create(const SqliteFile& file) {
    const QString temporary =
        file.path + QStringLiteral(".new-") + base::newUlid(QDateTime::currentMSecsSinceEpoch());
    const QByteArray from = QFile::encodeName(temporary);
    const QByteArray to = QFile::encodeName(file.path);
    const int fd = ::open(from.constData(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return storageError(file.path, QStringLiteral("cannot create the file"));
    ::close(fd);
    Result<void> done = fillNewFile(temporary, file);
    // link, not rename: when another process was faster, its file stays.
    if (done && ::link(from.constData(), to.constData()) != 0 && errno != EEXIST)
        done = storageError(file.path, QStringLiteral("cannot name the new file"));
    ::unlink(from.constData());
    ::unlink((from + "-journal").constData());
    if (!done)
        return done;
    return syncFolder(QFileInfo(file.path).path());
}

Result<void> refuseEmpty(const QString& path) {
    if (QFileInfo(path).size() == 0)
        return Error{ErrorKind::Corrupt, path,
                     QStringLiteral("the file is empty; it was cut off after it was made")};
    return {};
}

} // namespace

Result<OpenedFile> openForWriting(const SqliteFile& file) {
    initialiseStoreResources();
    const QString folder = QFileInfo(file.path).path();
    if (auto made = makePrivateFolder(folder); !made)
        return made.error();
    OpenedFile opened;
    if (auto local = refuseNetworkFolder(folder); !local)
        opened.readOnly = local.error();
    if (!QFile::exists(file.path)) {
        if (opened.readOnly)
            return *opened.readOnly;
        if (auto created = create(file); !created)
            return created.error();
    }
    if (auto filled = refuseEmpty(file.path); !filled)
        return filled.error();
    for (const QString& path : {file.path, folder})
        if (::access(QFile::encodeName(path).constData(), W_OK) != 0 && !opened.readOnly)
            opened.readOnly = storageError(path, QStringLiteral("not writable"));
    auto connection = SqliteConnection::open(file.path, opened.readOnly ? SqliteConnection::Mode::ReadOnly
                                                                        : SqliteConnection::Mode::ReadWrite);
    if (!connection)
        return connection.error();
    opened.connection = std::move(*connection);
    const auto version = versionOf(*opened.connection);
    if (!version)
        return version.error();
    const int newest = newestVersion(file);
    if (*version > newest)
        opened.readOnly =
            Error{ErrorKind::NewerFormat, file.path,
                  QStringLiteral("format %1 is newer than this Slipway's %2").arg(*version).arg(newest)};
    if (opened.readOnly) {
        if (auto only = opened.connection->run(QStringLiteral("PRAGMA query_only=ON")); !only)
            return only.error();
        return opened;
    }
    if (auto ready = configure(*opened.connection, file); !ready)
        return ready.error();
    if (*version < newest)
        if (auto migrated = migrate(*opened.connection, file); !migrated)
            return migrated.error();
    return opened;
}

Result<std::unique_ptr<SqliteConnection>> openForReading(const SqliteFile& file) {
    if (!QFile::exists(file.path))
        return Error{ErrorKind::NotFound, file.path, QStringLiteral("no such file")};
    return SqliteConnection::open(file.path, SqliteConnection::Mode::ReadOnly);
}

} // namespace slipway::adapters
