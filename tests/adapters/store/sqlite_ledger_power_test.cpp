#include "tests/adapters/store/store_support.h"

#include <dlfcn.h>
#include <mutex>
#include <sys/stat.h>
#include <unistd.h>

namespace {

/// What would be on the disk after a power cut: the files as they were when they were synced last.
struct Disk {
    std::mutex mutex;
    QByteArray ledger; ///< the bytes of ledger.sqlite at its last sync
    int syncs = 0;
    bool removalIsDurable = true; ///< the folder was synced after the last journal went
};

Disk& disk() {
    static Disk one;
    return one;
}

QByteArray nameOf(int fd) {
    char name[4096];
    const auto length =
        ::readlink(QByteArray("/proc/self/fd/" + QByteArray::number(fd)).constData(), name, sizeof name);
    return QByteArray(name, static_cast<int>(std::max<ssize_t>(0, length)));
}

void synced(int fd) {
    struct stat found {};
    if (::fstat(fd, &found) != 0)
        return;
    const std::scoped_lock lock(disk().mutex);
    if (S_ISDIR(found.st_mode))
        disk().removalIsDurable = true;
    if (!nameOf(fd).endsWith("/ledger.sqlite"))
        return;
    QByteArray bytes(static_cast<int>(found.st_size), Qt::Uninitialized);
    if (::pread(fd, bytes.data(), static_cast<size_t>(bytes.size()), 0) == bytes.size()) {
        disk().ledger = bytes;
        ++disk().syncs;
    }
}

template <class F>
F real(const char* name) {
    return reinterpret_cast<F>(::dlsym(RTLD_NEXT, name));
}

} // namespace

// In the way of what SQLite calls.
extern "C" {
Q_DECL_EXPORT int fdatasync(int fd) {
    const int code = real<int (*)(int)>("fdatasync")(fd);
    if (code == 0)
        synced(fd);
    return code;
}
Q_DECL_EXPORT int fsync(int fd) {
    const int code = real<int (*)(int)>("fsync")(fd);
    if (code == 0)
        synced(fd);
    return code;
}
Q_DECL_EXPORT int unlink(const char* path) noexcept {
    if (QByteArray(path).endsWith("/ledger.sqlite-journal")) {
        const std::scoped_lock lock(disk().mutex);
        disk().removalIsDurable = false;
    }
    return real<int (*)(const char*)>("unlink")(path);
}
}

using namespace slipway;
using namespace slipway::adapters;

/// Every write that was not synced is lost in a power cut.
class SqliteLedgerPowerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void faultCase46_whatAnAppendAnsweredSurvivesAPowerCut() {
        const QTemporaryDir place;
        const auto ledger = openLedger(place.path());
        for (int number = 0; number < 20; ++number) {
            const auto stored = answer(ledger->append({draft("dep-A1", number)}));
            QVERIFY(stored.ok());
            // This is when the engine acts on it.
            const QTemporaryDir after;
            {
                const std::scoped_lock lock(disk().mutex);
                QVERIFY(disk().syncs > number);
                QVERIFY2(disk().removalIsDurable, "a journal that comes back would undo the append");
                QFile file(after.filePath(QStringLiteral("ledger.sqlite")));
                QVERIFY(file.open(QIODevice::WriteOnly));
                QCOMPARE(file.write(disk().ledger), disk().ledger.size());
            }
            const auto survivor = openLedger(after.path());
            const auto check = answer(survivor->verify());
            QVERIFY(check.ok());
            QVERIFY(!check->fault);
            const auto head = answer(survivor->head(domain::ChainId(QStringLiteral("dep-A1"))));
            QVERIFY(head.ok());
            QCOMPARE(head->hash, stored->last().hash);
        }
    }
};

QTEST_GUILESS_MAIN(SqliteLedgerPowerTest)
#include "sqlite_ledger_power_test.moc"
