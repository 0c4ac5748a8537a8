#include "app/adapters/store/zstd_output_store.h"
#include "app/engine/remote_run.h"
#include "tests/adapters/ssh/transport_fixture.h"
#include "tests/support/fake_world.h"
#include "tests/support/tcp_proxy.h"

using namespace slipway;
using adapters::answerOf;
using adapters::append;
using domain::Transport;
using engine::RemoteRun;
using engine::RunEnd;
using support::TcpProxy;

namespace {

/// A server with two addresses, of which a proxy knows one at a time.
struct TwoAddresses : adapters::Fixture {
    TwoAddresses() {
        server.stop();
        server.addConfig(QStringLiteral("ListenAddress 127.0.0.1:%1").arg(second));
        if (server.start())
            append(knownHosts(),
                   "[127.0.0.1]:" + QByteArray::number(proxy.port()) + ' ' + server.hostKeyLine() + '\n');
    }
    const quint16 second = support::freePort();
    TcpProxy proxy{server.port()};
};

/// A step that runs while its host moves.
struct Moving {
    explicit Moving(Transport transport) : order(fixture.order(QString::fromLatin1(script))) {
        order.host.port = fixture.proxy.port();
        order.host.transport = transport;
        run = std::make_unique<RemoteRun>(parts, order, key(), false, nullptr);
        QObject::connect(run.get(), &RemoteRun::finished, run.get(),
                         [this](const RunEnd& how) { end = how; });
        run->begin();
    }
    ports::OutputKey key() const { return {domain::DeploymentId(QStringLiteral("dep-1")), order.attempt}; }
    QByteArray printed() {
        QByteArray all;
        if (answerOf(output.settle(key())).ok())
            if (const auto chunks = answerOf(output.read(key(), {}, 1024 * 1024)))
                for (const auto& chunk : *chunks)
                    all += chunk.bytes;
        return all;
    }
    static constexpr const char* script =
        "echo run >>\"$HOME/count\"; seq 1 5000; while [ ! -e \"$HOME/go\" ]; do sleep 0.05; done; "
        "seq 5001 9000; exit 5";
    TwoAddresses fixture;
    const quint16 closed = support::freePort();
    ports::AttemptOrder order;
    const QTemporaryDir folder;
    base::SystemClock clock;
    adapters::ZstdOutputStore output{folder.path(), clock};
    const std::unique_ptr<adapters::Libssh2Shell> shell = fixture.shell();
    support::FakeWorld world;
    const engine::Parts parts{world.ledger,  world.locks,     *shell,         world.git,    world.http,
                              world.signer,  output,          world.samples,  clock,        world.source,
                              world.secrets, world.artifacts, world.transfer, world.forge,  world.anchors,
                              world.network, world.alerts,    world.mailer,   world.desktop};
    std::optional<RunEnd> end;
    std::unique_ptr<RemoteRun> run;
};

} // namespace

/// The engine's run of a step with the real transports, store and clock while its host moves.
class RoamingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void faultCase52_aHostThatMovesKeepsItsAttempt() {
        Moving libssh2(Transport::Libssh2);
        Moving client(Transport::OpenSsh);
        const QList<Moving*> all{&libssh2, &client};
        for (auto* one : all) {
            QTRY_COMPARE_WITH_TIMEOUT(one->fixture.fileAtHome(QStringLiteral("count")), QByteArray("run\n"),
                                      20'000);
            QCOMPARE(one->run->lostAtMs(), 0);
        }
        // Nobody is at the old address any more, for a while.
        QMap<Moving*, int> before;
        for (auto* one : all) {
            auto& proxy = one->fixture.proxy;
            proxy.setTarget(one->closed);
            before[one] = proxy.connections();
            QVERIFY(proxy.cutAll(TcpProxy::Cut::Reset) > 0);
        }
        for (auto* one : all) {
            QTRY_VERIFY_WITH_TIMEOUT(one->run->lostAtMs() > 0, 20'000);
            QTRY_VERIFY_WITH_TIMEOUT(one->fixture.proxy.connections() >= before[one] + 3, 20'000);
            // With a growing pause between two tries, each of which may knock some times.
            QVERIFY(one->fixture.proxy.connections() - before[one] < 40);
            QVERIFY(!one->end);
            QCOMPARE(one->run->reconnectedAtMs(), 0);
        }
        // The steps go on meanwhile, and are found under the new address.
        for (auto* one : all) {
            one->fixture.writeAtHome(QStringLiteral("go"), "");
            one->fixture.proxy.setTarget(one->fixture.second);
        }
        QByteArray expected;
        for (int number = 1; number <= 9000; ++number)
            expected += QByteArray::number(number) + '\n';
        for (auto* one : all) {
            QTRY_VERIFY_WITH_TIMEOUT(one->end, 30'000);
            QVERIFY(one->run->reconnectedAtMs() > one->run->lostAtMs());
            QCOMPARE(one->end->how, RunEnd::How::Answered);
            QCOMPARE(one->end->answer.exitCode, 5);
            QCOMPARE(one->fixture.fileAtHome(QStringLiteral("count")), QByteArray("run\n"));
            QVERIFY(one->printed() == expected);
        }
    }
};

QTEST_GUILESS_MAIN(RoamingTest)
#include "roaming_test.moc"
