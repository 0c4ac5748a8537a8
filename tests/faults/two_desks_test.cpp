#include "tests/support/cli_run.h"

#include <QDir>
#include <QFile>
#include <QtTest>
#include <csignal>

using namespace slipway;
using support::CliDemo;
using support::CliEnd;
using support::CliRun;

namespace {

QStringList words(const char* text) {
    return QString::fromUtf8(text).split(u' ');
}

QString text(const QJsonValue& value, const char* path) {
    QJsonValue found = value;
    for (const auto& name : QString::fromLatin1(path).split(u'.'))
        found = found[name];
    return found.toString();
}

/// Collects what a command says while it runs.
struct Told {
    QProcess& process;
    QString all;
    bool has(const QString& wanted) {
        all += QString::fromUtf8(process.readAllStandardOutput());
        return all.contains(wanted);
    }
};

} // namespace

/// Two desks that share hosts and nothing else: each has a ledger of its own. And a program that is killed
/// while the second batch of a rollout runs.
class TwoDesksTest : public QObject {
    Q_OBJECT
    std::unique_ptr<CliDemo> m_demo;
    QTemporaryDir m_elsewhere;

    /// Runs as the other desk, which knows the hosts' keys.
    template <class F>
    auto asOther(F f) {
        m_demo->cli().setVariable(QStringLiteral("SLIPWAY_DATA_HOME"), m_elsewhere.path());
        auto answer = f();
        m_demo->cli().removeVariable(QStringLiteral("SLIPWAY_DATA_HOME"));
        return answer;
    }
    CliEnd other(const char* arguments) {
        return asOther([&] { return m_demo->run(words(arguments)); });
    }
    QString home(const QString& name) const { return m_demo->home(QStringLiteral("dev-1")) + u'/' + name; }
    void touch(const QString& name) const { QVERIFY(QFile(home(name)).open(QIODevice::WriteOnly)); }
    QByteArrayList passed() const {
        auto lines = m_demo->file(QStringLiteral("dev-1"), QStringLiteral("passed")).split('\n');
        lines.removeAll({});
        return lines;
    }

private Q_SLOTS:
    void initTestCase() {
        m_demo = std::make_unique<CliDemo>(QStringLiteral(SLIPWAY_BINARY));
        const auto up = m_demo->up(true);
        QVERIFY2(up.code == 0, qPrintable(up.told()));
        QVERIFY(m_demo->rewrite("wait: 2s", "wait: 200ms"));
        // A step that holds the environment until it is let go, and one after it.
        QVERIFY(m_demo->rewrite("  deploy:\n", "  deploy:\n    - { run: \"until [ -e go ]; do sleep 0.05; "
                                               "done\", id: hold, only: [development], undo: "
                                               "\"true\" }\n    - { run: \"echo $SLIPWAY_DEPLOYMENT >> "
                                               "passed\", id: pass, only: [development], undo: "
                                               "\"true\" }\n"));
        const QString data = m_elsewhere.filePath(m_demo->id());
        QVERIFY(QDir().mkdir(data));
        QVERIFY(QFile::setPermissions(data, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        QVERIFY(QFile::copy(m_demo->dataFolder() + QStringLiteral("/known_hosts"),
                            data + QStringLiteral("/known_hosts")));
        for (const QString& folder : {QStringLiteral("/identities"), QStringLiteral("/keys")})
            if (QDir(m_demo->dataFolder() + folder).exists()) {
                QVERIFY(QDir().mkdir(data + folder));
                for (const auto& name : QDir(m_demo->dataFolder() + folder).entryList(QDir::Files))
                    QFile::copy(m_demo->dataFolder() + folder + u'/' + name, data + folder + u'/' + name);
            }
    }
    void cleanupTestCase() { m_demo.reset(); }

    void faultCase47_theSecondDeskWaitsAndIsToldForWhom() {
        const auto first = m_demo->cli().start(words("deploy v1.2.0 --to development"));
        Told told{*first, {}};
        QTRY_VERIFY2_WITH_TIMEOUT(told.has(QStringLiteral("until [ -e go ]")), qPrintable(told.all), 30'000);
        const CliEnd waits = other("deploy v1.1.0 --to development");
        QVERIFY2(waits.code == 3, qPrintable(waits.told()));
        const auto shown = other("show development --json").json();
        QVERIFY2(text(shown, "state") == QStringLiteral("waits-for-lock"), qPrintable(text(shown, "state")));
        QVERIFY(!text(shown, "lock.holder").isEmpty());
        QCOMPARE(text(shown, "lock.holderDeployment").left(4), QStringLiteral("dep-"));
        QVERIFY2(waits.told().contains(text(shown, "lock.holder")), qPrintable(waits.told()));
        touch(QStringLiteral("go"));
        const CliEnd end = CliRun::end(*first);
        QVERIFY2(end.code == 0, qPrintable(told.all + end.told()));
        // The environment is free again, and the same command goes on.
        const CliEnd second = other("deploy v1.1.0 --to development");
        QVERIFY2(second.code == 0, qPrintable(second.told()));
        QCOMPARE(passed().size(), 2);
        QVERIFY(QFile::remove(home(QStringLiteral("go"))));
    }

    void faultCase48_whoSleptThroughATakeOverAndItsEndIsToldSo() {
        const auto first = m_demo->cli().start(words("deploy v1.2.0 --to development --again"));
        Told told{*first, {}};
        QTRY_VERIFY2_WITH_TIMEOUT(told.has(QStringLiteral("until [ -e go ]")), qPrintable(told.all), 30'000);
        // Its computer sleeps; the other desk takes over, deploys and gives the environment back.
        QCOMPARE(::kill(static_cast<pid_t>(first->processId()), SIGSTOP), 0);
        const CliEnd waits = other("deploy v1.1.0 --to development --again");
        QVERIFY2(waits.code == 3, qPrintable(waits.told()));
        const CliEnd taken = asOther([&] {
            return m_demo->run(words("decide development take-over --reason")
                               << QStringLiteral("Mira sleeps"));
        });
        QVERIFY2(taken.code == 0, qPrintable(taken.told()));
        const auto before = passed().size();
        touch(QStringLiteral("go"));
        const CliEnd second = other("deploy v1.1.0 --to development");
        QVERIFY2(second.code == 0, qPrintable(second.told()));
        QCOMPARE(passed().size(), before + 1);
        QCOMPARE(::kill(static_cast<pid_t>(first->processId()), SIGCONT), 0);
        const CliEnd old = CliRun::end(*first);
        QVERIFY2(old.code == 4, qPrintable(told.all + old.told()));
        QVERIFY2(old.told().contains(
                     QStringLiteral("Another desk took development over (it has given it back since)")),
                 qPrintable(old.told()));
        QCOMPARE(passed().size(), before + 1);
        // It may be taken back, and the step that the host refused is tried again.
        for (const char* decision : {"take-over", "retry"}) {
            const CliEnd decided =
                m_demo->run(words("decide development --reason again") << QString::fromLatin1(decision));
            QVERIFY2(decided.code == 0, qPrintable(decided.told()));
        }
        const CliEnd goesOn = m_demo->run(words("deploy v1.2.0 --to development"));
        QVERIFY2(goesOn.code == 0, qPrintable(goesOn.told()));
        QCOMPARE(passed().size(), before + 2);
        QVERIFY(QFile::remove(home(QStringLiteral("go"))));
    }

    void faultCase48_whoIsTakenOverIsFencedOffByTheHost() {
        const auto first = m_demo->cli().start(words("deploy v1.1.0 --to development --again"));
        Told told{*first, {}};
        QTRY_VERIFY2_WITH_TIMEOUT(told.has(QStringLiteral("until [ -e go ]")), qPrintable(told.all), 30'000);
        const CliEnd waits = other("deploy v1.2.0 --to development");
        QVERIFY2(waits.code == 3, qPrintable(waits.told()));
        const CliEnd unreasoned = other("decide development take-over");
        QVERIFY2(unreasoned.code == 2 || unreasoned.code == 4, qPrintable(unreasoned.told()));
        const CliEnd taken = asOther([&] {
            return m_demo->run(words("decide development take-over --reason")
                               << QStringLiteral("Mira sleeps"));
        });
        QVERIFY2(taken.code == 0, qPrintable(taken.told()));
        const auto second =
            asOther([&] { return m_demo->cli().start(words("deploy v1.2.0 --to development")); });
        Told toldToo{*second, {}};
        QTRY_VERIFY2_WITH_TIMEOUT(toldToo.has(QStringLiteral("until [ -e go ]")), qPrintable(toldToo.all),
                                  30'000);
        const auto before = passed().size();
        touch(QStringLiteral("go"));
        const CliEnd old = CliRun::end(*first);
        QVERIFY2(old.code == 4, qPrintable(told.all + old.told()));
        QVERIFY2(old.told().contains(QStringLiteral("took development over (deploy v1.2.0: Mira sleeps)")),
                 qPrintable(old.told()));
        const CliEnd now = CliRun::end(*second);
        QVERIFY2(now.code == 0, qPrintable(toldToo.all + now.told()));
        // Of the step after the lock was lost only the new owner's ran.
        QCOMPARE(passed().size(), before + 1);
        const auto shown = m_demo->run(words("show development --json")).json();
        QVERIFY(shown[QLatin1StringView("lock")][QLatin1StringView("lost")].toBool());
        QVERIFY(QFile::remove(home(QStringLiteral("go"))));
    }

    void faultCase41_killedInTheSecondBatchTheRolloutGoesOn() {
        QVERIFY(m_demo->rewrite("    promote-from: { environment: staging, soak: 20s }\n", ""));
        QVERIFY(m_demo->rewrite("health-gate: 4s", "health-gate: 1s"));
        QVERIFY(m_demo->rewrite(
            "    - { http: \"$HEALTH_URL\", name: The host is healthy,",
            "    - { run: \"[ $SLIPWAY_HOST != prod-2 ] || until [ -e go ]; do sleep 0.05; done\", id: "
            "batch, only: "
            "[production], undo: \"true\" }\n    - { http: \"$HEALTH_URL\", name: The host is healthy,"));
        const auto deploy = words("deploy v1.1.0 --to production");
        for (const char* item : {"code-review", "go-no-go"}) {
            const CliEnd asks = m_demo->run(deploy);
            QVERIFY2(asks.code == 3, qPrintable(asks.told()));
            const CliEnd signedOff = m_demo->run({QStringLiteral("sign"), QStringLiteral("production"),
                                                  QString::fromLatin1(item), QStringLiteral("--as"),
                                                  QString::fromLatin1(item) == QStringLiteral("code-review")
                                                      ? QStringLiteral("jonas")
                                                      : QStringLiteral("priya")});
            QVERIFY2(signedOff.code == 0, qPrintable(signedOff.told()));
        }
        const auto process = m_demo->cli().start(deploy);
        Told told{*process, {}};
        QTRY_VERIFY2_WITH_TIMEOUT(told.has(QStringLiteral("prod-2 │")), qPrintable(told.all), 60'000);
        QTRY_VERIFY2_WITH_TIMEOUT(told.has(QStringLiteral("· prod-2")), qPrintable(told.all), 60'000);
        process->kill();
        QVERIFY(process->waitForFinished(10'000));
        QVERIFY(
            QFile(m_demo->home(QStringLiteral("prod-2")) + QStringLiteral("/go")).open(QIODevice::WriteOnly));
        const CliEnd end = m_demo->run(deploy);
        QVERIFY2(end.code == 0, qPrintable(end.told()));
        for (const auto& host : {QStringLiteral("prod-1"), QStringLiteral("prod-2")})
            QCOMPARE(m_demo->runs(host).size(), 1);
        const CliEnd verify = m_demo->run(words("ledger verify"));
        QVERIFY2(verify.code == 0, qPrintable(verify.told()));
    }
};

QTEST_GUILESS_MAIN(TwoDesksTest)
#include "two_desks_test.moc"
