#include "app/adapters/artifacts/local_artifacts.h"
#include "app/adapters/ssh/libssh2_shell.h"
#include "app/adapters/ssh/session_pool.h"
#include "app/adapters/store/sqlite_ledger.h"
#include "app/adapters/store/zstd_output_store.h"
#include "app/base/ulid.h"
#include "app/domain/step_kind.h"
#include "app/engine/remote_run.h"
#include "tests/bench/say.h"
#include "tests/support/fake_world.h"
#include "tests/support/ssh_server.h"
#include "tests/support/tcp_proxy.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <algorithm>
#include <thread>

using namespace slipway;

namespace {

constexpr qint64 streamed = 512LL * 1024 * 1024;
/// A round trip of 20 ms.
constexpr auto oneWay = std::chrono::milliseconds(10);

double median(QList<double> values) {
    std::sort(values.begin(), values.end());
    return values.isEmpty() ? 0 : values[values.size() / 2];
}

/// The most memory this process ever had, in MiB.
qint64 peakMemory() {
    QFile file(QStringLiteral("/proc/self/status"));
    if (file.open(QIODevice::ReadOnly))
        for (const auto& line : file.readAll().split('\n'))
            if (line.startsWith("VmHWM:"))
                return line.simplified().split(' ').value(1).toLongLong() / 1024;
    return 0;
}

/// Many loopback hosts, and a configuration by which OpenSSH reaches them as h0, h1, …
class Hosts {
public:
    explicit Hosts(int count) {
        QByteArray config = "Host *\n  UserKnownHostsFile " + file("known_hosts").toUtf8() +
                            "\n  GlobalKnownHostsFile /dev/null\n  IdentitiesOnly yes\n  BatchMode yes\n"
                            "  IdentityAgent none\n";
        QByteArray known, names;
        for (int index = 0; index < count; ++index) {
            auto server = std::make_unique<support::SshServer>();
            if (!server->start())
                qFatal("sshd does not start: %s", server->log().constData());
            const auto host = server->host(QStringLiteral("h%1").arg(index));
            config += "Host h" + QByteArray::number(index) + "\n  HostName 127.0.0.1\n  Port " +
                      QByteArray::number(host.port) + "\n  IdentityFile " + host.identity.toUtf8() + '\n';
            known += "[127.0.0.1]:" + QByteArray::number(host.port) + ' ' + server->hostKeyLine() + '\n';
            names += 'h' + QByteArray::number(index) + '\n';
            hosts.append(host);
            m_servers.push_back(std::move(server));
        }
        m_proxy = std::make_unique<support::TcpProxy>(hosts.first().port);
        m_proxy->delay(oneWay);
        far = hosts.first();
        far.name = domain::HostName(QStringLiteral("far"));
        far.port = m_proxy->port();
        config += "Host far\n  HostName 127.0.0.1\n  Port " + QByteArray::number(far.port) +
                  "\n  IdentityFile " + far.identity.toUtf8() + '\n';
        known +=
            "[127.0.0.1]:" + QByteArray::number(far.port) + ' ' + m_servers.front()->hostKeyLine() + '\n';
        write("config", config);
        write("known_hosts", known);
        write("names", names);
    }
    QString file(const char* name) const { return m_folder.filePath(QLatin1StringView(name)); }
    /// Seconds that a shell line takes; "$D" is the folder, "$N" the hosts' names. Negative: it failed.
    double time(const QString& line) const {
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("D"), m_folder.path());
        environment.insert(QStringLiteral("N"), names());
        environment.insert(QStringLiteral("ANSIBLE_HOST_KEY_CHECKING"), QStringLiteral("True"));
        process.setProcessEnvironment(environment);
        process.setStandardOutputFile(QProcess::nullDevice());
        process.setStandardErrorFile(file("errors"));
        QElapsedTimer timer;
        timer.start();
        process.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), line});
        process.waitForFinished(-1);
        return process.exitCode() == 0 ? static_cast<double>(timer.nsecsElapsed()) / 1e9 : -1;
    }
    QString folder() const { return m_folder.path(); }
    QString home() const { return m_servers.front()->home(); }
    QList<domain::Host> hosts;
    domain::Host far; ///< the first host, 20 ms away

private:
    QString names() const {
        QStringList list;
        for (const auto& host : hosts)
            list.append(host.name.text());
        return list.join(u' ');
    }
    void write(const char* name, const QByteArray& bytes) const {
        QFile out(file(name));
        if (out.open(QIODevice::WriteOnly))
            out.write(bytes);
    }
    QTemporaryDir m_folder;
    std::vector<std::unique_ptr<support::SshServer>> m_servers;
    std::unique_ptr<support::TcpProxy> m_proxy;
};

/// One desk: ledger, output store and shell on disk and network; what a run does not use is simulated.
class Desk {
public:
    explicit Desk(const Hosts& hosts)
        : m_folder(folderFor(hosts))
        , m_ledger(m_folder, m_clock, QStringLiteral("bench"))
        , m_output(m_folder, m_clock, 4 * streamed)
        , m_shell(options(hosts))
        , m_artifacts(hosts.folder(), m_folder + QStringLiteral("/artifacts"))
        , m_parts{m_ledger,        m_world.locks,  m_shell,         m_world.git,    m_world.http,
                  m_world.signer,  m_output,       m_world.samples, m_clock,        m_world.source,
                  m_world.secrets, m_artifacts,    m_shell,         m_world.forge,  m_world.anchors,
                  m_world.network, m_world.alerts, m_world.mailer,  m_world.desktop} {}

    /// Seconds until every host has run the script as a journalled, detached step.
    double run(const QList<domain::Host>& hosts, const QString& script) {
        domain::RemoteCommand command;
        command.script = script;
        return run(hosts, command);
    }
    /// Seconds until the file is proven and in its place on the host. Its digest is part of the plan, so it
    /// is known before.
    double upload(const domain::Host& host, const QString& file) {
        QEventLoop loop;
        base::Result<ports::ArtifactFile> found = base::Error{};
        base::deliver(m_artifacts.find({file}, {std::chrono::minutes(5), {}}), &loop,
                      [&](const auto& answer) {
                          found = answer;
                          loop.quit();
                      });
        loop.exec();
        if (!found.ok())
            return -1;
        const domain::Variables variables{
            {domain::artifactDigest, found->sha256},
            {domain::artifactBytes, QString::number(found->bytes)},
            {QStringLiteral("SLIPWAY_DEPLOYMENT"), base::newUlid(m_clock.now().utcMs)}};
        const auto operation = domain::stepKind(u"upload")->operation(
            {{QStringLiteral("main"), file}, {QStringLiteral("to"), QStringLiteral("uploaded")}}, variables);
        return run({host}, std::get<domain::RemoteCommand>(operation));
    }

private:
    double run(const QList<domain::Host>& hosts, const domain::RemoteCommand& command) {
        QElapsedTimer timer;
        timer.start();
        QEventLoop loop;
        int left = static_cast<int>(hosts.size());
        bool failed = false;
        for (const auto& host : hosts) {
            ports::AttemptOrder order;
            order.host = host;
            order.environment = domain::EnvironmentName(QStringLiteral("bench"));
            order.attempt = domain::AttemptId(base::newUlid(m_clock.now().utcMs));
            order.digest = QStringLiteral("d1");
            order.command = command;
            const auto journal = [this, host, attempt = order.attempt](const char* type) {
                return m_ledger.append({{domain::ChainId(QStringLiteral("dep-bench")),
                                         QLatin1StringView(type),
                                         QStringLiteral("slipway"),
                                         {{QStringLiteral("step"), QStringLiteral("bench")},
                                          {QStringLiteral("host"), host.name.text()},
                                          {QStringLiteral("attempt"), attempt.text()}}}});
            };
            base::deliver(journal(domain::entry::intent), &loop, [&, order, journal](const auto& intent) {
                failed = failed || !intent.ok();
                auto* run = new engine::RemoteRun(
                    m_parts, order, {domain::DeploymentId(QStringLiteral("dep-bench")), order.attempt}, false,
                    &loop);
                QObject::connect(
                    run, &engine::RemoteRun::finished, &loop, [&, journal](const engine::RunEnd& end) {
                        failed =
                            failed || end.how != engine::RunEnd::How::Answered || end.answer.exitCode != 0;
                        base::deliver(journal(domain::entry::outcome), &loop, [&](const auto& outcome) {
                            failed = failed || !outcome.ok();
                            if (--left == 0)
                                loop.quit();
                        });
                    });
                run->begin();
            });
        }
        loop.exec();
        return failed ? -1 : static_cast<double>(timer.nsecsElapsed()) / 1e9;
    }

    static adapters::Libssh2Shell::Options options(const Hosts& hosts) {
        adapters::Libssh2Shell::Options options;
        options.workspaceId = QStringLiteral("bench");
        options.knownHostsOwn = hosts.file("known_hosts");
        return options;
    }
    /// Nothing is deleted before the end: ext4 passes over inodes that were freed in the last five minutes,
    /// which made every new file of the next round slower (measured: fourteen files 0.3 and up to 9 ms).
    static QString folderFor(const Hosts& hosts) {
        static int count = 0;
        const auto folder = QStringLiteral("%1/desk-%2").arg(hosts.folder()).arg(++count);
        QDir().mkpath(folder);
        return folder;
    }
    QString m_folder;
    base::SystemClock m_clock;
    support::FakeWorld m_world;
    adapters::SqliteLedger m_ledger;
    adapters::ZstdOutputStore m_output;
    adapters::Libssh2Shell m_shell;
    adapters::LocalArtifacts m_artifacts;
    engine::Parts m_parts;
};

/// What no detached step that is recorded before and after can do without, on open connections: a folder that
/// is made once, a session of its own, and two records on the disk. No gate, ledger, output or deadline.
class Floor {
public:
    explicit Floor(const Hosts& hosts)
        : m_pool({{}, {hosts.file("known_hosts")}, std::chrono::seconds(60), std::chrono::seconds(20), {}},
                 static_cast<size_t>(hosts.hosts.size())) {
        run(hosts.hosts);
    }
    double run(const QList<domain::Host>& hosts) {
        QElapsedTimer timer;
        timer.start();
        std::atomic<bool> failed = false;
        {
            std::vector<std::jthread> threads;
            for (const auto& host : hosts)
                threads.emplace_back([&] { failed = failed || !once(host); });
        }
        return failed ? -1 : static_cast<double>(timer.nsecsElapsed()) / 1e9;
    }

private:
    bool once(const domain::Host& host) {
        using adapters::Connector;
        const std::stop_token never;
        adapters::Waiter waiter(adapters::bootMilliseconds() + 60'000, never, never);
        bool reused = false, sent = false;
        auto taken = m_pool.take(host, Connector::Purpose::Usual, false, waiter, reused);
        if (!taken)
            return false;
        const auto script =
            QByteArray("cd \"$HOME\" && d=floor.$$; mkdir $d && : >$d/begun && sync $d/begun && "
                       "setsid sh -c true </dev/null && : >$d/ended && sync $d/ended && echo yes\n");
        QByteArray said;
        const auto end = (*taken)->execute(
            "exec /bin/sh -s", script,
            [&](ports::OutputStream, const QByteArray& bytes) {
                said += bytes;
                return adapters::Take::More;
            },
            waiter, sent);
        m_pool.give(host, Connector::Purpose::Usual, std::move(*taken));
        return end.ok() && said == "yes\n";
    }
    adapters::SessionPool m_pool;
};

struct Row {
    QString name;
    QList<double> cold, warm;
};

void print(const char* title, const QList<QPair<QString, double>>& rows,
           const QHash<QString, double>& goals) {
    say(QLatin1StringView(title));
    const double ours = rows.first().second;
    for (const auto& [name, seconds] : rows) {
        if (seconds <= 0) {
            say(QStringLiteral("  %1  not measured").arg(name, -32));
            continue;
        }
        const auto goal = goals.value(name);
        say(QStringLiteral("  %1 %2 s   %3x%4")
                .arg(name, -32)
                .arg(seconds, 8, 'f', 3)
                .arg(seconds / ours, 6, 'f', 2)
                .arg(goal > 0
                         ? QStringLiteral("   goal %1x: %2")
                               .arg(goal)
                               .arg(seconds / ours >= goal ? QStringLiteral("met") : QStringLiteral("MISSED"))
                         : QString()));
    }
}

void fanOut(const Hosts& hosts, int rounds) {
    const auto each = [](const char* ssh) {
        return QStringLiteral("p=; for h in $N; do %1 $h true & p=\"$p $!\"; done; for i in $p; do wait $i "
                              "|| exit 1; done")
            .arg(QLatin1StringView(ssh));
    };
    const auto ssh = each("ssh -F $D/config");
    const auto curve = each("ssh -F $D/config -o KexAlgorithms=curve25519-sha256");
    const auto master = QStringLiteral("-F $D/config -o ControlPath=$D/m-%n");
    const auto masters = each(qPrintable(QStringLiteral("ssh ") + master));
    const auto pssh = QStringLiteral("parallel-ssh -p 50 -t 0 -h $D/names -x \"-F $D/config\" true");
    const auto ansible = QStringLiteral("ANSIBLE_SSH_CONTROL_PATH_DIR=$D/cp ansible all -i $D/names -f 50 -m "
                                        "ansible.builtin.command -a true --ssh-common-args \"-F $D/config\"");
    const auto closeAnsible =
        QStringLiteral("for s in $D/cp/*; do [ -S \"$s\" ] && ssh -o ControlPath=\"$s\" -O "
                       "exit x; done; rm -rf $D/cp; true");
    Row ours{QStringLiteral("slipway"), {}, {}}, floor, plain, curved, held, parallel, playbook;
    for (int round = 0; round < rounds; ++round) {
        Desk desk(hosts);
        ours.cold.append(desk.run(hosts.hosts, QStringLiteral("true")));
        ours.warm.append(desk.run(hosts.hosts, QStringLiteral("true")));
        floor.warm.append(Floor(hosts).run(hosts.hosts));
        plain.cold.append(hosts.time(ssh));
        curved.cold.append(hosts.time(curve));
        parallel.cold.append(hosts.time(pssh));
        hosts.time(closeAnsible);
        playbook.cold.append(hosts.time(ansible));
        playbook.warm.append(hosts.time(ansible));
        hosts.time(closeAnsible);
        hosts.time(QStringLiteral("for h in $N; do ssh %1 -MNf $h; done").arg(master));
        held.warm.append(hosts.time(masters));
        hosts.time(QStringLiteral("for h in $N; do ssh %1 -O exit $h; done").arg(master));
    }
    print("cold",
          {{QStringLiteral("slipway"), median(ours.cold)},
           {QStringLiteral("ssh"), median(plain.cold)},
           {QStringLiteral("ssh, curve25519"), median(curved.cold)},
           {QStringLiteral("pssh"), median(parallel.cold)},
           {QStringLiteral("ansible"), median(playbook.cold)}},
          {{QStringLiteral("pssh"), 4}, {QStringLiteral("ansible"), 6}});
    print("open connections",
          {{QStringLiteral("slipway"), median(ours.warm)},
           {QStringLiteral("only what no step goes without"), median(floor.warm)},
           {QStringLiteral("ssh over ControlMasters"), median(held.warm)},
           {QStringLiteral("ansible"), median(playbook.warm)}},
          {{QStringLiteral("ssh over ControlMasters"), 2.5}, {QStringLiteral("ansible"), 20}});
}

void streaming(const Hosts& hosts, int rounds) {
    const auto script =
        QStringLiteral("yes 'a line of output, as steps print them' | head -c %1").arg(streamed);
    const auto before = peakMemory();
    QList<double> stream, beside;
    for (int round = 0; round < rounds; ++round) {
        Desk desk(hosts);
        stream.append(desk.run({hosts.hosts.first()}, script));
        beside.append(hosts.time(QStringLiteral("ssh -F $D/config h0 \"%1\" >$D/out").arg(script)));
    }
    print("512 MiB of output into the store",
          {{QStringLiteral("slipway"), median(stream)}, {QStringLiteral("ssh"), median(beside)}},
          {{QStringLiteral("ssh"), 0.9}});
    say(QStringLiteral("memory: %1 MiB at most before the stream, %2 MiB after")
            .arg(before)
            .arg(peakMemory()));
}

void uploading(const Hosts& hosts, int rounds) {
    const auto artifact = hosts.file("artifact");
    hosts.time(QStringLiteral("head -c %1 /dev/urandom >%2").arg(streamed).arg(artifact));
    const auto before = peakMemory();
    const auto to = [&](const char* title, const domain::Host& host) {
        const QString name = host.name.text();
        QList<double> ours, scp, old;
        for (int round = 0; round < rounds; ++round) {
            const auto copied = [&](const char* options) {
                const auto seconds = hosts.time(QStringLiteral("scp %1 -F $D/config $D/artifact %2:%3/copied")
                                                    .arg(QLatin1StringView(options), name, hosts.home()));
                hosts.time(QStringLiteral("rm -f %1/copied").arg(hosts.home()));
                return seconds;
            };
            Desk desk(hosts);
            ours.append(desk.upload(host, artifact));
            hosts.time(QStringLiteral("rm -rf %1/uploaded %1/.slipway*").arg(hosts.home()));
            scp.append(copied(""));
            old.append(copied("-O"));
        }
        print(title,
              {{QStringLiteral("slipway, proven by SHA-256"), median(ours)},
               {QStringLiteral("scp"), median(scp)},
               {QStringLiteral("scp -O"), median(old)}},
              {{QStringLiteral("scp"), 1.0}});
    };
    to("upload of 512 MiB", hosts.hosts.first());
    to("upload of 512 MiB, 20 ms away", hosts.far);
    say(QStringLiteral("memory: %1 MiB at most before the uploads, %2 MiB after")
            .arg(before)
            .arg(peakMemory()));
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    const auto arguments = QCoreApplication::arguments();
    const int count = std::max(1, arguments.value(1, QStringLiteral("50")).toInt());
    const int rounds = std::max(1, arguments.value(2, QStringLiteral("5")).toInt());
    const QString part = arguments.value(3);
    if (!QStringList{{}, QStringLiteral("steps"), QStringLiteral("output"), QStringLiteral("upload")}
             .contains(part)) {
        say(QStringLiteral("no such part: %1 (steps, output or upload)").arg(part));
        return 2;
    }
    say(QStringLiteral("%1 sshd on loopback, `true` on each, median of %2 rounds").arg(count).arg(rounds));
    const Hosts hosts(count);
    if (part.isEmpty() || part == QStringLiteral("steps"))
        fanOut(hosts, rounds);
    if (part.isEmpty() || part == QStringLiteral("output"))
        streaming(hosts, std::min(rounds, 3));
    if (part.isEmpty() || part == QStringLiteral("upload"))
        uploading(hosts, std::min(rounds, 3));
    return 0;
}
