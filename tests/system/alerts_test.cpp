#include "tests/support/cli_run.h"
#include "tests/support/http_server.h"
#include "tests/system/json_shapes.h"

#include <QDir>
#include <QJsonArray>
#include <QtTest>
#include <mutex>

using namespace slipway;
using support::CliDemo;
using support::CliEnd;
using support::HttpConnection;
using support::HttpRequest;
using support::HttpServer;

namespace {

/// A webhook on loopback that keeps what it was told.
class Hook {
public:
    Hook()
        : m_server([this](const HttpRequest& request, HttpConnection& connection) {
            {
                const std::scoped_lock lock(m_mutex);
                m_told.append(QJsonDocument::fromJson(request.body).object());
                m_token = request.header("Authorization");
            }
            connection.send(HttpServer::response(200));
        }) {}
    QJsonArray told(const char* kind) {
        const std::scoped_lock lock(m_mutex);
        QJsonArray found;
        for (const QJsonValue one : m_told)
            if (one[QStringLiteral("kind")] == QLatin1StringView(kind))
                found.append(one);
        return found;
    }
    QByteArray token() {
        const std::scoped_lock lock(m_mutex);
        return m_token;
    }
    QByteArray url() const { return m_server.url(QString()).toUtf8(); }

private:
    std::mutex m_mutex;
    QJsonArray m_told;
    QByteArray m_token;
    HttpServer m_server; ///< last: its threads use all of the above
};

} // namespace

/// The shipped program watches real hosts and tells a real webhook, once.
class AlertsTest : public QObject {
    Q_OBJECT
    Hook m_hook;
    std::unique_ptr<CliDemo> m_demo;
    support::Shape m_shape;

    CliEnd run(const char* words) { return m_demo->run(QString::fromUtf8(words).split(u' ')); }
    /// Messages that are still to arrive over a channel.
    int waitingFor(const char* channel) {
        for (const QJsonValue one : run("alerts --json").json()[QStringLiteral("channels")].toArray())
            if (one[QStringLiteral("name")] == QLatin1StringView(channel))
                return one[QStringLiteral("waiting")].toInt(-1);
        return -1;
    }
    void breakIt(bool broken) {
        QFile file(m_demo->home(QStringLiteral("dev-1")) + QStringLiteral("/broken"));
        QVERIFY(broken ? file.open(QIODevice::WriteOnly) : file.remove());
    }

private Q_SLOTS:
    void initTestCase() {
        m_demo = std::make_unique<CliDemo>(QStringLiteral(SLIPWAY_BINARY));
        MUST_END(m_demo->up(true), 0);
        m_demo->cli().setVariable(QStringLiteral("HOOK_TOKEN"), QStringLiteral("tr0ub4dor3"));
        QVERIFY(
            m_demo->rewrite("plan:\n  pre-deploy:",
                            "secrets: { HOOK_TOKEN: { env: HOOK_TOKEN } }\nalerts:\n  wait: 1s\n  channels:\n"
                            "    - { webhook: \"" +
                                m_hook.url() +
                                "\", name: ops, headers: { Authorization: Bearer $HOOK_TOKEN }, secrets: "
                                "HOOK_TOKEN }\n"
                                "    - { webhook: \"http://127.0.0.1:1/\", name: gone }\n"
                                "plan:\n  pre-deploy:"));
        QVERIFY(m_demo->rewrite("      - { disk: .,",
                                "      - { run: '[ ! -e broken ]', name: Switch, every: 1s, "
                                "fails-after: 2, recovers-after: 1 }\n      - { disk: .,"));
    }
    void cleanupTestCase() { m_demo.reset(); }

    void aTestArrivesOrSaysWhyNot() {
        MUST_END(run("alerts test ops"), 0);
        QCOMPARE(m_hook.told("test").size(), 1);
        QCOMPARE(m_hook.token(), QByteArray("Bearer tr0ub4dor3"));
        const CliEnd gone = run("alerts test gone");
        QVERIFY2(gone.code == 1 && gone.err.contains(QStringLiteral("refused: ")), qPrintable(gone.told()));
        MUST_END(run("alerts test nobody"), 2);
        const CliEnd listed = run("alerts");
        QVERIFY2(listed.code == 0 &&
                     listed.out.contains(QStringLiteral("○ ops (webhook)  arrived last at")) &&
                     listed.out.contains(QStringLiteral("▲ gone (webhook)")),
                 qPrintable(listed.told()));
    }

    void isToldOnceAlsoByAMonitorThatWasKilled() {
        auto monitor = m_demo->cli().start({QStringLiteral("monitor")});
        breakIt(true);
        QTRY_COMPARE_WITH_TIMEOUT(m_hook.told("raised").size(), 1, 60'000);
        const QJsonObject raised = m_hook.told("raised")[0].toObject();
        QCOMPARE(raised[QStringLiteral("environment")].toString(), QStringLiteral("development"));
        QVERIFY2(raised[QStringLiteral("text")].toString().contains(QStringLiteral("Switch is down: exit 1")),
                 qPrintable(raised[QStringLiteral("text")].toString()));
        QCOMPARE(raised[QStringLiteral("project")].toString(), QStringLiteral("harbor-bot"));
        // That it arrived is on disk; killed before that, it would come once more, with the same ID.
        QTRY_COMPARE_WITH_TIMEOUT(waitingFor("ops"), 0, 60'000);
        // Killed as hard as it goes, and started again: nobody is told twice.
        monitor->kill();
        QVERIFY(monitor->waitForFinished());
        monitor = m_demo->cli().start({QStringLiteral("monitor")});
        const CliEnd listed = run("alerts --json");
        QVERIFY2(listed.code == 1, qPrintable(listed.told()));
        const QJsonObject json = listed.json();
        QCOMPARE(json[QStringLiteral("incidents")].toArray().size(), 1);
        support::addPaths(json, {}, m_shape);
        QVERIFY(run("alerts").out.contains(QStringLiteral("✕ development: Switch is down: exit 1")));
        breakIt(false);
        QTRY_COMPARE_WITH_TIMEOUT(m_hook.told("ended").size(), 1, 60'000);
        QCOMPARE(m_hook.told("raised").size(), 1);
        MUST_END(run("alerts"), 0);
        // The token is in no file of the workspace.
        QProcess grep;
        grep.start(QStringLiteral("grep"),
                   {QStringLiteral("-rl"), QStringLiteral("tr0ub4dor3"), m_demo->folder()});
        QVERIFY(grep.waitForFinished());
        QCOMPARE(grep.readAllStandardOutput(), QByteArray());
    }

    void theManualNamesEveryFieldOfJson() {
        const auto manual = support::documentedShape(
            QStringLiteral(SLIPWAY_SOURCE_DIR "/resources/help/command-line.md"), QStringLiteral("alerts"));
        QVERIFY(!manual.isEmpty());
        QCOMPARE(m_shape, manual);
    }
};

QTEST_GUILESS_MAIN(AlertsTest)
#include "alerts_test.moc"
