#include "tests/support/cli_run.h"

#include <QDir>
#include <QFile>
#include <QtTest>
#include <unistd.h>

using namespace slipway;
using support::CliDemo;
using support::CliRun;

namespace {

/// Runs in a mount namespace of its own: puts the data of a workspace on a tiny disk, fills it,
/// deploys, makes room once the file "room" appears, and verifies what was recorded.
const char* const script = R"(set -e
program=$1 data=$2 id=$3 small=$4
mount -t tmpfs -o size=2m,mode=700 tmpfs "$small"
mkdir -m 700 "$small/$id"
cp -Rp "$data/." "$small/$id/"
SLIPWAY_DATA_HOME=$small
export SLIPWAY_DATA_HOME
"$program" status >/dev/null
dd if=/dev/zero of="$small/filler" bs=4k 2>/dev/null || true
( while [ ! -e "$PWD/../room" ]; do sleep 0.1; done; rm "$small/filler" ) &
"$program" deploy v1.2.0 --to development && code=0 || code=$?
wait
"$program" ledger verify
exit $code
)";

} // namespace

class FullDiskTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void faultCase28_nothingIsStartedThatCannotBeRecorded() {
        if (::geteuid() != 0)
            QSKIP("only root may mount a small disk");
        CliDemo demo(QStringLiteral(SLIPWAY_BINARY));
        const auto up = demo.up(true);
        QVERIFY2(up.code == 0, qPrintable(up.told()));
        const auto can =
            demo.cli().startOther(QStringLiteral("unshare"),
                                  {QStringLiteral("-m"), QStringLiteral("mount"), QStringLiteral("-t"),
                                   QStringLiteral("tmpfs"), QStringLiteral("tmpfs"), QStringLiteral("/mnt")});
        if (CliRun::end(*can).code != 0)
            QSKIP("mounting is not allowed here");
        QTemporaryDir small;
        const auto deploy = demo.cli().startOther(
            QStringLiteral("unshare"), {QStringLiteral("-m"), QStringLiteral("/bin/sh"), QStringLiteral("-c"),
                                        QString::fromLatin1(script), QStringLiteral("sh"),
                                        demo.cli().program(), demo.dataFolder(), demo.id(), small.path()});
        QString complaint;
        QTRY_VERIFY2_WITH_TIMEOUT((complaint += QString::fromUtf8(deploy->readAllStandardError()))
                                          .contains(QStringLiteral("Make room")) ||
                                      deploy->state() == QProcess::NotRunning,
                                  qPrintable(complaint), 60'000);
        QVERIFY2(complaint.contains(QStringLiteral("Make room")), qPrintable(complaint));
        QVERIFY2(demo.runs(QStringLiteral("dev-1")).isEmpty(), qPrintable(complaint));
        QFile room(demo.folder() + QStringLiteral("/../room"));
        QVERIFY(room.open(QIODevice::WriteOnly));
        const auto end = CliRun::end(*deploy);
        QVERIFY2(end.code == 1, qPrintable(complaint + end.told()));
        QVERIFY2(end.out.contains(QStringLiteral("✓ 0 entries")), qPrintable(complaint + end.told()));
        QVERIFY(demo.runs(QStringLiteral("dev-1")).isEmpty());
    }
};

QTEST_GUILESS_MAIN(FullDiskTest)
#include "full_disk_test.moc"
