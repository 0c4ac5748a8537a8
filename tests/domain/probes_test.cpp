#include "app/domain/probe_kind.h"
#include "tests/support/host_shells.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QProcess>
#include <QSet>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace slipway;
using namespace slipway::domain;
using namespace Qt::StringLiterals;

namespace {

Probe probe(const QString& kind, const QString& main, const QJsonObject& more = {}) {
    Probe made;
    made.kind = kind;
    made.params = more;
    made.params.insert(u"main"_s, main);
    return made;
}

Seen seen(const Probe& asked, const ProbeSight& sight, qint64 tookMs = 20, const Variables& variables = {}) {
    return judgeProbe(asked, variables, sight, base::Milliseconds(tookMs));
}

HttpAnswer http(int status) {
    HttpAnswer answer;
    answer.status = status;
    answer.took = base::Milliseconds(20);
    return answer;
}

base::Error error(base::ErrorKind kind, const QString& detail) {
    return {kind, u"there"_s, detail};
}

} // namespace

/// What each kind of probe asks, and what it makes of the answer.
class ProbesTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_home;

    void write(const QString& name, const QByteArray& bytes, bool runs = false) {
        QFile file(m_home.filePath(name));
        QDir().mkpath(QFileInfo(file).path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        if (runs)
            file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    /// Runs a fixed command as a host would, with a home of its own and small programs in front of the PATH.
    Seen onHost(const Probe& asked, const QStringList& shell, Variables variables = {}) {
        const HostSight sight = ran(std::get<HostLook>(probeKind(asked.kind)->look(asked, variables)), shell);
        const Seen found = judgeProbe(asked, variables, sight, base::Milliseconds(1));
        return m_complaints.isEmpty()
                   ? found
                   : Seen{SampleOutcome::ObserverError, u"stderr: "_s + QString::fromUtf8(m_complaints)};
    }
    HostSight ran(const HostLook& command, const QStringList& shell) {
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"HOME"_s, m_home.path());
        environment.insert(u"PATH"_s, m_home.filePath(u"bin"_s) + u":/usr/bin:/bin"_s);
        environment.remove(u"PM2_HOME"_s);
        for (auto it = command.variables.begin(); it != command.variables.end(); ++it)
            environment.insert(it.key(), it.value());
        process.setProcessEnvironment(environment);
        process.start(shell.first(), shell.mid(1) + QStringList{u"-c"_s, command.script});
        if (!process.waitForFinished())
            return {};
        m_complaints = process.readAllStandardError();
        return {process.exitCode(), process.readAllStandardOutput()};
    }
    QByteArray m_complaints;

private Q_SLOTS:
    void everyKindIsThereOnce() {
        QSet<QString> keys;
        for (const ProbeKind* kind : probeKinds()) {
            QVERIFY2(!keys.contains(kind->key()), qPrintable(kind->key()));
            keys.insert(kind->key());
            QCOMPARE(probeKind(kind->key()), kind);
            QVERIFY(kind->place() == Place::EachHost || kind->place() == Place::EachHostOrHere);
            // Whatever answers something else than what was asked proves nothing.
            const ProbeSight other = kind->key() == u"http"_s || kind->key() == u"prometheus"_s
                                         ? ProbeSight(HostSight{})
                                         : ProbeSight(HttpAnswer{});
            QCOMPARE(kind->judge(probe(kind->key(), u"x"_s), {}, other).outcome,
                     SampleOutcome::ObserverError);
        }
        QCOMPARE(keys.size(), 17);
        QVERIFY(!probeKind(u"ftp"));
    }

    void anHttpAnswerIsLookedIntoInOrder() {
        const Probe asked =
            probe(u"http"_s, u"https://boat.example/$WHAT"_s,
                  {{u"json"_s, QJsonObject{{u"$.status"_s, u"ok"_s}, {u"$.queue"_s, u"< 100"_s}}},
                   {u"header"_s, QJsonObject{{u"Content-Type"_s, u"^application/json"_s}}},
                   {u"contains"_s, u"$WHAT"_s},
                   {u"matches"_s, u"ship\\d"_s},
                   {u"cert"_s, 14 * 86'400'000LL}});
        const Variables variables{{u"WHAT"_s, u"health"_s}};
        const ProbeLook look = probeKind(u"http")->look(asked, variables);
        const auto& question = std::get<HttpQuestion>(look);
        QCOMPARE(question.url, u"https://boat.example/health"_s);
        QCOMPARE(question.contains, u"health"_s);
        QCOMPARE(question.wantedHeaders, QStringList{u"Content-Type"_s});
        HttpAnswer good = http(200);
        good.json = {{u"$.status"_s, u"ok"_s}, {u"$.queue"_s, u"12"_s}};
        good.headers = {{u"content-type"_s, u"application/json; charset=utf-8"_s}};
        good.certUntilMs = 1'800'000'000'000;
        good.certLeftMs = 60 * 86'400'000LL;
        const auto said = [&](const HttpAnswer& answer) { return seen(asked, answer, 20, variables); };
        QCOMPARE(said(good).outcome, SampleOutcome::Ok);
        QCOMPARE(said(good).reason, QString());
        HttpAnswer bad = good;
        bad.status = 503;
        QCOMPARE(said(bad).reason, u"503 in 20 ms, expected 200"_s);
        bad = good;
        bad.headers = {{u"content-type"_s, u"text/html"_s}};
        QCOMPARE(said(bad).reason, u"Content-Type is “text/html”, expected ^application/json"_s);
        bad.headers.clear();
        QCOMPARE(said(bad).reason, u"the header Content-Type is missing"_s);
        bad = good;
        bad.holdsText = false;
        QCOMPARE(said(bad).reason, u"the answer does not hold “health”"_s);
        bad = good;
        bad.matchesText = false;
        QVERIFY(said(bad).reason.startsWith(u"nothing in the answer matches"_s));
        bad = good;
        bad.json.insert(u"$.queue"_s, u"120"_s);
        QCOMPARE(said(bad).outcome, SampleOutcome::Fail);
        QCOMPARE(said(bad).reason, u"$.queue is 120, expected < 100"_s);
        bad = good;
        bad.certLeftMs = 10 * 86'400'000LL;
        QCOMPARE(said(bad).outcome, SampleOutcome::Degraded);
        QVERIFY2(said(bad).reason.contains(u"in 10 d"_s), qPrintable(said(bad).reason));
        // An expired one still tells its date.
        bad.error = error(base::ErrorKind::Unreachable, u"TLS: certificate has expired"_s);
        QCOMPARE(said(bad).outcome, SampleOutcome::Fail);
        QVERIFY(said(bad).reason.contains(u"its certificate ends 2027-01-15"_s));
        bad.error = error(base::ErrorKind::Observer, u"no route"_s);
        QCOMPARE(said(bad).outcome, SampleOutcome::ObserverError);
    }

    void theNetworkOfThisComputerIsNotTheTargets() {
        for (const QString& kind : {u"tcp"_s, u"tls"_s, u"dns"_s}) {
            NetworkSight sight;
            sight.error = error(base::ErrorKind::Observer, u"no resolver"_s);
            QCOMPARE(seen(probe(kind, u"db:5432"_s), sight).outcome, SampleOutcome::ObserverError);
            sight.error = error(base::ErrorKind::Timeout, u"timed out"_s);
            QCOMPARE(seen(probe(kind, u"db:5432"_s), sight).outcome, SampleOutcome::Fail);
            QCOMPARE(seen(probe(kind, u"db:5432"_s), NetworkSight{}).outcome, SampleOutcome::Ok);
        }
        const auto look = [](const QString& kind, const QString& main) {
            return std::get<NetworkLook>(probeKind(kind)->look(probe(kind, main), {{u"H"_s, u"db.local"_s}}));
        };
        QCOMPARE(look(u"tcp"_s, u"$H:5432"_s).host, u"db.local"_s);
        QCOMPARE(look(u"tcp"_s, u"[::1]:5432"_s).host, u"::1"_s);
        QCOMPARE(look(u"tls"_s, u"boat.example"_s).port, 443);
        QCOMPARE(look(u"dns"_s, u"boat.example"_s).what, NetworkLook::What::Resolve);
        for (const char* wrong : {"db", "db:0", "db:99999", "a b:1", "http://db:1", "db:1:2"})
            QVERIFY2(!probeKind(u"tcp")->complaints({{u"main"_s, QString::fromLatin1(wrong)}}).isEmpty(),
                     wrong);
        NetworkSight addresses;
        addresses.addresses = {u"10.0.0.1"_s};
        const QJsonObject expected{{u"expect"_s, QJsonArray{u"10.0.0.2"_s}}};
        QCOMPARE(seen(probe(u"dns"_s, u"boat"_s, expected), addresses).reason,
                 u"it is 10.0.0.1, expected 10.0.0.2"_s);
    }

    void aCertificateCountsItsDays_data() {
        QTest::addColumn<qint64>("leftMs");
        QTest::addColumn<SampleOutcome>("outcome");
        const qint64 day = 86'400'000;
        QTest::newRow("a month") << 30 * day << SampleOutcome::Ok;
        QTest::newRow("20 days") << 20 * day << SampleOutcome::Degraded;
        QTest::newRow("2 days") << 2 * day << SampleOutcome::Fail;
        QTest::newRow("gone") << -day << SampleOutcome::Fail;
    }
    void aCertificateCountsItsDays() {
        QFETCH(qint64, leftMs);
        QFETCH(SampleOutcome, outcome);
        NetworkSight sight;
        sight.certUntilMs = 1'800'000'000'000;
        sight.certLeftMs = leftMs;
        const Seen found = seen(probe(u"tls"_s, u"boat"_s), sight);
        QCOMPARE(found.outcome, outcome);
        QVERIFY2(found.reason.contains(u"2027-01-15"_s), qPrintable(found.reason));
        QCOMPARE(*found.value, double(leftMs / 86'400'000));
        // The file's limits take the place of the usual ones.
        Probe patient = probe(u"tls"_s, u"boat"_s);
        patient.degraded = u"< 1"_s;
        patient.failing = u"< 0"_s;
        if (leftMs > 0)
            QCOMPARE(seen(patient, sight).outcome, SampleOutcome::Ok);
    }

    void aCommandIsMeasuredByItsNumber() {
        Probe asked = probe(u"run"_s, u"count-jobs"_s);
        const HostSight said{0, "jobs: 17\nfailed: 3 of 40\n"};
        QCOMPARE(seen(asked, said).outcome, SampleOutcome::Ok);
        QVERIFY(!seen(asked, said).value);
        asked.degraded = u"> 30"_s;
        asked.failing = u">= 100"_s;
        QCOMPARE(seen(asked, said).value, std::optional(40.0));
        QCOMPARE(seen(asked, said).outcome, SampleOutcome::Degraded);
        QCOMPARE(seen(asked, said).reason, u"40, degraded when > 30"_s);
        QCOMPARE(seen(asked, HostSight{0, "100"}).outcome, SampleOutcome::Fail);
        QCOMPARE(seen(asked, HostSight{0, "all is well in v1.2.3"}).outcome, SampleOutcome::ObserverError);
        const Seen failed = seen(asked, HostSight{3, "no such queue\x1b[31m\n"});
        QCOMPARE(failed.outcome, SampleOutcome::Fail);
        QCOMPARE(failed.reason, u"exit 3: no such queue [31m"_s);
        asked.params.insert(u"number"_s, u"$.p95"_s);
        asked.params.insert(u"json"_s, QJsonObject{{u"$.state"_s, u"ok"_s}});
        QCOMPARE(seen(asked, HostSight{0, R"({"p95":31.5,"state":"ok"})"}).value, std::optional(31.5));
        QCOMPARE(seen(asked, HostSight{0, R"({"p95":1,"state":"bad"})"}).reason,
                 u"$.state is bad, expected ok"_s);
    }

    void slowIsDegraded() {
        Probe asked = probe(u"tcp"_s, u"db:1"_s);
        asked.under = base::Milliseconds(300);
        QCOMPARE(seen(asked, NetworkSight{}, 300).outcome, SampleOutcome::Ok);
        QCOMPARE(seen(asked, NetworkSight{}, 301).outcome, SampleOutcome::Degraded);
    }

    void whatPrometheusCannotTellIsNobodysFault() {
        const Probe asked = probe(u"prometheus"_s, u"http://metrics:9090/"_s,
                                  {{u"query"_s, u"sum(rate(errors[5m])) > 1"_s}, {u"unit"_s, u"/s"_s}});
        const ProbeLook look = probeKind(u"prometheus")->look(asked, {});
        QCOMPARE(std::get<HttpQuestion>(look).url,
                 u"http://metrics:9090/api/v1/query?query=sum%28rate%28errors%5B5m%5D%29%29%20%3E%201"_s);
        HttpAnswer one = http(200);
        one.json = {{u"$.data.result[0].value[1]"_s, u"2.5"_s}};
        QCOMPARE(seen(asked, one).value, std::optional(2.5));
        HttpAnswer scalar = http(200);
        scalar.json = {{u"$.data.result[1]"_s, u"7"_s}};
        QCOMPARE(seen(asked, scalar).value, std::optional(7.0));
        HttpAnswer several = one;
        several.json.insert(u"$.data.result[1].value[1]"_s, u"3"_s);
        several.json.insert(u"$.data.result[1]"_s, u"{}"_s);
        HttpAnswer refused = http(400);
        refused.json = {{u"$.error"_s, u"parse error"_s}};
        HttpAnswer away = http(0);
        away.error = error(base::ErrorKind::Unreachable, u"refused"_s);
        HttpAnswer nothing = http(200);
        HttpAnswer notANumber = one;
        notANumber.json = {{u"$.data.result[0].value[1]"_s, u"NaN"_s}};
        for (const HttpAnswer& answer : {several, refused, away, nothing, notANumber}) {
            QCOMPARE(seen(asked, answer).outcome, SampleOutcome::ObserverError);
            QVERIFY(!seen(asked, answer).reason.isEmpty());
        }
    }

    void secretsAndOptionsAreRefused() {
        const auto wrong = [](const QString& kind, const QString& main, const QJsonObject& more = {}) {
            return probeKind(kind)->complaints(probe(kind, main, more).params).join(u'\n');
        };
        QVERIFY(wrong(u"sql"_s, u"select 1"_s, {{u"database"_s, u"postgres://bot:hunter2@db/x"_s}})
                    .contains(u"password"_s));
        QVERIFY(wrong(u"sql"_s, u"select 1"_s, {{u"database"_s, u"host=db password = x"_s}})
                    .contains(u"password"_s));
        QVERIFY(!wrong(u"sql"_s, u"select 1"_s, {{u"database"_s, u"-x"_s}}).isEmpty());
        QCOMPARE(wrong(u"sql"_s, u"select 1"_s, {{u"database"_s, u"postgres://bot@db/x"_s}}), QString());
        for (const char* kind : {"systemd", "pm2", "docker", "compose"})
            QVERIFY2(!wrong(QString::fromLatin1(kind), u"-f"_s).isEmpty(), kind);
        QVERIFY(!wrong(u"disk"_s, u"../etc"_s).isEmpty());
        QVERIFY(!wrong(u"memory"_s, u"bot"_s).isEmpty());
        QCOMPARE(wrong(u"memory"_s, u"bot"_s, {{u"of"_s, u"pm2"_s}}), QString());
    }

    void fixedCommandsMeasureARealHost_data() { support::addHostShells(); }
    void fixedCommandsMeasureARealHost() {
        QFETCH(QStringList, shell);
        const auto found = [&](const Probe& asked, const Variables& variables = {}) {
            return onHost(asked, shell, variables);
        };
        const Seen disk = found(probe(u"disk"_s, u"/"_s));
        QVERIFY2(disk.value && *disk.value >= 0 && *disk.value <= 100, qPrintable(disk.reason));
        QCOMPARE(found(probe(u"disk"_s, u"/no/such/place"_s)).reason, u"there is no /no/such/place"_s);
        const Seen memory = found(probe(u"memory"_s, u"host"_s));
        QVERIFY2(memory.value && *memory.value > 0 && *memory.value < 100, qPrintable(memory.reason));
        const Seen load = found(probe(u"load"_s, u"1m"_s));
        QVERIFY2(load.value && *load.value >= 0, qPrintable(load.reason));

        // A pattern with blanks in it, and a name that a shell would like to run.
        write(u"backup/db one.dump"_s, "old");
        write(u"backup/db two.dump"_s, "newest of all");
        QFile old(m_home.filePath(u"backup/db one.dump"_s));
        QVERIFY(old.open(QIODevice::ReadWrite) &&
                old.setFileTime(QDateTime::currentDateTime().addDays(-9), QFileDevice::FileModificationTime));
        const Seen fresh = found(probe(u"backup"_s, u"~/backup/db *.dump"_s));
        QVERIFY2(fresh.outcome == SampleOutcome::Ok && *fresh.value < 1, qPrintable(fresh.reason));
        QVERIFY(fresh.reason.contains(u"db two.dump"_s));
        const Seen stale = found(probe(u"backup"_s, u"~/backup/db one*"_s));
        QCOMPARE(stale.outcome, SampleOutcome::Fail);
        QVERIFY2(stale.reason.endsWith(u"failing when > 26"_s) && *stale.value > 200,
                 qPrintable(stale.reason));
        const Seen small = found(probe(u"backup"_s, u"~/backup/*"_s, {{u"at-least"_s, 1000}}));
        QVERIFY2(small.reason.contains(u"13 bytes, at least 1000"_s), qPrintable(small.reason));
        const QString evil = u"~/backup/$(touch ~/ran)`touch ~/ran`"_s;
        QCOMPARE(found(probe(u"backup"_s, evil)).outcome, SampleOutcome::Fail);
        QVERIFY(!QFile::exists(m_home.filePath(u"ran"_s)));

        write(u"app.log"_s,
              "error before\nstart dep-7 on port\nall good\nan Error here\nno terrors\nFATAL: gone\n");
        const Variables deployed{{u"SLIPWAY_DEPLOYMENT"_s, u"dep-7"_s},
                                 {u"SLIPWAY_LIVE_SINCE"_s, u"1700000000"_s}};
        const Seen errors = found(probe(u"log"_s, u"~/app.log"_s), deployed);
        QCOMPARE(errors.value, std::optional(2.0));
        QCOMPARE(errors.outcome, SampleOutcome::Degraded);
        QVERIFY2(errors.reason.contains(u"2 since dep-7, the last: FATAL: gone"_s),
                 qPrintable(errors.reason));
        const auto lines = probeKind(u"log")->linesLook(probe(u"log"_s, u"~/app.log"_s), deployed);
        QVERIFY(lines);
        QCOMPARE(ran(*lines, shell).output, QByteArray("an Error here\nFATAL: gone\n"));
        QVERIFY(!probeKind(u"disk")->linesLook(probe(u"disk"_s, u"/"_s), deployed));
        const Seen none = found(probe(u"log"_s, u"~/app.log"_s, {{u"matches"_s, u"panic"_s}}), deployed);
        QVERIFY2(none.outcome == SampleOutcome::Ok && none.value == std::optional(0.0),
                 qPrintable(none.reason));
        const Seen other = found(probe(u"log"_s, u"~/app.log"_s), {{u"SLIPWAY_DEPLOYMENT"_s, u"dep-8"_s}});
        QCOMPARE(other.outcome, SampleOutcome::ObserverError);
        QCOMPARE(found(probe(u"log"_s, u"~/app.log"_s)).outcome, SampleOutcome::ObserverError);
    }

    void fixedCommandsAskTheProcessManagers() {
        const QStringList shell{u"sh"_s};
        write(u"bin/systemctl"_s, R"(#!/bin/sh
for unit; do :; done
case $unit in
up.service) printf 'LoadState=loaded\nActiveState=active\nSubState=running\nResult=success\nNRestarts=4\n' ;;
loop.service) printf 'LoadState=loaded\nActiveState=activating\nSubState=auto-restart\nResult=exit-code\nNRestarts=9\n' ;;
dead.service) printf 'LoadState=loaded\nActiveState=failed\nSubState=failed\nResult=oom-kill\nNRestarts=0\n' ;;
*) printf 'LoadState=not-found\nActiveState=inactive\nSubState=dead\nResult=success\nNRestarts=0\n' ;;
esac
)",
              true);
        const auto unit = [&](const QString& name, const QString& degraded = {}) {
            Probe asked = probe(u"systemd"_s, name);
            asked.degraded = degraded;
            return onHost(asked, shell);
        };
        QCOMPARE(unit(u"up"_s).outcome, SampleOutcome::Ok);
        QCOMPARE(unit(u"up"_s).value, std::optional(4.0));
        QCOMPARE(unit(u"up"_s, u"> 3"_s).reason, u"active, 4 restarts, degraded when > 3"_s);
        QCOMPARE(unit(u"loop"_s).reason, u"auto-restart, 9 restarts"_s);
        QCOMPARE(unit(u"loop"_s).outcome, SampleOutcome::Fail);
        QCOMPARE(unit(u"dead"_s).reason, u"failed (oom-kill)"_s);
        QCOMPARE(unit(u"other"_s).reason, u"there is no unit other.service"_s);

        // PM2's daemon is not started by asking.
        write(u"bin/pm2"_s,
              "#!/bin/sh\ncase $1 in pid) [ \"$2\" = bot ] && echo $FAKE_PID ;; describe) echo \"| restarts "
              "| 2 |\" ;; esac\n",
              true);
        const auto bot = [&](const QString& name, qint64 process) {
            return onHost(probe(u"pm2"_s, name), shell, {{u"FAKE_PID"_s, QString::number(process)}});
        };
        QCOMPARE(bot(u"bot"_s, QCoreApplication::applicationPid()).reason, u"pm2's daemon does not run"_s);
        write(u".pm2/pm2.pid"_s, QByteArray::number(QCoreApplication::applicationPid()) + '\n');
        const Seen online = bot(u"bot"_s, QCoreApplication::applicationPid());
        QVERIFY2(online.outcome == SampleOutcome::Ok && online.value == std::optional(2.0),
                 qPrintable(online.reason));
        QCOMPARE(bot(u"bot"_s, 0).outcome, SampleOutcome::Fail);
        QCOMPARE(bot(u"cat"_s, 1).reason, u"pm2 knows no cat"_s);
        const Seen takes = onHost(probe(u"memory"_s, u"bot"_s, {{u"of"_s, u"pm2"_s}}), shell,
                                  {{u"FAKE_PID"_s, QString::number(QCoreApplication::applicationPid())}});
        QVERIFY2(takes.value && *takes.value > 1 && *takes.value < 4000, qPrintable(takes.reason));

        write(u"bin/docker"_s, R"(#!/bin/sh
for last; do :; done
case "$1 $last" in
version*) echo x ;;
"inspect up") echo 'running healthy 1' ;;
"inspect sick") echo 'running unhealthy 0' ;;
"inspect gone") echo 'exited - 3' ;;
"compose version"*) echo v2 ;;
"compose web") printf 'up\nsick\n' ;;
*) exit 1 ;;
esac
)",
              true);
        const auto container = [&](const QString& name) { return onHost(probe(u"docker"_s, name), shell); };
        QCOMPARE(container(u"up"_s).outcome, SampleOutcome::Ok);
        QCOMPARE(container(u"sick"_s).reason, u"running, and its health check says unhealthy"_s);
        QCOMPARE(container(u"gone"_s).reason, u"it is exited"_s);
        QCOMPARE(container(u"other"_s).reason, u"docker knows no other"_s);
        QCOMPARE(onHost(probe(u"compose"_s, u"web"_s), shell).outcome, SampleOutcome::Fail);
        QFile::remove(m_home.filePath(u"bin/docker"_s));
        if (QStandardPaths::findExecutable(u"docker"_s).isEmpty())
            QCOMPARE(container(u"up"_s).outcome, SampleOutcome::ObserverError);
    }

    void aQueryAnswersOneNumber() {
        const QStringList shell{u"sh"_s};
        write(u"bin/psql"_s, R"(#!/bin/sh
[ "$PGOPTIONS" = "-c default_transaction_read_only=on" ] || exit 9
for last; do :; done
case $last in *count*) echo 42 ;; *name*) echo bob ;; *) echo 'ERROR:  relation "x" does not exist' >&2; exit 1 ;; esac
)",
              true);
        Probe asked = probe(u"sql"_s, u"select count(*) from jobs where state = 'it''s stuck'"_s,
                            {{u"database"_s, u"orders"_s}});
        asked.failing = u"> 40"_s;
        QCOMPARE(onHost(asked, shell).reason, u"42, failing when > 40"_s);
        asked.params.insert(u"main"_s, u"select name from users"_s);
        QCOMPARE(onHost(asked, shell).outcome, SampleOutcome::ObserverError);
        asked.params.insert(u"main"_s, u"select x"_s);
        QCOMPARE(onHost(asked, shell).outcome, SampleOutcome::Fail);
        QVERIFY(onHost(asked, shell).reason.contains(u"does not exist"_s));
    }

    void numbersAreToldWithTheirUnit() {
        QCOMPARE(measuredText(83, u"%"_s), u"83 %"_s);
        QCOMPARE(measuredText(412.37, u"MB"_s), u"412 MB"_s);
        QCOMPARE(measuredText(12.34, {}), u"12.3"_s);
        QCOMPARE(measuredText(2.14, u"%"_s), u"2.1 %"_s);
        QCOMPARE(measuredText(0.07, u"/CPU"_s), u"0.07 /CPU"_s);
    }
};

QTEST_GUILESS_MAIN(ProbesTest)
#include "probes_test.moc"
