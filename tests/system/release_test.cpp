#include "app/demo/loopback.h"
#include "app/demo/process_table.h"
#include "tests/support/cli_run.h"
#include "tests/system/json_shapes.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QtTest>

using namespace slipway;
using namespace std::chrono_literals;
using support::CliDemo;
using support::CliEnd;

namespace {

QStringList words(const char* text) {
    return QString::fromUtf8(text).split(u' ');
}

QString text(const QJsonValue& value, const char* key) {
    return value[QLatin1StringView(key)].toString();
}

/// The element of a list whose `key` is `wanted`.
const QJsonObject with(const QJsonValue& list, const char* key, const QString& wanted) {
    const auto all = list.toArray();
    for (const auto& one : all)
        if (text(one, key) == wanted)
            return one.toObject();
    return {};
}

} // namespace

/// One release from staging to production and back, told by the shipped program alone. The
/// functions run in this order and each goes on where the one before it ended.
class ReleaseTest : public QObject {
    Q_OBJECT
    std::unique_ptr<CliDemo> m_demo;
    QString m_staging;
    QString m_production;
    int m_signatures = 0;

    QMap<QString, support::Shape> m_shapes;

    /// Runs a command and remembers the shape of what it printed with --json, by the name that the
    /// manual gives it.
    CliEnd run(const QStringList& arguments) {
        auto end = m_demo->run(arguments);
        auto name = arguments.first();
        if (name == QStringLiteral("ledger"))
            name += u' ' + arguments.value(1);
        else if (arguments.contains(QStringLiteral("--dry-run")))
            name += QStringLiteral(" --dry-run");
        else if (name == QStringLiteral("deploy") || name == QStringLiteral("rollback"))
            name = QStringLiteral("show");
        else if (name == QStringLiteral("decide") || name.endsWith(QStringLiteral("-line")))
            name = QStringLiteral("sign");
        else if (arguments.contains(QStringLiteral("--hosts")))
            name += QStringLiteral(" --hosts");
        remember(name, end);
        return end;
    }
    void remember(const QString& name, const CliEnd& end) {
        if (const auto document = end.json(); !document.isEmpty())
            support::addPaths(document, {}, m_shapes[name]);
    }
    CliEnd run(const char* arguments) { return run(words(arguments)); }
    CliEnd sign(const QString& deployment, const char* item, const char* person) {
        auto end =
            run(QStringList{QStringLiteral("sign"), QStringLiteral("--json"), deployment,
                            QString::fromLatin1(item), QStringLiteral("--as"), QString::fromLatin1(person),
                            QStringLiteral("--note"), QStringLiteral("read it")});
        m_signatures += end.code == 0 ? 1 : 0;
        return end;
    }
    QString commitOf(const QString& tag) {
        const auto git = m_demo->cli().startOther(
            QStringLiteral("git"), {QStringLiteral("rev-parse"), tag + QStringLiteral("^{commit}")});
        return support::CliRun::end(*git).out.trimmed();
    }
    /// What the host itself says: its service over HTTP and its file. Empty when they differ.
    QString runningOn(const QString& host) {
        const auto answer = demo::exchange(m_demo->httpPort(host), "GET /health HTTP/1.0\r\n\r\n", "}\n", 5s);
        const auto said =
            text(QJsonDocument::fromJson(answer.mid(answer.indexOf("\r\n\r\n") + 4)).object(), "version");
        const auto written =
            QString::fromUtf8(m_demo->file(host, QStringLiteral("current/VERSION"))).section(u' ', 0, 0);
        return said == written ? said : QString();
    }
    const QJsonObject newest(const char* environment) {
        return run(QStringList{QStringLiteral("show"), QString::fromLatin1(environment),
                               QStringLiteral("--json")})
            .json();
    }

private Q_SLOTS:
    void initTestCase() {
        m_demo = std::make_unique<CliDemo>(QStringLiteral(SLIPWAY_BINARY));
        const auto up = m_demo->up(true);
        QVERIFY2(up.code == 0, qPrintable(up.told()));
        remember(QStringLiteral("demo up"), up);
    }

    void cleanupTestCase() { m_demo.reset(); }

    void checksItsOwnFileAndReachesEveryHost() {
        const auto end = run("check");
        QVERIFY2(end.code == 0, qPrintable(end.told()));
        QVERIFY(end.out.contains(QStringLiteral("harbor-bot")));
        QVERIFY(run("check --json").json()[QLatin1StringView("ok")].toBool());
        const auto hosts = run("check --hosts --json");
        QVERIFY2(hosts.code == 0, qPrintable(hosts.told()));
        QCOMPARE(hosts.json()[QLatin1StringView("hosts")].toArray().size(), 4);
        // So that the story takes seconds; committed, because the plan asks for a clean worktree.
        QVERIFY(m_demo->rewrite("soak: 20s", "soak: 3s"));
        QVERIFY(m_demo->rewrite("wait: 2s", "wait: 200ms"));
        QVERIFY(m_demo->rewrite("within: 8s", "within: 2s"));
        QVERIFY(m_demo->rewrite("within: 7s", "within: 2s"));
        QVERIFY(m_demo->rewrite("health-gate: 4s", "health-gate: 1s"));
        MUST_END(run("check"), 0);
    }

    void showsThePlanAndTheGatesWithoutOpeningAnything() {
        const auto refused = run("deploy v1.1.0 --to production --dry-run --json");
        QCOMPARE(refused.code, 4);
        const auto plan = refused.json();
        QVERIFY(!plan[QLatin1StringView("start")][QLatin1StringView("allowed")].toBool());
        QVERIFY(plan[QLatin1StringView("gates")].toArray().size() > 2);
        const auto steps = plan[QLatin1StringView("steps")].toArray();
        const auto deploy = std::find_if(steps.begin(), steps.end(), [](const QJsonValue& step) {
            return step[QLatin1StringView("id")] == QLatin1StringView("deploy-bot");
        });
        QVERIFY(deploy != steps.end());
        QCOMPARE((*deploy)[QLatin1StringView("runs")].toString(),
                 QStringLiteral("./bin/deploy \"$SLIPWAY_COMMIT\""));
        QVERIFY((*deploy)[QLatin1StringView("limits")].toString().contains(QStringLiteral("2 min")));
        const auto words = run("deploy v1.1.0 --to development --dry-run");
        QVERIFY2(words.code == 0, qPrintable(words.told()));
        QVERIFY2(words.out.contains(QStringLiteral("undo: ./bin/deploy")), qPrintable(words.told()));
        QCOMPARE(run("show development").code, 2);
    }

    void refusesABadFileAtItsLineAndColumn() {
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("slipway.yaml")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("slipway: 1\nproject: x\nenvironments:\n  staging:\n    hots: [a@b]\n");
        file.close();
        for (const auto& command :
             {QStringLiteral("check"), QStringLiteral("status"), QStringLiteral("show")}) {
            QStringList arguments{command, QStringLiteral("--workspace"), folder.path()};
            const auto end = run(arguments);
            QVERIFY2(end.code == 2, qPrintable(end.told()));
            QVERIFY2((end.out + end.err).contains(QStringLiteral("slipway.yaml:5:5")),
                     qPrintable(end.told()));
        }
        const auto json = run(QStringList{QStringLiteral("check"), folder.path(), QStringLiteral("--json")});
        QCOMPARE(json.code, 2);
        QVERIFY(!json.json()[QLatin1StringView("ok")].toBool(true));
    }

    void faultCase01_saysWhichHostCannotBeReached() {
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("slipway.yaml")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("slipway: 1\nproject: x\nenvironments:\n  staging:\n    hosts: ['nobody@127.0.0.1:1']\n"
                   "plan:\n  deploy:\n    - { run: 'true' }\n");
        file.close();
        const auto end = run(QStringList{QStringLiteral("check"), folder.path(), QStringLiteral("--hosts"),
                                         QStringLiteral("--json")});
        QVERIFY2(end.code == 1, qPrintable(end.told()));
        const auto hosts = end.json()[QLatin1StringView("hosts")].toArray();
        QCOMPARE(text(hosts[0], "error"), QStringLiteral("unreachable"));
        MUST_END(run(QStringList{QStringLiteral("check"), folder.path(), QStringLiteral("--json")}), 0);
    }

    void readsVersionsFromTheHosts() {
        const auto end = run("status --json");
        QVERIFY2(end.code == 0, qPrintable(end.told()));
        const auto environments = end.json()[QLatin1StringView("environments")];
        const QMap<QString, QString> expected{{QStringLiteral("development"), QStringLiteral("v1.1.0")},
                                              {QStringLiteral("staging"), QStringLiteral("v1.0.0")},
                                              {QStringLiteral("production"), QStringLiteral("v1.0.0")}};
        for (auto it = expected.begin(); it != expected.end(); ++it) {
            const auto found = with(environments, "name", it.key());
            QCOMPARE(text(found, "version"), it.value());
            QCOMPARE(text(found, "commit"), commitOf(it.value()));
        }
        const auto shown = run("status");
        QVERIFY2(shown.code == 0 && shown.out.contains(QStringLiteral("prod-2: v1.0.0")),
                 qPrintable(shown.told()));
    }

    void refusesWhatWasNeverOnStaging() {
        const auto end = run("deploy v1.2.0 --to production");
        QVERIFY2(end.code == 4, qPrintable(end.told()));
        QVERIFY2(end.err.contains(QStringLiteral("staging")), qPrintable(end.told()));
        MUST_END(run("deploy v9.9.9 --to staging"), 2);
        MUST_END(run("deploy v1.1.0 --to moon"), 2);
        QVERIFY(m_demo->runs(QStringLiteral("prod-1")).isEmpty());
    }

    void aRecurringChecklistIsSignedItemByItem() {
        const auto listed = run("recurring --json --as mira");
        QVERIFY2(listed.code == 3, qPrintable(listed.told()));
        const auto review = listed.json()[QLatin1StringView("recurring")][0];
        QCOMPARE(text(review, "state"), QStringLiteral("open"));
        QVERIFY(review[QLatin1StringView("mayBeSigned")].toBool());
        const auto inbox = run("inbox --as mira");
        QVERIFY2(inbox.out.contains(QStringLiteral("slipway recurring log-review --as mira")),
                 qPrintable(inbox.told()));
        const auto sign = [this](const QStringList& answers, const char* person) {
            QStringList arguments{QStringLiteral("recurring"), QStringLiteral("log-review"),
                                  QStringLiteral("--as"), QString::fromLatin1(person)};
            for (const auto& answer : answers)
                arguments << QStringLiteral("--item") << answer;
            return m_demo->run(arguments);
        };
        const QStringList all{QStringLiteral("1=passed"), QStringLiteral("2=passed"),
                              QStringLiteral("3=passed")};
        MUST_END(sign({QStringLiteral("all=passed")}, "mira"), 2);
        MUST_END(sign({QStringLiteral("1=passed"), QStringLiteral("1=passed")}, "mira"), 2);
        const auto half = sign(all.mid(0, 2), "mira");
        QVERIFY2(half.code == 4 && half.told().contains(QStringLiteral("“Disk space")),
                 qPrintable(half.told()));
        const auto other = sign(all, "jonas");
        QVERIFY2(other.code == 4 && other.told().contains(QStringLiteral("release-manager")),
                 qPrintable(other.told()));
        MUST_END(sign({all[0], QStringLiteral("2=failed"), all[2]}, "mira"), 4);
        MUST_END(sign({all[0], QStringLiteral("2=failed: one is of nobody here"), all[2]}, "mira"), 0);
        MUST_END(run("recurring log-review"), 3);
        MUST_END(sign(all, "mira"), 0);
        m_signatures += 2;
        const auto again = sign(all, "priya");
        QVERIFY2(again.code == 4 && again.told().contains(QStringLiteral("was signed by mira")),
                 qPrintable(again.told()));
        const auto signedNow = run("recurring --json");
        QVERIFY2(signedNow.code == 0, qPrintable(signedNow.told()));
        QCOMPARE(text(signedNow.json()[QLatin1StringView("recurring")][0], "state"),
                 QStringLiteral("signed"));
        MUST_END(run("recurring no-such"), 2);
    }

    void waitsForThePersonWhoMaySign() {
        const auto end = run("deploy v1.1.0 --to staging");
        QVERIFY2(end.code == 3, qPrintable(end.told()));
        QVERIFY2(end.out.contains(QStringLiteral("approver")), qPrintable(end.told()));
        const auto shown = newest("staging");
        m_staging = text(shown, "deployment");
        QVERIFY(m_staging.startsWith(QStringLiteral("dep-")));
        QCOMPARE(text(shown, "state"), QStringLiteral("waits-for-person"));
        QVERIFY(m_demo->runs(QStringLiteral("staging-1")).isEmpty());
        MUST_END(run("deploy v1.1.0 --to staging"), 3);

        const auto inbox = run("inbox --json --as jonas");
        const auto waits = inbox.json()[QLatin1StringView("inbox")].toArray();
        QVERIFY2(inbox.code == 0 && waits.size() == 1, qPrintable(inbox.told()));
        QCOMPARE(text(waits[0], "step"), QStringLiteral("code-review"));
        QVERIFY(waits[0][QLatin1StringView("yours")].toBool());
        const auto words = run("inbox --as jonas");
        QVERIFY2(words.out.contains(QStringLiteral("slipway sign %1 code-review --as jonas").arg(m_staging)),
                 qPrintable(words.told()));
        const auto others = run("inbox --as mira");
        QVERIFY2(others.out.contains(QStringLiteral("Nothing waits for you (mira).")) &&
                     others.out.contains(QStringLiteral(": jonas")),
                 qPrintable(others.told()));
        MUST_END(run("inbox --as nobody"), 2);
        const auto board = run("status --json").json();
        const auto staging =
            with(board[QLatin1StringView("environments")], "name", QStringLiteral("staging"));
        QCOMPARE(staging.value(QLatin1StringView("waitsOn"))[0].toString(), QStringLiteral("jonas"));

        const auto mira = sign(m_staging, "code-review", "mira");
        QVERIFY2(mira.code == 4, qPrintable(mira.told()));
        QVERIFY2(mira.err.contains(QStringLiteral("approver")), qPrintable(mira.told()));
        MUST_END(sign(m_staging, "code-review", "nobody"), 2);
        MUST_END(sign(m_staging, "no-such-item", "jonas"), 2);
        MUST_END(sign(m_staging, "code-review", "jonas"), 0);
        MUST_END(sign(m_staging, "code-review", "jonas"), 4);
    }

    void goesLiveOnStaging() {
        const auto end = run("deploy v1.1.0 --to staging");
        QVERIFY2(end.code == 0, qPrintable(end.told()));
        QVERIFY2(end.out.contains(QStringLiteral("staging-1 │ ==> done: v1.1.0")), qPrintable(end.told()));
        QCOMPARE(runningOn(QStringLiteral("staging-1")), QStringLiteral("v1.1.0"));
        QCOMPARE(m_demo->file(QStringLiteral("staging-1"), QStringLiteral("DEPLOYMENT")).trimmed(),
                 m_staging.toUtf8());
        const auto runs = m_demo->runs(QStringLiteral("staging-1"));
        QCOMPARE(runs.size(), 1);
        QCOMPARE(runs[0].value(1), QByteArray("deploy-bot"));
        QCOMPARE(QString::fromUtf8(runs[0].value(2)), commitOf(QStringLiteral("v1.1.0")));
        const auto step =
            with(newest("staging")[QLatin1StringView("steps")], "id", QStringLiteral("deploy-bot"));
        QCOMPARE(text(step[QLatin1StringView("attempts")][0], "attempt"),
                 QString::fromUtf8(runs[0].value(0)));
    }

    void promotesOnlyWhatSoaked() {
        const auto early = run("deploy v1.1.0 --to production --as priya");
        QVERIFY2(early.code == 4, qPrintable(early.told()));
        QVERIFY2(early.err.contains(QStringLiteral("Soaked 3 s")), qPrintable(early.told()));
        const auto waited = run("deploy v1.1.0 --to production --wait --as priya");
        QVERIFY2(waited.code == 3, qPrintable(waited.told()));
        m_production = text(newest("production"), "deployment");
        QCOMPARE(text(newest("production"), "startedBy"), QStringLiteral("priya"));
    }

    void countsOnlyOtherEyes() {
        MUST_END(sign(m_production, "go-no-go", "jonas"), 4); // the review comes first
        MUST_END(sign(m_production, "code-review", "priya"), 0);
        MUST_END(run("deploy v1.1.0 --to production"), 3);
        const auto starter = sign(m_production, "go-no-go", "priya");
        QVERIFY2(starter.code == 4, qPrintable(starter.told()));
        QVERIFY2(starter.err.contains(QStringLiteral("four eyes")), qPrintable(starter.told()));
        MUST_END(sign(m_production, "go-no-go", "mira"), 4);
        QVERIFY(m_demo->runs(QStringLiteral("prod-1")).isEmpty());
        MUST_END(sign(m_production, "go-no-go", "jonas"), 0);
    }

    void goesLiveOnProduction() {
        const auto end = run("deploy v1.1.0 --to production --json");
        QVERIFY2(end.code == 0, qPrintable(end.told()));
        QCOMPARE(text(end.json(), "state"), QStringLiteral("live"));
        QCOMPARE(end.json()[QLatin1StringView("checkpoints")].toArray().size(), 5);
        QCOMPARE(runningOn(QStringLiteral("prod-1")), QStringLiteral("v1.1.0"));
        QCOMPARE(runningOn(QStringLiteral("prod-2")), QStringLiteral("v1.1.0"));
        const auto early = run(QStringList{QStringLiteral("sign"), m_production, QStringLiteral("1h"),
                                           QStringLiteral("--as"), QStringLiteral("jonas")});
        QVERIFY2(early.code == 4, qPrintable(early.told()));
    }

    void refusesTheSameVersionUnlessAskedAgain() {
        const auto end = run("deploy v1.1.0 --to production");
        QVERIFY2(end.code == 4, qPrintable(end.told()));
        QVERIFY2(end.err.contains(QStringLiteral("already live")), qPrintable(end.told()));
        const auto again = run("deploy v1.1.0 --to production --again");
        QVERIFY2(again.code == 3, qPrintable(again.told()));
        MUST_END(run("decide production abandon"), 2); // a reason is needed
        MUST_END(run("decide production abandon --reason tested"), 0);
        QCOMPARE(text(newest("production"), "state"), QStringLiteral("abandoned"));
    }

    void failsOnTheFirstHostOfProductionOnly() {
        MUST_END(run("deploy v1.2.0 --to staging"), 3);
        MUST_END(sign(QStringLiteral("staging"), "code-review", "jonas"), 0);
        MUST_END(run("deploy v1.2.0 --to staging"), 0);
        MUST_END(run("deploy v1.2.0 --to production --wait"), 3);
        MUST_END(sign(QStringLiteral("production"), "code-review", "jonas"), 0);
        MUST_END(sign(QStringLiteral("production"), "go-no-go", "priya"), 0);
        const auto end = run("deploy v1.2.0 --to production");
        QVERIFY2(end.code == 1, qPrintable(end.told()));
        QVERIFY2(end.out.contains(QStringLiteral("503")), qPrintable(end.told()));
        const auto shown = newest("production");
        QCOMPARE(text(shown, "state"), QStringLiteral("failed"));
        const auto health = with(shown[QLatin1StringView("steps")], "id",
                                 QStringLiteral("host-health"))[QLatin1StringView("attempts")]
                                .toArray();
        QCOMPARE(health.size(), 1);
        QCOMPARE(text(health[0], "host"), QStringLiteral("prod-1"));
        QCOMPARE(text(health[0], "verdict"), QStringLiteral("failed"));
        // Nothing goes on by itself, and hosts that were changed are not abandoned.
        MUST_END(run("deploy v1.2.0 --to production"), 1);
        QVERIFY2(run("status").out.contains(QStringLiteral("prod-2: v1.1.0")), "the environment is mixed");
        MUST_END(run("decide production abandon --reason no"), 4);
        MUST_END(run("decide production retry --reason once-more"), 0);
        MUST_END(run("deploy v1.2.0 --to production"), 1);
    }

    void rollsBackToWhatRanBefore() {
        const auto bad = text(newest("production"), "deployment");
        const auto end = run("rollback production --reason health-check");
        QVERIFY2(end.code == 0, qPrintable(end.told()));
        for (const auto& host : {QStringLiteral("prod-1"), QStringLiteral("prod-2")})
            QCOMPARE(runningOn(host), QStringLiteral("v1.1.0"));
        const auto runs = m_demo->runs(QStringLiteral("prod-1"));
        QCOMPARE(runs.size(), 3); // v1.1.0, v1.2.0 and back
        QCOMPARE(QString::fromUtf8(runs[2].value(2)), commitOf(QStringLiteral("v1.1.0")));
        // The second batch was never begun, so there was nothing to take back.
        QCOMPARE(m_demo->runs(QStringLiteral("prod-2")).size(), 1);
        const auto shown = run(QStringList{QStringLiteral("show"), bad, QStringLiteral("--json")}).json();
        QCOMPARE(text(shown, "state"), QStringLiteral("rolled-back"));
        QCOMPARE(text(shown, "bad"), QStringLiteral("health-check"));
        int digests = 0;
        for (const auto& item :
             shown[QLatin1StringView("evidence")][QLatin1StringView("outcomes")].toArray()) {
            const QString digest = item[QLatin1StringView("digest")].toString();
            QVERIFY2(digest.isEmpty() || digest.size() == 64, qPrintable(digest));
            digests += digest.isEmpty() ? 0 : 1;
        }
        QVERIFY(digests > 0);
        QCOMPARE(text(newest("production"), "undoes"), bad);
        const auto lines = run("status --json").json()[QLatin1StringView("deployments")];
        QCOMPARE(text(with(lines, "deployment", bad), "state"), QStringLiteral("rolled-back"));
        const auto again = run("deploy v1.2.0 --to production");
        QVERIFY2(again.code == 4, qPrintable(again.told()));
        QVERIFY2(again.err.contains(QStringLiteral("marked bad by mira: health-check")),
                 qPrintable(again.told()));
        MUST_END(run("rollback production --reason twice"), 4);
    }

    void verifiesEveryEntryAndSignature() {
        const auto end = run("ledger verify --json");
        QVERIFY2(end.code == 0, qPrintable(end.told()));
        QCOMPARE(end.json()[QLatin1StringView("signatures")].toInt(), m_signatures);
        QVERIFY(end.json()[QLatin1StringView("verified")].toBool());
        const auto words = run("ledger verify");
        QVERIFY2(words.out.contains(QStringLiteral("%1 signatures verify").arg(m_signatures)),
                 qPrintable(words.told()));
    }

    void anExportedDeploymentIsProvenWithStockTools() {
        QTemporaryDir elsewhere;
        const QString folder = elsewhere.filePath(QStringLiteral("dossier"));
        const QStringList order{QStringLiteral("ledger"), QStringLiteral("export"), m_staging,
                                QStringLiteral("--json"), QStringLiteral("-o"),     folder};
        const auto end = run(order);
        QVERIFY2(end.code == 0, qPrintable(end.told()));
        QVERIFY(end.json()[QLatin1StringView("entries")].toInt() > 10);
        const auto proves = [&](const QString& where) {
            const auto script =
                m_demo->cli().startOther(QStringLiteral("sh"), {where + QStringLiteral("/verify.sh")});
            return support::CliRun::end(*script);
        };
        const auto proven = proves(folder);
        QVERIFY2(proven.code == 0, qPrintable(proven.told()));
        QVERIFY2(proven.out.contains(QStringLiteral("signed by jonas")), qPrintable(proven.told()));
        QVERIFY(proven.out.contains(
            QStringLiteral("%1 entries").arg(end.json()[QLatin1StringView("entries")].toInt())));
        // An existing folder is never written into.
        QVERIFY(run(order).code != 0);

        const QDir dossier(folder);
        const auto signedEntry = dossier.entryList({QStringLiteral("*-signed.json")}).value(0);
        const auto outcome = dossier.entryList({QStringLiteral("*-step.outcome.json")}).value(0);
        const auto output =
            QDir(folder + QStringLiteral("/output")).entryList({QStringLiteral("*.out")}).value(0);
        QVERIFY(!signedEntry.isEmpty() && !outcome.isEmpty() && !output.isEmpty());
        const auto spoiled = [&](const QString& name, const std::function<void(const QString&)>& spoil) {
            QTemporaryDir copy;
            const auto cp = m_demo->cli().startOther(
                QStringLiteral("cp"), {QStringLiteral("-r"), folder + QStringLiteral("/."), copy.path()});
            if (support::CliRun::end(*cp).code != 0)
                return QStringLiteral("not copied");
            spoil(copy.filePath(name));
            const auto told = proves(copy.path());
            return told.code == 1 ? told.out : QStringLiteral("not noticed: ") + told.told();
        };
        const auto change = [](const QString& path) {
            QFile file(path);
            if (!file.open(QIODevice::ReadWrite))
                return;
            auto bytes = file.readAll();
            bytes.replace("read it", "skim it");
            bytes.replace("passed", "failed");
            bytes.replace("deploying", "DEPLOYING");
            file.resize(0);
            file.seek(0);
            file.write(bytes);
        };
        const auto remove = [](const QString& path) { QFile::remove(path); };
        QVERIFY2(spoiled(signedEntry, change).contains(QStringLiteral("DOES NOT HOLD")),
                 qPrintable(spoiled(signedEntry, change)));
        QVERIFY2(spoiled(outcome, change).contains(QStringLiteral("does not follow")),
                 qPrintable(spoiled(outcome, change)));
        QVERIFY2(spoiled(outcome, remove).contains(QStringLiteral("missing or out of order")),
                 qPrintable(spoiled(outcome, remove)));
        QVERIFY2(spoiled(signedEntry + QStringLiteral(".sig"), remove)
                     .contains(QStringLiteral("without a signature")),
                 qPrintable(spoiled(signedEntry + QStringLiteral(".sig"), remove)));
        QVERIFY2(spoiled(QStringLiteral("allowed_signers"),
                         [](const QString& path) {
                             QFile file(path);
                             if (file.open(QIODevice::WriteOnly))
                                 file.write("jonas namespaces=\"git\" ssh-ed25519 AAAA\n");
                         })
                     .contains(QStringLiteral("is not signed by")),
                 "other keys");
        QVERIFY2(spoiled(QStringLiteral("output/") + output, remove).contains(QStringLiteral("is missing")),
                 qPrintable(spoiled(QStringLiteral("output/") + output, remove)));
    }

    void writesAReportThatSaysWhoAnsweredForWhat() {
        QTemporaryDir elsewhere;
        for (const char* name : {"report.html", "report.md"}) {
            const QString path = elsewhere.filePath(QString::fromLatin1(name));
            const auto end =
                run(QStringList{QStringLiteral("report"), m_staging, QStringLiteral("-o"), path});
            QVERIFY2(end.code == 0, qPrintable(end.told()));
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QCOMPARE(file.permissions() & QFile::Permissions(0x0077), QFile::Permissions());
            const auto text = QString::fromUtf8(file.readAll());
            for (const auto& wanted :
                 {m_staging, QStringLiteral("jonas"), QStringLiteral("read it"), QStringLiteral("SHA256:"),
                  QStringLiteral("Deploy the bot"), QStringLiteral("Proof")})
                QVERIFY2(text.contains(wanted), qPrintable(wanted + u'\n' + text.left(4000)));
        }
        QCOMPARE(run("report -o report.doc").code, 2);
    }

    void faultCase71_namesTheEntryThatWasEdited() {
        QTemporaryDir elsewhere;
        const auto copy = m_demo->workOnACopy(elsewhere.path(), true);
        QVERIFY(!copy.isEmpty());
        const auto untouched = run("ledger verify --json");
        {
            auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("tamper"));
            database.setDatabaseName(copy);
            QVERIFY(database.open());
            QSqlQuery query(database);
            QVERIFY2(!query.exec(QStringLiteral("UPDATE entries SET type='x' WHERE seq=1")),
                     "triggers refuse it");
            QVERIFY(query.exec(QStringLiteral("DROP TRIGGER entries_refuse_update")));
            QVERIFY(
                query.exec(QStringLiteral("UPDATE entries SET body=replace(body,'\"read it\"','\"skim it\"') "
                                          "WHERE chain='%1' AND type='signed'")
                               .arg(m_staging)));
            QVERIFY(query.numRowsAffected() == 1);
            QVERIFY(query.exec(
                QStringLiteral("SELECT seq FROM entries WHERE chain='%1' AND type='signed'").arg(m_staging)));
            QVERIFY(query.next());
            m_edited = query.value(0).toInt();
        }
        QSqlDatabase::removeDatabase(QStringLiteral("tamper"));
        const auto verify = run("ledger verify");
        const auto json = run("ledger verify --json");
        const auto deploy = run("deploy v1.0.0 --to development --as mira");
        m_demo->workOnTheDemo();
        QVERIFY2(untouched.code == 0, qPrintable(untouched.told()));
        QVERIFY2(verify.code == 1, qPrintable(verify.told()));
        QVERIFY2(verify.out.contains(QStringLiteral("%1 entry %2").arg(m_staging).arg(m_edited)),
                 qPrintable(verify.told()));
        QCOMPARE(json.code, 1);
        QVERIFY(text(json.json(), "fault").contains(m_staging));
        QVERIFY2(deploy.code == 1, qPrintable(deploy.told()));
        QVERIFY(m_demo->runs(QStringLiteral("dev-1")).isEmpty());
    }

    void findsLinesOfAllSteps() {
        const auto end = run("logs --grep done: --json");
        QVERIFY2(end.code == 0, qPrintable(end.told()));
        const auto hits = end.json()[QLatin1StringView("hits")].toArray();
        // Each run of the script on each host: two on staging, three and one on production.
        QCOMPARE(hits.size(), 6);
        const auto hit = with(hits, "deployment", m_staging);
        QCOMPARE(text(hit, "host"), QStringLiteral("staging-1"));
        QCOMPARE(text(hit, "step"), QStringLiteral("deploy-bot"));
        const auto one = run(QStringList{QStringLiteral("logs"), QStringLiteral("--grep"),
                                         QStringLiteral("done:"), QStringLiteral("--deployment"), m_staging});
        QVERIFY2(one.code == 0 && one.out.count(u'\n') == 1 &&
                     one.out.contains(m_staging + QStringLiteral(" deploy-bot staging-1")),
                 qPrintable(one.told()));
        MUST_END(run("logs --grep never-written"), 1);
    }

    void twoCommandsDriveOneDeploymentOnce() {
        const auto first = m_demo->cli().start(words("deploy v1.0.0 --to development"));
        QTRY_VERIFY_WITH_TIMEOUT(first->bytesAvailable() > 0 || first->state() == QProcess::NotRunning,
                                 20'000);
        const auto second = m_demo->cli().start(words("deploy v1.0.0 --to development"));
        const auto one = support::CliRun::end(*first);
        const auto two = support::CliRun::end(*second);
        QVERIFY2(one.code == 0, qPrintable(one.told()));
        QVERIFY2(two.code == 0, qPrintable(two.told()));
        QVERIFY2(two.out.contains(QStringLiteral("v1.0.0 is live on development")), qPrintable(two.told()));
        QCOMPARE(m_demo->runs(QStringLiteral("dev-1")).size(), 1);
        QCOMPARE(runningOn(QStringLiteral("dev-1")), QStringLiteral("v1.0.0"));
    }

    void rollsBackWhatIsLiveWithoutMarkingIt() {
        const auto end = run("rollback development --reason tested --not-bad");
        QVERIFY2(end.code == 0, qPrintable(end.told()));
        QCOMPARE(runningOn(QStringLiteral("dev-1")), QStringLiteral("v1.1.0"));
        // Opened by a decision, driven by the command.
        MUST_END(run(QStringList{QStringLiteral("decide"), m_staging, QStringLiteral("rollback"),
                                 QStringLiteral("--reason"), QStringLiteral("old")}),
                 4);
        MUST_END(run("decide staging rollback --reason over --json"), 0);
        MUST_END(run("rollback staging"), 0);
        QCOMPARE(runningOn(QStringLiteral("staging-1")), QStringLiteral("v1.1.0"));
        MUST_END(run("ledger verify"), 0);
    }

    void goesOnWithAWaiverWhereAStepIsNotRequired() {
        const QString smoke = m_demo->home(QStringLiteral("dev-1")) + QStringLiteral("/bin/smoke");
        QVERIFY(QFile::rename(smoke, smoke + QStringLiteral(".away")));
        const auto failed = run("deploy v1.0.0 --to development");
        QVERIFY2(failed.code == 1, qPrintable(failed.told()));
        QVERIFY2(failed.out.contains(QStringLiteral("retry | waive | rollback")), qPrintable(failed.told()));
        MUST_END(run("decide development waive"), 2); // a reason is needed
        MUST_END(run("decide development waive --reason known --step deploy-bot"), 4);
        MUST_END(run("decide development exclude --reason known"), 4); // it has no other host
        MUST_END(run("decide development waive --reason known"), 0);
        MUST_END(run("deploy v1.0.0 --to development"), 0);
        QVERIFY(QFile::rename(smoke + QStringLiteral(".away"), smoke));
        const auto shown = newest("development");
        QCOMPARE(text(with(shown[QLatin1StringView("steps")], "id", QStringLiteral("smoke")), "verdict"),
                 QStringLiteral("waived"));
        QCOMPARE(text(shown[QLatin1StringView("waivers")][0], "reason"), QStringLiteral("known"));
    }

    void rehearsesTheWayBackAndEndsWhereItBegan() {
        const auto before = m_demo->runs(QStringLiteral("dev-1")).size();
        const auto end = run("rehearse development");
        QVERIFY2(end.code == 0, qPrintable(end.told()));
        QCOMPARE(runningOn(QStringLiteral("dev-1")), QStringLiteral("v1.0.0"));
        const auto runs = m_demo->runs(QStringLiteral("dev-1"));
        QCOMPARE(runs.size(), before + 2);
        QCOMPARE(QString::fromUtf8(runs[before].value(2)), commitOf(QStringLiteral("v1.1.0")));
        const auto shown = newest("development");
        QCOMPARE(text(shown, "kind"), QStringLiteral("rehearsal"));
        QVERIFY(shown[QLatin1StringView("wayBack")][QLatin1StringView("tookMs")].toInteger() > 0);
        QVERIFY(shown[QLatin1StringView("wayBack")][QLatin1StringView("rehearsed")].toBool());
        MUST_END(run("rehearse production"), 4);
        MUST_END(run("ledger verify"), 0);
    }

    void aStoppedLineIsClosedUntilItIsOpenedAgain() {
        MUST_END(run("stop-line moon --reason down"), 2);
        MUST_END(run("stop-line development --reason down --as nobody"), 2);
        const auto stopped = run("stop-line development --reason payments --as jonas --json");
        QVERIFY2(stopped.code == 0, qPrintable(stopped.told()));
        MUST_END(run("stop-line development --reason again"), 4);
        const auto refused = run("deploy v1.1.0 --to development");
        QVERIFY2(refused.code == 4, qPrintable(refused.told()));
        QVERIFY2(refused.err.contains(QStringLiteral("The line is open: stopped by jonas")),
                 qPrintable(refused.told()));
        // Waiting does not help: a person opens it.
        MUST_END(run("deploy v1.1.0 --to development --wait"), 4);
        const auto status = run("status --json").json();
        const auto line =
            with(status[QLatin1StringView("environments")], "name", QStringLiteral("development"))
                .value(QLatin1StringView("line"));
        QVERIFY(line[QLatin1StringView("stopped")].toBool());
        QCOMPARE(text(line, "by"), QStringLiteral("jonas"));
        QCOMPARE(text(line, "reason"), QStringLiteral("payments"));
        const auto words = run("status");
        QVERIFY2(words.out.contains(QStringLiteral("stopped by jonas at ")), qPrintable(words.told()));
        MUST_END(run("open-line development --reason back"), 0);
        MUST_END(run("open-line development --reason back"), 4);
        MUST_END(run("deploy v1.1.0 --to development --dry-run"), 0);
    }

    void whatChangedSinceTheSignatureIsToldLineByLine() {
        MUST_END(run("deploy v1.1.0 --to staging --again"), 3);
        const QString id = text(newest("staging"), "deployment");
        MUST_END(sign(id, "code-review", "jonas"), 0);
        QVERIFY(m_demo->rewrite("./bin/smoke, name:", "./bin/smoke --all, name:"));
        const auto stopped = run("deploy v1.1.0 --to staging --again");
        QVERIFY2(stopped.code == 4, qPrintable(stopped.told()));
        const auto shown = run(QStringList{QStringLiteral("show"), id});
        for (const auto& line :
             {"✕ changed since it was signed: ", "The bot answers", "- ./bin/smoke", "+ ./bin/smoke --all"})
            QVERIFY2(shown.out.contains(QString::fromUtf8(line)), qPrintable(shown.told()));
        const auto changes = newest("staging")[QLatin1StringView("changes")].toArray();
        QCOMPARE(changes.size(), 1);
        QCOMPARE(text(changes[0], "where"), QStringLiteral("The bot answers"));
        MUST_END(run("decide staging abandon --reason changed"), 0);
        QVERIFY(m_demo->rewrite("./bin/smoke --all, name:", "./bin/smoke, name:"));
    }

    void aFreezeClosesTheEnvironmentAndSaysUntilWhen() {
        QVERIFY(m_demo->rewrite("    tier: staging\n", "    tier: staging\n"
                                                       "    freeze:\n"
                                                       "      - dates: 2020-01-01 - 2199-12-30\n"
                                                       "        zone: Europe/Berlin\n"
                                                       "        reason: audit\n"));
        const auto refused = run("deploy v1.2.0 --to staging");
        QVERIFY2(refused.code == 4, qPrintable(refused.told()));
        const auto words =
            QStringLiteral("frozen since 2020-01-01 00:00 until 2199-12-31 00:00 (Europe/Berlin): audit");
        QVERIFY2(refused.err.contains(QStringLiteral("Outside change freeze: ") + words),
                 qPrintable(refused.told()));
        const auto dry = run("deploy v1.2.0 --to staging --dry-run");
        QVERIFY2(dry.code == 4 && dry.out.contains(words), qPrintable(dry.told()));
        const auto status = run("status --json").json();
        const auto freeze = with(status[QLatin1StringView("environments")], "name", QStringLiteral("staging"))
                                .value(QLatin1StringView("freeze"));
        QVERIFY(freeze[QLatin1StringView("frozen")].toBool());
        QCOMPARE(text(freeze, "detail"), words);
        QCOMPARE(text(freeze, "until"), QStringLiteral("2199-12-30T23:00:00.000Z"));
        QVERIFY2(run("status").out.contains(words), "status does not say that it is frozen");
        MUST_END(run("ledger verify"), 0);
    }

    /// Those of a watch that goes on stay as long as it does.
    void leavesNothingBehindOnTheHosts() {
        for (const auto& host : {QStringLiteral("dev-1"), QStringLiteral("staging-1"),
                                 QStringLiteral("prod-1"), QStringLiteral("prod-2")}) {
            const QDir spool(m_demo->home(host) + QStringLiteral("/.slipway/") + m_demo->id());
            const auto environments = spool.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
            for (const auto& environment : environments)
                for (const QString& left :
                     QDir(spool.filePath(environment)).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
                    // The lock's folder keeps the number that only grows.
                    if (left == QLatin1StringView("lock"))
                        continue;
                    QString words = host + QLatin1Char('/') + environment + QLatin1Char('/') + left;
                    const QDir attempt(spool.filePath(environment + QLatin1Char('/') + left));
                    if (isWitness(attempt))
                        continue;
                    for (const QString& name : attempt.entryList(QDir::AllEntries | QDir::NoDotAndDotDot)) {
                        QFile file(attempt.filePath(name));
                        words += QLatin1Char('\n') + name + QStringLiteral(": ");
                        if (file.open(QIODevice::ReadOnly))
                            words += QString::fromUtf8(file.read(120)).trimmed();
                    }
                    QFAIL(qPrintable(words));
                }
        }
    }

    void endsWithoutAProcessLeft() {
        const auto down = m_demo->down();
        QVERIFY2(down.code == 0, qPrintable(down.told()));
        remember(QStringLiteral("demo down"), down);
        const auto all = demo::markedProcesses();
        for (const auto& process : all)
            QVERIFY(process.id != m_demo->id().toUtf8());
        QVERIFY(demo::sshdsLoggingBelow(m_demo->hostsFolder()).isEmpty());
        MUST_END(m_demo->down(), 0);
    }

    void theManualNamesEveryFieldOfJson_data() {
        QTest::addColumn<QString>("name");
        for (const auto& name :
             {"status", "inbox", "recurring", "show", "deploy --dry-run", "check", "check --hosts", "logs",
              "ledger verify", "ledger export", "sign", "demo up", "demo down"})
            QTest::addRow("%s", name) << QString::fromLatin1(name);
    }
    void theManualNamesEveryFieldOfJson() {
        QFETCH(const QString, name);
        const auto manual = support::documentedShape(
            QStringLiteral(SLIPWAY_SOURCE_DIR "/resources/help/command-line.md"), name);
        const auto& printed = m_shapes[name];
        QVERIFY2(!manual.isEmpty() && !printed.isEmpty(), qPrintable(name));
        for (auto it = printed.begin(); it != printed.end(); ++it)
            QVERIFY2(manual.value(it.key()) == it.value(),
                     qPrintable(it.key() + QStringLiteral(" is ") + it.value()));
        for (const auto& field : manual.keys())
            // Witnesses are left in watch_test, which looks for their fields.
            QVERIFY2(printed.contains(field) || field == QStringLiteral("cannotUndo[]") ||
                         field.startsWith(QStringLiteral("witnesses[]")),
                     qPrintable(field + QStringLiteral(" is never printed")));
    }

private:
    static bool isWitness(const QDir& attempt) {
        QFile script(attempt.filePath(QStringLiteral("script")));
        if (!script.open(QIODevice::ReadOnly))
            return false;
        const QByteArray words = script.readAll();
        return words.contains("SLIPWAY_WITNESS_SECONDS") || words.contains("SLIPWAY_LOG_SECONDS");
    }

    int m_edited = 0;
};

QTEST_GUILESS_MAIN(ReleaseTest)
#include "release_test.moc"
