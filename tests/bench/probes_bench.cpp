#include "app/adapters/http/curl_client.h"
#include "app/engine/observer.h"
#include "tests/bench/say.h"
#include "tests/support/fake_world.h"
#include "tests/support/http_server.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTimer>
#include <algorithm>
#include <sys/resource.h>
#include <unistd.h>

using namespace slipway;

// What it costs to ask HTTP probes on time, beside Prometheus' blackbox_exporter and plain curl in the same
// run. The server is a process of its own, so that only the asking is counted.

namespace {

constexpr qint64 everyMs = 10'000;
constexpr int rounds = 3;

double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

/// CPU seconds of this process, or of its ended children.
double cpu(int whose) {
    rusage used{};
    getrusage(whose, &used);
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

/// CPU seconds of another process so far.
double cpuOf(qint64 pid) {
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> words = file.readAll().split(')').last().simplified().split(' ');
    return (words.value(11).toDouble() + words.value(12).toDouble()) /
           static_cast<double>(sysconf(_SC_CLK_TCK));
}

int serve() {
    using support::HttpServer;
    const HttpServer closing(HttpServer::always(HttpServer::response(200, "ok")));
    const HttpServer open(HttpServer::always(HttpServer::openResponse(200, "ok")),
                          HttpServer::After::KeepOpen);
    say(closing.url(QStringLiteral("/health")) + QLatin1Char(' ') + open.url(QStringLiteral("/health")));
    return QCoreApplication::exec();
}

/// The server in a process of its own; its URLs: one that closes connections, and one that leaves them open.
QStringList started(QProcess& process) {
    process.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--serve")});
    if (!process.waitForReadyRead(10'000))
        qFatal("the server does not start");
    return QString::fromUtf8(process.readLine()).trimmed().split(QLatin1Char(' '));
}

void wait(qint64 ms) {
    QEventLoop loop;
    QTimer::singleShot(static_cast<int>(ms), &loop, &QEventLoop::quit);
    loop.exec();
}

struct Measured {
    double cpuShare = 0; ///< of one core
    double usEach = 0;
    double p99LateMs = 0, worstLateMs = 0;
    qsizetype asked = 0, failed = 0;
};

/// The shipped observer with the shipped HTTP client; the rest of the world is simulated.
Measured observe(const QString& url, int count, bool keepsOpen) {
    support::FakeWorld world;
    base::SystemClock clock;
    adapters::CurlClient curl;
    domain::Project project;
    project.name = QStringLiteral("bench");
    domain::Environment environment;
    environment.name = domain::EnvironmentName(QStringLiteral("bench"));
    for (int i = 0; i < count; ++i) {
        domain::Probe probe;
        probe.name = domain::ProbeName(QStringLiteral("probe-%1").arg(i));
        probe.params = {{QStringLiteral("main"), url}, {QStringLiteral("keep-open"), keepsOpen}};
        probe.every = base::Milliseconds(everyMs);
        environment.probes.append(probe);
    }
    project.environments = {environment};
    world.source.atStart = project;
    const engine::Parts parts{world.ledger,  world.locks,     world.shell,    world.git,    curl,
                              world.signer,  world.output,    world.samples,  clock,        world.source,
                              world.secrets, world.artifacts, world.transfer, world.forge,  world.anchors,
                              curl,          world.alerts,    curl,           world.desktop};
    engine::History history(world.ledger);
    history.open();
    engine::Observer observer(parts, history);
    observer.begin();
    // Probes do not begin all at once; everything is counted once the last one has.
    wait(20LL * count + 3000);
    world.samples.samples.clear();
    const double before = cpu(RUSAGE_SELF);
    QElapsedTimer timer;
    timer.start();
    wait(rounds * everyMs);
    const double took = cpu(RUSAGE_SELF) - before;
    const double wall = static_cast<double>(timer.elapsed()) / 1000;
    Measured measured;
    QMap<QString, qint64> first;
    QList<double> late;
    for (const domain::Sample& sample : std::as_const(world.samples.samples)) {
        ++measured.asked;
        measured.failed += sample.outcome == domain::SampleOutcome::Ok ? 0 : 1;
        const QString name = sample.probe.text();
        if (!first.contains(name)) {
            first.insert(name, sample.bootMs);
            continue;
        }
        const qint64 off = (sample.bootMs - first.value(name)) % everyMs;
        late.append(static_cast<double>(off > everyMs / 2 ? everyMs - off : off));
    }
    std::sort(late.begin(), late.end());
    measured.cpuShare = took / wall;
    measured.usEach = measured.asked > 0 ? took * 1e6 / static_cast<double>(measured.asked) : 0;
    if (!late.isEmpty()) {
        measured.p99LateMs = late[static_cast<qsizetype>(0.99 * static_cast<double>(late.size() - 1))];
        measured.worstLateMs = late.last();
    }
    return measured;
}

/// Microseconds of CPU for one probe by a process of curl; negative: it is not here.
double plainCurl(const QString& url, int count) {
    const double before = cpu(RUSAGE_CHILDREN);
    for (int i = 0; i < count; ++i)
        if (QProcess::execute(QStringLiteral("curl"), {QStringLiteral("-s"), QStringLiteral("-o"),
                                                       QStringLiteral("/dev/null"), url}) != 0)
            return -1;
    return (cpu(RUSAGE_CHILDREN) - before) * 1e6 / count;
}

/// The same asked of blackbox_exporter, as Prometheus does; its own CPU alone is counted.
double blackbox(const QString& url, int count) {
    const QString program = QStandardPaths::findExecutable(QStringLiteral("prometheus-blackbox-exporter"));
    if (program.isEmpty())
        return -1;
    QProcess exporter;
    exporter.setProcessChannelMode(QProcess::MergedChannels);
    exporter.start(program, {QStringLiteral("--config.file=/etc/prometheus/blackbox.yml"),
                             QStringLiteral("--web.listen-address=127.0.0.1:19115")});
    wait(1500);
    adapters::CurlClient curl;
    const double before = cpuOf(exporter.processId());
    int answered = 0;
    for (int i = 0; i < count; ++i) {
        domain::HttpQuestion question;
        question.url = QStringLiteral("http://127.0.0.1:19115/probe?module=http_2xx&target=") + url;
        QFutureWatcher<base::Result<domain::HttpAnswer>> watcher;
        QEventLoop loop;
        QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
        watcher.setFuture(curl.ask(question, {std::chrono::seconds(10), {}}));
        loop.exec();
        answered += watcher.result().ok() && watcher.result()->status == 200 ? 1 : 0;
    }
    const double took = cpuOf(exporter.processId()) - before;
    exporter.terminate();
    exporter.waitForFinished(5000);
    return answered == count ? took * 1e6 / count : -1;
}

void tell(const char* what, const Measured& measured, double goal) {
    say(QStringLiteral(
            "%1: %2 answers (%3 failed), %4 % of one core (goal: under %5 %), %6 µs each, late by %7 ms at "
            "p99 (goal: under 100), %8 ms at worst")
            .arg(QString::fromLatin1(what))
            .arg(measured.asked)
            .arg(measured.failed)
            .arg(measured.cpuShare * 100, 0, 'f', 2)
            .arg(goal)
            .arg(measured.usEach, 0, 'f', 0)
            .arg(measured.p99LateMs, 0, 'f', 0)
            .arg(measured.worstLateMs, 0, 'f', 0));
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QLatin1StringView("--serve"))
        return serve();
    const int count = arguments.size() > 1 ? arguments.at(1).toInt() : 1000;
    if (count <= 0)
        return 2;
    say(QStringLiteral("%1 HTTP probes every %2 s").arg(count).arg(everyMs / 1000));
    QProcess server;
    const QStringList urls = started(server);
    const QString url = urls.value(0);
    const Measured anew = observe(url, count, false);
    tell("fresh connections", anew, 3);
    const Measured open = observe(urls.value(1), count, true);
    tell("open connections", open, 1);
    const double plain = plainCurl(url, 300);
    const double exporter = blackbox(url, 300);
    if (plain > 0)
        say(QStringLiteral("curl, a process each: %1 µs each; %2x of a fresh one here")
                .arg(plain, 0, 'f', 0)
                .arg(plain / anew.usEach, 0, 'f', 1));
    if (exporter > 0)
        say(QStringLiteral("blackbox_exporter: %1 µs each; %2x of a fresh one here")
                .arg(exporter, 0, 'f', 0)
                .arg(exporter / anew.usEach, 0, 'f', 1));
    else
        say(QStringLiteral("blackbox_exporter is not here, or did not answer"));
    server.terminate();
    server.waitForFinished(5000);
    const bool isGood =
        anew.cpuShare < 0.03 && anew.p99LateMs < 100 && open.cpuShare < 0.01 && open.p99LateMs < 100;
    say(isGood ? QStringLiteral("all goals are met") : QStringLiteral("not all goals are met"));
    return isGood ? 0 : 1;
}
