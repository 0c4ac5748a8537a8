#include "tests/adapters/ssh/fake_containers.h"
#include "tests/adapters/ssh/kinds_fixture.h"

#include <QElapsedTimer>
#include <csignal>

namespace slipway::adapters {

using namespace domain;
using namespace Qt::StringLiterals;

namespace {

const auto careful = u"--restart unless-stopped --memory 512m --log-opt max-size=10m"_s;
const auto noDaemon = QByteArray("Cannot connect to the Docker daemon at unix:///var/run/docker.sock. "
                                 "Is the docker daemon running?");

Variables deployment(const char* id) {
    return {{u"SLIPWAY_DEPLOYMENT"_s, QString::fromLatin1(id)}};
}

} // namespace

/// Docker and Compose with real processes as containers.
class ContainersTest : public QObject, KindRunner {
    Q_OBJECT

    QByteArray of(const char* container, const char* what) {
        return m_fixture
            .fileAtHome(u"fake/names/%1/%2"_s.arg(QLatin1StringView(container), QLatin1StringView(what)))
            .trimmed();
    }
    bool isThere(const char* container) { return !of(container, "id").isEmpty(); }
    static bool lives(const QByteArray& process) {
        return process.toInt() > 1 && ::kill(process.toInt(), 0) == 0;
    }
    /// What the container's process was really started with.
    QByteArrayList environmentOf(const char* container) {
        QFile file(u"/proc/%1/environ"_s.arg(QString::fromLatin1(of(container, "pid"))));
        return file.open(QIODevice::ReadOnly) ? file.readAll().split('\0') : QByteArrayList();
    }
    QByteArrayList calls() {
        auto lines = m_fixture.fileAtHome(u"fake/calls"_s).trimmed().split('\n');
        lines.removeIf([](const QByteArray& line) { return line.startsWith("supervise-container"); });
        return lines;
    }
    void forgetCalls() { m_fixture.writeAtHome(u"fake/calls"_s, {}); }
    Verdict runs(const char* image, const char* id = "dep-1", const QString& options = careful,
                 QJsonObject more = {}) {
        more.insert(u"image"_s, QString::fromLatin1(image));
        if (!options.isEmpty())
            more.insert(u"options"_s, options);
        return run("docker", quick("run web", more), deployment(id));
    }
    Verdict undoes(const char* id) {
        const Undo undo = stepKind(u"docker")->undo(quick("run web", {{u"image"_s, u"web:v9"_s}}));
        Variables variables = deployment("dep-back");
        variables.insert(u"SLIPWAY_UNDOES"_s, QString::fromLatin1(id));
        return run("docker", undo.params, variables);
    }
    void project(const QByteArray& text) {
        QDir(m_fixture.server.home()).mkpath(u"harbor"_s);
        m_fixture.writeAtHome(u"harbor/compose.yaml"_s, text);
    }
    Verdict compose(const char* action, QJsonObject more = {}, Variables variables = {}) {
        more.insert(u"folder"_s, u"harbor"_s);
        variables.insert(u"TMPDIR"_s, path(u"tmp"_s));
        return run("compose", quick(action, more), variables);
    }

private Q_SLOTS:
    void initTestCase() {
        m_shell = m_fixture.shell();
        QVERIFY(QDir(m_fixture.server.home()).mkpath(u"tmp"_s));
    }
    void init() {
        program(u"docker"_s, fakeDocker);
        project("services:\n"
                "  web:\n    image: web:v2\n    restart: always\n    mem_limit: 512m\n    depends_on: [db]\n"
                "    logging:\n      max-size: 10m\n    environment:\n      COLOUR: blue\n"
                "  db:\n    image: db:15\n    restart: unless-stopped\n");
    }
    void cleanup() {
        for (const qint64 process : m_fixture.server.stepProcesses())
            ::kill(static_cast<pid_t>(process), SIGKILL);
        QDir(path(u"fake"_s)).removeRecursively();
        QDir(path(u"harbor"_s)).removeRecursively();
    }
    void cleanupTestCase() { m_shell.reset(); }

    void runMakesAContainerThatCarriesTheDeployment() {
        QVERIFY2(runs("registry.example/web:v2") == Verdict::Passed, told());
        QVERIFY(m_out.contains("web is running, process " + of("web", "pid")));
        QVERIFY(!m_out.contains("warning"));
        QCOMPARE(of("web", "labels"), "slipway.deployment=dep-1");
        const auto environment = environmentOf("web");
        QVERIFY(environment.contains("SLIPWAY_DEPLOYMENT=dep-1"));
        QVERIFY(environment.contains("SLIPWAY_REF=v2"));
        QVERIFY(environment.contains("SLIPWAY_COMMIT=" + QByteArray(40, '2')));

        QVERIFY2(run("docker", quick("status web")) == Verdict::Passed, told());
        QCOMPARE(m_out, "web is running, version v2\n");
        QVERIFY2(run("docker", quick("version web")) == Verdict::Passed, told());
        QCOMPARE(run("docker", quick("version web"), {{u"SLIPWAY_REF"_s, u"v3"_s}}), Verdict::Failed);
        QCOMPARE(m_summary, u"another version runs"_s);
        QVERIFY2(run("docker", quick("check web")) == Verdict::Passed, told());

        const auto first = of("web", "pid");
        QVERIFY2(run("docker", quick("restart web")) == Verdict::Passed, told());
        QVERIFY(m_out.contains("keeps the environment it was made with"));
        QVERIFY(!lives(first) && lives(of("web", "pid")));
        const auto second = of("web", "pid");
        QVERIFY2(run("docker", quick("stop web")) == Verdict::Passed, told());
        QVERIFY(!lives(second));
        for (const char* look : {"status web", "version web"}) {
            QCOMPARE(run("docker", quick(look)), Verdict::Failed);
            QCOMPARE(m_summary, u"it does not run"_s);
        }
        QVERIFY2(run("docker", quick("start web")) == Verdict::Passed, told());
        QVERIFY(lives(of("web", "pid")));
    }
    void saysWhatAContainerLacksForAReboot() {
        QVERIFY2(runs("web:v1", "dep-1", {}) == Verdict::Passed, told());
        const QByteArrayList lacks{"web would not start after a reboot", "web has no memory limit",
                                   "the log of web grows without end"};
        for (const auto& lack : lacks)
            QVERIFY2(m_out.contains("warning: " + lack), told());
        QCOMPARE(run("docker", quick("check web")), Verdict::Failed);
        QVERIFY(m_summary.startsWith(u"not ready for a reboot"_s));
        for (const auto& lack : lacks)
            QVERIFY2(m_out.contains("warning: " + lack), told());
    }

    void goesBackWhenTheNewContainerDoesNotStayUp_data() {
        QTest::addColumn<QByteArray>("image");
        QTest::addColumn<QString>("options");
        QTest::addColumn<int>("steady");
        QTest::addColumn<QString>("summary");
        const auto none = u"it does not run"_s;
        QTest::newRow("ends at once") << QByteArray("web:dies") << QString() << 200 << none;
        QTest::newRow("restarts all the time")
            << QByteArray("web:flaps") << careful << 1200 << u"it did not stay running"_s;
        QTest::newRow("never healthy") << QByteArray("web:sick") << careful << 200 << none;
        QTest::newRow("cannot be started") << QByteArray("web:unstartable") << careful << 200 << none;
    }
    void goesBackWhenTheNewContainerDoesNotStayUp() {
        QFETCH(const QByteArray, image);
        QFETCH(const QString, options);
        QFETCH(const int, steady);
        QFETCH(const QString, summary);
        QVERIFY2(runs("web:v1", "dep-1") == Verdict::Passed, told());
        const auto before = of("web", "id");
        const auto process = of("web", "pid");
        QCOMPARE(runs(image, "dep-2", options, {{u"steady"_s, steady}, {u"within"_s, 1000}}),
                 Verdict::Failed);
        QVERIFY2(m_summary == summary, told());
        QVERIFY2(m_err.contains("the container of before runs again"), told());
        QCOMPARE(of("web", "id"), before);
        QVERIFY(!lives(process) && lives(of("web", "pid")));
        QVERIFY(environmentOf("web").contains("SLIPWAY_DEPLOYMENT=dep-1"));
        QVERIFY(!isThere("web-slipway-previous"));
        // What never took its place is not undone a second time.
        QVERIFY2(undoes("dep-2") == Verdict::Passed, told());
        QCOMPARE(of("web", "id"), before);
    }
    void showsTheLogOfAContainerThatEnds() {
        QCOMPARE(runs("web:dies", "dep-2", {}), Verdict::Failed);
        QCOMPARE(m_summary, u"it does not run"_s);
        QVERIFY2(m_out.contains("{\"deployment\": \"dep-2\"}"), told());
        QVERIFY(!m_err.contains("before"));
    }
    void anImageThatCannotBePulledTouchesNothing() {
        QVERIFY2(runs("web:v1") == Verdict::Passed, told());
        const auto process = of("web", "pid");
        QCOMPARE(runs("web:missing", "dep-2"), Verdict::Failed);
        QVERIFY2(m_err.contains("pull access denied for web:missing"), told());
        QVERIFY(m_err.contains("the image web:missing cannot be pulled"));
        QCOMPARE(of("web", "pid"), process);
        QVERIFY(lives(process));
    }
    void goesBackToTheContainerOfBefore() {
        QVERIFY2(runs("web:v1", "dep-1") == Verdict::Passed, told());
        QVERIFY2(runs("web:v2", "dep-2") == Verdict::Passed, told());
        QCOMPARE(of("web", "image"), "web:v2");
        QCOMPARE(of("web-slipway-previous", "image"), "web:v1");
        // A deployment that changed nothing here does not take back another one's container.
        QVERIFY2(undoes("dep-3") == Verdict::Passed, told());
        QCOMPARE(of("web", "image"), "web:v2");
        const auto process = of("web", "pid");
        QVERIFY2(undoes("dep-2") == Verdict::Passed, told());
        QCOMPARE(of("web", "image"), "web:v1");
        QVERIFY(lives(of("web", "pid")) && !lives(process));
        QVERIFY(!isThere("web-slipway-previous"));
        // Twice is as once.
        QVERIFY2(undoes("dep-2") == Verdict::Passed, told());
        QCOMPARE(of("web", "image"), "web:v1");
        // As a step of its own it names no deployment.
        QCOMPARE(run("docker", quick("rollback web")), Verdict::Failed);
        QVERIFY2(m_err.contains("no container of before is kept"), told());
        QVERIFY2(runs("web:v2", "dep-4") == Verdict::Passed, told());
        QVERIFY2(run("docker", quick("rollback web")) == Verdict::Passed, told());
        QCOMPARE(of("web", "image"), "web:v1");
    }
    void aRetryKeepsTheContainerOfBefore() {
        QVERIFY2(runs("web:v1", "dep-1") == Verdict::Passed, told());
        // As after an attempt that ended between start and proof.
        for (int attempt = 0; attempt < 2; ++attempt)
            QVERIFY2(runs("web:v2", "dep-2") == Verdict::Passed, told());
        QCOMPARE(of("web-slipway-previous", "image"), "web:v1");
        QVERIFY2(undoes("dep-2") == Verdict::Passed, told());
        QCOMPARE(of("web", "image"), "web:v1");
    }
    void doesNotSayThatAContainerOfBeforeRunsWhenItDoesNot() {
        QCOMPARE(runs("web:dies", "dep-1", {}), Verdict::Failed);
        QCOMPARE(runs("web:dies", "dep-2", {}), Verdict::Failed);
        QVERIFY2(!m_err.contains("runs again"), told());
        QVERIFY2(m_err.contains("the container of before does not run either"), told());
    }
    void theContainerOfBeforeDoesNotComeBackWithTheDaemon() {
        // Docker starts stopped containers with `always` when the daemon starts, not with `unless-stopped`.
        QVERIFY2(runs("web:v1", "dep-1", u"--restart always"_s) == Verdict::Passed, told());
        QVERIFY2(runs("web:v2", "dep-2", u"--restart always"_s) == Verdict::Passed, told());
        QCOMPARE(of("web-slipway-previous", "restart"), "unless-stopped");
        QCOMPARE(of("web", "restart"), "always");
    }

    void aSecondInstanceIsNeverStartedBesideTheOldOne() {
        QVERIFY2(runs("web:v1") == Verdict::Passed, told());
        const Variables single{{u"SLIPWAY_SINGLE_INSTANCE"_s, u"yes"_s}};
        const auto process = of("web", "pid");
        forgetCalls();
        QVERIFY2(run("docker", quick("restart web"), single) == Verdict::Passed, told());
        QVERIFY(!lives(process));
        QVERIFY(calls().contains("stop web") && calls().contains("start web"));
        QVERIFY(calls().indexOf("stop web") < calls().indexOf("start web"));
        QVERIFY(!calls().contains("restart web"));

        const auto stubborn = of("web", "pid");
        m_fixture.writeAtHome(u"fake/no-stop"_s, {});
        forgetCalls();
        QCOMPARE(run("docker", quick("restart web", {{u"within"_s, 1000}}), single), Verdict::Failed);
        QCOMPARE(m_summary, u"the old process is still there"_s);
        QVERIFY(lives(stubborn));
        QVERIFY(calls().contains("stop web") && !calls().contains("start web"));
        QFile::remove(path(u"fake/no-stop"_s));
    }
    void runNeverStartsBesideAProcessThatStays() {
        QVERIFY2(runs("web:v1") == Verdict::Passed, told());
        const auto stubborn = of("web", "pid");
        m_fixture.writeAtHome(u"fake/no-stop"_s, {});
        forgetCalls();
        QCOMPARE(runs("web:v2", "dep-2", careful, {{u"within"_s, 1000}}), Verdict::Failed);
        QVERIFY2(m_summary == u"the old process is still there"_s, told());
        QVERIFY(lives(stubborn));
        for (const auto& call : calls())
            QVERIFY2(!call.startsWith("run ") && !call.startsWith("start "), call);
        QCOMPARE(of("web", "image"), "web:v1");
    }

    void aContainerNobodyKnowsIsNotInvented() {
        for (const char* action : {"restart", "start", "stop", "status", "version", "check"}) {
            QCOMPARE(run("docker", quick(qPrintable(QLatin1StringView(action) + u" web"_s))),
                     Verdict::Failed);
            QVERIFY2(m_summary == u"docker does not know it"_s, told());
            QVERIFY(m_err.contains("docker knows no container web"));
        }
        QCOMPARE(run("docker", quick("rollback web")), Verdict::Failed);
    }
    void anImageOfTheSameNameIsNotTakenForTheContainer() {
        QDir(m_fixture.server.home()).mkpath(u"fake"_s);
        m_fixture.writeAtHome(u"fake/images"_s, "web:latest\n");
        QCOMPARE(run("docker", quick("restart web")), Verdict::Failed);
        QVERIFY2(m_summary == u"docker does not know it"_s, told());
        QVERIFY2(runs("web:v1") == Verdict::Passed, told());
        QVERIFY(lives(of("web", "pid")));
    }
    void aDaemonThatDoesNotAnswerIsToldInItsWords() {
        QVERIFY2(runs("web:v1") == Verdict::Passed, told());
        const auto before = of("web", "pid");
        m_fixture.writeAtHome(u"fake/down"_s, {});
        for (const char* action :
             {"run", "restart", "start", "stop", "status", "version", "rollback", "check"}) {
            const QJsonObject image =
                qstrcmp(action, "run") == 0 ? QJsonObject{{u"image"_s, u"web:v2"_s}} : QJsonObject();
            QCOMPARE(run("docker", quick(qPrintable(QLatin1StringView(action) + u" web"_s), image)),
                     Verdict::Failed);
            QVERIFY2(m_summary == u"its daemon does not answer; the output says why"_s, told());
            QVERIFY2(m_err.contains(noDaemon), told());
        }
        for (const char* action : {"up", "restart", "start", "stop", "status", "version", "check"}) {
            QCOMPARE(compose(action), Verdict::Failed);
            QVERIFY2(m_summary == u"its daemon does not answer; the output says why"_s, told());
            QVERIFY2(m_err.contains(noDaemon), told());
        }
        QFile::remove(path(u"fake/down"_s));
        QCOMPARE(of("web", "pid"), before);
        QVERIFY(lives(before));
        // One that takes the question and never answers ends with the step's own time.
        m_fixture.writeAtHome(u"fake/hangs"_s, {});
        QCOMPARE(run("docker", quick("status web", {{u"timeout"_s, 500}})), Verdict::Failed);
        QVERIFY2(m_summary.startsWith(u"timed out after"_s), told());
    }
    void aContainerThatRestartsAllTheTimeIsNotSteady() {
        QVERIFY2(runs("web:v1") == Verdict::Passed, told());
        m_fixture.writeAtHome(u"fake/names/web/image"_s, "web:flaps");
        QCOMPARE(run("docker", quick("restart web", {{u"steady"_s, 1200}})), Verdict::Failed);
        QVERIFY2(m_summary == u"it did not stay running"_s, told());
        QVERIFY(m_err.contains("web did not stay running: it was running"));
    }

    void theLogOfAContainerCarriesTheDeployment() {
        QVERIFY2(runs("web:v1", "dep-0") == Verdict::Passed, told());
        QJsonObject log{{u"main"_s, u"web"_s}, {u"in"_s, u"docker"_s}, {u"within"_s, 1000}};
        QCOMPARE(run("log-has-id", log), Verdict::Failed);
        QVERIFY2(m_summary == u"no line carries the deployment's ID"_s, told());
        QVERIFY2(m_out.contains("{\"deployment\": \"dep-0\"}"), told());
        QVERIFY2(runs("web:v2", "dep-1") == Verdict::Passed, told());
        QVERIFY2(run("log-has-id", log) == Verdict::Passed, told());
        QCOMPARE(m_out, "1 of 2 lines since its start carry dep-1\n");
        QVERIFY2(runs("web:mute", "dep-2") == Verdict::Passed, told());
        QCOMPARE(run("log-has-id", log, deployment("dep-2")), Verdict::Failed);
        log.insert(u"main"_s, u"nobody"_s);
        QCOMPARE(run("log-has-id", log), Verdict::Failed);
        QVERIFY2(m_out.contains("No such container: nobody"), told());
    }

    void composeMakesTheContainersAnewWithTheDeployment() {
        QVERIFY2(compose("up") == Verdict::Passed, told());
        for (const char* container : {"harbor-web-1", "harbor-db-1"}) {
            QCOMPARE(of(container, "labels"), "slipway.deployment=dep-1");
            const auto environment = environmentOf(container);
            QVERIFY(environment.contains("SLIPWAY_DEPLOYMENT=dep-1"));
            QVERIFY(environment.contains("SLIPWAY_REF=v2"));
            QVERIFY(environment.contains("SLIPWAY_COMMIT=" + QByteArray(40, '2')));
            QVERIFY2(m_out.contains(QByteArray("/") + container + " running " + of(container, "pid")),
                     told());
        }
        QVERIFY(environmentOf("harbor-web-1").contains("COLOUR=blue"));
        QVERIFY(m_out.contains("warning: /harbor-db-1 has no memory limit"));
        QVERIFY(m_out.contains("warning: the log of /harbor-db-1 grows without end"));
        QVERIFY(!m_out.contains("warning: /harbor-web-1"));
        QVERIFY2(compose("status") == Verdict::Passed, told());
        QVERIFY2(compose("version") == Verdict::Passed, told());
        QVERIFY(m_out.contains("/harbor-web-1 v2"));
        QCOMPARE(compose("version", {}, {{u"SLIPWAY_REF"_s, u"v3"_s}}), Verdict::Failed);
        QCOMPARE(m_summary, u"another version runs"_s);
        QCOMPARE(compose("check"), Verdict::Failed);
        QVERIFY(m_summary.startsWith(u"not ready for a reboot"_s));
        QVERIFY2(compose("check", {{u"service"_s, u"web"_s}}) == Verdict::Passed, told());

        const auto first = of("harbor-web-1", "pid");
        QVERIFY2(compose("restart", {}, deployment("dep-2")) == Verdict::Passed, told());
        QVERIFY(!lives(first));
        QVERIFY(environmentOf("harbor-web-1").contains("SLIPWAY_DEPLOYMENT=dep-2"));
        const auto second = of("harbor-web-1", "pid");
        QVERIFY2(compose("stop") == Verdict::Passed, told());
        QVERIFY(!lives(second));
        QCOMPARE(compose("status"), Verdict::Failed);
        QCOMPARE(m_summary, u"it does not run"_s);
        QVERIFY2(compose("start") == Verdict::Passed, told());
        QVERIFY(lives(of("harbor-web-1", "pid")));
        // The file that handed on the deployment does not stay.
        QVERIFY(QDir(path(u"tmp"_s)).isEmpty());
    }
    void oneServiceLeavesTheOthersAlone() {
        QVERIFY2(compose("up") == Verdict::Passed, told());
        const auto web = of("harbor-web-1", "pid");
        const auto db = of("harbor-db-1", "pid");
        for (const char* action : {"up", "restart"}) {
            QVERIFY2(compose(action, {{u"service"_s, u"web"_s}}, deployment(action)) == Verdict::Passed,
                     told());
            QVERIFY(environmentOf("harbor-web-1").contains(QByteArray("SLIPWAY_DEPLOYMENT=") + action));
            QCOMPARE(of("harbor-db-1", "pid"), db);
        }
        QVERIFY(!lives(web) && lives(db));
        QVERIFY2(compose("stop", {{u"service"_s, u"web"_s}}) == Verdict::Passed, told());
        QVERIFY(lives(db));
        QVERIFY2(compose("status", {{u"service"_s, u"db"_s}}) == Verdict::Passed, told());
        QCOMPARE(compose("status", {{u"service"_s, u"nobody"_s}}), Verdict::Failed);
        QVERIFY2(m_summary == u"compose does not know it"_s, told());
        QVERIFY(m_err.contains("compose.yaml knows no service nobody"));
    }
    void composeDoesNotBelieveAnUp_data() {
        QTest::addColumn<QByteArray>("tag");
        QTest::addColumn<QString>("summary");
        QTest::newRow("ends at once") << QByteArray("dies") << u"it does not run"_s;
        QTest::newRow("never healthy") << QByteArray("sick") << u"it does not run"_s;
        QTest::newRow("restarts all the time") << QByteArray("flaps") << u"it did not stay running"_s;
        QTest::newRow("cannot be pulled") << QByteArray("missing") << u"it does not run"_s;
    }
    void composeDoesNotBelieveAnUp() {
        QFETCH(const QByteArray, tag);
        QFETCH(const QString, summary);
        const QByteArray policy = tag == "dies" ? "" : "    restart: always\n";
        project("services:\n  web:\n    image: web:" + tag + '\n' + policy);
        QCOMPARE(compose("up", {{u"steady"_s, 1200}, {u"within"_s, 1000}}), Verdict::Failed);
        QVERIFY2(m_summary == summary, told());
        QVERIFY2(tag != "missing" || m_err.contains("pull access denied"), told());
    }
    void composeStartsNothingBesideAProcessThatStays() {
        QVERIFY2(compose("up") == Verdict::Passed, told());
        const auto stubborn = of("harbor-web-1", "pid");
        m_fixture.writeAtHome(u"fake/no-stop"_s, {});
        forgetCalls();
        QCOMPARE(compose("restart", {{u"within"_s, 1000}}, {{u"SLIPWAY_SINGLE_INSTANCE"_s, u"yes"_s}}),
                 Verdict::Failed);
        QVERIFY2(m_summary == u"the old process is still there"_s, told());
        QVERIFY(lives(stubborn));
        for (const auto& call : calls())
            QVERIFY2(!call.contains(" up "), call);
        QFile::remove(path(u"fake/no-stop"_s));
    }
    void composeTellsWhatIsWrongWithItsFile() {
        QCOMPARE(compose("up", {{u"file"_s, u"other.yaml"_s}}), Verdict::Failed);
        QVERIFY2(m_err.contains("there is no Compose file other.yaml in "), told());
        project("services:\n  web:\n    image: web:v1\n    nonsense: 1\n");
        QCOMPARE(compose("up"), Verdict::Failed);
        QVERIFY2(m_err.contains("services.web Additional property nonsense is not allowed"), told());
        QVERIFY(m_err.contains("compose.yaml is not valid"));
        QFile::remove(path(u"harbor/compose.yaml"_s));
        m_fixture.writeAtHome(u"harbor/docker-compose.yml"_s, "services:\n  web:\n    image: web:v1\n");
        QVERIFY2(compose("up") == Verdict::Passed, told());
    }
    void composeWithoutItsPluginSaysSo() {
        program(u"docker"_s, R"sh(echo "docker: 'compose' is not a docker command." >&2; exit 1)sh");
        QCOMPARE(compose("up"), Verdict::Failed);
        QVERIFY2(m_summary == u"compose is not there"_s, told());
    }
};

} // namespace slipway::adapters

QTEST_GUILESS_MAIN(slipway::adapters::ContainersTest)
#include "containers_test.moc"
