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

} // namespace

/// The engine's run of a step with the real transports, store and clock while its host moves.
class RoamingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void faultCase52_aHostThatMovesKeepsItsAttempt_data() {
        QTest::addColumn<Transport>("transport");
        QTest::newRow("libssh2") << Transport::Libssh2;
        QTest::newRow("the OpenSSH client") << Transport::OpenSsh;
    }
    void faultCase52_aHostThatMovesKeepsItsAttempt() {
        QFETCH(const Transport, transport);
        TwoAddresses fixture;
        auto& proxy = fixture.proxy;
        const QTemporaryDir folder;
        const base::SystemClock clock;
        auto timers = base::SystemClock();
        adapters::ZstdOutputStore output(folder.path(), clock);
        const auto shell = fixture.shell();
        support::FakeWorld world;
        const engine::Parts parts{world.ledger, world.locks,  *shell,       world.git,
                                  world.http,   world.signer, output,       world.samples,
                                  timers,       world.source, world.secrets};
        auto order = fixture.order(QStringLiteral(
            "echo run >>\"$HOME/count\"; seq 1 5000; while [ ! -e \"$HOME/go\" ]; do sleep 0.05; done; seq "
            "5001 9000; exit 5"));
        order.host.port = proxy.port();
        order.host.transport = transport;
        const ports::OutputKey key{domain::DeploymentId(QStringLiteral("dep-1")), order.attempt};
        RemoteRun run(parts, order, key, false, nullptr);
        std::optional<RunEnd> end;
        connect(&run, &RemoteRun::finished, this, [&](const RunEnd& how) { end = how; });
        run.begin();
        QTRY_COMPARE_WITH_TIMEOUT(fixture.fileAtHome(QStringLiteral("count")), QByteArray("run\n"), 20'000);
        QCOMPARE(run.lostAtMs(), 0);

        // Nobody is at the old address any more, for a while.
        proxy.setTarget(support::freePort());
        QVERIFY(proxy.cutAll(TcpProxy::Cut::Reset) > 0);
        QTRY_VERIFY_WITH_TIMEOUT(run.lostAtMs() > 0, 20'000);
        const auto before = proxy.connections();
        QTRY_VERIFY_WITH_TIMEOUT(proxy.connections() >= before + 3, 20'000);
        // With a growing pause between two tries, each of which may knock some times.
        QVERIFY2(proxy.connections() - before < 40, qPrintable(QString::number(proxy.connections())));
        QVERIFY(!end);
        QCOMPARE(run.reconnectedAtMs(), 0);

        // The step goes on meanwhile, and is found under the new one.
        fixture.writeAtHome(QStringLiteral("go"), "");
        proxy.setTarget(fixture.second);
        QTRY_VERIFY_WITH_TIMEOUT(end, 30'000);
        QVERIFY(run.reconnectedAtMs() > run.lostAtMs());
        QCOMPARE(end->how, RunEnd::How::Answered);
        QCOMPARE(end->answer.exitCode, 5);
        QCOMPARE(fixture.fileAtHome(QStringLiteral("count")), QByteArray("run\n"));
        QVERIFY(answerOf(output.settle(key)).ok());
        const auto chunks = answerOf(output.read(key, {}, 1024 * 1024));
        QVERIFY(chunks.ok());
        QByteArray printed;
        for (const auto& chunk : *chunks)
            printed += chunk.bytes;
        QByteArray expected;
        for (int number = 1; number <= 9000; ++number)
            expected += QByteArray::number(number) + '\n';
        QVERIFY(printed == expected);
    }
};

QTEST_GUILESS_MAIN(RoamingTest)
#include "roaming_test.moc"
