#include "app/adapters/ssh/resolver.h"

#include <QByteArray>
#include <cstring>
#include <mutex>
#include <netdb.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <system_error>
#include <thread>
#include <unistd.h>

namespace slipway::adapters {

namespace {

using base::Error;
using base::ErrorKind;

struct Answer {
    int code = 0;
    std::vector<SocketAddress> addresses;
};

Answer ask(const QByteArray& name, const QByteArray& port, int flags) {
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = flags | AI_NUMERICSERV;
    addrinfo* list = nullptr;
    Answer answer;
    answer.code = getaddrinfo(name.constData(), port.constData(), &hints, &list);
    for (const auto* each = answer.code == 0 ? list : nullptr; each; each = each->ai_next) {
        SocketAddress address;
        std::memcpy(&address.storage, each->ai_addr, each->ai_addrlen);
        address.length = each->ai_addrlen;
        address.family = each->ai_family;
        answer.addresses.push_back(address);
    }
    if (answer.code == 0)
        freeaddrinfo(list);
    return answer;
}

Error late(const QString& address, const Waiter& waiter) {
    auto error = waiter.error(ErrorKind::Observer);
    if (error.kind == ErrorKind::Observer)
        error.detail = QStringLiteral("%1: no name server answered in time").arg(address);
    return error;
}

struct Shared {
    Shared() : event(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}
    ~Shared() {
        if (event >= 0)
            ::close(event);
    }
    Shared(const Shared&) = delete;
    Shared& operator=(const Shared&) = delete;
    int event;
    std::mutex mutex;
    std::optional<Answer> answer;
};

} // namespace

base::Result<std::vector<SocketAddress>> resolve(const QString& address, quint16 port, Waiter& waiter) {
    const auto name = address.toUtf8();
    const auto service = QByteArray::number(port);
    auto answer = ask(name, service, AI_NUMERICHOST);
    if (answer.code == EAI_NONAME) {
        const auto shared = std::make_shared<Shared>();
        try {
            std::thread([shared, name, service] {
                auto found = ask(name, service, 0);
                const std::scoped_lock lock(shared->mutex);
                shared->answer = std::move(found);
                eventfd_write(shared->event, 1);
            }).detach();
        } catch (const std::system_error&) {
            return Error{ErrorKind::Observer, {}, QStringLiteral("no thread left to resolve a name")};
        }
        while (true) {
            {
                const std::scoped_lock lock(shared->mutex);
                if (shared->answer) {
                    answer = *shared->answer;
                    break;
                }
            }
            if (waiter.wait(shared->event, POLLIN, std::chrono::seconds(1)) == Waiter::Outcome::Over)
                return late(address, waiter);
        }
    }
    if (answer.code == 0)
        return answer.addresses;
    const bool unknown = answer.code == EAI_NONAME;
    return Error{unknown ? ErrorKind::Unreachable : ErrorKind::Observer,
                 {},
                 QStringLiteral("%1: %2").arg(address, QString::fromLocal8Bit(gai_strerror(answer.code)))};
}

} // namespace slipway::adapters
