#include "tests/adapters/ssh/transport_fixture.h"
#include "tests/support/tcp_proxy.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QtEndian>
#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace slipway::adapters {

using base::ErrorKind;
using domain::Transport;
using support::TcpProxy;
using Way = TcpProxy::Way;
using Query = ports::RemoteShell::QueryAnswer;

namespace {

/// Says the same bytes to whoever connects, one text a port, and then ends its side or falls silent.
class Sayer {
public:
    struct Text {
        QByteArray bytes;
        bool ends = true;
    };
    explicit Sayer(QList<Text> texts) : m_texts(std::move(texts)) {
        for (qsizetype index = 0; index < m_texts.size(); ++index) {
            const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
            sockaddr_in address{};
            address.sin_family = AF_INET;
            address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
            socklen_t length = sizeof address;
            if (::bind(listener, reinterpret_cast<sockaddr*>(&address), length) != 0 ||
                ::listen(listener, 16) != 0 ||
                ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &length) != 0)
                qFatal("the test's server cannot listen");
            m_listeners.append(listener);
            m_ports.append(ntohs(address.sin_port));
        }
        m_thread = std::jthread([this](const std::stop_token& stop) { loop(stop); });
    }
    ~Sayer() {
        m_thread = {};
        for (const int each : m_listeners + m_taken)
            ::close(each);
    }
    Sayer(const Sayer&) = delete;
    Sayer& operator=(const Sayer&) = delete;
    quint16 port(qsizetype index) const { return m_ports[index]; }

private:
    void loop(const std::stop_token& stop) {
        std::vector<pollfd> watched;
        for (const int each : m_listeners)
            watched.push_back({each, POLLIN, 0});
        while (!stop.stop_requested()) {
            ::poll(watched.data(), watched.size(), 20);
            for (size_t index = 0; index < watched.size(); ++index) {
                const int taken = watched[index].revents
                                      ? ::accept4(watched[index].fd, nullptr, nullptr, SOCK_CLOEXEC)
                                      : -1;
                if (taken < 0)
                    continue;
                const auto& text = m_texts[static_cast<qsizetype>(index)];
                [[maybe_unused]] const auto count =
                    ::send(taken, text.bytes.constData(), static_cast<size_t>(text.bytes.size()),
                           MSG_NOSIGNAL | MSG_DONTWAIT);
                if (text.ends)
                    ::shutdown(taken, SHUT_WR);
                m_taken.append(taken); // closing now would throw away what the client has not read
            }
        }
    }
    QList<Text> m_texts;
    QList<int> m_listeners, m_taken;
    QList<quint16> m_ports;
    std::jthread m_thread;
};

/// Where the first encrypted byte of a server's stream is: behind its SSH_MSG_NEWKEYS.
qsizetype encryptedFrom(const QByteArray& stream) {
    auto at = stream.indexOf('\n') + 1;
    while (at > 0 && at + 6 <= stream.size()) {
        const auto length = qFromBigEndian<quint32>(stream.constData() + at);
        const bool isNewKeys = stream[at + 5] == 21;
        at += 4 + qsizetype(length);
        if (isNewKeys)
            return at;
    }
    return -1;
}

/// What a hostile or broken server might say instead.
QByteArray mutated(QByteArray bytes, QRandomGenerator& random) {
    const auto place = [&] { return random.bounded(std::max<qsizetype>(1, bytes.size())); };
    const auto noise = [&](qsizetype size) {
        QByteArray made;
        while (made.size() < size)
            made.append(static_cast<char>(random.bounded(256)));
        return made;
    };
    static const quint32 lengths[] = {0,      1,      2,          5,          12,         35'000,
                                      35'001, 40'001, 0x00ffffff, 0x7fffffff, 0x80000000, 0xffffffff};
    for (int turn = random.bounded(1, 4); turn > 0; --turn) {
        const auto at = place();
        switch (random.bounded(7)) {
        case 0: // bits
            for (int bit = random.bounded(1, 9); bit > 0 && !bytes.isEmpty(); --bit) {
                const auto where = place();
                bytes[where] = static_cast<char>(bytes[where] ^ (1 << random.bounded(8)));
            }
            break;
        case 1: // a length: of the first packet, or of whatever lies there
            if (bytes.size() >= 8) {
                const auto first = bytes.indexOf('\n') + 1;
                const auto where = std::min(random.bounded(3) == 0 ? first : at, bytes.size() - 4);
                qToBigEndian(lengths[random.bounded(12)], bytes.data() + where);
            }
            break;
        case 2:
            bytes.truncate(at);
            break;
        case 3: // something twice
            bytes.insert(at, bytes.mid(place(), random.bounded(1, 600)));
            break;
        case 4:
            bytes.insert(at, noise(random.bounded(1, 300)));
            break;
        case 5:
            bytes.replace(at, random.bounded(1, 200), noise(random.bounded(1, 200)));
            break;
        case 6: // all behind the banner
            bytes = bytes.left(bytes.indexOf('\n') + 1) + noise(random.bounded(1, 3000));
            break;
        }
    }
    return bytes;
}

/// An end that tells the person the truth: something between us and the host is broken.
bool isProper(ErrorKind kind) {
    return kind == ErrorKind::Unreachable || kind == ErrorKind::ConnectionLost ||
           kind == ErrorKind::Timeout || kind == ErrorKind::Protocol || kind == ErrorKind::HostKeyChanged ||
           kind == ErrorKind::HostKeyUnknown;
}

QString genuineCommand() {
    return QStringLiteral("printf genuine; exit 3");
}

bool isGenuine(const Query& answer) {
    return answer.output == "genuine" && answer.exitCode == 3;
}

} // namespace

/// Servers that say anything but what SSH allows. A run's seed is its number.
class HostileServerTest : public QObject {
    Q_OBJECT
    Fixture m_fixture;
    QByteArray m_stream; ///< what the real server said to one client, until its answer
    qsizetype m_encryptedFrom = -1;
    qsizetype m_loggedInAt = -1;

    domain::Host host(quint16 port, Transport transport = Transport::Libssh2) const {
        auto host = m_fixture.server.host();
        host.port = port;
        host.transport = transport;
        return host;
    }

private Q_SLOTS:
    void initTestCase() {
        std::mutex mutex;
        TcpProxy proxy(m_fixture.server.port());
        m_fixture.trust(proxy.port());
        proxy.change([&](Way way, qint64, const QByteArray& bytes) {
            const std::scoped_lock lock(mutex);
            if (way == Way::ToClient)
                m_stream += bytes;
            return bytes;
        });
        const auto shell = m_fixture.shell();
        QVERIFY(answerOf(shell->reach(host(proxy.port()), within(20'000))).ok());
        {
            const std::scoped_lock lock(mutex);
            m_loggedInAt = m_stream.size();
        }
        const auto answer = answerOf(shell->query(host(proxy.port()), genuineCommand(), {}, within(20'000)));
        QVERIFY2(answer.ok(), wordsOf(answer).constData());
        QVERIFY(isGenuine(*answer));
        proxy.change({});
        m_encryptedFrom = encryptedFrom(m_stream);
        QVERIFY(m_encryptedFrom > 500);
        QVERIFY(m_loggedInAt > m_encryptedFrom);
        QVERIFY(m_stream.size() > m_loggedInAt);
    }

    void faultCase59_aServerThatSaysAnythingBeforeTheKeysIsAnError() {
        const auto opening = m_stream.left(m_encryptedFrom);
        const auto shell = m_fixture.shell();
        QElapsedTimer timer;
        timer.start();
        for (int batch = 0; batch < 10; ++batch) {
            QList<Sayer::Text> texts;
            for (int index = 0; index < 48; ++index) {
                QRandomGenerator random(static_cast<quint32>(batch * 48 + index));
                texts.append({mutated(opening, random), random.bounded(4) != 0});
            }
            const Sayer sayer(texts);
            QList<base::Future<Query>> answers;
            for (int index = 0; index < 48; ++index)
                answers.append(shell->query(host(sayer.port(index)), genuineCommand(), {}, within(500)));
            for (int index = 0; index < 48; ++index) {
                const auto answer = answerOf(answers[index]);
                const auto what = "seed " + QByteArray::number(batch * 48 + index) + ": " + wordsOf(answer);
                QVERIFY2(!answer.ok() && isProper(answer.error().kind), what.constData());
            }
        }
        // Each has half a second; all are asked at once.
        QVERIFY2(timer.elapsed() < 40'000, qPrintable(QString::number(timer.elapsed())));
    }

    void faultCase59_aByteChangedOnItsWayIsNeverTakenForSuccess_data() {
        QTest::addColumn<Transport>("transport");
        QTest::addColumn<int>("runs");
        QTest::newRow("libssh2") << Transport::Libssh2 << 132;
        QTest::newRow("the OpenSSH client") << Transport::OpenSsh << 12;
    }
    void faultCase59_aByteChangedOnItsWayIsNeverTakenForSuccess() {
        QFETCH(const Transport, transport);
        QFETCH(const int, runs);
        const auto shell = m_fixture.shell();
        int genuine = 0;
        for (int begin = 0; begin < runs; begin += 44) {
            std::vector<std::unique_ptr<TcpProxy>> proxies;
            QList<base::Future<Query>> answers;
            QList<qint64> places;
            const int count = std::min(44, runs - begin);
            for (int index = 0; index < count; ++index) {
                QRandomGenerator random(static_cast<quint32>(begin + index));
                // A third before the keys, a third while logging in, a third in the answer.
                const qint64 from[] = {0, m_encryptedFrom, m_loggedInAt};
                const qint64 to[] = {m_encryptedFrom, m_loggedInAt, m_stream.size()};
                const auto part = (begin + index) % 3;
                const auto place = from[part] + random.bounded(to[part] - from[part]);
                const auto flip = static_cast<char>(1 << random.bounded(8));
                proxies.push_back(std::make_unique<TcpProxy>(m_fixture.server.port()));
                // Every connection is changed, the ones that are tried again too.
                proxies.back()->change([place, flip](Way way, qint64 at, QByteArray bytes) {
                    if (way == Way::ToClient && place >= at && place < at + bytes.size())
                        bytes[place - at] = static_cast<char>(bytes[place - at] ^ flip);
                    return bytes;
                });
                m_fixture.trust(proxies.back()->port());
                places.append(place);
            }
            for (int index = 0; index < count; ++index)
                answers.append(shell->query(host(proxies[static_cast<size_t>(index)]->port(), transport),
                                            genuineCommand(), {}, within(2'500)));
            for (int index = 0; index < count; ++index) {
                const auto answer = answerOf(answers[index]);
                const auto what = "seed " + QByteArray::number(begin + index) + ", byte " +
                                  QByteArray::number(places[index]) + ": " + wordsOf(answer);
                if (answer.ok()) {
                    // Only padding before the keys, and what comes behind the answer, changes nothing.
                    QVERIFY2(places[index] < m_encryptedFrom || places[index] >= m_loggedInAt,
                             what.constData());
                    QVERIFY2(isGenuine(*answer), what.constData());
                    ++genuine;
                } else {
                    QVERIFY2(isProper(answer.error().kind), what.constData());
                }
            }
        }
        QVERIFY2(genuine < runs / 2, qPrintable(QString::number(genuine)));
    }
};

} // namespace slipway::adapters

QTEST_GUILESS_MAIN(slipway::adapters::HostileServerTest)
#include "hostile_server_test.moc"
