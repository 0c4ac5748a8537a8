#include "app/adapters/store/file_locks.h"
#include "tests/adapters/store/store_support.h"

#include <QtTest>
#include <sys/stat.h>

using namespace slipway;
using namespace slipway::adapters;

namespace {
const domain::DeploymentId deployment(QStringLiteral("dep-7Q2KD9M1"));
}

class FileLocksTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void locksOnceAndLetsGo() {
        const QTemporaryDir place;
        FileLocks mine(place.path());
        FileLocks other(place.path());
        auto held = mine.drive(deployment);
        QVERIFY(held.ok());
        const auto refused = other.drive(deployment);
        QCOMPARE(refused.error().kind, base::ErrorKind::Busy);
        QCOMPARE(refused.error().detail, QString::number(QCoreApplication::applicationPid()));
        QVERIFY(other.drive(domain::DeploymentId(QStringLiteral("dep-7Q2KD9M2"))).ok());
        QVERIFY(other.observe().ok());
        held->reset();
        QVERIFY(other.drive(deployment).ok());
    }

    void makesPrivateFiles() {
        const QTemporaryDir place;
        FileLocks locks(place.path());
        QVERIFY(locks.observe().ok());
        struct stat facts {};
        QCOMPARE(::stat(QFile::encodeName(place.filePath(QStringLiteral("drive"))).constData(), &facts), 0);
        QCOMPARE(facts.st_mode & 0777U, 0700U);
        QCOMPARE(::stat(QFile::encodeName(place.filePath(QStringLiteral("drive/observer.lock"))).constData(),
                        &facts),
                 0);
        QCOMPARE(facts.st_mode & 0777U, 0600U);
    }

    void refusesNamesThatAreNoFileNames() {
        const QTemporaryDir place;
        FileLocks locks(place.path());
        for (const char* name : {"", "dep-", "dep-../x", "../dep-1", "dep-a/b", "dep-a b"})
            QCOMPARE(locks.drive(domain::DeploymentId(QString::fromLatin1(name))).error().kind,
                     base::ErrorKind::BadInput);
    }

    void letsGoWhenTheHoldingProcessDies() {
        const QTemporaryDir place;
        OtherProcess holder({QStringLiteral("--hold"), place.path()});
        QTRY_VERIFY_WITH_TIMEOUT(holder.lines().contains("held"), 20'000);
        FileLocks locks(place.path());
        const auto refused = locks.drive(deployment);
        QCOMPARE(refused.error().kind, base::ErrorKind::Busy);
        QCOMPARE(refused.error().detail, QString::number(holder.id()));
        QCOMPARE(locks.observe().error().kind, base::ErrorKind::Busy);
        holder.kill();
        QTRY_VERIFY_WITH_TIMEOUT(holder.hasEnded(), 20'000);
        QVERIFY(locks.drive(deployment).ok());
        QVERIFY(locks.observe().ok());
    }
};

int main(int argc, char** argv) {
    if (argc == 3 && qstrcmp(argv[1], "--hold") == 0) {
        FileLocks locks(QString::fromLocal8Bit(argv[2]));
        const auto drive = locks.drive(deployment);
        const auto observer = locks.observe();
        tell(drive.ok() && observer.ok() ? "held" : "failed");
        while (true)
            ::pause();
    }
    QCoreApplication app(argc, argv);
    FileLocksTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "file_locks_test.moc"
