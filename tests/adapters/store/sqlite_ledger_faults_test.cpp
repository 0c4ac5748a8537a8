#include "app/adapters/store/private_folder.h"
#include "app/adapters/store/sqlite_connection.h"
#include "app/base/canonical_json.h"
#include "tests/adapters/store/store_support.h"

#include <QtTest>
#include <sys/resource.h>

using namespace slipway;
using namespace slipway::adapters;

namespace {

QString fileIn(const QTemporaryDir& place) {
    return place.filePath(QStringLiteral("ledger.sqlite"));
}

void fill(const QString& folder, int count) {
    const auto ledger = openLedger(folder);
    for (int i = 0; i < count; ++i)
        QVERIFY(answer(ledger->append({draft("dep-A1", i)})).ok());
}

/// Somebody with a database tool and bad intentions.
base::Result<SqliteConnection::Rows> meddle(const QTemporaryDir& place, const QStringList& statements) {
    auto connection = SqliteConnection::open(fileIn(place), SqliteConnection::Mode::ReadWrite);
    if (!connection)
        return connection.error();
    base::Result<SqliteConnection::Rows> last = SqliteConnection::Rows();
    for (const QString& statement : statements) {
        last = (*connection)->run(statement);
        if (!last)
            return last;
    }
    return last;
}

const QStringList disarmed{QStringLiteral("DROP TRIGGER entries_refuse_update"),
                           QStringLiteral("DROP TRIGGER entries_refuse_delete")};

QString faultIn(const QTemporaryDir& place) {
    const auto ledger = openLedger(place.path());
    const auto check = answer(ledger->verify());
    if (!check)
        return QStringLiteral("no check: ") + check.error().detail;
    return check->fault ? check->fault->detail : QString();
}

} // namespace

class SqliteLedgerFaultsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void refusesUpdateAndDelete() {
        const QTemporaryDir place;
        fill(place.path(), 2);
        QVERIFY(!meddle(place, {QStringLiteral("UPDATE entries SET type = 'x'")}).ok());
        QVERIFY(!meddle(place, {QStringLiteral("DELETE FROM entries")}).ok());
        QVERIFY(faultIn(place).isEmpty());
    }

    void faultCase71_namesTheTamperedEntry_data() {
        QTest::addColumn<QStringList>("statements");
        QTest::addColumn<QString>("fault");
        const auto edited = QStringLiteral("replace(CAST(body AS TEXT), 'number 2', 'number 7')");
        QTest::newRow("edited") << QStringList{QStringLiteral("UPDATE entries SET body = CAST(%1 AS BLOB) "
                                                              "WHERE chain = 'dep-A1' AND seq = 3")
                                                   .arg(edited)}
                                << QStringLiteral("dep-A1 entry 3: body does not match its hash");
        QTest::newRow("deleted") << QStringList{QStringLiteral(
                                        "DELETE FROM entries WHERE chain = 'dep-A1' AND seq = 3")}
                                 << QStringLiteral("dep-A1 entry 3: is missing; workspace entry 3 recorded "
                                                   "entries up to 3");
        QTest::newRow("last deleted")
            << QStringList{QStringLiteral("DELETE FROM entries WHERE chain = 'dep-A1' AND seq = 5")}
            << QStringLiteral("dep-A1 entry 5: is missing; workspace entry 5 recorded entries up to 5");
        QTest::newRow("head deleted")
            << QStringList{QStringLiteral("DELETE FROM entries WHERE chain = 'workspace' AND seq = 5")}
            << QStringLiteral("dep-A1 entry 5: the workspace chain has no head for it");
        QTest::newRow("reordered") << QStringList{QStringLiteral("UPDATE entries SET seq = 99 "
                                                                 "WHERE chain = 'dep-A1' AND seq = 2"),
                                                  QStringLiteral("UPDATE entries SET seq = 2 "
                                                                 "WHERE chain = 'dep-A1' AND seq = 4"),
                                                  QStringLiteral("UPDATE entries SET seq = 4 "
                                                                 "WHERE chain = 'dep-A1' AND seq = 99")}
                                   << QStringLiteral(
                                          "dep-A1 entry 4: body belongs to another place (dep-A1 entry 2)");
        QTest::newRow("type changed") << QStringList{QStringLiteral("UPDATE entries SET type = 'resumed' "
                                                                    "WHERE chain = 'dep-A1' AND seq = 1")}
                                      << QStringLiteral("dep-A1 entry 1: body is of another type");
    }

    void faultCase71_namesTheTamperedEntry() {
        QFETCH(QStringList, statements);
        QFETCH(QString, fault);
        const QTemporaryDir place;
        fill(place.path(), 5);
        QVERIFY(faultIn(place).isEmpty());
        QVERIFY(meddle(place, disarmed + statements).ok());
        QCOMPARE(faultIn(place), fault);
        // The rest stays readable.
        const auto ledger = openLedger(place.path());
        QVERIFY(answer(ledger->read(0))->size() >= 9);
    }

    void faultCase71_noticesAnEntryRewrittenWithItsHash() {
        const QTemporaryDir place;
        fill(place.path(), 3);
        domain::Entry second;
        {
            const auto ledger = openLedger(place.path());
            const auto entries = answer(ledger->read(0));
            for (const domain::Entry& entry : *entries)
                if (entry.chain.text() == QLatin1StringView("dep-A1") && entry.seq == 2)
                    second = entry;
        }
        const QByteArray forged = QByteArray(second.bytes).replace("mira", "eve");
        QVERIFY(meddle(place,
                       disarmed +
                           QStringList{
                               QStringLiteral("UPDATE entries SET body = x'%1', hash = '%2' WHERE row = %3")
                                   .arg(QString::fromLatin1(forged.toHex()), base::sha256Hex(forged))
                                   .arg(second.row)})
                    .ok());
        QCOMPARE(faultIn(place),
                 QStringLiteral("dep-A1 entry 2: is not the one that workspace entry 2 recorded"));
    }

    void faultCase33_opensANewerFormatReadOnly() {
        const QTemporaryDir place;
        fill(place.path(), 2);
        QVERIFY(meddle(place, {QStringLiteral("PRAGMA user_version=99")}).ok());
        const auto ledger = openLedger(place.path());
        const auto refused = answer(ledger->append({draft("dep-A1", 1)}));
        QCOMPARE(refused.error().kind, base::ErrorKind::NewerFormat);
        QVERIFY(refused.error().detail.contains(QStringLiteral("99")));
        QCOMPARE(ledger->readOnly()->kind, base::ErrorKind::NewerFormat);
        QCOMPARE(answer(ledger->read(0))->size(), 4);
    }

    void faultCase33_unknownEntriesMakeItReadOnly() {
        const QTemporaryDir place;
        fill(place.path(), 1);
        const auto ledger = openLedger(place.path());
        QVERIFY(answer(ledger->append({draft("dep-A1", 1)})).ok());
        const QString insert =
            QStringLiteral("INSERT INTO entries (chain, seq, type, body, prev, hash) VALUES "
                           "('dep-Z9', 1, '%1', CAST('%2' AS BLOB), '', '')");
        QVERIFY(
            meddle(place, {insert.arg(QStringLiteral("from.the.future"), QStringLiteral("{\"v\":1}"))}).ok());
        // Even before the next look for growth nothing is appended after it.
        QCOMPARE(answer(ledger->append({draft("dep-A1", 2)})).error().kind, base::ErrorKind::NewerFormat);
        QCOMPARE(ledger->readOnly()->kind, base::ErrorKind::NewerFormat);
        QVERIFY(answer(ledger->read(0)).ok());
    }

    void faultCase33_newerBodiesMakeItReadOnly() {
        const QTemporaryDir place;
        fill(place.path(), 1);
        QVERIFY(
            meddle(place, {QStringLiteral("INSERT INTO entries (chain, seq, type, body, prev, hash) VALUES "
                                          "('dep-Z9', 1, 'paused', CAST('{\"v\":2}' AS BLOB), '', '')")})
                .ok());
        const auto ledger = openLedger(place.path());
        QVERIFY(answer(ledger->read(0)).ok());
        QCOMPARE(ledger->readOnly()->kind, base::ErrorKind::NewerFormat);
    }

    void faultCase32_refusesADamagedHeaderAndLeavesTheFile() {
        const QTemporaryDir place;
        fill(place.path(), 2);
        QFile file(fileIn(place));
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.write("this was a database");
        file.close();
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray before = file.readAll();
        {
            const auto ledger = openLedger(place.path());
            QCOMPARE(answer(ledger->append({draft("dep-A1", 1)})).error().kind, base::ErrorKind::Corrupt);
            QCOMPARE(answer(ledger->read(0)).error().kind, base::ErrorKind::Corrupt);
            QCOMPARE(ledger->readOnly()->kind, base::ErrorKind::Corrupt);
        }
        file.seek(0);
        QCOMPARE(file.readAll(), before);
    }

    void faultCase32_refusesAFileCutToNothing() {
        const QTemporaryDir place;
        fill(place.path(), 2);
        QVERIFY(QFile::resize(fileIn(place), 0));
        const auto ledger = openLedger(place.path());
        QCOMPARE(answer(ledger->append({draft("dep-A1", 1)})).error().kind, base::ErrorKind::Corrupt);
        QCOMPARE(QFileInfo(fileIn(place)).size(), 0);
    }

    void faultCase32_refusesToWriteBesideADamagedPage() {
        const QTemporaryDir place;
        fill(place.path(), 60);
        const qint64 size = QFileInfo(fileIn(place)).size();
        QVERIFY(size > 12 * 4096);
        QFile file(fileIn(place));
        QVERIFY(file.open(QIODevice::ReadWrite));
        for (qint64 page = 6; page < 9; ++page) {
            file.seek(page * 4096);
            file.write(QByteArray(4096, '\xa5'));
        }
        file.close();
        const auto ledger = openLedger(place.path());
        QVERIFY(!answer(ledger->append({draft("dep-A1", 1)})).ok());
        QCOMPARE(ledger->readOnly()->kind, base::ErrorKind::Corrupt);
    }

    void faultCase34_anOlderCopyPutInPlaceWhileOpenIsNeverWrittenOn_data() {
        QTest::addColumn<bool>("inPlace");
        QTest::newRow("copied over the file") << true;
        QTest::newRow("moved to its name") << false;
    }
    void faultCase34_anOlderCopyPutInPlaceWhileOpenIsNeverWrittenOn() {
        QFETCH(const bool, inPlace);
        const QTemporaryDir place;
        fill(place.path(), 3);
        QFile older(fileIn(place));
        QVERIFY(older.open(QIODevice::ReadOnly));
        const QByteArray copy = older.readAll();
        older.close();
        const auto ledger = openLedger(place.path());
        QVERIFY(answer(ledger->append({draft("dep-A1", 3)})).ok());
        const auto seen = answer(ledger->read(0));
        QVERIFY(seen.ok());
        const QString name = inPlace ? fileIn(place) : place.filePath(QStringLiteral("copy"));
        QFile file(name);
        QVERIFY(file.open(inPlace ? QIODevice::ReadWrite : QIODevice::WriteOnly));
        QVERIFY(file.resize(copy.size()));
        QCOMPARE(file.write(copy), copy.size());
        file.close();
        if (!inPlace)
            QCOMPARE(
                ::rename(QFile::encodeName(name).constData(), QFile::encodeName(fileIn(place)).constData()),
                0);
        const auto refused = answer(ledger->append({draft("dep-A1", 4)}));
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().kind, base::ErrorKind::Corrupt);
        QVERIFY(ledger->readOnly());
        // Neither the copy nor what another process would read of it has changed.
        QVERIFY(older.open(QIODevice::ReadOnly));
        QCOMPARE(older.readAll(), copy);
    }

    void faultCase34_aTailThatIsRemovedWhileOpenIsNoticed() {
        const QTemporaryDir place;
        fill(place.path(), 3);
        const auto ledger = openLedger(place.path());
        const auto seen = answer(ledger->read(0));
        QVERIFY(seen.ok());
        QVERIFY(meddle(place, disarmed + QStringList{QStringLiteral("DELETE FROM entries WHERE row = "
                                                                    "(SELECT max(row) FROM entries)")})
                    .ok());
        // Also without anything to append: the file says that it was changed.
        QTRY_VERIFY_WITH_TIMEOUT(ledger->readOnly(), 10'000);
        QCOMPARE(ledger->readOnly()->kind, base::ErrorKind::Corrupt);
        QCOMPARE(answer(ledger->append({draft("dep-A1", 4)})).error().kind, base::ErrorKind::Corrupt);
    }

    void faultCase28_aFullDiskFailsTheAppendAndKeepsTheChain() {
        const QTemporaryDir place;
        fill(place.path(), 2);
        OtherProcess writer({QStringLiteral("--full"), place.path()});
        QTRY_VERIFY_WITH_TIMEOUT(writer.hasEnded(), 60'000);
        const auto lines = writer.lines();
        QVERIFY2(lines.contains("storage"), lines.join('|').constData());
        // Small ones go on while a large one does not fit.
        QCOMPARE(lines.last(), QByteArrayLiteral("small ok"));
        QVERIFY(faultIn(place).isEmpty());
    }

    void faultCase35_knowsNetworkFileSystems() {
        for (const char* type : {"nfs", "nfs4", "cifs", "smb3", "fuse.sshfs"})
            QVERIFY(isNetworkFileSystem(type));
        for (const char* type : {"ext4", "xfs", "btrfs", "tmpfs", "overlay", "zfs"})
            QVERIFY(!isNetworkFileSystem(type));
        const QTemporaryDir place;
        QVERIFY(refuseNetworkFolder(place.path()).ok());
    }

    void faultCase31_aFolderThatCannotBeMadeIsAStorageError() {
        const QTemporaryDir place;
        QFile file(place.filePath(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto ledger = openLedger(file.fileName() + QStringLiteral("/inside"));
        QCOMPARE(answer(ledger->append({draft("dep-A1", 1)})).error().kind, base::ErrorKind::Storage);
        QCOMPARE(ledger->readOnly()->kind, base::ErrorKind::Storage);
    }

    void faultCase31_aReadOnlyFileStaysReadable() {
        if (::geteuid() == 0)
            QSKIP("permissions do not bind root");
        const QTemporaryDir place;
        fill(place.path(), 2);
        QVERIFY(QFile::setPermissions(fileIn(place), QFileDevice::ReadOwner));
        const auto ledger = openLedger(place.path());
        QCOMPARE(answer(ledger->append({draft("dep-A1", 1)})).error().kind, base::ErrorKind::Storage);
        QCOMPARE(answer(ledger->read(0))->size(), 4);
    }
};

namespace {

/// The other process: no file may grow past 128 KiB, which is what a full disk looks like.
int appendUntilFull(const QString& folder) {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{128 * 1024, 128 * 1024};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    const auto ledger = openLedger(folder);
    auto large = draft("dep-A1", 1);
    large.fields.insert(QStringLiteral("reason"), QString(200 * 1024, QLatin1Char('x')));
    // Queued together: the one that does not fit must not take the other along.
    const auto first = ledger->append({draft("dep-B1", 1)});
    const auto second = ledger->append({large});
    const auto third = ledger->append({draft("dep-B1", 2)});
    const auto refused = answer(second);
    tell(!refused && refused.error().kind == base::ErrorKind::Storage ? "storage" : "stored?");
    tell(answer(first).ok() && answer(third).ok() && !ledger->readOnly() ? "small ok" : "small failed");
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--full") == 0)
        return appendUntilFull(QString::fromLocal8Bit(argv[2]));
    SqliteLedgerFaultsTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "sqlite_ledger_faults_test.moc"
