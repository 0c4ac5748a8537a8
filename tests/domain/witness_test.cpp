#include "app/domain/witness.h"
#include "tests/support/host_shells.h"

#include <QDateTime>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace slipway;
using namespace slipway::domain;
using namespace Qt::StringLiterals;

class WitnessTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void looksAreReadInWhateverPiecesTheyCome() {
        const QByteArray whole = "|one\n|two\nlook 0 1700000000 0\nlook 1 1700000001 3\n|half";
        for (qsizetype size = 1; size <= whole.size(); ++size) {
            WitnessReader reader;
            QList<WitnessSight> sights;
            for (qsizetype at = 0; at < whole.size(); at += size)
                sights += reader.take(whole.mid(at, size));
            QCOMPARE(sights.size(), 2);
            QCOMPARE(sights.at(0).look, 0);
            QCOMPARE(sights.at(0).hostMs, 1'700'000'000'000);
            QCOMPARE(sights.at(0).sight.exitCode, 0);
            QCOMPARE(sights.at(0).sight.output, QByteArray("one\ntwo\n"));
            QCOMPARE(sights.at(1).sight.exitCode, 3);
            QCOMPARE(sights.at(1).sight.output, QByteArray());
        }
    }

    void whatIsNoLookIsSkipped_data() {
        QTest::addColumn<QByteArray>("line");
        for (const char* line : {"end", "look", "look 0", "look x 1 0", "look 0 y 0", "look 0 1 z",
                                 "look -1 1 0", "look 0 1 0 more", " look 0 1 0", "\x1b[2J"})
            QTest::newRow(line) << QByteArray(line);
    }
    void whatIsNoLookIsSkipped() {
        QFETCH(QByteArray, line);
        WitnessReader reader;
        QVERIFY(reader.take("|kept by nobody\n" + line + '\n').isEmpty());
        // What follows is read again, without the output of what was skipped.
        const auto after = reader.take("look 2 5 1\n");
        QCOMPARE(after.size(), 1);
        QCOMPARE(after.first().sight.output, QByteArray());
    }

    void anEndlessLineCostsNothing() {
        WitnessReader reader;
        for (int i = 0; i < 1000; ++i)
            QVERIFY(reader.take(QByteArray(10'000, 'x')).isEmpty());
        QVERIFY(reader.take("|").isEmpty());
        QByteArray many;
        for (int i = 0; i < 5000; ++i)
            many += "|0123456789\n";
        const auto sights = reader.take('\n' + many + "look 0 1 0\n");
        QCOMPARE(sights.size(), 1);
        QVERIFY(sights.first().sight.output.size() < 20'000);
    }

    void itRunsInTheShellsOfHosts_data() { support::addHostShells(); }
    /// What looks print and are given cannot reach the shell's text, and the loop ends by itself.
    void itRunsInTheShellsOfHosts() {
        QFETCH(QStringList, shell);
        const QTemporaryDir home;
        const QString evil = u"$(touch ran) `touch ran` \"; touch ran; '"_s;
        const QList<HostLook> looks{
            {u"printf '%s\\nlook 7 1 0\\n' \"$SLIPWAY_NAME\"; exit 4"_s, {{u"SLIPWAY_NAME"_s, evil}}},
            {u"echo \"$SLIPWAY_NAME and $SLIPWAY_OTHER\""_s,
             {{u"SLIPWAY_NAME"_s, u"two"_s}, {u"SLIPWAY_OTHER"_s, u"three"_s}}},
            {u"yes no | head -c 200000; sleep 0"_s, {}}};
        const RemoteCommand command = witnessCommand(looks, std::chrono::seconds(1), std::chrono::seconds(3));
        QVERIFY(command.timeout > std::chrono::seconds(3));
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (auto it = command.variables.begin(); it != command.variables.end(); ++it)
            environment.insert(it.key(), it.value());
        process.setProcessEnvironment(environment);
        process.setWorkingDirectory(home.path());
        QSignalSpy ended(&process, &QProcess::finished);
        process.start(shell.first(), shell.mid(1) + QStringList{u"-c"_s, command.script});
        QVERIFY(ended.wait(30'000));
        QCOMPARE(process.readAllStandardError(), QByteArray());
        QCOMPARE(process.exitCode(), 0);
        WitnessReader reader;
        const auto sights = reader.take(process.readAllStandardOutput());
        QVERIFY2(sights.size() >= 6 && sights.size() % 3 == 0, qPrintable(QString::number(sights.size())));
        for (qsizetype i = 0; i < sights.size(); ++i) {
            const WitnessSight& sight = sights.at(i);
            QCOMPARE(sight.look, int(i % 3));
            QVERIFY(std::abs(sight.hostMs - QDateTime::currentMSecsSinceEpoch()) < 60'000);
            if (sight.look == 0) {
                QCOMPARE(sight.sight.exitCode, 4);
                QCOMPARE(sight.sight.output, evil.toUtf8() + "\nlook 7 1 0\n");
            } else if (sight.look == 1) {
                QCOMPARE(sight.sight.exitCode, 0);
                QCOMPARE(sight.sight.output, QByteArray("two and three\n"));
            } else {
                QVERIFY(sight.sight.output.size() <= 17'000);
            }
        }
        QVERIFY(!QFile::exists(home.filePath(u"ran"_s)));
    }
};

QTEST_GUILESS_MAIN(WitnessTest)
#include "witness_test.moc"
