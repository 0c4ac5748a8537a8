#include "app/demo/demo_world.h"
#include "app/demo/keeper.h"
#include "app/demo/keeper_lock.h"
#include "app/demo/loopback.h"
#include "app/demo/process_table.h"
#include "app/demo/tools.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>
#include <csignal>
#include <unistd.h>

using namespace slipway;
using namespace slipway::demo;
using namespace std::chrono_literals;

namespace {

DemoWorld world() {
    return {QCoreApplication::applicationFilePath(), {QStringLiteral("keep")}};
}

/// Ends the demo whatever the test's outcome.
struct EndAtExit {
    QString folder;
    ~EndAtExit() { static_cast<void>(DemoWorld::down(folder)); }
};

int processesOf(const DemoInfo& demo) {
    int count = 0;
    for (const auto& process : markedProcesses())
        count += process.id == demo.id.toUtf8() ? 1 : 0;
    return count + static_cast<int>(sshdsLoggingBelow(demo.hostsFolder()).size());
}

QJsonObject ask(quint16 port, const QByteArray& path, QByteArray* status = nullptr) {
    const auto answer = exchange(port, "GET " + path + " HTTP/1.0\r\n\r\n", "}\n", 5s);
    if (status)
        *status = answer.mid(9, 3);
    return QJsonDocument::fromJson(answer.mid(answer.indexOf("\r\n\r\n") + 4)).object();
}

QString value(const QJsonObject& object, QLatin1StringView key) {
    return object[key].toString();
}

/// ssh expands %-tokens in the names of files.
QString withoutTokens(QString path) {
    return path.replace(u'%', QStringLiteral("%%"));
}

/// What a person would type, with the demo's own key and known hosts.
base::Result<QByteArray> overSsh(const DemoInfo& demo, const DemoHost& host, const QString& command) {
    return run(
        {QStringLiteral("ssh"),
         {QStringLiteral("-F"), QStringLiteral("/dev/null"), QStringLiteral("-o"),
          QStringLiteral("IdentityFile=\"%1\"").arg(withoutTokens(demo.deployKey())), QStringLiteral("-o"),
          QStringLiteral("IdentitiesOnly=yes"), QStringLiteral("-o"), QStringLiteral("BatchMode=yes"),
          QStringLiteral("-o"), QStringLiteral("StrictHostKeyChecking=yes"), QStringLiteral("-o"),
          QStringLiteral("UserKnownHostsFile=\"%1/known_hosts\"").arg(withoutTokens(demo.dataHome())),
          QStringLiteral("-p"), QString::number(host.sshPort), demo.user + QStringLiteral("@127.0.0.1"),
          // What Slipway's gate does first: sshd starts in the real home.
          QStringLiteral("cd \"$HOME\" && ") + command}});
}

QString commitOf(const DemoInfo& demo, const QString& tag) {
    const auto answer =
        run(git(demo.folder, {QStringLiteral("rev-parse"), tag + QStringLiteral("^{commit}")}));
    return answer ? QString::fromUtf8(*answer).trimmed() : QString();
}

} // namespace

class DemoWorldTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isUpWithinFiveSecondsAndGoneAfterwards() {
        QTemporaryDir folder;
        const EndAtExit end{folder.path()};
        QVERIFY(!DemoWorld::isUp(folder.path()));
        QElapsedTimer timer;
        timer.start();
        const auto demo = world().up(folder.path(), Pace::Quick);
        const auto took = timer.elapsed();
        QVERIFY2(demo.ok(), qPrintable(demo ? QString() : demo.error().detail));
        qInfo("up after %lld ms", took);
        QVERIFY2(took < 15'000, "five seconds are promised; three times that on a busy machine");
        QVERIFY(DemoWorld::isUp(folder.path()));
        QVERIFY(processesOf(*demo) >= 8);

        const QMap<QString, QString> versions{{QStringLiteral("dev-1"), QStringLiteral("v1.1.0")},
                                              {QStringLiteral("staging-1"), QStringLiteral("v1.0.0")},
                                              {QStringLiteral("prod-1"), QStringLiteral("v1.0.0")},
                                              {QStringLiteral("prod-2"), QStringLiteral("v1.0.0")}};
        QCOMPARE(demo->hosts.size(), versions.size());
        for (const auto& host : demo->hosts) {
            const auto health = ask(host.httpPort, "/health");
            QCOMPARE(value(health, QLatin1StringView("status")), QStringLiteral("ok"));
            QCOMPARE(value(health, QLatin1StringView("version")), versions[host.name]);
            QCOMPARE(value(health, QLatin1StringView("commit")), commitOf(*demo, versions[host.name]));
        }
        QVERIFY(DemoWorld::down(folder.path()).ok());
        QVERIFY(!DemoWorld::isUp(folder.path()));
        QCOMPARE(processesOf(*demo), 0);
        QVERIFY2(DemoWorld::down(folder.path()).ok(), "down may be repeated");
        QVERIFY(QFileInfo::exists(folder.path() + QStringLiteral("/slipway.yaml")));
    }

    void holdsARepositoryWithTagsAndACleanWorktree() {
        QTemporaryDir folder;
        const EndAtExit end{folder.path()};
        const auto demo = world().up(folder.path(), Pace::Quick);
        QVERIFY(demo.ok());
        const auto answer = [&](const QString& arguments) {
            const auto said = run(git(demo->folder, arguments.split(u' ')));
            return said ? QString::fromUtf8(*said).trimmed() : said.error().detail;
        };
        QCOMPARE(answer(QStringLiteral("status --porcelain")), QString());
        QCOMPARE(answer(QStringLiteral("symbolic-ref --short HEAD")), QStringLiteral("main"));
        QCOMPARE(answer(QStringLiteral("for-each-ref --format=%(objecttype) refs/tags")),
                 QStringLiteral("tag\ntag\ntag"));
        QCOMPARE(answer(QStringLiteral("rev-list --count v1.0.0..v1.1.0")), QStringLiteral("4"));
        QCOMPARE(answer(QStringLiteral("rev-list --count v1.1.0..v1.2.0")), QStringLiteral("5"));
        QCOMPARE(commitOf(*demo, QStringLiteral("v1.2.0")), answer(QStringLiteral("rev-parse HEAD")));
        QVERIFY(
            answer(QStringLiteral("ls-tree --name-only v1.0.0")).contains(QStringLiteral("slipway.yaml")));
        QVERIFY(!answer(QStringLiteral("show HEAD:slipway.yaml")).contains(u'@' + QStringLiteral("KEY")));
        QVERIFY(answer(QStringLiteral("log --format=%an")).contains(QStringLiteral("Priya Nair")));
        QCOMPARE(QFileInfo(demo->hidden()).permissions() & QFile::Permissions(0x77), QFile::Permissions());
        for (const auto& secret : {demo->deployKey(), demo->identity(QStringLiteral("mira")),
                                   demo->dataHome() + QStringLiteral("/known_hosts")})
            QCOMPARE(QFileInfo(secret).permissions() & QFile::Permissions(0x77), QFile::Permissions());
    }

    void deploysOverSshAndFailsOnProductionOnly() {
        QTemporaryDir folder;
        const EndAtExit end{folder.path()};
        const auto demo = world().up(folder.path(), Pace::Quick);
        QVERIFY(demo.ok());
        const auto commit = commitOf(*demo, QStringLiteral("v1.2.0"));
        const auto deploy =
            QStringLiteral("SLIPWAY_DEPLOYMENT=dep-1 SLIPWAY_ATTEMPT=a1 SLIPWAY_STEP=s1 ./bin/deploy ");
        for (const auto& host : demo->hosts) {
            const auto done =
                overSsh(*demo, host, deploy + commit + QStringLiteral(" && cat current/VERSION"));
            QVERIFY2(done.ok(), qPrintable(done ? QString() : done.error().detail));
            QVERIFY(done->endsWith("v1.2.0 " + commit.toLatin1() + '\n'));
            QByteArray status;
            const auto health = ask(host.httpPort, "/health", &status);
            const bool production = host.environment == QStringLiteral("production");
            QCOMPARE(status, QByteArray(production ? "503" : "200"));
            QCOMPARE(value(health, QLatin1StringView("version")), QStringLiteral("v1.2.0"));
            QCOMPARE(value(health, QLatin1StringView("deployment")), QStringLiteral("dep-1"));
            QCOMPARE(value(health, QLatin1StringView("error")),
                     production ? QStringLiteral("setting BOT_PERSONA is missing") : QString());
            QCOMPARE(overSsh(*demo, host, QStringLiteral("./bin/smoke")).ok(), !production);
            QVERIFY(overSsh(*demo, host, QStringLiteral("./bin/alive")).ok());
            const auto runs = overSsh(*demo, host, QStringLiteral("cat runs.log"));
            QCOMPARE(*runs, "a1 s1 " + commit.toLatin1() + '\n');
        }
        const auto* host = demo->host(QStringLiteral("prod-1"));
        const auto back = commitOf(*demo, QStringLiteral("v1.0.0"));
        QVERIFY(overSsh(*demo, *host, QStringLiteral("./bin/deploy ") + back).ok());
        QCOMPARE(value(ask(host->httpPort, "/health"), QLatin1StringView("version")),
                 QStringLiteral("v1.0.0"));
        QVERIFY(!overSsh(*demo, *host, QStringLiteral("./bin/deploy 'v1; id'")).ok());
    }

    void survivesDeploymentsOfTheSameHostSideBySide() {
        QTemporaryDir folder;
        const EndAtExit end{folder.path()};
        const auto demo = world().up(folder.path(), Pace::Quick);
        QVERIFY(demo.ok());
        const auto& host = demo->hosts.first();
        std::vector<Command> deployments;
        for (const auto& tag : {QStringLiteral("v1.0.0"), QStringLiteral("v1.2.0"), QStringLiteral("v1.2.0")})
            deployments.push_back(onHost(*demo, host, QStringLiteral("deploy"), {commitOf(*demo, tag)}));
        const auto done = runAll(deployments);
        QVERIFY2(done.ok(), qPrintable(done ? QString() : done.error().detail));
        const auto running = value(ask(host.httpPort, "/health"), QLatin1StringView("commit"));
        QFile version(demo->home(host) + QStringLiteral("/current/VERSION"));
        QVERIFY(version.open(QIODevice::ReadOnly));
        QCOMPARE(QString::fromUtf8(version.readAll()).trimmed().section(u' ', 1), running);
    }

    void endsIdleSessionsToo() {
        QTemporaryDir folder;
        const EndAtExit end{folder.path()};
        const auto demo = world().up(folder.path(), Pace::Quick);
        QVERIFY(demo.ok());
        QProcess session;
        session.start(QStringLiteral("ssh"),
                      {QStringLiteral("-F"), QStringLiteral("/dev/null"), QStringLiteral("-N"),
                       QStringLiteral("-i"), demo->deployKey(), QStringLiteral("-o"),
                       QStringLiteral("BatchMode=yes"), QStringLiteral("-o"),
                       QStringLiteral("UserKnownHostsFile=\"%1/known_hosts\"").arg(demo->dataHome()),
                       QStringLiteral("-p"), QString::number(demo->hosts.first().sshPort),
                       demo->user + QStringLiteral("@127.0.0.1")});
        const auto before = sshdsLoggingBelow(demo->hostsFolder()).size();
        QTRY_VERIFY_WITH_TIMEOUT(sshdsLoggingBelow(demo->hostsFolder()).size() > before, 10'000);
        QVERIFY(DemoWorld::down(folder.path()).ok());
        QCOMPARE(processesOf(*demo), 0);
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), QProcess::NotRunning, 10'000);
    }

    void endsEverythingWhenTheKeeperIsKilled() {
        QTemporaryDir folder;
        const EndAtExit end{folder.path()};
        const auto demo = world().up(folder.path(), Pace::Quick);
        QVERIFY(demo.ok());
        ::kill(*keeperOf(*demo), SIGKILL);
        QTRY_COMPARE_WITH_TIMEOUT(processesOf(*demo), 0, 10'000);
        QVERIFY(!DemoWorld::isUp(folder.path()));
        QVERIFY(DemoWorld::down(folder.path()).ok());
    }

    void sweepsWhatIsLeftWhenKeeperAndGuardAreKilled_data() {
        QTest::addColumn<bool>("byTheNextUp");
        QTest::addRow("by down") << false;
        QTest::addRow("by the next up elsewhere") << true;
    }
    void sweepsWhatIsLeftWhenKeeperAndGuardAreKilled() {
        QFETCH(const bool, byTheNextUp);
        QTemporaryDir folder;
        QTemporaryDir other;
        const EndAtExit end{folder.path()};
        const EndAtExit endOther{other.path()};
        const auto demo = world().up(folder.path(), Pace::Quick);
        QVERIFY(demo.ok());
        const auto keeper = *keeperOf(*demo);
        QFile children(QStringLiteral("/proc/%1/task/%1/children").arg(keeper));
        QVERIFY(children.open(QIODevice::ReadOnly));
        const auto guard = children.readAll().simplified().split(' ').first().toInt();
        QVERIFY(guard > 1);
        ::kill(guard, SIGKILL);
        ::kill(keeper, SIGKILL);
        QTRY_VERIFY(!DemoWorld::isUp(folder.path()));
        QVERIFY2(processesOf(*demo) >= 4, "nobody was left to end the services");
        if (byTheNextUp)
            QVERIFY(world().up(other.path(), Pace::Quick).ok());
        else
            QVERIFY(DemoWorld::down(folder.path()).ok());
        QCOMPARE(processesOf(*demo), 0);
    }

    void endsAndRemovesItsFolderWhenTheWindowIsKilled() {
        QTemporaryDir parent;
        const auto folder = parent.path() + QStringLiteral("/demo");
        const EndAtExit end{folder};
        QProcess window;
        window.start(QCoreApplication::applicationFilePath(), {QStringLiteral("hold"), folder});
        QTRY_VERIFY_WITH_TIMEOUT(window.canReadLine() || window.state() == QProcess::NotRunning, 20'000);
        const auto demo = loadDemo(folder);
        QVERIFY(demo.ok());
        QVERIFY(processesOf(*demo) >= 8);
        window.kill();
        QTRY_COMPARE_WITH_TIMEOUT(processesOf(*demo), 0, 10'000);
        QTRY_VERIFY_WITH_TIMEOUT(!QFileInfo::exists(folder), 10'000);
        QTRY_COMPARE(window.state(), QProcess::NotRunning);
    }

    void keepsTwoDemosApart() {
        QTemporaryDir first;
        QTemporaryDir second;
        const EndAtExit endFirst{first.path()};
        const EndAtExit endSecond{second.path()};
        const auto one = world().up(first.path(), Pace::Quick);
        const auto two = world().up(second.path(), Pace::Quick);
        QVERIFY(one.ok() && two.ok());
        QVERIFY(one->id != two->id);
        QVERIFY(DemoWorld::down(first.path()).ok());
        QCOMPARE(processesOf(*one), 0);
        for (const auto& host : two->hosts) {
            QCOMPARE(value(ask(host.httpPort, "/health"), QLatin1StringView("status")), QStringLiteral("ok"));
            QVERIFY(overSsh(*two, host, QStringLiteral("true")).ok());
        }
    }

    void goesOnWhereItWasLeft() {
        QTemporaryDir folder;
        const EndAtExit end{folder.path()};
        const auto demo = world().up(folder.path(), Pace::Quick);
        QVERIFY(demo.ok());
        QCOMPARE(world().up(folder.path())->id, demo->id);
        const auto& host = demo->hosts.first();
        QVERIFY(
            overSsh(*demo, host, QStringLiteral("./bin/deploy ") + commitOf(*demo, QStringLiteral("v1.2.0")))
                .ok());
        QVERIFY(DemoWorld::down(folder.path()).ok());
        const auto again = world().up(folder.path());
        QVERIFY2(again.ok(), qPrintable(again ? QString() : again.error().detail));
        QCOMPARE(again->hosts.first().sshPort, host.sshPort);
        QCOMPARE(value(ask(host.httpPort, "/health"), QLatin1StringView("version")),
                 QStringLiteral("v1.2.0"));
    }

    void worksInAFolderWithSpacesAndSigns() {
        QTemporaryDir parent;
        const auto folder = parent.path() + QStringLiteral("/my demo %h ü");
        const EndAtExit end{folder};
        const auto demo = world().up(folder, Pace::Quick);
        QVERIFY2(demo.ok(), qPrintable(demo ? QString() : demo.error().detail));
        const auto home = overSsh(*demo, demo->hosts.first(), QStringLiteral("pwd"));
        QVERIFY2(home.ok(), qPrintable(home ? QString() : home.error().detail));
        QCOMPARE(QString::fromUtf8(*home).trimmed(), demo->home(demo->hosts.first()));
    }

    void refusesAFolderThatHoldsSomethingElse() {
        QTemporaryDir folder;
        QFile file(folder.path() + QStringLiteral("/thesis.txt"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto demo = world().up(folder.path());
        QVERIFY(!demo.ok());
        QCOMPARE(demo.error().kind, base::ErrorKind::Refused);
        QVERIFY(!QFileInfo::exists(folder.path() + QStringLiteral("/.slipway")));
        QCOMPARE(DemoWorld::down(folder.path()).error().kind, base::ErrorKind::NotFound);
    }
};

int main(int argumentCount, char** arguments) {
    // What is left behind here on purpose is not for other tests' demos to sweep.
    if (qEnvironmentVariableIsEmpty(demoScopeMark))
        qputenv(demoScopeMark, "test-" + QByteArray::number(::getpid()));
    const QCoreApplication application(argumentCount, arguments);
    auto words = QCoreApplication::arguments().mid(1);
    // This program is also the keeper of its demos, and the window that is killed.
    if (words.value(0) == QStringLiteral("keep"))
        return keep(words.mid(1));
    if (words.value(0) == QStringLiteral("hold")) {
        if (!world().up(words.value(1), Pace::Quick, Lifetime::WithThisProcessAndFolder))
            return 1;
        std::puts("up");
        std::fflush(stdout);
        for (;;)
            ::pause();
    }
    DemoWorldTest test;
    return QTest::qExec(&test, argumentCount, arguments);
}

#include "demo_world_test.moc"
