#include "tests/adapters/ssh/transport_fixture.h"

#include <sys/resource.h>

namespace slipway::adapters {

using State = ports::AttemptState::State;

namespace {

int openDescriptors() {
    return static_cast<int>(QDir(QStringLiteral("/proc/self/fd"))
                                .entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System)
                                .size());
}

/// Keeps this process below so many descriptors for as long as it lives.
class FewDescriptors {
public:
    explicit FewDescriptors(rlim_t most) {
        ::getrlimit(RLIMIT_NOFILE, &m_before);
        const rlimit few{most, m_before.rlim_max};
        ::setrlimit(RLIMIT_NOFILE, &few);
    }
    ~FewDescriptors() { ::setrlimit(RLIMIT_NOFILE, &m_before); }
    FewDescriptors(const FewDescriptors&) = delete;
    FewDescriptors& operator=(const FewDescriptors&) = delete;

private:
    rlimit m_before{};
};

} // namespace

/// Far more hosts than a process may have connections.
class ManyHostsTest : public QObject {
    Q_OBJECT
    Fixture m_fixture;

    /// One server under many names, each of which is a host of its own.
    Libssh2Shell::Options options() const {
        auto options = m_fixture.options();
        options.sshConfig = m_fixture.server.folder() + QStringLiteral("/config");
        return options;
    }
    domain::Host host(int number, domain::Transport transport) const {
        auto host = m_fixture.server.host(QStringLiteral("h%1").arg(number));
        host.address = host.name.text();
        host.port = 0;
        host.transport = transport;
        return host;
    }

private Q_SLOTS:
    void initTestCase() {
        append(m_fixture.server.folder() + QStringLiteral("/config"),
               "Host h*\n  HostName 127.0.0.1\n  HostKeyAlias box\n  Port " +
                   QByteArray::number(m_fixture.server.port()) + '\n');
        append(m_fixture.knownHosts(), "box " + m_fixture.server.hostKeyLine() + '\n');
    }

    void faultCase82_allOfFiveHundredHostsAreAnswered() {
        const int before = openDescriptors();
        {
            const FewDescriptors few(256);
            Libssh2Shell shell(options());
            QList<base::Future<ports::RemoteShell::QueryAnswer>> answers;
            for (int number = 0; number < 500; ++number)
                answers.append(shell.query(host(number, domain::Transport::Libssh2),
                                           QStringLiteral("echo %1").arg(number), {}, within(120'000)));
            for (int number = 0; number < 500; ++number) {
                const auto answer = answerOf(answers[number]);
                QVERIFY2(answer.ok(), wordsOf(answer).constData());
                QCOMPARE(answer->output, QByteArray::number(number) + '\n');
            }
        }
        QCOMPARE(openDescriptors(), before);
    }

    void faultCase82_stepsOnManyHostsAtOnceQueueToo_data() {
        QTest::addColumn<domain::Transport>("transport");
        QTest::addColumn<int>("hosts");
        QTest::newRow("libssh2") << domain::Transport::Libssh2 << 150;
        QTest::newRow("the OpenSSH client") << domain::Transport::OpenSsh << 30;
    }
    void faultCase82_stepsOnManyHostsAtOnceQueueToo() {
        QFETCH(const domain::Transport, transport);
        QFETCH(const int, hosts);
        const int before = openDescriptors();
        {
            const FewDescriptors few(256);
            Libssh2Shell shell(options());
            QList<base::Future<ports::AttemptState>> ends;
            QList<std::shared_ptr<Collector>> sinks;
            for (int number = 0; number < hosts; ++number) {
                auto order = m_fixture.order(QStringLiteral("echo %1; exit 4").arg(number));
                order.host = host(number, transport);
                sinks.append(std::make_shared<Collector>());
                ends.append(shell.run(order, {}, sinks.last(), within(120'000)));
            }
            for (int number = 0; number < hosts; ++number) {
                const auto ended = answerOf(ends[number]);
                QVERIFY2(ended.ok(), wordsOf(ended).constData());
                QCOMPARE(ended->exitCode, 4);
                QCOMPARE(sinks[number]->out(), QByteArray::number(number) + '\n');
            }
        }
        QCOMPARE(openDescriptors(), before);
    }
};

} // namespace slipway::adapters

QTEST_GUILESS_MAIN(slipway::adapters::ManyHostsTest)
#include "many_hosts_test.moc"
