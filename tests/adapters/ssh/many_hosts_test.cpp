#include "tests/adapters/ssh/transport_fixture.h"

#include <sys/resource.h>

namespace slipway::adapters {

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
    const quint16 m_closed = support::freePort();

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
            QMap<int, base::Future<ports::AttemptState>> ends;
            QMap<int, std::shared_ptr<Collector>> sinks;
            QMap<int, base::Future<ports::RemoteShell::QueryAnswer>> answers;
            // Of 25: three steps, seven questions, and fifteen hosts where nobody listens.
            for (int number = 0; number < 500; ++number) {
                const int kind = number % 25;
                auto target =
                    host(number, kind == 0 ? domain::Transport::OpenSsh : domain::Transport::Libssh2);
                if (kind >= 10)
                    target.port = m_closed;
                if (kind < 3) {
                    auto order = m_fixture.order(QStringLiteral("echo %1; exit 4").arg(number));
                    order.host = target;
                    sinks[number] = std::make_shared<Collector>();
                    ends[number] = shell.run(order, {}, sinks[number], within(120'000));
                } else {
                    answers[number] =
                        shell.query(target, QStringLiteral("echo %1").arg(number), {}, within(120'000));
                }
            }
            for (auto each = ends.cbegin(); each != ends.cend(); ++each) {
                const auto ended = answerOf(*each);
                QVERIFY2(ended.ok(), wordsOf(ended).constData());
                QCOMPARE(ended->exitCode, 4);
                QCOMPARE(sinks[each.key()]->out(), QByteArray::number(each.key()) + '\n');
            }
            for (auto each = answers.cbegin(); each != answers.cend(); ++each) {
                const auto answer = answerOf(*each);
                if (each.key() % 25 < 10) {
                    QVERIFY2(answer.ok(), wordsOf(answer).constData());
                    QCOMPARE(answer->output, QByteArray::number(each.key()) + '\n');
                } else {
                    QVERIFY(!answer.ok());
                    QCOMPARE(answer.error().kind, base::ErrorKind::Unreachable);
                }
            }
        }
        QCOMPARE(openDescriptors(), before);
    }
};

} // namespace slipway::adapters

QTEST_GUILESS_MAIN(slipway::adapters::ManyHostsTest)
#include "many_hosts_test.moc"
