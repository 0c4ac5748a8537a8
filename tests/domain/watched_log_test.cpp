#include "app/domain/watched_log.h"
#include "tests/support/host_shells.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <unistd.h>

using namespace slipway;
using namespace slipway::domain;
using namespace Qt::StringLiterals;

/// The keeper of a log as the shells of hosts run it.
class WatchedLogTest : public QObject {
    Q_OBJECT

    /// A keeper that runs as the gate starts it: in a session of its own, its output in files.
    struct Keeper {
        explicit Keeper(const QStringList& shell, const QJsonObject& params, Variables variables,
                        int seconds = 60, int blocks = 0) {
            process.setWorkingDirectory(home.path());
            variables.insert(u"HOME"_s, home.path());
            RemoteCommand command = logCommand({params}, variables, std::chrono::seconds(seconds));
            command.variables.insert(u"SLIPWAY_LOG_PAUSE"_s, u"0.05"_s);
            if (blocks > 0)
                command.variables.insert(u"SLIPWAY_LOG_BLOCKS"_s, QString::number(blocks));
            QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
            for (auto it = command.variables.begin(); it != command.variables.end(); ++it)
                environment.insert(it.key(), it.value());
            process.setProcessEnvironment(environment);
            process.setStandardOutputFile(home.filePath(u"out"_s), QIODevice::Append);
            process.setStandardErrorFile(home.filePath(u"err"_s), QIODevice::Append);
            process.setChildProcessModifier([] { ::setsid(); });
            words = shell.mid(1) + QStringList{u"-c"_s, command.script};
            program = shell.first();
        }
        ~Keeper() {
            if (process.state() == QProcess::NotRunning)
                return;
            ::kill(-pid_t(process.processId()), SIGKILL);
            process.waitForFinished();
        }
        void start() { process.start(program, words); }
        QByteArray read(const QString& name) const {
            QFile file(home.filePath(name));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        }
        void write(const QString& name, const QByteArray& text) const {
            QFile file(home.filePath(name));
            QVERIFY(file.open(QIODevice::Append));
            file.write(text);
        }
        QTemporaryDir home;
        QProcess process;
        QString program;
        QStringList words;
    };

private Q_SLOTS:
    void aFileIsKeptFromTheDeploymentOn_data() { support::addHostShells(); }
    void aFileIsKeptFromTheDeploymentOn() {
        QFETCH(QStringList, shell);
        Keeper keeper(shell, {{u"main"_s, u"~/app $(touch ran).log"_s}},
                      {{u"SLIPWAY_DEPLOYMENT"_s, u"dep-7"_s}});
        const QString log = u"app $(touch ran).log"_s;
        keeper.write(log, "of before\nstarting dep-7\n\x1b[31mready\xff\n");
        keeper.start();
        QTRY_COMPARE(keeper.read(u"out"_s), QByteArray("starting dep-7\n\x1b[31mready\xff\n"));
        keeper.write(log, "one\n");
        QTRY_VERIFY(keeper.read(u"out"_s).endsWith("one\n"));
        // Rotated away, and another begins.
        QVERIFY(QFile::rename(keeper.home.filePath(log), keeper.home.filePath(log + u".1"_s)));
        keeper.write(log, "two\n");
        QTRY_VERIFY_WITH_TIMEOUT(keeper.read(u"out"_s).endsWith("one\ntwo\n"), 20'000);
        QCOMPARE(keeper.read(u"out"_s).count("starting"), 1);
        QVERIFY(!QFile::exists(keeper.home.filePath(u"ran"_s)));
    }

    void aFileMayComeLater_data() { support::addHostShells(); }
    void aFileMayComeLater() {
        QFETCH(QStringList, shell);
        Keeper keeper(shell, {{u"main"_s, u"~/app.log"_s}}, {{u"SLIPWAY_DEPLOYMENT"_s, u"dep-7"_s}});
        keeper.start();
        QTRY_VERIFY(keeper.read(u"err"_s).contains("app.log is not there yet"));
        keeper.write(u"app.log"_s, "first\n");
        QTRY_COMPARE_WITH_TIMEOUT(keeper.read(u"out"_s), QByteArray("first\n"), 20'000);
    }

    void withoutTheIdItIsKeptFromNowOn() {
        Keeper keeper({u"dash"_s}, {{u"main"_s, u"~/app.log"_s}}, {{u"SLIPWAY_DEPLOYMENT"_s, u"dep-7"_s}});
        keeper.write(u"app.log"_s, "of before\n");
        keeper.start();
        // Written again and again, because nothing tells when it has begun.
        QTRY_VERIFY((keeper.write(u"app.log"_s, "now\n"), keeper.read(u"out"_s).contains("now\n")));
        QVERIFY(!keeper.read(u"out"_s).contains("of before"));
    }

    void onlyWhatMatchesIsKept_data() { support::addHostShells(); }
    void onlyWhatMatchesIsKept() {
        QFETCH(QStringList, shell);
        Keeper keeper(shell, {{u"main"_s, u"~/app.log"_s}, {u"matches"_s, u"WARN|ERROR"_s}},
                      {{u"SLIPWAY_DEPLOYMENT"_s, u"dep-7"_s}});
        keeper.write(u"app.log"_s, "ERROR of before\ninfo dep-7\nWARN one\ninfo\n");
        keeper.start();
        QTRY_COMPARE(keeper.read(u"out"_s), QByteArray("WARN one\n"));
        if (shell.first() != u"busybox"_s) { // its grep hands over whole blocks
            keeper.write(u"app.log"_s, "info\nERROR two\n");
            QTRY_COMPARE(keeper.read(u"out"_s), QByteArray("WARN one\nERROR two\n"));
        }
    }

    void bothLogsOfPm2AreKept() {
        Keeper keeper({u"dash"_s}, {{u"main"_s, u"orders"_s}, {u"in"_s, u"pm2"_s}},
                      {{u"SLIPWAY_DEPLOYMENT"_s, u"dep-7"_s}});
        QVERIFY(QDir(keeper.home.path()).mkpath(u".pm2/logs"_s));
        keeper.write(u".pm2/logs/orders-out.log"_s, "dep-7 up\n");
        keeper.write(u".pm2/logs/orders-error.log"_s, "dep-7 sad\n");
        keeper.start();
        QTRY_COMPARE(keeper.read(u"out"_s), QByteArray("dep-7 up\n"));
        QTRY_COMPARE(keeper.read(u"err"_s), QByteArray("dep-7 sad\n"));
    }

    /// Both streams of a container, by a stand-in for `docker`, which is stopped once: it is gone on with.
    void aContainerIsFollowedThroughARestart() {
        Keeper keeper({u"dash"_s}, {{u"main"_s, u"web"_s}, {u"in"_s, u"docker"_s}},
                      {{u"SLIPWAY_DEPLOYMENT"_s, u"dep-7"_s},
                       {u"SLIPWAY_LIVE_SINCE"_s, u"1700000000"_s},
                       {u"PATH"_s, QDir::tempPath()}});
        keeper.write(u"docker"_s, "#!/bin/sh\n[ \"$1\" = logs ] || exit 0\n"
                                  "echo \"out $*\"; echo \"err $*\" >&2\n"
                                  "[ -e stopped ] && sleep 100\n: >stopped\n");
        QVERIFY(QFile::setPermissions(keeper.home.filePath(u"docker"_s),
                                      QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        QProcessEnvironment environment = keeper.process.processEnvironment();
        environment.insert(u"PATH"_s, keeper.home.path() + u":/usr/bin:/bin"_s);
        keeper.process.setProcessEnvironment(environment);
        keeper.start();
        QTRY_COMPARE(keeper.read(u"out"_s).count("\n"), 2);
        QTRY_COMPARE(keeper.read(u"err"_s).count("\n"), 2);
        const QList<QByteArray> lines = keeper.read(u"out"_s).split('\n');
        QCOMPARE(lines.first(), QByteArray("out logs -f -t --since 1700000000 -- web"));
        QVERIFY2(!lines.at(1).contains("1700000000"), lines.at(1).constData());
    }

    /// A log without end costs no more than its limit of the host's disk, and nothing runs on.
    void itNeverFillsTheDisk_data() { support::addHostShells(); }
    void itNeverFillsTheDisk() {
        QFETCH(QStringList, shell);
        Keeper keeper(shell, {{u"main"_s, u"~/app.log"_s}}, {{u"SLIPWAY_DEPLOYMENT"_s, u"dep-7"_s}}, 60, 128);
        keeper.write(u"app.log"_s, "dep-7\n" + QByteArray(500'000, 'x') + '\n');
        keeper.start();
        QTRY_COMPARE_WITH_TIMEOUT(keeper.process.state(), QProcess::NotRunning, 20'000);
        QCOMPARE(keeper.process.exitCode(), logIsFull);
        const QByteArray out = keeper.read(u"out"_s);
        QVERIFY2(out.size() > 60'000 && out.size() < 66'000, qPrintable(QString::number(out.size())));
        QVERIFY(out.endsWith("what follows is not kept\n"));
    }

    void itEndsByItself_data() { support::addHostShells(); }
    void itEndsByItself() {
        QFETCH(QStringList, shell);
        Keeper keeper(shell, {{u"main"_s, u"~/app.log"_s}}, {}, 1);
        keeper.write(u"app.log"_s, "x\n");
        keeper.start();
        const qint64 group = keeper.process.processId();
        QTRY_COMPARE_WITH_TIMEOUT(keeper.process.state(), QProcess::NotRunning, 20'000);
        QCOMPARE(keeper.process.exitCode(), 0);
        QTRY_VERIFY(::kill(-pid_t(group), 0) != 0);
    }

    void aMissingToolIsSaid() {
        Keeper keeper({u"dash"_s}, {{u"main"_s, u"web"_s}, {u"in"_s, u"journal"_s}}, {});
        QProcessEnvironment environment = keeper.process.processEnvironment();
        QVERIFY(QDir(keeper.home.path()).mkpath(u"bin"_s));
        for (const char* tool : {"date", "id", "sed", "tail", "tr", "sh", "grep"})
            QFile::link(QStandardPaths::findExecutable(QLatin1StringView(tool)),
                        keeper.home.filePath(u"bin/"_s + QLatin1StringView(tool)));
        environment.insert(u"PATH"_s, keeper.home.filePath(u"bin"_s));
        keeper.process.setProcessEnvironment(environment);
        keeper.program = QStandardPaths::findExecutable(u"dash"_s);
        keeper.start();
        QTRY_COMPARE(keeper.process.state(), QProcess::NotRunning);
        QCOMPARE(keeper.process.exitCode(), 70);
        QCOMPARE(keeper.read(u"out"_s), QByteArray("journalctl is not there\n"));
    }

    void titlesTellWhere() {
        QCOMPARE(WatchedLog({{{u"main"_s, u"/srv/x.log"_s}}}).title(), u"/srv/x.log"_s);
        QCOMPARE(WatchedLog({{{u"main"_s, u"orders"_s}, {u"in"_s, u"journal"_s}}}).title(),
                 u"journal orders"_s);
    }
};

QTEST_GUILESS_MAIN(WatchedLogTest)
#include "watched_log_test.moc"
