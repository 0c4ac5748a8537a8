#include "tests/support/cli_run.h"
#include "tests/support/http_server.h"

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

/// A forge on loopback that says the same of every commit, and keeps what it was asked.
class Forge {
public:
    Forge()
        : m_server([this](const HttpRequest& request, HttpConnection& connection) {
            QByteArray answer;
            {
                const std::scoped_lock lock(m_mutex);
                m_last = request;
                answer = request.path.contains("/check-runs") ? m_runs : none;
            }
            connection.send(HttpServer::response(200, answer));
        }) {}
    void say(const char* conclusion) {
        const std::scoped_lock lock(m_mutex);
        m_runs = QByteArray("{\"total_count\":1,\"check_runs\":[{\"name\":\"build\",\"status\":\"completed\","
                            "\"conclusion\":\"") +
                 conclusion + "\"}]}";
    }
    HttpRequest last() {
        const std::scoped_lock lock(m_mutex);
        return m_last;
    }
    QByteArray url() const { return m_server.url(QString()).toUtf8(); }

private:
    static constexpr char none[] = "{\"total_count\":0,\"statuses\":[]}";
    std::mutex m_mutex;
    QByteArray m_runs = none;
    HttpRequest m_last;
    HttpServer m_server; ///< last: its threads use all of the above
};

} // namespace

/// Items that prove themselves, told by the shipped program: real Git, real hosts, a forge on loopback.
class ChecksTest : public QObject {
    Q_OBJECT
    Forge m_forge;
    std::unique_ptr<CliDemo> m_demo;

    CliEnd run(const char* words) { return m_demo->run(QString::fromUtf8(words).split(u' ')); }
    /// "passed: exit 0, 3" of a step of the newest deployment to development.
    QString standing(const char* id) {
        const QJsonObject shown = run("show development --json").json();
        for (const QJsonValue step : shown.value(QStringLiteral("steps")).toArray())
            if (step.toObject().value(QStringLiteral("id")).toString() == QLatin1StringView(id)) {
                const QJsonArray attempts = step.toObject().value(QStringLiteral("attempts")).toArray();
                return step.toObject().value(QStringLiteral("verdict")).toString() + QStringLiteral(": ") +
                       attempts.last().toObject().value(QStringLiteral("summary")).toString();
            }
        return {};
    }

private Q_SLOTS:
    void initTestCase() {
        m_demo = std::make_unique<CliDemo>(QStringLiteral(SLIPWAY_BINARY));
        MUST_END(m_demo->up(true), 0);
        m_demo->cli().setVariable(QStringLiteral("FORGE_TOKEN"), QStringLiteral("tr0ub4dor3"));
        const QByteArray tagLine = "    - { git: worktree-clean, id: clean, name: Nothing uncommitted }\n";
        QVERIFY(m_demo->rewrite(tagLine, tagLine + "    - { ci: github, url: \"" + m_forge.url() +
                                             "\", repository: boats/bot, id: ci, secrets: FORGE_TOKEN }\n"
                                             "    - { item: The changes are named, id: changes, check: { "
                                             "file: CHANGELOG.md, matches: \"$SLIPWAY_REF\" } }\n"
                                             "    - { item: Nothing waits on the host, id: queue, check: { "
                                             "run: cat queue, number: \"< 10\" } }\n"));
        QVERIFY(m_demo->rewrite("plan:\n  pre-deploy:",
                                "secrets: { FORGE_TOKEN: { env: FORGE_TOKEN } }\nplan:\n  pre-deploy:"));
    }
    void cleanupTestCase() { m_demo.reset(); }

    void ciThatHasNotPassedStopsTheRelease() {
        m_forge.say("failure");
        MUST_END(run("deploy v1.2.0 --to development --as mira"), 1);
        QCOMPARE(standing("ci"), QStringLiteral("failed: 1 failed: build (failure)"));
        QCOMPARE(standing("tag"), QStringLiteral("passed: signed by priya"));
        const QString shown = run("show development").out;
        QVERIFY2(shown.contains(QStringLiteral("✓ tag verified: signed by priya")) &&
                     shown.contains(QStringLiteral("outcomes, SHA-256 ")),
                 qPrintable(shown));
        QCOMPARE(m_forge.last().header("Authorization"), QByteArray("Bearer tr0ub4dor3"));
        m_forge.say("success");
        // The next thing in the way: the host has no such file, which is a failure and no answer.
        MUST_END(run("decide development retry --reason again --as mira"), 0);
        MUST_END(run("deploy v1.2.0 --to development --as mira"), 1);
        QVERIFY2(standing("ci").startsWith(QStringLiteral("passed: 1 passed for ")),
                 qPrintable(standing("ci")));
        QVERIFY2(standing("changes").startsWith(QStringLiteral("passed: CHANGELOG.md at ")),
                 qPrintable(standing("changes")));
        QCOMPARE(standing("queue"), QStringLiteral("failed: exit 1"));
        MUST_END(run("sign development queue --as jonas --note seen"), 4);
    }

    void whatACheckCannotSayIsAnsweredByAPerson() {
        QFile queue(m_demo->home(QStringLiteral("dev-1")) + QStringLiteral("/queue"));
        QVERIFY2(queue.open(QIODevice::WriteOnly), qPrintable(queue.fileName()));
        queue.write("empty\n");
        queue.close();
        // No number is printed: the deployment waits for a person, and says for what.
        MUST_END(run("decide development retry --reason again --as mira"), 0);
        const CliEnd waits = run("deploy v1.2.0 --to development --as mira");
        QVERIFY2(waits.code == 3 && (waits.out + waits.err).contains(QStringLiteral("slipway sign")),
                 qPrintable(waits.told()));
        QCOMPARE(standing("queue"),
                 QStringLiteral("inconclusive: exit 0, but there is no number in its output"));
        MUST_END(run("sign development queue --as jonas"), 2);
        MUST_END(run("sign development queue --as jonas --note it-is-empty"), 0);
        MUST_END(run("deploy v1.2.0 --to development --as mira"), 0);
        QVERIFY(standing("queue").startsWith(QStringLiteral("passed: ")));
        QVERIFY(run("show development").out.contains(QStringLiteral("answered jonas it-is-empty")));
        MUST_END(run("ledger verify"), 0);
        // The token is in no file of the workspace, neither in the ledger nor in any output.
        QProcess grep;
        grep.start(QStringLiteral("grep"),
                   {QStringLiteral("-rl"), QStringLiteral("tr0ub4dor3"), m_demo->folder()});
        QVERIFY(grep.waitForFinished());
        QCOMPARE(grep.readAllStandardOutput(), QByteArray());
    }

    void ciBeforeAPromotionIsAskedOfExactlyThisCommit() {
        QVERIFY(m_demo->rewrite("  staging:\n", "  staging:\n    gates:\n      - { ci: github, url: \"" +
                                                    m_forge.url() +
                                                    "\", repository: boats/bot, secrets: FORGE_TOKEN }\n"
                                                    "      - { git: tag-signed }\n"));
        const auto gate = [&](const QString& id) {
            const QJsonObject plan = run("deploy v1.2.0 --to staging --dry-run --as mira --json").json();
            for (const QJsonValue one : plan.value(QStringLiteral("gates")).toArray())
                if (one[QStringLiteral("id")] == id)
                    return (one[QStringLiteral("met")].toBool() ? QStringLiteral("met: ")
                                                                : QStringLiteral("closed: ")) +
                           one[QStringLiteral("detail")].toString();
            return QString();
        };
        m_forge.say("failure");
        QCOMPARE(gate(QStringLiteral("ci")), QStringLiteral("closed: 1 failed: build (failure)"));
        QVERIFY(m_forge.last().path.contains("/repos/boats/bot/commits/"));
        QCOMPARE(m_forge.last().header("Authorization"), QByteArray("Bearer tr0ub4dor3"));
        QCOMPARE(gate(QStringLiteral("tag-signed")), QStringLiteral("met: signed by priya"));
        const CliEnd refused = run("deploy v1.2.0 --to staging --as mira");
        QVERIFY2(refused.code == 4 && refused.told().contains(QStringLiteral("1 failed: build (failure)")),
                 qPrintable(refused.told()));
        m_forge.say("skipped");
        QCOMPARE(gate(QStringLiteral("ci")), QStringLiteral("closed: 1 skipped: build"));
        m_forge.say("success");
        QVERIFY2(gate(QStringLiteral("ci")).startsWith(QStringLiteral("met: 1 passed for ")),
                 qPrintable(gate(QStringLiteral("ci"))));
    }

    void aTagThatNobodySignedStopsTheRelease() {
        QProcess git;
        git.setWorkingDirectory(m_demo->folder());
        git.setProcessEnvironment(m_demo->cli().environment());
        git.start(QStringLiteral("git"),
                  {QStringLiteral("-c"), QStringLiteral("tag.gpgsign=false"), QStringLiteral("-c"),
                   QStringLiteral("user.name=M"), QStringLiteral("-c"), QStringLiteral("user.email=m@x"),
                   QStringLiteral("tag"), QStringLiteral("-a"), QStringLiteral("-m"), QStringLiteral("x"),
                   QStringLiteral("v1.3.0"), QStringLiteral("v1.1.0^{commit}")});
        QVERIFY(git.waitForFinished() && git.exitCode() == 0);
        MUST_END(run("deploy v1.3.0 --to development --as mira"), 1);
        QCOMPARE(standing("tag"), QStringLiteral("failed: tag v1.3.0 is not signed"));
    }
};

QTEST_GUILESS_MAIN(ChecksTest)
#include "checks_test.moc"
