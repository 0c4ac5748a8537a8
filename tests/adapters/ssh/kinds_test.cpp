#include "tests/adapters/ssh/kinds_fixture.h"

#include <QFileInfo>
#include <QTimer>
#include <csignal>

namespace slipway::adapters {

using namespace domain;
using namespace Qt::StringLiterals;

/// The fixed commands of the step kinds, on a real host, with small programs that behave like the
/// managers and start and stop real processes.
class KindsTest : public QObject, KindRunner {
    Q_OBJECT
    void makeRelease(const QString& name) { QDir(m_fixture.server.home()).mkpath(u"releases/"_s + name); }
    QString linkTarget() { return QFile::symLinkTarget(path(u"current"_s)).section(u'/', -2); }
    Verdict switchTo(const QString& deployment, int keep = 0) {
        QJsonObject params{{u"main"_s, u"current"_s}, {u"to"_s, u"releases/$SLIPWAY_DEPLOYMENT"_s}};
        if (keep > 0)
            params.insert(u"keep"_s, keep);
        return run("symlink", params, {{u"SLIPWAY_DEPLOYMENT"_s, deployment}});
    }
    Verdict switchBack(const QString& undone) {
        const Undo undo =
            stepKind(u"symlink")
                ->undo({{u"main"_s, u"current"_s}, {u"to"_s, u"releases/$SLIPWAY_DEPLOYMENT"_s}});
        return run("symlink", undo.params,
                   {{u"SLIPWAY_DEPLOYMENT"_s, u"dep-back"_s}, {u"SLIPWAY_UNDOES"_s, undone}});
    }
    void endProcesses() {
        for (const QString& name : {u"bot.service"_s, u"bot"_s}) {
            const int process = m_fixture.fileAtHome(u"fake/"_s + name + u".pid"_s).trimmed().toInt();
            if (process > 1)
                ::kill(process, SIGKILL);
        }
        QDir(path(u"fake"_s)).removeRecursively();
    }

private Q_SLOTS:
    void initTestCase() {
        m_shell = m_fixture.shell();
        program(u"systemctl"_s, fakeSystemctl);
        program(u"pm2"_s, fakePm2);
    }
    void cleanup() { endProcesses(); }
    void cleanupTestCase() { m_shell.reset(); }

    void switchesALinkAndBackAgain() {
        for (const char* name : {"dep-1", "dep-2"})
            makeRelease(QString::fromLatin1(name));
        QCOMPARE(switchTo(u"dep-1"_s), Verdict::Passed);
        QCOMPARE(linkTarget(), u"releases/dep-1"_s);
        QCOMPARE(switchTo(u"dep-2"_s), Verdict::Passed);
        QCOMPARE(linkTarget(), u"releases/dep-2"_s);
        // Twice is as once: the record of what was before stays.
        QCOMPARE(switchTo(u"dep-2"_s), Verdict::Passed);
        QCOMPARE(switchBack(u"dep-2"_s), Verdict::Passed);
        QCOMPARE(linkTarget(), u"releases/dep-1"_s);
        QCOMPARE(switchBack(u"dep-2"_s), Verdict::Passed);
        QCOMPARE(linkTarget(), u"releases/dep-1"_s);
        // What another deployment recorded is not taken for ours.
        QCOMPARE(switchBack(u"dep-1"_s), Verdict::Failed);
        QCOMPARE(m_summary, u"what it pointed to before is not recorded"_s);
    }
    void refusesWhatIsNoLinkAndWhatIsNotThere() {
        QFile::remove(path(u"current"_s));
        QCOMPARE(switchTo(u"dep-missing"_s), Verdict::Failed);
        QCOMPARE(m_summary, u"the folder is not there"_s);
        QVERIFY(QDir(m_fixture.server.home()).mkpath(u"current"_s));
        makeRelease(u"dep-1"_s);
        QCOMPARE(switchTo(u"dep-1"_s), Verdict::Failed);
        QCOMPARE(m_summary, u"what is there is no symbolic link"_s);
        QVERIFY(QDir(path(u"current"_s)).removeRecursively());
        QCOMPARE(switchTo(u"../../etc"_s), Verdict::Failed);
        QCOMPARE(m_summary, u"a name is not safe to use"_s);
    }
    void cleaningUpKeepsTheRunningAndThePreviousOne() {
        QFile::remove(path(u"current"_s));
        QDir(path(u"releases"_s)).removeRecursively();
        for (const char* name : {"d1", "d2", "d3", "d4", "by-hand"})
            makeRelease(QString::fromLatin1(name));
        for (const char* name : {"d1", "d2", "d3"})
            QCOMPARE(switchTo(QString::fromLatin1(name)), Verdict::Passed);
        QCOMPARE(switchTo(u"d1"_s), Verdict::Passed); // d1 runs, d3 is the previous one
        QCOMPARE(switchTo(u"d4"_s, 1), Verdict::Passed);
        QCOMPARE(QDir(path(u"releases"_s)).entryList(QDir::Dirs | QDir::NoDotAndDotDot),
                 (QStringList{u"by-hand"_s, u"d1"_s, u"d4"_s}));
        QCOMPARE(linkTarget(), u"releases/d4"_s);
    }

    void systemdRestartsProvesAndHandsOnTheId() {
        QCOMPARE(run("systemd", quick("restart bot", {{u"user"_s, true}})), Verdict::Passed);
        QVERIFY(m_out.contains("bot.service is active, process "));
        QVERIFY(m_out.contains("warning: bot.service would not start after a reboot"));
        QVERIFY(m_out.contains("warning: bot.service has no memory limit"));
        QCOMPARE(m_fixture.fileAtHome(u".config/systemd/user/bot.service.d/50-slipway.conf"_s),
                 "[Service]\nEnvironment=SLIPWAY_DEPLOYMENT=dep-1\nEnvironment=SLIPWAY_REF=v2\n"
                 "Environment=SLIPWAY_COMMIT=" +
                     QByteArray(40, '2') + '\n');
        QCOMPARE(run("systemd", quick("version bot")), Verdict::Passed);
        QCOMPARE(run("systemd", quick("version bot"), {{u"SLIPWAY_REF"_s, u"v3"_s}}), Verdict::Failed);
        QCOMPARE(m_summary, u"another version runs"_s);
        QCOMPARE(run("systemd", quick("check bot")), Verdict::Failed);
        QVERIFY(m_summary.startsWith(u"not ready for a reboot"_s));
        QCOMPARE(run("systemd", quick("stop bot")), Verdict::Passed);
        QCOMPARE(run("systemd", quick("status bot")), Verdict::Failed);
        QCOMPARE(m_summary, u"it does not run"_s);
    }
    void aCommandThatSaysYesIsNotBelieved() {
        // The manager answers 0, but the process ends at once, or within the time it must stay.
        QCOMPARE(run("systemd", quick("restart bot", {{u"steady"_s, 2500}}), {{u"LIFE"_s, u"0.5"_s}}),
                 Verdict::Failed);
        QCOMPARE(m_summary, u"it did not stay running"_s);
        QCOMPARE(run("pm2", quick("restart bot", {{u"within"_s, 1000}}), {{u"LIFE"_s, u"0"_s}}),
                 Verdict::Failed);
        QCOMPARE(run("systemd", quick("restart nobody")), Verdict::Failed);
        QCOMPARE(m_summary, u"systemd does not know it"_s);
        QCOMPARE(run("docker", quick("restart bot"), {{u"PATH"_s, path(u"bin"_s) + u":/bin:/usr/bin"_s}}),
                 Verdict::Failed);
    }
    void aSecondInstanceIsNeverStartedBesideTheOldOne() {
        const Variables single{{u"SLIPWAY_SINGLE_INSTANCE"_s, u"yes"_s}};
        for (const char* key : {"systemd", "pm2"}) {
            QCOMPARE(run(key, quick("restart bot")), Verdict::Passed);
            m_fixture.writeAtHome(u"fake/no-stop"_s, {});
            m_fixture.writeAtHome(u"fake/calls"_s, {});
            QCOMPARE(run(key, quick("restart bot", {{u"within"_s, 1000}}), single), Verdict::Failed);
            QCOMPARE(m_summary, u"the old process is still there"_s);
            const QByteArray calls = m_fixture.fileAtHome(u"fake/calls"_s);
            QVERIFY(calls.contains("stop bot") && !calls.contains("start bot"));
            QFile::remove(path(u"fake/no-stop"_s));
            QCOMPARE(run(key, quick("restart bot"), single), Verdict::Passed);
        }
    }
    void faultCase20_aPasswordIsAskedForInVain() {
        // As the real one does: asks on the terminal, else refuses; -S reads standard input.
        program(u"sudo"_s, R"(
case $1 in
-n) echo 'sudo: a password is required' >&2; exit 1 ;;
-S) printf '[sudo] password for x: ' >&2; read -r word || { echo >&2; echo 'sudo: no password was provided' >&2; exit 1; } ;;
esac
if { printf '[sudo] password for x: ' && read -r word; } 2>/dev/null >/dev/tty </dev/tty; then exit 0; fi
echo 'sudo: a terminal is required to read the password; either use the -S option to read from standard input or configure an askpass helper' >&2
echo 'sudo: a password is required' >&2
exit 1
)");
        const auto needs = u"needs input: sudo asked for a password"_s;
        for (const char* script : {"sudo true", "sudo -n true", "sudo -S true", "setsid -w sudo true"}) {
            QCOMPARE(run("run", {{u"main"_s, QString::fromLatin1(script)}}), Verdict::Failed);
            QVERIFY2(m_summary.startsWith(needs), qPrintable(m_summary + u": "_s + QString::fromUtf8(m_err)));
        }
        QCOMPARE(run("systemd", quick("restart bot", {{u"sudo"_s, true}})), Verdict::Failed);
        QVERIFY2(m_summary.startsWith(needs), qPrintable(m_summary + u": "_s + QString::fromUtf8(m_err)));
        // A question that hangs ends by the step's deadline.
        QCOMPARE(run("run", {{u"main"_s, u"printf '[sudo] password for x: ' >&2; sleep 600"_s},
                             {u"timeout"_s, 300}}),
                 Verdict::Failed);
        QVERIFY2(m_summary.startsWith(needs), qPrintable(m_summary));
        QVERIFY(m_summary.contains(u"timed out"_s));
        QFile::remove(path(u"bin/sudo"_s));
    }
    void pm2HandsOnTheEnvironmentAndLogsAreChecked() {
        QCOMPARE(run("pm2", quick("restart bot")), Verdict::Passed);
        QVERIFY(m_fixture.fileAtHome(u"fake/calls"_s).contains("restart bot --update-env"));
        QVERIFY(m_fixture.fileAtHome(u"fake/bot.env"_s).contains("\nSLIPWAY_DEPLOYMENT=dep-1\n"));
        QCOMPARE(run("pm2", quick("version bot")), Verdict::Passed);
        QCOMPARE(run("log-has-id", {{u"main"_s, u"bot"_s}, {u"in"_s, u"pm2"_s}}), Verdict::Passed);
        QVERIFY(m_out.contains("1 of 2 lines since its start carry dep-1"));
        m_fixture.writeAtHome(u"bot log.txt"_s, "started dep-0\nready\n");
        const QJsonObject file{{u"main"_s, u"~/bot log.txt"_s}, {u"within"_s, 1000}};
        QCOMPARE(run("log-has-id", file), Verdict::Failed);
        QCOMPARE(m_summary, u"no line carries the deployment's ID"_s);
        m_fixture.writeAtHome(u"bot log.txt"_s, "old\n[dep-1] a\n[dep-1] b\n");
        QCOMPARE(run("log-has-id", file), Verdict::Passed);
        QVERIFY(m_out.contains("2 of 2 lines"));
    }
    void theJournalIsAskedForTheUnit() {
        program(u"journalctl"_s, fakeJournalctl);
        QVERIFY(QDir(m_fixture.server.home()).mkpath(u"fake/journal/user"_s));
        m_fixture.writeAtHome(u"fake/journal/bot.service"_s,
                              "[dep-0] stopping\nStarted bot.service - The bot.\n"
                              "{\"level\":\"info\",\"deployment\":\"dep-1\"}\nready \xff\n[dep-1] went on\n");
        QJsonObject journal{{u"main"_s, u"bot"_s}, {u"in"_s, u"journal"_s}, {u"within"_s, 1000}};
        QVERIFY2(run("log-has-id", journal) == Verdict::Passed, told());
        QCOMPARE(m_out, "2 of 3 lines since its start carry dep-1\n");
        // The journal of the user who logs in is another one.
        journal.insert(u"user"_s, true);
        QCOMPARE(run("log-has-id", journal), Verdict::Failed);
        QVERIFY2(m_summary == u"no line carries the deployment's ID"_s, told());
        QVERIFY2(m_out.contains("-- No entries --"), told());
        m_fixture.writeAtHome(u"fake/journal/user/bot.service"_s, "[dep-1] ready\n");
        QVERIFY2(run("log-has-id", journal) == Verdict::Passed, told());
        m_fixture.writeAtHome(u"fake/journal/refused"_s,
                              "No journal files were opened due to insufficient permissions.\n");
        QCOMPARE(run("log-has-id", journal), Verdict::Failed);
        QVERIFY2(m_out.contains("insufficient permissions"), told());
    }
    void aLogIsWaitedFor() {
        m_fixture.writeAtHome(u"late.log"_s, "[dep-0] bye\n");
        const QJsonObject file{{u"main"_s, u"late.log"_s}, {u"within"_s, 20'000}};
        QTimer::singleShot(700, this,
                           [this] { m_fixture.writeAtHome(u"late.log"_s, "[dep-0] bye\n[dep-1] hello\n"); });
        QVERIFY2(run("log-has-id", file) == Verdict::Passed, told());
        QCOMPARE(m_out, "1 of 1 lines since its start carry dep-1\n");
        QCOMPARE(run("log-has-id", {{u"main"_s, u"missing.log"_s}, {u"within"_s, 1000}}), Verdict::Failed);
        QVERIFY2(m_out.contains("No such file or directory"), told());
    }
};

} // namespace slipway::adapters

QTEST_GUILESS_MAIN(slipway::adapters::KindsTest)
#include "kinds_test.moc"
