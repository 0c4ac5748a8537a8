#include "app/adapters/ssh/libssh2_shell.h"

#include "app/adapters/ssh/exchange.h"
#include "app/adapters/ssh/upload.h"
#include "app/adapters/ssh/workers.h"

#include <QDir>
#include <mutex>
#include <sys/resource.h>

namespace slipway::adapters {

using base::Error;
using base::ErrorKind;
using base::Future;
using base::Limit;
using base::Result;
using ports::AttemptOrder;
using ports::AttemptState;

namespace {

/// How much may be in flight at once, so that this process has descriptors enough. 256 must be enough for a
/// desk.
struct Capacity {
    size_t shortCalls = 48;
    size_t followed = 128; ///< they last as long as their steps and have threads of their own
    size_t idle = 48;
};

Capacity capacityOfThisProcess() {
    constexpr rlim_t forTheRest = 64;
    // While it asks the OpenSSH client: three pipes, the process and what wakes it. Over libssh2 two.
    constexpr size_t ofOneCall = 5;
    Capacity capacity;
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return capacity;
    const size_t spare = limit.rlim_cur > 2 * forTheRest ? limit.rlim_cur - forTheRest : forTheRest;
    capacity.idle = std::min(capacity.idle, spare / 10);
    capacity.shortCalls = std::min(capacity.shortCalls, spare / 10);
    capacity.followed =
        std::min(capacity.followed, (spare - capacity.idle) / ofOneCall - capacity.shortCalls);
    return capacity;
}

void initializeLibrary() {
    static std::once_flag once;
    std::call_once(once, [] { libssh2_init(0); });
}

Result<AttemptState> askState(Exchange& exchange, const Result<GateCall>& call, const QString& where) {
    const auto answer = call ? exchange.ask(*call) : Result<QByteArray>(call.error());
    auto state = answer.then([](const QByteArray& line) { return Gate::stateFrom(line); });
    if (state || !state.error().where.isEmpty())
        return state;
    auto error = state.error();
    error.where = where;
    return error;
}

Result<ports::LockState> askLock(Exchange& exchange, const Result<GateCall>& call, const QString& where,
                                 const QString& owner) {
    const auto answer = call ? exchange.ask(*call) : Result<QByteArray>(call.error());
    auto state = answer.then([&](const QByteArray& line) { return Gate::lockFrom(line, owner); });
    if (state || !state.error().where.isEmpty())
        return state;
    auto error = state.error();
    error.where = where;
    return error;
}

/// The script did not greet us. If it runs now, it may have run then: the outcome is unknown.
Error honest(Exchange& exchange, const Gate& gate, const AttemptOrder& order, const Error& error) {
    if (error.kind != ErrorKind::HostUnfit || exchange.wasGreeted())
        return error;
    const auto where = order.host.name.text();
    return askState(exchange, gate.status(order), where)
               ? Error{ErrorKind::ConnectionLost, where, error.detail}
               : error;
}

Result<AttemptState> streamed(Exchange& exchange, const Gate& gate, const AttemptOrder& order,
                              const Result<GateCall>& call, ports::OutputOffsets offsets,
                              ports::OutputSink& sink) {
    if (!call)
        return call.error();
    const auto& where = order.host.name.text();
    const auto state = exchange.stream(
        *call, [&](ports::OutputOffsets from) { return gate.follow(order, from); }, offsets, sink);
    if (state && state->state != AttemptState::State::Never &&
        (state->outBytes < offsets.out || state->errBytes < offsets.err))
        return Error{ErrorKind::Protocol, where,
                     QStringLiteral("the host's logs are shorter than what was read of them")};
    if (state && (state->outBytes > offsets.out || state->errBytes > offsets.err))
        return Error{ErrorKind::ConnectionLost, where,
                     QStringLiteral("the host told the end before all output had come")};
    return state;
}

} // namespace

/// The pool and its threads; the threads end first.
class Libssh2Shell::Threads {
public:
    Threads(const Options& options, const Capacity& capacity)
        : pool({options.sshConfig, QStringList(options.knownHostsOwn) + options.knownHostsMore,
                std::max(options.keepaliveEvery, std::chrono::milliseconds(1000)), options.connectWithin,
                options.localEnvironment},
               capacity.idle)
        , m_short("ssh", capacity.shortCalls)
        , m_followed("ssh-follow", capacity.followed) {}
    ~Threads() {
        m_shutdown.request_stop();
        m_short.shutdown();
        m_followed.shutdown();
    }
    Threads(const Threads&) = delete;
    Threads& operator=(const Threads&) = delete;

    /// Runs `f(Exchange&)` on an I/O thread; time spent waiting for a thread counts.
    template <class T, class F>
    Future<T> run(domain::Host host, Limit limit, bool isFollow, F f) {
        auto promise = std::make_shared<base::Promise<T>>();
        auto future = promise->future();
        const auto deadline = bootMilliseconds() + limit.within.count();
        (isFollow ? m_followed : m_short)
            .post([this, promise, deadline, host = std::move(host), stop = limit.stop, f = std::move(f)]() {
                Waiter waiter(deadline, stop, m_shutdown.get_token());
                if (waiter.isOver()) {
                    auto error = waiter.error(ErrorKind::Unreachable);
                    error.where = host.name.text();
                    promise->finish(error);
                    return;
                }
                Exchange exchange(pool, host, waiter);
                promise->finish(f(exchange));
            });
        return future;
    }

    SessionPool pool;

private:
    std::stop_source m_shutdown;
    Workers m_short;
    Workers m_followed;
};

Libssh2Shell::Options Libssh2Shell::Options::usual(QString workspaceId, QString knownHostsOwn) {
    Options options;
    options.workspaceId = std::move(workspaceId);
    options.knownHostsOwn = std::move(knownHostsOwn);
    options.knownHostsMore = {QDir::homePath() + QStringLiteral("/.ssh/known_hosts"),
                              QStringLiteral("/etc/ssh/ssh_known_hosts")};
    return options;
}

Libssh2Shell::Libssh2Shell(Options options) : m_gate(options.workspaceId, options.shell, options.keptOutput) {
    initializeLibrary();
    m_threads = std::make_unique<Threads>(options, capacityOfThisProcess());
}

Libssh2Shell::~Libssh2Shell() = default;

Future<ports::HostFacts> Libssh2Shell::reach(domain::Host host, Limit limit) {
    return m_threads->run<ports::HostFacts>(
        std::move(host), limit, false, [gate = m_gate](Exchange& exchange) { return exchange.reach(gate); });
}

Future<AttemptState> Libssh2Shell::start(AttemptOrder order, Limit limit) {
    auto host = order.host;
    return m_threads->run<AttemptState>(
        std::move(host), limit, false, [gate = m_gate, order = std::move(order)](Exchange& exchange) {
            const auto state = askState(exchange, gate.start(order), order.host.name.text());
            return state ? state : Result<AttemptState>(honest(exchange, gate, order, state.error()));
        });
}

Future<AttemptState> Libssh2Shell::run(AttemptOrder order, ports::OutputOffsets from,
                                       std::shared_ptr<ports::OutputSink> sink, Limit limit) {
    auto host = order.host;
    return m_threads->run<AttemptState>(
        std::move(host), limit, true,
        [gate = m_gate, order = std::move(order), from, sink = std::move(sink)](Exchange& exchange) {
            const auto state = streamed(exchange, gate, order, gate.run(order, from), from, *sink);
            return state ? state : Result<AttemptState>(honest(exchange, gate, order, state.error()));
        });
}

Future<AttemptState> Libssh2Shell::status(AttemptOrder order, Limit limit) {
    auto host = order.host;
    return m_threads->run<AttemptState>(
        std::move(host), limit, false, [gate = m_gate, order = std::move(order)](Exchange& exchange) {
            return askState(exchange, gate.status(order), order.host.name.text());
        });
}

Future<AttemptState> Libssh2Shell::follow(AttemptOrder order, ports::OutputOffsets from,
                                          std::shared_ptr<ports::OutputSink> sink, Limit limit) {
    auto host = order.host;
    return m_threads->run<AttemptState>(
        std::move(host), limit, true,
        [gate = m_gate, order = std::move(order), from, sink = std::move(sink)](Exchange& exchange) {
            return streamed(exchange, gate, order, gate.follow(order, from), from, *sink);
        });
}

Future<AttemptState> Libssh2Shell::stop(AttemptOrder order, Limit limit) {
    auto host = order.host;
    return m_threads->run<AttemptState>(
        std::move(host), limit, false, [gate = m_gate, order = std::move(order)](Exchange& exchange) {
            return askState(exchange, gate.stop(order), order.host.name.text());
        });
}

Future<void> Libssh2Shell::clean(AttemptOrder order, Limit limit) {
    auto host = order.host;
    return m_threads->run<void>(
        std::move(host), limit, false,
        [gate = m_gate, order = std::move(order)](Exchange& exchange) -> Result<void> {
            const auto call = gate.clean(order);
            if (!call)
                return call.error();
            const auto answer = exchange.ask(*call);
            if (!answer)
                return answer.error();
            if (*answer == "cleaned")
                return {};
            auto error = Gate::stateFrom(*answer);
            if (error)
                return Error{ErrorKind::Protocol, order.host.name.text(),
                             QStringLiteral("a state where none was asked for")};
            return error.error();
        });
}

Future<ports::LockState> Libssh2Shell::lock(ports::LockOrder order, Limit limit) {
    auto host = order.host;
    return m_threads->run<ports::LockState>(
        std::move(host), limit, false, [gate = m_gate, order = std::move(order)](Exchange& exchange) {
            return askLock(exchange, gate.lock(order), order.host.name.text(), order.owner);
        });
}

Future<ports::LockState> Libssh2Shell::unlock(ports::LockOrder order, Limit limit) {
    auto host = order.host;
    return m_threads->run<ports::LockState>(
        std::move(host), limit, false, [gate = m_gate, order = std::move(order)](Exchange& exchange) {
            return askLock(exchange, gate.unlock(order), order.host.name.text(), order.owner);
        });
}

Future<ports::LockState> Libssh2Shell::lockState(domain::Host host, domain::EnvironmentName environment,
                                                 Limit limit) {
    auto where = host.name.text();
    return m_threads->run<ports::LockState>(
        std::move(host), limit, false,
        [gate = m_gate, environment = std::move(environment), where = std::move(where)](Exchange& exchange) {
            return askLock(exchange, gate.lockState(environment), where, {});
        });
}

Future<void> Libssh2Shell::send(ports::TransferOrder order, std::function<void(qint64)> progress,
                                Limit limit) {
    auto host = order.host;
    return m_threads->run<void>(std::move(host), limit, true,
                                [gate = m_gate, order = std::move(order), progress = std::move(progress),
                                 within = limit.within](Exchange& exchange) {
                                    return Upload(exchange, gate, order, progress, within).bring();
                                });
}

Future<ports::RemoteShell::QueryAnswer> Libssh2Shell::query(domain::Host host, QString command,
                                                            domain::Variables variables, Limit limit) {
    return m_threads->run<QueryAnswer>(std::move(host), limit, false,
                                       [gate = m_gate, command = std::move(command),
                                        variables = std::move(variables),
                                        within = limit.within](Exchange& exchange) -> Result<QueryAnswer> {
                                           const auto call = gate.query(command, variables, within);
                                           if (!call)
                                               return call.error();
                                           return exchange.query(*call);
                                       });
}

Future<void> Libssh2Shell::unlockKey(QString keyPath, base::Secret passphrase, Limit limit) {
    return m_threads->run<void>({}, limit, false,
                                [keyPath = std::move(keyPath), passphrase = std::move(passphrase)](
                                    Exchange& exchange) { return exchange.unlockKey(keyPath, passphrase); });
}

Result<void> Libssh2Shell::acceptHostKey(const domain::Host& host, const QString& key) {
    return m_threads->pool.connector().accept(host, key);
}

} // namespace slipway::adapters
