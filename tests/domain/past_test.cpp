#include "app/domain/probe_kind.h"
#include "tests/support/host_shells.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace slipway;
using namespace slipway::domain;
using namespace Qt::StringLiterals;

/// What kinds of probes can still tell of a time that nobody watched.
class PastTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_home;
    QByteArray m_complaints;

    void write(const QString& name, const QByteArray& bytes, bool runs = false) {
        QFile file(m_home.filePath(name));
        QVERIFY(QDir().mkpath(QFileInfo(file).path()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        if (runs)
            file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }

    HostSight ran(const HostLook& look, const QStringList& shell, const Variables& more = {}) {
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"HOME"_s, m_home.path());
        environment.insert(u"PATH"_s, m_home.filePath(u"bin"_s) + u":/usr/bin:/bin"_s);
        environment.remove(u"PM2_HOME"_s);
        for (const Variables& variables : {look.variables, more})
            for (auto it = variables.begin(); it != variables.end(); ++it)
                environment.insert(it.key(), it.value());
        process.setProcessEnvironment(environment);
        process.start(shell.first(), shell.mid(1) + QStringList{u"-c"_s, look.script});
        if (!process.waitForFinished())
            return {};
        m_complaints = process.readAllStandardError();
        return {process.exitCode(), process.readAllStandardOutput()};
    }

    /// Each stretch of equal samples, "up 0-120", in seconds from the gap's begin.
    static QString told(const base::Result<QList<PastSeen>>& past, const Gap& gap) {
        if (!past.ok())
            return u"error: "_s + past.error().detail;
        QStringList words;
        QString last;
        qint64 from = 0, to = 0;
        const auto flush = [&] {
            if (!last.isEmpty())
                words += u"%1 %2-%3"_s.arg(last).arg(from).arg(to);
        };
        for (const PastSeen& one : *past) {
            const QString state = one.seen.outcome == SampleOutcome::Ok ? u"up"_s : u"down"_s;
            const qint64 at = (one.timeMs - gap.fromMs) / 1000;
            if (state != last || at > to) {
                flush();
                last = state;
                from = at;
            }
            to = (one.timeMs + one.everyMs * 5 / 2 - gap.fromMs) / 1000;
        }
        flush();
        return words.join(u", "_s);
    }

    /// Asked at its end of the hour that began at 1700000000.
    static constexpr qint64 fromS = 1'700'000'000;
    static constexpr qint64 bootedS = 1'600'000'000;
    static constexpr Gap gap{fromS * 1000, (fromS + 3600) * 1000};
    QString ask(const Probe& probe, const QStringList& shell, const Variables& more = {}, qint64 aheadS = 0) {
        // Asked now, by a clock that is so much behind the host's.
        const qint64 now = QDateTime::currentMSecsSinceEpoch() - aheadS * 1000;
        const auto look = probeKind(probe.kind)->pastLook(probe, {}, gap, now);
        if (!look)
            return u"cannot tell"_s;
        auto host = std::get<HostLook>(*look);
        host.script.replace(u"/proc/stat"_s, m_home.filePath(u"stat"_s));
        const HostSight sight = ran(host, shell, more);
        return m_complaints.isEmpty() ? told(judgePast(probe, gap, sight), gap)
                                      : u"stderr: "_s + QString::fromUtf8(m_complaints);
    }

    static Probe probe(const QString& kind, const QString& main, QJsonObject more = {}) {
        Probe made;
        made.kind = kind;
        more.insert(u"main"_s, main);
        made.params = more;
        made.every = base::Milliseconds(30'000);
        return made;
    }

    /// A systemctl whose unit was entered at $ENTERED seconds of boot, and a journalctl that has the lines of
    /// $EVENTS ("TIME up|down WORDS") and, where $REACHES is set, older ones.
    void bringSystemd() {
        write(u"stat"_s, "cpu 1 2 3\nbtime " + QByteArray::number(bootedS) + '\n');
        write(u"bin/systemctl"_s, R"(#!/bin/sh
printf 'ActiveState=%s\nActiveEnterTimestampMonotonic=%s000000\n' "${STATE:-active}" "${ENTERED:-0}"
)",
              true);
        write(u"bin/journalctl"_s, R"(#!/bin/sh
case "$*" in
*"-n 1 --until"*) [ -z "${REACHES:-}" ] || echo "1699990000.000001 host systemd[1]: older" ;;
*"UNIT=orders.service MESSAGE_ID=39f5"*) echo "$EVENTS" | sed -n 's/^\([0-9]*\) up \(.*\)/\1.000123 host systemd[1]: \2/p' ;;
*"UNIT=orders.service MESSAGE_ID=98e3"*) echo "$EVENTS" | sed -n 's/^\([0-9]*\) down \(.*\)/\1.000123 host systemd[1]: \2/p' ;;
*) echo "unexpected: $*" >&2 ;;
esac
)",
              true);
    }
    /// Seconds of boot at a time of the epoch, on a host that was started long before.
    static QString bootAt(qint64 atS) { return QString::number(atS - bootedS); }

private Q_SLOTS:
    void aUnitThatRanAllTheWhileIsProven_data() { support::addHostShells(); }
    void aUnitThatRanAllTheWhileIsProven() {
        QFETCH(QStringList, shell);
        bringSystemd();
        const Probe unit = probe(u"systemd"_s, u"orders"_s);
        QCOMPARE(ask(unit, shell, {{u"ENTERED"_s, bootAt(fromS - 5)}}), u"up 0-3600"_s);
        QCOMPARE(ask(unit, shell, {{u"ENTERED"_s, bootAt(fromS + 600)}}), u"up 600-3600"_s);
        QCOMPARE(ask(unit, shell, {{u"ENTERED"_s, bootAt(fromS + 600)}, {u"STATE"_s, u"failed"_s}}),
                 QString());
    }

    void theJournalTellsWhenItDidNotRun_data() { support::addHostShells(); }
    void theJournalTellsWhenItDidNotRun() {
        QFETCH(QStringList, shell);
        bringSystemd();
        const Probe unit = probe(u"systemd"_s, u"orders"_s);
        const QString events = u"%1 down orders.service: Main process exited, code=killed $(touch ran)\n"
                               "%2 up Started orders.service\n%3 down Stopped orders.service\n"
                               "%4 up Started orders.service"_s.arg(fromS + 600)
                                   .arg(fromS + 660)
                                   .arg(fromS + 1800)
                                   .arg(fromS + 2400);
        const Variables variables{
            {u"ENTERED"_s, bootAt(fromS + 2400)}, {u"REACHES"_s, u"yes"_s}, {u"EVENTS"_s, events}};
        QCOMPARE(ask(unit, shell, variables),
                 u"up 0-600, down 600-660, up 660-1800, down 1800-2400, up 2400-3600"_s);
        QVERIFY(!QFile::exists(QDir::current().filePath(u"ran"_s)));
        // Where the journal does not reach back, only what runs now is proven.
        Variables rotated = variables;
        rotated.remove(u"REACHES"_s);
        QCOMPARE(ask(unit, shell, rotated), u"up 2400-3600"_s);
        // It has failed and stayed so.
        QCOMPARE(ask(unit, shell,
                     {{u"STATE"_s, u"failed"_s},
                      {u"REACHES"_s, u"yes"_s},
                      {u"EVENTS"_s, u"%1 down orders.service: Failed"_s.arg(fromS + 600)}}),
                 u"up 0-600, down 600-3600"_s);
    }

    void whatWasWrittenOfAnEndIsKept() {
        bringSystemd();
        const Probe unit = probe(u"systemd"_s, u"orders"_s);
        const auto look = probeKind(unit.kind)->pastLook(unit, {}, gap, QDateTime::currentMSecsSinceEpoch());
        const HostSight sight =
            ran(std::get<HostLook>(*look), {u"sh"_s},
                {{u"STATE"_s, u"failed"_s},
                 {u"REACHES"_s, u"yes"_s},
                 {u"EVENTS"_s, u"%1 down code=killed, status=9/KILL\x1b[31m"_s.arg(fromS + 600)}});
        const auto past = judgePast(unit, gap, sight);
        QVERIFY(past.ok() && !past->isEmpty());
        QCOMPARE(past->last().seen.reason, u"code=killed, status=9/KILL [31m"_s);
    }

    /// A host whose clock is ahead tells of its own time, and is understood.
    void anotherClockIsUnderstood() {
        bringSystemd();
        const Probe unit = probe(u"systemd"_s, u"orders"_s);
        QCOMPARE(ask(unit, {u"sh"_s}, {{u"ENTERED"_s, bootAt(fromS + 600 + 120)}}, 120), u"up 600-3600"_s);
    }

    void shortEndsAreBelieved() {
        const Probe unit = probe(u"systemd"_s, u"orders"_s);
        const QByteArray lines = "up 1700000000 1700000600\ndown 1700000600 1700000601 killed\n"
                                 "up 1700000601 1700003600\n";
        const auto past = judgePast(unit, gap, HostSight{0, lines});
        QVERIFY(past.ok());
        QList<Sample> samples;
        for (const PastSeen& one : *past) {
            Sample sample;
            sample.timeMs = one.timeMs;
            sample.everyMs = one.everyMs;
            sample.outcome = one.seen.outcome;
            samples.append(sample);
        }
        const auto all = stretches(samples, gap.fromMs, gap.toMs, {unit.failsAfter, unit.recoversAfter});
        QCOMPARE(all.size(), 3);
        QCOMPARE(all.at(1).state, HealthState::Down);
        QCOMPARE(all.at(1).to - all.at(1).from, 1000);
    }

    /// Whatever else a host prints proves nothing.
    void nonsenseProvesNothing_data() {
        QTest::addColumn<QByteArray>("output");
        for (const char* line :
             {"", "up", "up 1 2", "up x y", "up 1700003600 1700000000", "UP 1700000000 1700000600",
              "up  1700000000 1700000600", "down 99999999999999999999 1", "\x1b[2J\xff"})
            QTest::newRow(line) << QByteArray(line);
    }
    void nonsenseProvesNothing() {
        QFETCH(QByteArray, output);
        const auto past = judgePast(probe(u"docker"_s, u"web"_s), gap, HostSight{0, output});
        QVERIFY(past.ok());
        QCOMPARE(past->size(), 0);
    }

    void eachMomentIsToldOfOnce() {
        const auto past = judgePast(probe(u"docker"_s, u"web"_s), gap,
                                    HostSight{0, "up 1699999000 1700000100\nup 1700000050 1700000200\n"
                                                 "down 1700000100 1700000150 x\nup 1700003000 1799999999\n"});
        QCOMPARE(told(past, gap), u"up 0-200, up 3000-3600"_s);
    }

    void pm2AndDockerTellSinceWhenTheyRun() {
        const QStringList shell{u"sh"_s};
        // A gap that ends now: this test's process was started in it.
        write(u"bin/pm2"_s, "#!/bin/sh\n[ \"$1 $2\" = 'pid bot' ] && echo $FAKE_PID\n", true);
        write(u".pm2/pm2.pid"_s, QByteArray::number(QCoreApplication::applicationPid()) + '\n');
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        const Gap recent{now - 3'600'000, now + 60'000};
        const Probe bot = probe(u"pm2"_s, u"bot"_s);
        const auto look = probeKind(u"pm2")->pastLook(bot, {}, recent, now);
        const HostSight sight = ran(std::get<HostLook>(*look), shell,
                                    {{u"FAKE_PID"_s, QString::number(QCoreApplication::applicationPid())}});
        const auto past = judgePast(bot, recent, sight);
        QVERIFY2(past.ok() && !past->isEmpty(), sight.output.constData());
        QVERIFY(past->first().timeMs > now - 3'600'000 && past->first().timeMs < now + 2000);
        write(u"bin/docker"_s, R"(#!/bin/sh
case $1 in
version) echo x ;;
inspect) echo "$RUNS 2023-11-14T22:23:20.5Z 2023-11-14T22:21:40.123456789Z" ;;
esac
)",
              true);
        const Probe web = probe(u"docker"_s, u"web"_s);
        // 22:13:20 is where the hour begins.
        QCOMPARE(ask(web, shell, {{u"RUNS"_s, u"true"_s}}), u"down 500-600, up 600-3600"_s);
        QCOMPARE(ask(web, shell, {{u"RUNS"_s, u"false"_s}}), QString());
    }

    void anAccessLogIsCounted_data() { support::addHostShells(); }
    void anAccessLogIsCounted() {
        QFETCH(QStringList, shell);
        const auto line = [](qint64 atS, const char* rest) {
            return "10.0.0.1 - - [" +
                   QLocale::c()
                       .toString(QDateTime::fromSecsSinceEpoch(atS, Qt::OffsetFromUTC, 7200),
                                 u"dd/MMM/yyyy:HH:mm:ss"_s)
                       .toLatin1() +
                   " +0200] " + rest + '\n';
        };
        QByteArray log;
        for (qint64 at = fromS - 400; at < fromS + 3600; at += 2)
            log += line(at, at < fromS + 1200 || at >= fromS + 1800
                                ? "\"GET /\\\" 500 HTTP/1.1\" 200 12 \"-\" \"x\""
                                : "\"POST /pay HTTP/1.1\" 502 0 \"-\" \"x\"");
        write(u"access.log.1"_s, log.left(log.size() / 2));
        write(u"access.log"_s, log.mid(log.size() / 2));
        Probe asked = probe(u"access-log"_s, u"~/access.log"_s, {{u"over"_s, 60'000}});
        asked.every = base::Milliseconds(60'000);
        const auto look =
            probeKind(u"access-log")->pastLook(asked, {}, gap, QDateTime::currentMSecsSinceEpoch());
        const HostSight sight = ran(std::get<HostLook>(*look), shell);
        QCOMPARE(m_complaints, QByteArray());
        const auto past = judgePast(asked, gap, sight);
        QVERIFY(past.ok());
        QVERIFY2(past->size() == 59 || past->size() == 60, qPrintable(QString::number(past->size())));
        int failed = 0;
        for (const PastSeen& one : *past)
            if (one.seen.outcome == SampleOutcome::Fail)
                ++failed;
        // Ten minutes of nothing but 502, and the two at the edges.
        QVERIFY2(failed >= 10 && failed <= 11, qPrintable(QString::number(failed)));
        QCOMPARE(past->first().seen.value, std::optional(0.0));
        QCOMPARE(past->first().seen.reason, u"0 of 30 requests failed"_s);
    }

    void anAccessLogIsCountedNow() {
        const QByteArray now =
            QLocale::c()
                .toString(QDateTime::currentDateTimeUtc().addSecs(-10), u"dd/MMM/yyyy:HH:mm:ss"_s)
                .toLatin1();
        const auto lines = [&](int good, int bad) {
            QByteArray log("10.0.0.1 - - [01/Jan/2020:00:00:00 +0000] \"GET / HTTP/1.1\" 500 1\n");
            for (int i = 0; i < good; ++i)
                log += "::1 - - [" + now + " +0000] \"GET / HTTP/1.1\" 204 0\n";
            for (int i = 0; i < bad; ++i)
                log += "::1 - - [" + now + " +0000] \"GET / HTTP/1.1\" 503 0\n";
            return log;
        };
        const Probe asked = probe(u"access-log"_s, u"~/now.log"_s);
        const auto seen = [&] {
            return judgeProbe(asked, {},
                              ran(std::get<HostLook>(probeKind(asked.kind)->look(asked, {})), {u"sh"_s}),
                              base::Milliseconds(1));
        };
        QCOMPARE(seen().reason, m_home.filePath(u"now.log"_s) + u" cannot be read"_s);
        write(u"now.log"_s, lines(0, 0));
        QCOMPARE(seen().reason, u"no request in 5 min"_s);
        QCOMPARE(seen().outcome, SampleOutcome::Ok);
        write(u"now.log"_s, lines(2, 2));
        QCOMPARE(seen().value, std::optional<double>());
        QCOMPARE(seen().outcome, SampleOutcome::Ok);
        write(u"now.log"_s, lines(97, 3));
        QCOMPARE(seen().reason, u"3 of 100 requests failed, degraded when > 1"_s);
        write(u"now.log"_s, lines(50, 50));
        QCOMPARE(seen().outcome, SampleOutcome::Fail);
        QCOMPARE(seen().value, std::optional(50.0));
    }

    void prometheusIsAskedForARange() {
        Probe asked =
            probe(u"prometheus"_s, u"http://metrics:9090/"_s, {{u"query"_s, u"sum(rate(errors[5m]))"_s}});
        asked.failing = u"> 5"_s;
        const auto look = probeKind(u"prometheus")->pastLook(asked, {}, gap, 0);
        const auto& question = std::get<HttpQuestion>(*look);
        QCOMPARE(question.url,
                 u"http://metrics:9090/api/v1/query_range?query=sum%28rate%28errors%5B5m%5D%29%29"
                 "&start=1700000000.000&end=1700003599.999&step=30.000"_s);
        QVERIFY(question.keepsBody);
        HttpAnswer answer;
        answer.status = 200;
        answer.body = R"({"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":
            [[1700000000,"1"],[1700000030,"7.5"],[1700000060.5,"NaN"],[1700009999,"1"]]}]}})";
        const auto past = judgePast(asked, gap, answer);
        QVERIFY(past.ok());
        QCOMPARE(past->size(), 2);
        QCOMPARE(past->at(0).everyMs, 30'000);
        QCOMPARE(past->at(0).seen.outcome, SampleOutcome::Ok);
        QCOMPARE(past->at(1).seen.reason, u"7.50, failing when > 5"_s);
        // A long gap is asked in steps that the server allows.
        const Gap month{0, 30LL * 86'400'000};
        const auto& wide = std::get<HttpQuestion>(*probeKind(u"prometheus")->pastLook(asked, {}, month, 0));
        QVERIFY2(wide.url.endsWith(u"&step=259.201"_s), qPrintable(wide.url));
        answer.status = 422;
        answer.body = R"({"status":"error","error":"no such thing"})";
        const auto refused = judgePast(asked, gap, answer);
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().detail, u"Prometheus says 422: no such thing"_s);
    }

    void whatCanBeReachedIsNeverTold() {
        for (const char* kind :
             {"http", "tcp", "tls", "dns", "run", "disk", "memory", "load", "backup", "sql", "log"})
            QVERIFY2(!probeKind(QString::fromLatin1(kind))
                          ->pastLook(probe(QString::fromLatin1(kind), u"x"_s), {}, gap, 0),
                     kind);
    }
};

QTEST_GUILESS_MAIN(PastTest)
#include "past_test.moc"
