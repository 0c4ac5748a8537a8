#include "app/adapters/ssh/agent.h"

#include <QtEndian>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace slipway::adapters {

namespace {

constexpr char requestIdentities = 11;
constexpr char identitiesAnswer = 12;
constexpr char signRequest = 13;
constexpr char signResponse = 14;
/// OpenSSH's own limit for agent messages.
constexpr quint32 longestMessage = 256 * 1024;

QByteArray number(quint32 value) {
    QByteArray bytes(4, '\0');
    qToBigEndian(value, bytes.data());
    return bytes;
}

QByteArray string(const QByteArray& bytes) {
    return number(static_cast<quint32>(bytes.size())) + bytes;
}

/// Takes a length-prefixed string off the front; nothing when the message is cut.
std::optional<QByteArray> takeString(QByteArray& message) {
    if (message.size() < 4)
        return {};
    const auto length = qFromBigEndian<quint32>(message.constData());
    if (length > static_cast<quint32>(message.size() - 4))
        return {};
    const auto text = message.mid(4, static_cast<int>(length));
    message = message.mid(4 + static_cast<int>(length));
    return text;
}

} // namespace

Agent::Agent(const QByteArray& socketPath) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (socketPath.isEmpty() || socketPath.size() >= static_cast<int>(sizeof address.sun_path))
        return;
    std::memcpy(address.sun_path, socketPath.constData(), static_cast<size_t>(socketPath.size()));
    m_socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (m_socket >= 0 &&
        ::connect(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        close();
}

Agent::~Agent() {
    close();
}

void Agent::close() {
    if (m_socket >= 0)
        ::close(m_socket);
    m_socket = -1;
}

QByteArray Agent::ask(const QByteArray& request, Waiter& waiter, std::chrono::milliseconds atMost) {
    const auto end = bootMilliseconds() + atMost.count();
    const auto message = string(request);
    int sent = 0;
    QByteArray answer;
    while (m_socket >= 0) {
        const bool sending = sent < message.size();
        char buffer[4096];
        const auto count = sending ? ::send(m_socket, message.constData() + sent,
                                            static_cast<size_t>(message.size() - sent), MSG_NOSIGNAL)
                                   : ::recv(m_socket, buffer, sizeof buffer, 0);
        if (count < 0 && errno == EAGAIN) {
            const auto left = std::min(end - bootMilliseconds(), qint64(1000));
            if (left <= 0 || waiter.wait(m_socket, sending ? POLLOUT : POLLIN,
                                         std::chrono::milliseconds(left)) == Waiter::Outcome::Over)
                close();
            continue;
        }
        if (count <= 0) {
            close();
            break;
        }
        if (sending) {
            sent += static_cast<int>(count);
            continue;
        }
        answer.append(buffer, static_cast<int>(count));
        if (answer.size() < 4)
            continue;
        const auto length = qFromBigEndian<quint32>(answer.constData());
        if (length > longestMessage) {
            close();
            break;
        }
        if (static_cast<quint32>(answer.size() - 4) >= length)
            return answer.mid(4, static_cast<int>(length));
    }
    return {};
}

QList<Agent::Key> Agent::keys(Waiter& waiter, std::chrono::milliseconds atMost) {
    auto answer = ask(QByteArray(1, requestIdentities), waiter, atMost);
    QList<Key> keys;
    if (answer.size() < 5 || answer[0] != identitiesAnswer)
        return keys;
    answer = answer.mid(5);
    while (true) {
        const auto blob = takeString(answer);
        const auto comment = blob ? takeString(answer) : std::nullopt;
        if (!comment)
            return keys;
        keys.append({*blob, QString::fromUtf8(*comment)});
    }
}

QByteArray Agent::sign(const QByteArray& keyBlob, const QByteArray& data, quint32 flags, Waiter& waiter) {
    auto answer = ask(QByteArray(1, signRequest) + string(keyBlob) + string(data) + number(flags), waiter,
                      std::chrono::milliseconds(waiter.remaining()));
    if (answer.isEmpty() || answer[0] != signResponse)
        return {};
    answer = answer.mid(1);
    auto signature = takeString(answer);
    if (!signature || !takeString(*signature))
        return {};
    return takeString(*signature).value_or(QByteArray());
}

} // namespace slipway::adapters
