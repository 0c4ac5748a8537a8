#include "tests/adapters/ssh/transport_fixture.h"
#include "tests/support/tcp_proxy.h"

#include <QElapsedTimer>

namespace slipway::adapters {

using base::ErrorKind;
using domain::Transport;
using State = ports::AttemptState::State;
using support::TcpProxy;
using Way = TcpProxy::Way;

namespace {

/// A server whose hosts are reached through proxies.
struct Behind : Fixture {
    /// Its key is the server's for everybody who knows this fixture's known hosts.
    std::unique_ptr<TcpProxy> proxy() const {
        auto made = std::make_unique<TcpProxy>(server.port());
        trust(made->port());
        return made;
    }
    domain::Host host(const TcpProxy& through, Transport transport) const {
        auto host = server.host();
        host.port = through.port();
        host.transport = transport;
        return host;
    }
    ports::AttemptOrder order(const TcpProxy& through, Transport transport, const QString& script) const {
        auto order = Fixture::order(script);
        order.host = host(through, transport);
        order.command.variables = {{QStringLiteral("COUNTER"), counterPath(order)}};
        return order;
    }
    QString counterPath(const ports::AttemptOrder& order) const {
        return server.home() + QStringLiteral("/count-") + order.attempt.text();
    }
    /// How often the command has begun so far.
    qsizetype runsOf(const ports::AttemptOrder& order) const {
        return contentOf(counterPath(order)).count('\n');
    }
};

/// Counts, and prints enough that many packets are on their way.
QString countingScript() {
    return QStringLiteral("echo run >>\"$COUNTER\"; seq 1 3000; echo complaint >&2; seq 3001 6000; exit 7");
}

const QByteArray& printedByIt() {
    static const QByteArray text = [] {
        QByteArray all;
        for (int number = 1; number <= 6000; ++number)
            all += QByteArray::number(number) + '\n';
        return all;
    }();
    return text;
}

/// What the answers told on the way to the end.
struct Told {
    int notStarted = 0; ///< Unreachable: proof that nothing ran
    int never = 0;      ///< a lost connection, and the host had not heard of the attempt
    int adopted = 0;    ///< a lost connection, and the host had
    int whole = 0;      ///< ended in its first exchange
    Told& operator+=(const Told& other) {
        notStarted += other.notStarted;
        never += other.never;
        adopted += other.adopted;
        whole += other.whole;
        return *this;
    }
};

/// Brings an order to its end as the contract of RemoteShell says, whatever happens to the connection.
base::Result<ports::AttemptState> broughtToItsEnd(Libssh2Shell& shell, const Behind& fixture,
                                                  const ports::AttemptOrder& order,
                                                  const std::shared_ptr<Collector>& sink, Told& told) {
    enum class Next { Run, Ask, Follow };
    auto next = Next::Run;
    for (int turn = 0; turn < 20; ++turn) {
        const auto answer =
            answerOf(next == Next::Run   ? shell.run(order, sink->offsets(), sink, within(20'000))
                     : next == Next::Ask ? shell.status(order, within(20'000))
                                         : shell.follow(order, sink->offsets(), sink, within(20'000)));
        if (!answer && next == Next::Run && answer.error().kind == ErrorKind::Unreachable) {
            ++told.notStarted;
            if (fixture.runsOf(order) != 0)
                return base::Error{ErrorKind::Refused, {}, QStringLiteral("called unreachable, but it ran")};
        } else if (!answer && (answer.error().kind == ErrorKind::Unreachable ||
                               answer.error().kind == ErrorKind::ConnectionLost)) {
            next = Next::Ask;
        } else if (!answer) {
            return answer;
        } else if (next == Next::Ask) {
            const bool isUnknown = answer->state == State::Never;
            ++(isUnknown ? told.never : told.adopted);
            next = isUnknown ? Next::Run : Next::Follow;
        } else {
            told.whole += turn == 0;
            return answer;
        }
    }
    return base::Error{ErrorKind::Refused, {}, QStringLiteral("never came to an end")};
}

/// What is wrong with the end of a counting script; empty when all is right.
QByteArray complaint(const base::Result<ports::AttemptState>& ended, const Collector& sink, qsizetype runs) {
    if (!ended)
        return wordsOf(ended);
    if (ended->state != State::Done || ended->exitCode != 7)
        return "not its real end";
    if (sink.out() != printedByIt() || sink.err() != "complaint\n" || !sink.isExact())
        return "the output is not what was printed";
    return runs == 1 ? QByteArray() : "it ran " + QByteArray::number(runs) + " times";
}

struct CutPoint {
    Way way = Way::ToServer;
    qint64 bytes = 0;
    TcpProxy::Cut how = TcpProxy::Cut::Reset;
};

/// Runs a step for each point, several at once, with its connection cut there; what went wrong.
QByteArrayList cutAt(const Behind& fixture, Transport transport, const QList<CutPoint>& points, Told& told) {
    QByteArrayList wrong;
    std::mutex mutex;
    std::atomic<qsizetype> next = 0;
    const auto lane = [&](TcpProxy& proxy) {
        while (true) {
            const auto index = next++;
            if (index >= points.size())
                return;
            const auto point = points[index];
            const auto order = fixture.order(proxy, transport, countingScript());
            const auto sink = std::make_shared<Collector>();
            const auto shell = fixture.shell();
            proxy.cutAfter(point.way, point.bytes, point.how);
            Told here;
            const auto ended = broughtToItsEnd(*shell, fixture, order, sink, here);
            auto what = complaint(ended, *sink, fixture.runsOf(order));
            if (what.isEmpty() && !proxy.hasCut())
                what = "was not cut";
            const std::scoped_lock lock(mutex);
            told += here;
            if (!what.isEmpty())
                wrong.append(QByteArray(point.way == Way::ToServer ? "to the server" : "to the client") +
                             ", byte " + QByteArray::number(point.bytes) + ": " + what);
        }
    };
    std::vector<std::unique_ptr<TcpProxy>> proxies;
    for (int count = 0; count < 6; ++count)
        proxies.push_back(fixture.proxy());
    std::vector<std::jthread> lanes;
    for (const auto& proxy : proxies)
        lanes.emplace_back(lane, std::ref(*proxy));
    lanes.clear();
    return wrong;
}

/// A step that prints and then waits for the file "go", followed over a proxy of its own.
struct Waiting {
    Waiting(const Behind& fixture, Transport transport, TcpProxy::Freeze how)
        : freeze(how)
        , proxy(fixture.proxy())
        , shell(fixture.shell())
        , order(fixture.order(*proxy, transport,
                              QStringLiteral("echo run >>\"$COUNTER\"; echo begun; while [ ! -e "
                                             "\"$HOME/go\" ]; do sleep 0.05; done; echo end; exit 3"))) {
        running = shell->run(order, {}, sink, within(60'000));
    }
    TcpProxy::Freeze freeze;
    std::unique_ptr<TcpProxy> proxy;
    std::unique_ptr<Libssh2Shell> shell;
    ports::AttemptOrder order;
    std::shared_ptr<Collector> sink = std::make_shared<Collector>();
    base::Future<ports::AttemptState> running;
    qint64 noticedMs = -1;
};

} // namespace

/// Real servers behind a proxy that breaks the connection on purpose.
class CutConnectionTest : public QObject {
    Q_OBJECT

    static void addTransports() {
        QTest::addColumn<Transport>("transport");
        QTest::newRow("libssh2") << Transport::Libssh2;
        QTest::newRow("the OpenSSH client") << Transport::OpenSsh;
    }

private Q_SLOTS:
    // Cases 2 to 8: banner, key exchange, login, gate, start, run and result, each cut somewhere.
    void faultCase02To08_aStepRunsOnceWhereverItsConnectionIsCut_data() { addTransports(); }
    void faultCase02To08_aStepRunsOnceWhereverItsConnectionIsCut() {
        QFETCH(const Transport, transport);
        const Behind fixture;
        const auto proxy = fixture.proxy();
        // How much a whole exchange is: its session stays open.
        const auto shell = fixture.shell();
        const auto order = fixture.order(*proxy, transport, countingScript());
        const auto sink = std::make_shared<Collector>();
        Told told;
        const auto ended = broughtToItsEnd(*shell, fixture, order, sink, told);
        QCOMPARE(complaint(ended, *sink, fixture.runsOf(order)), QByteArray());
        QCOMPARE(told.whole, 1);
        QList<CutPoint> points;
        for (const auto way : {Way::ToServer, Way::ToClient}) {
            // Half of them in banner, key exchange and login, half in what follows.
            const qint64 opening = 4500;
            // How many packets the same bytes come in differs from run to run.
            const auto rest = proxy->passed(way) - 1500 - opening;
            const int half = transport == Transport::Libssh2 ? 12 : 6;
            for (int point = 0; point < 2 * half; ++point)
                points.append(
                    {way,
                     point < half ? 1 + opening * point / half : opening + rest * (point - half + 1) / half,
                     point % 2 ? TcpProxy::Cut::Orderly : TcpProxy::Cut::Reset});
        }
        const auto wrong = cutAt(fixture, transport, points, told);
        QVERIFY2(wrong.isEmpty(), wrong.join('\n').constData());
        // The cuts met every part of an exchange.
        QVERIFY(told.notStarted > 0);
        QVERIFY(told.never > 0);
        QVERIFY(told.adopted > 0);
    }

    void faultCase10_packetsThatVanishAreNoticedByTheSilence() {
        const Behind fixture;
        std::vector<std::unique_ptr<Waiting>> all;
        for (const auto transport : {Transport::Libssh2, Transport::OpenSsh})
            for (const auto how : {TcpProxy::Freeze::Blocks, TcpProxy::Freeze::Swallows})
                all.push_back(std::make_unique<Waiting>(fixture, transport, how));
        for (const auto& one : all)
            QTRY_COMPARE_WITH_TIMEOUT(one->sink->out(), QByteArray("begun\n"), 20'000);
        QElapsedTimer timer;
        timer.start();
        for (const auto& one : all)
            one->proxy->freeze(one->freeze);
        QVERIFY(QTest::qWaitFor(
            [&] {
                bool isOver = true;
                for (const auto& one : all) {
                    if (one->noticedMs < 0 && one->running.isFinished())
                        one->noticedMs = timer.elapsed();
                    isOver = isOver && one->noticedMs >= 0;
                }
                return isOver;
            },
            30'000));
        for (const auto& one : all) {
            const auto lost = one->running.result();
            QVERIFY(!lost.ok());
            QCOMPARE(lost.error().kind, ErrorKind::ConnectionLost);
            // Three keepalive intervals of a second, and what looking at them takes.
            QVERIFY2(one->noticedMs > 1'500 && one->noticedMs < 5'500,
                     qPrintable(QString::number(one->noticedMs)));
            one->proxy->cutAll(TcpProxy::Cut::Reset);
            one->proxy->thaw();
        }
        fixture.writeAtHome(QStringLiteral("go"), "");
        for (const auto& one : all) {
            const auto ended =
                answerOf(one->shell->follow(one->order, one->sink->offsets(), one->sink, within(20'000)));
            QVERIFY2(ended.ok(), wordsOf(ended).constData());
            QCOMPARE(ended->exitCode, 3);
            QCOMPARE(one->sink->out(), QByteArray("begun\nend\n"));
            QCOMPARE(fixture.runsOf(one->order), 1);
        }
    }

    void faultCase10_aServerThatFallsSilentWhileConnectingIsUnreachable_data() { addTransports(); }
    void faultCase10_aServerThatFallsSilentWhileConnectingIsUnreachable() {
        QFETCH(const Transport, transport);
        const Behind fixture;
        const auto proxy = fixture.proxy();
        proxy->freeze(TcpProxy::Freeze::Swallows);
        const auto shell = fixture.shell();
        const auto order = fixture.order(*proxy, transport, countingScript());
        const auto started = answerOf(shell->run(order, {}, std::make_shared<Collector>(), within(1'200)));
        QVERIFY(!started.ok());
        QCOMPARE(started.error().kind, ErrorKind::Unreachable);
        QCOMPARE(fixture.runsOf(order), 0);
    }

    void worksWhenEveryByteComesAlone_data() { addTransports(); }
    void worksWhenEveryByteComesAlone() {
        QFETCH(const Transport, transport);
        const Behind fixture;
        const auto proxy = fixture.proxy();
        proxy->slice(1);
        const auto shell = fixture.shell();
        const auto order = fixture.order(*proxy, transport, countingScript());
        const auto sink = std::make_shared<Collector>();
        const auto ended = answerOf(shell->run(order, {}, sink, within(60'000)));
        QCOMPARE(complaint(ended, *sink, fixture.runsOf(order)), QByteArray());
    }

    void worksOverALongWay_data() { addTransports(); }
    void worksOverALongWay() {
        QFETCH(const Transport, transport);
        const Behind fixture;
        const auto proxy = fixture.proxy();
        proxy->delay(std::chrono::milliseconds(20));
        const auto shell = fixture.shell();
        const auto order = fixture.order(*proxy, transport, countingScript());
        const auto sink = std::make_shared<Collector>();
        const auto ended = answerOf(shell->run(order, {}, sink, within(60'000)));
        QCOMPARE(complaint(ended, *sink, fixture.runsOf(order)), QByteArray());
        const auto answer = answerOf(shell->query(order.host, QStringLiteral("true"), {}, within(20'000)));
        QVERIFY2(answer.ok(), wordsOf(answer).constData());
        QVERIFY(answer->took >= base::Milliseconds(40));
    }

    void faultCase13_anotherMachineUnderTheSameNameIsNotLoggedInTo_data() { addTransports(); }
    void faultCase13_anotherMachineUnderTheSameNameIsNotLoggedInTo() {
        QFETCH(const Transport, transport);
        const Behind fixture;
        support::SshServer other;
        QVERIFY(other.start());
        const auto proxy = fixture.proxy();
        const auto shell = fixture.shell();
        const auto host = fixture.host(*proxy, transport);
        QVERIFY(answerOf(shell->reach(host, within(20'000))).ok());
        proxy->setTarget(other.port());
        QCOMPARE(proxy->cutAll(TcpProxy::Cut::Reset), 1);
        const auto order = fixture.order(*proxy, transport, countingScript());
        const auto refused = answerOf(shell->run(order, {}, std::make_shared<Collector>(), within(20'000)));
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().kind, ErrorKind::HostKeyChanged);
        QVERIFY(refused.error().detail.contains(keyTextOf(fixture.server)));
        QVERIFY(refused.error().detail.contains(keyTextOf(other)));
        QVERIFY(!other.log().contains(host.user.toUtf8()));
        // Back at the right one, all goes on.
        proxy->setTarget(fixture.server.port());
        const auto sink = std::make_shared<Collector>();
        const auto ended = answerOf(shell->run(order, {}, sink, within(20'000)));
        QCOMPARE(complaint(ended, *sink, fixture.runsOf(order)), QByteArray());
    }

    void faultCase13_theSameMachineAtAnotherAddressIsKnownByItsKey_data() { addTransports(); }
    void faultCase13_theSameMachineAtAnotherAddressIsKnownByItsKey() {
        QFETCH(const Transport, transport);
        const Behind fixture;
        append(fixture.knownHosts(), "the-box " + fixture.server.hostKeyLine() + '\n');
        const auto config = fixture.server.folder() + QStringLiteral("/config");
        auto options = fixture.options();
        options.sshConfig = config;
        auto host = fixture.server.host();
        host.transport = transport;
        host.address = QStringLiteral("the-box");
        host.port = 0;
        for (const QByteArray& address : {QByteArray("127.0.0.1"), QByteArray("localhost")}) {
            QFile::remove(config);
            append(config, "Host the-box\n  HostKeyAlias the-box\n  HostName " + address + "\n  Port " +
                               QByteArray::number(fixture.server.port()) + '\n');
            Libssh2Shell shell(options);
            const auto facts = answerOf(shell.reach(host, within(20'000)));
            QVERIFY2(facts.ok(), wordsOf(facts).constData());
            QCOMPARE(facts->address, QString::fromLatin1(address));
            QVERIFY(keyTextOf(fixture.server).endsWith(facts->hostKey));
        }
    }
};

} // namespace slipway::adapters

QTEST_GUILESS_MAIN(slipway::adapters::CutConnectionTest)
#include "cut_connection_test.moc"
