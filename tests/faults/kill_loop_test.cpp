#include "app/adapters/store/zstd_output_store.h"
#include "app/demo/loopback.h"
#include "tests/support/cli_run.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QtTest>
#include <random>

using namespace slipway;
using namespace std::chrono_literals;
using support::CliDemo;
using support::CliEnd;

namespace {

constexpr int fewestKills = 40;
constexpr int mostRounds = 8;
constexpr int firstWindowMs = 400;

QString text(const QJsonValue& value, const char* key) {
    return value[QLatin1StringView(key)].toString();
}

/// What the ledger says about one attempt on a host.
struct Known {
    QString deployment;
    QString step;
    QString host;
    int outcomes = 0;
    QJsonObject outcome;
};

/// Of every attempt on hosts, read from the ledger's file without Slipway.
QMap<QString, Known> attemptsOf(const QString& file) {
    QMap<QString, Known> all;
    {
        auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), file);
        database.setDatabaseName(file);
        database.setConnectOptions(QStringLiteral("QSQLITE_OPEN_READONLY"));
        if (database.open()) {
            QSqlQuery query(database);
            query.exec(QStringLiteral("SELECT chain, type, body FROM entries ORDER BY row"));
            while (query.next()) {
                const auto body = QJsonDocument::fromJson(query.value(2).toByteArray()).object();
                const auto host = text(body, "host");
                const auto type = query.value(1).toString();
                if (host.isEmpty() || !type.startsWith(QStringLiteral("step.")))
                    continue;
                auto& known = all[text(body, "attempt")];
                known.deployment = query.value(0).toString();
                known.step = text(body, "step");
                known.host = host;
                if (type == QStringLiteral("step.outcome")) {
                    ++known.outcomes;
                    known.outcome = body;
                }
            }
        }
    }
    QSqlDatabase::removeDatabase(file);
    return all;
}

/// Whether a step's own processes run on the demo's hosts; the bot that a step left behind is none.
bool aStepRuns(const QString& demo) {
    const auto mark = "SLIPWAY_DEMO=" + demo.toUtf8();
    const auto entries = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs);
    for (const auto& entry : entries) {
        QFile environment(QStringLiteral("/proc/%1/environ").arg(entry));
        QFile command(QStringLiteral("/proc/%1/cmdline").arg(entry));
        if (!environment.open(QIODevice::ReadOnly) || !command.open(QIODevice::ReadOnly))
            continue;
        const auto variables = environment.readAll();
        if (variables.contains(mark) && variables.contains("SLIPWAY_ATTEMPT=") &&
            !command.readAll().contains("/bot.py"))
            return true;
    }
    return false;
}

} // namespace

/// The program is killed again and again at random moments while it carries a release; whatever
/// it was doing, the same command goes on and nothing runs twice.
class KillLoopTest : public QObject {
    Q_OBJECT
    std::unique_ptr<CliDemo> m_demo;
    std::mt19937 m_random;
    int m_kills = 0;
    int m_windowMs = firstWindowMs;

    /// Repeats a command, each time killed after a random time, until it once ends by itself.
    CliEnd insist(const QStringList& arguments) {
        for (int inVain = 0;; ++inVain) {
            const auto process = m_demo->cli().start(arguments);
            const auto after = std::uniform_int_distribution<int>(0, m_windowMs)(m_random);
            if (process->waitForFinished(after))
                return support::CliRun::end(*process);
            process->kill();
            process->waitForFinished();
            ++m_kills;
            // A busy machine may need longer than that to get anywhere at all.
            if (inVain > 30)
                m_windowMs += 50;
        }
    }

    bool done(const CliEnd& end, const char* refusal, const char* what) {
        // Killed after the last entry: then there is nothing left to do.
        const bool good = end.code == 0 || (end.code == 4 && end.err.contains(QString::fromLatin1(refusal)));
        if (!good)
            qWarning("%s: %s", what, qPrintable(end.told()));
        return good;
    }

    bool deploys(const QString& environment, const QList<QPair<QString, QString>>& signatures) {
        const QStringList deploy{QStringLiteral("deploy"), QStringLiteral("v1.1.0"), QStringLiteral("--to"),
                                 environment};
        for (const auto& [item, person] : signatures) {
            const auto asks = insist(deploy);
            const auto signedOff =
                m_demo->run({QStringLiteral("sign"), environment, item, QStringLiteral("--as"), person});
            if (asks.code != 3 || signedOff.code != 0) {
                qWarning("%s %s", qPrintable(asks.told()), qPrintable(signedOff.told()));
                return false;
            }
        }
        return done(insist(deploy), "already live", "deploy");
    }

    bool rollsBack(const QString& environment) {
        return done(insist({QStringLiteral("rollback"), environment, QStringLiteral("--reason"),
                            QStringLiteral("tested"), QStringLiteral("--not-bad")}),
                    "Nothing was deployed", "rollback");
    }

    bool setPace(const QByteArray& pace) {
        const auto hosts = QDir(m_demo->hostsFolder()).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        for (const auto& host : hosts) {
            QFile file(m_demo->home(host) + QStringLiteral("/deploy.env"));
            if (!file.open(QIODevice::WriteOnly | QIODevice::Append) || file.write("PACE=" + pace + '\n') < 0)
                return false;
        }
        return !hosts.isEmpty();
    }

    QByteArray running(const QString& host) {
        const auto answer = demo::exchange(m_demo->httpPort(host), "GET /health HTTP/1.0\r\n\r\n", "}\n", 5s);
        return text(QJsonDocument::fromJson(answer.mid(answer.indexOf("\r\n\r\n") + 4)).object(), "version")
            .toUtf8();
    }

private Q_SLOTS:
    void initTestCase() {
        bool chosen = false;
        auto seed = static_cast<unsigned>(qEnvironmentVariableIntValue("SLIPWAY_TEST_SEED", &chosen));
        if (!chosen)
            seed = std::random_device{}();
        m_random.seed(seed);
        qInfo("SLIPWAY_TEST_SEED=%u", seed);
        m_demo = std::make_unique<CliDemo>(QStringLiteral(SLIPWAY_BINARY));
        const auto up = m_demo->up(false);
        QVERIFY2(up.code == 0, qPrintable(up.told()));
        QVERIFY(m_demo->rewrite("    promote-from: { environment: staging, soak: 20s }\n", ""));
        QVERIFY(m_demo->rewrite("wait: 2s", "wait: 500ms"));
        // What is left on the hosts is counted below, of steps alone.
        QVERIFY(m_demo->rewrite("    witness: { every: 10s }\n    logs: [{ log: ~/bot.log }]\n", ""));
        // Health that is observed by commands which are killed all the time takes its time.
        QVERIFY(m_demo->rewrite(", health-gate: 4s", ""));
    }

    void cleanupTestCase() { m_demo.reset(); }

    void faultCase38To45_killedAtAnyMomentTheReleaseGoesOn() {
        const auto staging = QStringLiteral("staging");
        const auto production = QStringLiteral("production");
        const QPair review{QStringLiteral("code-review"), QStringLiteral("jonas")};
        const QPair goNoGo{QStringLiteral("go-no-go"), QStringLiteral("priya")};
        int rounds = 0;
        for (; rounds == 0 || (m_kills < fewestKills && rounds < mostRounds); ++rounds) {
            QVERIFY(setPace(rounds % 2 == 0 ? "normal" : "quick"));
            if (rounds > 0) {
                QVERIFY(rollsBack(production));
                QCOMPARE(running(QStringLiteral("prod-2")), QByteArray("v1.0.0"));
                QVERIFY(rollsBack(staging));
            }
            QVERIFY(deploys(staging, {review}));
            QVERIFY(deploys(production, {review, goNoGo}));
        }
        qInfo("%d kills in %d rounds; the longest pause was %d ms", m_kills, rounds, m_windowMs);
        QVERIFY2(m_kills >= fewestKills, "the commands ended too fast to be killed that often");

        for (const auto& host :
             {QStringLiteral("staging-1"), QStringLiteral("prod-1"), QStringLiteral("prod-2")}) {
            QCOMPARE(running(host), QByteArray("v1.1.0"));
            // Once for each deployment and each rollback: neither lost nor repeated.
            QCOMPARE(m_demo->runs(host).size(), rounds + rounds - 1);
        }
        const auto verify = m_demo->run({QStringLiteral("ledger"), QStringLiteral("verify")});
        QVERIFY2(verify.code == 0, qPrintable(verify.told()));
    }

    void everyAttemptRanExactlyOnce() {
        const auto attempts = attemptsOf(m_demo->dataFolder() + QStringLiteral("/ledger.sqlite"));
        QMap<QString, int> runs;
        for (const auto& host :
             {QStringLiteral("staging-1"), QStringLiteral("prod-1"), QStringLiteral("prod-2")}) {
            const auto lines = m_demo->runs(host);
            for (const auto& line : lines) {
                const auto attempt = QString::fromUtf8(line.value(0));
                QVERIFY2(attempts.contains(attempt), "nothing runs without a durable intent");
                QCOMPARE(attempts[attempt].host, host);
                ++runs[attempt];
            }
        }
        QSet<QString> places;
        for (auto it = attempts.begin(); it != attempts.end(); ++it) {
            QVERIFY2(it->outcomes == 1, qPrintable(it.key()));
            QCOMPARE(text(it->outcome, "verdict"), QStringLiteral("passed"));
            if (it->step.endsWith(QStringLiteral("deploy-bot")))
                QCOMPARE(runs.value(it.key()), 1);
            const auto place = it->deployment + it->step + it->host;
            QVERIFY2(!places.contains(place), "no step was tried a second time");
            places.insert(place);
        }
    }

    void faultCase06_allOutputArrivedOnce() {
        const base::SystemClock clock;
        adapters::ZstdOutputStore store(m_demo->dataFolder(), clock);
        const auto attempts = attemptsOf(m_demo->dataFolder() + QStringLiteral("/ledger.sqlite"));
        for (auto it = attempts.begin(); it != attempts.end(); ++it) {
            if (!it->step.endsWith(QStringLiteral("deploy-bot")))
                continue;
            const ports::OutputKey key{domain::DeploymentId(it->deployment), domain::AttemptId(it.key())};
            std::optional<base::Result<QList<ports::OutputChunk>>> chunks;
            base::deliver(store.read(key, {}, 1 << 20), this,
                          [&chunks](const base::Result<QList<ports::OutputChunk>>& read) { chunks = read; });
            QTRY_VERIFY(chunks.has_value());
            QVERIFY(chunks->ok());
            QByteArray out;
            for (const auto& chunk : **chunks)
                if (chunk.stream == ports::OutputStream::Out)
                    out += chunk.bytes;
            QCOMPARE(out.count("==> deploying v1."), 1);
            QCOMPARE(out.count("==> restarting the bot"), 1);
            QCOMPARE(out.count("==> done: v1."), 1);
            QVERIFY(out.endsWith('\n'));
            QCOMPARE(static_cast<qint64>(it->outcome[QLatin1StringView("outBytes")].toDouble()), out.size());
            QCOMPARE(text(it->outcome, "outDigest").toLatin1(),
                     QCryptographicHash::hash(out, QCryptographicHash::Sha256).toHex());
        }
    }

    void leavesNoProcessAndOnlyWhatAKillLeftOnTheHosts() {
        QTRY_VERIFY_WITH_TIMEOUT(!aStepRuns(m_demo->id()), 10'000);
        const auto attempts = attemptsOf(m_demo->dataFolder() + QStringLiteral("/ledger.sqlite"));
        int left = 0;
        for (const auto& host :
             {QStringLiteral("staging-1"), QStringLiteral("prod-1"), QStringLiteral("prod-2")}) {
            QDirIterator folders(m_demo->home(host) + QStringLiteral("/.slipway/") + m_demo->id(),
                                 QDir::Dirs | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
            while (folders.hasNext()) {
                folders.next();
                if (folders.fileName().size() != 26) // a ULID
                    continue;
                // Killed between the outcome and the cleaning: the folder waits to be swept.
                QCOMPARE(attempts.value(folders.fileName()).outcomes, 1);
                ++left;
            }
        }
        qInfo("%d attempt folders were left", left);
        QVERIFY(left <= m_kills);
    }
};

QTEST_GUILESS_MAIN(KillLoopTest)
#include "kill_loop_test.moc"
