#include "app/adapters/http/name_lookups.h"

#include <algorithm>
#include <array>
#include <list>
#include <netdb.h>
#include <pthread.h>
#include <sys/socket.h>
#include <system_error>

namespace slipway::adapters {

namespace {

using domain::NetworkSight;
using TimePoint = std::chrono::steady_clock::time_point;

// The thread is woken for everything that happens; this only bounds a missed wake-up.
constexpr std::chrono::seconds longestWait{1};

/// The addresses of a name, as this computer's resolver knows them. Blocks for as long as that takes.
NetworkSight resolved(const QString& name) {
    NetworkSight sight;
    const auto begun = std::chrono::steady_clock::now();
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* list = nullptr;
    const int code = getaddrinfo(name.toUtf8().constData(), nullptr, &hints, &list);
    sight.took = std::chrono::duration_cast<base::Milliseconds>(std::chrono::steady_clock::now() - begun);
    if (code != 0) {
        // A name that is not there is the answer; whatever else went wrong is between here and the resolver.
        const bool isAnswer = code == EAI_NONAME || code == EAI_NODATA;
        sight.error = base::Error{isAnswer ? base::ErrorKind::NotFound : base::ErrorKind::Observer, name,
                                  QString::fromUtf8(gai_strerror(code))};
        return sight;
    }
    for (const addrinfo* one = list; one != nullptr; one = one->ai_next) {
        std::array<char, NI_MAXHOST> text{};
        if (getnameinfo(one->ai_addr, one->ai_addrlen, text.data(), text.size(), nullptr, 0,
                        NI_NUMERICHOST) == 0)
            sight.addresses += QString::fromLatin1(text.data());
    }
    freeaddrinfo(list);
    sight.addresses.removeDuplicates();
    sight.addresses.sort();
    return sight;
}

struct Asked {
    QString name;
    TimePoint end;
    std::stop_token stop;
    base::Promise<NetworkSight> promise;
    bool isBegun = false;
    std::optional<NetworkSight> found{};
    std::optional<std::stop_callback<std::function<void()>>> onStop{};
};

NetworkSight failed(const Asked& asked, base::ErrorKind kind, const QString& detail) {
    return NetworkSight{base::Error{kind, asked.name, detail}};
}

} // namespace

struct NameLookups::Shared {
    std::mutex mutex;
    std::condition_variable_any changed;
    std::list<std::shared_ptr<Asked>> asked; ///< in the order they came; guarded
    int busy = 0;                            ///< threads in the resolver, left behind or not; guarded

    /// What can be answered now, taken out of the list.
    std::list<std::shared_ptr<Asked>> takeAnswered(TimePoint now) {
        std::list<std::shared_ptr<Asked>> taken;
        for (auto it = asked.begin(); it != asked.end();) {
            Asked& one = **it;
            if (!one.found && one.stop.stop_requested())
                one.found = failed(one, base::ErrorKind::Cancelled, QStringLiteral("asked to stop"));
            else if (!one.found && now >= one.end)
                one.found = failed(
                    one, base::ErrorKind::Observer,
                    one.isBegun ? QStringLiteral("no name server answered in time")
                                : QStringLiteral("%1 other names are being looked up, and no name server "
                                                 "answers")
                                      .arg(mostAtOnce));
            const auto here = it++;
            if (one.found)
                taken.splice(taken.end(), asked, here);
        }
        return taken;
    }

    static void begin(const std::shared_ptr<Shared>& shared, const std::shared_ptr<Asked>& one) {
        one->isBegun = true;
        try {
            std::thread([shared, one, name = one->name] {
                pthread_setname_np(pthread_self(), "name");
                NetworkSight sight = resolved(name);
                {
                    const std::scoped_lock lock(shared->mutex);
                    --shared->busy;
                    if (!one->found)
                        one->found = std::move(sight);
                }
                shared->changed.notify_all();
            }).detach();
            ++shared->busy;
        } catch (const std::system_error&) {
            one->found =
                failed(*one, base::ErrorKind::Observer, QStringLiteral("no thread left to look up a name"));
        }
    }

    static void run(const std::shared_ptr<Shared>& shared, const std::stop_token& stop) {
        pthread_setname_np(pthread_self(), "names");
        std::unique_lock lock(shared->mutex);
        while (!stop.stop_requested()) {
            for (const auto& one : shared->asked)
                if (!one->isBegun && shared->busy < mostAtOnce)
                    begin(shared, one);
            const TimePoint now = std::chrono::steady_clock::now();
            const auto answered = shared->takeAnswered(now);
            if (!answered.empty()) {
                lock.unlock();
                for (const auto& one : answered) {
                    one->onStop.reset();
                    one->promise.finish(*one->found);
                }
                lock.lock();
                continue;
            }
            TimePoint next = now + longestWait;
            for (const auto& one : shared->asked)
                next = std::min(next, one->end);
            shared->changed.wait_until(lock, next);
        }
        // Those that hang keep what they were asked, so its promise is taken from them.
        for (const auto& one : shared->asked) {
            one->onStop.reset();
            const auto dropped = std::move(one->promise);
        }
        shared->asked.clear();
    }
};

NameLookups::NameLookups()
    : m_shared(std::make_shared<Shared>())
    , m_thread([shared = m_shared](const std::stop_token& stop) { Shared::run(shared, stop); }) {}

NameLookups::~NameLookups() {
    {
        const std::scoped_lock lock(m_shared->mutex);
        m_thread.request_stop();
    }
    m_shared->changed.notify_all();
}

base::Future<NetworkSight> NameLookups::look(const domain::NetworkLook& look, base::Limit limit) {
    auto asked = std::make_shared<Asked>();
    asked->name = look.host;
    asked->end =
        std::chrono::steady_clock::now() + std::min<std::chrono::milliseconds>(look.timeout, limit.within);
    asked->stop = limit.stop;
    asked->onStop.emplace(limit.stop, [weak = std::weak_ptr(m_shared)] {
        if (const auto shared = weak.lock())
            shared->changed.notify_all();
    });
    auto future = asked->promise.future();
    {
        const std::scoped_lock lock(m_shared->mutex);
        m_shared->asked.push_back(std::move(asked));
    }
    m_shared->changed.notify_all();
    return future;
}

} // namespace slipway::adapters
